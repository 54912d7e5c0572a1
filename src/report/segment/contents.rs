//! The table of contents (目录): where it stands, and which headings it lists.

use std::{collections::HashSet, ops::Range};

use super::{
    known::{Known, Level},
    lines::Line,
    parts::{kind_of, title_length},
};
use crate::report::document::{PartKind, mark::Mark};

/// The lines of the table of contents, empty if there is none.
pub fn find(lines: &[Line], known: &Known) -> Range<usize> {
    let titled = lines.iter().position(|line| matches!(line.body(), "目录" | "目次"));
    let first_part = lines.iter().position(|line| matches!(line.mark.0, Mark::Part(_)));
    // A list of headings needs no title; text that comes before it makes it none.
    let (start, entries) = match (titled, first_part) {
        (Some(titled), _) => (titled, titled + 1),
        (None, Some(first)) => (first, first),
        (None, None) => return 0..0,
    };
    let run = entries + lines[entries..].iter().position(is_sentence).unwrap_or(lines.len() - entries);
    let end = repeated_part(&lines[..run], entries, titled.is_none())
        .or_else(|| titled.and_then(|_| repeated_heading(&lines[..run], entries)))
        .or_else(|| titled.map(|_| before_text(lines, entries, run, known)));
    start..end.unwrap_or(start)
}

fn is_sentence(line: &Line) -> bool {
    line.text.contains(['。', '，', '；']) || line.text.ends_with('：')
}

/// Where a part begins that is listed before: there the text begins.
fn repeated_part(lines: &[Line], entries: usize, several: bool) -> Option<usize> {
    let mut seen = HashSet::new();
    for (at, line) in lines.iter().enumerate().skip(entries).filter(|(_, line)| !line.furniture.in_prose()) {
        let Mark::Part(number) = line.mark.0 else { continue };
        if !seen.insert(number) {
            // A title page of one part and its heading again are no table of contents.
            return (!several || seen.len() > 1).then_some(at);
        }
    }
    None
}

/// Where a heading stands that is listed before, for texts whose parts have no titles.
fn repeated_heading(lines: &[Line], entries: usize) -> Option<usize> {
    let mut seen = HashSet::new();
    let entry = |line: &Line| without_page(line.body()).to_owned();
    let mut entries = lines.iter().enumerate().skip(entries).filter(|(_, line)| !line.furniture.in_prose());
    entries.find(|(_, line)| !seen.insert(entry(line))).map(|(at, _)| at)
}

/// Where the text begins if none of its headings is listed: with the headings right before its first sentence.
fn before_text(lines: &[Line], entries: usize, run: usize, known: &Known) -> usize {
    let begins = |line: &Line| match line.mark.0 {
        Mark::Part(_) | Mark::Inner(1) => true,
        Mark::Section(number) => number == 1,
        _ => known.bare_level(PartKind::Narrative, &line.text).is_some() && line.hashes > 0,
    };
    let end = lines[entries..run].iter().rposition(|line| !begins(line)).map_or(entries, |last| entries + last + 1);
    if run == lines.len() { run } else { end }
}

/// The headings that a table of contents lists.
pub fn entries(lines: &[Line]) -> Known {
    let mut known = Known::default();
    let mut kind = PartKind::Narrative;
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let body = without_page(line.body());
        let length = title_length(lines, at, &known);
        match line.mark.0 {
            _ if line.furniture.in_prose() || body.is_empty() && length == 1 => {}
            Mark::Part(number) => {
                let body: String = lines[at..at + length]
                    .iter()
                    .filter(|line| !line.furniture.in_prose())
                    .map(|line| without_page(line.body()))
                    .collect();
                kind = kind_of(number, &body);
                known.insert_part(kind, &line.text[..line.mark.1], body);
            }
            Mark::Inner(_) => known.insert(kind, body, Level::Inner),
            Mark::Section(_) | Mark::None => known.insert(kind, body, Level::Section),
            Mark::Item(_) => {}
        }
        at += length;
    }
    known
}

/// An entry without the number of its page and the dots that lead to it.
pub fn without_page(entry: &str) -> &str {
    let entry = entry.trim_end_matches(|c: char| c.is_ascii_digit());
    entry.trim_end_matches(|c: char| ".·•…⋯‥-—－_".contains(c))
}
