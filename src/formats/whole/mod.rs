//! Printers of the complete report (整本报告): cover, contents, and every part in order.

mod md;
mod txt;

use super::{Format, html, word};
use crate::report::{
    Report,
    forms::Cell,
    saved::SavedTable,
    whole::{Part, TitledTable, WholeReport},
};

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

/// What parts the headings over a column.
const OVER: &str = "·";

/// The tables of part two as they are printed: with them a later update knows what each cell was (底稿的表).
pub fn saved_tables(whole: &WholeReport) -> Vec<SavedTable> {
    let tables = whole.parts.iter().flat_map(|part| match part {
        Part::Tables { tables, .. } => tables.as_slice(),
        _ => &[],
    });
    tables.map(|titled| saved(titled, whole.narrative)).collect()
}

fn saved(titled: &TitledTable, report: &Report) -> SavedTable {
    let columns = titled.table.columns();
    let row = |cells: &Vec<Cell>| -> Vec<String> {
        cells.iter().zip(&columns).map(|(cell, column)| shown(cell, column, report)).collect()
    };
    let words = |cells: Vec<String>| cells.into_iter().filter(|cell| !cell.is_empty()).collect();
    SavedTable {
        title: titled.title.clone(),
        unit: titled.unit.clone(),
        head: titled.table.head.iter().map(|cells| words(row(cells))).collect(),
        columns: columns.iter().map(|column| column.join(OVER)).collect(),
        rows: titled.table.rows.iter().map(row).collect(),
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
