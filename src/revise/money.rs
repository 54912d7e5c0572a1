//! Units of money (金额单位): what is printed in 元 and in 万元 is compared as money, not as words.

mod form;
mod written;

use rust_decimal::Decimal;

pub(super) use form::in_writing;
pub(super) use written::{Numbers, Written};

use super::diff::reasons::words;
use crate::figures::{MoneyUnit, parse_amount};

/// Is the word a unit of money?
pub(super) fn is_unit(word: &str) -> bool {
    words().money_units.iter().any(|unit| unit == word)
}

/// How many yuan one of the unit is with which a text ends; none if it ends with no unit.
pub(super) fn unit(text: &str) -> Option<Decimal> {
    split(text).1
}

/// What stands before the unit with which a text ends, and how many yuan one of it is.
fn split(text: &str) -> (&str, Option<Decimal>) {
    let mut units = words().money_units.iter();
    let Some((number, unit)) = units.find_map(|unit| Some((text.strip_suffix(unit.as_str())?, unit))) else {
        return (text, None);
    };
    let yuan = match unit.chars().next() {
        Some('万') => Decimal::from(10_000),
        Some('亿') => Decimal::from(100_000_000),
        _ => Decimal::ONE,
    };
    (number, Some(yuan))
}

/// An amount of the one unit in the other.
pub(super) fn exchanged(amount: Decimal, from: Decimal, to: Decimal) -> Option<Decimal> {
    amount.checked_mul(from)?.checked_div(to)
}

/// Two amounts in the coarser of their units, in which both are exact (同一单位).
pub(super) fn in_one_unit(
    (one, unit): (Decimal, MoneyUnit),
    (other, unit_of_other): (Decimal, MoneyUnit),
) -> Option<(Decimal, Decimal)> {
    if unit == unit_of_other {
        return Some((one, other));
    }
    let coarser = [unit, unit_of_other].into_iter().filter_map(|unit| self::unit(unit.name())).max()?;
    let exchanged = |amount: Decimal, unit: MoneyUnit| exchanged(amount, self::unit(unit.name())?, coarser);
    Some((exchanged(one, unit)?.normalize(), exchanged(other, unit_of_other)?.normalize()))
}

/// Are they one amount in other writing (写法不同的同一个数): 593.99万元, 593.990万元 and 5,939,900.00元?
pub(super) fn same(one: &str, other: &str) -> bool {
    match (value(one), value(other)) {
        (Some((one, unit)), Some((other, unit_of_other))) if unit.is_some() == unit_of_other.is_some() => {
            let yuan = |value: Decimal, unit: Option<Decimal>| value.checked_mul(unit.unwrap_or(Decimal::ONE));
            yuan(one, unit) == yuan(other, unit_of_other)
        }
        _ => false,
    }
}

/// The number, and its unit if one stands there.
fn value(words: &str) -> Option<(Decimal, Option<Decimal>)> {
    let (number, unit) = split(words.trim());
    let number = number.replace(',', "");
    Some((parse_amount(number.strip_suffix('%').unwrap_or(&number)).ok()?, unit))
}

#[cfg(test)]
mod tests {
    use super::same;

    #[test]
    fn the_same_amount_in_other_writing_is_the_same() {
        assert!(same("593.99万元", "5,939,900.00元") && same("593.99", "593.990") && same("71.80%", "71.8%"));
        assert!(!same("593.99万元", "593.99元") && !same("593.99", "593.98") && !same("593.99万元", "593.99"));
    }
}
