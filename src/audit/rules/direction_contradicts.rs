//! W108: words of direction that contradict one another (增减矛盾).

use std::ops::Range;

use crate::{
    audit::{
        Finding,
        printed_number::{Number, numbers},
        text::{Text, tail},
        words::{begins, ends, excepted},
    },
    diagnostic::Diagnostic,
};

pub fn check(text: &Text, found: &mut Vec<Finding>) {
    for line in text.prose() {
        let mut places = runs(line.text(), text);
        places.extend(pairs(line.text(), text));
        for range in places {
            let words = &line.text()[range.clone()];
            let diagnostic = Diagnostic::error("W108", format!("“{words}”前后方向相反"));
            found.push(Finding::new(line.at(diagnostic, range, "").help("对照决算数，留下正确的方向")));
        }
    }
}

/// 减增加, 大小于.
fn runs(line: &str, text: &Text) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (word, right) in &text.words.clash {
        let places = line.match_indices(word.as_str()).filter(|(at, _)| !excepted(line, *at, word, right));
        found.extend(places.map(|(at, word)| at..at + word.len()));
    }
    // 减增加 is part of 增减增加减少, once is enough.
    found.sort_by_key(|range| range.start);
    found.dedup_by(|later, earlier| later.start < earlier.end);
    found
}

/// 增加…万元，下降…%.
fn pairs(line: &str, text: &Text) -> Vec<Range<usize>> {
    let words = text.words;
    let numbers = numbers(line, words);
    let direction = |number: &Number| {
        let before = tail(line, number.range.start, 3);
        let before = before.strip_suffix('了').unwrap_or(before);
        let at = number.range.start - tail(line, number.range.start, 3).len() + before.len();
        let rise = ends(before, &words.rise).map(|word| (true, at - word.len()));
        rise.or_else(|| ends(before, &words.fall).map(|word| (false, at - word.len())))
    };
    let mut found = Vec::new();
    for pair in numbers.windows(2) {
        let [amount, rate] = pair else { continue };
        if amount.money.is_none() || !rate.percent {
            continue;
        }
        let (Some((first, start)), Some((second, at))) = (direction(amount), direction(rate)) else { continue };
        // Nothing stands between them that could change the subject.
        let Some(between) = line.get(amount.end..at) else { continue };
        let between = between.trim_start_matches(['，', '、', '；']);
        if first != second && between.len() == begins(between, &words.between).map_or(0, str::len) {
            found.push(start..rate.end);
        }
    }
    found
}
