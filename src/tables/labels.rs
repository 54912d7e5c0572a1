//! Labels of rows (行的项目): a label means a figure by the layout, or is known and means none.

use super::{
    body::Desk,
    layout::{Layout, Row},
};

/// What a row is (行的意思).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// The row of totals, or the only row.
    Total,
    /// An account.
    Account(String),
    /// A figure, in the columns that have a period.
    Figure(String),
    /// Understood, and no figure.
    Known,
    /// Nobody knows.
    Unknown,
    /// It could be several things.
    Several,
    /// Left out, and told already.
    LeftOut,
}

/// The labels of a lane, from row to row (逐行的项目).
#[derive(Debug, Default)]
pub struct Labels {
    /// The last label that others hang below.
    above: Option<String>,
}

impl Labels {
    /// What a label means in its lane and below the ones before it.
    pub fn meaning(&mut self, text: &str, lane: Option<&str>, layout: &Layout, desk: &Desk) -> Meaning {
        let words = &desk.layouts.words;
        let label = words.label(text);
        if label.is_empty() {
            return if layout.unlabelled { Meaning::Total } else { Meaning::Unknown };
        }
        let says = |row: &&Row| row.label.contains(&label);
        let here = |row: &&Row| match (&row.lane, lane) {
            (Some(wanted), Some(lane)) => wanted == lane,
            _ => true,
        };
        let all: Vec<&Row> = layout.rows.iter().filter(says).filter(here).collect();
        let hanging: Vec<&Row> =
            all.iter().copied().filter(|row| row.below.is_some() && row.below == self.above).collect();
        let rows: Vec<&Row> =
            if hanging.is_empty() { all.into_iter().filter(|row| row.below.is_none()).collect() } else { hanging };
        if layout.rows.iter().any(|row| row.below.as_ref() == Some(&label)) {
            self.above = Some(label.clone());
        } else if !rows.iter().any(|row| row.below.is_some()) && words.total.contains(&label) {
            self.above = None;
        }
        match rows.as_slice() {
            // Without a heading over the lane a label of two lanes says nothing.
            [row] if row.lane.is_some() && lane.is_none() && !layout.lanes.is_empty() && shared(layout, row) => {
                Meaning::Several
            }
            [row] => row.figure.clone().map_or(Meaning::Known, Meaning::Figure),
            [] if layout.accounts.is_some() || layout.unlabelled => {
                if words.total.contains(&label) {
                    Meaning::Total
                } else {
                    Meaning::Unknown
                }
            }
            [] if layout.classes && is_class(&label, desk) => Meaning::Known,
            [] => Meaning::Unknown,
            _ => Meaning::Several,
        }
    }
}

/// Do other lanes have the same label?
fn shared(layout: &Layout, row: &Row) -> bool {
    let says = |other: &Row| other.label.iter().any(|it| row.label.contains(it));
    layout.rows.iter().filter(|other| !std::ptr::eq(*other, row)).any(says)
}

/// Is it the name of a class of expenditure (类)?
fn is_class(label: &str, desk: &Desk) -> bool {
    desk.reference.functional.codes(label).iter().any(|code| code.len() == 3)
}
