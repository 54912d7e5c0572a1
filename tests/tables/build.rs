//! Workbooks made at test time from a drawing: a line a row, `|` between cells.
//!
//! `<` is merged with the cell on its left, `^` with the one above; digits are numbers, `'201` is a text, `=A1` a formula
//! without a value, `=A1:5` one with the value 5. A sheet whose name begins with `~` is hidden, a line that does is a
//! hidden row, and a cell that ends with it hides its column.

use std::io::{Cursor, Read, Write};

use rust_xlsxwriter::{Format, Formula, Workbook};

/// One sheet: its name and its drawing.
pub type Drawing<'a> = (&'a str, &'a str);

/// The bytes of a workbook.
pub fn workbook(sheets: &[Drawing]) -> Vec<u8> {
    let mut book = Workbook::new();
    for (name, drawing) in sheets {
        let sheet = book.add_worksheet();
        sheet.set_name(name.trim_start_matches('~')).unwrap();
        sheet.set_hidden(name.starts_with('~'));
        for (row, _) in drawing.lines().enumerate().filter(|(_, line)| line.starts_with('~')) {
            sheet.set_row_hidden(u32::try_from(row).unwrap()).unwrap();
        }
        fill(sheet, &cells(drawing));
    }
    replaced(&book.save_to_buffer().unwrap(), &format!("<v>{NO_RESULT}</v>"), "")
}

/// The library writes a value for every formula; what is marked so shall have none.
const NO_RESULT: &str = "987654321";

/// The workbook with other words in the XML of its parts.
pub fn replaced(bytes: &[u8], words: &str, by: &str) -> Vec<u8> {
    let mut from = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut to = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..from.len() {
        let mut part = from.by_index(index).unwrap();
        let mut text = Vec::new();
        part.read_to_end(&mut text).unwrap();
        to.start_file(part.name().unwrap(), zip::write::SimpleFileOptions::default()).unwrap();
        to.write_all(String::from_utf8(text).unwrap().replace(words, by).as_bytes()).unwrap();
    }
    to.finish().unwrap().into_inner()
}

/// A workbook that opens only with a password.
pub fn locked() -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    file.create_stream("/EncryptedPackage").unwrap().write_all(&[0; 64]).unwrap();
    file.into_inner().into_inner()
}

/// The cells of a drawing, without blanks around them.
pub fn cells(drawing: &str) -> Vec<Vec<String>> {
    let seen = drawing.lines().map(|line| line.trim_start_matches('~'));
    let lines = seen.map(|line| line.split('|').map(|cell| cell.trim().to_owned()).collect());
    lines.collect()
}

fn fill(sheet: &mut rust_xlsxwriter::Worksheet, cells: &[Vec<String>]) {
    let text = |row: usize, column: usize| cells.get(row).and_then(|row| row.get(column)).map_or("", String::as_str);
    let money = Format::new().set_num_format("#,##0.00");
    let plain = Format::new();
    for (row, line) in cells.iter().enumerate() {
        for (column, cell) in line.iter().enumerate() {
            let (r, c) = (u32::try_from(row).unwrap(), u16::try_from(column).unwrap());
            let seen = cell.trim_end_matches('~');
            if seen != cell {
                sheet.set_column_hidden(u16::try_from(column).unwrap()).unwrap();
            }
            let cell = seen;
            if cell.is_empty() || cell == "<" || cell == "^" {
                continue;
            }
            let right = (column + 1..).take_while(|&column| text(row, column) == "<").count();
            let below = (row + 1..).take_while(|&row| text(row, column) == "^").count();
            if right + below > 0 {
                let to = (r + u32::try_from(below).unwrap(), c + u16::try_from(right).unwrap());
                sheet.merge_range(r, c, to.0, to.1, "", &plain).unwrap();
            }
            if let Some(formula) = cell.strip_prefix('=') {
                let (formula, value) = formula.split_once(':').unwrap_or((formula, NO_RESULT));
                sheet.write_formula(r, c, Formula::new(formula).set_result(value)).unwrap();
            } else if let Some(text) = cell.strip_prefix('\'') {
                sheet.write_string(r, c, text).unwrap();
            } else if let Ok(number) = cell.parse::<f64>() {
                let format = if cell.contains('.') { &money } else { &plain };
                sheet.write_number_with_format(r, c, number, format).unwrap();
            } else {
                sheet.write_string(r, c, cell).unwrap();
            }
        }
    }
}
