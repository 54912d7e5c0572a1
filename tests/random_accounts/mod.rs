//! Random departments for tests (随机部门): made from the catalogue, so that a new figure is in them by itself.
//!
//! Included by `#[path]`. Everything that is true of real files is true of these: sums hold, a list is there or only its
//! total, reasons are there or missing, whole tables do not apply.
#![allow(dead_code, reason = "not every test program needs all of it")]

mod balance;
mod complete;
mod rows;
pub mod words;

pub use juesuan::batch::synthetic::{chance, open};
use juesuan::{
    figures::{
        ConceptIx, FinalAccounts, Kind, MoneyUnit, Number, Period, Record, Reference, Text, TextKind, Verified, load,
        save,
    },
    report::House,
    source::Source,
};
use rust_decimal::Decimal;

use self::chance::Chance;

/// The department of that seed, as read from the file that it makes.
pub fn accounts(seed: u64, book: &House) -> FinalAccounts {
    let text = file(seed, book);
    let (accounts, faults) = load(&Source::new(format!("seed-{seed}.yaml"), text.as_str()), Reference::shipped());
    let faults = faults.iter().map(|fault| (fault.code, &fault.message)).collect::<Vec<_>>();
    accounts.unwrap_or_else(|| panic!("seed {seed}: {faults:#?}\n{text}"))
}

/// A department of which nothing is missing (齐全), whose figures all agree: the first one that can be made from this
/// seed.
pub fn complete(seed: u64, book: &House) -> FinalAccounts {
    for again in 0..200 {
        let mut making = Making::new(seed + (again << 32), true);
        let mut made = making.tree(book);
        made.verified.clear();
        balance::settle(&mut made, making.reference, &mut making.chance);
        if complete::fill(&mut made, &mut making, book) {
            let text = save(&made, making.reference);
            return load(&Source::new(format!("seed-{seed}.yaml"), text.as_str()), making.reference).0.unwrap();
        }
    }
    panic!("seed {seed}: nothing complete");
}

/// The figures file of that seed.
pub fn file(seed: u64, book: &House) -> String {
    save(&made(seed, book), Reference::shipped())
}

/// The department of that seed before it is written: what is typed is there, what follows is not.
pub fn made(seed: u64, book: &House) -> FinalAccounts {
    let mut making = Making::new(seed, false);
    let mut made = making.tree(book);
    balance::settle(&mut made, making.reference, &mut making.chance);
    made
}

/// What is typical of one department, or of one of its tables: all in percent.
struct Mood {
    /// Figures that nobody knows yet.
    blank: usize,
    /// Figures that the department has.
    full: usize,
    /// Figures that most departments do not have.
    seldom: usize,
    /// Figures with one for last year.
    last: usize,
    /// Figures with a budget.
    budget: usize,
    /// Figures that are the same as last year or as the budget.
    equal: usize,
    /// Figures that are zero.
    zero: usize,
    /// Figures with reasons and remarks.
    reasons: usize,
    /// Figures of which something is written, but not the figure itself.
    forgotten: usize,
}

impl Mood {
    fn of(chance: &mut Chance, complete: bool) -> Mood {
        let mood = Mood {
            blank: *chance.pick(&[0, 0, 0, 0, 1, 3, 20]),
            full: *chance.pick(&[15, 40, 75, 75, 100]),
            seldom: *chance.pick(&[10, 40, 90]),
            last: *chance.pick(&[0, 50, 95, 100]),
            budget: *chance.pick(&[0, 70, 95, 100]),
            equal: *chance.pick(&[3, 3, 15, 50, 100]),
            zero: *chance.pick(&[3, 10, 40]),
            reasons: *chance.pick(&[0, 50, 90, 100]),
            forgotten: *chance.pick(&[0, 0, 0, 20]),
        };
        if complete { Mood { blank: 0, forgotten: 0, reasons: 100, ..mood } } else { mood }
    }
}

/// A department in the making.
struct Making {
    reference: &'static Reference,
    chance: Chance,
    mood: Mood,
    unit: MoneyUnit,
    /// Is nothing to be left open?
    complete: bool,
}

impl Making {
    fn new(seed: u64, complete: bool) -> Making {
        let mut chance = Chance::new(seed);
        let mood = Mood::of(&mut chance, complete);
        let unit = *chance.pick(&[MoneyUnit::WanYuan, MoneyUnit::WanYuan, MoneyUnit::WanYuan, MoneyUnit::Yuan]);
        Making { reference: Reference::shipped(), chance, mood, unit, complete }
    }

