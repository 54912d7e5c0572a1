//! Text as it is compared (净文): without blanks that mean nothing, in full-width punctuation and half-width digits,
//! with the place of every letter.

use std::{iter::once, ops::Range};

use unicode_normalization::UnicodeNormalization;

use crate::source::Source;

/// A stretch of a source as it is compared (净文).
#[derive(Clone, Debug, Default)]
pub struct Clean {
    text: String,
    runs: Vec<Run>,
    /// Where in the source it ends.
    end: usize,
    /// How many double quotation marks there are: a straight one opens or closes by turns.
    quotes: usize,
}

/// Letters that follow each other in the source as they do here, each in as many bytes; or one letter in more or fewer.
#[derive(Clone, Debug)]
struct Run {
    /// Where it begins in the text.
    at: usize,
    /// Where it stands in the source.
    place: Range<usize>,
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
        let whole = &source.text()[range.clone()];
        self.text.reserve(whole.len());
        // A line break is a blank, too.
        let mut blank = (!self.text.is_empty()).then_some(self.end..self.end);
        let mut literal = false;
        let (mut from, mut chars) = (0, whole.char_indices().peekable());
        while let Some((at, c)) = chars.next() {
            let at = from + at;
            let place = range.start + at..range.start + at + c.len_utf8();
            // Most letters are Chinese ones and figures, which nothing around them changes.
            let staying = staying_length(&whole.as_bytes()[at..]);
            if staying > 0 && !(blank.is_some() && c.is_ascii_alphanumeric()) {
                (blank, literal) = (None, false);
                from = at + staying;
                self.extend(&whole[at..from], place.start..range.start + from);
                chars = whole[from..].char_indices().peekable();
                continue;
            }
            if is_blank(c) {
                blank.get_or_insert(place);
                continue;
            }
            let next = chars.peek().map(|&(_, next)| next);
            if !std::mem::take(&mut literal) {
                match (c, next) {
                    ('\\', Some(next)) if next.is_ascii_punctuation() => {
                        literal = true;
                        continue;
                    }
                    ('*', Some('*')) => {
                        chars.next();
                        continue;
                    }
                    _ => {}
                }
            }
            let before = self.text.chars().next_back();
            if let Some(blank) = blank.take().filter(|_| parts_words(before, c)) {
                self.push_letter(' ', blank);
            }
            let after = || whole[at + c.len_utf8()..].chars().find(|&c| !is_blank(c));
            let kept = match c {
                '"' if self.quotes.is_multiple_of(2) => '“',
                '"' => '”',
                _ => canonical(c, before, after),
            };
            self.quotes += usize::from(matches!(kept, '“' | '”'));
            self.push_letter(kept, place);
        }
        // The end is behind the last letter, not behind the blanks that follow it.
        self.end = self.runs.last().map_or(range.start, |run| run.place.end);
    }

    fn push_letter(&mut self, c: char, place: Range<usize>) {
        self.extend(c.encode_utf8(&mut [0; 4]), place);
    }

    /// Add letters that stand in the source in as many bytes, or one letter.
    fn extend(&mut self, letters: &str, place: Range<usize>) {
        let at = self.text.len();
        match self.runs.last_mut() {
            Some(run)
                if run.place.end == place.start && run.place.len() == at - run.at && place.len() == letters.len() =>
            {
                run.place.end = place.end;
            }
            _ => self.runs.push(Run { at, place }),
        }
        self.text.push_str(letters);
    }

    /// The run in which a letter of the text stands.
    fn run(&self, at: usize) -> usize {
        if self.runs.len() == 1 { 0 } else { self.runs.partition_point(|run| run.at <= at) - 1 }
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text alone.
    pub fn into_text(self) -> String {
        self.text
    }

    /// Does all of it stand in the source as it does here?
    pub fn is_verbatim(&self) -> bool {
        matches!(&self.runs[..], [run] if run.place.len() == self.text.len())
    }

    /// Where a stretch of the text stands in the source.
    pub fn place(&self, range: Range<usize>) -> Range<usize> {
        let last = range.end.min(self.text.len());
        // Nearly every stretch stands in the source as it does here.
        if self.is_verbatim() && range.start < last {
            let start = self.runs[0].place.start;
            return start + range.start..start + last;
        }
        if last <= range.start {
            let start = if range.start < self.text.len() { self.start(range.start) } else { self.end };
            return start..start;
        }
        // Up to the end of the last letter in it, not up to the letter behind, which may stand on another page.
        let index = self.run(last - 1);
        let run = &self.runs[index];
        let whole = self.runs.get(index + 1).map_or(self.text.len(), |next| next.at) == last;
        self.start(range.start)..if whole { run.place.end } else { run.place.start + (last - run.at) }
    }

    /// Where a letter of the text begins in the source.
    fn start(&self, at: usize) -> usize {
        let run = &self.runs[self.run(at)];
        run.place.start + (at - run.at)
    }

    /// A stretch as the writer typed it (原文), without the blanks of page layout; as it is compared, where marks of a
    /// format or a page break stand in it.
    pub fn typed(&self, range: Range<usize>, source: &Source) -> String {
        let typed = &source.text()[self.place(range.clone())];
        let words = without_layout(typed);
        let plain = Clean::of(&Source::new("", words.as_str()), 0..words.len()).text == self.text[range.clone()];
        if plain && !typed.contains(['\\', '*']) { words } else { self.text[range].to_owned() }
    }

    /// Where all of it stands in the source.
    pub fn extent(&self) -> Range<usize> {
        self.place(0..self.text.len())
    }
}

