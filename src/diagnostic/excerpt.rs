//! The lines of a source that a diagnostic shows (摘录), cut to the width of the terminal.

use std::ops::Range;

use super::Label;
use crate::source::Source;

/// Neighbouring lines of one file with marks in them (摘录).
pub(super) struct Excerpt<'a> {
    pub source: &'a Source,
    /// Where the first of its labels stands.
    pub line: usize,
    pub column: usize,
    /// The number of the first line of `text`.
    pub first_line: usize,
    pub text: String,
    pub marks: Vec<Mark<'a>>,
}

/// A label in the text of an excerpt (标记).
pub(super) struct Mark<'a> {
    pub span: Range<usize>,
    pub text: &'a str,
    pub main: bool,
}

/// Labels no further apart than this share an excerpt.
const NEAR: usize = 6;
/// Columns for line numbers and the rule beside them.
const GUTTER: usize = 10;
const NARROWEST: usize = 40;
/// Places of one diagnostic that are shown; the others are counted.
pub(super) const MOST_LABELS: usize = 60;

/// The excerpts for the labels of one diagnostic, the main one first.
pub(super) fn excerpts(labels: &[Label], width: usize) -> Vec<Excerpt<'_>> {
    let mut groups: Vec<Vec<(usize, &Label)>> = Vec::new();
    for (index, label) in labels.iter().enumerate().take(MOST_LABELS) {
        let line = label.source.line_column(label.span.start).0;
        let near = groups.iter_mut().find(|group| {
            group.iter().any(|&(other, seen)| {
                let there = labels[other].source.line_column(seen.span.start).0;
                seen.source.is_same(&label.source) && there.abs_diff(line) <= NEAR
            })
        });
        match near {
            Some(group) => group.push((index, label)),
            None => groups.push(vec![(index, label)]),
        }
    }
    groups.iter().map(|group| excerpt(group, width.max(NARROWEST) - GUTTER)).collect()
}

fn excerpt<'a>(labels: &[(usize, &'a Label)], room: usize) -> Excerpt<'a> {
    let source = &labels[0].1.source;
    let line_of = |label: &Label| source.line_column(label.span.start).0;
    let (line, column) = source.line_column(labels[0].1.span.start);
    let lines = labels.iter().map(|(_, label)| line_of(label));
    let first_line = lines.clone().min().unwrap_or(line);
    let last_line = lines.max().unwrap_or(line);
    let mut text = String::new();
    let mut marks = Vec::new();
    for number in first_line..=last_line {
        let range = source.line_range(number);
        let here: Vec<_> = labels.iter().filter(|(_, label)| line_of(label) == number).collect();
        let mark = here.first().map_or(0, |(_, label)| label.span.start.min(range.end) - range.start);
        let shown = cut(&source.text()[range.clone()], mark, room);
        if shown.start > 0 {
            text.push('…');
        }
        let base = text.len();
        let kept = range.start + shown.start..range.start + shown.end;
        text.push_str(&source.text()[kept.clone()]);
        for (index, label) in here {
            // A label that runs over several lines is shown on its first.
            let at = |offset: usize| base + source.boundary(offset).clamp(kept.start, kept.end) - kept.start;
            let span = at(label.span.start)..at(label.span.end.max(label.span.start));
            marks.push(Mark { span, text: &label.text, main: *index == 0 });
        }
        if kept.end < range.end {
            text.push('…');
        }
        text.push('\n');
    }
    Excerpt { source, line, column, first_line, text, marks }
}

/// The part of a line that fits into `room` columns and shows the place `mark`.
fn cut(line: &str, mark: usize, room: usize) -> Range<usize> {
    let columns = |c: char| if c.is_ascii() { 1 } else { 2 };
    let fits = |rest: &str, room: usize| {
        let mut used = 0;
        rest.char_indices()
            .find(|&(_, c)| {
                used += columns(c);
                used > room
            })
            .map_or(rest.len(), |(at, _)| at)
    };
    let start = if fits(line, room * 2 / 3) >= mark {
        0
    } else {
        // A third of the room for what stands before.
        let mut used = 0;
        let before = line[..mark].char_indices().rev().find(|&(_, c)| {
            used += columns(c);
            used > room / 3
        });
        before.map_or(0, |(at, c)| at + c.len_utf8())
    };
    start..start + fits(&line[start..], room)
}

#[cfg(test)]
mod tests {
    use super::cut;

    #[test]
    fn a_long_line_is_cut_around_its_mark() {
        let line = "一二三四五六七八九十".repeat(30);
        assert_eq!(&line[cut(&line, 0, 20)], "一二三四五六七八九十");
        let mark = "一二三四五六七八九十".len() * 15;
        assert_eq!(&line[cut(&line, mark, 20)], "八九十一二三四五六七");
        assert_eq!(&line[cut(&line, line.len(), 20)], "八九十");
        assert_eq!(cut("短", 3, 20), 0..3);
    }
}
