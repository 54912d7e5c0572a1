//! What a token stands for (词的身份): a figure is itself whatever its value, a year is a year, a word is its letters.

use std::{hash::Hash, ops::Range};

use ahash::RandomState;

use crate::{
    phrase::numerals::read_ordinal,
    revise::{
        Direction, money,
        token::{Kind, Token, tokens},
    },
};

/// What a token of a sentence is to a reviewer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// The number of a list or section at the head: 3. （一）
    Lead,
    /// A year.
    Year,
    /// Any other number.
    Number,
    /// The unit of an amount before it.
    Unit,
    /// A word of direction.
    Direction(Direction),
    /// A term or letter.
    Word,
    /// A mark that ends a clause.
    Stop,
    /// Any other mark.
    Mark,
}

/// A token with what it stands for.
#[derive(Clone, Debug)]
pub(super) struct Word {
    pub role: Role,
    pub range: Range<usize>,
    /// Tokens of the same key stand for the same.
    pub key: u64,
    /// The key as far as the words alone tell, whatever a phrase knows.
    pub plain: u64,
    /// Is it a figure that the phrase knows?
    pub slot: bool,
}

/// Keys are held against each other, and nothing hangs on their order.
pub(super) fn key(what: impl Hash) -> u64 {
    RandomState::with_seeds(1, 2, 3, 4).hash_one(what)
}

/// The key of a word: a short one is its own letters.
fn of_word(word: &str) -> u64 {
    if word.len() > size_of::<u64>() {
        return key(word);
    }
    word.bytes().fold(0, |letters, byte| letters << 8 | u64::from(byte))
}

/// Keys that no letters have.
const LEAD: u64 = u64::MAX;
const YEAR: u64 = u64::MAX - 1;
const DIRECTION: u64 = u64::MAX - 2;
const UNIT: u64 = u64::MAX - 3;
/// What tells a number from the word behind it.
const NUMBER: u64 = 0x9e37_79b9_7f4a_7c15;

/// The tokens of a sentence; numbers are alike if the same word or any unit of money follows them.
pub(super) fn words(text: &str) -> Vec<Word> {
    let lead = lead(text);
    let rest: Vec<Token> = tokens(&text[lead..]);
    let mut words = Vec::with_capacity(rest.len() + 1);
    if lead > 0 {
        words.push(Word { role: Role::Lead, range: 0..lead, key: LEAD, plain: LEAD, slot: false });
    }
    let mut amount = false;
    for (index, token) in rest.iter().enumerate() {
        let word = |token: &Token| &text[lead + token.range.start..lead + token.range.end];
        let own = word(token);
        let next = rest.get(index + 1).map_or("", word);
        let (role, key) = match token.kind {
            Kind::Number if is_year(own, next) => (Role::Year, YEAR),
            Kind::Number if own.ends_with(['%', '％', '‰']) => (Role::Number, of_word("%").wrapping_mul(NUMBER)),
            Kind::Number => {
                amount = money::is_unit(next);
                let unit = if amount { UNIT } else { of_word(next) };
                (Role::Number, unit.wrapping_add(1).wrapping_mul(NUMBER))
            }
            Kind::Term | Kind::Letter if std::mem::take(&mut amount) => (Role::Unit, UNIT),
            Kind::Direction(way) => (Role::Direction(way), DIRECTION),
            Kind::Term | Kind::Letter => (Role::Word, of_word(own)),
            Kind::Mark if matches!(own, "，" | "。" | "；" | "：" | "！" | "？") => (Role::Stop, of_word(own)),
            Kind::Mark => (Role::Mark, of_word(own)),
        };
        let range = lead + token.range.start..lead + token.range.end;
        words.push(Word { role, range, key, plain: key, slot: false });
    }
    words
}

/// 2023年: four digits before 年 or what begins with it.
fn is_year(number: &str, next: &str) -> bool {
    let digits = number.len() == 4 && number.bytes().all(|byte| byte.is_ascii_digit());
    digits && next.starts_with('年') && matches!(&number[..2], "19" | "20")
}

/// The length of the list number at the head of a sentence: 3. 3、 一、（一）.
fn lead(text: &str) -> usize {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if (1..=3).contains(&digits) {
        let rest = &text[digits..];
        let point = rest.strip_prefix(['.', '、']).filter(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()));
        return point.map_or(0, |rest| text.len() - rest.len());
    }
    let (open, inner) = text.strip_prefix('（').map_or((0, text), |inner| ('（'.len_utf8(), inner));
    let Some((_, length)) = read_ordinal(inner) else { return 0 };
    let end = open + length;
    let close = if open > 0 { '）' } else { '、' };
    if text[end..].starts_with(close) { end + close.len_utf8() } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_at_the_head_is_no_figure() {
        for (text, length) in [
            ("3.一般", 2),
            ("12、住房", 5),
            ("一、收入", 6),
            ("（十一）结构", 12),
            ("1.5万元", 0),
            ("2023年", 0),
            ("", 0),
        ] {
            assert_eq!(lead(text), length, "{text}");
        }
    }

    #[test]
    fn figures_are_alike_and_words_are_not() {
        let key = |text: &str| words(text).iter().map(|word| word.key).collect::<Vec<_>>();
        assert_eq!(key("1.收入593.32万元，占99.4%，增加"), key("2.收入1,619.05万元，占4%，减少"));
        assert_ne!(key("3辆"), key("3万元"));
        assert_eq!(key("593.32万元"), key("5,933,200.00元"));
        assert_eq!(words("2023年度3月")[0].role, Role::Year);
        assert_eq!(words("2023年度3月")[2].role, Role::Number);
    }
}
