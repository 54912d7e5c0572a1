//! W110: a reason led in without 是, 为 or ： (原因前漏字).

use crate::{
    audit::{
        Finding,
        text::{Text, is_han},
        words::begins,
    },
    diagnostic::Diagnostic,
};

pub fn check(text: &Text, found: &mut Vec<Finding>) {
    for line in text.prose() {
        for (at, lead) in line.text().match_indices(text.words.reason.as_str()) {
            let rest = &line.text()[at + lead.len()..];
            let reason = rest.starts_with(|c: char| is_han(c) || c.is_ascii_digit() || matches!(c, '“' | '《'));
            if !reason || begins(rest, &text.words.reason_links).is_some() {
                continue;
            }
            let diagnostic = Diagnostic::warning("W110", format!("“{lead}”后面直接写原因，漏了“是”或冒号"));
            let diagnostic = line.at(diagnostic, at..at + lead.len(), "");
            found.push(Finding::new(diagnostic.help(format!("改为“{lead}是…”或“{lead}：…”"))));
        }
    }
}
