//! Units of money (金额单位): what is printed in 元 and in 万元 is compared as money, not as words.

use rust_decimal::Decimal;

use super::reasons::words;

/// Is the word a unit of money?
pub(super) fn is_unit(word: &str) -> bool {
    words().money_units.iter().any(|unit| unit == word)
}

/// How many yuan one of the unit is with which a text ends; none if it ends with no unit.
pub(super) fn unit(text: &str) -> Option<Decimal> {
    let unit = words().money_units.iter().find(|unit| text.ends_with(unit.as_str()))?;
    Some(match unit.chars().next() {
        Some('万') => Decimal::from(10_000),
        Some('亿') => Decimal::from(100_000_000),
        _ => Decimal::ONE,
    })
}

/// An amount of the one unit in the other.
pub(super) fn exchanged(amount: Decimal, from: Decimal, to: Decimal) -> Option<Decimal> {
    amount.checked_mul(from)?.checked_div(to)
}
