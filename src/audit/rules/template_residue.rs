//! W106: what the form says to the one who fills it in (模板文字).

use std::ops::Range;

use crate::{
    audit::{Finding, text::Text, words::begins},
    diagnostic::{Diagnostic, Severity},
};

pub fn check(text: &Text, found: &mut Vec<Finding>) {
    for line in &text.lines {
        let choices = choices(line.text(), text);
        let mut places: Vec<(Range<usize>, Severity)> =
            choices.into_iter().map(|range| (range, Severity::Error)).collect();
        let blanks = blanks(line.text());
        // To look for a letter is quick; to look for a word is not, where lines are very many.
        let may_stand = |word: &&String| {
            word.len() <= line.text().len() && word.chars().next().is_some_and(|first| line.text().contains(first))
        };
        let words = text.words.residue.iter().filter(may_stand);
        let words = words.flat_map(|word| line.text().match_indices(word.as_str()));
        let words = words.map(|(at, word)| at..at + word.len());
        places.extend(blanks.into_iter().chain(words).map(|range| (range, Severity::Warning)));
        places.sort_by_key(|(range, _)| range.start);
        let Some((first, _)) = places.first() else { continue };
        // Which way it went is what a reader wants to know.
        let severity = places.iter().map(|(_, severity)| *severity).min().unwrap_or(Severity::Warning);
        let words = &line.text()[first.clone()];
        let message = match places.len() {
            1 => format!("“{words}”是模板里的文字"),
            count => format!("这一段有 {count} 处模板里的文字，第一处是“{words}”"),
        };
        let mut diagnostic = Diagnostic::new(severity, "W106", message);
        for (range, _) in places {
            diagnostic = line.at(diagnostic, range, "");
        }
        found.push(Finding::new(diagnostic.help("填写实际情况，删去模板的说明")));
    }
}

/// 增加（减少）
fn choices(text: &str, all: &Text) -> Vec<Range<usize>> {
    let words = &all.words.choices;
    let mut found = Vec::new();
    for (at, open) in text.match_indices('（') {
        let Some(second) = begins(&text[at + open.len()..], words) else { continue };
        let end = at + open.len() + second.len();
        let first = crate::audit::words::ends(&text[..at], words);
        let (Some(first), true) = (first, text[end..].starts_with('）')) else { continue };
        if first != second {
            found.push(at - first.len()..end + '）'.len_utf8());
        }
    }
    found
}

/// XX, XXX, ×××: two or more of one kind, not inside a word of Latin letters.
fn blanks(text: &str) -> Vec<Range<usize>> {
    let blank = |c: char| matches!(c, 'X' | 'x' | '×' | '＊');
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = text[from..].find(blank).map(|at| from + at) {
        let rest = &text[start..];
        let end = start + rest.find(|c| !blank(c)).unwrap_or(rest.len());
        let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
        let inside = letter(text[..start].chars().next_back()) || letter(text[end..].chars().next());
        if !inside && text[start..end].chars().nth(1).is_some() {
            found.push(start..end);
        }
        from = end;
    }
    found
}
