//! W105: two marks where one can stand (标点重复).

use crate::{
    audit::{Finding, text::Text},
    diagnostic::Diagnostic,
};

pub fn check(text: &Text, found: &mut Vec<Finding>) {
    for line in &text.lines {
        let mut start = 0;
        let mut last: Option<char> = None;
        let mut chars = line.text().char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            if last.is_none_or(|last| !clash(last, c)) {
                start = at;
            }
            let end = at + c.len_utf8();
            let goes_on = chars.peek().is_some_and(|(_, next)| clash(c, *next));
            if start < at && !goes_on {
                let words = &line.text()[start..end];
                let diagnostic = Diagnostic::warning("W105", format!("“{words}”：这里只能有一个标点"));
                found.push(Finding::new(line.at(diagnostic, start..end, "").help("留下合适的一个，删去其余的")));
            }
            last = Some(c);
        }
    }
}

/// Marks that cannot follow one another. …… and —— are one mark each, ！？ is used.
fn clash(first: char, second: char) -> bool {
    let stop = |c| matches!(c, '，' | '。' | '、' | '；' | '：');
    let loud = |c| matches!(c, '！' | '？');
    (stop(first) && (stop(second) || loud(second)))
        || (loud(first) && stop(second))
        || (matches!(first, '（' | '“' | '《') && stop(second))
        || (matches!(first, '，' | '、' | '；') && matches!(second, '）'))
        || (first == '%' && second == '%')
}
