//! Years as printed in a text (年份).

use std::ops::Range;

/// A year as printed: 2023年 or 2023年度.
#[derive(Clone, Debug)]
pub(super) struct Year {
    pub value: u32,
    /// The four digits.
    pub range: Range<usize>,
    /// Behind 年 or 年度.
    pub end: usize,
    /// Is it 年度?
    pub fiscal: bool,
}

/// The years of a text in order.
pub(super) fn years(text: &str) -> Vec<Year> {
    let mut found = Vec::new();
    for (at, word) in text.match_indices('年') {
        let digits = text[..at].bytes().rev().take(5).take_while(u8::is_ascii_digit).count();
        if digits != 4 {
            continue;
        }
        let range = at - 4..at;
        let Ok(value) = text[range.clone()].parse() else { continue };
        if !(1949..2100).contains(&value) {
            continue;
        }
        let end = at + word.len();
        let fiscal = text[end..].starts_with('度');
        found.push(Year { value, range, end: if fiscal { end + '度'.len_utf8() } else { end }, fiscal });
    }
    found
}
