//! Lines (行): what of each is text and what is Markdown, and how it is set.

use std::ops::Range;

use super::furniture::Furniture;
use crate::{
    report::document::{
        Clean,
        clean::is_blank,
        mark::{Mark, mark},
    },
    source::{LineKind, Source},
};

/// A line with text in it (行).
#[derive(Debug)]
pub struct Line {
    /// Its text in the source, without blanks and marks of Markdown around it.
    pub range: Range<usize>,
    /// Its text as it is compared.
    pub text: String,
    /// How it is numbered, and how many bytes of the text the number takes.
    pub mark: (Mark, usize),
    /// How many columns it is set in; a wide blank is two.
    pub indent: usize,
    /// Is it set in by two wide blanks, as an author begins a paragraph?
    pub wide_indent: bool,
    /// How many characters it has, blanks among them.
    pub length: usize,
    /// Where it ends, in half columns.
    pub edge: usize,
    /// Does it follow a blank line?
    pub after_blank: bool,
    /// Does it begin a page?
    pub page_top: bool,
    /// How deep a heading Markdown makes it (#), 0 for none.
    pub hashes: usize,
    /// Is it an entry of a list in Markdown?
    pub bullet: bool,
    /// Is it a row of a table?
    pub row: bool,
    /// Is it no text at all, but what the page has around it?
    pub furniture: Furniture,
}

impl Line {
    /// Its text without its number.
    pub fn body(&self) -> &str {
        &self.text[self.mark.1..]
    }
}

/// Whatever ends a line, on any system and in any extraction.
fn breaks(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Can lines end with anything but the line break of a file? Most texts have no such letter.
fn has_rare_breaks(text: &str) -> bool {
    let has = |letter: &str| memchr::memmem::find(text.as_bytes(), letter.as_bytes()).is_some();
    // The first byte of U+0085 is that of other letters, too.
    memchr::memchr3(b'\x0b', b'\x0c', 0xc2, text.as_bytes()).is_some() || has("\u{2028}") || has("\u{2029}")
}

/// The lines of a source, without blank ones.
pub fn lines(source: &Source) -> Vec<Line> {
    let text = source.text();
    let mut found: Vec<Line> = Vec::new();
    let rare = has_rare_breaks(text);
    let (mut start, mut after_blank, mut page_top) = (0, false, true);
    while start <= text.len() {
        let rest = &text[start..];
        let length = if rare { rest.find(breaks) } else { memchr::memchr2(b'\n', b'\r', rest.as_bytes()) };
        let end = length.map_or(text.len(), |length| start + length);
        match line(source, start..end) {
            Some(line) => {
                found.push(Line { after_blank, page_top, ..line });
                (after_blank, page_top) = (false, false);
            }
            // CRLF is one line break, not a blank line.
            None if start == end && text[..start].ends_with('\r') && text[start..].starts_with('\n') => {}
            None => after_blank = true,
        }
        let Some(c) = text[end..].chars().next() else { break };
        page_top |= c == '\u{c}';
        start = end + c.len_utf8();
    }
    found
}

/// A line of nothing but one of these is drawn across the page.
const RULES: [char; 4] = ['-', '*', '_', '='];

fn line(source: &Source, whole: Range<usize>) -> Option<Line> {
    let text = &source.text()[whole.clone()];
    let trimmed = text.trim_end_matches(is_blank);
    let content = trimmed.trim_start_matches(is_blank);
    let blanks = &trimmed[..trimmed.len() - content.len()];
    let indent = blanks.chars().map(columns).sum();
    let kind = source.line_kind(whole.start);
    let (marked, hashes, bullet) = match (kind, super::furniture::page_number(content)) {
        // A word processor has headings, and no marks for them in the text.
        (Some(LineKind::Heading(level)), _) => (content, usize::from(level) + 1, false),
        (Some(_), _) | (None, Some(_)) => (content, 0, false),
        (None, None) => without_marks(content),
    };
    let rule = content.len() > 2
        && content.starts_with(RULES)
        && RULES.iter().any(|&mark| content.trim_start_matches(mark).is_empty());
    if marked.is_empty() || rule {
        return None;
    }
    let start = whole.start + trimmed.len() - marked.len();
    let range = start..start + marked.len();
    let clean = Clean::of(source, range.clone());
    if clean.text().is_empty() {
        return None;
    }
    let length = content.chars().count();
    let narrow = content.bytes().filter(u8::is_ascii).count();
    Some(Line {
        range,
        mark: mark(&clean),
        row: kind.map_or_else(|| may_be_row(content, &clean) && is_row(content), |kind| kind == LineKind::Row),
        text: clean.into_text(),
        indent,
        wide_indent: blanks.chars().filter(|&c| c == '\u{3000}').count() >= 2,
        length,
        edge: 2 * (indent + length) - narrow,
        after_blank: false,
        page_top: false,
        hashes,
        bullet,
        // A table between paragraphs is no sentence; where letters alone tell, it may be one set wide.
        furniture: if kind == Some(LineKind::Row) { Furniture::Row } else { Furniture::No },
    })
}

fn columns(blank: char) -> usize {
    match blank {
        '\t' => 4,
        '\u{3000}' => 2,
        ' ' | '\u{a0}' | '\u{2000}'..='\u{200a}' => 1,
        _ => 0,
    }
}

/// Without the marks by which Markdown makes a heading, an entry of a list or a quotation.
fn without_marks(content: &str) -> (&str, usize, bool) {
    let (mut rest, mut hashes, mut bullet) = (content, 0, false);
    // Marks nest (`> - # 一、`), but nobody nests deeper than this.
    for _ in 0..4 {
        let signs = rest.len() - rest.trim_start_matches('#').len();
        let length = if (1..=6).contains(&signs) { signs } else { usize::from(rest.starts_with(['-', '*', '+', '>'])) };
        let Some(text) = rest[length..].strip_prefix([' ', '\t']).filter(|_| length > 0) else { break };
        hashes = hashes.max(signs.min(length));
        bullet |= signs == 0 && !rest.starts_with('>');
        rest = text.trim_start_matches(is_blank);
    }
    (rest, hashes, bullet)
}

/// Has it a gap or a bar? Most lines have none, which is seen without going through it.
fn may_be_row(content: &str, clean: &Clean) -> bool {
    !clean.is_verbatim() || content.contains('\t') || content.starts_with('|')
}

/// Columns are parted by a tab, by one very wide gap or two wide ones, or by the bars of Markdown.
fn is_row(content: &str) -> bool {
    let (mut gaps, mut gap) = (0, 0);
    for c in content.chars() {
        if is_blank(c) {
            gap += columns(c);
            continue;
        }
        gaps += match gap {
            0..=2 => 0,
            3 => 1,
            _ => 2,
        };
        gap = 0;
    }
    gaps >= 2 || content.len() > 2 && content.starts_with('|') && content.ends_with('|')
}
