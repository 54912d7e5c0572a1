//! W112: two clauses run together without a mark (漏标点).

use std::ops::Range;

use crate::{
    audit::{
        Finding,
        printed_number::numbers,
        printed_year::years,
        text::{Line, Text, is_han, tail},
        words::{begins, ends},
    },
    diagnostic::{Diagnostic, Severity},
};

pub fn check(text: &Text, found: &mut Vec<Finding>) {
    for line in text.prose() {
        let mut tell = |range: Range<usize>, at: usize, severity, mark: &str| {
            let words = &line.text()[range.clone()];
            let before = &line.text()[range.start..at];
            let diagnostic = Diagnostic::new(severity, "W112", format!("“{words}”中间漏了标点"));
            let help = format!("在“{before}”后面加{mark}");
            found.push(Finding::new(line.at(diagnostic, range, "").help(help)));
        };
        for (range, at) in after_amounts(line, text) {
            tell(range, at, Severity::Warning, "句号或逗号");
        }
        for (range, at) in without_colon(line, text) {
            tell(range, at, Severity::Warning, "冒号");
        }
        // Some houses run the date into the sentence.
        for (range, at) in after_dates(line, text) {
            tell(range, at, Severity::Hint, "逗号");
        }
    }
}

/// 0万元具体情况如下
fn after_amounts(line: &Line, text: &Text) -> Vec<(Range<usize>, usize)> {
    let numbers =
        numbers(line.text(), text.words).into_iter().filter(|number| number.money.is_some() || number.percent);
    let places = numbers.filter_map(|number| {
        let opener = begins(&line.text()[number.end..], &text.words.openers_after_amount)?;
        Some((number.range.start..number.end + opener.trim_end_matches('：').len(), number.end))
    });
    places.collect()
}

/// 结果如下打造了
fn without_colon(line: &Line, text: &Text) -> Vec<(Range<usize>, usize)> {
    let places = text.words.colon_after.iter().flat_map(|word| line.text().match_indices(word.as_str()));
    let places = places.filter_map(|(at, word)| {
        let end = at + word.len();
        let next = line.text()[end..].chars().next()?;
        let missing = is_han(next) && begins(&line.text()[end..], &text.words.not_colon).is_none();
        missing.then(|| (at..end + next.len_utf8(), end))
    });
    places.collect()
}

/// 截至2023年12月31日某局
fn after_dates(line: &Line, text: &Text) -> Vec<(Range<usize>, usize)> {
    const DATE: &str = "12月31日";
    let places = years(line.text()).into_iter().filter_map(|year| {
        let as_of = ends(tail(line.text(), year.range.start, 3), &text.words.as_of)?;
        let end = year.end + line.text()[year.end..].starts_with(DATE).then_some(DATE.len())?;
        let next = line.text()[end..].chars().next()?;
        let missing = is_han(next) && begins(&line.text()[end..], &text.words.not_comma).is_none();
        missing.then(|| (year.range.start - as_of.len()..end + next.len_utf8(), end))
    });
    places.collect()
}
