//! A handed-in text (成稿) cut into parts, sections and paragraphs.
//!
//! [`lines`] takes the text apart and marks what belongs to no sentence, [`contents`] finds the table of contents,
//! [`parts`] the parts, [`layout`] how paragraphs are set, and [`paragraphs`] joins lines to paragraphs.

mod contents;
mod furniture;
mod known;
mod layout;
mod lines;
mod numbered_parts;
mod paragraphs;
mod parts;
mod plain;

use std::{ops::Range, sync::Arc};

use super::document::{Clean, Document, Part, PartKind, mark::Mark};
use crate::source::Source;
use known::Known;
use lines::Line;
use parts::Stretch;

/// Cut a text into parts, sections and paragraphs (分段).
///
/// `titles` are section headings known from house styles, by which headings without a number are recognised; one that
/// begins with （一） is known as a heading inside a section. Page numbers, repeated page headings and the marks of
/// Markdown are left out.
pub fn segment(source: &Source, titles: &[&str]) -> Document {
    let (lines, known, stretches) = cut(source, titles);
    let prose = |kind| matches!(kind, PartKind::About | PartKind::Narrative | PartKind::Glossary);
    let set = stretches.iter().filter(|part| prose(part.kind)).flat_map(|part| &lines[part.lines.clone()]);
    let layout = layout::Layout::of(set.filter(|line| !line.furniture.in_prose()), |line| {
        let known = || known.bare_level(PartKind::Narrative, &line.text).is_some();
        let numbered = matches!(line.mark.0, Mark::Part(_) | Mark::Section(_) | Mark::Inner(_));
        line.hashes > 0 || numbered && !line.text.contains(['，', '。', '；', '：']) || known()
    });
    let parts = stretches.into_iter().map(|stretch| {
        let title = (!stretch.title.is_empty()).then(|| joined(source, &lines[stretch.title]));
        let own = &lines[stretch.lines];
        let sections = if prose(stretch.kind) {
            paragraphs::sections(source, own, stretch.kind, &known, &layout)
        } else {
            plain::sections(source, own, stretch.kind, &known)
        };
        Part { kind: stretch.kind, title, sections }
    });
    let parts = parts.collect();
    Document { source: source.clone(), parts: Arc::new(parts) }
}

/// What the parts of a text are and where they stand (部分的位置): less work than cutting them into paragraphs, too.
pub fn part_places(source: &Source) -> Vec<(PartKind, Range<usize>)> {
    let (lines, _, stretches) = cut(source, &[]);
    let place = |Stretch { kind, title, lines: own }: Stretch| {
        let own = &lines[if title.is_empty() { own.start } else { title.start }..own.end];
        let mut text = own.iter().filter(|line| !line.furniture.in_prose()).map(|line| &line.range);
        let first = text.next().cloned().unwrap_or(0..0);
        (kind, first.start..text.next_back().map_or(first.end, |last| last.end))
    };
    stretches.into_iter().map(place).collect()
}

/// The lines of a text, the headings that its contents list, and its parts.
fn cut(source: &Source, titles: &[&str]) -> (Vec<Line>, Known, Vec<Stretch>) {
    let mut lines = lines::lines(source);
    furniture::find(&mut lines);
    let headings = Known::new(titles);
    numbered_parts::promote(&mut lines, &headings);
    let listed = contents::find(&lines, &headings);
    let mut known = contents::entries(&lines[listed.clone()]);
    known.add(PartKind::Narrative, titles);
    let stretches = parts::split(&mut lines, listed, &known);
    (lines, known, stretches)
}

/// Lines as one text.
fn joined<'a>(source: &Source, lines: impl IntoIterator<Item = &'a Line>) -> Clean {
    let mut text = Clean::default();
    for line in lines.into_iter().filter(|line| !line.furniture.in_prose()) {
        text.push(source, line.range.clone());
    }
    text
}
