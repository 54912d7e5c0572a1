//! What only shows beside the others (部门之间): who is missing, who says the same, who is out of line. Years are not
//! compared with each other.

mod absent;

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::{
    entry::{Entry, Status},
    names,
};
use crate::{diagnostic::Diagnostic, figures::amount};

/// How many departments must give the same reason before it is worth a look.
const SAME_REASON: usize = 3;

/// How long a reason must be: shorter ones are phrases that all may use.
const LONG_REASON: usize = 10;

/// How many departments there must be before one can be out of line.
const CROWD: usize = 8;

/// How far a department must be from the others, in hundredths: where all move alike, a little more is nothing.
const FAR: i64 = 10;

/// Everything that shows only beside the others; `wanted` are the departments that should be there, if that is known.
pub fn check(entries: &[Entry], wanted: Option<&[String]>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    if let Some(wanted) = wanted {
        absent::check(entries, wanted, &mut found);
    }
    twice(entries, &mut found);
    let mut years: BTreeMap<Option<u16>, Vec<&Entry>> = BTreeMap::new();
    entries.iter().for_each(|entry| years.entry(entry.year).or_default().push(entry));
    let many = years.keys().flatten().count() > 1;
    for (year, entries) in years {
        let year = year.filter(|_| many).map(|year| format!("{year}年度")).unwrap_or_default();
        same_reasons(&entries, &year, &mut found);
        out_of_line(&entries, &year, &mut found);
    }
    found
}

/// One department and year twice; what has no year may be of another.
fn twice(entries: &[Entry], found: &mut Vec<Diagnostic>) {
    let mut inputs: BTreeMap<(String, u16), Vec<&Entry>> = BTreeMap::new();
    for entry in entries.iter().filter(|entry| !entry.department.is_empty()) {
        if let Some(year) = entry.year {
            inputs.entry((names::folded(&entry.department), year)).or_default().push(entry);
        }
    }
    for ((_, year), entries) in inputs.iter().filter(|(_, entries)| entries.len() > 1) {
        let department = &entries[0].department;
        let inputs = names::some(entries.iter().map(|entry| entry.input.as_str()));
        let message = format!("“{department}”{year}年度有 {} 份数据：{inputs}", entries.len());
        found.push(Diagnostic::warning("M104", message).help("只留一份，否则汇总里重复计算"));
    }
}

/// Words that many departments give for their own movements.
fn same_reasons(entries: &[&Entry], year: &str, found: &mut Vec<Diagnostic>) {
    let mut givers: BTreeMap<String, (&str, BTreeSet<&str>)> = BTreeMap::new();
    for entry in entries {
        for reason in &entry.reasons {
            let mut words = names::folded(&reason.text);
            words.retain(|c| !"。，；、,.;".contains(c));
            if words.chars().count() >= LONG_REASON {
                let (_, givers) = givers.entry(words).or_insert((reason.text.trim(), BTreeSet::new()));
                givers.insert(&entry.department);
            }
        }
    }
    for (words, givers) in givers.values().filter(|(_, givers)| givers.len() >= SAME_REASON) {
        let count = givers.len();
        let givers = names::some(givers.iter().copied());
        let message = format!("{year}{count} 个部门写了同一条原因“{words}”：{givers}");
        found.push(Diagnostic::hint("M102", message).help("请各部门写自己的情况，套用的原因说明不了变动"));
    }
}

/// Departments whose expenditure moved far more than the others' did: outside Tukey's outer fences, three times the
/// interquartile range from the quartiles (J. W. Tukey, Exploratory Data Analysis, 1977), and not just beside them.
fn out_of_line(entries: &[&Entry], year: &str, found: &mut Vec<Diagnostic>) {
    let rate = |entry: &Entry| {
        let (this, last) = entry.expenditure?;
        let last = last.filter(|last| !last.is_zero())?;
        this.checked_sub(last)?.checked_div(last)
    };
    let moved: Vec<(&Entry, Decimal)> = entries
        .iter()
        .filter(|entry| entry.status != Status::Failed)
        .filter_map(|&entry| Some((entry, rate(entry)?)))
        .collect();
    if moved.len() < CROWD {
        return;
    }
    let mut rates: Vec<Decimal> = moved.iter().map(|(_, rate)| *rate).collect();
    rates.sort();
    let (low, high) = (rates[rates.len() / 4], rates[rates.len() - 1 - rates.len() / 4]);
    let reach = ((high - low) * Decimal::from(3)).max(Decimal::new(FAR, 2));
    for (entry, rate) in moved.iter().filter(|(_, rate)| *rate < low - reach || *rate > high + reach) {
        let percent = |rate: Decimal| amount::round(rate * Decimal::ONE_HUNDRED, 1);
        let message = format!(
            "“{}”{year}支出比上年变动 {}%，多数部门在 {}% 到 {}% 之间",
            entry.department,
            percent(*rate),
            percent(low),
            percent(high)
        );
        found.push(Diagnostic::hint("M103", message).help("核对本年和上年的数、单位有没有错；没错的，看原因是否写清"));
    }
}
