//! W103: a bracket without its other half (括号不成对).

use std::ops::Range;

use crate::{
    audit::{
        Finding,
        list_mark::{Level, mark},
        text::{Line, Text, is_end},
    },
    diagnostic::Diagnostic,
};

/// What opens, what closes.
pub(super) type Pair = (char, char);

const BRACKETS: [Pair; 4] = [('（', '）'), ('【', '】'), ('〔', '〕'), ('「', '」')];

pub fn check(text: &Text, found: &mut Vec<Finding>) {
    for (line, range) in BRACKETS.iter().flat_map(|pair| unbalanced(text, *pair)) {
        let mark = &line.text()[range.clone()];
        let diagnostic = Diagnostic::warning("W103", format!("括号不成对：这里的 {mark} 缺另一半"));
        found.push(Finding::new(line.at(diagnostic, range, "").help("补上缺的一半，或删去多余的一半")));
    }
}

/// Every mark of a pair that stands alone. What a page break tore apart belongs together.
pub(super) fn unbalanced<'t, 'a>(text: &'t Text<'a>, pair: Pair) -> Vec<(&'t Line<'a>, Range<usize>)> {
    let mut alone: Vec<(usize, Range<usize>, bool)> = Vec::new();
    for (index, line) in text.lines.iter().enumerate() {
        let (opened, closed) = in_line(line.text(), pair);
        let torn = index > 0 && !line.heading && goes_on(&text.lines[index - 1]);
        for range in closed {
            match alone.last() {
                Some((before, _, true)) if torn && before + 1 == index => {
                    alone.pop();
                }
                _ => alone.push((index, range, false)),
            }
        }
        alone.extend(opened.into_iter().map(|range| (index, range, true)));
    }
    alone.into_iter().map(|(index, range, _)| (&text.lines[index], range)).collect()
}

fn goes_on(line: &Line) -> bool {
    !line.heading && !line.text().ends_with(is_end)
}

/// What stays open and what closes nothing.
fn in_line(text: &str, (open, close): Pair) -> (Vec<Range<usize>>, Vec<Range<usize>>) {
    let (mut opened, mut closed) = (Vec::new(), Vec::new());
    let mut last = None;
    for (at, c) in text.char_indices() {
        let range = at..at + c.len_utf8();
        if c == open {
            opened.push(range);
        } else if c == close && opened.pop().is_none() && !is_mark(text, at) && !is_apostrophe(c, last) {
            closed.push(range);
        }
        last = Some(c);
    }
    (opened, closed)
}

/// The bracket of 1）, at the beginning or behind 。 and ；.
fn is_mark(text: &str, at: usize) -> bool {
    let start = text[..at]
        .rfind(|c: char| !c.is_ascii_digit())
        .map_or(0, |before| before + text[before..].chars().next().map_or(0, char::len_utf8));
    let opens = start == 0 || text[..start].ends_with(|c: char| !c.is_alphanumeric());
    opens && mark(&text[start..]).is_some_and(|mark| mark.level == Level::Innermost)
}

fn is_apostrophe(c: char, last: Option<char>) -> bool {
    c == '’' && last.is_some_and(|c| c.is_ascii_alphanumeric())
}
