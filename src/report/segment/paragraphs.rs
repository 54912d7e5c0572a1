//! Paragraphs (段落): lines joined where a page or its width cut them, and cut into sections at headings.

use std::ops::Range;

use super::{
    known::{Known, LONGEST, Level, ends_as_heading},
    layout::{Layout, closes, ends_sentence, is_rest_of_line},
    lines::Line,
};
use crate::{
    report::document::{Clean, Paragraph, PartKind, Section, mark::Mark},
    source::Source,
};

/// The sections of a part of prose.
pub fn sections(source: &Source, lines: &[Line], kind: PartKind, known: &Known, layout: &Layout) -> Vec<Section> {
    let judge = Judge { kind, known };
    let mut cut = Cut::default();
    let mut open: Option<Open> = None;
    for line in lines.iter().filter(|line| !line.furniture.in_prose()) {
        match &mut open {
            Some(open) if open.takes(line, &judge, layout) => open.push(line, &judge),
            _ => {
                cut.close(source, open.take(), &judge);
                open = Some(Open::new(line, &judge));
            }
        }
    }
    cut.close(source, open, &judge);
    cut.sections
}

/// What a paragraph is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Section(Option<usize>),
    Inner,
    Row,
    Text,
}

/// Says what a text is in a part.
struct Judge<'a> {
    kind: PartKind,
    known: &'a Known,
}

impl Judge<'_> {
    fn role(&self, text: &str, line: &Line) -> Role {
        let (mark, length) = line.mark;
        if text.len() > LONGEST {
            return if line.row { Role::Row } else { Role::Text };
        }
        let body = &text[length..];
        let title = body.trim_end_matches(['。', '：']);
        let ended = title.len() < body.len();
        if title.is_empty() || title.contains(['，', '。', '；', '：', '！', '？']) {
            return if line.row { Role::Row } else { Role::Text };
        }
        let level = self.known.level(self.kind, title);
        match mark {
            Mark::Section(number) if level.is_some() || !ended && !line.row => Role::Section(Some(number)),
            Mark::Inner(_) if level.is_some() || !ended && !line.row || ended && ends_as_heading(title) => Role::Inner,
            Mark::None => match self.known.bare_level(self.kind, title) {
                Some(level) if !ended || self.known.is_exact(self.kind, title) => match level {
                    Level::Section => Role::Section(None),
                    Level::Inner => Role::Inner,
                },
                _ if ended || line.hashes == 0 => {
                    if line.row {
                        Role::Row
                    } else {
                        Role::Text
                    }
                }
                _ if line.hashes < 3 => Role::Section(None),
                _ => Role::Inner,
            },
            _ if line.row => Role::Row,
            _ => Role::Text,
        }
    }

    /// Is it known, with or without its number?
    fn knows(&self, text: &str, line: &Line) -> bool {
        text.get(line.mark.1..).is_some_and(|body| self.known.is_exact(self.kind, body.trim_end_matches('。')))
    }
}

/// A paragraph that may go on.
struct Open<'a> {
    ranges: Vec<Range<usize>>,
    text: String,
    first: &'a Line,
    /// The last line that begins where lines of the page begin, and the last of all.
    margin: &'a Line,
    last: &'a Line,
    role: Role,
}

impl<'a> Open<'a> {
    fn new(line: &'a Line, judge: &Judge) -> Open<'a> {
        let role = judge.role(&line.text, line);
        Open { ranges: vec![line.range.clone()], text: line.text.clone(), first: line, margin: line, last: line, role }
    }

    fn push(&mut self, line: &'a Line, judge: &Judge) {
        if !is_rest_of_line(self.last, line) && !closes(&line.text) {
            self.margin = line;
        }
        self.ranges.push(line.range.clone());
        self.text.push_str(&line.text);
        self.last = line;
        self.role = judge.role(&self.text, self.first);
    }

    /// Does a line go on with this paragraph?
    fn takes(&self, line: &Line, judge: &Judge, layout: &Layout) -> bool {
        let role = judge.role(&line.text, line);
        if self.role == Role::Row || role == Role::Row {
            return false;
        }
        let begins = line.mark.0 != Mark::None || role != Role::Text || line.hashes > 0 || line.bullet;
        if self.text.len() == self.first.mark.1 {
            return !begins;
        }
        if closes(&line.text) {
            return true;
        }
        if begins {
            return false;
        }
        if matches!(self.role, Role::Section(_) | Role::Inner) {
            let whole = || format!("{}{}", self.text, line.text);
            let short = self.text.len() + line.text.len() <= LONGEST;
            return !judge.knows(&self.text, self.first)
                && (short && judge.knows(&whole(), self.first) || layout.breaks_heading(self.last, line));
        }
        let unfinished = !ends_sentence(&self.text);
        if is_rest_of_line(self.last, line) {
            return true;
        }
        if line.wide_indent {
            return false;
        }
        // A mark alone on its line is the end of the line before; the next line goes on.
        let lone = closes(&self.last.text) && self.last.text.chars().count() == 1;
        layout.goes_on(self.margin, self.last, unfinished, line).unwrap_or(unfinished || lone)
    }
}

/// Sections as far as they are cut.
#[derive(Default)]
struct Cut {
    sections: Vec<Section>,
    /// The number of the last section, and of the last heading that counts anew inside one.
    number: Option<usize>,
    inner: Option<usize>,
}

impl Cut {
    fn close(&mut self, source: &Source, open: Option<Open>, judge: &Judge) {
        let Some(open) = open else { return };
        let mut text = Clean::default();
        for range in open.ranges {
            text.push(source, range);
        }
        let known = || judge.known.level(judge.kind, &open.text[open.first.mark.1..]).is_some();
        if let Role::Section(number) = open.role
            && !number.is_some_and(|number| self.counts_anew(number) && !known())
        {
            (self.number, self.inner) = (number.or(self.number), None);
            self.sections.push(Section { number, title: Some(text), paragraphs: Vec::new() });
            return;
        }
        if let Role::Section(number) = open.role {
            self.inner = number;
        }
        let paragraph = Paragraph { heading: matches!(open.role, Role::Section(_) | Role::Inner), text };
        match self.sections.last_mut() {
            Some(section) => section.paragraphs.push(paragraph),
            None => self.sections.push(Section { paragraphs: vec![paragraph], ..Section::default() }),
        }
    }

    /// Headings inside a section that are numbered 一、二、 again.
    fn counts_anew(&self, number: usize) -> bool {
        self.number.is_some_and(|current| {
            number < current || self.inner.is_some_and(|inner| number == inner + 1 && number != current + 1)
        })
    }
}
