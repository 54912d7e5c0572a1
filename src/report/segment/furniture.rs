//! What a page has around its text (页码、页眉): page numbers and headings repeated on every page.

use std::collections::HashMap;

use super::lines::Line;
use crate::report::document::{clean::is_blank, mark::Mark};

/// Whether a line belongs to the page and not to the text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Furniture {
    /// It is text.
    #[default]
    No,
    /// It is a bare number: a page number between sentences, a cell in a table.
    Number,
    /// It is a row of a table, known for certain.
    Row,
    /// It is none of the text.
    Page,
}

impl Furniture {
    /// Does it belong to no sentence?
    pub fn in_prose(self) -> bool {
        self != Furniture::No
    }
}

/// What a number in the text may count; a page number stands before no such word.
const UNITS: &str = "万亿元%％个项辆台套人次批年月日岁名件平公里户处所家张，。、；";

/// How often a line has to stand at the edge of a page to be a repeated heading.
const REPEATED: usize = 3;

/// Mark the lines that belong to the page.
pub fn find(lines: &mut [Line]) {
    let plain = lines.iter().enumerate().filter(|(_, line)| line.furniture != Furniture::Row);
    let numbers: Vec<(usize, PageNumber)> =
        plain.filter_map(|(at, line)| Some((at, whole_page_number(line)?))).collect();
    let follows = |a: &PageNumber, b: &PageNumber| b.value > a.value && b.value - a.value <= 2;
    for (index, (at, number)) in numbers.iter().enumerate() {
        let counted = index.checked_sub(1).is_some_and(|before| follows(&numbers[before].1, number))
            || numbers.get(index + 1).is_some_and(|(_, after)| follows(number, after));
        let next = lines.get(at + 1);
        let page_edge = lines[*at].page_top && *at > 0 || next.is_some_and(|next| next.page_top);
        let counts = next.is_some_and(|next| next.text.starts_with(|c| UNITS.contains(c)));
        lines[*at].furniture = match number.plain {
            false => Furniture::Page,
            true if page_edge => Furniture::Page,
            true if counts && !counted => Furniture::No,
            true => Furniture::Number,
        };
    }
    repeated_headings(lines);
}

/// A heading repeated on every page stands where pages meet, and says no sentence.
fn repeated_headings(lines: &mut [Line]) {
    let page = |line: Option<&Line>| line.is_none_or(|line| !matches!(line.furniture, Furniture::No | Furniture::Row));
    let at_edge = |lines: &[Line], at: usize| {
        let (before, after) = (at.checked_sub(1).map(|before| &lines[before]), lines.get(at + 1));
        let edge = lines[at].page_top || after.is_some_and(|after| after.page_top) || page(before) || page(after);
        edge && !lines[at].furniture.in_prose()
            && matches!(lines[at].mark.0, Mark::None | Mark::Part(_))
            && lines[at].length <= 60
            && !lines[at].text.contains(['。', '，', '；', '：'])
    };
    let mut times: HashMap<&str, usize> = HashMap::new();
    for at in (0..lines.len()).filter(|&at| at_edge(lines, at)) {
        *times.entry(&lines[at].text).or_default() += 1;
    }
    times.retain(|_, times| *times >= REPEATED);
    if times.is_empty() {
        return;
    }
    // The first one may be the heading itself.
    let mut first: HashMap<&str, usize> = HashMap::new();
    for (at, line) in lines.iter().enumerate().filter(|(_, line)| times.contains_key(line.text.as_str())) {
        first.entry(&line.text).or_insert(at);
    }
    let repeated: Vec<usize> = (0..lines.len())
        .filter(|&at| at_edge(lines, at) && times.contains_key(lines[at].text.as_str()))
        .filter(|&at| first.get(lines[at].text.as_str()) != Some(&at))
        .collect();
    for at in repeated {
        lines[at].furniture = Furniture::Page;
    }
}

/// A page number (页码).
#[derive(Debug, PartialEq, Eq)]
pub struct PageNumber {
    value: u32,
    /// Does it stand without dashes or words around it?
    plain: bool,
}

fn whole_page_number(line: &Line) -> Option<PageNumber> {
    if line.length > 24 || line.hashes > 0 || line.bullet {
        return None;
    }
    page_number(&line.text)
}

/// 12, — 12 —, 第12页, 第 12 页 共 30 页, 12/30.
pub fn page_number(content: &str) -> Option<PageNumber> {
    // Nothing longer is one, and a long line is not worth a copy.
    let dash = |c: char| "-—–－―─~～·•".contains(c);
    if content.len() > 96 || !content.starts_with(|c: char| c == '第' || c.is_ascii_digit() || dash(c)) {
        return None;
    }
    let text: String = content.chars().filter(|&c| !is_blank(c)).collect();
    let bare = text.trim_matches(dash);
    let dashed = text.starts_with(dash) && text.ends_with(dash);
    if !dashed && bare.len() < text.len() {
        return None;
    }
    let inner = bare.strip_prefix('第').and_then(|bare| bare.split_once('页'));
    let (first, rest) = match inner {
        Some((first, rest)) => (first, rest.trim_start_matches(['，', ',', '/'])),
        None => bare.split_at(bare.find(|c: char| !c.is_ascii_digit()).unwrap_or(bare.len())),
    };
    let number = |text: &str| text.bytes().all(|c| c.is_ascii_digit()).then(|| text.parse().ok()).flatten();
    let value = number(first).filter(|_| first.len() <= 4)?;
    let total = |rest: &str| {
        let rest = rest.strip_prefix('共').and_then(|rest| rest.strip_suffix('页')).or(rest.strip_prefix('/'));
        rest.is_some_and(|rest| number(rest).is_some())
    };
    let plain = !dashed && inner.is_none() && rest.is_empty();
    ((rest.is_empty() || total(rest)) && (!plain || first.len() <= 3)).then_some(PageNumber { value, plain })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_numbers_of_every_form() {
        for (text, plain) in [
            ("12", true),
            ("— 12 —", false),
            ("- 12 -", false),
            ("第12页", false),
            ("第 12 页 共 30 页", false),
            ("12/30", false),
        ] {
            assert_eq!(page_number(text), Some(PageNumber { value: 12, plain }), "{text}");
        }
        for text in ["", "—", "-5", "2024", "307.82", "12 万元", "第12", "（1）", "1.", "第页", "12/"] {
            assert_eq!(page_number(text), None, "{text}");
        }
    }
}