    fn tree(&mut self, book: &House) -> FinalAccounts {
        let catalogue = &Reference::shipped().catalogue;
        let source = Source::new("made.yaml", "");
        let mut made = FinalAccounts {
            catalogue,
            source,
            department: words::department(&mut self.chance),
            year: 2019 + self.chance.below(7) as u16,
            unit: self.unit,
            phrasebook: self.chance.percent(50).then(|| book.name.clone()),
            phrasebook_place: None,
            published: self.chance.percent(50).then(|| "2024-10-09".to_owned()),
            verified: Vec::new(),
            sources: std::collections::BTreeMap::new(),
            root: Record::empty(catalogue.root.numbers.len(), catalogue.root.texts.len()),
            groups: vec![Vec::new(); catalogue.groups.len()],
        };
        if self.chance.percent(5) {
            let code = self.chance.pick(&self.reference.identities).code.to_owned();
            let row = self.chance.percent(50).then(|| "2010301".to_owned());
            made.verified
                .push(Verified { code, row, reason: "已与财政局核对：尾差".to_owned(), place: 0..0 });
        }
        for table in &catalogue.tables {
            if self.chance.percent(30) {
                self.mood = Mood::of(&mut self.chance, self.complete);
            }
            let needed = table.fields.iter().any(|&field| catalogue.concepts[field].required);
            let usual = if table.seldom { 50 } else { 90 };
            if needed || self.chance.percent(usual) {
                for &field in &table.fields {
                    self.field(field, &mut made.root, Some(&mut made.groups));
                }
            }
        }
        made
    }

    fn field(&mut self, index: ConceptIx, record: &mut Record, mut groups: Option<&mut Vec<Vec<Record>>>) {
        let concept = &self.reference.catalogue.concepts[index];
        let often = if concept.seldom { self.mood.seldom } else { self.mood.full };
        if !concept.required && !self.chance.percent(often) {
            if self.chance.percent(25) {
                // Only what hangs below it: the total follows, or nobody wrote it.
                concept.children.iter().for_each(|&child| self.field(child, record, groups.as_deref_mut()));
            }
            return;
        }
        match (concept.kind, concept.group, groups) {
            (Kind::Rows, Some(group), Some(groups)) => groups[group] = self.rows(group),
            (Kind::Amount | Kind::Count | Kind::Percent | Kind::Number, _, groups) => {
                self.figure(index, record, groups)
            }
            (Kind::Rows, ..) => {}
            _ => self.text(index, concept.texts[0], 100, record),
        }
    }

    /// A figure, its other periods, its texts and what hangs below it.
    fn figure(&mut self, index: ConceptIx, record: &mut Record, mut groups: Option<&mut Vec<Vec<Record>>>) {
        let concept = &self.reference.catalogue.concepts[index];
        let value = self.value(concept.kind, concept.negative);
        for &period in &concept.periods {
            let often = match period {
                Period::Final if concept.required => 100,
                Period::Final => 100 - self.mood.forgotten,
                Period::Last => self.mood.last,
                Period::Budget | Period::BudgetInitial => self.mood.budget,
                // Money that came in the course of the year has no other.
                Period::BudgetAdjusted => (self.mood.budget / 3).max(5),
            };
            let Some(at) = concept.number(period).filter(|_| self.chance.percent(often)) else { continue };
            let other = if period == Period::Final || self.chance.percent(self.mood.equal) {
                value
            } else {
                self.near(value, concept.kind, concept.negative)
            };
            // Money is taken back (冲回), but never budgeted below zero.
            let budgeted = matches!(period, Period::Budget | Period::BudgetInitial | Period::BudgetAdjusted);
            let other = if budgeted { other.abs() } else { other };
            record.numbers[at] = if self.blank() { Number::Blank } else { Number::Given(other) };
        }
        for &kind in &concept.texts {
            // Why nothing was spent is often said in the remark.
            let first = kind.is_reason() != (value.is_zero() && concept.texts.contains(&TextKind::Note));
            let often = if first { self.mood.reasons } else { self.mood.reasons / 2 };
            self.text(index, kind, often, record);
        }
        for &child in &concept.children {
            self.field(child, record, groups.as_deref_mut());
        }
    }

    fn text(&mut self, index: ConceptIx, kind: TextKind, often: usize, record: &mut Record) {
        let concept = &self.reference.catalogue.concepts[index];
        if let Some(at) = concept.text(kind).filter(|_| self.chance.percent(often)) {
            record.texts[at] = if self.blank() { Text::Blank } else { words::text(&mut self.chance, concept, kind) };
        }
    }

    fn blank(&mut self) -> bool {
        self.chance.percent(self.mood.blank)
    }

    fn value(&mut self, kind: Kind, negative: bool) -> Decimal {
        if self.chance.percent(self.mood.zero) {
            return Decimal::ZERO;
        }
        match kind {
            Kind::Count => {
                let most = *self.chance.pick(&[1, 5, 300]);
                Decimal::from(1 + self.chance.below(most))
            }
            Kind::Percent => *self.chance.pick(&[Decimal::ONE_HUNDRED, Decimal::new(865, 1), Decimal::from(50)]),
            _ => {
                let value = self.chance.amount();
                let value = if self.unit == MoneyUnit::Yuan { value * Decimal::from(10_000) } else { value };
                if negative && self.chance.percent(8) { Decimal::ZERO - value % Decimal::from(100) } else { value }
            }
        }
    }

    /// Another figure of the same kind, often not far away.
    fn near(&mut self, value: Decimal, kind: Kind, negative: bool) -> Decimal {
        if !matches!(kind, Kind::Amount) || self.chance.percent(40) {
            return self.value(kind, negative);
        }
        let hundredths = Decimal::from(70 + self.chance.below(70));
        (value * hundredths / Decimal::ONE_HUNDRED).trunc_with_scale(2)
    }
}
