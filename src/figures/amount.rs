//! Amounts (金额): exact from the file to the page; the one place where figures are rounded and printed.

mod print;

use rust_decimal::{Decimal, RoundingStrategy};

pub(crate) use print::push_digits;
pub use print::{print, print_percent, print_ratio};

/// More digits than any budget has; keeps every sum and product exact in 28 digits.
const MOST_WHOLE_DIGITS: usize = 15;
/// Yuan and fen in 万元 is six places.
pub(crate) const MOST_DECIMALS: usize = 6;

/// Why a text is no amount (金额写法的问题).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AmountFault {
    /// 1,234.50
    Separators,
    /// １２３
    FullWidth,
    /// 593.32万元
    Unit,
    /// 1e3, 0x10
    Notation,
    /// Too many digits.
    TooLong,
    /// Not a number at all.
    NotANumber,
}

/// Read an amount exactly: digits, at most one point, at most one sign.
pub fn parse_amount(text: &str) -> Result<Decimal, AmountFault> {
    if let Some(amount) = short_amount(text.as_bytes()) {
        return Ok(amount);
    }
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !all_digits(whole) || !all_digits(fraction) {
        return Err(why_not(text));
    }
    if whole.trim_start_matches('0').len() > MOST_WHOLE_DIGITS || fraction.len() > MOST_DECIMALS {
        return Err(AmountFault::TooLong);
    }
    if whole.len() > 1 && whole.starts_with('0') {
        return Err(AmountFault::Notation); // 010 is 8 to some readers of YAML and 10 to others
    }
    Decimal::from_str_exact(text).map_err(|_| AmountFault::NotANumber)
}

/// Nearly every amount, in one look: what it is not sure of it leaves to the long way.
fn short_amount(text: &[u8]) -> Option<Decimal> {
    let digits = text.strip_prefix(b"-").unwrap_or(text);
    // So many digits, a point between them, stay below 10^15; 0 and -0 are the long way's.
    if digits.len() > MOST_WHOLE_DIGITS || !digits.first()?.is_ascii_digit() || digits[0] == b'0' {
        return None;
    }
    let (mut number, mut decimals) = (0_i64, None);
    for &byte in digits {
        match (byte, &mut decimals) {
            (b'0'..=b'9', decimals) => {
                number = number * 10 + i64::from(byte - b'0');
                *decimals = decimals.map(|count: u32| count + 1);
            }
            (b'.', decimals @ None) => *decimals = Some(0),
            _ => return None,
        }
    }
    if decimals == Some(0) || decimals > Some(MOST_DECIMALS as u32) {
        return None;
    }
    Some(Decimal::new(if digits.len() < text.len() { -number } else { number }, decimals.unwrap_or(0)))
}

fn why_not(text: &str) -> AmountFault {
    let has = |wanted: &dyn Fn(char) -> bool| text.chars().any(wanted);
    if has(&|c| matches!(c, '０'..='９' | '．' | '－' | '−')) {
        AmountFault::FullWidth
    } else if has(&|c| matches!(c, '元' | '万' | '亿' | '%' | '％' | '¥' | '￥')) {
        AmountFault::Unit
    } else if !has(&|c| !(c.is_ascii_digit() || matches!(c, ',' | '，' | '.' | '-' | ' ' | '_')))
        && has(&|c| c.is_ascii_digit())
    {
        AmountFault::Separators
    } else if text.starts_with(|c: char| c.is_ascii_digit() || c == '.' || c == '+' || c == '-')
        && has(&|c| c.is_ascii_digit())
        && !has(&|c| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '+' | '-')))
    {
        AmountFault::Notation
    } else {
        AmountFault::NotANumber
    }
}

/// How numbers are printed (数字印法), a setting of the house.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NumberStyle {
    /// Places after the point.
    pub decimals: u32,
    /// Drop zeros at the end (24% for 24.0%).
    pub trim: bool,
    /// Separate thousands (1,234.50).
    pub thousands: bool,
}

/// Round half away from zero (四舍五入): 62.85 -> 62.9 with one decimal, as the published reports do
/// (data/reference/SOURCES.md). Every rounding of the program is this one; `print` does the same on digits.
pub fn round(value: Decimal, decimals: u32) -> Decimal {
    value.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_exactly() {
        let exact = |text: &str| parse_amount(text).map(|value| value.to_string());
        assert_eq!(exact("0.1"), Ok("0.1".into()));
        assert_eq!(exact("593.320"), Ok("593.320".into()));
        assert_eq!(exact("12345678901234.56"), Ok("12345678901234.56".into()));
        assert_eq!(exact("-3.05"), Ok("-3.05".into()));
    }

    #[test]
    fn the_short_way_reads_what_the_long_way_reads() {
        let texts = [
            "0",
            "-0",
            "0.5",
            "00",
            "01",
            "7",
            "-7",
            "7.",
            ".7",
            "7.0",
            "-7.10",
            "7.1234567",
            "7.123456",
            "1.2.3",
            "--1",
        ];
        let long = ["123456789012345", "1234567890123.5", "12345678901234.5", "1234567890123456", "1e3", "１", "", "-"];
        for text in texts.iter().chain(&long) {
            if let Some(short) = short_amount(text.as_bytes()) {
                let exact = Decimal::from_str_exact(text).unwrap();
                assert_eq!((short.mantissa(), short.scale()), (exact.mantissa(), exact.scale()), "{text}");
            }
        }
        assert!(
            ["7", "-7.10", "7.123456", "123456789012345"].iter().all(|text| short_amount(text.as_bytes()).is_some())
        );
        assert!(
            ["7.", "0", "-0", "01", "7.1234567", "1.2.3"].iter().all(|text| short_amount(text.as_bytes()).is_none())
        );
    }

    #[test]
    fn other_spellings_are_named() {
        assert_eq!(parse_amount("1e3"), Err(AmountFault::Notation));
        assert_eq!(parse_amount("0x10"), Err(AmountFault::Notation));
        assert_eq!(parse_amount("010"), Err(AmountFault::Notation));
        assert_eq!(parse_amount("1_000"), Err(AmountFault::Separators));
        assert_eq!(parse_amount("1,234.50"), Err(AmountFault::Separators));
        assert_eq!(parse_amount("５９３．３２"), Err(AmountFault::FullWidth));
        assert_eq!(parse_amount("593.32万元"), Err(AmountFault::Unit));
        assert_eq!(parse_amount("12345678901234567.89"), Err(AmountFault::TooLong));
        assert_eq!(parse_amount("no"), Err(AmountFault::NotANumber));
        assert_eq!(parse_amount(""), Err(AmountFault::NotANumber));
        assert_eq!(parse_amount("-"), Err(AmountFault::NotANumber));
    }
}
