//! What a slot can hold, read off a text (读空格): the other direction of [`super::slot`].

use std::{cmp::Ordering, ops::Range};

use rust_decimal::Decimal;

use super::{
    numerals::read_ordinal,
    slot::{AccountPart, Slot, SlotKind},
};
use crate::figures::{Expr, parse_amount};

/// What stands in a slot (所读).
#[derive(Clone, Debug, PartialEq)]
pub enum Held {
    /// An amount, percentage or count.
    Number(Printed),
    /// A word of direction; none if it contradicts itself.
    Word(Option<Ordering>),
    /// Words: a reason, a name, a department.
    Words,
    /// 类, 款 and 项, each a range of the text.
    Account([Range<usize>; 3]),
    /// A year.
    Year(u16),
    /// A number of a list or section.
    Ordinal(usize),
    /// 【待补充：…】
    Placeholder,
}

/// A number as printed (印出的数).
#[derive(Clone, Debug, PartialEq)]
pub struct Printed {
    /// Its value; a percentage in percent.
    pub value: Decimal,
    /// Where its digits stand.
    pub digits: Range<usize>,
    /// Is the unit behind it, or %, the one that the phrase has?
    pub unit: bool,
}

/// A way to read a slot: what it holds, where it ends, and what was tolerated (see [`super::read`]).
pub(super) struct Found {
    pub held: Held,
    pub end: usize,
    pub cost: u32,
}

/// Words of direction that any phrase of a book uses, by their sign.
pub(super) type Directions = [(String, Ordering)];

/// No name is longer, in bytes.
const LONGEST_NAME: usize = 150;
/// No unit other than the phrase's counts for less than several slips.
const OTHER_UNIT: u32 = 1_800;
const NO_UNIT: u32 = 1_500;
const OTHER_WORD: u32 = 600;
const SKIPPED: u32 = 1_000;
/// No amount, with its separators, has so many bytes; of longer rows of digits the end is not looked for.
const LONGEST_NUMBER: usize = 60;

/// The number at `at`: digits, separators of thousands, a fraction, a sign.
pub fn number(text: &str, at: usize) -> Option<(Decimal, usize)> {
    let bytes = text.as_bytes();
    let mut end = at + usize::from(bytes.get(at) == Some(&b'-'));
    let start = end;
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let within = |end: usize| end < at + LONGEST_NUMBER;
    while within(end) && digit(end)
        || (end > start && bytes.get(end) == Some(&b',') && (1..4).all(|step| digit(end + step)))
    {
        end += 1;
    }
    if end == start {
        return None;
    }
    if bytes.get(end) == Some(&b'.') && digit(end + 1) {
        end += 1;
        while within(end) && digit(end) {
            end += 1;
        }
    }
    if !within(end) {
        return None;
    }
    let mut digits: String = text[at..end].chars().filter(|&c| c != ',').collect();
    let zeros = digits.bytes().take_while(|&byte| byte == b'0').count();
    if zeros > 1 || (zeros == 1 && digits.as_bytes().get(1).is_some_and(u8::is_ascii_digit)) {
        digits.drain(..zeros.min(digits.len() - 1));
    }
    parse_amount(&digits).ok().map(|value| (value, end))
}

/// At most so many bytes of a text: to look further for what must stand near takes as long as the text is.
fn head(text: &str, most: usize) -> &str {
    &text[..text.floor_char_boundary(most)]
}

/// 【待补充：…】 at `at`: where it ends.
fn placeholder(text: &str, at: usize, missing: &(String, String)) -> Option<usize> {
    let rest = text[at..].strip_prefix(missing.0.as_str())?;
    let length = head(rest, LONGEST_NAME + missing.1.len()).find(missing.1.as_str())?;
    Some(at + missing.0.len() + length + missing.1.len())
}

