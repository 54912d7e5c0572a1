//! Printers of a review of two years (对比结果的格式).

mod html;
mod json;
mod md;
mod sides;
mod term;
mod word;

use std::path::Path;

pub use html::html;
pub use json::json;
pub use md::md;
pub use term::{summary, term};
pub use word::{differences, questions};

/// A form in which a review is printed (对比结果的格式).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReviewFormat {
    /// For a terminal.
    Term,
    /// Markdown.
    Md,
    /// One page for a browser (网页).
    Html,
    /// For other programs.
    Json,
}

impl ReviewFormat {
    /// All formats.
    pub const ALL: [ReviewFormat; 4] = [ReviewFormat::Term, ReviewFormat::Md, ReviewFormat::Html, ReviewFormat::Json];

    /// The name that `--format` takes.
    pub fn name(self) -> &'static str {
        match self {
            ReviewFormat::Term => "term",
            ReviewFormat::Md => "md",
            ReviewFormat::Html => "html",
            ReviewFormat::Json => "json",
        }
    }

    /// The format of that name.
    pub fn from_name(name: &str) -> Option<ReviewFormat> {
        ReviewFormat::ALL.into_iter().find(|format| format.name() == name)
    }

    /// The format that a file's ending (扩展名) tells; none for an ending that is no format, or no ending.
    pub fn from_ending(path: &Path) -> Option<ReviewFormat> {
        match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "htm" => Some(ReviewFormat::Html),
            "markdown" => Some(ReviewFormat::Md),
            "txt" => Some(ReviewFormat::Term),
            ending => ReviewFormat::from_name(ending),
        }
    }
}
