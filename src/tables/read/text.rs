//! .csv: one table as text, in whatever encoding the office program wrote it.

use std::path::Path;

use super::{MOST_CELLS, MOST_COLUMNS, MOST_ROWS, Unreadable, refusal};
use crate::{
    diagnostic::Diagnostic,
    source::Source,
    tables::sheet::{Cell, Sheet, Workbook},
};

/// A web page under the name of a workbook: many exports are that.
pub(super) fn is_markup(bytes: &[u8]) -> bool {
    let start = bytes.iter().position(|byte| !byte.is_ascii_whitespace() && !matches!(byte, 0xEF | 0xBB | 0xBF));
    start.is_some_and(|at| bytes[at] == b'<')
}

/// The one sheet of a text, under the file's own name.
pub(super) fn csv(name: &str, bytes: &[u8], notes: &mut Vec<Diagnostic>) -> Option<Workbook> {
    let source = Source::decode(name, bytes, notes)?;
    match sheet(&source) {
        Ok(sheet) => Some(Workbook { name: name.to_owned(), sheets: vec![sheet] }),
        Err(reason) => {
            notes.push(refusal(name, &reason));
            None
        }
    }
}

fn sheet(source: &Source) -> Result<Sheet, Unreadable> {
    let stem = Path::new(source.name()).file_stem().and_then(|stem| stem.to_str()).unwrap_or(source.name());
    let mut sheet = Sheet { name: stem.to_owned(), ..Sheet::default() };
    let tabs = source.text().lines().next().is_some_and(|line| line.contains('\t'));
    let mut reader = csv::ReaderBuilder::new();
    reader.has_headers(false).flexible(true).delimiter(if tabs { b'\t' } else { b',' });
    for record in reader.from_reader(source.text().as_bytes()).records() {
        let record = record.map_err(|_| Unreadable::Damaged("不是逗号分隔的文本".to_owned()))?;
        // Empty lines are skipped by the reader and counted by people.
        let line = record.position().map_or(0, csv::Position::line);
        let row = u32::try_from(line.saturating_sub(1)).unwrap_or(MOST_ROWS);
        for (column, text) in record.iter().enumerate().filter(|(_, text)| !text.trim().is_empty()) {
            let column = u32::try_from(column).unwrap_or(MOST_COLUMNS);
            if row >= MOST_ROWS || column >= MOST_COLUMNS || sheet.cells.len() >= MOST_CELLS {
                return Err(Unreadable::TooLarge("行、列或单元格"));
            }
            sheet.cells.insert((row, column), Cell::Text(text.to_owned()));
        }
    }
    Ok(sheet)
}
