//! Who has not handed in (谁没报), by the list of departments.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    path::Path,
};

use crate::{
    batch::{
        entry::{Entry, Status},
        names,
    },
    diagnostic::Diagnostic,
};

/// Departments of the list that did not come, and those that came without being on it.
pub fn check(entries: &[Entry], wanted: &[String], found: &mut Vec<Diagnostic>) {
    let years: BTreeSet<u16> = entries.iter().filter_map(|entry| entry.year).collect();
    let asked = asked(entries);
    let of_year = asked.filter(|_| years.len() > 1).map(|year| format!("{year}年度的")).unwrap_or_default();
    let mut there: HashMap<String, Vec<&Entry>> = HashMap::new();
    for entry in entries {
        for name in names_of(entry) {
            there.entry(name).or_default().push(entry);
        }
    }
    for name in wanted {
        let own = there.get(&names::folded(name)).map_or(&[][..], Vec::as_slice);
        let is_of_year = |entry: &&&Entry| entry.year.is_none() || asked.is_none() || entry.year == asked;
        let mut now = own.iter().filter(is_of_year).peekable();
        let fault = if now.peek().is_none() {
            let others: BTreeSet<String> =
                own.iter().filter_map(|entry| entry.year).map(|year| year.to_string()).collect();
            let others = others.into_iter().collect::<Vec<_>>().join("、");
            let only = if others.is_empty() { others } else { format!("，只有 {others} 年度的") };
            Diagnostic::error("M101", format!("名单上的“{name}”没有{of_year}数据文件{only}"))
                .help("催报，或核对数据文件里“部门”的写法与名单是否一致")
        } else if now.clone().all(|entry| entry.status == Status::Failed) {
            let inputs = names::some(now.map(|entry| entry.input.as_str()));
            Diagnostic::error("M101", format!("名单上的“{name}”交来了，但没做成：{inputs}"))
                .help("按这个文件的诊断改好，再做一次")
        } else {
            continue;
        };
        found.push(fault);
    }
    let listed: BTreeSet<String> = wanted.iter().map(|name| names::folded(name)).collect();
    let came: BTreeSet<&str> = entries.iter().map(|entry| entry.department.as_str()).collect();
    for name in came.iter().filter(|name| !name.is_empty() && !listed.contains(&names::folded(name))) {
        let hint = Diagnostic::hint("M101", format!("“{name}”不在名单上"));
        found.push(hint.help("核对“部门”的写法，或把它加进名单"));
    }
}

/// The year that is asked for: the latest of those that at least half as many departments have as any other. A single
/// department's slip of the pen makes no year.
fn asked(entries: &[Entry]) -> Option<u16> {
    let mut counts: BTreeMap<u16, usize> = BTreeMap::new();
    entries.iter().filter_map(|entry| entry.year).for_each(|year| *counts.entry(year).or_default() += 1);
    let most = counts.values().copied().max()?;
    counts.into_iter().rev().find(|(_, count)| count * 2 >= most).map(|(year, _)| year)
}

/// What a department is called: by itself, or where that cannot be read by the names of its file and folders.
fn names_of(entry: &Entry) -> Vec<String> {
    if !entry.department.is_empty() {
        return vec![names::folded(&entry.department)];
    }
    let parts = Path::new(&entry.input).with_extension("");
    parts.iter().map(|part| names::folded(&part.to_string_lossy())).collect()
}
