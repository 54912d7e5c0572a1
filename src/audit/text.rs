//! The text of a report as the wording rules walk it (行文): part three, line by line, with what they share.

use std::ops::Range;

use super::{
    contents::{self, Entry},
    department_name, report_year,
    words::{Words, words},
};
use crate::{
    diagnostic::Diagnostic,
    report::{Clean, Document, document::PartKind},
    source::Source,
};

/// A report and what the rules share of it.
pub(super) struct Text<'a> {
    pub document: &'a Document,
    pub words: &'static Words,
    /// Part three: headings and paragraphs in order.
    pub lines: Vec<Line<'a>>,
    /// The sections of part three as the table of contents names them (目录).
    pub contents: Vec<Entry<'a>>,
    /// The year of the report (年度).
    pub year: Option<u32>,
    /// The name of the department (部门).
    pub name: Option<String>,
}

impl<'a> Text<'a> {
    pub fn of(document: &'a Document) -> Text<'a> {
        let words = words();
        let mut lines = Vec::new();
        for (section, part) in document.narrative().enumerate() {
            let line = |clean: &'a Clean, heading| Line::new(&document.source, clean, heading, section, words);
            lines.extend(part.title.iter().map(|title| line(title, true)));
            lines.extend(part.paragraphs.iter().map(|paragraph| line(&paragraph.text, paragraph.heading)));
        }
        let free: Vec<usize> = lines.iter().filter(|line| line.is_free_title(words)).map(|line| line.section).collect();
        lines.iter_mut().for_each(|line| line.free = free.binary_search(&line.section).is_ok());
        let mut text = Text { document, words, lines, contents: contents::read(document), year: None, name: None };
        text.year = report_year::of(&text);
        text.name = department_name::of(&text);
        text
    }

    /// The paragraphs, without the headings.
    pub fn prose(&self) -> impl Iterator<Item = &Line<'a>> {
        self.lines.iter().filter(|line| !line.heading)
    }

    /// The titles of parts and what stands on the cover.
    pub fn titles(&self) -> impl Iterator<Item = Line<'a>> {
        let line = |clean: &'a Clean| Line::new(&self.document.source, clean, true, usize::MAX, self.words);
        let cover = self.document.parts(PartKind::Cover).flat_map(|part| &part.sections);
        let cover = cover.flat_map(|section| section.title.iter().chain(section.paragraphs.iter().map(|p| &p.text)));
        cover.chain(self.document.parts.iter().filter_map(|part| part.title.as_ref())).map(line)
    }
}

/// A heading or a paragraph of part three.
pub(super) struct Line<'a> {
    source: &'a Source,
    clean: &'a Clean,
    pub heading: bool,
    /// Which section it stands in, counted from 0.
    pub section: usize,
    /// Does its section speak in free words (绩效)?
    pub free: bool,
    reasons: Vec<Range<usize>>,
}

impl<'a> Line<'a> {
    fn new(source: &'a Source, clean: &'a Clean, heading: bool, section: usize, words: &Words) -> Line<'a> {
        Line { source, clean, heading, section, free: false, reasons: reasons(clean.text(), words) }
    }

    /// The text as compared.
    pub fn text(&self) -> &'a str {
        self.clean.text()
    }

    /// Point at a stretch of it.
    pub fn at(&self, diagnostic: Diagnostic, range: Range<usize>, words: impl Into<String>) -> Diagnostic {
        let place = self.clean.place(range);
        // Blanks behind the last letter are not part of it.
        let end = place.start + self.source.text()[place.clone()].trim_end_matches(char::is_whitespace).len();
        diagnostic.at(self.source, place.start..end, words)
    }

    /// The letter as it stands in the file.
    pub fn raw(&self, at: usize) -> Option<char> {
        self.source.text()[self.clean.place(at..at).start..].chars().next()
    }

    /// Does a reason speak here? There years and amounts may say anything.
    pub fn in_reason(&self, at: usize) -> bool {
        let behind = self.reasons.partition_point(|reason| reason.start <= at);
        behind > 0 && self.reasons[behind - 1].end > at
    }

    fn is_free_title(&self, words: &Words) -> bool {
        self.heading && words.free_sections.iter().any(|word| self.text().contains(word.as_str()))
    }
}

/// From the words that lead in a reason to the end of the sentence.
fn reasons(text: &str, words: &Words) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for sentence in text.split_inclusive(is_end) {
        if let Some(at) = words.reason_leads.iter().filter_map(|lead| sentence.find(lead.as_str())).min() {
            found.push(start + at..start + sentence.len());
        }
        start += sentence.len();
    }
    found
}

/// Chinese characters (汉字).
pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '〇' | '\u{F900}'..='\u{FAFF}')
}

/// What ends a sentence.
pub(super) fn is_end(c: char) -> bool {
    matches!(c, '。' | '！' | '？')
}

/// The last `count` characters before byte `at`: no rule looks back further, so that none takes long.
pub(super) fn tail(text: &str, at: usize, count: usize) -> &str {
    let start = text[..at].char_indices().rev().take(count).last().map_or(at, |(start, _)| start);
    &text[start..at]
}

/// The first `count` characters from byte `at` on.
pub(super) fn head(text: &str, at: usize, count: usize) -> &str {
    let rest = &text[at..];
    &rest[..rest.char_indices().nth(count).map_or(rest.len(), |(end, _)| end)]
}
