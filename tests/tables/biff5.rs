//! A workbook as Excel 95 wrote it (BIFF5), its text in code page 936 (GBK).

use std::io::{Cursor, Write};

use encoding_rs::GBK;

/// The bytes of a workbook of one sheet.
pub fn workbook(name: &str, cells: &[Vec<String>]) -> Vec<u8> {
    let gbk = |text: &str| GBK.encode(text).0.into_owned();
    let mut globals = record(0x0809, &[0x00, 0x05, 0x05, 0x00, 0, 0, 0, 0]);
    globals.extend(record(0x0042, &936_u16.to_le_bytes()));
    let name = gbk(name);
    let bound = 4 + 4 + 2 + 1 + name.len();
    let at = u32::try_from(globals.len() + bound + 4).unwrap();
    let mut sheet: Vec<u8> = at.to_le_bytes().to_vec();
    sheet.extend([0, 0, u8::try_from(name.len()).unwrap()]);
    sheet.extend(name);
    globals.extend(record(0x0085, &sheet));
    globals.extend(record(0x000A, &[]));
    globals.extend(record(0x0809, &[0x00, 0x05, 0x10, 0x00, 0, 0, 0, 0]));
    for (row, line) in cells.iter().enumerate() {
        for (column, cell) in line.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            let mut body: Vec<u8> = Vec::new();
            for number in [row, column, 0] {
                body.extend(u16::try_from(number).unwrap().to_le_bytes());
            }
            match cell.parse::<f64>() {
                Ok(number) => body.extend(number.to_le_bytes()),
                Err(_) => {
                    let text = gbk(cell);
                    body.extend(u16::try_from(text.len()).unwrap().to_le_bytes());
                    body.extend(text);
                }
            }
            globals.extend(record(if cell.parse::<f64>().is_ok() { 0x0203 } else { 0x0204 }, &body));
        }
    }
    globals.extend(record(0x000A, &[]));
    file(&globals)
}

/// One that opens only with a password.
pub fn locked() -> Vec<u8> {
    file(&[record(0x0809, &[0x00, 0x05, 0x05, 0x00, 0, 0, 0, 0]), record(0x002F, &[1, 2, 3, 4])].concat())
}

fn file(stream: &[u8]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    file.create_stream("/Book").unwrap().write_all(stream).unwrap();
    file.into_inner().into_inner()
}

fn record(kind: u16, body: &[u8]) -> Vec<u8> {
    let length = u16::try_from(body.len()).unwrap();
    [&kind.to_le_bytes()[..], &length.to_le_bytes(), body].concat()
}
