//! The figures of a pair (数的变化): what stands in the same slot of the same phrase, and the numbers that the words pair.

use std::{cmp::Ordering, ops::Range};

use rust_decimal::Decimal;

use super::{
    doubts::room,
    sentence::{Figure, Sentence},
    side::Side,
};
use crate::{
    figures::{Expr, FinalAccounts, Function, Period, Record, Shape, expr::describe},
    phrase::{SlotKind, scan::Held},
    report::binding::{Key, env_at, key_of},
    revise::money,
};

/// What the rounding of two figures and their difference can make.
pub(super) const TOLERANCE: Decimal = Decimal::from_parts(1, 0, 0, false, 2);

/// What a figure counts (量).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Money.
    Amount,
    /// A percentage.
    Percent,
    /// Anything else.
    Count,
}

/// A figure that both years state (数的变化).
#[derive(Clone, Debug)]
pub struct FigureChange {
    /// What it is called: 收入总计（决算数）.
    pub name: String,
    /// Its id, `revenue.grand_total`; none for what is computed from others.
    pub concept: Option<&'static str>,
    /// Which period's figure it is; none for what is computed.
    pub period: Option<Period>,
    /// What it counts.
    pub measure: Measure,
    /// Last year's, in the unit in which this year's is printed.
    pub last: Decimal,
    /// This year's.
    pub this: Decimal,
    /// As printed last year, with the unit.
    pub last_text: String,
    /// As printed this year, with the unit.
    pub this_text: String,
    /// Does this year's report itself say that it was the same last year (持平)?
    pub level: bool,
    /// If it did not change: where this year's report says what makes it another figure.
    pub denied: Option<Range<usize>>,
    /// Which figure of this year's report it is, if it prints one as it stands.
    pub(super) key: Option<Key>,
}

impl FigureChange {
    /// By how much it changed; none if that is too much to tell.
    pub fn difference(&self) -> Option<Decimal> {
        self.this.checked_sub(self.last)
    }

    /// The change as a part of last year's figure; none if that was zero.
    pub fn rate(&self) -> Option<Decimal> {
        self.difference()?.checked_div(self.last.abs())
    }

    /// Did it change?
    pub fn moved(&self) -> bool {
        self.last != self.this
    }
}

/// The figures that both sentences state in the same slot, changed or not.
pub(super) fn changes(last: (&Side, &Sentence), this: (&Side, &Sentence)) -> Vec<FigureChange> {
    let mut found = Vec::new();
    for figure in &this.1.figures {
        let Some(before) = last.1.figures.iter().find(|other| other.key == figure.key) else { continue };
        let (Held::Number(old), Held::Number(new)) = (before.held, figure.held) else { continue };
        let accounts = &this.0.bound.accounts;
        let (last_text, this_text) = (last.1.part(before.range.clone()), this.1.part(figure.range.clone()));
        let value = match (money::unit(last_text), money::unit(this_text)) {
            (Some(one), Some(other)) if one != other => money::exchanged(old.value, one, other).unwrap_or(old.value),
            _ => old.value,
        };
        let stayed = value == new.value;
        let (concept, period) =
            identity(figure, accounts).map_or((None, None), |(id, period)| (Some(id), Some(period)));
        found.push(FigureChange {
            name: name(figure, accounts),
            concept,
            period,
            measure: match figure.slot.kind {
                SlotKind::Amount { .. } => Measure::Amount,
                SlotKind::Percent { .. } => Measure::Percent,
                _ => Measure::Count,
            },
            last: value,
            this: new.value,
            last_text: last_text.to_owned(),
            this_text: this_text.to_owned(),
            level: stayed && years(figure, accounts).is_some_and(|(_, last)| number(last, accounts) == Some(new.value)),
            key: figure_key(figure, accounts),
            denied: stayed.then(|| denied((last.0, before), (this.0, this.1, figure), new.value)).flatten(),
        });
    }
    found
}

/// Does a direction that both sentences state in the same slot turn?
pub(super) fn turned(last: &Sentence, this: &Sentence) -> bool {
    this.figures.iter().any(|figure| {
        let before = last.figures.iter().find(|other| other.key == figure.key);
        let opposite = |one: Ordering, other: Ordering| one == other.reverse() && one != Ordering::Equal;
        match (before.map(|before| before.held), figure.held) {
            (Some(Held::Word(Some(one))), Held::Word(Some(other))) => opposite(*one, *other),
            _ => false,
        }
    })
}

/// Which figure it is, if it prints one as it stands.
fn figure_key(figure: &Figure, accounts: &FinalAccounts) -> Option<Key> {
    match figure.slot.value()? {
        Expr::Fact(fact) => key_of(accounts, *fact, figure.row),
        _ => None,
    }
}

