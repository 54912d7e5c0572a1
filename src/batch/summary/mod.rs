//! The whole batch on one page (汇总): for a program, and for a reviewer.

mod html;

use rust_decimal::Decimal;
use serde::Serialize;

use super::{
    across,
    entry::{Entry, Status, Told},
};
use crate::diagnostic::Diagnostic;

pub use html::html;

/// All departments and what shows only side by side (汇总).
#[derive(Serialize)]
pub struct Summary<'a> {
    /// The version of this format.
    pub schema: u8,
    /// How many departments stand how.
    pub count: Count,
    /// Totals by class over all departments (按类汇总), in 万元.
    pub totals: Vec<Total>,
    /// What shows only beside the others (部门之间).
    pub across: Vec<Told>,
    /// The departments in the order they came in.
    pub departments: &'a [Entry],
}

/// How many departments (部门数).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Count {
    /// In all.
    pub all: usize,
    /// Done with nothing to do.
    pub clean: usize,
    /// Somebody must look at them.
    pub person: usize,
    /// Could not be done.
    pub failed: usize,
}

/// A class and its final figures over all departments.
#[derive(Serialize)]
pub struct Total {
    /// 年度.
    pub year: u16,
    /// 类.
    pub class: String,
    /// 万元.
    pub value: Decimal,
}

impl Count {
    /// Count one more.
    pub fn add(&mut self, status: Status) {
        self.all += 1;
        *match status {
            Status::Clean => &mut self.clean,
            Status::Person => &mut self.person,
            Status::Failed => &mut self.failed,
        } += 1;
    }
}

impl<'a> Summary<'a> {
    /// Sum up; `across` is what [`across::check`] found.
    pub fn of(departments: &'a [Entry], across: &[Diagnostic]) -> Summary<'a> {
        let mut count = Count::default();
        departments.iter().for_each(|entry| count.add(entry.status));
        let totals = across::totals(departments);
        Summary {
            schema: 1,
            count,
            totals: totals.into_iter().map(|(year, class, value)| Total { year, class, value }).collect(),
            across: across.iter().map(Told::of).collect(),
            departments,
        }
    }

    /// Print for a program.
    ///
    /// # Panics
    /// Never: a summary has text keys only, and nothing in it can fail to be written.
    pub fn json(&self) -> String {
        let mut text = serde_json::to_string_pretty(self).expect("a summary is plain data");
        text.push('\n');
        text
    }
}
