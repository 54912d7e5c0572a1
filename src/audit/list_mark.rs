//! The marks before sections, headings and items (序号): 一、 （一） 1. （1） 1）.

/// Which kind of mark, from the outside in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    /// 一、
    Section,
    /// （一）
    Heading,
    /// 1. or 1、
    Item,
    /// （1）
    Inner,
    /// 1）
    Innermost,
}

/// A mark at the beginning of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    pub level: Level,
    pub number: usize,
    /// Is it 1., not 1、?
    pub dotted: bool,
    /// Behind the mark.
    pub end: usize,
}

/// The mark that a line begins with.
pub(super) fn mark(text: &str) -> Option<Mark> {
    let (inside, open) = text.strip_prefix('（').map_or((text, false), |rest| (rest, true));
    let digits = inside.find(|c: char| !c.is_ascii_digit()).unwrap_or(inside.len());
    let (number, length) = match digits {
        0 => chinese(inside)?,
        1..=4 => (inside[..digits].parse().ok()?, digits),
        _ => return None,
    };
    let behind = &inside[length..];
    let close = behind.chars().next()?;
    let level = match (open, digits > 0, close) {
        (true, false, '）') => Level::Heading,
        (true, true, '）') => Level::Inner,
        (false, true, '）') => Level::Innermost,
        (false, false, '、') => Level::Section,
        // 1.5 is a number.
        (false, true, '.' | '、') if !behind[close.len_utf8()..].starts_with(|c: char| c.is_ascii_digit()) => {
            Level::Item
        }
        _ => return None,
    };
    let dotted = close == '.';
    Some(Mark { level, number, dotted, end: text.len() - behind.len() + close.len_utf8() })
}

/// 一 to 九十九, and how many bytes they take.
fn chinese(text: &str) -> Option<(usize, usize)> {
    const DIGITS: &str = "一二三四五六七八九";
    let value = |c: char| DIGITS.chars().position(|digit| digit == c).map(|place| place + 1);
    let length = text.find(|c| c != '十' && value(c).is_none()).unwrap_or(text.len());
    let number = match text[..length].split_once('十') {
        None => one(&text[..length], value)?,
        Some((tens, ones)) => {
            let part = |text: &str, none| if text.is_empty() { Some(none) } else { one(text, value) };
            part(tens, 1)? * 10 + part(ones, 0)?
        }
    };
    Some((number, length))
}

fn one(text: &str, value: impl Fn(char) -> Option<usize>) -> Option<usize> {
    let mut chars = text.chars();
    let number = value(chars.next()?)?;
    chars.next().is_none().then_some(number)
}

/// 一 to 九十九, as a report prints them.
pub(super) fn chinese_number(number: usize) -> String {
    let digit = |digit: usize| "一二三四五六七八九".chars().nth(digit.wrapping_sub(1)).map(String::from);
    let tens = match number / 10 {
        0 => String::new(),
        1 => "十".to_owned(),
        tens => digit(tens).unwrap_or_default() + "十",
    };
    tens + &digit(number % 10).unwrap_or_default()
}

/// A mark as a report prints it.
pub(super) fn printed(level: Level, number: usize) -> String {
    match level {
        Level::Section => chinese_number(number),
        Level::Heading => format!("（{}）", chinese_number(number)),
        Level::Item => number.to_string(),
        Level::Inner => format!("（{number}）"),
        Level::Innermost => format!("{number}）"),
    }
}

#[cfg(test)]
mod tests {
    use super::{Level, chinese_number, mark};

    #[test]
    fn marks_are_told_from_numbers() {
        let read = |text| mark(text).map(|mark| (mark.level, mark.number, mark.end));
        assert_eq!(read("十一、其他"), Some((Level::Section, 11, 9)));
        assert_eq!(read("（二十）政府"), Some((Level::Heading, 20, 12)));
        assert_eq!(read("1.一般"), Some((Level::Item, 1, 2)));
        assert_eq!(read("12、一般"), Some((Level::Item, 12, 5)));
        assert_eq!(read("（3）一般"), Some((Level::Inner, 3, 7)));
        for number in ["1.5万元", "2023年度", "一般公共", "（类）", "", "十十、", "（1", "1、2项"] {
            assert_eq!(read(number), None, "{number}");
        }
        assert_eq!((chinese_number(10), chinese_number(42)), ("十".to_owned(), "四十二".to_owned()));
    }
}