fn shape(key: Key, accounts: &FinalAccounts) -> &'static Shape {
    key.row.map_or(&accounts.catalogue.root, |(group, _)| &accounts.catalogue.groups[group].shape)
}

fn identity(figure: &Figure, accounts: &FinalAccounts) -> Option<(&'static str, Period)> {
    let key = figure_key(figure, accounts)?;
    let number = &shape(key, accounts).numbers[key.number];
    Some((&number.id, number.period))
}

/// The figure of the report's own year that a slot prints or a change starts from, and the one of the year before.
fn years(figure: &Figure, accounts: &FinalAccounts) -> Option<(Key, Key)> {
    if let Expr::Call(Function::Change, sides) = figure.slot.value()?.without_abs() {
        let key = |side: &Expr| match side {
            Expr::Fact(fact) => key_of(accounts, *fact, figure.row),
            _ => None,
        };
        return key(&sides[0]).zip(key(&sides[1]));
    }
    let key = figure_key(figure, accounts)?;
    let numbers = &shape(key, accounts).numbers;
    let own = &numbers[key.number];
    let of = |period| {
        let number = numbers.iter().position(|number| number.concept == own.concept && number.period == period)?;
        Some(Key { number, ..key })
    };
    if matches!(own.period, Period::Final | Period::Last) { of(Period::Final).zip(of(Period::Last)) } else { None }
}

fn record(key: Key, accounts: &FinalAccounts) -> Option<&Record> {
    match key.row {
        Some((group, row)) => accounts.rows(group).get(row),
        None => Some(&accounts.root),
    }
}

fn number(key: Key, accounts: &FinalAccounts) -> Option<Decimal> {
    record(key, accounts)?.numbers[key.number].value()
}

/// Do the figures from which one is computed give what is printed? None where they do not tell. `decimals` is how exact
/// a percentage is, at least.
pub(super) fn agrees(side: &Side, figure: &Figure, printed: Decimal, decimals: u32) -> Option<bool> {
    let accounts = &side.bound.accounts;
    let (env, value) = (env_at(accounts, figure.row), figure.slot.value()?);
    let computed = env.value(value).number()?;
    let (computed, room) = if matches!(figure.slot.kind, SlotKind::Percent { .. }) {
        // One of the last digit that is printed, and what rounding does to small figures.
        let least = Decimal::new(1, printed.normalize().scale().max(decimals));
        let rounding = env.ratio(value).and_then(|(part, whole)| room(part, whole));
        (computed.checked_mul(Decimal::ONE_HUNDRED)?, least.checked_add(rounding.unwrap_or_default())?)
    } else {
        (computed, TOLERANCE)
    };
    computed.abs().checked_sub(printed.abs()).map(|gap| gap.abs() <= room)
}

/// Where this year's report says what a figure cannot be that stands as last year: it makes last year's another than
/// was published, or the figures from which it is computed give another.
fn denied(
    (last, before): (&Side, &Figure),
    (this, sentence, figure): (&Side, &Sentence, &Figure),
    value: Decimal,
) -> Option<Range<usize>> {
    // Among 85.2% and 7.1% nobody rounds 4.7% to last year's 5%.
    let decimals = |figure: &Figure| match (&figure.slot.kind, figure.held) {
        (SlotKind::Percent { .. }, Held::Number(printed)) => Some(printed.value.normalize().scale()),
        _ => None,
    };
    let finest = sentence.figures.iter().filter_map(decimals).max().unwrap_or(0);
    let (now, then) = (&this.bound.accounts, &last.bound.accounts);
    let own = || sentence.place.start..sentence.place.end;
    if agrees(this, figure, value, finest) == Some(false) {
        return Some(own());
    }
    let (_, base) = years(figure, now)?;
    let (published, _) = years(before, then)?;
    let (stated, published) = (number(base, now)?, number(published, then)?);
    let (stated, published) = money::in_one_unit((stated, now.unit), (published, then.unit))?;
    let gap = stated.checked_sub(published)?;
    let place = record(base, now)?.number_places.get(base.number);
    (gap.abs() > TOLERANCE).then(|| place.unwrap_or_else(own))
}

fn name(figure: &Figure, accounts: &FinalAccounts) -> String {
    let Some(value) = figure.slot.value() else { return String::new() };
    let called = describe(value.without_abs(), accounts.catalogue, figure.body.group);
    match figure.row.and_then(|row| row.record(accounts)) {
        Some(row) if !row.name.is_empty() => format!("{}（{called}）", row.name),
        _ => called,
    }
}
