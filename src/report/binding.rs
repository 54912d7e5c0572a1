//! What a text states, as figures (归数): every number that was read goes to its concept, and what follows from
//! direction words and conditions is solved.
//!
//! A slot's `value` is read backwards: a figure is taken as it stands, a change (增减额) gives the base it was measured
//! from, and a condition of the variant that was read (本年等于上年) gives the figure that the sentence does not print.

mod alike;
mod impossible;
mod rows;
mod said;
mod solve;
mod subject;
mod untold;
mod words;

use std::{cmp::Ordering, collections::HashMap, ops::Range};

use rust_decimal::Decimal;

use super::reading::{ReadSentence, Reading};
use crate::{
    figures::{
        Env, Expr, Fact, FinalAccounts, Function, GroupIx, MoneyUnit, Number, Record, Reference, Text, TextAt, Value,
        derive_from_text, expr::Operator,
    },
    phrase::{Body, Say, Slot, SlotKind, Variant, read::Step, scan::Held},
};

pub use impossible::Impossible;

pub use rows::{MOST_ROWS, RowAt, key_of};
use words::{Words, behind};

/// A number of the department or of a row (哪个数).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    /// The list and row, none for the department itself.
    pub row: Option<(GroupIx, usize)>,
    /// Which number of the record.
    pub number: usize,
}

/// A figure that the text states in so many words (所报的数).
#[derive(Clone, Debug)]
pub struct Statement {
    /// Which figure.
    pub key: Key,
    /// Its value, in the unit of the house.
    pub value: Decimal,
    /// Where it stands in the source.
    pub place: Range<usize>,
    /// Which sentence states it.
    pub sentence: usize,
    /// Which step of the sentence.
    pub step: usize,
    /// Does it only follow from a change (增减额) that is printed?
    pub derived: bool,
}

/// A text that the report states once more in other words (再说的话); the first counts.
#[derive(Clone, Debug)]
pub struct Repeated {
    /// Which text it was read as.
    pub at: TextAt,
    /// The words.
    pub words: String,
    /// Where they stand in the source.
    pub place: Range<usize>,
}

/// A text bound to figures (归数的结果).
pub struct Bound {
    /// The figures, each with its place in the text.
    pub accounts: FinalAccounts,
    /// Every statement, in order of the text.
    pub statements: Vec<Statement>,
    /// For each sentence and step, the row it speaks of.
    pub rows: Vec<Vec<Option<RowAt>>>,
    /// Bases (上年数) that were solved from a printed change, with the figure they were solved from.
    pub bases: Vec<(Key, Key)>,
    /// Accounts whose names are not official, as printed, with the place.
    pub renamed: Vec<rows::Renamed>,
    /// Rows that are more than any list has, and were not taken down.
    pub left_out: Vec<Range<usize>>,
    /// Texts that were stated before, in other words.
    pub repeated: Vec<Repeated>,
    /// The reference data by which they were bound.
    pub reference: &'static Reference,
}

/// Bind what was read.
pub fn bind(reading: &Reading, reference: &'static Reference) -> Bound {
    let catalogue = &reference.catalogue;
    let style = &reading.house.style;
    let (department, year) = subject::subject(reading);
    let accounts = FinalAccounts {
        catalogue,
        source: reading.document.source.clone(),
        department,
        year,
        unit: if style.unit == "元" { MoneyUnit::Yuan } else { MoneyUnit::WanYuan },
        phrasebook: Some(reading.house.name.clone()),
        phrasebook_place: None,
        published: None,
        verified: Vec::new(),
        sources: std::collections::BTreeMap::new(),
        root: Record::empty(catalogue.root.numbers.len(), catalogue.root.texts.len()),
        groups: vec![Vec::new(); catalogue.groups.len()],
    };
    let mut binder = Binder {
        reference,
        bound: Bound {
            accounts,
            statements: Vec::new(),
            rows: Vec::new(),
            bases: Vec::new(),
            renamed: Vec::new(),
            left_out: Vec::new(),
            repeated: Vec::new(),
            reference,
        },
        changes: Vec::new(),
        equalities: Vec::new(),
        nothing: Vec::new(),
        known: HashMap::new(),
        known_rows: HashMap::new(),
    };
    let mut words = Vec::new();
    for (index, sentence) in reading.sentences.iter().enumerate() {
        let rows = binder.rows(reading, sentence);
        binder.sentence(index, (reading, sentence), &rows, &mut words);
        binder.bound.rows.push(rows);
    }
    binder.solve();
    derive_from_text(&mut binder.bound.accounts, reference);
    solve::leave_to_follow(&mut binder.bound.accounts, reference);
    binder.words(words, style);
    binder.bound
}

