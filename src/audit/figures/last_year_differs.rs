//! B403: a figure of last year that is not the one published last year (上年数与上年公布数不一致).

use std::collections::HashSet;

use rust_decimal::Decimal;

use super::{
    names,
    texts::{amounts, records, same},
};
use crate::{
    audit::{Checked, Finding},
    diagnostic::Diagnostic,
    report::binding::Key,
};

/// What the rounding of two figures and their difference can make.
const TOLERANCE: Decimal = Decimal::from_parts(1, 0, 0, false, 2);

pub fn check(checked: &Checked, found: &mut Vec<Finding>) {
    let Some(last) = checked.last else { return };
    let mut seen = HashSet::new();
    let accounts = &checked.bound.accounts;
    for (group, record, shape) in records(accounts) {
        let Some(before) = same(last, group, record) else { continue };
        for (this, base) in amounts(accounts, shape) {
            let (Some(stated), Some(published), Some(place)) =
                (record.numbers[base].value(), before.numbers[this].value(), record.number_places.get(base))
            else {
                continue;
            };
            if (stated - published).abs() <= TOLERANCE || !seen.insert(place.clone()) {
                continue;
            }
            let name = if group.is_none() {
                names::name(accounts, Key { row: None, number: this })
            } else {
                record.name.to_string()
            };
            let message = format!("“{name}”按这里算上年是 {stated}，上年公布的是 {published}");
            let warning = Diagnostic::warning("B403", message).at(&checked.document.source, place.clone(), "");
            let mut finding =
                Finding::new(warning.help("核对上年数；按新口径重算过的，在报告里说明口径，再认可这一条"));
            finding.stated = Some(stated.to_string());
            finding.computed = Some(published.to_string());
            found.push(finding);
        }
    }
}
