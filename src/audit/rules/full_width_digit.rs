//! W114: digits of full width (全角数字).

use std::ops::Range;

use memchr::memchr_iter;

use crate::{
    audit::{
        Finding,
        text::{Line, Text},
    },
    diagnostic::Diagnostic,
};

pub fn check(text: &Text, found: &mut Vec<Finding>) {
    if !has_any(text.document.source.text()) {
        return;
    }
    let places: Vec<(&Line, Range<usize>)> =
        text.lines.iter().flat_map(|line| places(line).into_iter().map(move |place| (line, place))).collect();
    let Some((line, first)) = places.first() else { return };
    let digits: String = first.clone().filter_map(|at| line.raw(at)).collect();
    let message = match places.len() {
        1 => format!("“{digits}”用了全角数字"),
        count => format!("{count} 处用了全角数字，第一处是“{digits}”"),
    };
    let mut diagnostic = Diagnostic::hint("W114", message);
    for (line, place) in places {
        diagnostic = line.at(diagnostic, place, "");
    }
    found.push(Finding::new(diagnostic.help("改为半角数字")));
}

/// Most texts have none at all.
fn has_any(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr_iter(0xEF, bytes).any(|at| matches!(bytes[at + 1..], [0xBC, 0x90..=0x99, ..]))
}

/// Runs of digits, clean, that the file has in full width.
fn places(line: &Line) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (at, c) in line.text().char_indices() {
        let number = c.is_ascii_digit() || c == '.' || c == '%';
        let Some('０'..='９' | '．' | '％') = line.raw(at).filter(|_| number) else { continue };
        match found.last_mut() {
            Some(last) if last.end == at => last.end = at + 1,
            _ => found.push(at..at + 1),
        }
    }
    found.retain(|run| line.text()[run.clone()].contains(|c: char| c.is_ascii_digit()));
    found
}
