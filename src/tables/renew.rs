//! A second import (再次导入): the numbers of a figures file that is there already follow the tables, and everything else
//! in it stays as its officer left it.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::{
    figures::{Placed, ROUNDED_AWAY, converted},
    import::Import,
};
use crate::{
    diagnostic::Diagnostic,
    figures::{
        FinalAccounts, GroupIx, Kind, MoneyUnit, Number, Period, Record, Reference, Taken, load, number_path, rows_path,
    },
    source::Source,
    yaml::{
        self, Node,
        edit::{Key, New, Step, set},
    },
};

/// What became of a figures file (更新结果).
#[derive(Debug)]
pub struct Renewed {
    /// The file with the numbers of the tables in it.
    pub text: String,
    /// The numbers that are new in it.
    pub changed: Vec<Changed>,
    /// Numbers that somebody changed after an import, and which the tables have otherwise: they stay.
    pub kept: Vec<Changed>,
    /// Rows of the file that the tables do not have.
    pub stale: Vec<Stale>,
    /// What could not be written.
    pub faults: Vec<Diagnostic>,
}

/// A number that has changed (改动的数).
#[derive(Debug)]
pub struct Changed {
    /// The keys that lead to it.
    pub name: String,
    /// What stood there, if anything did.
    pub old: Option<Decimal>,
    /// What stands there now.
    pub new: Decimal,
    /// The cell that it came from.
    pub source: String,
    /// Was the old one typed by hand, in a file whose other numbers come from tables?
    pub by_hand: bool,
}

/// A row that the tables do not have (表里没有的明细).
#[derive(Debug)]
pub struct Stale {
    /// The keys that lead to it.
    pub name: String,
    /// Its line in the file.
    pub line: usize,
}

/// Numbers of one figure are written one a round, since the first may change how the figure is written.
const ROUNDS: usize = 8;

/// Write the numbers of an import into a figures file that loads.
pub fn renew(file: &Source, import: &Import, reference: &'static Reference) -> Result<Renewed, Vec<Diagnostic>> {
    let mut source = file.clone();
    let (mut faults, mut changed) = (Vec::new(), Vec::new());
    let first = loaded(&source, reference)?;
    let stale = stale(&first, import);
    let mut kept = Vec::new();
    for _ in 0..ROUNDS {
        let accounts = loaded(&source, reference)?;
        let page_source = source.clone();
        let arena = yaml::Arena::default();
        let Some(root) = yaml::parse(&page_source, &arena, &mut Vec::new()) else { break };
        let page = Page { accounts: &accounts, first: &first, root: &root, reference };
        let mut plan = page.new_rows(import);
        if plan.is_empty() {
            (plan, kept) = page.numbers(import);
        }
        faults.clear();
        let mut written = false;
        for (steps, new, numbers) in plan {
            match set(&source, &steps, &new) {
                Ok(text) => {
                    source = Source::new(source.name(), text);
                    changed.extend(numbers);
                    written = true;
                }
                Err(found) => faults.extend(found),
            }
        }
        if !written {
            break;
        }
    }
    let accounts = loaded(&source, reference)?;
    let text = sources(&source, &accounts, import, &mut faults)?;
    loaded(&Source::new(file.name(), text.as_str()), reference)?;
    Ok(Renewed { text, changed, kept, stale, faults })
}

/// A file is written to only if it loads before and after.
fn loaded(source: &Source, reference: &'static Reference) -> Result<FinalAccounts, Vec<Diagnostic>> {
    let (accounts, faults) = load(source, reference);
    accounts.ok_or(faults)
}

/// One edit: where, what, and which numbers it brings.
type Edit = (Vec<Step>, New, Vec<Changed>);

/// The file at the beginning of a round.
struct Page<'a> {
    accounts: &'a FinalAccounts,
    /// The file as the officer left it.
    first: &'a FinalAccounts,
    root: &'a Node<'a>,
    reference: &'static Reference,
}

