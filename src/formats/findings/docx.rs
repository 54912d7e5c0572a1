//! The table of findings as a Word document of its own (审核意见).

use super::table::{COLUMNS, TITLE, inputs, rows};
use crate::{
    audit::Audit,
    formats::word::write::{Listed, docx_list},
};

/// Print audits as a table in a Word document, landscape, its headings on every page.
pub fn docx(audits: &[Audit]) -> Vec<u8> {
    let rows = rows(audits);
    let rows: Vec<Listed> = rows.iter().map(|row| Listed { cells: &row.cells, mark: &row.mark }).collect();
    docx_list(TITLE, &inputs(audits), &COLUMNS, &rows)
}
