//! What the parser did not understand, in words for the person who typed it (语法错误).

use std::{collections::BTreeSet, ops::Range};

use super::{
    Node, Value,
    lines::{Inside, Lines},
    marks::slip_of_the_hand,
    refuse,
    slip::{self, Slip, advice, clip},
};
use crate::{diagnostic::Diagnostic, source::Source};

/// The wrong colon that made the parser stumble at `at`: on that line, or on the lines that run on into it.
pub(super) fn colon_before(
    source: &Source,
    at: usize,
    complaint: &str,
    mended: &BTreeSet<usize>,
) -> Option<(usize, Slip)> {
    if !["mapping values", "simple key", "expected key", "illegal placement"]
        .iter()
        .any(|words| complaint.contains(words))
    {
        return None;
    }
    let line = blamed(source, at, complaint);
    for number in (1..=line).rev() {
        let text = &source.text()[source.line_range(number)];
        let body = text.trim_start();
        if body.is_empty() || body.starts_with('#') {
            continue;
        }
        if mended.contains(&number) {
            if number == line {
                continue; // an earlier line runs on into it
            }
            return None;
        }
        if let Some(slip) = slip::slip(text) {
            return is_structure(source, number).then_some((number, slip));
        }
        // A proper `名称: 值` or a list item ends what can have run on; on the line itself, look further up.
        if number < line && (body.starts_with("- ") || body.contains(": ") || body.trim_end().ends_with(':')) {
            return None;
        }
    }
    None
}

/// Most wrong colons that are mended at once.
const MENDED: usize = 200;

/// The wrong colons of a file that is nothing but one plain text.
pub(super) fn colons_in_root(source: &Source, root: &Node) -> Vec<(usize, Slip)> {
    let Value::Scalar { plain: true, .. } = root.value else { return Vec::new() };
    let lines = Lines::of(source).filter(|line| line.inside == Inside::Structure);
    let slips = lines.filter_map(|line| Some((line.number, slip::slip(&source.text()[line.range])?)));
    slips.take(MENDED).collect()
}

fn is_structure(source: &Source, number: usize) -> bool {
    Lines::of(source).nth(number - 1).is_some_and(|line| line.inside == Inside::Structure)
}

/// A wrong colon (冒号写错) in the text that begins at `from`.
pub(super) fn wrong_colon(source: &Source, line: usize, from: usize, slip: &Slip) -> Diagnostic {
    let start = (from + slip.at).min(source.text().len());
    let (code, message, width) = if slip.fullwidth {
        ("Y011", format!("第{line}行的冒号是全角“：”，YAML 不认"), '：'.len_utf8())
    } else {
        ("Y012", format!("第{line}行的冒号后面少一个空格"), 1)
    };
    Diagnostic::error(code, message).at(source, start..start + width, "").help(advice(slip))
}

/// The parser's complaint at `at`, turned into a cause and 改法.
pub(super) fn explain(source: &Source, at: usize, complaint: &str) -> Diagnostic {
    let said = |words: &str| complaint.contains(words);
    let fault = |code, message: &str| Diagnostic::error(code, message);
    let here = place(source, at);
    if said("recursion limit") {
        return refuse::too_deep(source, here);
    }
    if said("anchor") {
        return refuse::reference(source, here);
    }
    if said("tag") || said("handle wasn't declared") || said("TAG") {
        return refuse::tag(source, here);
    }
    if let Some(diagnostic) = quotes(source, at, complaint) {
        return diagnostic;
    }
    if said("escape") || said("hexadecimal") {
        return fault("Y013", "双引号里的反斜杠“\\”有特殊含义，这里的写法不对")
            .at(source, here, "")
            .help("改用单引号“'”包住，或者把“\\”写成“\\\\”");
    }
    let culprit = blamed(source, at, complaint);
    let range = source.line_range(culprit);
    let text = &source.text()[range.clone()];
    let whole = content(source, culprit);
    if let Some(diagnostic) = slip_of_the_hand(source, at, culprit, complaint) {
        return diagnostic;
    }
    if let Some(Inside::Flow(opened)) = Lines::of(source).nth(culprit - 1).map(|line| line.inside) {
        return fault("Y016", "括号没有收尾，或者两项之间少了逗号")
            .at(source, character(source, opened), "这个括号从这里开始")
            .at(source, here, "读到这里读不下去")
            .help("补上缺的“]”“}”或半角逗号；以括号开头的文字用引号包住");
    }
    if let Some(tab) = text.find('\t').filter(|_| said("tab") || said("whitespace") || said("'-'")) {
        return fault("Y006", "这里用了制表符（Tab）")
            .at(source, character(source, range.start + tab), "")
            .help("制表符换成空格");
    }
    if let Some(quote) = fullwidth_quote(text) {
        return fault("Y014", "全角引号“”不是 YAML 的引号，包不住里面的冒号和井号")
            .at(source, range.start + quote..range.start + quote + '“'.len_utf8(), "")
            .help("整个值外面加一对半角引号\"");
    }
    if said("mapping values are not allowed") || said("illegal placement of ':'") {
        let column = at.saturating_sub(range.start).min(text.len());
        if text.is_char_boundary(column) && text[..column].contains(": ") {
            return fault("Y010", "一行里有两个“: ”，分不清哪个是名称后面的冒号")
                .at(source, character(source, at), "第二个在这里")
                .help("值里面有冒号加空格的，用引号包住整个值");
        }
        return indentation(source, whole);
    }
    if said("sequence entries are not allowed") {
        if source.text()[here.clone()].trim() == "-" {
            return fault("Y010", "“-”不能当作值")
                .at(source, here, "")
                .help("没有这一项就删去这一行；是零就写 0；暂时不知道就空着；文字本身是“-”的用引号包住");
        }
        return fault("Y015", "列表的“- ”要另起一行").at(source, here, "").help("在冒号后换行，缩进两格，再写“- ”");
    }
    if said("',' or ']'") || said("',' or '}'") || said("bracket") || said("flow") {
        return fault("Y016", "括号“[ ]”“{ }”没有成对，或者两项之间少了逗号")
            .at(source, here, "读到这里读不下去")
            .help("补上缺的括号或半角逗号；以括号开头的文字用引号包住");
    }
    if said("unexpected character") || said("directive") {
        return fault("Y010", "值不能以“%”“@”“`”开头").at(source, here, "").help("用引号包住整个值");
    }
    if said("simple key expect") {
        return fault("Y010", "这一行没有“名称: 值”所需的冒号")
            .at(source, whole, "")
            .help("写成“名称: 值”，半角冒号后面加一个空格；是上一行的接续就缩进两格");
    }
    if said("document") {
        return refuse::second_document(source, here);
    }
    if said("indent") || said("expected key") || said("indicator") || said("not allowed in this context") {
        return indentation(source, whole);
    }
    if source.text()[at..].trim().is_empty() && source.text().trim_start().starts_with(['{', '[']) {
        return fault("Y016", "写到一半就断了，括号没有收尾")
            .at(source, here, "断在这里")
            .help("补上后面缺的内容和“}”；是从别处取来的，重新取一整行");
    }
    fault("Y010", "这里的 YAML 写法读不懂")
        .at(source, here, "")
        .help("检查这一行和上一行的缩进、冒号和引号；拿不准的文字用引号包住")
}

