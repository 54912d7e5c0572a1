//! What a correction does to figures (更正): some numbers, a row that goes, rows in another order.

use juesuan::figures::{FinalAccounts, Number, Period, Record};

use crate::random_accounts::chance::Chance;

pub fn correct(accounts: &FinalAccounts, chance: &mut Chance) -> FinalAccounts {
    let mut accounts = accounts.clone();
    for _ in 0..1 + chance.below(5) {
        let given: Vec<usize> =
            (0..accounts.root.numbers.len()).filter(|&at| accounts.root.numbers[at].value().is_some()).collect();
        let at = *chance.pick(&given);
        accounts.root.numbers[at] = Number::Given(chance.amount());
    }
    let groups: Vec<usize> = (0..accounts.groups.len()).filter(|&group| !accounts.groups[group].is_empty()).collect();
    if groups.is_empty() {
        return accounts;
    }
    let rows = &mut accounts.groups[*chance.pick(&groups)];
    match chance.below(5) {
        0 => {
            rows.remove(chance.below(rows.len()));
        }
        1 => rows.rotate_left(1),
        _ => correct_row(rows, chance),
    }
    accounts
}

/// Another number for one of the rows.
pub fn correct_row(rows: &mut [Record], chance: &mut Chance) {
    let row = chance.below(rows.len());
    let given: Vec<usize> =
        (0..rows[row].numbers.len()).filter(|&at| rows[row].numbers[at].value().is_some()).collect();
    if !given.is_empty() {
        let at = *chance.pick(&given);
        rows[row].numbers[at] = Number::Given(chance.amount());
    }
}

/// Change the places of budget and final figure of every item; the rows' accounts.
pub fn turn_items(accounts: &mut FinalAccounts) -> Vec<String> {
    let catalogue = accounts.catalogue;
    let mut turned = Vec::new();
    for (group, rows) in accounts.groups.iter_mut().enumerate() {
        if catalogue.groups[group].id != "gpb.items" {
            continue;
        }
        let numbers = &catalogue.groups[group].shape.numbers;
        let at = |period| numbers.iter().position(|number| number.period == period);
        let (Some(budget), Some(last)) = (at(Period::BudgetInitial), at(Period::Final)) else { continue };
        for row in rows {
            let (one, other) = (row.numbers[budget].value(), row.numbers[last].value());
            if let (Some(one), Some(other)) = (one, other)
                && one != other
                && !one.is_zero()
                && !other.is_zero()
            {
                row.numbers.swap(budget, last);
                turned.push(row.key());
            }
        }
    }
    turned
}
