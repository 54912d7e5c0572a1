//! Figures that no figures file can have (不能有的数): a total below zero that its rows do not explain, half a vehicle.

use std::ops::Range;

use rust_decimal::Decimal;

use super::{Bound, Key};
use crate::figures::{
    Fact, GroupIx, Number, Record, Shape,
    concepts::Catalogue,
    expr::{Leaf, leaf_name},
};

/// A figure that the text states and that cannot be (不能有的数).
#[derive(Clone, Debug)]
pub struct Impossible {
    /// What it is called.
    pub name: String,
    /// As the text has it.
    pub value: Decimal,
    /// Where the text states it.
    pub place: Option<Range<usize>>,
}

impl Bound {
    /// Was a figure left open, or to be filled in from the first?
    pub fn is_open(&self, key: Key) -> bool {
        self.number(key) == Number::Blank
    }

    /// Is a figure there, or to be filled in?
    pub(super) fn is_there(&self, key: Key) -> bool {
        self.number(key).is_present()
    }

    fn number(&self, key: Key) -> Number {
        let record = key.row.map_or(Some(&self.accounts.root), |(group, row)| self.accounts.groups[group].get(row));
        record.map_or(Number::Absent, |record| record.numbers[key.number])
    }

    /// Leave those figures open, for a person to fill in, and say which they were, in order of the text.
    pub fn leave_open(&mut self) -> Vec<Impossible> {
        let accounts = &mut self.accounts;
        let catalogue = accounts.catalogue;
        let mut found = Vec::new();
        open(&mut accounts.root, &catalogue.root, (catalogue, None), &mut found);
        for (group, rows) in accounts.groups.iter_mut().enumerate() {
            for row in rows {
                open(row, &catalogue.groups[group].shape, (catalogue, Some(group)), &mut found);
            }
        }
        found.sort_by_key(|figure| figure.place.as_ref().map(|place| place.start));
        found
    }
}

fn open(
    record: &mut Record,
    shape: &Shape,
    (catalogue, group): (&Catalogue, Option<GroupIx>),
    found: &mut Vec<Impossible>,
) {
    for (at, def) in shape.numbers.iter().enumerate() {
        let concept = &catalogue.concepts[def.concept];
        let Number::Given(value) = record.numbers[at] else { continue };
        let below_zero = value < Decimal::ZERO && !concept.may_be_negative(def.period);
        if below_zero || concept.is_fraction(value) {
            record.numbers[at] = Number::Blank;
            let fact = if group.is_some() { Fact::RowNumber(at) } else { Fact::RootNumber(at) };
            let name = leaf_name(Leaf::Fact(fact), catalogue, group);
            let name = if record.name.is_empty() { name } else { format!("{} {name}", record.name) };
            found.push(Impossible { name, value, place: record.number_places.get(at) });
        }
    }
}
