//! B111: a figure without its completion rate in a list whose others have theirs (个别项漏写完成率).

use std::collections::{BTreeMap, HashSet};

use rust_decimal::Decimal;

use super::{
    claims::number,
    names,
    walk::{keys, slots},
};
use crate::{
    audit::{Checked, Finding},
    diagnostic::Severity,
    figures::{Expr, FinalAccounts, Function, Period},
    phrase::{SlotKind, read::Step},
    report::binding::{Key, Statement},
};

/// Rates that a list has at least before one is missed in it.
const FEWEST: usize = 2;

/// What makes one list: the rows of a table, or the figures of one sentence.
type List = (Option<usize>, usize);

pub fn check(checked: &Checked, found: &mut Vec<Finding>) {
    let accounts = &checked.bound.accounts;
    // Rows are rated anywhere, the figures of the department in the sentence that states them.
    let beside = |key: Key, sentence: usize| (key, if key.row.is_some() { 0 } else { sentence });
    let rated: HashSet<(Key, usize)> = slots(checked)
        .filter(|slot| matches!(slot.slot.kind, SlotKind::Percent { .. }))
        .filter_map(|slot| match slot.slot.value()?.without_abs() {
            value @ Expr::Call(Function::Completion, _) => {
                let this = keys(accounts, value, slot.row).first().copied();
                this.map(|this| beside(this, slot.at.0))
            }
            _ => None,
        })
        .collect();
    let mut lists: BTreeMap<List, (usize, Vec<&Statement>)> = BTreeMap::new();
    for statement in checked.bound.statements.iter().filter(|statement| !statement.derived) {
        let key = statement.key;
        let list = (key.row.map(|(group, _)| group), beside(key, statement.sentence).1);
        let (rates, missing) = lists.entry(list).or_default();
        if rated.contains(&beside(key, statement.sentence)) {
            *rates += 1;
        } else if wants_rate(checked, statement) {
            missing.push(statement);
        }
    }
    for (rates, missing) in lists.into_values().filter(|(rates, missing)| *rates >= FEWEST && !missing.is_empty()) {
        if rates > missing.len() {
            for statement in missing {
                let name = names::name(accounts, statement.key);
                let message = format!("{name}没有写完成率，同一处另外 {rates} 项都写了");
                found.extend(at(checked, Severity::Warning, statement, message, MEND));
            }
        } else {
            // Which of the two was meant cannot be told: the list is shown once.
            let message = format!("这里起 {} 项没有写完成率，同一处另外 {rates} 项写了", missing.len());
            found.extend(at(checked, Severity::Hint, missing[0], message, "同一组的写法统一：都写完成率，或者都不写"));
        }
    }
}

const MEND: &str = "补上完成率；没有预算的，写明年初未安排预算";

fn at(
    checked: &Checked,
    severity: Severity,
    statement: &Statement,
    message: String,
    mend: &'static str,
) -> Option<Finding> {
    let sentence = &checked.reading.sentences[statement.sentence];
    let Step::Slot { range, .. } = &sentence.read.steps[statement.step] else { return None };
    let mut finding = checked.at(severity, "B111", sentence, range.clone(), message);
    finding.diagnostic = finding.diagnostic.help(mend);
    Some(finding)
}

/// Is it spending that has a budget, and another one than was spent?
fn wants_rate(checked: &Checked, statement: &Statement) -> bool {
    let (accounts, key) = (&checked.bound.accounts, statement.key);
    let shape = key.row.map_or(&accounts.catalogue.root, |(group, _)| &accounts.catalogue.groups[group].shape);
    let this = &shape.numbers[key.number];
    if this.period != Period::Final || statement.value <= Decimal::ZERO {
        return false;
    }
    let budget = |accounts: &FinalAccounts| {
        let budgets = [Period::Budget, Period::BudgetInitial, Period::BudgetAdjusted].into_iter();
        let numbers = budgets.filter_map(|period| {
            shape.numbers.iter().position(|other| other.concept == this.concept && other.period == period)
        });
        numbers.filter_map(|index| number(accounts, Key { row: key.row, number: index })).next()
    };
    // What a sentence leaves out of the department's figures their file has; its rows are counted otherwise.
    let figures = checked.figures.filter(|_| key.row.is_none());
    let budget = budget(accounts).or_else(|| figures.and_then(budget));
    budget.is_some_and(|budget| budget > Decimal::ZERO && budget != statement.value)
}
