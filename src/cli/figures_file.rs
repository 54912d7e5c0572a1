//! Figures as a verb is handed them (决算数据的来处): a figures file, a workbook that was filled in, or official tables.

use std::path::Path;

use super::{import::workbook, terminal::Terminal};
use crate::{
    diagnostic::Diagnostic,
    figures::{self, FinalAccounts, Reference},
    tables::{self, Layouts},
};

/// Official tables go by the ending of their file.
pub fn is_workbook(path: &Path) -> bool {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    ending.is_some_and(|ending| matches!(&*ending, "xlsx" | "xlsm" | "xls" | "et" | "ods" | "csv"))
}

/// Read figures; none if they cannot be used, which `notes` say.
pub fn figures(
    path: &Path,
    reference: &'static Reference,
    terminal: &Terminal,
    notes: &mut Vec<Diagnostic>,
) -> Option<FinalAccounts> {
    if is_workbook(path) {
        return of_workbook(path, Layouts::shipped(), reference, terminal, notes);
    }
    let (accounts, found) = figures::load(&terminal.read(path, notes)?, reference);
    notes.extend(found);
    accounts
}

/// The figures of a workbook. What official tables leave out is told and not in them.
pub fn of_workbook(
    path: &Path,
    layouts: &Layouts,
    reference: &'static Reference,
    terminal: &Terminal,
    notes: &mut Vec<Diagnostic>,
) -> Option<FinalAccounts> {
    let workbook = workbook(path, terminal, notes)?;
    let one = tables::one(&path.display().to_string(), workbook, layouts, reference);
    terminal.tell(&one.left_out);
    notes.extend(one.found);
    one.accounts
}
