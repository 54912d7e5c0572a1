//! Departments of which nothing is missing (齐全): what a draft would leave open is filled in and made to agree.

use juesuan::{
    figures::{Fact, FinalAccounts, Kind, Number, Reference, Text, load, save},
    phrase::WrittenSpan,
    report::{House, draft, printed},
    source::Source,
};
use rust_decimal::Decimal;

use super::{Making, balance, words};

/// After so many rounds another department is made.
const ROUNDS: usize = 6;

/// A text or number of the department or of one row, as it is typed.
enum Home {
    Root(usize),
    Row(usize, usize, usize),
}

/// Fill in what a draft leaves open; false if something stays open.
pub fn fill(made: &mut FinalAccounts, making: &mut Making, book: &House) -> bool {
    for _ in 0..ROUNDS {
        let Some(loaded) = loaded(made, making.reference) else { return false };
        let figures = printed(&loaded, &book.style);
        let report = draft(book, &loaded, &figures);
        let mut texts = Vec::new();
        let mut numbers = Vec::new();
        for (_, span) in report.missing() {
            if let Some(fact) = span.slot.text() {
                texts.extend(home(&loaded, &figures, span, fact));
            } else if let Some(value) = span.slot.value() {
                let mut facts = Vec::new();
                value.facts(&mut facts);
                facts.retain(|fact| is_open(fact, span, &figures));
                numbers.extend(facts.into_iter().filter_map(|fact| home(&loaded, &figures, span, fact)));
            }
        }
        if texts.is_empty() && numbers.is_empty() {
            return report.missing().next().is_none() && making.reference.check(&loaded).is_empty();
        }
        texts.into_iter().for_each(|home| write(made, making, &home));
        let typed = !numbers.is_empty();
        numbers.into_iter().for_each(|home| number(made, making, &home));
        if typed {
            balance::settle(made, making.reference, &mut making.chance);
        }
    }
    false
}

fn loaded(made: &FinalAccounts, reference: &'static Reference) -> Option<FinalAccounts> {
    load(&Source::new("made.yaml", save(made, reference).as_str()), reference).0
}

fn is_open(fact: &Fact, span: &WrittenSpan, figures: &FinalAccounts) -> bool {
    let number = match (fact, span.row) {
        (Fact::RootNumber(at), _) => figures.root.numbers[*at],
        (Fact::RowNumber(at), Some(row)) => row.numbers[*at],
        _ => return false,
    };
    number.value().is_none()
}

fn home(loaded: &FinalAccounts, figures: &FinalAccounts, span: &WrittenSpan, fact: Fact) -> Option<Home> {
    let (group, row) = match fact {
        Fact::RootText(at) | Fact::RootNumber(at) => return Some(Home::Root(at)),
        Fact::RowText(_) | Fact::RowNumber(_) => (span.body.group?, span.row?),
        _ => return None,
    };
    let catalogue = loaded.catalogue;
    let shape = &catalogue.groups[group].shape;
    match (row.concept, fact) {
        (Some(concept), Fact::RowText(at)) => catalogue.concepts[concept].text(shape.texts[at].kind).map(Home::Root),
        (Some(concept), Fact::RowNumber(at)) => {
            catalogue.concepts[concept].number(shape.numbers[at].period).map(Home::Root)
        }
        (None, Fact::RowText(at) | Fact::RowNumber(at)) => {
            let index = figures.rows(group).iter().position(|other| std::ptr::eq(other, row))?;
            Some(Home::Row(group, index, at))
        }
        _ => None,
    }
}

fn write(made: &mut FinalAccounts, making: &mut Making, home: &Home) {
    let catalogue = made.catalogue;
    let (def, text) = match *home {
        Home::Root(at) => (&catalogue.root.texts[at], &mut made.root.texts[at]),
        Home::Row(group, row, at) => {
            let Some(row) = made.groups[group].get_mut(row) else { return };
            (&catalogue.groups[group].shape.texts[at], &mut row.texts[at])
        }
    };
    *text = words::text(&mut making.chance, &catalogue.concepts[def.concept], def.kind);
    if let (Home::Row(..), Text::Given(lines)) = (home, text) {
        lines.truncate(1);
    }
}

fn number(made: &mut FinalAccounts, making: &mut Making, home: &Home) {
    let catalogue = made.catalogue;
    let (def, number) = match *home {
        Home::Root(at) => (&catalogue.root.numbers[at], &mut made.root.numbers[at]),
        Home::Row(group, row, at) => {
            let Some(row) = made.groups[group].get_mut(row) else { return };
            (&catalogue.groups[group].shape.numbers[at], &mut row.numbers[at])
        }
    };
    let kind = catalogue.concepts[def.concept].kind;
    let value = if matches!(kind, Kind::Amount) { Decimal::ZERO } else { making.value(kind, false) };
    *number = Number::Given(value);
}
