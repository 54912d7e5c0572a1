//! What only shows beside the others (部门之间): who is missing, who says the same, who is out of line.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::entry::{Entry, Status};
use crate::{diagnostic::Diagnostic, report::is_blank};

/// How many departments must give the same reason before it is worth a look.
const SAME_REASON: usize = 3;

/// How long a reason must be: shorter ones are phrases that all may use.
const LONG_REASON: usize = 10;

/// How many departments there must be before one can be out of line.
const CROWD: usize = 8;

/// Totals by class over all departments (按类汇总): year, class and 万元, each year's largest first.
pub fn totals(entries: &[Entry]) -> Vec<(u16, String, Decimal)> {
    let mut totals: BTreeMap<(u16, &str), Decimal> = BTreeMap::new();
    for entry in entries {
        let year = entry.year.unwrap_or_default();
        for (class, value) in &entry.classes {
            *totals.entry((year, class)).or_default() += value;
        }
    }
    let mut totals: Vec<(u16, String, Decimal)> =
        totals.into_iter().map(|((year, class), value)| (year, class.to_owned(), value)).collect();
    totals.sort_by_key(|(year, _, value)| (*year, std::cmp::Reverse(*value)));
    totals
}

/// Everything that shows only beside the others; `wanted` are the departments that should be there, if that is known.
pub fn check(entries: &[Entry], wanted: Option<&[String]>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    if let Some(wanted) = wanted {
        absent(entries, wanted, &mut found);
    }
    twice(entries, &mut found);
    same_reasons(entries, &mut found);
    out_of_line(entries, &mut found);
    found
}

/// Departments of the list that did not come, and those that came without being on it.
fn absent(entries: &[Entry], wanted: &[String], found: &mut Vec<Diagnostic>) {
    let there: BTreeSet<&str> =
        entries.iter().map(|entry| entry.department.as_str()).filter(|name| !name.is_empty()).collect();
    let listed: BTreeSet<&str> = wanted.iter().map(String::as_str).collect();
    for name in wanted.iter().filter(|name| !there.contains(name.as_str())) {
        let fault = Diagnostic::error("M101", format!("名单上的“{name}”没有数据文件"));
        found.push(fault.help("催报，或核对数据文件里“部门”的写法与名单是否一致"));
    }
    for name in there.iter().filter(|name| !listed.contains(*name)) {
        let hint = Diagnostic::hint("M101", format!("“{name}”不在名单上"));
        found.push(hint.help("核对“部门”的写法，或把它加进名单"));
    }
}

/// One department and year twice.
fn twice(entries: &[Entry], found: &mut Vec<Diagnostic>) {
    let mut inputs: BTreeMap<(&str, Option<u16>), Vec<&str>> = BTreeMap::new();
    for entry in entries.iter().filter(|entry| !entry.department.is_empty()) {
        inputs.entry((&entry.department, entry.year)).or_default().push(&entry.input);
    }
    for ((department, year), inputs) in inputs.iter().filter(|(_, inputs)| inputs.len() > 1) {
        let year = year.map(|year| format!("{year}年度")).unwrap_or_default();
        let message = format!("“{department}”{year}有 {} 份数据：{}", inputs.len(), inputs.join("、"));
        found.push(Diagnostic::warning("M104", message).help("只留一份，否则汇总里重复计算"));
    }
}

/// Words that many departments give for their own movements.
fn same_reasons(entries: &[Entry], found: &mut Vec<Diagnostic>) {
    let mut givers: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for entry in entries {
        for reason in &entry.reasons {
            let words: String = reason.text.chars().filter(|&c| !is_blank(c) && !"。，；、".contains(c)).collect();
            if words.chars().count() >= LONG_REASON {
                givers.entry(words).or_default().insert(&entry.department);
            }
        }
    }
    for (words, givers) in givers.iter().filter(|(_, givers)| givers.len() >= SAME_REASON) {
        let givers: Vec<&str> = givers.iter().copied().collect();
        let message = format!("{} 个部门写了同一条原因“{words}”：{}", givers.len(), givers.join("、"));
        found.push(Diagnostic::hint("M102", message).help("请各部门写自己的情况，套用的原因说明不了变动"));
    }
}

/// Departments whose expenditure moved far more than the others' did: outside Tukey's outer fences, three times the
/// interquartile range from the quartiles (J. W. Tukey, Exploratory Data Analysis, 1977).
fn out_of_line(entries: &[Entry], found: &mut Vec<Diagnostic>) {
    let rate = |entry: &Entry| {
        let (this, last) = entry.expenditure.filter(|(_, last)| !last.is_zero())?;
        this.checked_sub(last)?.checked_div(last)
    };
    let moved: Vec<(&Entry, Decimal)> = entries
        .iter()
        .filter(|entry| entry.status != Status::Failed)
        .filter_map(|entry| Some((entry, rate(entry)?)))
        .collect();
    if moved.len() < CROWD {
        return;
    }
    let mut rates: Vec<Decimal> = moved.iter().map(|(_, rate)| *rate).collect();
    rates.sort();
    let (low, high) = (rates[rates.len() / 4], rates[rates.len() - 1 - rates.len() / 4]);
    let reach = (high - low) * Decimal::from(3);
    if reach.is_zero() {
        return;
    }
    for (entry, rate) in moved.iter().filter(|(_, rate)| *rate < low - reach || *rate > high + reach) {
        let percent = |rate: Decimal| crate::figures::amount::round(rate * Decimal::ONE_HUNDRED, 1);
        let message = format!(
            "“{}”支出比上年变动 {}%，多数部门在 {}% 到 {}% 之间",
            entry.department,
            percent(*rate),
            percent(low),
            percent(high)
        );
        found.push(Diagnostic::hint("M103", message).help("核对本年和上年的数、单位有没有错；没错的，看原因是否写清"));
    }
}
