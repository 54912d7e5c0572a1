//! B405, B406: the names of economic items against the table (经济分类科目名称与决算表).

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::economic_table;
use crate::{
    audit::{Checked, Finding},
    diagnostic::Diagnostic,
    figures::{GroupIx, Record},
    report::document::PartKind,
};

/// The two lists of a report.
pub(super) const LISTS: [&str; 2] = ["basic.personnel.items", "basic.general.items"];

/// What they add up to.
const TOTALS: [&str; 2] = ["basic.personnel", "basic.general"];

pub fn check(checked: &Checked, found: &mut Vec<Finding>) {
    let catalogue = checked.bound.accounts.catalogue;
    let groups: Vec<GroupIx> = LISTS.iter().filter_map(|id| catalogue.group(id)).collect();
    let amounts = amounts(checked, &groups);
    let named: Vec<&Record> = groups.iter().flat_map(|group| checked.bound.accounts.rows(*group)).collect();
    for row in &named {
        // The last of a list may be two: 甲和乙.
        let Some(place) = row.place.clone().filter(|_| amounts.get(&*row.name) == Some(&Decimal::ZERO)) else {
            continue;
        };
        let message = format!("列了“{}”，决算表里它没有金额", row.name);
        let error = Diagnostic::error("B405", message).at(&checked.document.source, place, "");
        found.push(Finding::new(error.help("对照基本支出决算表：没有发生额的科目不列")));
    }
    for (group, (id, total)) in groups.iter().zip(LISTS.into_iter().zip(TOTALS)) {
        let rows = checked.bound.accounts.rows(*group);
        unknown(checked, *group, total, found);
        // Without a list nothing is left out of it.
        let Some(place) = rows.last().and_then(|row| row.place.clone()) else { continue };
        for (name, amount) in amounts.iter().filter(|(_, amount)| !amount.is_zero()) {
            let listed = named.iter().any(|row| row.name.contains(name.as_str()));
            if listed || list_of(checked, name) != Some(id) {
                continue;
            }
            let message = format!("没有列“{name}”，决算表里它有 {amount}");
            let error = Diagnostic::error("B406", message).at(&checked.document.source, place.clone(), "");
            found.push(Finding::new(error.help("对照基本支出决算表：有发生额的科目都列上")));
        }
    }
}

/// Names that are not among the items of the figures, where those make up their total.
fn unknown(checked: &Checked, group: GroupIx, total: &str, found: &mut Vec<Finding>) {
    let Some(figures) = checked.figures else { return };
    let (there, catalogue) = (figures.rows(group), figures.catalogue);
    let Some(number) = catalogue.groups[group].shape.number("final") else { return };
    let total = catalogue.root.number(total).and_then(|number| figures.root.numbers[number].value());
    let sum: Decimal = there.iter().filter_map(|row| row.numbers[number].value()).sum();
    // Each of them is rounded to the cent.
    let cents = Decimal::new(1, 2) * Decimal::from(there.len());
    if there.is_empty() || total.is_none_or(|total| (total - sum).abs() > cents) {
        return;
    }
    for row in checked.bound.accounts.rows(group) {
        let alike = |other: &Record| row.name.contains(&*other.name) || other.name.contains(&*row.name);
        // A name of no account is misspelt, which another rule says.
        let account = !checked.reference.economic.codes(&row.name).is_empty();
        let Some(place) = row.place.clone().filter(|_| account && !there.iter().any(alike)) else { continue };
        let message = format!("列了“{}”，决算数据的明细里没有它", row.name);
        let error = Diagnostic::error("B405", message).at(&checked.document.source, place, "");
        found.push(Finding::new(error.help("对照基本支出决算表：没有发生额的科目不列；数据漏了的，补上再审核")));
    }
}

/// Which list an account belongs to: 工资福利 and 对个人和家庭的补助 are 人员经费.
fn list_of(checked: &Checked, name: &str) -> Option<&'static str> {
    let mut lists = checked
        .reference
        .economic
        .codes(name)
        .iter()
        .map(|code| LISTS[usize::from(!(code.starts_with("301") || code.starts_with("303")))]);
    let first = lists.next()?;
    lists.all(|list| list == first).then_some(first)
}

/// Amounts by name: of the figures file, else of the table in the text. A name that is there twice counts once.
fn amounts(checked: &Checked, groups: &[GroupIx]) -> BTreeMap<String, Decimal> {
    let mut found: BTreeMap<String, Decimal> = BTreeMap::new();
    if let Some(figures) = checked.figures {
        for group in groups {
            let number = figures.catalogue.groups[*group].shape.number("final");
            for row in figures.rows(*group) {
                if let Some(amount) = number.and_then(|number| row.numbers[number].value()) {
                    *found.entry(row.name.to_string()).or_default() += amount.abs();
                }
            }
        }
    }
    if !found.is_empty() {
        return found;
    }
    let narrative = checked.document.parts(PartKind::Narrative).next();
    let first = narrative.and_then(|part| part.title.as_ref().or(part.sections.first()?.title.as_ref()));
    let Some(first) = first else { return found };
    for (code, amount) in economic_table::read(&checked.document.source, first.extent().start) {
        if let Some(name) = checked.reference.economic.name(&code) {
            *found.entry(name.to_string()).or_default() += amount.unwrap_or_default().abs();
        }
    }
    found
}
