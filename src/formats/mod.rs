//! Printers of the draft tree (格式): each walks the same tree; and of what an audit found.

pub mod cells;
pub mod findings;
mod html;
mod json;
pub mod lay;
mod md;
pub mod review;
pub mod revision;
pub mod runs;
mod txt;
mod txt_explained;
mod whole;
pub mod word;
pub mod written_back;

use std::path::Path;

use crate::report::Report;

pub use html::html;
pub use json::json;
pub use md::md;
pub use txt::txt;
pub use txt_explained::txt_explained;
pub use whole::{md as md_whole, saved_tables, txt as txt_whole};
pub use word::docx;

/// A form in which a report is printed (输出格式).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Plain text (纯文本).
    Txt,
    /// Markdown.
    Md,
    /// One page for a browser (网页).
    Html,
    /// The tree with all spans (结构化数据).
    Json,
    /// A Word document (Word 文档).
    Docx,
}

impl Format {
    /// All formats.
    pub const ALL: [Format; 5] = [Format::Txt, Format::Md, Format::Html, Format::Docx, Format::Json];

    /// The name that `--format` takes, which is also the usual ending of a file.
    pub fn name(self) -> &'static str {
        match self {
            Format::Txt => "txt",
            Format::Md => "md",
            Format::Html => "html",
            Format::Json => "json",
            Format::Docx => "docx",
        }
    }

    /// The format of that name, in small or capital letters.
    pub fn from_name(name: &str) -> Option<Format> {
        Format::ALL.into_iter().find(|format| {
            let also = matches!((format, name), (Format::Html, "htm") | (Format::Md, "markdown"));
            also || format.name().eq_ignore_ascii_case(name)
        })
    }

    /// The format that a file's ending (扩展名) tells; none for an ending that is no format, or no ending.
    pub fn from_ending(path: &Path) -> Option<Format> {
        Format::from_name(&path.extension()?.to_str()?.to_ascii_lowercase())
    }

    /// Does a file in this format carry its own base, so that none is put beside it?
    pub fn carries_base(self) -> bool {
        self == Format::Docx
    }

    /// Print a report in this format, as the bytes of a file.
    pub fn print(self, report: &Report) -> Vec<u8> {
        self.print_text(report).map_or_else(|| docx(report), String::into_bytes)
    }

    /// The same as text; none in a format that is no text.
    pub fn print_text(self, report: &Report) -> Option<String> {
        match self {
            Format::Txt => Some(txt(report)),
            Format::Md => Some(md(report)),
            Format::Html => Some(html(report)),
            Format::Json => Some(json(report)),
            Format::Docx => None,
        }
    }
}
