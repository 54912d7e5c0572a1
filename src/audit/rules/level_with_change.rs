//! W109: 持平 with an amount, a percentage or a reason of change (持平有变动).

use crate::{
    audit::{
        Finding,
        text::{Text, head, tail},
        words::{begins, ends},
    },
    diagnostic::{Diagnostic, Severity},
};

pub fn check(text: &Text, found: &mut Vec<Finding>) {
    for line in text.prose() {
        for word in &text.words.level {
            for (at, _) in line.text().match_indices(word.as_str()) {
                let before = tail(line.text(), at, 24);
                if ends(before, &text.words.nearly_level).is_some() {
                    continue;
                }
                let end = at + word.len();
                let Some((severity, more)) = follows(line.text(), end, before, text) else { continue };
                let diagnostic = Diagnostic::new(severity, "W109", format!("说了“{word}”，又写变动或变动的原因"));
                let diagnostic = line.at(diagnostic, at..end + more, "");
                found.push(Finding::new(diagnostic.help("确是持平的，删去后面的变动和原因；不是的，改写为增减")));
            }
        }
    }
}

/// What is wrong behind the word, and how far it reaches.
fn follows(line: &str, end: usize, before: &str, text: &Text) -> Option<(Severity, usize)> {
    let words = text.words;
    let rest = head(line, end, 24);
    if let Some(because) = begins(rest, &words.because) {
        // One house states the reason of every 三公 item, level or not.
        let clause = before.rsplit(['，', '。', '；']).next().unwrap_or(before);
        let final_against_budget = words.budget_and_final.iter().all(|word| clause.contains(word.as_str()));
        let severity = if final_against_budget { Severity::Warning } else { Severity::Hint };
        return Some((severity, because.len()));
    }
    if rest.strip_prefix('。').is_some_and(|rest| rest.starts_with(words.reason.as_str())) {
        return Some((Severity::Hint, '。'.len_utf8() + words.reason.len()));
    }
    let after = rest.strip_prefix('，')?;
    let direction = begins(after, &words.rise).or_else(|| begins(after, &words.fall))?;
    let number = &after[direction.len()..];
    let digits = number.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(number.len());
    if digits == 0 {
        return None;
    }
    let zero = number[..digits].chars().all(|c| matches!(c, '0' | '.'));
    let severity = if zero { Severity::Hint } else { Severity::Error };
    Some((severity, '，'.len_utf8() + direction.len() + digits))
}
