//! Workbooks -> figures (导入): every table found by its title, every number by its label and heading.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    body::{Desk, Fact},
    figures::{Entry, Heading, Key, Placed, empty, fill, placed, refused, settle},
    filled::Filled,
    layout::{Family, Layout, Layouts},
    own::{self, Own},
    problems::{self, source},
    reading::{Read, read_sheet},
    sheet::{Cell, Place, Workbook},
    sums::sums,
    told::{Told, same_year},
};
use crate::{
    diagnostic::Diagnostic,
    figures::{Catalogue, FinalAccounts, MoneyUnit, Period, Reference},
};

/// What a workbook is (工作簿的来路).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// This year's tables (本年决算).
    This,
    /// Last year's tables (上年决算).
    Last,
    /// The budget (预算).
    Budget,
}

/// A workbook with what it is.
pub struct Input {
    /// The workbook.
    pub workbook: Workbook,
    /// What it is.
    pub role: Role,
}

/// What the tables do not say, or what is to hold instead (另行指定的).
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// 部门.
    pub department: Option<String>,
    /// 年度.
    pub year: Option<u16>,
    /// 话术.
    pub phrasebook: Option<String>,
}

/// What became of a table (一张表的结果).
#[derive(Clone, Debug)]
pub struct TableRead {
    /// The file.
    pub workbook: String,
    /// The sheet.
    pub sheet: String,
    /// The table's usual title.
    pub title: String,
    /// What the workbook is.
    pub role: Role,
    /// Its unit, if it says one.
    pub unit: Option<MoneyUnit>,
    /// Numbers that became figures.
    pub taken: usize,
    /// Numbers that are understood and not needed.
    pub known: usize,
    /// Numbers that are left out, each with a finding.
    pub left_out: usize,
}

/// What came of an import (导入结果).
pub struct Import {
    /// The figures; 部门 and 年度 may be empty and 0 where no table says them.
    pub accounts: FinalAccounts,
    /// Its numbers one by one, with the keys that lead to each.
    pub numbers: Vec<Placed>,
    /// Every table that was found.
    pub tables: Vec<TableRead>,
    /// Usual titles of the tables of which nothing was found.
    pub missing: Vec<String>,
    /// Sheets with numbers in which no table was known: `2023.xlsx“Z05”`.
    pub unknown: Vec<String>,
    /// What was left out or looks odd.
    pub problems: Vec<Diagnostic>,
    /// Sums inside the tables and between them that do not hold.
    pub sums: Vec<Diagnostic>,
}

/// A workbook whose tables are found and read, before anything is put together (读出的工作簿).
pub struct Opened<'a> {
    filled: Option<(&'a Input, Own)>,
    reads: Vec<Read<'a>>,
    unknown: Vec<String>,
    problems: Vec<Diagnostic>,
}

