//! The whole batch on one page (汇总): for a program, and for a reviewer.

mod html;

mod totals;

use serde::Serialize;

use super::entry::{Entry, Status, Told};
use crate::diagnostic::Diagnostic;

pub use html::html;
pub use totals::{Total, Whole};

/// All departments and what shows only side by side (汇总).
#[derive(Serialize)]
pub struct Summary<'a> {
    /// The version of this format.
    pub schema: u8,
    /// How many departments stand how.
    pub count: Count,
    /// Totals by class over all departments (按类汇总), in 万元.
    pub totals: Vec<Total>,
    /// What stands behind these totals, by year.
    pub wholes: Vec<Whole>,
    /// Inputs that were not read, and results of earlier runs.
    pub passed_over: &'a [PassedOver],
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

/// A file that is no part of the batch though it looks so (不在其中的).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PassedOver {
    /// The file or folder.
    pub input: String,
    /// Why.
    pub why: String,
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
    /// Sum up; `across` is what [`super::across::check`] found.
    pub fn of(departments: &'a [Entry], across: &[Diagnostic], passed_over: &'a [PassedOver]) -> Summary<'a> {
        let mut count = Count::default();
        departments.iter().for_each(|entry| count.add(entry.status));
        let (totals, wholes) = totals::of(departments);
        Summary {
            schema: 1,
            count,
            totals,
            wholes,
            passed_over,
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
