//! Totals over all departments (汇总数), and of how many departments they are.

use std::{cmp::Reverse, collections::BTreeMap};

use rust_decimal::Decimal;
use serde::Serialize;

use crate::batch::entry::Entry;

/// A class and its final figures over all departments.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Total {
    /// 年度.
    pub year: u16,
    /// 类.
    pub class: String,
    /// 万元.
    pub value: Decimal,
}

/// All classes of a year together (合计), and whose they are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Whole {
    /// 年度.
    pub year: u16,
    /// 万元.
    pub value: Decimal,
    /// How many departments are in it.
    pub departments: usize,
    /// Who is not in it, by department or, where that cannot be read, by file.
    pub without: Vec<String>,
}

/// Totals by class, each year's largest first, and each year as a whole.
pub fn of(entries: &[Entry]) -> (Vec<Total>, Vec<Whole>) {
    let mut years: BTreeMap<u16, Vec<&Entry>> = BTreeMap::new();
    for entry in entries {
        years.entry(entry.year.unwrap_or_default()).or_default().push(entry);
    }
    // Whose year cannot be read belongs to the only one that there is.
    let nameless = years.remove(&0).unwrap_or_default();
    if let (1, Some(mut only)) = (years.len(), years.first_entry()) {
        only.get_mut().extend(nameless);
    }
    let (mut totals, mut wholes) = (Vec::new(), Vec::new());
    for (year, entries) in years {
        let (with, without): (Vec<&Entry>, Vec<&Entry>) = entries.into_iter().partition(|it| !it.classes.is_empty());
        if with.is_empty() {
            continue;
        }
        let mut classes: BTreeMap<&str, Decimal> = BTreeMap::new();
        for (class, value) in with.iter().flat_map(|entry| &entry.classes) {
            *classes.entry(class).or_default() += value;
        }
        let value = classes.values().sum();
        let from = totals.len();
        totals.extend(classes.into_iter().map(|(class, value)| Total { year, class: class.to_owned(), value }));
        totals[from..].sort_by_key(|total| Reverse(total.value));
        let name = |entry: &Entry| if entry.department.is_empty() { &entry.input } else { &entry.department }.clone();
        let without = without.into_iter().map(name).collect();
        wholes.push(Whole { year, value, departments: with.len(), without });
    }
    (totals, wholes)
}
