//! .xls and .ods: formats that are read whole; neither tells how its numbers are shown.

use std::io::Cursor;

use calamine::{Data, Ods, OdsError, Range, Reader, SheetType, SheetVisible, Xls, XlsError};

use super::{MOST_CELLS, MOST_COLUMNS, MOST_MERGED, MOST_ROWS, Unreadable};
use crate::tables::{
    amount::stored_number,
    sheet::{Cell, Merged, Sheet},
};

/// All sheets of an old workbook.
pub(super) fn xls(bytes: &[u8]) -> Result<Vec<Sheet>, Unreadable> {
    let damaged = || Unreadable::Damaged("里面的工作表读不通".to_owned());
    let mut book: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(|error| match error {
        XlsError::Password => Unreadable::Locked,
        _ => damaged(),
    })?;
    let merged = |book: &mut Xls<_>, name: &str| book.merge_cells_by_sheet_name(name).unwrap_or_default();
    let mut sheets = sheets(&mut book).ok_or_else(damaged)??;
    for sheet in &mut sheets {
        let all = merged(&mut book, &sheet.name);
        if all.len() > MOST_MERGED {
            return Err(Unreadable::TooLarge("合并单元格"));
        }
        sheet.merged = all.into_iter().map(|it| Merged { from: it.start, to: it.end }).collect();
    }
    Ok(sheets)
}

/// All sheets of an OpenDocument workbook; it does not tell which cells are merged.
pub(super) fn ods(bytes: &[u8]) -> Result<Vec<Sheet>, Unreadable> {
    let damaged = || Unreadable::Damaged("里面的工作表读不通".to_owned());
    let mut book: Ods<_> = Ods::new(Cursor::new(bytes)).map_err(|error| match error {
        OdsError::Password => Unreadable::Locked,
        OdsError::CellLimitExceeded { .. } => Unreadable::TooLarge("单元格"),
        _ => damaged(),
    })?;
    sheets(&mut book).ok_or_else(damaged)?
}

/// The sheets of an opened workbook; none if it does not know its own sheets.
fn sheets<'a, R: Reader<Cursor<&'a [u8]>>>(book: &mut R) -> Option<Result<Vec<Sheet>, Unreadable>> {
    let listed: Vec<_> = book.sheets_metadata().iter().filter(|it| it.typ == SheetType::WorkSheet).cloned().collect();
    let mut sheets = Vec::new();
    let mut room = MOST_CELLS;
    for one in listed {
        let values = book.worksheet_range(&one.name).ok()?;
        let formulas = book.worksheet_formula(&one.name).ok()?;
        let mut sheet = Sheet { name: one.name, hidden: one.visible != SheetVisible::Visible, ..Sheet::default() };
        if fill(&mut sheet, &values, &formulas, &mut room).is_none() {
            return Some(Err(Unreadable::TooLarge("行、列或单元格")));
        }
        sheets.push(sheet);
    }
    Some(Ok(sheets))
}

/// None if there is more than an official table has.
fn fill(sheet: &mut Sheet, values: &Range<Data>, formulas: &Range<String>, room: &mut usize) -> Option<()> {
    let (top, left) = values.start().unwrap_or_default();
    for (row, column, value) in values.used_cells() {
        let (row, column) = (top + u32::try_from(row).ok()?, left + u32::try_from(column).ok()?);
        let cell = match value {
            Data::Empty => continue,
            Data::String(text) if text.trim().is_empty() => continue,
            Data::String(text) => Cell::Text(text.clone()),
            Data::Int(value) => Cell::Number { shown: (*value).into(), stored: None },
            Data::Float(value) => stored_number(&value.to_string(), None).unwrap_or(Cell::Other),
            Data::Error(fault) => Cell::Fault(fault.to_string()),
            Data::Bool(_) | Data::DateTime(_) | Data::DateTimeIso(_) | Data::DurationIso(_) => Cell::Other,
        };
        *room = room.checked_sub(1)?;
        if row >= MOST_ROWS || column >= MOST_COLUMNS {
            return None;
        }
        sheet.cells.insert((row, column), cell);
    }
    let (top, left) = formulas.start().unwrap_or_default();
    for (row, column, formula) in formulas.used_cells() {
        let place = (top + u32::try_from(row).ok()?, left + u32::try_from(column).ok()?);
        if !formula.is_empty() {
            sheet.cells.entry(place).or_insert(Cell::Uncomputed);
        }
    }
    Some(())
}
