//! The figures of one workbook (一个工作簿的数据), whether it was filled in or holds official tables.

use super::{Input, Layouts, Role, Settings, Workbook, import, own, problems};
use crate::{
    diagnostic::{Diagnostic, Severity},
    figures::{self, FinalAccounts, Reference},
    source::Source,
};

/// What one workbook gives.
pub struct One {
    /// Its figures, unless they cannot be used.
    pub accounts: Option<FinalAccounts>,
    /// Why they cannot be used, and what else is said of them.
    pub found: Vec<Diagnostic>,
    /// What was left out of its tables.
    pub left_out: Vec<Diagnostic>,
    /// What does not add up in its tables.
    pub sums: Vec<Diagnostic>,
}

/// Read the figures of a workbook; `name` is what people call the file.
pub fn one(name: &str, workbook: Workbook, layouts: &Layouts, reference: &'static Reference) -> One {
    if own::is_own(&workbook) {
        let own = own::read(&workbook, reference);
        return One { accounts: own.accounts, found: own.faults, left_out: Vec::new(), sums: Vec::new() };
    }
    let import = import(&[Input { workbook, role: Role::This }], layouts, reference, Settings::default());
    if import.tables.iter().all(|table| table.taken == 0) {
        let mut found = import.problems;
        if !found.iter().any(|fault| fault.severity == Severity::Error) {
            found.push(problems::nothing_taken(name));
        }
        return One { accounts: None, found, left_out: Vec::new(), sums: import.sums };
    }
    if import.accounts.year == 0 || import.accounts.department.is_empty() {
        let found = import.problems.into_iter().chain([problems::unnamed(name)]).collect();
        return One { accounts: None, found, left_out: Vec::new(), sums: import.sums };
    }
    let text = figures::save(&import.accounts, reference);
    let (accounts, mut found) = figures::load(&Source::new(name, text), reference);
    found.retain(|fault| fault.severity == Severity::Error);
    One { accounts, found, left_out: import.problems, sums: import.sums }
}