/// The ways in which the text at `at` can be what a value slot holds; free texts are read by the search itself.
pub(super) fn scan(
    slot: &Slot,
    text: &str,
    at: usize,
    missing: &(String, String),
    directions: &Directions,
    tolerant: bool,
    found: &mut Vec<Found>,
) {
    if let Some(end) = placeholder(text, at, missing).filter(|_| !matches!(slot.value(), Some(Expr::Number(_)))) {
        found.push(Found { held: Held::Placeholder, end, cost: 0 });
        return;
    }
    let before = found.len();
    value(slot, text, at, missing, directions, tolerant, found);
    // What a house always prints the same, a zero for what does not apply, is no figure; and it is that figure alone.
    if let Some(Expr::Number(always)) = slot.value() {
        let mut index = before;
        while index < found.len() {
            match &found[index].held {
                Held::Number(printed) if printed.value != *always => drop(found.swap_remove(index)),
                _ => {
                    found[index].cost += 1;
                    index += 1;
                }
            }
        }
    }
}

fn value(
    slot: &Slot,
    text: &str,
    at: usize,
    missing: &(String, String),
    directions: &Directions,
    tolerant: bool,
    found: &mut Vec<Found>,
) {
    match &slot.kind {
        SlotKind::Amount { unit, .. } => amount(text, at, unit, tolerant, found),
        SlotKind::Percent { .. } => {
            if let Some((value, digits)) = number(text, at) {
                let unit = text[digits..].starts_with('%');
                if unit || tolerant {
                    let end = digits + usize::from(unit);
                    let held = Held::Number(Printed { value, digits: at..digits, unit });
                    found.push(Found { held, end, cost: if unit { 0 } else { NO_UNIT } });
                }
            } else if tolerant && let Some(behind) = bracket(text, at) {
                skip(slot, text, behind, missing, directions, found);
            }
        }
        SlotKind::Count { .. } => {
            if let Some((value, end)) = number(text, at) {
                let held = Held::Number(Printed { value, digits: at..end, unit: true });
                found.push(Found { held, end, cost: 0 });
            }
        }
        SlotKind::Word { positive, negative, zero, .. } => {
            let own = [(positive, Ordering::Greater), (negative, Ordering::Less), (zero, Ordering::Equal)];
            let rest = &text[at..];
            for (word, sign) in own.iter().filter_map(|(word, sign)| Some((word.as_deref()?, *sign))) {
                if !word.is_empty() && rest.starts_with(word) {
                    found.push(Found { held: Held::Word(Some(sign)), end: at + word.len(), cost: 0 });
                }
            }
            if found.is_empty() && tolerant {
                other_words(text, at, directions, found);
            }
        }
        SlotKind::Year { .. } => {
            let rest = &text.as_bytes()[at..];
            let four = rest.len() >= 4 && rest[..4].iter().all(u8::is_ascii_digit);
            if four && !rest.get(4).is_some_and(u8::is_ascii_digit) {
                let year = text[at..at + 4].parse().unwrap_or(0);
                found.push(Found { held: Held::Year(year), end: at + 4, cost: 0 });
            }
        }
        SlotKind::Ordinal { .. } | SlotKind::Number => {
            let digits = text[at..].bytes().take_while(u8::is_ascii_digit).count();
            // Five digits and more are a code.
            if (1..=4).contains(&digits) && (digits < 4 || !text[at..].starts_with('0')) {
                let number = text[at..at + digits].parse().unwrap_or(0);
                found.push(Found { held: Held::Ordinal(number), end: at + digits, cost: 0 });
            } else if let Some((number, length)) = read_ordinal(&text[at..]) {
                found.push(Found { held: Held::Ordinal(number), end: at + length, cost: 0 });
            }
        }
        SlotKind::Account { part: AccountPart::Path, .. } => account(text, at, found),
        _ => {}
    }
}