/// Where the same words are two variants (与年初预算比、与全年预算比), take the one that the figures want.
pub(super) fn settle(reading: &mut Reading, reference: &'static Reference) {
    let bound = bind(reading, reference);
    for (index, sentence) in reading.sentences.iter_mut().enumerate() {
        for at in 0..sentence.read.steps.len() {
            let Step::Enter { body, variant, .. } = sentence.read.steps[at] else { continue };
            let env = env_at(&bound.accounts, bound.rows[index][at]);
            let wanted = wanted(body, &env).filter(|wanted| !std::ptr::eq(*wanted, variant));
            if let Some(wanted) = wanted.filter(|wanted| alike::alike(body, variant, wanted)) {
                alike::turn(sentence, at, body, wanted);
            }
        }
    }
}

/// The variant that figures read from a text want, if they decide it.
pub fn wanted<'b>(body: &'b Body, env: &Env) -> Option<&'b Variant> {
    for variant in &body.variants {
        match variant.when.as_ref().map(|when| decide(env, when.expr())) {
            None | Some(Some(true)) => return Some(variant),
            Some(Some(false)) => {}
            // Where every figure is there or to be filled in, who writes cannot tell either, and goes on.
            Some(None) if variant.when.as_ref().is_some_and(|when| is_known(env, when.expr())) => {}
            Some(None) => return None,
        }
    }
    None
}

/// Is every figure of a condition read, or read as one to be filled in?
fn is_known(env: &Env, expr: &Expr) -> bool {
    let mut facts = Vec::new();
    expr.facts(&mut facts);
    facts.iter().all(|fact| match fact {
        Fact::RootNumber(_) | Fact::RowNumber(_) => env.number(*fact).is_present(),
        Fact::Group(_) => false,
        _ => true,
    })
}

/// Does a condition hold, as far as a text can tell? A figure that it does not print may be there all the same.
fn decide(env: &Env, expr: &Expr) -> Option<bool> {
    match expr {
        Expr::Has(Fact::RootNumber(_) | Fact::RowNumber(_) | Fact::Group(_)) | Expr::Any(..) => match env.value(expr) {
            Value::Truth(Some(true)) => Some(true),
            _ => None,
        },
        Expr::Not(inner) => decide(env, inner).map(|truth| !truth),
        Expr::Binary(Operator::And, left, right) => match (decide(env, left), decide(env, right)) {
            (Some(false), _) | (_, Some(false)) => Some(false),
            (Some(true), Some(true)) => Some(true),
            _ => None,
        },
        Expr::Binary(Operator::Or, left, right) => match (decide(env, left), decide(env, right)) {
            (Some(true), _) | (_, Some(true)) => Some(true),
            (Some(false), Some(false)) => Some(false),
            _ => None,
        },
        _ => match env.value(expr) {
            Value::Truth(truth) => truth,
            _ => None,
        },
    }
}

struct Binder {
    reference: &'static Reference,
    bound: Bound,
    changes: Vec<solve::Change>,
    equalities: Vec<solve::Equality>,
    /// Figures that are zero or not there (未发生), with the sentence that says so.
    nothing: Vec<(Key, Range<usize>)>,
    known: HashMap<Key, Decimal>,
    /// The rows of lists by what they are known by.
    known_rows: HashMap<(GroupIx, String), usize>,
}

