//! Departments of which nothing is missing (齐全): what a draft would leave open is filled in and made to agree.

use juesuan::{
    figures::{FinalAccounts, Kind, Number, Text},
    report::House,
};
use rust_decimal::Decimal;

use super::{
    Making, balance,
    open::{Home, open},
    words,
};

/// After so many rounds another department is made.
const ROUNDS: usize = 6;

/// Fill in what a draft leaves open; false if something stays open.
pub fn fill(made: &mut FinalAccounts, making: &mut Making, book: &House) -> bool {
    for _ in 0..ROUNDS {
        let Some(open) = open(made, making.reference, book) else { return false };
        if open.texts.is_empty() && open.numbers.is_empty() {
            return open.complete;
        }
        open.texts.into_iter().for_each(|home| write(made, making, &home));
        let typed = !open.numbers.is_empty();
        open.numbers.into_iter().for_each(|home| number(made, making, &home));
        if typed {
            balance::settle(made, making.reference, &mut making.chance);
        }
    }
    false
}

fn write(made: &mut FinalAccounts, making: &mut Making, home: &Home) {
    let catalogue = made.catalogue;
    let Some((concept, kind, text)) = home.text(made) else { return };
    *text = words::text(&mut making.chance, &catalogue.concepts[concept], kind);
    if let (Home::Row(..), Text::Given(lines)) = (home, text) {
        lines.truncate(1);
    }
}

fn number(made: &mut FinalAccounts, making: &mut Making, home: &Home) {
    let catalogue = made.catalogue;
    let Some((concept, number)) = home.number(made) else { return };
    let kind = catalogue.concepts[concept].kind;
    let value = if matches!(kind, Kind::Amount) { Decimal::ZERO } else { making.value(kind, false) };
    *number = Number::Given(value);
}
