//! Printers of an audit's result (审核结果的格式).

mod docx;
mod html;
mod json;
mod marks;
mod notes;
mod page;
mod sarif;
mod table;
mod term;
#[cfg(feature = "excel")]
mod xlsx;

use std::path::Path;

pub use docx::docx;
pub use html::html;
pub use json::json;
pub use notes::notes;
pub use sarif::sarif;
pub use term::{summary, term};
#[cfg(feature = "excel")]
pub use xlsx::xlsx;

/// A form in which findings are printed (审核结果的格式).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FindingsFormat {
    /// For a terminal, with excerpts.
    Term,
    /// For other programs.
    Json,
    /// SARIF 2.1.0, for code review sites.
    Sarif,
    /// One page for a browser (网页).
    Html,
    /// A table to answer in, as a workbook or a Word document (审核意见).
    Table,
}

impl FindingsFormat {
    /// All formats.
    pub const ALL: [FindingsFormat; 5] = [
        FindingsFormat::Term,
        FindingsFormat::Json,
        FindingsFormat::Sarif,
        FindingsFormat::Html,
        FindingsFormat::Table,
    ];

    /// The name that `--format` takes.
    pub fn name(self) -> &'static str {
        match self {
            FindingsFormat::Term => "term",
            FindingsFormat::Json => "json",
            FindingsFormat::Sarif => "sarif",
            FindingsFormat::Html => "html",
            FindingsFormat::Table => "table",
        }
    }

    /// The format of that name.
    pub fn from_name(name: &str) -> Option<FindingsFormat> {
        FindingsFormat::ALL.into_iter().find(|format| format.name() == name)
    }

    /// The format that a file's ending (扩展名) tells; none for an ending that is no format, or no ending.
    pub fn from_ending(path: &Path) -> Option<FindingsFormat> {
        let name = path.file_name()?.to_str()?.to_ascii_lowercase();
        match name.rsplit_once('.')? {
            (name, "json") if name.ends_with(".sarif") => Some(FindingsFormat::Sarif),
            (_, "htm") => Some(FindingsFormat::Html),
            (_, "txt") => Some(FindingsFormat::Term),
            (_, "xlsx") => Some(FindingsFormat::Table),
            (_, ending) => FindingsFormat::from_name(ending),
        }
    }
}