/// Page layout puts blanks beside figures and Chinese letters; those beside Latin letters and marks are the writer's.
fn without_layout(typed: &str) -> String {
    let of_number = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '%' | '-');
    let writers = |c: Option<char>| c.is_some_and(|c| c.is_ascii_graphic() && !of_number(c));
    let mut words = String::with_capacity(typed.len());
    let mut letters = typed.trim().chars().peekable();
    while let Some(c) = letters.next() {
        if !is_blank(c) {
            words.push(c);
        } else if writers(words.chars().next_back()) || writers(letters.peek().copied()) {
            words.push(' ');
        }
    }
    words
}

/// Blanks of every kind, and letters that show nothing.
pub(crate) fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}')
}

/// How many bytes at the head of a text Chinese letters and full-width marks take, each three (、。（），：；), and Latin
/// letters and figures.
fn staying_length(text: &[u8]) -> usize {
    let mut at = 0;
    loop {
        at += match &text[at..] {
            [0xe4, 0xb8..=0xbf, _, ..]
            | [0xe5..=0xe9, _, _, ..]
            | [0xe3, 0x80, 0x81 | 0x82, ..]
            | [0xef, 0xbc, 0x88 | 0x89 | 0x8c | 0x9a | 0x9b, ..] => 3,
            [b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | b'%', ..] => 1,
            [b'.', ..] if at > 0 && text[at - 1].is_ascii_digit() => 1,
            _ => return at,
        }
    }
}

/// Between Latin letters a blank parts words; elsewhere page layout put it there.
fn parts_words(before: Option<char>, after: char) -> bool {
    before.is_some_and(|before| {
        before.is_ascii_alphanumeric()
            && after.is_ascii_alphanumeric()
            && (before.is_ascii_alphabetic() || after.is_ascii_alphabetic())
    })
}

/// Half-width punctuation as Chinese text has it, full-width digits as figures have them.
fn canonical(c: char, before: Option<char>, after: impl Fn() -> Option<char>) -> char {
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit() || ('０'..='９').contains(&c));
    let between_digits = || digit(before) && digit(after());
    match c {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        '％' => '%',
        '．' => '.',
        '.' if ends_sentence(before, &after) => '。',
        ',' if !between_digits() => '，',
        ':' if !between_digits() => '：',
        ';' => '；',
        '(' => '（',
        ')' => '）',
        '?' => '？',
        '!' => '！',
        '－' | '−' | '–' if digit(after()) && !digit(before) => '-',
        // Radicals and compatibility ideographs look like the letters that they stand for; PDF hands them out.
        '\u{2e80}'..='\u{2fd5}' | '\u{f900}'..='\u{faff}' | '\u{2f800}'..='\u{2fa1f}' => {
            let mut same = once(c).nfkc();
            same.next().filter(|_| same.next().is_none()).unwrap_or(c)
        }
        _ => c,
    }
}

