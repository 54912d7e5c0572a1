//! B408: which row of the figures a row of the text is (对行), and a row that is called otherwise there.

use std::ops::Range;

use rust_decimal::Decimal;

use super::walk::slots;
use crate::{
    audit::{Checked, Finding},
    diagnostic::Diagnostic,
    figures::{FinalAccounts, GroupIx, Origin, Record},
    nearest::one_letter,
    phrase::SlotKind,
    report::{
        binding::{Key, RowAt},
        comparable,
    },
};

/// A row of a list.
type Place = (GroupIx, usize);

/// Rows of the text, each with the row of the figures that it is.
pub(super) struct Pairs {
    /// List and row of the text, list and row of the figures, and whether only the figures or the place say so.
    rows: Vec<(Place, Place, bool)>,
}

impl Pairs {
    pub fn of(checked: &Checked, figures: &FinalAccounts) -> Pairs {
        let text = &checked.bound.accounts;
        let mut pairs = Pairs { rows: Vec::new() };
        for (group, rows) in text.groups.iter().enumerate() {
            if !matches!(text.catalogue.groups[group].origin, Origin::Given) {
                continue;
            }
            let sums = sums_of(figures, group);
            let list = sums.filter(|_| figures.rows(group).is_empty()).unwrap_or(group);
            let there = figures.rows(list);
            let mut open = Vec::new();
            for (index, row) in rows.iter().enumerate() {
                // A class that the written totals leave out is what its items come to.
                let same = [Some(list), sums]
                    .into_iter()
                    .flatten()
                    .find_map(|list| same_row(row, figures.rows(list)).map(|same| (list, same)));
                match same {
                    Some(same) => pairs.rows.push(((group, index), same, false)),
                    None => open.push(index),
                }
            }
            let mut left: Vec<usize> = (0..there.len()).filter(|&at| !pairs.has((list, at))).collect();
            for index in open {
                let alike = |at: &usize| alike((text, group, &rows[index]), (figures, list, &there[*at]));
                if let Some(place) = left.iter().position(alike) {
                    pairs.rows.push(((group, index), (list, left.remove(place)), true));
                }
            }
        }
        pairs
    }

    fn has(&self, there: Place) -> bool {
        self.rows.iter().any(|(_, other, _)| *other == there)
    }

    /// The same figure among the figures.
    pub fn translate(&self, text: &FinalAccounts, figures: &FinalAccounts, key: Key) -> Option<Key> {
        let Some((group, row)) = key.row else { return Some(key) };
        let (_, there, _) = self.rows.iter().find(|(here, ..)| *here == (group, row))?;
        Some(Key { row: Some(*there), number: number_of(text, group, figures, there.0, key.number)? })
    }

    /// The row of the text that a row of the figures is.
    pub fn back(&self, text: &FinalAccounts, figures: &FinalAccounts, group: GroupIx, row: &Record) -> Option<usize> {
        let at = figures.rows(group).iter().position(|other| std::ptr::eq(other, row))?;
        let known = self.rows.iter().find(|(_, there, _)| *there == (group, at)).map(|((_, row), ..)| *row);
        known.or_else(|| same_row(row, text.rows(group)))
    }

    /// Rows that the figures call otherwise.
    pub fn tell(&self, checked: &Checked, figures: &FinalAccounts, found: &mut Vec<Finding>) {
        for &(here, (list, row), _) in self.rows.iter().filter(|(.., presumed)| *presumed) {
            let Some(place) = name_place(checked, here) else { continue };
            let name = full_name(&figures.rows(list)[row]);
            // Called the same, under another code.
            if checked.document.source.text().get(place.clone()) == Some(&*name) {
                continue;
            }
            let error = Diagnostic::error("B408", format!("名称与决算数据不符：数据是“{name}”"));
            let error = error.at(&checked.document.source, place, "");
            let mut finding = Finding::new(error.help(format!("改为“{name}”；若是数据写错，改数据再起草")));
            finding.stated = Some(finding.quote().to_owned());
            finding.computed = Some(name);
            found.push(finding);
        }
    }
}

fn full_name(row: &Record) -> String {
    match &row.account {
        Some(account) => format!("{}（类）{}（款）{}（项）", account.class, account.section, account.item),
        None => row.name.to_string(),
    }
}

/// Where the text names a row.
fn name_place(checked: &Checked, row: Place) -> Option<Range<usize>> {
    let of_row = |at: Option<RowAt>| match at {
        Some(RowAt::Row(group, index)) => (group, index) == row,
        Some(RowAt::Class { totals, row: index, .. }) => (totals, index) == row,
        _ => false,
    };
    slots(checked)
        .find(|slot| of_row(slot.row) && matches!(slot.slot.kind, SlotKind::Name | SlotKind::Account { .. }))
        .map(|slot| slot.sentence.place(slot.range.clone()))
}

/// The sums by class that stand for written totals by class.
fn sums_of(figures: &FinalAccounts, group: GroupIx) -> Option<GroupIx> {
    let catalogue = figures.catalogue;
    let table = |group: GroupIx| catalogue.concepts[catalogue.groups[group].concept].table;
    catalogue.groups.iter().position(|other| {
        matches!(other.origin, Origin::ByClass(from) if table(from) == table(group))
            && catalogue.groups[group].account == Some(crate::figures::concepts::AccountKind::Class)
    })
}

fn number_of(
    text: &FinalAccounts,
    group: GroupIx,
    figures: &FinalAccounts,
    list: GroupIx,
    number: usize,
) -> Option<usize> {
    if group == list {
        return Some(number);
    }
    let period = text.catalogue.groups[group].shape.numbers[number].period;
    figures.catalogue.groups[list].shape.number(period.id())
}

/// The row that is the same: of the same account or code, or of the same name but for blanks where neither has one.
pub(super) fn same_row(row: &Record, rows: &[Record]) -> Option<usize> {
    let bare = |row: &Record| row.account.is_none() && row.code.is_none();
    // An account that the classification does not know has names only.
    let names = |row: &Record| {
        row.account
            .as_ref()
            .map(|account| [&account.class, &account.section, &account.item].map(|name| comparable(name)))
    };
    let by_key = rows.iter().position(|other| other.key() == row.key());
    let by_names = || rows.iter().position(|other| names(row).is_some() && names(other) == names(row));
    by_key.or_else(by_names).or_else(|| {
        let name = comparable(&row.name);
        rows.iter().position(|other| (bare(row) || bare(other)) && comparable(&other.name) == name)
    })
}

/// Is it the same row under another name: all figures that the text states are the same, or nearly all of the name is?
fn alike(
    (text, group, row): (&FinalAccounts, GroupIx, &Record),
    (figures, list, other): (&FinalAccounts, GroupIx, &Record),
) -> bool {
    let value = |at: usize| Some((row.numbers[at].value()?, at));
    let stated: Vec<(Decimal, usize)> = (0..row.numbers.len()).filter_map(value).collect();
    let same = |(value, at): &(Decimal, usize)| {
        number_of(text, group, figures, list, *at).and_then(|at| other.numbers[at].value()) == Some(*value)
    };
    let figures_same = stated.iter().all(same) && stated.iter().any(|(value, _)| !value.is_zero());
    figures_same || one_letter(&comparable(&full_name(row)), &comparable(&full_name(other)))
}