impl Binder {
    fn sentence<'a>(
        &mut self,
        index: usize,
        (reading, sentence): (&Reading, &ReadSentence<'a, '_>),
        rows: &[Option<RowAt>],
        words: &mut Vec<Words<'a>>,
    ) {
        for (at, step) in sentence.read.steps.iter().enumerate() {
            let row = rows[at];
            match step {
                Step::Enter { body, variant, .. } => {
                    // A variant that says nothing is one of several; what it stands for was not said. Words that another
                    // variant has, too, do not say which condition held.
                    let silent = matches!(&variant.say, Say::Straight(pieces) if pieces.is_empty());
                    let same = |other: &&Variant| other.template.text == variant.template.text;
                    let alone = body.variants.iter().filter(same).count() == 1;
                    if let Some(when) = variant.when.as_ref().filter(|_| alone && !silent) {
                        self.condition(when.expr(), row, sentence);
                    }
                }
                Step::Slot { slot, body, variant, range, held } => {
                    self.slot((body, variant, slot), (range, held), row, (index, at), (reading, sentence), words);
                }
                Step::Row { .. } | Step::RowsEnd | Step::Slip { .. } => {}
            }
        }
    }

    fn slot<'a>(
        &mut self,
        (body, variant, slot): (&'a Body, &'a Variant, &'a Slot),
        (range, held): (&Range<usize>, &Held),
        row: Option<RowAt>,
        (index, at): (usize, usize),
        (reading, sentence): (&Reading, &ReadSentence<'a, '_>),
        words: &mut Vec<Words<'a>>,
    ) {
        let place = sentence.place(range.clone());
        if slot.text().is_some() {
            let lines = match held {
                Held::Words => {
                    let first = sentence.paragraph.text()[range.clone()].trim().to_owned();
                    let last = sentence.read.steps.len() == at + 1;
                    let more = sentence.prose.iter().filter(|_| last).map(|clean| clean.text().to_owned());
                    Text::Given(std::iter::once(first + &behind(reading, sentence, range)).chain(more).collect())
                }
                _ => Text::Blank,
            };
            words.push(Words { body, variant, slot, row, lines, place });
            return;
        }
        let Some(value) = slot.value() else { return };
        match (figure(value), held) {
            (Some((fact, factor)), Held::Number(printed)) => {
                let Some(key) = self.key(fact, row) else { return };
                let value = match (&slot.kind, factor) {
                    (SlotKind::Percent { .. }, false) => printed.value / Decimal::ONE_HUNDRED,
                    _ => printed.value,
                };
                self.state(key, value, place, (index, at), false);
            }
            // A placeholder for what the department does not have, as far as it says, is none for the figure itself.
            (Some((fact, _)), Held::Placeholder) if !variant.wants_absent(fact) => {
                if let Some(key) = self.key(fact, row) {
                    self.record(key).numbers[key.number] = Number::Blank;
                }
            }
            (None, _) => {
                if let Some((this, base)) = change(value) {
                    let (this, base) = (self.key(this, row), self.key(base, row));
                    let (Some(this), Some(base)) = (this, base) else { return };
                    let amount = match held {
                        Held::Number(printed) if matches!(slot.kind, SlotKind::Amount { .. }) => Some(printed.value),
                        Held::Placeholder if matches!(slot.kind, SlotKind::Amount { .. }) => None,
                        _ => return,
                    };
                    let sign = direction(sentence, value, at);
                    self.changes.push(solve::Change { this, base, amount, sign, place, sentence: index, step: at });
                }
            }
            _ => {}
        }
    }

    /// Which number a fact is, seen from a row.
    fn key(&self, fact: Fact, row: Option<RowAt>) -> Option<Key> {
        key_of(&self.bound.accounts, fact, row)
    }

    fn record(&mut self, key: Key) -> &mut Record {
        let accounts = &mut self.bound.accounts;
        match key.row {
            Some((group, row)) => &mut accounts.groups[group][row],
            None => &mut accounts.root,
        }
    }

    /// Take a figure down; the first statement of a figure counts.
    fn state(&mut self, key: Key, value: Decimal, place: Range<usize>, at: (usize, usize), derived: bool) {
        let statement = Statement { key, value, place: place.clone(), sentence: at.0, step: at.1, derived };
        self.bound.statements.push(statement);
        if !self.known.contains_key(&key) {
            self.settle(key, value, place);
        }
    }

    fn settle(&mut self, key: Key, value: Decimal, place: Range<usize>) {
        self.known.insert(key, value);
        let record = self.record(key);
        record.numbers[key.number] = Number::Given(value);
        record.number_places.set(key.number, Some(place));
    }
}

/// A slot that prints a figure as it stands; true if it divides it by 100 to make a percentage of it.
fn figure(value: &Expr) -> Option<(Fact, bool)> {
    match value {
        Expr::Fact(fact @ (Fact::RootNumber(_) | Fact::RowNumber(_))) => Some((*fact, false)),
        Expr::Binary(Operator::Divide, left, right) if **right == Expr::Number(Decimal::ONE_HUNDRED) => {
            figure(left).map(|(fact, _)| (fact, true))
        }
        _ => None,
    }
}

/// The two figures of a change (增减额).
pub(super) fn change(value: &Expr) -> Option<(Fact, Fact)> {
    match value.without_abs() {
        Expr::Call(Function::Change, sides) => match (&sides[0], &sides[1]) {
            (Expr::Fact(this), Expr::Fact(base)) => Some((*this, *base)),
            _ => None,
        },
        _ => None,
    }
}

/// The direction that the word nearest to a change gives it.
fn direction(sentence: &ReadSentence, value: &Expr, at: usize) -> Option<Ordering> {
    let inner = value.without_abs();
    let words = sentence.read.steps.iter().enumerate().filter_map(|(index, step)| match step {
        Step::Slot { slot, held: Held::Word(sign), .. } if slot.value() == Some(inner) => {
            Some((index.abs_diff(at), *sign))
        }
        _ => None,
    });
    words.min_by_key(|(distance, _)| *distance)?.1
}

/// The environment in which a step of a sentence is evaluated (取数环境).
pub fn env_at<'e>(accounts: &'e FinalAccounts, row: Option<RowAt>) -> Env<'e> {
    let env = Env::new(accounts);
    row.and_then(|row| row.record(accounts)).map_or(env, |record| env.at(record))
}
