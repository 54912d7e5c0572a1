//! The commonest slip of the hand: a full-width colon, or no space after the colon (冒号写错).

use std::ops::Range;

use memchr::{memchr, memchr_iter};

use super::{Node, Value};
use crate::source::Source;

/// A colon that YAML does not take for one (写错的冒号).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Slip {
    /// Byte offset of the colon in the line.
    pub at: usize,
    /// `：`; otherwise `:` without a space behind it.
    pub fullwidth: bool,
    /// The line as it should be, without indentation.
    pub mended: String,
    /// `名称：{ … }`: the parser would take everything up to the next colon for the name.
    pub swallowed: bool,
}

/// The full-width colon.
const WIDE: &[u8] = "：".as_bytes();

/// Longer or punctuated text before a colon is a sentence, not a name.
const LONGEST_NAME: usize = 30;

/// The slip in a line that looks like `名称：值` or `名称:值`.
pub(super) fn slip(line: &str) -> Option<Slip> {
    // As it should be, or no colon at all, as on nearly every line.
    let bytes = line.as_bytes();
    let narrow = memchr(b':', bytes);
    if narrow.is_none_or(|at| bytes.get(at + 1) == Some(&b' '))
        && !memchr_iter(WIDE[0], &bytes[..narrow.unwrap_or(bytes.len())]).any(|at| bytes[at..].starts_with(WIDE))
    {
        return None;
    }
    let mut body = line.trim_start();
    while let Some(rest) = body.strip_prefix("- ") {
        body = rest.trim_start();
    }
    let start = line.len() - body.len();
    let body = body.trim_end();
    let narrow = body.find(':');
    let colon = body[..narrow.unwrap_or(body.len())].find('：').or(narrow)?;
    let (name, rest) = body.split_at(colon);
    let name = name.trim_end();
    if name.is_empty() || name.chars().count() > LONGEST_NAME || !is_name(name) {
        return None;
    }
    let fullwidth = rest.starts_with('：');
    let value = rest[if fullwidth { '：'.len_utf8() } else { 1 }..].trim_start();
    if !fullwidth {
        let proper = rest.len() == 1 || rest[1..].starts_with([' ', '\t']);
        // 12:30, http://… and C:\… carry a colon that is no mistake.
        if proper || value.starts_with(['/', '\\']) || name.chars().all(|c| c.is_ascii_digit()) {
            return None;
        }
    }
    // With a proper colon further on, YAML reads the line; only a bracket shows that the first one was meant.
    let read_by_yaml = value.contains(": ") || value.ends_with(':');
    if read_by_yaml && !(value.starts_with('{') && value.ends_with('}')) {
        return None;
    }
    let mended = if value.is_empty() { format!("{name}:") } else { format!("{name}: {value}") };
    Some(Slip { at: start + colon, fullwidth, mended, swallowed: read_by_yaml })
}

fn is_name(text: &str) -> bool {
    !text.starts_with(['#', '"', '\'', '[', '{', '&', '*', '!', '|', '>', '%', '@', '`', '-'])
        && !text.contains(['，', '。', '；', ',', ';', '！', '？', '#', '"', '\''])
}

/// If a scalar stands where a mapping was expected because of its colon (全角冒号): what to do.
pub fn fullwidth_hint(node: &Node, source: &Source) -> Option<String> {
    let Value::Scalar { plain: true, .. } = node.value else { return None };
    fullwidth_hint_at(&node.span, source)
}

/// The same of a plain scalar that stands there.
pub(super) fn fullwidth_hint_at(span: &Range<usize>, source: &Source) -> Option<String> {
    let (first, _) = source.line_column(span.start);
    let (last, _) = source.line_column(span.end);
    (first..=last).find_map(|number| {
        let range = source.line_range(number);
        let found = slip(&source.text()[range.clone()])?;
        let inside = span.contains(&(range.start + found.at));
        inside.then(|| format!("第{number}行：{}", advice(&found)))
    })
}

/// How to mend a slip.
pub(super) fn advice(slip: &Slip) -> String {
    let fault = if slip.fullwidth {
        "全角冒号“：”换成半角冒号加一个空格"
    } else {
        "冒号后面加一个空格"
    };
    let mended = clip(&slip.mended);
    format!("{fault}，写成“{mended}”")
}

/// A text short enough to quote in a message.
pub(super) fn clip(text: &str) -> String {
    const SHOWN: usize = 30;
    let line = text.lines().next().unwrap_or_default();
    match line.char_indices().nth(SHOWN) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None if line.len() < text.trim_end().len() => format!("{line}…"),
        None => line.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::slip;

    fn mended(line: &str) -> Option<String> {
        slip(line).map(|slip| slip.mended)
    }

    #[test]
    fn sees_the_wrong_colon() {
        assert_eq!(mended("  收入总计：593.32").as_deref(), Some("收入总计: 593.32"));
        assert_eq!(mended("- 收入总计：593.32").as_deref(), Some("收入总计: 593.32"));
        assert_eq!(mended("收入总计:593.32").as_deref(), Some("收入总计: 593.32"));
        assert_eq!(mended("支出决算表：").as_deref(), Some("支出决算表:"));
        assert_eq!(mended("收入总计：{ 决算数: 5 }").as_deref(), Some("收入总计: { 决算数: 5 }"));
        assert_eq!(slip("  收入总计：1").map(|slip| slip.at), Some(14));
    }

    #[test]
    fn leaves_right_lines_alone() {
        let right = [
            "收入总计: 593.32",
            "原因: 主要原因：调资",
            "表:",
            "https://x.cn",
            "12:30",
            "# 注：说明",
            "\"a：b\"",
            "C:\\x",
        ];
        for line in right.into_iter().chain(["一是调资，二是调动：见附件", "- 名称", "", "：", ":"]) {
            assert_eq!(slip(line), None, "{line}");
        }
    }
}
