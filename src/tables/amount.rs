//! The exact number of a cell (单元格的数): what the sheet shows, never a sum of floating points.

use rust_decimal::Decimal;

use super::sheet::Cell;
use crate::figures::{amount::round, parse_amount};

/// Digits that a spreadsheet keeps of a number; what it stores behind them is dust of its own arithmetic.
const EXACT_DIGITS: usize = 15;

/// The decimal that a stored number stands for, by the decimals its format shows (none: as many as it has).
///
/// A spreadsheet computes with binary fractions and stores 593.3200000000001 for what everybody sees as 593.32. The
/// shortest text of the stored number, rounded to the fifteen digits that spreadsheets themselves honour, is what was
/// meant; where the format shows fewer decimals than that, the shown number is what the table says.
pub fn stored_number(shortest: &str, decimals: Option<u32>) -> Option<Cell> {
    let exact = fifteen_digits(shortest)?;
    let shown = decimals.map_or(exact, |decimals| round(exact, decimals)).normalize();
    let stored = (shown != exact).then(|| exact.to_string());
    Some(Cell::Number { shown, stored })
}

/// A number to fifteen digits.
fn fifteen_digits(shortest: &str) -> Option<Decimal> {
    let digits = shortest.trim_start_matches('-');
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let whole = whole.trim_start_matches('0').len();
    let leading = if whole == 0 { fraction.len() - fraction.trim_start_matches('0').len() } else { 0 };
    let places = u32::try_from((EXACT_DIGITS + leading).checked_sub(whole)?).ok()?;
    // Behind the 28th decimal, where a decimal ends, there is nothing but dust.
    let end = shortest.find('.').map_or(shortest.len(), |point| shortest.len().min(point + 29 - whole));
    Some(round(Decimal::from_str_exact(shortest.get(..end)?).ok()?, places.min(28)).normalize())
}

/// How many decimals a number format shows: 0.00 and #,##0.00_ two, 0 none at all, General as many as there are.
pub fn shown_decimals(format: &str) -> Option<u32> {
    let format = without_words(format.split(';').next().unwrap_or_default());
    let digits = |c: char| matches!(c, '0' | '#' | '?');
    if !format.contains(digits) || format.contains(['%', 'E', '/', 'y', 'd']) {
        return None;
    }
    let fraction = format.split_once('.').map_or("", |(_, fraction)| fraction);
    u32::try_from(fraction.chars().take_while(|&c| digits(c)).count()).ok()
}

/// A format without [colours] and "words".
fn without_words(format: &str) -> String {
    let mut end = None;
    let mut keep = |c: char| match end {
        Some(close) => {
            end = (c != close).then_some(close);
            false
        }
        None => {
            end = match c {
                '[' => Some(']'),
                '"' => Some('"'),
                _ => None,
            };
            end.is_none()
        }
    };
    format.chars().filter(|&c| keep(c)).collect()
}

/// Why a cell gives no number (不是数).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoNumber {
    /// Nothing there, or the dash that officers put for nothing.
    Blank,
    /// A formula without its value.
    Uncomputed,
    /// Words, an error, a date.
    Words(String),
}

/// The number in a cell.
pub fn number(cell: Option<&Cell>) -> Result<Decimal, NoNumber> {
    match cell {
        None => Err(NoNumber::Blank),
        Some(Cell::Number { shown, .. }) => Ok(*shown),
        Some(Cell::Text(text)) => typed_number(text),
        Some(Cell::Fault(fault)) => Err(NoNumber::Words(fault.clone())),
        Some(Cell::Uncomputed) => Err(NoNumber::Uncomputed),
        Some(Cell::Other) => Err(NoNumber::Words("日期或真假值".to_owned())),
    }
}

/// A number that was typed as text: full width, separated in threes, or a dash for nothing.
fn typed_number(text: &str) -> Result<Decimal, NoNumber> {
    let half: String = text.chars().filter(|c| !c.is_whitespace()).map(half_width).collect();
    if half.chars().all(|c| matches!(c, '-' | '/')) {
        return Err(NoNumber::Blank);
    }
    let plain = if half.contains(',') { unseparated(&half) } else { Some(half) };
    plain.and_then(|plain| parse_amount(&plain).ok()).ok_or_else(|| NoNumber::Words(text.trim().to_owned()))
}

/// 1,234.50 -> 1234.50, if the separators stand where they must.
fn unseparated(text: &str) -> Option<String> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let mut groups = whole.trim_start_matches('-').split(',');
    let first = groups.next()?;
    let right = (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3) && !fraction.contains(',');
    right.then(|| text.replace(',', ""))
}

/// A character in its half width, every dash as one.
pub fn half_width(c: char) -> char {
    match c {
        '！'..='～' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        '　' => ' ',
        '—' | '–' | '−' | '─' | '―' | '‐' | '‑' | '━' => '-',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stored(value: &str, decimals: Option<u32>) -> (String, Option<String>) {
        match stored_number(value, decimals) {
            Some(Cell::Number { shown, stored }) => (shown.to_string(), stored),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_dust_of_binary_arithmetic_is_gone() {
        assert_eq!(stored("593.3200000000001", None), ("593.32".into(), None));
        assert_eq!(stored("593.3199999999999", Some(2)), ("593.32".into(), None));
        assert_eq!(stored("0.30000000000000004", None), ("0.3".into(), None));
        assert_eq!(stored("-0.0000123", None), ("-0.0000123".into(), None));
        assert_eq!(stored("12345678901234.5", None), ("12345678901234.5".into(), None));
        assert_eq!(stored("0.00000000000000000000000000000000012", None), ("0".into(), None));
        assert_eq!(stored("0", Some(2)), ("0".into(), None));
    }

    #[test]
    fn what_the_format_hides_is_told() {
        assert_eq!(stored("36.2149", Some(2)), ("36.21".into(), Some("36.2149".into())));
        assert_eq!(stored("62.85", Some(1)), ("62.9".into(), Some("62.85".into())));
        for odd in ["NaN", "inf", "1000000000000000000000", "-", ""] {
            assert_eq!(stored_number(odd, None), None, "{odd}");
        }
    }

    #[test]
    fn formats_say_how_many_decimals_they_show() {
        assert_eq!(shown_decimals("0.00"), Some(2));
        assert_eq!(shown_decimals("#,##0.00_ "), Some(2));
        assert_eq!(shown_decimals("_ * #,##0.00_ ;_ * -#,##0.00_ "), Some(2));
        assert_eq!(shown_decimals("0"), Some(0));
        assert_eq!(shown_decimals("[Red]0.00\"元\""), Some(2));
        assert_eq!(shown_decimals("General"), None);
        assert_eq!(shown_decimals("@"), None);
        assert_eq!(shown_decimals("yyyy-mm-dd"), None);
    }

    #[test]
    fn typed_numbers_are_read_or_refused() {
        let typed = |text: &str| typed_number(text).map(|value| value.to_string());
        assert_eq!(typed("1,234.50"), Ok("1234.50".into()));
        assert_eq!(typed("１２．３４ "), Ok("12.34".into()));
        assert_eq!(typed("－0.5"), Ok("-0.5".into()));
        assert_eq!(typed("——"), Err(NoNumber::Blank));
        assert_eq!(typed(" "), Err(NoNumber::Blank));
        for odd in ["12,34.5", "1,2345", "12万元", "约12", "1 2 3x", "12.5%"] {
            assert_eq!(typed(odd), Err(NoNumber::Words(odd.into())));
        }
    }
}
