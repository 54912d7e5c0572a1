//! The records of a text with their numbers and texts (所报的记录), as the rules about reasons and last year walk them.

use std::ops::Range;

use rust_decimal::Decimal;

use crate::figures::{ConceptIx, FinalAccounts, Kind, Origin, Period, Record, Shape, TextKind};

/// The department itself and every row that officers type, with what its numbers and texts are.
pub(super) fn records(accounts: &FinalAccounts) -> impl Iterator<Item = (Option<usize>, &Record, &'static Shape)> {
    let catalogue = accounts.catalogue;
    let given = catalogue.groups.iter().enumerate().filter(|(_, group)| matches!(group.origin, Origin::Given));
    let rows = given
        .flat_map(|(index, group)| accounts.rows(index).iter().map(move |record| (Some(index), record, &group.shape)));
    std::iter::once((None, &accounts.root, &catalogue.root)).chain(rows)
}

/// The record of other figures that is the same row, or the department itself.
pub(super) fn same<'o>(other: &'o FinalAccounts, group: Option<usize>, record: &Record) -> Option<&'o Record> {
    let Some(group) = group else { return Some(&other.root) };
    let key = record.key();
    other.groups.get(group)?.iter().find(|row| !key.is_empty() && row.key() == key)
}

/// A text that stands in the report (所写的文字).
pub(super) struct Stated<'a> {
    pub group: Option<usize>,
    pub record: &'a Record,
    pub shape: &'static Shape,
    /// Which text of the record.
    pub index: usize,
    pub concept: ConceptIx,
    pub kind: TextKind,
    pub words: &'a str,
    pub place: Range<usize>,
}

impl Stated<'_> {
    /// The number of the same figure in another period.
    pub fn number(&self, period: Period) -> Option<Decimal> {
        let same =
            |number: &crate::figures::concepts::NumberDef| number.concept == self.concept && number.period == period;
        self.shape.numbers.iter().position(same).and_then(|index| self.record.numbers[index].value())
    }
}

/// Every text of one line that a report states.
pub(super) fn stated(accounts: &FinalAccounts) -> Vec<Stated<'_>> {
    let mut found = Vec::new();
    for (group, record, shape) in records(accounts) {
        for (index, text) in shape.texts.iter().enumerate() {
            if let ([words], Some(place)) = (record.texts[index].lines(), &record.text_places[index]) {
                let (concept, kind, place) = (text.concept, text.kind, place.clone());
                found.push(Stated { group, record, shape, index, concept, kind, words, place });
            }
        }
    }
    found.sort_by_key(|stated| stated.place.start);
    found
}

/// This year's and last year's number of each amount, by index in the shape.
pub(super) fn amounts(accounts: &FinalAccounts, shape: &Shape) -> Vec<(usize, usize)> {
    let finals = shape.numbers.iter().enumerate().filter(|(_, number)| {
        number.period == Period::Final && accounts.catalogue.concepts[number.concept].kind == Kind::Amount
    });
    let last =
        |concept| shape.numbers.iter().position(|number| number.concept == concept && number.period == Period::Last);
    finals.filter_map(|(index, number)| Some((index, last(number.concept)?))).collect()
}

/// How many letters a text has.
pub(super) fn letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphanumeric()).count()
}
