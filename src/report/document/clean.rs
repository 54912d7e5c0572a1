//! Text as it is compared (净文): without blanks that mean nothing, in full-width punctuation and half-width digits,
//! with the place of every letter.

use std::ops::Range;

use crate::source::Source;

/// A stretch of a source as it is compared (净文).
#[derive(Clone, Debug, Default)]
pub struct Clean {
    text: String,
    /// For every byte of `text`, and for its end, where in the source it comes from.
    places: Vec<usize>,
}

impl Clean {
    /// The lines of a source from byte `range` on, blanks and line breaks dropped.
    pub fn of(source: &Source, range: Range<usize>) -> Clean {
        let mut clean = Clean::default();
        clean.push(source, range);
        clean
    }

    /// Add a further stretch: a paragraph that a page break cut in two.
    pub fn push(&mut self, source: &Source, range: Range<usize>) {
        self.places.pop();
        let whole = &source.text()[range.clone()];
        let mut quotes = self.text.matches(['“', '”']).count();
        let mut chars = whole.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let before = self.text.chars().next_back();
            let after = whole[at + c.len_utf8()..].chars().find(|&c| !is_blank(c));
            let kept = match c {
                // Between Latin letters a blank parts words; elsewhere page layout put it there.
                _ if is_blank(c) => {
                    let parts = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
                    let letters = before.is_some_and(|c| c.is_ascii_alphabetic())
                        || after.is_some_and(|c| c.is_ascii_alphabetic());
                    if !(letters && parts(before) && parts(after)) {
                        continue;
                    }
                    ' '
                }
                '\\' if after.is_some_and(|c| c.is_ascii_punctuation()) => continue,
                '*' if matches!(chars.peek(), Some((_, '*'))) => {
                    chars.next();
                    continue;
                }
                '"' => {
                    quotes += 1;
                    if quotes % 2 == 1 { '“' } else { '”' }
                }
                _ => canonical(c, before, after),
            };
            if matches!(kept, '“' | '”') && c != '"' {
                quotes += 1;
            }
            let place = range.start + at;
            self.text.push(kept);
            self.places.extend(std::iter::repeat_n(place, kept.len_utf8()));
        }
        // The end is behind the last letter, not behind the blanks that follow it.
        let end = self
            .places
            .last()
            .map_or(range.start, |&last| last + source.text()[last..].chars().next().map_or(0, char::len_utf8));
        self.places.push(end);
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where a stretch of the text stands in the source.
    pub fn place(&self, range: Range<usize>) -> Range<usize> {
        let start = self.places.get(range.start).copied().unwrap_or(0);
        if range.end <= range.start {
            return start..start;
        }
        // Up to the end of the last letter in it, not up to the letter behind, which may stand on another page.
        let last = self.text[..range.end].char_indices().next_back().map_or(0, |(at, _)| at);
        let next = self.places.get(range.end).copied().unwrap_or(start);
        let from = self.places.get(last).copied().unwrap_or(start);
        let end = if next > from && next - from <= 4 { next } else { from + self.text[last..range.end].len() };
        start..end
    }
}

/// Blanks of every kind, and letters that show nothing.
pub(crate) fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

/// Half-width punctuation as Chinese text has it, full-width digits as figures have them.
fn canonical(c: char, before: Option<char>, after: Option<char>) -> char {
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit() || ('０'..='９').contains(&c));
    let between_digits = digit(before) && digit(after);
    match c {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        '％' => '%',
        '．' => '.',
        '，' | ',' if between_digits && c == ',' => ',',
        ',' => '，',
        ':' if !between_digits => '：',
        ';' => '；',
        '(' => '（',
        ')' => '）',
        '?' => '？',
        '!' => '！',
        '－' | '−' | '–' if digit(after) && !digit(before) => '-',
        _ => c,
    }
}
