//! B112: a list in which some figures stand against the budget of the beginning and some against that of the whole year
//! (年初预算数与全年预算数混用).

use super::names;
use crate::{
    audit::{Checked, Finding},
    diagnostic::Diagnostic,
    figures::{Origin, Period, Shape},
    report::binding::Key,
};

/// A list of fewer figures has no habit.
const FEWEST: usize = 3;

pub fn check(checked: &Checked, found: &mut Vec<Finding>) {
    let accounts = &checked.bound.accounts;
    for (group, shape) in accounts.catalogue.groups.iter().enumerate() {
        let (Origin::Given, Some((initial, adjusted))) = (&shape.origin, budgets(&shape.shape)) else { continue };
        let rows = accounts.rows(group).iter().enumerate();
        // One that states both shows what it stands against.
        let only = |one: usize, other: usize| -> Vec<Key> {
            let own = rows
                .clone()
                .filter(|(_, row)| row.numbers[one].value().is_some() && row.numbers[other].value().is_none());
            own.map(|(index, _)| Key { row: Some((group, index)), number: one }).collect()
        };
        let (initial, adjusted) = (only(initial, adjusted), only(adjusted, initial));
        let (few, many) = if initial.len() < adjusted.len() { (initial, adjusted) } else { (adjusted, initial) };
        if many.len() < FEWEST || many.len() <= 2 * few.len() {
            continue;
        }
        let usual = shape.shape.numbers[many[0].number].period.key();
        for key in few {
            let Some(place) = names::place(accounts, key) else { continue };
            let message = format!("{}，同一处另外 {} 项用的是{usual}", names::name(accounts, key), many.len());
            let hint = Diagnostic::hint("B112", message).at(&checked.document.source, place, "");
            found.push(Finding::new(hint.help("核对用的是哪一个预算数，整章用同一个；这一项确实只有这一种的，不用改")));
        }
    }
}

/// Where the records of a list keep the two budgets of the same figure.
fn budgets(shape: &Shape) -> Option<(usize, usize)> {
    let at = |period: Period| shape.numbers.iter().position(|number| number.period == period);
    at(Period::BudgetInitial).zip(at(Period::BudgetAdjusted))
}
