//! O104: marks of an update that nobody has settled (没处理的标记).

use super::Finding;
use crate::{diagnostic::Diagnostic, revise::marks, source::Source};

/// Every mark in a text, before it is published.
pub fn left_marks(source: &Source) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in source.text().split_inclusive('\n') {
        for mark in marks::find(line) {
            let place = start + mark.start..start + mark.end;
            let diagnostic = Diagnostic::error("O104", "更新时做的标记还没有处理").at(source, place, "");
            found.push(Finding::new(diagnostic.help("照标记核对，改好之后连同方括号一起删去")));
        }
        start += line.len();
    }
    found
}
