//! Lanes (并列的栏): parts of a table side by side, each with its own labels and numbers.

use super::{
    layout::{Column, Layout},
    sheet::Place,
};
use crate::figures::Period;

/// What a column is for (栏的用处).
#[derive(Clone, Debug)]
pub enum Use<'l> {
    /// No heading at all.
    Empty,
    /// Codes of accounts, or pieces of them.
    Code,
    /// Labels.
    Name,
    /// Labels, under the heading of that lane.
    NameOf(&'l str),
    /// Line numbers.
    Order,
    /// Numbers.
    Value {
        /// The column of the layout.
        column: &'l Column,
        /// The period that the heading or the layout says.
        period: Option<Period>,
        /// The economic account that the heading names.
        code: Option<String>,
    },
    /// Nobody knows.
    Unknown,
    /// It could be several things.
    Several,
}

impl PartialEq for Use<'_> {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Use::Value { column, period, code }, Use::Value { column: c, period: p, code: d }) => {
                std::ptr::eq(*column, *c) && period == p && code == d
            }
            _ => std::mem::discriminant(self) == std::mem::discriminant(other),
        }
    }
}

/// A column of numbers (数栏).
#[derive(Clone, Debug)]
pub struct Value<'l> {
    /// Where it stands.
    pub column: u32,
    /// The column of the layout.
    pub rule: &'l Column,
    /// The period of its numbers.
    pub period: Option<Period>,
    /// The economic account that its heading names.
    pub code: Option<String>,
}

/// One part of a table (并列的一栏).
#[derive(Clone, Debug, Default)]
pub struct Lane<'l> {
    /// Its name in the layout, where its heading says it.
    pub id: Option<&'l str>,
    /// Columns of codes or their pieces, from the left.
    pub codes: Vec<u32>,
    /// The columns of names.
    pub names: Vec<u32>,
    /// Columns of numbers.
    pub values: Vec<Value<'l>>,
}

/// Labels after numbers begin a new lane; also columns of labels that no numbers follow.
pub fn lanes<'l>(layout: &Layout, uses: &[(Place, String, Use<'l>)]) -> (Vec<Lane<'l>>, Vec<u32>) {
    let mut lanes: Vec<Lane<'l>> = Vec::new();
    for ((_, column), _, meaning) in uses {
        let is_label = matches!(meaning, Use::Code | Use::Name | Use::NameOf(_));
        let begins = is_label && lanes.last().is_none_or(|lane| !lane.values.is_empty());
        if begins || (lanes.is_empty() && layout.unlabelled) {
            lanes.push(Lane::default());
        }
        let Some(lane) = lanes.last_mut() else { continue };
        match meaning {
            Use::Code => lane.codes.push(*column),
            Use::Name => lane.names.push(*column),
            Use::NameOf(id) => {
                lane.names.push(*column);
                lane.id = Some(id);
            }
            Use::Value { column: rule, period, code } => {
                lane.values.push(Value { column: *column, rule, period: *period, code: code.clone() });
            }
            Use::Empty | Use::Order | Use::Unknown | Use::Several => {}
        }
    }
    let (lanes, idle): (Vec<Lane>, Vec<Lane>) = lanes.into_iter().partition(|lane| !lane.values.is_empty());
    let idle = idle.into_iter().flat_map(|lane| lane.names.into_iter().chain(lane.codes));
    (lanes, idle.collect())
}
