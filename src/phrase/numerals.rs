//! Numbers of lists and sections (序号): 1 2 3, or 一 二 三.

use rust_decimal::Decimal;

use super::slot::DATE_UNITS;
use crate::figures::amount::push_digits;

const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];

/// 1, 2, 3 or 一, 二, 三 … 九十九; no list of a report is longer in Chinese numerals.
pub(crate) fn push_ordinal(number: usize, chinese: bool, out: &mut String) {
    if chinese && (1..100).contains(&number) {
        if number >= 20 {
            out.push_str(DIGITS[number / 10]);
        }
        if number >= 10 {
            out.push('十');
        }
        out.push_str(DIGITS[number % 10]);
        return;
    }
    push_digits(number as u64, 0, out);
}

/// What stands for nought in a year; the first is the usual one.
const NOUGHTS: [char; 3] = ['〇', '○', '零'];

/// 2024 as 二〇二四, with the nought that `like` has.
pub(crate) fn push_year(year: u16, like: &str, out: &mut String) {
    let nought = like.chars().find(|c| NOUGHTS.contains(c)).unwrap_or(NOUGHTS[0]);
    for digit in year.to_string().bytes().map(|digit| usize::from(digit - b'0')) {
        if digit == 0 { out.push(nought) } else { out.push_str(DIGITS[digit]) }
    }
}

/// Does it stand in a date: 2024年10月9日, 二〇二四年十月?
pub(crate) fn is_of_date(c: char) -> bool {
    c.is_ascii_digit() || is_numeral(c) || NOUGHTS.contains(&c) || DATE_UNITS.contains(&c)
}

/// The year of four digits like 二〇二四 at the head of a text, and how many bytes it takes.
pub(crate) fn read_year(text: &str) -> Option<(u16, usize)> {
    let (mut year, mut length) = (0, 0);
    for c in text.chars().take(4) {
        let nought = NOUGHTS.contains(&c).then_some(0);
        let digit = nought.or_else(|| (1..10).find(|&digit| DIGITS[digit].starts_with(c)))?;
        year = year * 10 + digit as u16;
        length += c.len_utf8();
    }
    (year >= 1000).then_some((year, length))
}

/// The Chinese number from 一 to 九十九 at the head of a text, and how many bytes it takes.
pub(crate) fn read_ordinal(text: &str) -> Option<(usize, usize)> {
    let digit = |at: usize| {
        let c = text[at..].chars().next()?;
        (1..10).find(|&digit| DIGITS[digit].starts_with(c)).map(|digit| (digit, at + c.len_utf8()))
    };
    let (tens, at) = digit(0).unwrap_or((1, 0));
    let number = match text[at..].strip_prefix('十') {
        Some(rest) => digit(text.len() - rest.len())
            .map_or((tens * 10, text.len() - rest.len()), |(units, end)| (tens * 10 + units, end)),
        None if at > 0 => (tens, at),
        None => return None,
    };
    // 一二、 is no number.
    (!text[number.1..].starts_with(is_numeral)).then_some(number)
}

const LARGE: &str = "万亿";

/// How many bytes an amount like 六万一千二百元 takes at the head of a text, in whatever unit of 元.
pub(crate) fn amount_length(text: &str) -> Option<usize> {
    let behind = text.trim_start_matches(|c| begins_amount(c) || LARGE.contains(c));
    let length = text.len() - behind.len();
    (text.starts_with(begins_amount) && behind.starts_with('元')).then(|| length + '元'.len_utf8())
}

/// What an amount in Chinese numerals is worth in yuan, at the head of a text and in whatever unit of 元, and how many
/// bytes it takes: 二百零一点三七万元, 贰佰零壹万叁仟柒佰元.
pub(crate) fn amount_at_head(text: &str) -> Option<(Decimal, usize)> {
    if !text.starts_with(begins_amount) {
        return None;
    }
    // What is closed by 万 or 亿, what is open before it, and the digits that nothing has weighed yet.
    let (mut closed, mut open, mut digits) = (Decimal::ZERO, Decimal::ZERO, None::<Decimal>);
    let mut place = None;
    for (at, c) in text.char_indices() {
        let weighs = LARGE.contains(c) || c == '元';
        // Behind the point there is a digit.
        if weighs && place == Some(Decimal::ONE) {
            return None;
        }
        if let Some(digit) = digit(c) {
            let digit = Decimal::from(digit);
            digits = Some(match &mut place {
                // Behind the point each is a tenth of the one before.
                Some(place) => {
                    *place = Decimal::checked_div(*place, Decimal::TEN)?;
                    digits?.checked_add(digit.checked_mul(*place)?)?
                }
                None => digits.unwrap_or_default().checked_mul(Decimal::TEN)?.checked_add(digit)?,
            });
        } else if c == '点' && place.is_none() && digits.is_some() {
            place = Some(Decimal::ONE);
        } else if let Some(weight) = SMALL.iter().position(|names| names.contains(c)).filter(|_| place.is_none()) {
            let weight = Decimal::from(10_u32.pow(weight as u32 + 1));
            // 零十 is no number, 十 alone is ten.
            open = open
                .checked_add(digits.take().filter(|it| !it.is_zero()).unwrap_or(Decimal::ONE).checked_mul(weight)?)?;
        } else if let Some(weight) = [('万', 10_000_u32), ('亿', 100_000_000)].iter().find(|(name, _)| *name == c) {
            let all = open.checked_add(digits.take().unwrap_or_default())?;
            closed = closed.checked_add(all.checked_mul(Decimal::from(weight.1))?)?;
            open = Decimal::ZERO;
        } else if c == '元' {
            let all = closed.checked_add(open)?.checked_add(digits.unwrap_or_default())?;
            return Some((all, at + c.len_utf8()));
        } else {
            return None;
        }
    }
    None
}

