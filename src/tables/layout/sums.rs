//! Sums that a table must hold (表内合计), as its layout says them; columns go by the first of their headings.

use serde::Deserialize;

use super::Layout;
use crate::figures::Catalogue;

/// Columns that add up to another (横向合计).
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Across {
    /// The column of the sum.
    pub total: String,
    /// The columns that are added; those that a table does not have count as nothing.
    pub parts: Vec<String>,
}

/// A row that is the sum of the classes of its lane (按类合计).
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClassTotal {
    /// The label of the sum.
    pub total: String,
    /// The lane.
    pub lane: String,
}

/// Classes that another table has, too, to the same amount (两表同类).
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Against {
    /// The column here.
    pub column: String,
    /// The other table.
    pub table: String,
    /// The column there.
    pub of: String,
}

impl Layout {
    /// Names of columns, lanes and tables that there are not.
    pub(super) fn check_sums(&self, catalogue: &Catalogue) -> Result<(), String> {
        let here = |name: &String| self.columns.iter().any(|column| column.heading.first() == Some(name));
        let across = self.across.iter().flat_map(|sum| std::iter::once(&sum.total).chain(&sum.parts));
        if let Some(name) = across.chain(self.against.iter().map(|it| &it.column)).find(|name| !here(name)) {
            return Err(format!("没有栏目 {name}"));
        }
        if let Some(sum) = self.class_totals.iter().find(|sum| self.lanes.iter().all(|lane| lane.id != sum.lane)) {
            return Err(format!("没有并列的栏 {}", sum.lane));
        }
        match self.against.iter().find(|it| catalogue.tables.iter().all(|table| table.id != it.table)) {
            Some(it) => Err(format!("没有报表 {}", it.table)),
            None => Ok(()),
        }
    }
}
