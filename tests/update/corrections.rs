//! What a correction does to figures (更正): some numbers, a row that goes, rows in another order.

use juesuan::figures::{FinalAccounts, Number};

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
        _ => {
            let row = chance.below(rows.len());
            let given: Vec<usize> =
                (0..rows[row].numbers.len()).filter(|&at| rows[row].numbers[at].value().is_some()).collect();
            if !given.is_empty() {
                let at = *chance.pick(&given);
                rows[row].numbers[at] = Number::Given(chance.amount());
            }
        }
    }
    accounts
}
