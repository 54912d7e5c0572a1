//! B404: this year's figure is last year's to the cent where nearly all others changed (上年数没有改).

use std::collections::HashSet;

use super::texts::{amounts, records, same};
use crate::{
    audit::{Checked, Finding},
    diagnostic::Diagnostic,
};

/// So many figures must be known in both years, and for one that stayed so many must have changed.
const ENOUGH: usize = 6;
const CHANGED: usize = 4;

pub fn check(checked: &Checked, found: &mut Vec<Finding>) {
    let Some(last) = checked.last else { return };
    let accounts = &checked.bound.accounts;
    let mut stayed = Vec::new();
    let mut compared = HashSet::new();
    for (group, record, shape) in records(accounts) {
        let Some(before) = same(last, group, record) else { continue };
        for (this, base) in amounts(accounts, shape) {
            let (Some(value), Some(published), Some(place)) =
                (record.numbers[this].value(), before.numbers[this].value(), record.number_places.get(this))
            else {
                continue;
            };
            // The same figure stated several times counts once.
            if value.is_zero() || !compared.insert(value) {
                continue;
            }
            // Round figures may well come again, and a text that calls them level knows it.
            let level = record.numbers[base].value() == Some(value);
            if value == published && value.normalize().scale() == 2 && !level {
                stayed.push((value, place.clone()));
            }
        }
    }
    if compared.len() < ENOUGH || stayed.len() * CHANGED > compared.len() {
        return;
    }
    for (value, place) in stayed {
        let message = format!("{value} 和上年公布的决算数一分不差");
        let hint = Diagnostic::hint("B404", message).at(&checked.document.source, place, "");
        found.push(Finding::new(hint.help("对照今年的决算表，看是不是上年的数没有改")));
    }
}
