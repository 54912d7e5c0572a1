//! The records of a text with their numbers and texts (所报的记录), as the rules about reasons and last year walk them.

use std::ops::Range;

use rust_decimal::Decimal;

pub(super) use crate::figures::years::{amounts, records, same};
use crate::figures::{ConceptIx, FinalAccounts, Period, Record, Shape, TextKind};

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
            if let ([words], Some(place)) = (record.texts[index].lines(), record.text_places.get(index)) {
                let (concept, kind, place) = (text.concept, text.kind, place.clone());
                found.push(Stated { group, record, shape, index, concept, kind, words, place });
            }
        }
    }
    found.sort_by_key(|stated| stated.place.start);
    found
}

/// How many letters a text has.
pub(super) fn letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphanumeric()).count()
}
