//! A150: an item under another class (类) than the one whose total has its amount (科目归错了类).

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::{claims::Breach, claims::number, names};
use crate::{
    audit::{Checked, Finding},
    diagnostic::Diagnostic,
    figures::FinalAccounts,
    report::binding::Key,
};

/// Two totals by class that are off by the amount of one item, or one that has it too much, are one defect: the class of
/// that item. It is told at the item, and the totals are told as what follows.
pub(super) fn tell(
    checked: &Checked,
    accounts: &FinalAccounts,
    broken: Vec<Breach>,
    found: &mut Vec<Finding>,
) -> Vec<Breach> {
    let over: Vec<Option<(Key, Decimal)>> = broken.iter().map(|breach| surplus(accounts, breach)).collect();
    let mut told: BTreeMap<usize, (Key, Decimal)> = BTreeMap::new();
    for (index, surplus) in over.iter().enumerate() {
        let Some((item, value)) = surplus else { continue };
        told.insert(index, (*item, *value));
        // The other total lacks the same amount.
        let lacks =
            |(other, breach): &(usize, &Breach)| over[*other].is_none() && lack(accounts, breach) == Some(*value);
        let mut lacking = broken.iter().enumerate().filter(lacks);
        if let (Some((other, _)), None) = (lacking.next(), lacking.next()) {
            told.insert(other, (*item, *value));
        }
    }
    let mut findings: BTreeMap<usize, Finding> = BTreeMap::new();
    let mut rest = Vec::new();
    for (index, breach) in broken.into_iter().enumerate() {
        let Some((item, value)) = told.get(&index) else {
            rest.push(breach);
            continue;
        };
        let Some((_, row)) = item.row else { continue };
        let finding = findings.entry(row).or_insert_with(|| mistaken(checked, accounts, *item, *value));
        finding.related.push(breach.finding);
    }
    found.extend(findings.into_values());
    rest
}

const CODE: &str = "A150";

fn mistaken(checked: &Checked, accounts: &FinalAccounts, item: Key, value: Decimal) -> Finding {
    let name = names::name(accounts, item);
    let class = item.row.and_then(|(group, row)| Some(accounts.rows(group).get(row)?.account.as_ref()?.class.clone()));
    let class = class.as_deref().unwrap_or_default();
    let message = format!("“{class}”的类级合计对不上，正好差“{name}”的 {}", value.normalize());
    let mut error = Diagnostic::error(CODE, message).help("核对这一项属于哪一类；类没有写错的，对照决算表核对类级合计");
    if let Some(place) = names::place(accounts, item) {
        error = error.at(&checked.document.source, place, "");
    }
    Finding::new(error)
}

/// The only item of a class without which its total would hold, with its amount.
fn surplus(accounts: &FinalAccounts, breach: &Breach) -> Option<(Key, Decimal)> {
    let mut items =
        of_class(breach)?.filter(|(key, cure)| cure.is_zero() && !number(accounts, *key).unwrap_or_default().is_zero());
    let (item, None) = (items.next()?.0, items.next()) else { return None };
    Some((item, number(accounts, item)?))
}

/// How much the items of a class lack of its total.
fn lack(accounts: &FinalAccounts, breach: &Breach) -> Option<Decimal> {
    let (total, cure) = breach.cures.first().filter(|_| of_class(breach).is_some())?;
    number(accounts, *total).map(|total| total - cure)
}

/// The items of a class behind its total, with the value that each alone would need.
fn of_class(breach: &Breach) -> Option<impl Iterator<Item = &(Key, Decimal)>> {
    (breach.finding.diagnostic.code == CODE && !breach.cures.is_empty()).then(|| breach.cures.iter().skip(1))
}
