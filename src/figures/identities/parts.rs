//! The figures that an identity holds against each other (两边的数), one by one.

use super::Gap;
use crate::figures::{
    Origin,
    accounts::FinalAccounts,
    concepts::GroupIx,
    expr::{Expr, Fact},
};

/// A figure of an identity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// The list and row, none for the department itself.
    pub row: Option<(GroupIx, usize)>,
    /// Which number of the record.
    pub number: usize,
    /// Does it stand on the left side?
    pub left: bool,
}

impl Gap<'_> {
    /// All figures of both sides, those of a sum row by row.
    pub fn parts(&self, accounts: &FinalAccounts) -> Vec<Part> {
        let identity = self.identity;
        let own = identity.each.zip(self.row);
        let mut found = Vec::new();
        identity.left.iter().for_each(|expr| named(accounts, expr, own, true, &mut found));
        match (identity.beside, own) {
            (Some(list), Some(own)) => items_of_class(accounts, list, own, &mut found),
            _ => identity.right.iter().for_each(|expr| named(accounts, expr, own, false, &mut found)),
        }
        found
    }
}

/// The figures that a summand names.
fn named(accounts: &FinalAccounts, expr: &Expr, own: Option<(GroupIx, usize)>, left: bool, found: &mut Vec<Part>) {
    if let Expr::Sum(group, number) = expr {
        let rows = 0..accounts.rows(*group).len();
        found.extend(rows.map(|row| Part { row: Some((*group, row)), number: *number, left }));
        return;
    }
    let mut facts = Vec::new();
    expr.facts(&mut facts);
    found.extend(facts.into_iter().filter_map(|fact| match (fact, own) {
        (Fact::RootNumber(number), _) => Some(Part { row: None, number, left }),
        (Fact::RowNumber(number), Some(_)) => Some(Part { row: own, number, left }),
        _ => None,
    }));
}

/// The same figure of the items of a class, whose written total stands on the left.
fn items_of_class(accounts: &FinalAccounts, list: GroupIx, (group, row): (GroupIx, usize), found: &mut Vec<Part>) {
    let catalogue = accounts.catalogue;
    let Origin::ByClass(from) = catalogue.groups[list].origin else { return };
    let Some(total) = found.iter().find(|part| part.row.is_some()) else { return };
    let period = catalogue.groups[group].shape.numbers[total.number].period;
    let Some(number) = catalogue.groups[from].shape.number(period.id()) else { return };
    let class = &accounts.rows(group)[row].name;
    let items = accounts.rows(from).iter().enumerate();
    let items = items.filter(|(_, item)| item.account.as_ref().is_some_and(|account| *account.class == *class));
    found.extend(items.map(|(item, _)| Part { row: Some((from, item)), number, left: false }));
}
