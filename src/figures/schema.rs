//! The shape of `concepts.yaml` (报表项目表): tables, fields and made-up lists, as written there.

use serde::Deserialize;

use super::concepts::{AccountKind, Kind, Period, ReasonKind, TextKind};

/// The whole file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CatalogueFile {
    pub tables: Vec<TableEntry>,
    pub groups: Vec<GroupEntry>,
    #[serde(default)]
    pub lead_ins: Vec<String>,
}

/// One official table (决算表): a top-level key of a figures file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableEntry {
    pub id: String,
    pub key: String,
    #[serde(default)]
    pub also: Vec<String>,
    #[serde(default)]
    pub about: String,
    #[serde(default)]
    pub seldom: bool,
    pub fields: Vec<FieldEntry>,
}

/// One field (项目) of a table, of a row, or below another field.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FieldEntry {
    pub id: String,
    #[serde(default)]
    pub key: String,
    #[serde(default)]
    pub also: Vec<String>,
    #[serde(default, rename = "type")]
    pub kind: Kind,
    #[serde(default)]
    pub unit: String,
    #[serde(default)]
    pub periods: Vec<Period>,
    #[serde(default)]
    pub reasons: Vec<ReasonKind>,
    #[serde(default)]
    pub reason: Option<ReasonKind>,
    #[serde(default)]
    pub texts: Vec<TextKind>,
    #[serde(default)]
    pub choices: Vec<String>,
    #[serde(default)]
    pub label: Option<String>,
    #[serde(default)]
    pub about: String,
    #[serde(default)]
    pub required: bool,
    #[serde(default)]
    pub negative: bool,
    #[serde(default)]
    pub cell: String,
    /// Most departments do not have it: a new figures file offers it commented out.
    #[serde(default)]
    pub seldom: bool,
    /// The same from year to year: a new figures file takes it over from last year's.
    #[serde(default)]
    pub lasting: bool,
    #[serde(default)]
    pub fields: Vec<FieldEntry>,
    /// For `type: rows`: what one row holds.
    #[serde(default)]
    pub row: Option<Box<FieldEntry>>,
    /// In a row: which classification names it.
    #[serde(default)]
    pub account: Option<AccountKind>,
    /// In a row of functional accounts: the fund (预算) it belongs to.
    #[serde(default)]
    pub fund: Option<String>,
    /// In a row without account: the key that names it (项目名称).
    #[serde(default)]
    pub name: Option<String>,
    /// In a row: may stand as a bare name, amount not known (有发生额、金额未填).
    #[serde(default)]
    pub unpriced: bool,
    /// In a row: codes or names that a new figures file shows as samples.
    #[serde(default)]
    pub samples: Vec<String>,
}

/// A list made from other figures (派生清单).
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GroupEntry {
    pub id: String,
    #[serde(default)]
    pub members: Vec<String>,
    /// Sum the rows of this list by class (类).
    #[serde(default)]
    pub sum_by_class: Option<String>,
    #[serde(default)]
    pub row: Option<String>,
}
