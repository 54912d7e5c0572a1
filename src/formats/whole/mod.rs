//! Printers of the complete report (整本报告): cover, contents, and every part in order.

mod md;
mod txt;

use super::{Format, html, word};
use crate::report::{Report, forms::Cell, whole::WholeReport};

pub use md::md;
pub use txt::txt;

impl Format {
    /// Print the complete report in this format, as the bytes of a file; none for a format that has no such form.
    pub fn print_whole(self, whole: &WholeReport) -> Option<Vec<u8>> {
        match self {
            Format::Txt => Some(txt(whole).into_bytes()),
            Format::Md => Some(md(whole).into_bytes()),
            Format::Html => Some(html::html_whole(whole).into_bytes()),
            Format::Docx => Some(word::docx_whole(whole)),
            Format::Json => None,
        }
    }
}

/// What a cell shows; one that waits to be filled in says for what, by its column.
pub(super) fn shown(cell: &Cell, column: &[&str], report: &Report) -> String {
    match cell {
        Cell::Missing => {
            let (before, after) = &report.house.style.missing;
            [before, column.last().copied().unwrap_or_default(), after].concat()
        }
        cell => cell.text().to_owned(),
    }
}
