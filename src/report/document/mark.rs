//! Number marks (编号) at the head of a line: 第三部分, 一、, （一）, 1.

use super::Clean;
use crate::phrase::numerals::read_ordinal;

/// How a line is numbered (编号).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::report) enum Mark {
    /// Not at all.
    None,
    /// 第三部分.
    Part(usize),
    /// 一、
    Section(usize),
    /// （一）
    Inner(usize),
    /// 1. or 1、
    Item(usize),
}

/// The mark at the head of a line, and how many bytes of its text it takes.
pub(in crate::report) fn mark(clean: &Clean) -> (Mark, usize) {
    let text = clean.text();
    part(text).or_else(|| section(text)).or_else(|| inner(text)).or_else(|| item(clean)).unwrap_or((Mark::None, 0))
}

fn part(text: &str) -> Option<(Mark, usize)> {
    let after = text.strip_prefix('第')?;
    let (number, length) = read_ordinal(after).or_else(|| digits(after))?;
    let rest = after[length..].strip_prefix("部分")?;
    let rest = rest.strip_prefix(['：', '、', ':', '.']).unwrap_or(rest);
    Some((Mark::Part(number), text.len() - rest.len()))
}

fn section(text: &str) -> Option<(Mark, usize)> {
    let (number, length) = read_ordinal(text)?;
    let rest = text[length..].strip_prefix(['、', '.'])?;
    Some((Mark::Section(number), text.len() - rest.len()))
}

fn inner(text: &str) -> Option<(Mark, usize)> {
    let after = text.strip_prefix('（')?;
    let (number, length) = read_ordinal(after)?;
    let rest = after[length..].strip_prefix('）')?;
    let rest = rest.strip_prefix('、').unwrap_or(rest);
    Some((Mark::Inner(number), text.len() - rest.len()))
}

fn item(clean: &Clean) -> Option<(Mark, usize)> {
    let text = clean.text();
    let (number, length) = digits(text)?;
    let rest = text[length..].strip_prefix(['、', '.'])?;
    let end = text.len() - rest.len();
    // 1.5 is a figure; 1. 5 is an item that begins with one.
    let decimal = text[length..].starts_with('.')
        && rest.starts_with(|c: char| c.is_ascii_digit())
        && clean.place(end - 1..end).end == clean.place(end..end + 1).start;
    (!decimal).then_some((Mark::Item(number), end))
}

/// A number of at most three digits: a year numbers no list.
fn digits(text: &str) -> Option<(usize, usize)> {
    let length = text.bytes().take(4).take_while(u8::is_ascii_digit).count();
    (length < 4).then(|| text[..length].parse().ok().map(|number| (number, length))).flatten()
}

#[cfg(test)]
mod tests {
    use super::{Mark::*, *};
    use crate::source::Source;

    fn of(text: &str) -> (Mark, String) {
        let clean = Clean::of(&Source::new("t", text), 0..text.len());
        let (mark, length) = mark(&clean);
        (mark, clean.text()[length..].to_owned())
    }

    #[test]
    fn marks_of_every_kind() {
        for (text, mark, rest) in [
            ("第 三 部分 说明", Part(3), "说明"),
            ("第3部分：说明", Part(3), "说明"),
            ("十一、其他", Section(11), "其他"),
            ("一.收入", Section(1), "收入"),
            ("( 二 ) 结构", Inner(2), "结构"),
            ("12. 住房", Item(12), "住房"),
            (r"1\. 5 个", Item(1), "5个"),
            ("1、甲", Item(1), "甲"),
        ] {
            assert_eq!(of(text), (mark, rest.to_owned()), "{text}");
        }
    }

    #[test]
    fn text_is_no_mark() {
        for text in ["", "1.5 万元", "2024、2025", "一般公共", "（项）", "第一", "第二季度", "一二、甲", "12"]
        {
            assert_eq!(of(text).0, None, "{text}");
        }
    }
}
