//! Numbers as people write them (手写的数): in digits of either width, with separators or noughts, in Chinese numerals.

use ahash::AHashSet;
use rust_decimal::Decimal;

use super::words;
use crate::{
    figures::parse_amount,
    phrase::numerals::{amount_at_head, begins_amount},
    report::is_blank,
};

/// A number that stands in a text (写下的数).
#[derive(Clone)]
pub(in crate::revise) struct Written {
    value: Decimal,
    kind: Kind,
    /// Is there a decimal point in it?
    pointed: bool,
    /// How many bytes it takes, with what says of what it is.
    pub length: usize,
}

/// What a number is of.
#[derive(Clone, Copy)]
enum Kind {
    /// Money, of so many yuan.
    Money(Decimal),
    Percent,
    /// The text does not say.
    Bare,
}

impl Written {
    /// The number at the head of a text.
    pub fn at_head(text: &str) -> Option<Written> {
        if let Some((value, length)) = amount_at_head(text) {
            return Some(Written { value, kind: Kind::Money(Decimal::ONE), pointed: false, length });
        }
        let (digits, length) = digits(text);
        let value = parse_amount(&digits).ok()?;
        let behind = text[length..].trim_start_matches(is_blank);
        let (kind, unit) = if behind.starts_with(['%', '％']) {
            (Kind::Percent, behind.chars().next().map_or(0, char::len_utf8))
        } else {
            let unit = words().money_units.iter().find(|unit| behind.starts_with(unit.as_str()));
            unit.and_then(|unit| Some((Kind::Money(super::unit(unit)?), unit.len()))).unwrap_or((Kind::Bare, 0))
        };
        let length = if unit > 0 { text.len() - behind.len() + unit } else { length };
        Some(Written { value, kind, pointed: digits.contains('.'), length })
    }

    /// May a number begin with it that is not in plain digits?
    pub fn begins_with(c: char) -> bool {
        narrow(c) != c || begins_amount(c)
    }

    /// In yuan, if it says that it is money.
    fn yuan(&self) -> Option<Decimal> {
        match self.kind {
            Kind::Money(unit) => self.value.checked_mul(unit),
            _ => None,
        }
    }

    /// Is it a percentage, or printed with a decimal point? Round amounts may well come again.
    pub fn is_exact(&self) -> bool {
        self.pointed || matches!(self.kind, Kind::Percent)
    }

    /// Is it one that hardly comes again by chance: with a point, or of three digits and more before its noughts?
    pub fn is_particular(&self) -> bool {
        let digits = self.value.normalize().mantissa().unsigned_abs().to_string();
        self.pointed || digits.trim_end_matches('0').len() > 2
    }
}

/// The digits at the head of a text, narrow and without separators, and how many bytes they take.
fn digits(text: &str) -> (String, usize) {
    letters(text).fold((String::new(), 0), |(mut found, _), (c, end)| {
        found.extend(c);
        (found, end)
    })
}

/// The letters of the number in digits at the head of a text, narrow, none for a separator, and where each ends.
fn letters(text: &str) -> impl Iterator<Item = (Option<char>, usize)> {
    let mut letters = text.char_indices().filter(|(_, c)| !is_blank(*c) || *c == '\n').peekable();
    let mut digits = false;
    std::iter::from_fn(move || {
        let (at, c) = letters.next()?;
        let is_next = |letters: &mut std::iter::Peekable<_>| {
            letters.peek().is_some_and(|&(_, next): &(usize, char)| narrow(next).is_ascii_digit())
        };
        let letter = match narrow(c) {
            '-' if !digits => Some('-'),
            '.' if digits && is_next(&mut letters) => Some('.'),
            ',' if digits && is_next(&mut letters) => None,
            digit if digit.is_ascii_digit() => Some(digit),
            _ => return None,
        };
        digits = true;
        Some((letter, at + c.len_utf8()))
    })
}

