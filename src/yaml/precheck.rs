//! Faults that a look at the lines finds, all of them at once, before the parser stops at the first.

use std::{collections::BTreeSet, ops::Range};

use super::{
    lines::{Inside, Lines},
    refuse, slip,
};
use crate::{diagnostic::Diagnostic, source::Source};

/// What the look at the lines gave.
#[derive(Default)]
pub(super) struct Prechecked {
    /// Are there characters that nobody sees?
    pub odd: bool,
    /// The first line with a fault that the parser would stumble over again.
    pub first: Option<usize>,
    /// Margins that can be read as if their odd characters were spaces.
    pub margins: Vec<Range<usize>>,
    /// No sure way to read the margins: tabs or wide spaces stand beside ordinary ones.
    pub unreadable: bool,
    /// Wrong colons that the parser would swallow: line number and slip.
    pub colons: Vec<(usize, slip::Slip)>,
    /// Lines below the key that is left out.
    pub left_out: Vec<Range<usize>>,
}

pub(super) fn precheck(source: &Source, leave_out: Option<&str>, faults: &mut Vec<Diagnostic>) -> Prechecked {
    let first = unprintable(source, faults);
    let mut found = Prechecked { odd: first.is_some(), first, ..Prechecked::default() };
    let mut spaces = false;
    let (mut tabs, mut wide) = (Vec::new(), Vec::new());
    // The column of the key below which lines are left out.
    let mut leaving: Option<usize> = None;
    for line in Lines::of(source) {
        let text = &source.text()[line.range.clone()];
        let body = text.trim_start();
        if line.inside != Inside::Structure {
            if leaving.is_some() {
                found.left_out.push(line.range);
            }
            continue;
        }
        if body.is_empty() || body.starts_with('#') {
            continue;
        }
        let margin = &text[..text.len() - body.len()];
        leaving = leaving.filter(|&column| margin.len() > column || margin.len() == column && body.starts_with("- "));
        if leaving.is_some() {
            found.left_out.push(line.range);
            continue;
        }
        if leave_out.is_some_and(|key| body.trim_end().strip_suffix(':') == Some(key)) {
            leaving = Some(margin.len());
        }
        let place = line.range.start..line.range.start + margin.len();
        if let Some(odd) = margin.find(|c| !matches!(c, ' ' | '\t')) {
            // Behind ordinary spaces it may be the second line of a text, set in as paragraphs are.
            if odd == 0
                || body.starts_with("- ")
                || body.contains(": ")
                || body.ends_with(':')
                || slip::slip(body).is_some()
            {
                wide.push((line.number, place));
            }
        } else if margin.contains('\t') {
            tabs.push((line.number, place));
        } else {
            spaces |= !margin.is_empty();
        }
        if let Some(slip) = slip::slip(text).filter(|slip| slip.swallowed) {
            found.colons.push((line.number, slip));
        }
    }
    found.first = found.first.into_iter().chain(tabs.iter().chain(&wide).map(|(line, _)| *line)).min();
    // All lines set in the same way show their depth all the same.
    let kinds: BTreeSet<char> =
        tabs.iter().chain(&wide).flat_map(|(_, place)| source.text()[place.clone()].chars()).collect();
    found.unreadable = !kinds.is_empty() && (spaces || kinds.len() > 1);
    if !found.unreadable {
        found.margins = tabs.iter().chain(&wide).map(|(_, place)| place.clone()).collect();
    }
    grouped(source, &tabs, faults, "Y006", "用制表符（Tab）缩进", "制表符全部换成空格，每深一层多两个空格");
    grouped(
        source,
        &wide,
        faults,
        "Y007",
        "用全角空格或其他特殊空格缩进",
        "行首的空格换成半角空格，每深一层多两个空格",
    );
    found
}

/// Places that get a label of their own; the message names more lines.
const LABELS: usize = 5;
const NAMED: usize = 10;

/// One diagnostic for the same fault on many lines: a whole file indented with tabs is one mistake.
fn grouped(
    source: &Source,
    places: &[(usize, Range<usize>)],
    faults: &mut Vec<Diagnostic>,
    code: &'static str,
    what: &str,
    help: &str,
) {
    if places.is_empty() {
        return;
    }
    let named: Vec<String> = places.iter().take(NAMED).map(|(line, _)| line.to_string()).collect();
    let more = if places.len() > NAMED { format!("等 {} 行", places.len()) } else { "行".to_owned() };
    let mut fault = Diagnostic::error(code, format!("第 {} {more}{what}", named.join("、"))).help(help);
    for (_, place) in places.iter().take(LABELS) {
        fault = fault.at(source, place.clone(), "");
    }
    faults.push(fault);
}

/// Characters nobody sees and every program reads differently.
fn unprintable(source: &Source, faults: &mut Vec<Diagnostic>) -> Option<usize> {
    let (first, c) = refuse::unprintable(source.text())?;
    let rest = first + c.len_utf8();
    let places = source.text()[rest..].char_indices().filter(|&(_, c)| refuse::is_unprintable(c));
    let places = places.map(|(at, c)| (rest + at, c));
    let more = places.clone().count();
    let count = if more > 0 { format!("，共 {} 处", more + 1) } else { String::new() };
    let mut fault = Diagnostic::error("Y005", format!("有看不见的特殊字符（U+{:04X}）{count}", c as u32))
        .at(source, first..first + c.len_utf8(), "在这里")
        .help("删去这个字符；换行用回车键");
    for (at, c) in places.take(LABELS - 1) {
        fault = fault.at(source, at..at + c.len_utf8(), format!("U+{:04X}", c as u32));
    }
    faults.push(fault);
    Some(source.line_column(first).0)
}
