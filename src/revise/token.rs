//! Tokens (词): what a reader takes in as one - a number with its %, a term, a word, a letter, a mark.

use std::ops::Range;

use super::terms::{self, Direction};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A number, with its sign and its %: 1,234.5, -3, 17.1%.
    Number,
    /// A word of direction (方向词).
    Direction(Direction),
    /// A term of the field, or a word in Latin letters.
    Term,
    /// A Chinese letter, or one of another script.
    Letter,
    /// A punctuation mark, or a blank.
    Mark,
}

/// A token of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: Kind,
    /// Where it stands, in bytes.
    pub range: Range<usize>,
}

/// Cut a text; the tokens follow each other without a gap.
///
/// ```
/// use juesuan::revise::token::tokens;
///
/// let text = "比2022年度减少122.05万元，下降17.1%。";
/// let words: Vec<&str> = tokens(text).into_iter().map(|token| &text[token.range]).collect();
/// assert_eq!(words, ["比", "2022", "年度", "减少", "122.05", "万元", "，", "下降", "17.1%", "。"]);
/// ```
pub fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(text.len() / 4);
    let mut at = 0;
    while let Some(token) = next(text, at) {
        at = token.range.end;
        tokens.push(token);
    }
    tokens
}

fn next(text: &str, at: usize) -> Option<Token> {
    let rest = &text[at..];
    let first = rest.chars().next()?;
    let dashed = || text[..at].chars().next_back().is_some_and(is_dashed);
    let counts = first.is_ascii_digit() || first == '-';
    let (kind, length) = if let Some(length) = counts.then(|| number(rest, dashed)).flatten() {
        (Kind::Number, length)
    } else if let Some((length, direction)) = terms::at_head(rest) {
        (direction.map_or(Kind::Term, Kind::Direction), length)
    } else if first.is_ascii_alphabetic() {
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
        (Kind::Term, end)
    } else if matches!(first, '\u{4e00}'..='\u{9fff}') || !is_usual_mark(first) && first.is_alphanumeric() {
        (Kind::Letter, first.len_utf8())
    } else {
        (Kind::Mark, first.len_utf8())
    };
    Some(Token { kind, range: at..at + length })
}

/// Most marks are of these, which spares a look into the tables of Unicode.
fn is_usual_mark(c: char) -> bool {
    matches!(c, '，' | '。' | '、' | '；' | '：' | '“' | '”' | '（' | '）' | '【' | '】' | '《' | '》')
}

/// The length of the number at the head, if one stands there. A minus behind a digit or a date is a dash: 2021-2023.
pub(super) fn number(text: &str, dashed: impl Fn() -> bool) -> Option<usize> {
    let digits = text.strip_prefix('-').filter(|_| !dashed()).unwrap_or(text);
    let sign = text.len() - digits.len();
    let bytes = digits.as_bytes();
    if !bytes.first()?.is_ascii_digit() {
        return None;
    }
    let mut at = 0;
    // A point or a separator belongs to it only between digits.
    while bytes.get(at).is_some_and(u8::is_ascii_digit)
        || (matches!(bytes.get(at), Some(b'.' | b',')) && bytes.get(at + 1).is_some_and(u8::is_ascii_digit))
    {
        at += 1;
    }
    let percent = digits[at..].chars().next().filter(|c| matches!(c, '%' | '％' | '‰'));
    Some(sign + at + percent.map_or(0, char::len_utf8))
}

fn is_dashed(before: char) -> bool {
    before.is_ascii_alphanumeric() || matches!(before, '年' | '月' | '日')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        tokens(text).into_iter().map(|token| &text[token.range]).collect()
    }

    #[test]
    fn numbers_are_whole() {
        assert_eq!(cut("1,234.50%，-3.5万元"), ["1,234.50%", "，", "-3.5", "万元"]);
        assert_eq!(cut("为-23.89万元，2021年-2023年"), ["为", "-23.89", "万元", "，", "2021", "年", "-", "2023", "年"]);
        assert_eq!(cut("2021-2023，5.，6,"), ["2021", "-", "2023", "，", "5", ".", "，", "6", ","]);
    }

    #[test]
    fn directions_and_terms_are_whole_and_the_longest_wins() {
        assert_eq!(cut("基本持平"), ["基本持平"]);
        assert_eq!(cut("财政拨款收入增加"), ["财政拨款收入", "增加"]);
        assert_eq!(tokens("增加")[0].kind, Kind::Direction(Direction::Up));
        assert_eq!(cut("PDF2加工"), ["PDF2", "加", "工"]);
    }
}
