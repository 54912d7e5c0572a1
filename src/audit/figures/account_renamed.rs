//! B501: an account that is not called so (科目名称不规范).

use std::{collections::BTreeMap, ops::Range};

use crate::{
    audit::{Checked, Finding, words::words},
    diagnostic::Diagnostic,
    figures::classification::same_name,
    phrase::{SlotKind, read::Step, scan::Held},
};

/// In shorter names one letter makes another account, or another class (类), of which there are few.
const LONG: usize = 6;
const LONG_CLASS: usize = 4;
const CLASS_DIGITS: usize = 3;

pub fn check(checked: &Checked, found: &mut Vec<Finding>) {
    let mut wrong: BTreeMap<(String, String, Option<String>), Vec<Range<usize>>> = BTreeMap::new();
    let outdated = outdated(checked);
    for renamed in &checked.bound.renamed {
        let told = outdated.iter().any(|(_, _, place)| *place == renamed.place);
        let long = if renamed.code.len() == CLASS_DIGITS { LONG_CLASS } else { LONG };
        if !told && is_slip(&renamed.printed, &renamed.official, long) {
            let key = (renamed.printed.clone(), renamed.official.clone(), Some(renamed.code.clone()));
            wrong.entry(key).or_default().push(renamed.place.clone());
        }
    }
    for (printed, official, place) in outdated {
        wrong.entry((printed, official, None)).or_default().push(place);
    }
    for ((printed, official, code), places) in wrong {
        let short = same_name(&printed, &official);
        let code = code.map_or(String::new(), |code| format!("（{code}）"));
        let message = format!("“{printed}”不是规范的科目名称，应是“{official}”{code}");
        let mut told = if short { Diagnostic::hint("B501", message) } else { Diagnostic::warning("B501", message) };
        for place in places {
            told = told.at(&checked.document.source, place, "");
        }
        let mut finding = Finding::new(told.help("照本年度《政府收支分类科目》的名称写"));
        (finding.stated, finding.computed) = (Some(printed), Some(official));
        found.push(finding);
    }
}

/// Is it a slip, and not another account that the list, which is partial, does not have (初中教育, 高中教育)?
fn is_slip(printed: &str, official: &str, long: usize) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (printed.chars().collect(), official.chars().collect());
    let is_rest = |name: &str| name.starts_with(words().rest_of.as_str());
    let differ = one.iter().zip(&other).filter(|(one, other)| one != other).count();
    match one.len().abs_diff(other.len()) {
        0 => differ == 1 && one.len() >= long,
        1 | 2 => is_rest(printed) == is_rest(official) && (within(&one, &other) || within(&other, &one)),
        _ => false,
    }
}

/// Are all letters of `short` in `long`, in this order?
fn within(short: &[char], long: &[char]) -> bool {
    let mut rest = long.iter();
    short.iter().all(|letter| rest.any(|other| other == letter))
}

/// Names that the classification gave up (已更名), with the present one.
fn outdated(checked: &Checked) -> Vec<(String, String, Range<usize>)> {
    let year = checked.bound.accounts.year;
    let mut found = Vec::new();
    for sentence in &checked.reading.sentences {
        for step in &sentence.read.steps {
            let Step::Slot { slot, range, held, .. } = step else { continue };
            let names = match (&slot.kind, held) {
                (_, Held::Account(names)) => names.as_slice(),
                (SlotKind::Name | SlotKind::Account { .. }, Held::Words) => std::slice::from_ref(range),
                _ => continue,
            };
            for range in names {
                let printed = sentence.paragraph.text()[range.clone()].trim_end_matches("（类）");
                let renamed = words().renamed_accounts.get(printed).filter(|renamed| year >= renamed.since);
                let place = range.start..range.start + printed.len();
                found.extend(renamed.map(|renamed| (printed.to_owned(), renamed.now.clone(), sentence.place(place))));
            }
        }
    }
    found
}
