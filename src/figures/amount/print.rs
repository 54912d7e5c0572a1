//! Printing numbers (数字印法): rounded once, then digit by digit.

use num_format::{Buffer, Locale};
use rust_decimal::Decimal;

use super::{MOST_DECIMALS, NumberStyle};

/// Print a number in the given style, rounded as [`super::round`] does.
pub fn print(value: Decimal, style: NumberStyle, out: &mut String) {
    let decimals = style.decimals.min(MOST_DECIMALS as u32);
    print_units(in_units(value, decimals), decimals, value.is_sign_negative(), style, out);
}

/// Print a ratio as a percentage without its sign; a value that would print as 0 without being 0 takes more decimals
/// until it shows.
pub fn print_percent(ratio: Decimal, style: NumberStyle, out: &mut String) {
    let mut decimals = style.decimals.min(MOST_DECIMALS as u32);
    // The unit of a percentage stands two places further right.
    let mut units = in_units(ratio, decimals + 2);
    while units == 0 && !ratio.is_zero() && decimals < MOST_DECIMALS as u32 {
        decimals += 1;
        units = in_units(ratio, decimals + 2);
    }
    print_units(units, decimals, ratio.is_sign_negative(), style, out);
}

/// Print part ÷ whole as a percentage without its sign, as [`print_percent`] does but rounded from the exact quotient.
/// False, and nothing printed, where the two sides are too long for that.
pub fn print_ratio(part: Decimal, whole: Decimal, style: NumberStyle, out: &mut String) -> bool {
    let sides = || {
        let shift = |value: Decimal, places: u32| value.mantissa().unsigned_abs().checked_mul(power_of_ten(places));
        let (a, b) = (part.scale(), whole.scale());
        Some((shift(part, b.saturating_sub(a))?, shift(whole, a.saturating_sub(b))?))
    };
    let Some((part_size, whole_size)) = sides().filter(|(_, whole)| *whole > 0) else { return false };
    let mut decimals = style.decimals.min(MOST_DECIMALS as u32);
    let units = loop {
        let Some(scaled) = part_size.checked_mul(power_of_ten(decimals + 2)) else { return false };
        let (units, rest) = divide(scaled, whole_size);
        let units = units + u128::from(rest >= whole_size - rest);
        if units > 0 || part_size == 0 || decimals >= MOST_DECIMALS as u32 {
            break units;
        }
        decimals += 1;
    };
    print_units(units, decimals, part.is_sign_negative() != whole.is_sign_negative(), style, out);
    true
}

/// The size of a number in units of its last printed place, rounded half away from zero: 1.25 with one decimal is 13.
/// A whole number, because what is printed are its digits.
fn in_units(value: Decimal, decimals: u32) -> u128 {
    let size = value.mantissa().unsigned_abs();
    let scale = value.scale();
    if scale <= decimals {
        return size * power_of_ten(decimals - scale);
    }
    let unit = power_of_ten(scale - decimals);
    let (units, rest) = divide(size, unit);
    units + u128::from(rest >= unit / 2)
}

/// `units` are those of the last of so many decimals.
fn print_units(units: u128, mut decimals: u32, negative: bool, style: NumberStyle, out: &mut String) {
    if negative && units != 0 {
        out.push('-');
    }
    match u64::try_from(units) {
        Ok(mut units) if !style.thousands => {
            while style.trim && decimals > 0 && units.is_multiple_of(10) {
                units /= 10;
                decimals -= 1;
            }
            push_digits(units, decimals, out);
        }
        _ => print_long(units, decimals, style, out),
    }
}

/// Numbers of more than 64 bits, and those with separators.
fn print_long(units: u128, mut decimals: u32, style: NumberStyle, out: &mut String) {
    let (whole, mut fraction) = divide(units, power_of_ten(decimals));
    while style.trim && decimals > 0 && fraction.is_multiple_of(10) {
        fraction /= 10;
        decimals -= 1;
    }
    if style.thousands {
        let mut grouped = Buffer::default();
        grouped.write_formatted(&whole, &Locale::zh);
        out.push_str(grouped.as_str());
    } else {
        out.push_str(&whole.to_string());
    }
    if decimals > 0 {
        out.push('.');
        out.push_str(&format!("{fraction:0width$}", width = decimals as usize));
    }
}

/// The digits of a whole number with a point before the last `decimals` of them: 5 with two is 0.05.
pub(crate) fn push_digits(number: u64, decimals: u32, out: &mut String) {
    let mut digits = itoa::Buffer::new();
    if decimals == 0 {
        return out.push_str(digits.format(number));
    }
    let written = digits.format(number);
    match written.len().checked_sub(decimals as usize) {
        Some(whole) if whole > 0 => {
            let (whole, fraction) = written.split_at(whole);
            out.push_str(whole);
            out.push('.');
            out.push_str(fraction);
        }
        _ => {
            out.push_str("0.");
            // The one in front keeps the zeros behind the point.
            out.push_str(&digits.format(10_u64.pow(decimals) + number)[1..]);
        }
    }
}