/// The digits at the head of a text without the noughts before and behind them, which are the same in every unit, and how
/// many bytes the number takes.
fn telling(text: &str) -> (u64, usize) {
    let (mut telling, mut noughts, mut length) = (0_u64, 1_u64, 0);
    for (c, end) in letters(text) {
        length = end;
        match c.and_then(|c| c.to_digit(10)) {
            Some(0) => noughts = noughts.wrapping_mul(10),
            Some(digit) => {
                telling = telling.wrapping_mul(noughts).wrapping_mul(10).wrapping_add(digit.into());
                noughts = 1;
            }
            None => {}
        }
    }
    (telling, length)
}

/// Digits and points of full width as narrow ones.
pub(super) fn narrow(c: char) -> char {
    match c {
        '０'..='９' => char::from_u32(u32::from(c) - u32::from('０') + u32::from('0')).unwrap_or(c),
        '．' => '.',
        '－' => '-',
        _ => c,
    }
}

/// Numbers, to be found whatever their writing (一批数).
#[derive(Default)]
pub(in crate::revise) struct Numbers {
    yuan: AHashSet<Decimal>,
    percents: AHashSet<Decimal>,
    /// All but percentages, as they are printed.
    printed: AHashSet<Decimal>,
    /// The digits of all.
    telling: AHashSet<u64>,
}

impl Numbers {
    pub fn is_empty(&self) -> bool {
        self.printed.is_empty() && self.percents.is_empty()
    }

    /// The number at the head of a text, if it may be one of them, and how many bytes it takes whatever it is: most numbers
    /// of a text are none of them, and only looked at.
    pub fn like(&self, text: &str) -> (Option<Written>, usize) {
        let (telling, length) = telling(text);
        let number = if length == 0 || self.telling.contains(&telling) { Written::at_head(text) } else { None };
        let length = number.as_ref().map_or(length, |number| number.length);
        (number, length)
    }

    /// Is it one of them, as far as its writing says?
    pub fn hold(&self, number: &Written) -> bool {
        match number.kind {
            Kind::Money(_) => number.yuan().is_some_and(|yuan| self.yuan.contains(&yuan)),
            Kind::Percent => self.percents.contains(&number.value),
            Kind::Bare => self.printed.contains(&number.value),
        }
    }

    /// May it be one of them, were its unit wrong or left out?
    pub fn may_hold(&self, number: &Written) -> bool {
        self.hold(number) || !matches!(number.kind, Kind::Percent) && self.printed.contains(&number.value)
    }
}

impl FromIterator<Written> for Numbers {
    fn from_iter<T: IntoIterator<Item = Written>>(numbers: T) -> Numbers {
        let mut all = Numbers::default();
        for number in numbers {
            match number.kind {
                Kind::Percent => all.percents.insert(number.value),
                _ => all.printed.insert(number.value),
            };
            all.yuan.extend(number.yuan());
            all.telling.insert(telling(&number.value.to_string()).0);
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_is_known_in_any_writing() {
        let numbers: Numbers =
            ["201.37万元", "71.8%", "12.50平方米"].into_iter().filter_map(Written::at_head).collect();
        let held = |text: &str| Written::at_head(text).is_some_and(|number| numbers.hold(&number));
        for same in [
            "201.37万元，",
            "２０１．３７万元",
            "201．37 万元",
            "2,013,700.00元",
            "201.370万元",
            "2013700元",
            "201.37",
            "二百零一点三七万元",
            "贰佰零壹万叁仟柒佰元整",
            "71.80%",
            "７１．８％",
            "12.5平方米",
        ] {
            assert!(held(same), "{same}");
        }
        for other in ["201.37元", "201.38万元", "201.37%", "71.8万元", "201.37.1万元", "二百零一万元", "元", ""]
        {
            assert!(!held(other), "{other}");
        }
    }

    #[test]
    fn round_amounts_come_again() {
        let particular = |text: &str| Written::at_head(text).is_some_and(|number| number.is_particular());
        assert!(particular("2013700元") && particular("0.5万元") && particular("二百零一点三七万元"));
        assert!(!particular("5000元") && !particular("五千元") && !particular("20万元"));
    }
}
