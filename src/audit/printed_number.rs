//! Numbers as printed in a text (数字): digits, separators and what follows them.

use std::ops::Range;

use super::words::Words;

/// A number as printed (数字).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Number<'a> {
    /// The digits with their points and separators.
    pub range: Range<usize>,
    /// The same as text.
    pub digits: &'a str,
    /// 万元, 元 or 亿元, or nothing.
    pub money: Option<&'a str>,
    /// Is it a percentage?
    pub percent: bool,
    /// Behind the number and its unit.
    pub end: usize,
}

impl<'a> Number<'a> {
    /// The digits behind the point.
    pub fn decimals(&self) -> &'a str {
        self.digits.split_once('.').map_or("", |(_, decimals)| decimals)
    }

    /// Is every digit a 0?
    pub fn is_zero(&self) -> bool {
        self.digits.chars().all(|c| matches!(c, '0' | '.'))
    }
}

/// The numbers of a text in order. A point or a separator belongs to a number where a digit follows it, a point also
/// where a unit does.
pub(super) fn numbers<'a>(text: &'a str, words: &Words) -> Vec<Number<'a>> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let start = at;
        while at < bytes.len() && (bytes[at].is_ascii_digit() || matches!(bytes[at], b'.' | b',')) {
            at += 1;
        }
        let mut end = at;
        let unit = |end: usize| words.money_units.iter().find(|unit| text[end..].starts_with(unit.as_str()));
        let is_unit = unit(end).is_some() || text[end..].starts_with('%');
        while !is_unit && !bytes[end - 1].is_ascii_digit() {
            end -= 1;
        }
        let letter = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_alphabetic);
        // 5G and A4 are names.
        if letter(start.checked_sub(1)) || letter(Some(end)) {
            continue;
        }
        let money = unit(end).map(|unit| &text[end..end + unit.len()]);
        let percent = text[end..].starts_with('%');
        let behind = end + money.map_or(usize::from(percent), str::len);
        found.push(Number { range: start..end, digits: &text[start..end], money, percent, end: behind });
    }
    found
}
