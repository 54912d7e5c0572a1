//! Which figures of the department a house's sentences print (样式会写的数).

use std::collections::HashSet;

use crate::{
    figures::{Expr, Fact},
    phrase::{Body, SlotKind},
    report::House,
};

/// The numbers of the department that some sentence of the house prints.
pub(super) fn printed(house: &House) -> HashSet<usize> {
    let mut found = HashSet::new();
    house.phrases.iter().for_each(|phrase| collect(&phrase.body, &mut found));
    found
}

fn collect(body: &Body, found: &mut HashSet<usize>) {
    for slot in &body.slots {
        match (&slot.kind, slot.value()) {
            (SlotKind::Use { body } | SlotKind::Each { body, .. }, _) => collect(body, found),
            (_, Some(Expr::Fact(Fact::RootNumber(index)))) => {
                found.insert(*index);
            }
            _ => {}
        }
    }
}
