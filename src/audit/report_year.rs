//! Which year a report is about (报告年度), and the fixed phrases that say so.

use std::ops::Range;

use super::{
    printed_year::{Year, years},
    text::{Line, Text, head, is_end, tail},
    words::{Words, begins, ends},
};

/// A year in a phrase that leaves no choice.
pub(super) struct Stated {
    pub value: u32,
    /// Where its digits stand.
    pub range: Range<usize>,
    /// How many years before the report's own it must be.
    pub back: u32,
}

/// The years of a line that are in such phrases; those in reasons may be any.
pub(super) fn stated(line: &Line, words: &Words) -> Vec<Stated> {
    let found = years(line.text()).into_iter().filter(|year| !line.in_reason(year.range.start));
    found
        .filter_map(|year| {
            let back = back(line, &year, words)?;
            Some(Stated { value: year.value, range: year.range, back })
        })
        .collect()
}

fn back(line: &Line, year: &Year, words: &Words) -> Option<u32> {
    let text = line.text();
    let before = tail(text, year.range.start, 40);
    let after = &text[year.end..];
    if line.heading {
        return (year.fiscal || begins(after, &words.report_names).is_some()).then_some(0);
    }
    let compared = match before.chars().next_back() {
        Some('与') => begins(after, &words.year_with),
        Some('比' | '较') => begins(after, &words.year_than),
        _ => None,
    };
    if compared.is_some() {
        // 2021年为…，较2020年增加…: the sentence has a year of its own.
        let sentence = before.rsplit(is_end).next().unwrap_or(before);
        let own = years(sentence).iter().any(|other| other.value == year.value + 1);
        return (!own && !line.free).then_some(1);
    }
    if ends(before, &words.as_of).is_some() {
        return head(text, year.end, 6).starts_with("12月31日").then_some(0);
    }
    let clause = before.rsplit(['。', '；', '：', '，', '、']).next().unwrap_or(before);
    // The year opens its sentence, or the name of the department stands before it.
    let opens = clause.len() == before.len() || before[..before.len() - clause.len()].ends_with(['。', '；', '：']);
    let other = clause.ends_with(['和', '至', '到', '自', '从', '在', '将', '对', '的', '及', '把']);
    (year.fiscal && opens && !other && begins(after, &words.year_openers).is_some()).then_some(0)
}

/// The year that most titles and fixed phrases agree on; titles decide where the text does not.
pub(super) fn of(text: &Text) -> Option<u32> {
    let mut votes: Vec<(u32, usize)> = Vec::new();
    let mut vote = |line: &Line, weight: usize| {
        for year in stated(line, text.words) {
            let value = year.value + year.back;
            match votes.iter_mut().find(|(known, _)| *known == value) {
                Some((_, count)) => *count += weight,
                None => votes.push((value, weight)),
            }
        }
    };
    text.titles().for_each(|line| vote(&line, 3));
    text.lines.iter().for_each(|line| vote(line, 2));
    let most = votes.iter().map(|(_, count)| *count).max()?;
    votes.iter().find(|(_, count)| *count == most).map(|(year, _)| *year)
}
