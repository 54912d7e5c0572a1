//! Last year's figures beside this year's (两年的数): which record of one is which of the other.

use super::{
    accounts::{FinalAccounts, Record},
    concepts::{ConceptIx, GroupIx, Kind, Origin, Period, Shape},
};

/// The department itself and every row that officers type, with what its numbers and texts are.
pub fn records(accounts: &FinalAccounts) -> impl Iterator<Item = (Option<GroupIx>, &Record, &'static Shape)> {
    let catalogue = accounts.catalogue;
    let given = catalogue.groups.iter().enumerate().filter(|(_, group)| matches!(group.origin, Origin::Given));
    let rows = given
        .flat_map(|(index, group)| accounts.rows(index).iter().map(move |record| (Some(index), record, &group.shape)));
    std::iter::once((None, &accounts.root, &catalogue.root)).chain(rows)
}

/// The record of other figures that is the same row, or the department itself.
pub fn same<'o>(other: &'o FinalAccounts, group: Option<GroupIx>, record: &Record) -> Option<&'o Record> {
    let Some(group) = group else { return Some(&other.root) };
    let key = record.key();
    other.groups.get(group)?.iter().find(|row| !key.is_empty() && row.key() == key)
}

/// This year's and last year's number of each amount, by index in the shape.
pub fn amounts(accounts: &FinalAccounts, shape: &Shape) -> Vec<(usize, usize)> {
    let finals = shape.numbers.iter().enumerate().filter(|(_, number)| {
        number.period == Period::Final && accounts.catalogue.concepts[number.concept].kind == Kind::Amount
    });
    // A concept knows where its records keep it, which in rows that stand for concepts is another list's business.
    let last = |concept: ConceptIx| {
        let at = accounts.catalogue.concepts[concept].number(Period::Last)?;
        let number = shape.numbers.get(at)?;
        (number.concept == concept && number.period == Period::Last).then_some(at)
    };
    finals.filter_map(|(index, number)| Some((index, last(number.concept)?))).collect()
}

/// Put the rows of last year's figures, which stand in the order in which a text tells of them, in the order of this
/// year's: a list that is told in another order is no other list. What this year does not have stays behind the row
/// before it.
pub fn in_order_of(last: &mut FinalAccounts, this: &FinalAccounts) {
    for (rows, others) in last.groups.iter_mut().zip(&this.groups) {
        let keys: Vec<String> = others.iter().map(Record::key).collect();
        let mut at = 0;
        let mut placed: Vec<(usize, Record)> = Vec::with_capacity(rows.len());
        for row in rows.drain(..) {
            let key = row.key();
            at = keys.iter().position(|other| *other == key).map_or(at, |there| there + 1);
            placed.push((at, row));
        }
        placed.sort_by_key(|(at, _)| *at);
        rows.extend(placed.into_iter().map(|(_, row)| row));
    }
}