fn indentation(source: &Source, place: Range<usize>) -> Diagnostic {
    Diagnostic::error("Y015", "这一行的缩进与上文对不上")
        .at(source, place, "")
        .help("同一层的名称左边对齐，下一层比上一层多两个空格；已经有值的名称下面不能再缩进")
}

/// Quotes that do not close, or close too early.
fn quotes(source: &Source, at: usize, complaint: &str) -> Option<Diagnostic> {
    let early = complaint.contains("trailing content after");
    if !early && !complaint.contains("quoted scalar") {
        return None;
    }
    if complaint.contains("escape") || complaint.contains("hexadecimal") {
        return None;
    }
    let (line, _) = source.line_column(at);
    let mut lines = Lines::of(source);
    let inside = lines.nth(line - 1).map(|line| line.inside);
    let opened = match inside {
        Some(Inside::Quote(opened)) => Some(opened),
        _ if early => None,
        _ => Some(at),
    };
    let fault = match opened {
        Some(opened) => {
            let (first, _) = source.line_column(opened);
            Diagnostic::error("Y013", format!("第{first}行的引号没有收尾"))
                .at(source, character(source, opened), "从这里开始")
                .help("在这一行的值末尾补上同样的引号")
        }
        None => Diagnostic::error("Y013", "引号收尾之后还有文字")
            .at(source, place(source, at), "")
            .help("整个值用一对引号包住；里面还要引号的，用全角“”"),
    };
    Some(fault)
}

/// A full-width quote where a value begins.
fn fullwidth_quote(line: &str) -> Option<usize> {
    let after = |mark: &str| line.find(mark).map(|at| at + mark.len());
    let starts = [Some(line.len() - line.trim_start().len()), after(": "), after("- ")];
    starts
        .into_iter()
        .flatten()
        .map(|at| at + line[at..].len() - line[at..].trim_start().len())
        .find(|&at| line[at..].starts_with(['“', '”', '＂']))
}

/// The line to blame: one complaint comes only when the next line is read.
fn blamed(source: &Source, at: usize, complaint: &str) -> usize {
    let (line, _) = source.line_column(at);
    let start = source.line_range(line).start;
    if !complaint.contains("simple key expect") || !source.text()[start..at].trim().is_empty() {
        return line;
    }
    let blank = |number: &usize| {
        let text = source.text()[source.line_range(*number)].trim_start();
        text.is_empty() || text.starts_with('#')
    };
    (1..line).rev().find(|number| !blank(number)).unwrap_or(line)
}

/// The text of a line without its margin.
fn content(source: &Source, number: usize) -> Range<usize> {
    let range = source.line_range(number);
    let text = &source.text()[range.clone()];
    let start = range.start + text.len() - text.trim_start().len();
    start..start + text.trim().len()
}

/// The character at `at`; nothing at the end of the text.
pub(super) fn character(source: &Source, at: usize) -> Range<usize> {
    at..source.boundary(at + 1)
}

/// From `at` to the end of the word there, on the same line.
fn place(source: &Source, at: usize) -> Range<usize> {
    let (line, _) = source.line_column(at);
    let end = source.line_range(line).end.max(at);
    let shown = clip(&source.text()[at..end]);
    at..at + shown.trim_end_matches('…').trim_end().len()
}
