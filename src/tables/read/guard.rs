//! What a file would cost is known before anybody opens it (先看大小): packed sizes lie, and two cells can span a sheet.

use std::io::{Cursor, Read};

use zip::ZipWriter;

use super::{MOST_COLUMNS, MOST_ROWS, Unreadable, extent};
use crate::source::packed::{self, Packed, Refused};

/// What all parts of a workbook may come to when unpacked, and what one table of shared texts may.
const MOST_UNPACKED: u64 = 32 * 1024 * 1024;
const MOST_OF_ONE: u64 = 12 * 1024 * 1024;
const MOST_TEXTS: u64 = 8 * 1024 * 1024;
/// Parts of a workbook that are read.
const MOST_PARTS: usize = 2_000;

/// Cells of a sheet that is laid out whole, empty ones included.
const MOST_LAID_OUT: u64 = 1_000_000;

impl From<Refused> for Unreadable {
    fn from(why: Refused) -> Unreadable {
        match why {
            Refused::Locked => Unreadable::Locked,
            Refused::TooMany => Unreadable::TooLarge("部件"),
            Refused::TooLarge => Unreadable::TooLarge("内容"),
            Refused::Damaged => Unreadable::Damaged("压缩包坏了".to_owned()),
            Refused::Doubled => Unreadable::Damaged("压缩包里有同名的部件".to_owned()),
            Refused::Outside => Unreadable::Damaged("压缩包里的路径指到文件之外".to_owned()),
        }
    }
}

/// What a packed file holds.
pub(super) enum Kind {
    Xlsx,
    Ods,
}

/// Unpack the parts of a workbook that are read, keeping nothing, to see what they come to. The copy that is opened then
/// holds no other part, and so none that was not measured.
pub(super) fn zip(bytes: &[u8]) -> Result<(Kind, Vec<u8>), Unreadable> {
    let mut packed = Packed::open(bytes)?;
    let mut copy = ZipWriter::new(Cursor::new(Vec::new()));
    let (mut kind, mut all, mut parts) = (None, 0, 0);
    for (index, path) in packed.paths.clone().into_iter().enumerate() {
        let name = path.to_ascii_lowercase();
        match name.as_str() {
            "content.xml" => kind = Some(Kind::Ods),
            // An OpenDocument file locked as a whole has this in place of its parts.
            "encrypted-package" => return Err(Unreadable::Locked),
            "xl/workbook.bin" => return Err(Unreadable::Other(" .xlsb 文件")),
            "word/document.xml" => return Err(Unreadable::Other(" Word 文件")),
            "[content_types].xml" if kind.is_none() => kind = Some(Kind::Xlsx),
            _ => {}
        }
        if !packed::is_read(&path) {
            continue;
        }
        parts += 1;
        if parts > MOST_PARTS {
            return Err(Unreadable::TooLarge("部件"));
        }
        let most = if name.ends_with("sharedstrings.xml") { MOST_TEXTS } else { MOST_OF_ONE };
        let content = packed.unpacked(index, most)?;
        if name == "content.xml" && extent::cells(&content) > MOST_LAID_OUT {
            return Err(Unreadable::TooLarge("单元格"));
        }
        all += content.len() as u64;
        if all > MOST_UNPACKED {
            return Err(Unreadable::TooLarge("内容"));
        }
        let part = packed.archive.by_index_raw(index);
        part.and_then(|part| copy.raw_copy_file_rename(part, path)).map_err(|_| Refused::Damaged)?;
    }
    let kind = kind.ok_or(Unreadable::Other("压缩包"))?;
    Ok((kind, copy.finish().map_err(|_| Refused::Damaged)?.into_inner()))
}

/// Look through the records of an old workbook: passwords, and cells far apart.
pub(super) fn compound(bytes: &[u8]) -> Result<(), Unreadable> {
    let damaged = |what: &str| Unreadable::Damaged(what.to_owned());
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|_| damaged("文件结构坏了"))?;
    if file.is_stream("/EncryptedPackage") {
        return Err(Unreadable::Locked);
    }
    let name = ["/Workbook", "/Book"].into_iter().find(|name| file.is_stream(name));
    let Some(name) = name else {
        let word = file.is_stream("/WordDocument");
        return Err(if word { Unreadable::Other(" Word 文件") } else { damaged("里面没有工作簿") });
    };
    let mut stream = Vec::new();
    let mut reader = file.open_stream(name).map_err(|_| damaged("文件结构坏了"))?;
    reader.by_ref().take(bytes.len() as u64).read_to_end(&mut stream).map_err(|_| damaged("文件结构坏了"))?;
    records(&stream)
}

/// Record numbers of the old format: where cells stand, how far sheets reach, and what opens them.
const FILE_PASS: u16 = 0x002F;
const DIMENSIONS: u16 = 0x0200;
const BOUND_SHEET: u16 = 0x0085;
const BEGINNING: u16 = 0x0809;
const CELLS: [u16; 9] = [0x0006, 0x0203, 0x0204, 0x00D6, 0x0205, 0x027E, 0x00FD, 0x00BD, 0x0201];

fn records(stream: &[u8]) -> Result<(), Unreadable> {
    let short = || Unreadable::Damaged("工作簿不完整".to_owned());
    let mut at = 0;
    // How far the cells of a sheet reach, and what all sheets before it come to.
    let (mut rows, mut columns, mut all) = (0, 0, 0);
    while let Some(head) = stream.get(at..at + 4) {
        let (kind, length) = (u16_at(head, 0), usize::from(u16_at(head, 2)));
        let Some(body) = stream.get(at + 4..at + 4 + length) else { return Err(short()) };
        match kind {
            FILE_PASS if length >= 2 && u16_at(body, 0) != 0 => return Err(Unreadable::Locked),
            BOUND_SHEET if length < 8 || u32_at(body, 0) as usize >= stream.len() => return Err(short()),
            DIMENSIONS => dimensions(body)?,
            BEGINNING => (rows, columns, all) = (0, 0, all + rows * columns),
            kind if CELLS.contains(&kind) => {
                if length < 6 {
                    return Err(short());
                }
                rows = rows.max(u64::from(u16_at(body, 0)) + 1);
                columns = columns.max(u64::from(u16_at(body, 2)) + 1);
                let within = rows <= MOST_ROWS.into() && columns <= MOST_COLUMNS.into();
                if !within || all + rows * columns > 2 * MOST_LAID_OUT {
                    return Err(Unreadable::TooLarge("行或列"));
                }
            }
            _ => {}
        }
        at += 4 + length;
    }
    Ok(())
}

/// Sheets say how far they reach; room is made for that much.
fn dimensions(body: &[u8]) -> Result<(), Unreadable> {
    let (from, to, left, right) = match body.len() {
        14.. => (u32_at(body, 0), u32_at(body, 4), u16_at(body, 8), u16_at(body, 10)),
        10.. => (u16_at(body, 0).into(), u16_at(body, 2).into(), u16_at(body, 4), u16_at(body, 6)),
        _ => return Err(Unreadable::Damaged("工作簿不完整".to_owned())),
    };
    if to < from || right < left {
        return Err(Unreadable::Damaged("工作表的范围不对".to_owned()));
    }
    // Whole columns are often formatted down to the last row: only the room that would be made counts.
    if u64::from(to - from) * u64::from(right - left) > 2 * MOST_LAID_OUT {
        return Err(Unreadable::TooLarge("行或列"));
    }
    Ok(())
}

fn u16_at(bytes: &[u8], at: usize) -> u16 {
    u16::from_le_bytes([bytes[at], bytes[at + 1]])
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
}