impl Page<'_> {
    /// Rows that the file does not have yet.
    fn new_rows(&self, import: &Import) -> Vec<Edit> {
        let groups = import.accounts.groups.iter().enumerate();
        let plans = groups.map(|(group, rows)| {
            let new = |row: &&Record| home(self.accounts, group, row).is_none();
            let rows: Vec<Record> = rows.iter().filter(new).map(|row| self.in_unit(row, group, import)).collect();
            let rows: Vec<&Record> = rows.iter().collect();
            if rows.is_empty() {
                return Vec::new();
            }
            let Some(places) = rows_path(self.accounts, self.root, group, &rows, self.reference) else {
                return Vec::new();
            };
            let one_each = places.len() == rows.len();
            let told = |at: usize| rows.iter().enumerate().filter(move |(index, _)| !one_each || *index == at);
            places
                .into_iter()
                .enumerate()
                .map(|(at, (path, new))| {
                    let of_rows = told(at).flat_map(|(_, row)| self.of_row(row, group, import));
                    (path, new, of_rows.collect())
                })
                .collect()
        });
        plans.flatten().collect()
    }

    /// A row with its amounts in the file's unit.
    fn in_unit(&self, row: &Record, group: GroupIx, import: &Import) -> Record {
        let catalogue = self.accounts.catalogue;
        let mut row = row.clone();
        for (index, def) in catalogue.groups[group].shape.numbers.iter().enumerate() {
            let is_money = catalogue.concepts[def.concept].kind == Kind::Amount;
            let change = |value| {
                let own = converted(value, import.accounts.unit, self.accounts.unit);
                own.filter(|_| is_money).unwrap_or(value)
            };
            row.numbers[index] = row.numbers[index].map(change);
        }
        row
    }

    /// The numbers of a new row.
    fn of_row(&self, row: &Record, group: GroupIx, import: &Import) -> Vec<Changed> {
        let id = &self.accounts.catalogue.groups[group].id;
        let own = |number: &&Placed| {
            number.key.row.as_ref().is_some_and(|(list, code)| list == id && row.code.as_deref() == Some(code))
        };
        import.numbers.iter().filter(own).map(|number| self.changed(number, None)).collect()
    }

    /// Numbers that differ from those of the file, one of each figure; and those that were edited by hand.
    fn numbers(&self, import: &Import) -> (Vec<Edit>, Vec<Changed>) {
        let mut figures = BTreeSet::new();
        let (mut plan, mut kept) = (Vec::new(), Vec::new());
        for number in &import.numbers {
            let Some((row, at)) = place(self.accounts, import, number) else { continue };
            let record = row.map_or(&self.accounts.root, |(group, row)| &self.accounts.groups[group][row]);
            let old = record.numbers[at];
            if agrees(old, number, self.accounts.unit) {
                continue;
            }
            let changed = self.changed(number, old.value().filter(|_| matches!(old, Number::Given(_))));
            if self.is_edited(&changed) {
                kept.push(changed);
                continue;
            }
            if !figures.insert((row, number.key.concept)) {
                continue;
            }
            let Some(steps) = number_path(self.accounts, self.root, row, at) else { continue };
            plan.push((steps, New::Plain(changed.new.to_string()), vec![changed]));
        }
        (plan, kept)
    }

    /// Does the file have another number than the last import wrote there?
    fn is_edited(&self, changed: &Changed) -> bool {
        let written = self.first.sources.get(&changed.name).and_then(|taken| taken.number);
        changed.old.zip(written).is_some_and(|(old, written)| old != written)
    }

    fn changed(&self, number: &Placed, old: Option<Decimal>) -> Changed {
        let name = number.path.join("/");
        let by_hand = old.is_some() && !self.first.sources.is_empty() && !self.first.sources.contains_key(&name);
        Changed { name, old, new: self.value(number), source: number.source.clone(), by_hand }
    }

    /// The number in the file's unit.
    fn value(&self, number: &Placed) -> Decimal {
        in_unit(number, self.accounts.unit)
    }
}

/// Does the file say so already? 万元 are written to two decimals: those of the same 元 are no change.
fn agrees(old: Number, number: &Placed, unit: MoneyUnit) -> bool {
    let Some(old) = old.value() else { return false };
    let new = in_unit(number, unit);
    let coarse = number.unit == Some(MoneyUnit::Yuan) && unit == MoneyUnit::WanYuan;
    old == new || coarse && old.normalize().scale() <= 2 && (old - new).abs() <= ROUNDED_AWAY
}

