//! Bytes -> workbook (读工作簿): .xlsx, .xls, .ods and .csv, by what the bytes are and not by the file's name.

mod extent;
mod guard;
mod hidden;
mod ranges;
mod text;
mod xlsx;

use super::sheet::{Sheet, Workbook};
use crate::diagnostic::Diagnostic;

/// More cells than all tables of any department together have; what is above is no official table.
const MOST_CELLS: usize = 200_000;
/// Rows and columns beyond these hold no official table either.
const MOST_ROWS: u32 = 20_000;
const MOST_COLUMNS: u32 = 1_000;

/// Merged cells of a sheet.
const MOST_MERGED: usize = 5_000;

/// Why a workbook cannot be read (读不了的原因).
#[derive(Debug)]
enum Unreadable {
    /// Opens only with a password.
    Locked,
    /// More than any such workbook has.
    TooLarge(&'static str),
    /// Not what its first bytes promise.
    Damaged(String),
    /// Some other kind of file.
    Other(&'static str),
}

/// Read a workbook under the name that people see; why there is none, and what was tolerated, goes into `notes`.
pub fn read(name: &str, bytes: &[u8], notes: &mut Vec<Diagnostic>) -> Option<Workbook> {
    // The readers trust lengths inside a file here and there and may panic over a damaged one.
    let opened = std::panic::catch_unwind(|| sheets(bytes));
    let opened = opened.unwrap_or_else(|_| Err(Unreadable::Damaged("里面的工作表读不通".to_owned())));
    match opened {
        Ok(Some(sheets)) => Some(Workbook { name: name.to_owned(), sheets }),
        Ok(None) => text::csv(name, bytes, notes),
        Err(reason) => {
            notes.push(refusal(name, &reason));
            None
        }
    }
}

/// The sheets of a file; none if it is a text.
fn sheets(bytes: &[u8]) -> Result<Option<Vec<Sheet>>, Unreadable> {
    match bytes {
        [b'P', b'K', 3, 4, ..] => match guard::zip(bytes)? {
            (guard::Kind::Xlsx, copy) => xlsx::sheets(&copy),
            (guard::Kind::Ods, copy) => ranges::ods(&copy),
        },
        [0xD0, 0xCF, 0x11, 0xE0, ..] => guard::compound(bytes).and_then(|()| ranges::xls(bytes)),
        [b'%', b'P', b'D', b'F', ..] => Err(Unreadable::Other("PDF 文件")),
        [] => Err(Unreadable::Damaged("里面什么也没有".to_owned())),
        _ if text::is_markup(bytes) => Err(Unreadable::Other("网页格式的文件，只是改了名字")),
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => return Ok(None),
        _ if bytes.contains(&0) => Err(Unreadable::Damaged("不是表格，也不是文字".to_owned())),
        _ => return Ok(None),
    }
    .map(Some)
}

fn refusal(name: &str, reason: &Unreadable) -> Diagnostic {
    match reason {
        Unreadable::Locked => Diagnostic::error("T002", format!("“{name}”加了打开密码，读不了"))
            .help("用 Excel 或 WPS 打开，去掉密码另存一份，再导入那一份"),
        Unreadable::TooLarge(what) => Diagnostic::error("T003", format!("“{name}”里的{what}太多，不像决算表"))
            .help("确认选对了文件；只留决算表的各张工作表，另存一份再导入"),
        Unreadable::Damaged(detail) => Diagnostic::error("T001", format!("“{name}”不是完好的表格文件（{detail}）"))
            .help("用 Excel 或 WPS 打开看看；打得开的，另存为 .xlsx 再导入，打不开的重新取得文件"),
        Unreadable::Other(kind) => Diagnostic::error("T001", format!("“{name}”是{kind}，不是表格文件"))
            .help("用 Excel 或 WPS 打开，另存为 .xlsx 再导入"),
    }
}
