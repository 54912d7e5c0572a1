//! B303: a reason that speaks of a rise where the figure fell, or the other way (原因与增减方向相反).

use std::cmp::Ordering;

use super::texts::{Stated, stated};
use crate::{
    audit::{Checked, Finding, words::words},
    diagnostic::Diagnostic,
    figures::{Period, TextKind},
};

pub fn check(checked: &Checked, found: &mut Vec<Finding>) {
    for reason in stated(&checked.bound.accounts) {
        let Some(direction) = direction(&reason) else { continue };
        let Some(spoken) = spoken(reason.words).filter(|spoken| *spoken == direction.reverse()) else { continue };
        let (moved, told) = match spoken {
            Ordering::Greater => ("减少", "增"),
            _ => ("增加", "减"),
        };
        let message = format!("这里的数是{moved}的，原因却只说{told}");
        let hint = Diagnostic::hint("B303", message).at(&checked.document.source, reason.place.clone(), "");
        found.push(Finding::new(hint.help("核对方向；方向没有错的，把原因写完整，说清为什么有这个结果")));
    }
}

/// Which way the figure went from what its reason compares it with.
fn direction(reason: &Stated) -> Option<Ordering> {
    let bases: &[Period] = match reason.kind {
        TextKind::ReasonLast => &[Period::Last],
        TextKind::ReasonBudget => &[Period::BudgetInitial, Period::BudgetAdjusted, Period::Budget],
        _ => return None,
    };
    let mut known = bases.iter().filter_map(|period| reason.number(*period));
    // With two budgets it is not sure which one the reason means.
    let (base, None) = (known.next()?, known.next()) else { return None };
    let order = reason.number(Period::Final)?.cmp(&base);
    (order != Ordering::Equal).then_some(order)
}

/// Which way a reason speaks, if it speaks only one way and of nothing that may work both ways.
fn spoken(reason: &str) -> Option<Ordering> {
    let words = words();
    let has = |list: &[String]| list.iter().any(|word| reason.contains(word.as_str()));
    if has(&words.reason_either) {
        return None;
    }
    match (has(&words.reason_rise), has(&words.reason_fall)) {
        (true, false) => Some(Ordering::Greater),
        (false, true) => Some(Ordering::Less),
        _ => None,
    }
}
