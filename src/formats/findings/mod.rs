//! Printers of an audit's result (审核结果的格式).

mod html;
mod json;
mod marks;
mod notes;
mod page;
mod sarif;
mod term;

use std::path::Path;

pub use html::html;
pub use json::json;
pub use notes::notes;
pub use sarif::sarif;
pub use term::{summary, term};

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
}

impl FindingsFormat {
    /// All formats.
    pub const ALL: [FindingsFormat; 4] =
        [FindingsFormat::Term, FindingsFormat::Json, FindingsFormat::Sarif, FindingsFormat::Html];

    /// The name that `--format` takes.
    pub fn name(self) -> &'static str {
        match self {
            FindingsFormat::Term => "term",
            FindingsFormat::Json => "json",
            FindingsFormat::Sarif => "sarif",
            FindingsFormat::Html => "html",
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
            (_, ending) => FindingsFormat::from_name(ending),
        }
    }
}
