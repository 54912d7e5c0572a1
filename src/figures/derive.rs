//! Deriving (推算): totals that are left out, sums by class, and lists made from other figures.

use smallvec::SmallVec;
use smol_str::SmolStr;

use super::{
    accounts::{FinalAccounts, Number, Record},
    concepts::{Concept, ConceptIx, Group, Origin, Period, TextKind},
    identities::{Identity, Texts},
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
    derive_by(accounts, reference, &|identity| identity.texts == Texts::All && identity.severity != Severity::Hint);
}

fn derive_by(accounts: &mut FinalAccounts, reference: &Reference, may: &dyn Fn(&Identity) -> bool) {
    let mut seen = vec![false; accounts.root.numbers.len()];
    for &index in &reference.derivable {
        settle(accounts, reference, may, index, &mut seen);
    }
    for (index, group) in accounts.catalogue.groups.iter().enumerate() {
        match &group.origin {
            Origin::Given => {}
            Origin::Members(members) => {
                let here: SmallVec<[ConceptIx; 16]> =
                    members.iter().copied().filter(|&member| is_here(accounts, member)).collect();
                // Rows are large: a list that grows would copy them again and again.
                let mut rows = Vec::with_capacity(here.len());
                rows.extend(here.into_iter().map(|member| member_row(accounts, group, member)));
                accounts.groups[index] = rows;
            }
            Origin::ByClass(from) => {
                let of_items = &accounts.catalogue.concepts[accounts.catalogue.groups[*from].concept];
                accounts.groups[index] = class_rows(&accounts.groups[*from], group, of_items);
            }
        }
    }
}

/// Derive a figure after all that it adds, so that no total is taken before a part of it has followed.
fn settle(
    accounts: &mut FinalAccounts,
    reference: &Reference,
    may: &dyn Fn(&Identity) -> bool,
    index: usize,
    seen: &mut [bool],
) {
    if accounts.root.numbers[index].is_present() || std::mem::replace(&mut seen[index], true) {
        return;
    }
    for &identity in &reference.deriving[index] {
        let identity = &reference.identities[identity];
        if !may(identity) {
            continue;
        }
        for part in identity.parts() {
            settle(accounts, reference, may, part, seen);
        }
        if let Some(number) = identity.derived(accounts) {
            accounts.root.numbers[index] = number;
            return;
        }
    }
}

/// Does the department have what the concept stands for?
fn is_here(accounts: &FinalAccounts, member: ConceptIx) -> bool {
    let numbers = accounts.catalogue.concepts[member].numbers.iter().flatten();
    numbers.copied().any(|at| accounts.root.numbers[at].is_present())
}

/// A row that stands for one concept.
fn member_row(accounts: &FinalAccounts, group: &Group, member: ConceptIx) -> Record {
    let concept = &accounts.catalogue.concepts[member];
    let root = &accounts.root;
    let mut row = Record::empty(group.shape.numbers.len(), group.shape.texts.len());
    // Such a row holds every period and every text that a figure can have, in their order.
    for (to, period) in Period::ALL.into_iter().enumerate() {
        if let Some(from) = concept.number(period) {
            row.numbers[to] = root.numbers[from];
            row.number_places.set(to, root.number_places.get(from));
        }
    }
    for (to, kind) in TextKind::OF_FIGURES.into_iter().enumerate() {
        if let Some(from) = concept.text(kind) {
            row.texts[to] = root.texts[from].clone();
            row.text_places.set(to, root.text_places.get(from));
        }
    }
    row.concept = Some(member);
    row.name = SmolStr::new_static(&concept.key);
    row
}

/// Sums by class (按类汇总), in the order in which the classes first appear.
fn class_rows(items: &[Record], group: &Group, of_items: &Concept) -> Vec<Record> {
    let mut classes: Vec<Record> = Vec::new();
    let places: Vec<Option<usize>> = group.shape.numbers.iter().map(|number| of_items.number(number.period)).collect();
    let number = |item: &Record, place: &Option<usize>| place.map_or(Number::Absent, |at| item.numbers[at]);
    for item in items {
        let Some(account) = &item.account else { continue };
        let at = classes.iter().position(|class| class.name == account.class);
        let class = match at {
            Some(at) => &mut classes[at],
            None => {
                let mut class = Record::empty(group.shape.numbers.len(), group.shape.texts.len());
                class.name = account.class.clone();
                class.code = account.class_code.clone();
                class.numbers = places.iter().map(|place| number(item, place).map(|_| 0.into())).collect();
                classes.push(class);
                let last = classes.len() - 1;
                &mut classes[last]
            }
        };
        for (sum, place) in class.numbers.iter_mut().zip(&places) {
            let number = number(item, place);
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
