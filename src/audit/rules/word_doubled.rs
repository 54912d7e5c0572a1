//! W101: a word, a clause or a sentence written twice (叠字).

use std::ops::Range;

use crate::{
    audit::{
        Finding,
        text::{Line, Text, is_end, is_han},
        words::{begins, excepted},
    },
    diagnostic::Diagnostic,
};

/// The longest word that is looked for; more is a clause.
const LONGEST: usize = 6;
/// Shorter clauses come twice by right: 收入0万元，收入0万元.
const SHORTEST_CLAUSE: usize = 8;
/// The longest stretch of sentences that is looked for.
const MOST_SENTENCES: usize = 8;

pub fn check(text: &Text, found: &mut Vec<Finding>) {
    let mut last: Option<&Line> = None;
    for line in &text.lines {
        let words = words(line.text(), text);
        let clauses = clauses(line.text());
        for range in words.into_iter().chain(clauses) {
            found.push(finding(line, range));
        }
        let same = |last: &&Line| !line.heading && last.text() == line.text();
        if last.filter(same).is_some() && line.text().chars().count() >= SHORTEST_CLAUSE {
            found.push(finding(line, 0..line.text().len()));
        }
        last = Some(line);
    }
    for at in 0..text.lines.len() {
        found.extend(paragraphs(&text.lines, at).map(|range| finding(&text.lines[at], range)));
    }
}

/// Several paragraphs that stand twice, the second time without a break between: the line on which they begin again.
fn paragraphs(lines: &[Line], at: usize) -> Option<Range<usize>> {
    let length = (1..MOST_SENTENCES.min(at + 1)).take_while(|length| at + length < lines.len()).find(|&length| {
        let around = &lines[at - length..=at + length];
        let [first, end] = [around[0].text(), around[2 * length].text()];
        // What fails soonest comes first: lines may be very many.
        lines[at].text().strip_suffix(first) == Some(end)
            && around.iter().all(|line| !line.heading)
            && first.chars().count() >= SHORTEST_CLAUSE
            && (1..length).all(|index| around[index].text() == around[length + index].text())
    })?;
    Some(lines[at].text().len() - lines[at - length].text().len()..lines[at].text().len())
}

fn finding(line: &Line, range: Range<usize>) -> Finding {
    let words = &line.text()[range.clone()];
    let shown: String = words.chars().take(24).collect();
    let more = if shown.len() < words.len() { "…" } else { "" };
    let diagnostic = Diagnostic::warning("W101", format!("“{shown}{more}”重复了"));
    Finding::new(line.at(diagnostic, range, "重复").help("删去重复的部分"))
}

/// Words of two to six characters that stand twice, and single ones that never may.
fn words(line: &str, text: &Text) -> Vec<Range<usize>> {
    let chars: Vec<(usize, char)> = line.char_indices().collect();
    let offset = |index: usize| chars.get(index).map_or(line.len(), |(at, _)| *at);
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let start = offset(at);
        let doubled = |length: usize| {
            let unit = &line[start..offset(at + length)];
            twice(&chars, at, length) && (length > 1 || text.words.doubled.contains_key(unit))
        };
        let Some(length) = (1..=LONGEST).find(|&length| at + 2 * length <= chars.len() && doubled(length)) else {
            at += 1;
            continue;
        };
        let unit = &line[start..offset(at + length)];
        let mut end = at + 2 * length;
        while end + length <= chars.len() && line[offset(end)..].starts_with(unit) {
            end += length;
        }
        if is_wrong(line, start, unit, text) {
            found.push(start..offset(end));
        }
        at = end;
    }
    found
}

fn is_wrong(line: &str, start: usize, unit: &str, text: &Text) -> bool {
    match text.words.doubled.get(unit) {
        Some(right) => !excepted(line, start, &unit.repeat(2), right),
        // Where a name ends and the next word begins like it: 县人民政府政府采购.
        None => {
            let named = line[..start].chars().next_back().is_some_and(char::is_alphanumeric);
            !named
                || begins(&line[start..], &text.words.repeated).is_none()
                || excepted(line, start, &unit.repeat(2), &text.words.never_repeated)
        }
    }
}

fn twice(chars: &[(usize, char)], at: usize, length: usize) -> bool {
    let Some(both) = chars.get(at..at + 2 * length) else { return false };
    let (first, second) = both.split_at(length);
    first.iter().zip(second).all(|((_, one), (_, other))| one == other && is_han(*one))
        && !first.iter().all(|(_, c)| "零〇一二三四五六七八九十百千万".contains(*c) && length > 1)
}

/// Clauses and sentences that stand twice, one behind the other.
fn clauses(line: &str) -> Vec<Range<usize>> {
    let long = |text: &str| text.chars().filter(|c| is_han(*c)).count() >= SHORTEST_CLAUSE;
    let (mut found, mut sentences) = (Vec::new(), Vec::new());
    for splits in [|c: char| is_end(c), |c: char| is_end(c) || matches!(c, '，' | '；')] {
        let mut start = 0;
        let mut last = "";
        for piece in line.split_inclusive(splits) {
            let bare = piece.trim_end_matches(splits);
            let range = start..start + piece.len();
            let known = sentences.partition_point(|known: &Range<usize>| known.start <= start);
            let told = known > 0 && sentences[known - 1].end > start;
            if bare == last && long(bare) && !told {
                found.push(range);
            }
            start += piece.len();
            last = bare;
        }
        if sentences.is_empty() {
            sentences = found.clone();
        }
    }
    found.extend(stretches(line));
    found
}

/// Stretches of several sentences that stand twice.
fn stretches(line: &str) -> Vec<Range<usize>> {
    let mut ends: Vec<usize> = vec![0];
    ends.extend(line.split_inclusive(is_end).scan(0, |at, piece| {
        *at += piece.len();
        Some(*at)
    }));
    let mut found = Vec::new();
    let mut at = 0;
    while at + 4 < ends.len() {
        let twice = |length: &usize| {
            let [start, middle, end] = [at, at + length, at + 2 * length].map(|index| ends[index]);
            line[start..middle] == line[middle..end] && line[start..middle].chars().count() >= SHORTEST_CLAUSE
        };
        let longest = ((ends.len() - 1 - at) / 2).min(MOST_SENTENCES);
        match (2..=longest).find(twice) {
            Some(length) => {
                found.push(ends[at + length]..ends[at + 2 * length]);
                at += 2 * length;
            }
            None => at += 1,
        }
    }
    found
}
