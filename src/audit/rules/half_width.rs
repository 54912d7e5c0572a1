//! W104: half-width punctuation in Chinese text (半角标点).

use crate::{
    audit::{
        Finding,
        list_mark::{Level, mark},
        text::{Line, Text, is_han},
    },
    diagnostic::Diagnostic,
};

pub fn check(text: &Text, found: &mut Vec<Finding>) {
    for line in &text.lines {
        let places = places(line);
        let Some((at, _)) = places.first() else { continue };
        let full = &line.text()[*at..].chars().next().map(String::from).unwrap_or_default();
        let count = places.len();
        let message = match count {
            1 => format!("中文里用了半角标点，应作“{full}”"),
            _ => format!("这一段有 {count} 处半角标点"),
        };
        let mut diagnostic = Diagnostic::warning("W104", message);
        for (at, c) in places {
            diagnostic = line.at(diagnostic, at..at + c.len_utf8(), if count == 1 { "" } else { "半角" });
        }
        found.push(Finding::new(diagnostic.help("改为全角标点")));
    }
}

/// Where the file has a half-width mark and Chinese text has a full-width one, as the clean text does.
fn places(line: &Line) -> Vec<(usize, char)> {
    let text = line.text();
    // Marks of lists are often half-width on purpose: (1) 1).
    let marks = mark(text).filter(|mark| mark.level >= Level::Inner).map_or(0, |mark| mark.end);
    let mut found = Vec::new();
    let mut last = None;
    for (at, c) in text.char_indices() {
        let after = text[at + c.len_utf8()..].chars().next();
        let half = match c {
            '，' | '；' | '：' | '（' | '）' | '？' | '！' => line.raw(at).is_some_and(|raw| raw.is_ascii()),
            // A full stop: the clean text leaves it, as it may be a point.
            '.' => last.is_some_and(is_han) && after.is_none_or(is_han) && at > 6,
            _ => false,
        };
        let chinese =
            |c: Option<char>| c.is_some_and(|c| is_han(c) || matches!(c, '”' | '“' | '》' | '）' | '（' | '%'));
        if half && at >= marks && (chinese(last) || chinese(after)) {
            found.push((at, c));
        }
        last = Some(c);
    }
    found
}
