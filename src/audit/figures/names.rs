//! What a figure is called, and where it stands (数的名称).

use std::ops::Range;

use rust_decimal::Decimal;

use crate::{
    figures::{ConceptIx, Expr, FinalAccounts, Function, Period},
    report::binding::{Key, RowAt, key_of},
};

/// A figure as a reader calls it: 一般公共预算本年支出合计（上年决算数）.
pub(super) fn name(accounts: &FinalAccounts, key: Key) -> String {
    let catalogue = accounts.catalogue;
    let (shape, row) = match key.row {
        Some((group, row)) => (&catalogue.groups[group].shape, accounts.rows(group).get(row)),
        None => (&catalogue.root, None),
    };
    let number = &shape.numbers[key.number];
    let concept = &catalogue.concepts[number.concept];
    let called = match row {
        Some(row) => row.name.to_string(),
        None if catalogue.concepts.iter().filter(|other| other.key == concept.key).count() > 1 => {
            format!("《{}》的{}", catalogue.tables[concept.table].key, concept.key)
        }
        None => concept.key.clone(),
    };
    match number.period {
        Period::Final => called,
        period => format!("{called}（{}）", period.key()),
    }
}

/// Where it stands in the text.
pub(super) fn place(accounts: &FinalAccounts, key: Key) -> Option<Range<usize>> {
    match key.row {
        Some((group, row)) => accounts.rows(group).get(row)?.number_places.get(key.number),
        None => accounts.root.number_places.get(key.number),
    }
}

/// The concept of a figure, whatever its period.
pub(super) fn concept(accounts: &FinalAccounts, key: Key) -> ConceptIx {
    let catalogue = accounts.catalogue;
    let shape = key.row.map_or(&catalogue.root, |(group, _)| &catalogue.groups[group].shape);
    shape.numbers[key.number].concept
}

/// A figure and its budget of the whole year (全年预算数), where a change is measured from that of the beginning.
pub(super) fn other_budget(accounts: &FinalAccounts, change: &Expr, row: Option<RowAt>) -> Option<(Decimal, Decimal)> {
    let Expr::Call(Function::Change, sides) = change else { return None };
    let (Expr::Fact(this), Expr::Fact(base)) = (&sides[0], &sides[1]) else { return None };
    let (this, base) = (key_of(accounts, *this, row)?, key_of(accounts, *base, row)?);
    let shape = base.row.map_or(&accounts.catalogue.root, |(group, _)| &accounts.catalogue.groups[group].shape);
    let number = &shape.numbers[base.number];
    let same = |other: &&crate::figures::concepts::NumberDef| {
        other.concept == number.concept && other.period == Period::BudgetAdjusted
    };
    let adjusted =
        shape.numbers.iter().position(|other| same(&other)).filter(|_| number.period == Period::BudgetInitial);
    let adjusted = Key { row: base.row, number: adjusted? };
    Some((super::claims::number(accounts, this)?, super::claims::number(accounts, adjusted)?))
}
