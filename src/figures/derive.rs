//! Deriving (推算): totals that are left out, sums by class, and lists made from other figures.

use super::{
    accounts::{FinalAccounts, Number, Record},
    concepts::{Group, Origin, Period, TextKind},
    identities::Identity,
    reference::Reference,
};
use crate::diagnostic::Severity;

/// Fill in what follows from what is written. Nothing that is written, even blank, is touched.
pub fn derive(accounts: &mut FinalAccounts, reference: &Reference) {
    derive_by(accounts, reference, &|_| true);
}

/// The same for figures read out of a text: sentences do not print all figures of every identity, and what is not
/// printed is not nothing.
pub fn derive_from_text(accounts: &mut FinalAccounts, reference: &Reference) {
    derive_by(accounts, reference, &|identity| identity.printed && identity.severity != Severity::Hint);
}

fn derive_by(accounts: &mut FinalAccounts, reference: &Reference, may: &dyn Fn(&Identity) -> bool) {
    let deriving: Vec<(usize, &Identity)> = reference
        .identities
        .iter()
        .filter(|identity| may(identity))
        .filter_map(|identity| Some((identity.derives_which()?, identity)))
        .collect();
    let mut seen = vec![false; accounts.root.numbers.len()];
    for (index, _) in &deriving {
        settle(accounts, &deriving, *index, &mut seen);
    }
    for (index, group) in accounts.catalogue.groups.iter().enumerate() {
        match &group.origin {
            Origin::Given => {}
            Origin::Members(members) => {
                accounts.groups[index] =
                    members.iter().filter_map(|&member| member_row(accounts, group, member)).collect();
            }
            Origin::ByClass(from) => {
                accounts.groups[index] = class_rows(&accounts.groups[*from], group, &accounts.catalogue.groups[*from]);
            }
        }
    }
}

/// Derive a figure after all that it adds, so that no total is taken before a part of it has followed.
fn settle(accounts: &mut FinalAccounts, deriving: &[(usize, &Identity)], index: usize, seen: &mut [bool]) {
    if accounts.root.numbers[index] != Number::Absent || std::mem::replace(&mut seen[index], true) {
        return;
    }
    for (_, identity) in deriving.iter().filter(|(left, _)| *left == index) {
        for part in identity.parts() {
            settle(accounts, deriving, part, seen);
        }
        if let Some(number) = identity.derived(accounts) {
            accounts.root.numbers[index] = number;
            return;
        }
    }
}

/// A row that stands for one concept, if the department has it.
fn member_row(accounts: &FinalAccounts, group: &Group, member: usize) -> Option<Record> {
    let concept = &accounts.catalogue.concepts[member];
    let root = &accounts.root;
    let mut row = Record::empty(group.shape.numbers.len(), group.shape.texts.len());
    let mut present = false;
    for period in Period::ALL {
        if let (Some(from), Some(to)) = (concept.number(period), group.shape.number(period.id())) {
            row.numbers[to] = root.numbers[from];
            row.number_places[to] = root.number_places[from].clone();
            present |= root.numbers[from].is_present();
        }
    }
    for kind in TextKind::OF_FIGURES {
        if let (Some(from), Some(to)) = (concept.text(kind), group.shape.text(kind.id())) {
            row.texts[to] = root.texts[from].clone();
            row.text_places[to] = root.text_places[from].clone();
        }
    }
    row.concept = Some(member);
    row.name = concept.key.clone();
    present.then_some(row)
}

/// Sums by class (按类汇总), in the order in which the classes first appear.
fn class_rows(items: &[Record], group: &Group, from: &Group) -> Vec<Record> {
    let mut classes: Vec<Record> = Vec::new();
    for item in items {
        let Some(account) = &item.account else { continue };
        let at = classes.iter().position(|class| class.name == *account.class);
        let class = match at {
            Some(at) => &mut classes[at],
            None => {
                let mut class = Record::empty(group.shape.numbers.len(), group.shape.texts.len());
                class.name = account.class.to_string();
                class.code = account.class_code.clone();
                class.numbers =
                    item.numbers_for(group, from).into_iter().map(|number| number.map(|_| 0.into())).collect();
                classes.push(class);
                let last = classes.len() - 1;
                &mut classes[last]
            }
        };
        for (sum, number) in class.numbers.iter_mut().zip(item.numbers_for(group, from)) {
            *sum = match (*sum, number.value()) {
                (Number::Absent, _) => Number::Absent,
                (_, None) => number,
                (Number::Blank, _) => Number::Blank,
                (Number::Given(sum) | Number::Derived(sum), Some(value)) => {
                    sum.checked_add(value).map_or(Number::Absent, Number::Derived)
                }
            };
        }
    }
    classes
}

impl Record {
    /// This row's numbers in the order of another list's shape.
    fn numbers_for(&self, group: &Group, from: &Group) -> Vec<Number> {
        let numbers = group.shape.numbers.iter();
        numbers
            .map(|number| from.shape.number(number.period.id()).map_or(Number::Absent, |index| self.numbers[index]))
            .collect()
    }
}
