//! How a person writes a number (数的写法): a corrected one is written as the one that it replaces.

use rust_decimal::Decimal;

use super::written::narrow;
use crate::figures::{
    amount::{NumberStyle, print},
    parse_amount,
};

/// A corrected number in the writing that a person gave the old one, which was drafted in another: separators, width,
/// noughts at the end. What stands behind the number stays as drafted.
pub(in crate::revise) fn in_writing(edited: &str, drafted: &str, new: &str) -> String {
    let [(own, own_rest), (old, _), (number, rest)] = [edited, drafted, new].map(split);
    let (Some(value), false, false) = (amount(number), edited == drafted, own.is_empty() || old.is_empty()) else {
        return new.to_owned();
    };
    // Of one with a blank in it only a part was read.
    if amount(own) != amount(old) {
        return new.to_owned();
    }
    let places = |number: &str| number.rsplit_once(['.', '．']).map_or(0, |(_, places)| places.chars().count() as u32);
    let decimals = if places(own) == places(old) { places(number) } else { places(own).max(value.normalize().scale()) };
    let thousands = own.contains(SEPARATORS) || number.contains(',') && !old.contains(',');
    let mut out = String::new();
    print(value, NumberStyle { decimals, trim: false, thousands }, &mut out);
    if own.contains(is_wide) {
        out = out.chars().map(wide).collect();
    }
    match rest.strip_prefix('%') {
        Some(rest) if own_rest.starts_with('％') => [&out, "％", rest].concat(),
        _ => out + rest,
    }
}

/// What parts thousands.
const SEPARATORS: [char; 2] = [',', '，'];

/// The number at the head, and what stands behind it.
fn split(words: &str) -> (&str, &str) {
    let counts = |c: char| narrow(c).is_ascii_digit() || matches!(narrow(c), '.' | '-') || SEPARATORS.contains(&c);
    words.split_at(words.find(|c| !counts(c)).unwrap_or(words.len()))
}

/// A number in any writing.
fn amount(number: &str) -> Option<Decimal> {
    let plain: String = number.chars().filter(|c| !SEPARATORS.contains(c)).map(narrow).collect();
    parse_amount(&plain).ok()
}

fn is_wide(c: char) -> bool {
    narrow(c) != c && narrow(c).is_ascii_digit()
}

/// A letter of a number in full width.
fn wide(c: char) -> char {
    match c {
        '.' => '．',
        ',' => '，',
        '-' => '－',
        digit => char::from_u32(u32::from(digit) - u32::from('0') + u32::from('０')).unwrap_or(digit),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_corrected_number_is_written_as_a_person_wrote_the_old_one() {
        let cases = [
            ("593.99万元", "593.99万元", "1595.9万元", "1595.9万元"),
            ("1,593.99", "1593.99", "1603.32万元", "1,603.32万元"),
            ("1,593.99", "1593.99", "603.32", "603.32"),
            ("1593.99", "1,593.99", "1,603.32", "1603.32"),
            ("593.99", "593.99", "1,603.32", "1,603.32"),
            ("５９３．９９万元", "593.99万元", "595.9万元", "５９５．９万元"),
            ("120.80万元", "120.8万元", "118.8万元", "118.80万元"),
            ("120.8", "120.80", "118.80", "118.8"),
            ("70.00%", "70%", "75.25%", "75.25%"),
            ("16.9％", "16.9%", "16.6%", "16.6％"),
            ("减少", "增加", "持平", "持平"),
            ("561.  20万元", "561.20万元", "86.00万元", "86.00万元"),
        ];
        for (edited, drafted, new, wanted) in cases {
            assert_eq!(in_writing(edited, drafted, new), wanted, "{edited} {drafted} {new}");
        }
    }
}