fn amount(text: &str, at: usize, unit: &str, tolerant: bool, found: &mut Vec<Found>) {
    let Some((value, digits)) = number(text, at) else {
        if tolerant && let Some(behind) = bracket(text, at) {
            let before = found.len();
            amount(text, behind, unit, false, found);
            found[before..].iter_mut().for_each(|found| found.cost += SKIPPED);
        }
        return;
    };
    let rest = &text[digits..];
    let mut push = |length: usize, same: bool, cost: u32| {
        let held = Held::Number(Printed { value, digits: at..digits, unit: same });
        found.push(Found { held, end: digits + length, cost });
    };
    if rest.starts_with(unit) {
        push(unit.len(), true, 0);
    } else if tolerant {
        let other = ["万元", "亿元", "元", "万"].into_iter().find(|other| rest.starts_with(other));
        match other {
            Some("万") => push("万".len(), false, NO_UNIT / 2),
            Some(other) => push(other.len(), false, OTHER_UNIT),
            None => push(0, false, NO_UNIT),
        }
    }
}

/// The end of a short bracket without figures at `at`: what a template's （下降） leaves behind.
fn bracket(text: &str, at: usize) -> Option<usize> {
    let inside = text[at..].strip_prefix('（')?;
    let length = head(inside, 12 + "）".len()).find('）')?;
    let short = !inside[..length].bytes().any(|byte| byte.is_ascii_digit());
    short.then(|| at + "（".len() + length + "）".len())
}

fn skip(
    slot: &Slot,
    text: &str,
    at: usize,
    missing: &(String, String),
    directions: &Directions,
    found: &mut Vec<Found>,
) {
    let before = found.len();
    scan(slot, text, at, missing, directions, false, found);
    found[before..].iter_mut().for_each(|found| found.cost += SKIPPED);
}

/// Another house's word, or one that the template's other choice was left beside (减增加).
fn other_words(text: &str, at: usize, directions: &Directions, found: &mut Vec<Found>) {
    let word = |at: usize| directions.iter().find(|(word, _)| text[at..].starts_with(word.as_str()));
    if let Some((word, sign)) = word(at) {
        let end = at + word.len();
        found.push(Found { held: Held::Word(Some(*sign)), end, cost: OTHER_WORD });
        return;
    }
    let first = text[at..].chars().next();
    let stray = first.filter(|&c| directions.iter().any(|(word, _)| word.starts_with(c)));
    if let Some((word, _)) = stray.and_then(|c| directions_at(text, at + c.len_utf8(), directions)) {
        let end = at + first.map_or(0, char::len_utf8) + word.len();
        found.push(Found { held: Held::Word(None), end, cost: SKIPPED });
    }
}

fn directions_at<'d>(text: &str, at: usize, directions: &'d Directions) -> Option<&'d (String, Ordering)> {
    directions.iter().find(|(word, _)| text[at..].starts_with(word.as_str()))
}

/// 类（类）款（款）项（项）.
fn account(text: &str, at: usize, found: &mut Vec<Found>) {
    let mut from = at;
    let mut names = [0..0, 0..0, 0..0];
    for (name, mark) in names.iter_mut().zip(["（类）", "（款）", "（项）"]) {
        let near = head(&text[from..], LONGEST_NAME + mark.len());
        let Some(length) = near.find(mark).filter(|&length| length > 0) else { return };
        if text[from..from + length].contains(['。', '，', '；']) {
            return;
        }
        *name = from..from + length;
        from += length + mark.len();
    }
    found.push(Found { held: Held::Account(names), end: from, cost: 0 });
}

/// How far a free text may go, and whether it stops at punctuation: bytes, and letters it cannot hold.
pub(super) fn reach(kind: &SlotKind) -> Option<(usize, &'static [char])> {
    match kind {
        SlotKind::Reason { .. } | SlotKind::Text { .. } => Some((3_000, &[])),
        SlotKind::Prose { .. } => Some((usize::MAX, &[])),
        // An account's three names have marks of their own.
        SlotKind::Account { part: AccountPart::Path, .. } => None,
        SlotKind::Name | SlotKind::Account { .. } | SlotKind::Department | SlotKind::Published => {
            Some((LONGEST_NAME, &['，', '。', '；', '：', '、']))
        }
        _ => None,
    }
}
