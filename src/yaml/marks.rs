//! Marks that look like YAML's own: a full-width comma or bracket, a dash without its space (标点写错).

use super::{lines::Lines, syntax::character};
use crate::{diagnostic::Diagnostic, source::Source};

/// The mark that made the parser stumble at `at`, if it is one of these; `line` is the line to blame.
pub(super) fn slip_of_the_hand(source: &Source, at: usize, line: usize, complaint: &str) -> Option<Diagnostic> {
    let said = |words: &[&str]| words.iter().any(|words| complaint.contains(words));
    if said(&["',' or", "bracket", "flow"])
        && let Some(fault) = comma(source, at)
    {
        return Some(fault);
    }
    if !said(&["mapping values", "illegal placement", "indent", "expected key", "not allowed in this", "simple key"]) {
        return None;
    }
    // A list item that is none is noticed on its line or on the one below.
    let above = (1..line).rev().find(|&number| !source.text()[source.line_range(number)].trim().is_empty());
    bracket(source, line).or_else(|| [Some(line), above].into_iter().flatten().find_map(|number| dash(source, number)))
}

/// `{ 决算数: 593.32，上年决算数: 715.37 }`: the words between the comma and where it went wrong are a key.
fn comma(source: &Source, at: usize) -> Option<Diagnostic> {
    let (line, _) = source.line_column(at);
    let start = source.line_range(line).start;
    let before = &source.text()[start..at];
    let place = before.rfind('，')?;
    let key = before[place + '，'.len_utf8()..].trim();
    let is_key = !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '（' | '）' | '“' | '”'));
    is_key.then(|| {
        Diagnostic::error("Y016", "两项之间的逗号是全角“，”，YAML 不认")
            .at(source, character(source, start + place), "")
            .help("换成半角逗号加一个空格；是文字里的逗号就用引号包住整个值")
    })
}

/// `收入总计: ｛ 决算数: 593.32 ｝`
fn bracket(source: &Source, line: usize) -> Option<Diagnostic> {
    let range = source.line_range(line);
    let text = &source.text()[range.clone()];
    let value = text.find(": ").or_else(|| text.find("- "))? + 2;
    let rest = text[value..].trim_start();
    let place = range.start + text.len() - rest.len();
    rest.starts_with(['｛', '［', '【']).then(|| {
        Diagnostic::error("Y016", "括号是全角的，YAML 不认")
            .at(source, character(source, place), "")
            .help("换成半角“{ }”或“[ ]”；以括号开头的文字用引号包住")
    })
}

/// `-科目编码: 2010301` or `— 科目编码: 2010301`
fn dash(source: &Source, line: usize) -> Option<Diagnostic> {
    if Lines::of(source).nth(line - 1)?.inside != super::lines::Inside::Structure {
        return None;
    }
    let range = source.line_range(line);
    let text = &source.text()[range.clone()];
    let body = text.trim_start();
    let place = character(source, range.start + text.len() - body.len());
    let rest = &body[body.chars().next()?.len_utf8()..];
    let fault = if body.starts_with('-') && !rest.starts_with(|c: char| c == ' ' || c == '-' || c.is_ascii_digit()) {
        Diagnostic::error("Y015", "列表的“-”后面少一个空格")
    } else if body.starts_with(['—', '–', '－', '─']) {
        Diagnostic::error("Y015", "列表的“-”不是半角的，YAML 不认")
    } else {
        return None;
    };
    let fault = fault.at(source, place, "").help("写成半角“-”加一个空格，如 - 科目编码: 2010301");
    (!rest.trim().is_empty()).then_some(fault)
}
