//! The draft with all spans as JSON (结构化初稿), for other programs and as the base of a later update.

use crate::report::{Report, SavedReport};

/// Print a report as JSON.
///
/// # Panics
/// Never: the saved report has text keys only, and nothing in it can fail to be written.
pub fn json(report: &Report) -> String {
    let mut text = serde_json::to_string_pretty(&SavedReport::of(report)).expect("a saved report is plain data");
    text.push('\n');
    text
}
