//! A light look at every line before the real parser: is it structure, or text inside quotes or a block?

use std::ops::Range;

use memchr::{memchr2, memchr3};

use crate::source::Source;

/// Bytes that may mean something outside of quotes.
const MEANS: [bool; 256] = {
    let mut means = [false; 256];
    let mut marks: &[u8] = b"# \t\"'[]{},:-?";
    while let [mark, rest @ ..] = marks {
        means[*mark as usize] = true;
        marks = rest;
    }
    means
};

/// What a line begins in (行首所处的位置).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Inside {
    /// Structure: keys, dashes, values.
    Structure,
    /// A `[…]` or `{…}` whose bracket stands at this offset of an earlier line.
    Flow(usize),
    /// A quoted text whose quote stands at this offset.
    Quote(usize),
    /// The text below a `|` or `>`.
    Block,
}

/// One line of a source (行).
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// Counted from 1.
    pub number: usize,
    /// Without the line break.
    pub range: Range<usize>,
    pub inside: Inside,
}

/// Walks over the lines and keeps track of what is open.
pub(super) struct Lines<'a> {
    source: &'a Source,
    next: usize,
    block: Option<isize>,
    quote: Option<(u8, usize)>,
    /// The brackets that are open.
    flow: Vec<usize>,
    /// The next quote or comment, and the next bracket: most lines have neither, and are not looked through.
    next_quote: usize,
    next_bracket: usize,
}

impl<'a> Lines<'a> {
    pub fn of(source: &'a Source) -> Lines<'a> {
        Lines { source, next: 1, block: None, quote: None, flow: Vec::new(), next_quote: 0, next_bracket: 0 }
    }

    /// Does a quote, a bracket or a comment stand there? Lines are asked about from the first to the last.
    fn opens(&mut self, from: usize, to: usize) -> bool {
        let rest = &self.source.text().as_bytes()[from..];
        let behind = |found: Option<usize>| from + found.unwrap_or(rest.len());
        if self.next_quote < from {
            self.next_quote = behind(memchr3(b'"', b'\'', b'#', rest));
        }
        if self.next_bracket < from {
            self.next_bracket = behind(memchr2(b'[', b'{', rest));
        }
        self.next_quote.min(self.next_bracket) < to
    }

    /// Follow quotes and brackets through one line, from `start`; gives the end without a comment.
    fn walk(&mut self, line: &str, offset: usize, start: usize) -> usize {
        let bytes = line.as_bytes();
        if self.quote.is_none() && self.flow.is_empty() && !self.opens(offset, offset + line.len()) {
            return bytes.len();
        }
        let blank_at = |at: usize| bytes.get(at).is_none_or(|byte| matches!(byte, b' ' | b'\t'));
        // A quote or bracket means something only where a value may begin.
        let mut may_begin = true;
        let mut at = start;
        while at < bytes.len() {
            let byte = bytes[at];
            if let Some((quote, _)) = self.quote {
                if (byte == b'\\' && quote == b'"')
                    || (byte == b'\'' && quote == byte && bytes.get(at + 1) == Some(&byte))
                {
                    at += 1;
                } else if byte == quote {
                    self.quote = None;
                    may_begin = false;
                }
                at += 1;
                continue;
            }
            if !MEANS[usize::from(byte)] {
                // Words, which most of a line is.
                may_begin = false;
                at += bytes[at..].iter().take_while(|&&byte| !MEANS[usize::from(byte)]).count();
                continue;
            }
            let in_flow = !self.flow.is_empty();
            may_begin = match byte {
                b'#' if at == 0 || blank_at(at - 1) => return at,
                b' ' | b'\t' => may_begin,
                b'"' | b'\'' if may_begin => {
                    self.quote = Some((byte, offset + at));
                    false
                }
                b'[' | b'{' if may_begin || in_flow => {
                    self.flow.push(offset + at);
                    true
                }
                b']' | b'}' if in_flow => {
                    self.flow.pop();
                    false
                }
                b',' if in_flow => true,
                b':' => in_flow || blank_at(at + 1),
                b'-' | b'?' if may_begin && !in_flow => blank_at(at + 1),
                _ => false,
            };
            at += 1;
        }
        bytes.len()
    }

    /// If a line ends in `|` or `>`: the indentation that the text below must exceed.
    fn block_header(&self, code: &str, indent: usize) -> Option<isize> {
        if !self.flow.is_empty() || self.quote.is_some() {
            return None;
        }
        // The mark stands at the end, and two letters at most stand behind it.
        let end = code.as_bytes().trim_ascii_end();
        end[end.len().saturating_sub(3)..].iter().find(|byte| matches!(byte, b'|' | b'>'))?;
        let mut start = indent;
        let mut parent = indent as isize - 1;
        while code[start..].starts_with("- ") {
            parent = start as isize;
            start += 1;
            start += code[start..].bytes().take_while(|&byte| byte == b' ').count();
        }
        let rest = code[start..].trim_end();
        let (before, last) =
            rest.rsplit_once([' ', '\t']).map_or(("", rest), |(before, last)| (before.trim_end(), last));
        let mark = last.strip_prefix(['|', '>'])?;
        if mark.len() > 2 || !mark.bytes().all(|byte| matches!(byte, b'+' | b'-' | b'1'..=b'9')) {
            return None;
        }
        if before.is_empty() { Some(parent) } else { before.ends_with(':').then_some(start as isize) }
    }
}

impl Iterator for Lines<'_> {
    type Item = Line;

    fn next(&mut self) -> Option<Line> {
        if self.next > self.source.line_count() {
            return None;
        }
        let number = self.next;
        self.next += 1;
        let range = self.source.line_range(number);
        let line = &self.source.text()[range.clone()];
        let indent = line.bytes().take_while(|&byte| byte == b' ').count();
        if let Some(parent) = self.block {
            if line.trim().is_empty() || indent as isize > parent {
                return Some(Line { number, range, inside: Inside::Block });
            }
            self.block = None;
        }
        let inside = match (self.quote, self.flow.last()) {
            (Some((_, at)), _) => Inside::Quote(at),
            (None, Some(&at)) => Inside::Flow(at),
            (None, None) => Inside::Structure,
        };
        let start = if inside == Inside::Structure { indent } else { 0 };
        let end = self.walk(line, range.start, start);
        if inside == Inside::Structure {
            self.block = self.block_header(&line[..end], indent.min(end));
        }
        Some(Line { number, range, inside })
    }
}