/// May an amount in Chinese numerals begin with it, or go on? Whole texts are asked letter by letter. The last are those of
/// cheques.
pub(crate) fn begins_amount(c: char) -> bool {
    matches!(
        c,
        '一' | '二'
            | '两'
            | '三'
            | '四'
            | '五'
            | '六'
            | '七'
            | '八'
            | '九'
            | '十'
            | '百'
            | '千'
            | '零'
            | '〇'
            | '○'
    ) || matches!(c, '壹' | '贰' | '叁' | '肆' | '伍' | '陆' | '柒' | '捌' | '玖' | '拾' | '佰' | '仟')
}

/// 十, 百 and 千, of either kind.
const SMALL: [&str; 3] = ["十拾", "百佰", "千仟"];

fn digit(c: char) -> Option<usize> {
    const OTHERS: [&str; 10] = ["零〇○", "壹", "贰两", "叁", "肆", "伍", "陆", "柒", "捌", "玖"];
    (0..10).find(|&digit| OTHERS[digit].contains(c) || DIGITS[digit].starts_with(c))
}

/// Is it one of 一 to 十?
pub(crate) fn is_numeral(c: char) -> bool {
    "一二三四五六七八九十".contains(c)
}

#[cfg(test)]
mod tests {
    #[test]
    fn ordinals_in_both_scripts() {
        let written = |number, chinese| {
            let mut out = String::new();
            super::push_ordinal(number, chinese, &mut out);
            out
        };
        assert_eq!(
            (written(3, true), written(10, true), written(21, true)),
            ("三".into(), "十".into(), "二十一".into())
        );
        assert_eq!(
            (written(0, false), written(12, false), written(2023, false)),
            ("0".into(), "12".into(), "2023".into())
        );
    }

    #[test]
    fn amounts_in_chinese_numerals_are_whole() {
        for whole in ["六万元", "两万元", "六万一千二百元", "一百九十六万元", "二十元", "陆仟元"]
        {
            assert_eq!(super::amount_length(&format!("{whole}整")), Some(whole.len()), "{whole}");
        }
        for none in ["万元", "元", "四十五天", "6万元", "十五", ""] {
            assert_eq!(super::amount_length(none), None, "{none}");
        }
    }

    #[test]
    fn amounts_in_chinese_numerals_are_worth_something() {
        for (text, yuan, length) in [
            ("六万元整", "60000", 3),
            ("二百零一点三七万元", "2013700", 9),
            ("二〇一点三七万元", "2013700", 8),
            ("贰佰零壹万叁仟柒佰元整", "2013700", 10),
            ("一亿二千万元", "120000000", 6),
            ("十二元", "12", 3),
            ("两百元", "200", 3),
        ] {
            let read = super::amount_at_head(text).map(|(value, length)| (value.normalize().to_string(), length));
            assert_eq!(read, Some((yuan.to_owned(), length * '元'.len_utf8())), "{text}");
        }
        for none in ["万元", "元", "四十五天", "6万元", "十五", "", "一点元点元", "点五元"] {
            assert_eq!(super::amount_at_head(none), None, "{none}");
        }
        assert_eq!(super::amount_at_head(&format!("{}元", "九".repeat(400))), None);
    }

    #[test]
    fn every_chinese_ordinal_is_read_as_it_is_written() {
        for number in 1..100 {
            let mut out = String::new();
            super::push_ordinal(number, true, &mut out);
            assert_eq!(super::read_ordinal(&format!("{out}、")), Some((number, out.len())));
        }
        for none in ["", "、", "一二、", "百", "十十", "5"] {
            assert_eq!(super::read_ordinal(none), None, "{none}");
        }
    }
}
