//! Functional accounts level by level (类、款、项), with the sums of each level.

use super::{Cell, CellForm, fill::Filler};
use crate::figures::{Account, GroupIx, Record, Value};

/// How many digits of an item's code its class and its section have.
const DIGITS: [usize; 2] = [3, 5];

/// The rows of a list of items: before the first item of a class or section a row with its sum.
pub(super) fn rows(filler: &Filler, group: GroupIx, cells: &[CellForm]) -> Vec<Vec<Cell>> {
    let records = filler.env.accounts.rows(group);
    let mut order: Vec<&Record> = records.iter().collect();
    // Official tables are in the order of the codes; without codes the officer's order stays.
    if order.iter().all(|record| code(record).is_some()) {
        order.sort_by_key(|record| code(record));
    }
    let mut rows = Vec::new();
    let mut before: [Option<&str>; 2] = [None, None];
    for (at, record) in order.iter().enumerate() {
        let Some(account) = &record.account else {
            rows.push(cells.iter().map(|cell| filler.cell(cell, Some((group, record, at + 1)))).collect());
            continue;
        };
        let names: [&str; 2] = [&account.class, &account.section];
        for level in 0..2 {
            if before[..=level] != [Some(names[0]), Some(names[1])][..=level] {
                let inside = order.iter().filter(|other| is_inside(other, account, level));
                let inside: Vec<&Record> = inside.copied().collect();
                rows.push(sums(filler, group, cells, (account, level), &inside));
                before[level] = Some(names[level]);
                if level == 0 {
                    before[1] = None;
                }
            }
        }
        let item = cells.iter().map(|cell| match cell {
            CellForm::Words(words) => {
                let code = account.code.as_deref().unwrap_or_default();
                Cell::Words(words.replace("{code}", code).replace("{name}", &account.item))
            }
            _ => filler.cell(cell, Some((group, record, at + 1))),
        });
        rows.push(item.collect());
    }
    rows
}

fn code(record: &Record) -> Option<&str> {
    record.account.as_ref()?.code.as_deref()
}

fn is_inside(record: &Record, account: &Account, level: usize) -> bool {
    let other = record.account.as_ref();
    other.is_some_and(|other| other.class == account.class && (level == 0 || other.section == account.section))
}

/// The row of a class or section; a sum stays blank where a part of it is not known.
fn sums(
    filler: &Filler,
    group: GroupIx,
    cells: &[CellForm],
    (account, level): (&Account, usize),
    inside: &[&Record],
) -> Vec<Cell> {
    let digits = account.code.as_deref().and_then(|code| code.get(..DIGITS[level])).unwrap_or_default();
    let name: &str = if level == 0 { &account.class } else { &account.section };
    let sum = |cell: &CellForm| match cell {
        CellForm::Left => Cell::Left,
        CellForm::Words(words) => Cell::Words(words.replace("{code}", digits).replace("{name}", name)),
        CellForm::Value(expr) => {
            let values: Vec<Value> = inside.iter().map(|record| filler.env.at(record).value(expr)).collect();
            filler.sum(expr, (group, inside[0]), &values)
        }
    };
    cells.iter().map(sum).collect()
}