impl<'a> Opened<'a> {
    /// Find and read the tables of a workbook.
    pub fn of(input: &'a Input, layouts: &'a Layouts, reference: &'static Reference) -> Opened<'a> {
        let mut opened = Opened { filled: None, reads: Vec::new(), unknown: Vec::new(), problems: Vec::new() };
        let book = &input.workbook;
        if own::is_own(book) {
            opened.filled = Some((input, own::read(book, reference)));
            return opened;
        }
        for sheet in &book.sheets {
            let found = opened.reads.len() + opened.problems.len();
            let desk = Desk { workbook: &book.name, sheet, layouts, reference };
            read_sheet(&desk, input.role, &mut opened.reads, &mut opened.problems);
            let numbers = sheet.cells.values().any(|cell| matches!(cell, Cell::Number { .. }));
            if numbers && !sheet.hidden && opened.reads.len() + opened.problems.len() == found {
                opened.unknown.push(format!("{}“{}”", book.name, sheet.name));
            }
        }
        if opened.reads.is_empty() {
            opened.problems.push(problems::no_table(&book.name, input.role == Role::Budget));
        }
        opened
    }

    /// 部门 and 年度 that its tables say.
    pub fn of_whom(&self) -> (Option<String>, Option<u16>) {
        if let Some(accounts) = self.filled.as_ref().and_then(|(_, own)| own.accounts.as_ref()) {
            return (Some(accounts.department.clone()), Some(accounts.year));
        }
        let told = Told::of(&self.reads, &Settings::default());
        (told.department, told.year)
    }
}

/// Read figures out of workbooks.
pub fn import(inputs: &[Input], layouts: &Layouts, reference: &'static Reference, settings: Settings) -> Import {
    join(inputs.iter().map(|input| Opened::of(input, layouts, reference)).collect(), layouts, reference, settings)
}

/// The figures of workbooks that are read.
pub fn join(opened: Vec<Opened>, layouts: &Layouts, reference: &'static Reference, settings: Settings) -> Import {
    let (mut problems, mut unknown, mut reads, mut filled) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for book in opened {
        filled.extend(book.filled);
        reads.extend(book.reads);
        unknown.extend(book.unknown);
        problems.extend(book.problems);
    }
    let mut filled = Filled::of(filled, &mut problems);
    same_year(&mut reads);
    let told = Told::of(&reads, &settings);
    problems.extend(Told::other_department(&reads));
    told.years(&mut reads);
    let unit = filled.base.as_ref().map_or(told.unit, |base| base.unit);
    let catalogue = &reference.catalogue;
    let mut entries: Vec<Entry> = filled.entries(catalogue);
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    reads.sort_by_key(|read| read.table.role);
    for read in &mut reads {
        problems::fold_uncomputed(&mut read.body.problems);
        problems.append(&mut read.body.problems);
        for (code, name) in &read.body.names {
            names.entry(code.clone()).or_insert_with(|| name.clone());
        }
        let Some(own) = read.table.unit else { continue };
        // A cell may be several figures; it is counted once.
        let mut taken: BTreeSet<Place> = BTreeSet::new();
        let mut cells: BTreeSet<Place> = BTreeSet::new();
        problems.extend(many_decimals(read, own));
        for fact in &read.body.facts {
            cells.insert(fact.place);
            let concept = catalogue.concept(&fact.figure);
            let period = concept.and_then(|concept| {
                let given = &catalogue.concepts[concept].periods;
                in_file(fact.period, read.table.role).into_iter().find(|period| given.contains(period))
            });
            let (Some(concept), Some(period)) = (concept, period) else { continue };
            let spot = problems::Spot { workbook: &read.table.workbook, sheet: read.sheet, place: fact.place };
            if let Some(why) = refused(catalogue, (concept, period), fact.value, own, unit) {
                read.table.left_out += usize::from(cells.remove(&fact.place));
                problems.push(spot.refused(&fact.value.to_string(), why));
                continue;
            }
            taken.insert(fact.place);
            entries.push(Entry {
                key: Key::new(concept, period, fact.row.clone()),
                value: fact.value,
                unit: own,
                source: source(&read.table.workbook, read.sheet, fact.place),
            });
        }
        problems.extend(out_of_sight(read, &taken));
        read.table.taken = taken.len();
        read.table.known += cells.len().saturating_sub(taken.len());
    }
    let entries = settle(entries, catalogue, &mut problems);
    let entries = this_years_rows(entries, &filled.rows(), catalogue, &mut problems);
    let heading = Heading {
        department: told.department.unwrap_or_default(),
        year: told.year.unwrap_or_default(),
        unit,
        phrasebook: settings.phrasebook,
    };
    let missing = if filled.base.is_some() { Vec::new() } else { missing(layouts, &reads, catalogue) };
    let accounts = fill(filled.onto(empty(heading, catalogue)), &entries, &names, reference);
    problems.sort_by_key(|problem| problem.severity);
    if problems.len() > problems::MOST {
        let more = problems::more(problems.len() - problems::MOST);
        problems.truncate(problems::MOST);
        problems.push(more);
    }
    let numbers = placed(&entries, unit, catalogue);
    let sums = sums(&reads, reference);
    let tables = filled.tables.into_iter().chain(reads.into_iter().map(|read| read.table)).collect();
    Import { accounts, numbers, tables, missing, unknown, problems, sums }
}

/// Formats of old workbooks are not told: what has more decimals than 万元 are printed with may not be what is shown.
fn many_decimals(read: &Read, unit: MoneyUnit) -> Option<Diagnostic> {
    let many = |fact: &&Fact| unit == MoneyUnit::WanYuan && fact.value.normalize().scale() > 2;
    let places: BTreeSet<Place> = read.body.facts.iter().filter(many).map(|fact| fact.place).collect();
    let first = read.body.facts.iter().find(many)?;
    let spot = problems::Spot { workbook: &read.table.workbook, sheet: read.sheet, place: first.place };
    Some(spot.many_decimals(&first.value.normalize().to_string(), places.len()))
}

/// Numbers that nobody sees in the table are taken like the others, and told.
fn out_of_sight(read: &Read, taken: &BTreeSet<Place>) -> Option<Diagnostic> {
    let hidden: Vec<Place> = taken.iter().copied().filter(|&place| read.sheet.is_out_of_sight(place)).collect();
    let spot = problems::Spot { workbook: &read.table.workbook, sheet: read.sheet, place: *hidden.first()? };
    Some(spot.out_of_sight(hidden.len()))
}

/// What the period of a table is in the file: the usual one first.
pub(super) fn in_file(period: Option<Period>, role: Role) -> Vec<Period> {
    match (role, period) {
        (Role::This, period) => vec![period.unwrap_or(Period::Final)],
        (Role::Last, None | Some(Period::Final)) => vec![Period::Last],
        (Role::Last, Some(_)) => Vec::new(),
        (Role::Budget, _) => vec![Period::BudgetInitial, Period::Budget],
    }
}

/// Rows that this year's tables do not have are no rows of the report, unless they were `filled` in.
fn this_years_rows(
    entries: Vec<Entry>,
    filled: &BTreeSet<(String, String)>,
    catalogue: &Catalogue,
    problems: &mut Vec<Diagnostic>,
) -> Vec<Entry> {
    let is_final = |entry: &Entry| entry.key.period == Period::Final as u8;
    let mut this = filled.clone();
    this.extend(entries.iter().filter(|entry| is_final(entry)).filter_map(|entry| entry.key.row.clone()));
    let (kept, gone): (Vec<Entry>, Vec<Entry>) =
        entries.into_iter().partition(|entry| entry.key.row.as_ref().is_none_or(|row| this.contains(row)));
    for entry in gone.iter().filter(|entry| entry.key.period != Period::Last as u8 && !entry.value.is_zero()) {
        problems.push(problems::only_budget(&entry.key.path(catalogue), &entry.source, &entry.value.to_string()));
    }
    kept
}

/// This year's tables of which none was found.
fn missing(layouts: &Layouts, reads: &[Read], catalogue: &Catalogue) -> Vec<String> {
    let seen = |id: &str| reads.iter().any(|read| read.table.role == Role::This && read.layout.table == id);
    let needed = |layout: &&Layout| layout.family == Family::Final && !layout.columns.is_empty();
    let laid = |id: &str| layouts.tables.iter().filter(needed).any(|layout| layout.table == id);
    let tables = catalogue.tables.iter().filter(|table| laid(&table.id) && !seen(&table.id));
    tables.map(|table| table.key.clone()).collect()
}