fn in_unit(number: &Placed, unit: MoneyUnit) -> Decimal {
    let own = number.unit.and_then(|own| converted(number.value, own, unit));
    own.unwrap_or(number.value)
}

/// Which number of the file it is: none where its row is not there.
fn place(accounts: &FinalAccounts, import: &Import, number: &Placed) -> Option<(Option<(GroupIx, usize)>, usize)> {
    let catalogue = accounts.catalogue;
    let at = catalogue.concepts[number.key.concept].number(number.key.period())?;
    let Some((list, code)) = &number.key.row else { return Some((None, at)) };
    let group = catalogue.group(list)?;
    let row = import.accounts.groups[group].iter().find(|row| row.code.as_deref() == Some(code))?;
    Some((Some((group, home(accounts, group, row)?)), at))
}

/// The row of the file that a row of the tables is: by its code, or by its names where the file has no code.
fn home(accounts: &FinalAccounts, group: GroupIx, row: &Record) -> Option<usize> {
    let rows = accounts.rows(group);
    let names = |row: &Record| row.account.as_ref().map(|it| (it.class.clone(), it.section.clone(), it.item.clone()));
    rows.iter()
        .position(|own| own.code.is_some() && own.code == row.code)
        .or_else(|| rows.iter().position(|own| own.code.is_none() && own.name == row.name && names(own) == names(row)))
}

/// Rows with a figure of this year that the tables do not have, in lists of which they have others.
fn stale(accounts: &FinalAccounts, import: &Import) -> Vec<Stale> {
    let catalogue = accounts.catalogue;
    let mut found = Vec::new();
    for (group, rows) in import.accounts.groups.iter().enumerate() {
        let concept = catalogue.groups[group].concept;
        let finals = catalogue.concepts[concept].number(Period::Final);
        let read = |row: &Record| finals.is_some_and(|at| row.numbers[at].value().is_some());
        if !rows.iter().any(read) {
            continue;
        }
        let kept: BTreeSet<usize> = rows.iter().filter_map(|row| home(accounts, group, row)).collect();
        for (index, row) in accounts.rows(group).iter().enumerate() {
            let (false, Some(place)) = (kept.contains(&index), &row.place) else { continue };
            // An item that the officer keeps with nothing spent is none of the tables' rows.
            if finals.is_some_and(|at| row.numbers[at].value().is_some_and(|value| value.is_zero())) {
                continue;
            }
            let table = &catalogue.tables[catalogue.concepts[concept].table].key;
            let code = row.code.as_deref().unwrap_or_default();
            let name = format!("{table}：{}", format!("{code} {}", row.name).trim());
            found.push(Stale { name, line: accounts.source.line_column(place.start).0 });
        }
    }
    found
}

/// Every number that stands in the file as the tables have it says its cell, and what it is now.
fn sources(
    source: &Source,
    accounts: &FinalAccounts,
    import: &Import,
    faults: &mut Vec<Diagnostic>,
) -> Result<String, Vec<Diagnostic>> {
    let mut new = Vec::new();
    for number in &import.numbers {
        let name = number.path.join("/");
        let Some((row, at)) = place(accounts, import, number) else { continue };
        let record = row.map_or(&accounts.root, |(group, row)| &accounts.groups[group][row]);
        let Number::Given(value) = record.numbers[at] else { continue };
        let taken = Taken { cell: number.source.clone(), number: Some(value) };
        if agrees(record.numbers[at], number, accounts.unit) && accounts.sources.get(&name) != Some(&taken) {
            new.push((name, taken));
        }
    }
    if new.is_empty() {
        return Ok(source.text().to_owned());
    }
    let table = Step::Key(Key { name: "来源".to_owned(), ..Key::default() });
    let pairs = || new.iter().map(|(name, taken)| (name.clone(), New::Text(taken.to_string()))).collect();
    if accounts.sources.is_empty() {
        return set(source, &[table], &New::Map(pairs()));
    }
    let mut source = source.clone();
    for (name, cell) in pairs() {
        match set(&source, &[table.clone(), Step::key(&name)], &cell) {
            Ok(text) => source = Source::new(source.name(), text),
            Err(found) => faults.extend(found),
        }
    }
    Ok(source.text().to_owned())
}