/// A half-width full stop behind Chinese text; behind 一 it makes a number (一.), in a row it leads to a page number.
fn ends_sentence(before: Option<char>, after: impl Fn() -> Option<char>) -> bool {
    before.is_some_and(|c| is_han(c) && !"一二三四五六七八九十".contains(c) || c == '%')
        && !after().is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '．'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clean(text: &str) -> String {
        Clean::of(&Source::new("t", text), 0..text.len()).text().to_owned()
    }

    #[test]
    fn blanks_go_but_between_latin_words() {
        assert_eq!(clean(" 收 入\n合计　593.32 万元\u{feff}"), "收入合计593.32万元");
        assert_eq!(clean("“艺起 TOP 周周有戏”  Open   Day 2024 年"), "“艺起TOP周周有戏”Open Day 2024年");
    }

    #[test]
    fn a_line_break_between_latin_words_is_a_blank() {
        let source = Source::new("t", "Open\nDay，30\n7.82");
        let mut clean = Clean::of(&source, 0..4);
        clean.push(&source, 5..13);
        clean.push(&source, 14..18);
        assert_eq!(clean.text(), "Open Day，307.82");
        assert_eq!(clean.extent(), 0..18);
        assert_eq!(clean.place(4..5), 4..4);
    }

    #[test]
    fn punctuation_becomes_full_width_and_digits_half_width() {
        assert_eq!(clean("１,２３４.5万元,占1％;(增长)-5"), "1,234.5万元，占1%；（增长）-5");
        assert_eq!(clean("共5万元.其中:无.\"甲\"和\"乙\""), "共5万元。其中：无。“甲”和“乙”");
    }

    #[test]
    fn radicals_are_the_letters_that_they_look_like() {
        let text = "⼀般公共预算⽀出年\u{f98e}\u{2f81a}⾦";
        assert_eq!(clean(text), "一般公共预算支出年年冬金");
        let source = Source::new("t", text);
        let clean = Clean::of(&source, 0..text.len());
        assert_eq!(&text[clean.place(18..24)], "⽀出");
        // Four bytes stand for three.
        assert_eq!(&text[clean.place(30..36)], "\u{2f81a}⾦");
    }

    #[test]
    fn a_full_stop_that_is_none_stays() {
        for text in ["1.一般", "一.收入", "总表......12", "No.5", "1.5万元"] {
            assert_eq!(clean(text), text);
        }
    }

    #[test]
    fn markdown_is_taken_back() {
        assert_eq!(clean(r"1\. 甲【**待补充：乙**】\*丙\*\*丁\\\*"), r"1.甲【待补充：乙】*丙**丁\*");
        // Not an escape: a letter follows, or nothing.
        assert_eq!(clean(r"$\geq 75\%$ \"), r"$\geq 75%$\");
    }

    #[test]
    fn blanks_of_the_layout_go_and_those_of_the_writer_stay() {
        assert_eq!(without_layout(" 支付 2022 年度 取暖费"), "支付2022年度取暖费");
        assert_eq!(without_layout("Oracle 数据库 License 到期"), "Oracle 数据库 License 到期");
    }

    #[test]
    fn a_place_is_that_of_the_letters_in_the_source() {
        let text = "甲 ,   乙\u{3000}丙";
        let source = Source::new("t", text);
        let clean = Clean::of(&source, 0..text.len());
        assert_eq!(clean.text(), "甲，乙丙");
        assert_eq!(&text[clean.place(3..6)], ",");
        assert_eq!(&text[clean.place(3..9)], ",   乙");
        assert_eq!(clean.place(12..12), text.len()..text.len());
        assert_eq!(clean.place(0..99), 0..text.len());
    }
}
