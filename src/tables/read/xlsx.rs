//! .xlsx: cell by cell, so that two cells far apart cost two cells.

use std::{collections::HashMap, io::Cursor};

use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx, XlsxError};

use super::{MOST_CELLS, MOST_COLUMNS, MOST_MERGED, MOST_ROWS, Unreadable, hidden};
use crate::tables::{
    amount::{shown_decimals, stored_number},
    sheet::{Cell, Merged, Place, Sheet},
};

type Book<'a> = Xlsx<Cursor<&'a [u8]>>;

impl From<XlsxError> for Unreadable {
    fn from(error: XlsxError) -> Unreadable {
        match error {
            XlsxError::Password => Unreadable::Locked,
            _ => Unreadable::Damaged("里面的工作表读不通".to_owned()),
        }
    }
}

/// All sheets of a workbook.
pub(super) fn sheets(bytes: &[u8]) -> Result<Vec<Sheet>, Unreadable> {
    let mut book: Book = Xlsx::new(Cursor::new(bytes))?;
    let listed: Vec<_> = book.sheets_metadata().iter().filter(|it| it.typ == SheetType::WorkSheet).cloned().collect();
    let mut room = MOST_CELLS;
    let mut sheets = Vec::new();
    for one in listed {
        let mut sheet = Sheet { hidden: one.visible != SheetVisible::Visible, ..Sheet::default() };
        cells(&mut book, &one.name, &mut sheet, &mut room)?;
        let merged = book.merge_cells_by_sheet_name(&one.name)?;
        if merged.len() > MOST_MERGED {
            return Err(Unreadable::TooLarge("合并单元格"));
        }
        sheet.merged = merged.into_iter().map(|it| Merged { from: it.start, to: it.end }).collect();
        sheet.name = one.name;
        sheets.push(sheet);
    }
    hidden::mark(bytes, &mut sheets);
    Ok(sheets)
}

fn cells(book: &mut Book, name: &str, sheet: &mut Sheet, room: &mut usize) -> Result<(), Unreadable> {
    let mut floats: Vec<(Place, String)> = Vec::new();
    let mut reader = book.worksheet_cells_reader(name)?;
    while let Some(record) = reader.next_cell_with_formula_metadata()? {
        let cell = match record.value {
            DataRef::Empty if record.formula.is_some() => Cell::Uncomputed,
            DataRef::Empty => continue,
            DataRef::String(text) if text.is_empty() && record.formula.is_none() => continue,
            DataRef::SharedString(text) if text.trim().is_empty() => continue,
            DataRef::String(text) => Cell::Text(text),
            DataRef::SharedString(text) => Cell::Text(text.to_owned()),
            DataRef::Int(value) => Cell::Number { shown: value.into(), stored: None },
            DataRef::Float(value) => {
                let shortest = value.to_string();
                let cell = stored_number(&shortest, None);
                floats.push((record.pos, shortest));
                cell.unwrap_or(Cell::Other)
            }
            DataRef::Error(fault) => Cell::Fault(fault.to_string()),
            DataRef::Bool(_) | DataRef::DateTime(_) | DataRef::DateTimeIso(_) | DataRef::DurationIso(_) => Cell::Other,
        };
        let (row, column) = record.pos;
        if row >= MOST_ROWS || column >= MOST_COLUMNS || *room == 0 {
            return Err(Unreadable::TooLarge("行、列或单元格"));
        }
        *room -= 1;
        sheet.cells.insert(record.pos, cell);
    }
    drop(reader);
    as_shown(book, name, sheet, &floats)
}

/// Numbers of more than two decimals are what their format shows; the others need no second look.
fn as_shown(book: &mut Book, name: &str, sheet: &mut Sheet, floats: &[(Place, String)]) -> Result<(), Unreadable> {
    let long = |cell: Option<&Cell>| matches!(cell, Some(Cell::Number { shown, .. }) if shown.scale() > 2);
    let mut open: HashMap<Place, &str> = floats
        .iter()
        .filter(|(place, _)| long(sheet.at(*place)))
        .map(|(place, text)| (*place, text.as_str()))
        .collect();
    if open.is_empty() {
        return Ok(());
    }
    let mut reader = book.worksheet_cells_reader(name)?;
    while let Some((row, column, style)) = reader.next_style_id()? {
        let Some(value) = open.remove(&(row, column)) else { continue };
        let format = reader.styles().get(style).and_then(|style| style.number_format.as_ref());
        let decimals = format.and_then(|format| shown_decimals(&format.format_code));
        if let (Some(_), Some(cell)) = (decimals, stored_number(value, decimals)) {
            sheet.cells.insert((row, column), cell);
        }
    }
    Ok(())
}
