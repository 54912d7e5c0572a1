//! What the department calls itself (部门名称): in titles and in the fixed phrases that name it.

use std::{collections::BTreeMap, ops::Range};

use super::{
    printed_year::years,
    text::{Line, Text, is_han, tail},
    words::{Words, begins, ends},
};

/// A name where a fixed phrase has one.
pub(super) struct Named {
    pub name: String,
    pub range: Range<usize>,
}

/// The name that the titles agree on, or else the text.
pub(super) fn of(text: &Text) -> Option<String> {
    let titles: Vec<String> =
        text.titles().filter_map(|line| titled(&line, text.words)).map(|named| named.name).collect();
    most(titles).or_else(|| cover(text)).or_else(|| {
        let uses = text.prose().flat_map(|line| named(line, text.words)).map(|named| named.name);
        let uses: Vec<String> = uses.collect();
        // One use says nothing about itself.
        (uses.len() > 2).then(|| most(uses)).flatten()
    })
}

fn most(names: Vec<String>) -> Option<String> {
    let mut counts: BTreeMap<&String, usize> = BTreeMap::new();
    names.iter().for_each(|name| *counts.entry(name).or_default() += 1);
    // The first of those that come most often.
    names.iter().rev().max_by_key(|name| counts[name]).cloned()
}

/// 第三部分 NAME 2023年度部门决算情况说明, and the same on a cover.
pub(super) fn titled(line: &Line, words: &Words) -> Option<Named> {
    let text = line.text();
    let year = years(text).into_iter().find(|year| begins(&text[year.end..], &words.report_names).is_some())?;
    let start = text.find("部分").map_or(0, |at| at + "部分".len());
    let range = start.min(year.range.start)..year.range.start;
    is_name(&text[range.clone()], words).then(|| Named { name: text[range.clone()].to_owned(), range })
}

/// A cover breaks the same words into lines, in any order.
fn cover(text: &Text) -> Option<String> {
    let lines = text.titles().take_while(|line| !line.text().starts_with('第'));
    let whole: String = lines.map(|line| line.text().to_owned()).collect();
    let end = text.words.report_names.iter().filter_map(|word| whole.find(word.as_str())).min()?;
    let mut name = whole[..end].to_owned();
    for year in years(&name).into_iter().rev() {
        name.replace_range(year.range.start..year.end, "");
    }
    is_name(&name, text.words).then_some(name)
}

/// The names in 「NAME2023年度无…」 and 「截至…，NAME共有车辆」.
pub(super) fn named(line: &Line, words: &Words) -> Vec<Named> {
    let text = line.text();
    let before = |end: usize| {
        let before = tail(text, end, 50);
        let name = before.rsplit(|c: char| !is_han(c)).next().unwrap_or(before);
        // Without the comma behind the date the name begins where the date ends.
        let digit = before[..before.len() - name.len()].ends_with(|c: char| c.is_ascii_digit());
        let name = name.strip_prefix('日').filter(|_| digit).unwrap_or(name);
        end - name.len()..end
    };
    let opens = |at: usize| at == 0 || text[..at].ends_with(['。', '；', '：']);
    let mut places: Vec<Range<usize>> = Vec::new();
    for year in years(text) {
        let place = before(year.range.start);
        if year.fiscal && begins(&text[year.end..], &words.year_openers).is_some() && opens(place.start) {
            places.push(place);
        }
    }
    for word in &words.name_before {
        places.extend(text.match_indices(word.as_str()).map(|(at, _)| before(at)));
    }
    places.sort_unstable_by_key(|place| place.start);
    places.retain(|place| !line.in_reason(place.start) && is_name(&text[place.clone()], words));
    places.into_iter().map(|range| Named { name: text[range.clone()].to_owned(), range }).collect()
}

fn is_name(text: &str, words: &Words) -> bool {
    let count = text.chars().count();
    (4..=40).contains(&count)
        && text.chars().all(|c| is_han(c) || matches!(c, '（' | '）'))
        && begins(text, &words.general_names).is_none()
}

/// A name without what may be added to it.
pub(super) fn bare<'n>(name: &'n str, words: &Words) -> &'n str {
    ends(name, &words.name_suffixes).map_or(name, |suffix| &name[..name.len() - suffix.len()])
}