/// Quotient and rest. Most numbers fit into 64 bits, where dividing is several times as fast.
fn divide(number: u128, by: u128) -> (u128, u128) {
    match (u64::try_from(number), u64::try_from(by)) {
        (Ok(number), Ok(by)) => (u128::from(number / by), u128::from(number % by)),
        _ => (number / by, number % by),
    }
}

fn power_of_ten(exponent: u32) -> u128 {
    const POWERS: [u128; 39] = {
        let mut powers = [1; 39];
        let mut at = 1;
        while at < powers.len() {
            powers[at] = powers[at - 1] * 10;
            at += 1;
        }
        powers
    };
    POWERS[exponent as usize]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::figures::amount::{parse_amount, round};

    fn shown(text: &str, decimals: u32, trim: bool) -> String {
        let mut out = String::new();
        print(parse_amount(text).unwrap(), NumberStyle { decimals, trim, thousands: false }, &mut out);
        out
    }

    #[test]
    fn rounding_is_half_away_from_zero_and_happens_once() {
        assert_eq!(shown("62.85", 1, true), "62.9");
        assert_eq!(shown("-0.125", 2, false), "-0.13");
        assert_eq!(shown("101.985", 1, true), "102");
        assert_eq!(shown("101.985", 1, false), "102.0");
        assert_eq!(shown("-0.004", 2, true), "0");
        assert_eq!(shown("0.05", 2, true), "0.05");
    }

    proptest! {
        #[test]
        fn a_ratio_prints_as_its_quotient(part in -99_999_999_i64..99_999_999, whole in 1_i64..99_999_999, a in 0_u32..6, b in 0_u32..6) {
            let (part, whole) = (Decimal::new(part, a), Decimal::new(whole, b));
            for decimals in 0..4 {
                let style = NumberStyle { decimals, trim: decimals % 2 == 0, thousands: false };
                let (mut direct, mut divided) = (String::new(), String::new());
                prop_assert!(print_ratio(part, whole, style, &mut direct));
                print_percent(part / whole, style, &mut divided);
                prop_assert_eq!(direct, divided);
            }
        }
    }

    #[test]
    fn a_small_percentage_shows() {
        let mut out = String::new();
        let style = NumberStyle { decimals: 1, trim: true, thousands: false };
        print_percent(parse_amount("0.000123").unwrap(), style, &mut out);
        assert_eq!(out, "0.01");
    }

    #[test]
    fn thousands_are_separated_in_the_whole_part_only() {
        let mut out = String::new();
        print(
            parse_amount("-1234567.8912").unwrap(),
            NumberStyle { decimals: 4, trim: true, thousands: true },
            &mut out,
        );
        assert_eq!(out, "-1,234,567.8912");
    }

    proptest! {
        /// Decimal's own printing, padded and trimmed, says the same of any number that it can hold.
        #[test]
        fn prints_what_rounding_says(
            low: u32, mid in prop_oneof![Just(0), any::<u32>()], high in prop_oneof![Just(0), any::<u32>()],
            negative: bool, scale in 0..=28_u32, decimals in 0..=6_u32,
        ) {
            let value = Decimal::from_parts(low, mid, high, negative, scale);
            let mut rounded = round(value, decimals);
            if rounded.is_zero() {
                rounded.set_sign_positive(true);
            }
            let style = NumberStyle { decimals, trim: false, thousands: false };
            let (mut padded, mut trimmed) = (String::new(), String::new());
            print(value, style, &mut padded);
            print(value, NumberStyle { trim: true, ..style }, &mut trimmed);
            let mut expected = rounded.to_string();
            if rounded.scale() < decimals {
                expected.push_str(if rounded.scale() == 0 { "." } else { "" });
                expected.extend(std::iter::repeat_n('0', (decimals - rounded.scale()) as usize));
            }
            prop_assert_eq!(padded, expected);
            prop_assert_eq!(trimmed, rounded.normalize().to_string());
        }

        /// A percentage is a hundred times the ratio, rounded once.
        #[test]
        fn percentages_are_hundredfold(part in -9_999_999_i64..=9_999_999, whole in 1_i64..=9_999_999) {
            let ratio = Decimal::new(part, 2) / Decimal::new(whole, 2);
            let style = NumberStyle { decimals: 6, trim: false, thousands: false };
            let (mut percent, mut hundredfold) = (String::new(), String::new());
            print_percent(ratio, style, &mut percent);
            print(ratio * Decimal::ONE_HUNDRED, style, &mut hundredfold);
            prop_assert_eq!(percent, hundredfold);
        }
    }
}
