//! Amounts written in another way (写法不同的同一个数): 593.99万元, 593.990万元 and 5,939,900.00元 are one.

use rust_decimal::Decimal;

use crate::figures::parse_amount;

/// Units and what they count, the longer before what they end with.
const UNITS: [(&str, i64); 3] = [("亿元", 100_000_000), ("万元", 10_000), ("元", 1)];

/// Is it a unit?
pub(super) fn is_unit(word: &str) -> bool {
    UNITS.iter().any(|(unit, _)| *unit == word)
}

/// Are they one amount?
pub(super) fn same(one: &str, other: &str) -> bool {
    match (value(one), value(other)) {
        (Some((one, unit)), Some((other, unit_of_other))) if unit.is_some() == unit_of_other.is_some() => {
            let yuan = |value: Decimal, unit: Option<i64>| value.checked_mul(unit.unwrap_or(1).into());
            yuan(one, unit) == yuan(other, unit_of_other)
        }
        _ => false,
    }
}

/// The number, and its unit if one stands there.
fn value(words: &str) -> Option<(Decimal, Option<i64>)> {
    let words = words.trim();
    let unit = UNITS.iter().find(|(unit, _)| words.ends_with(unit));
    let number = words.strip_suffix(unit.map_or("", |(unit, _)| *unit))?.replace(',', "");
    let number = number.strip_suffix('%').unwrap_or(&number);
    Some((parse_amount(number).ok()?, unit.map(|(_, unit)| *unit)))
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
