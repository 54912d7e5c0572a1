//! Totals by class that the officer writes (类级合计), beside the sums that the items give.

use super::{
    accounts::{FinalAccounts, Record},
    classification::same_name,
    concepts::{GroupIx, Origin},
};

/// What stands beside a written total.
pub(super) enum Beside<'a> {
    /// The derived row of the same class, and how many items it adds.
    Row(&'a Record, usize),
    /// There are items, but none of this class.
    Missing,
    /// There are no items to add.
    Nothing,
}

/// The row of a derived list (按类汇总) that stands for the same class as `row`.
pub(super) fn beside<'a>(accounts: &'a FinalAccounts, row: &Record, group: GroupIx) -> Beside<'a> {
    let rows = accounts.rows(group);
    let Some(found) = rows.iter().find(|other| is_same_class(row, other)) else {
        return if rows.is_empty() { Beside::Nothing } else { Beside::Missing };
    };
    let addends = match accounts.catalogue.groups[group].origin {
        Origin::ByClass(from) => {
            let of_class = |item: &&Record| item.account.as_ref().is_some_and(|account| *account.class == found.name);
            accounts.rows(from).iter().filter(of_class).count()
        }
        Origin::Given | Origin::Members(_) => 1,
    };
    Beside::Row(found, addends)
}

/// By code where both have one: a written name may be the customary short one.
fn is_same_class(one: &Record, other: &Record) -> bool {
    match (&one.code, &other.code) {
        (Some(one), Some(other)) => one == other,
        _ => same_name(&one.name, &other.name) || same_name(&other.name, &one.name),
    }
}
