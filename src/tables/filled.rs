//! What workbooks to fill in add to an import (填报的部分): numbers beside those of the tables, and all the words.

use std::collections::BTreeSet;

use super::{
    figures::{Entry, Key},
    import::{Input, Role, TableRead, in_file},
    own::{self, Own},
    problems,
};
use crate::{
    diagnostic::Diagnostic,
    figures::{Catalogue, FinalAccounts, MoneyUnit, Number, Origin, Record},
};

/// Workbooks that were filled in.
#[derive(Default)]
pub struct Filled {
    /// This year's: its words, rows and what is to be filled in are the report's.
    pub base: Option<FinalAccounts>,
    /// What became of their sheets.
    pub tables: Vec<TableRead>,
    numbers: Vec<(Role, MoneyUnit, own::OwnNumber)>,
}

impl Filled {
    /// What they hold together.
    pub fn of(read: Vec<(&Input, Own)>, problems: &mut Vec<Diagnostic>) -> Filled {
        let mut filled = Filled::default();
        for (input, own) in read {
            let name = &input.workbook.name;
            if input.role == Role::Budget || (input.role == Role::This && filled.base.is_some()) {
                problems.push(problems::filled_twice(name, input.role == Role::Budget));
                continue;
            }
            let Own { accounts, mut faults, numbers } = own;
            problems.append(&mut faults);
            let Some(accounts) = accounts else { continue };
            let sheets = input.workbook.sheets.iter().enumerate().filter_map(|(at, sheet)| {
                let taken = numbers.iter().filter(|number| number.sheet == at).count();
                (taken > 0).then(|| TableRead {
                    workbook: name.clone(),
                    sheet: sheet.name.clone(),
                    title: sheet.name.clone(),
                    role: input.role,
                    unit: Some(accounts.unit),
                    taken,
                    known: 0,
                    left_out: 0,
                })
            });
            filled.tables.extend(sheets);
            filled.numbers.extend(numbers.into_iter().map(|number| (input.role, accounts.unit, number)));
            if input.role == Role::This {
                filled.base = Some(accounts);
            }
        }
        filled
    }

    /// Their numbers as those of tables are.
    pub fn entries(&mut self, catalogue: &Catalogue) -> Vec<Entry> {
        let numbers = std::mem::take(&mut self.numbers).into_iter();
        let entry = |(role, unit, number): (Role, MoneyUnit, own::OwnNumber)| {
            let given = &catalogue.concepts[number.concept].periods;
            let period = in_file(Some(number.period), role).into_iter().find(|period| given.contains(period))?;
            let key = Key::new(number.concept, period, number.row);
            Some(Entry { key, value: number.value, unit, source: number.source })
        };
        numbers.filter_map(entry).collect()
    }

    /// This year's rows.
    pub fn rows(&self) -> BTreeSet<(String, String)> {
        let Some(base) = &self.base else { return BTreeSet::new() };
        let lists = base.catalogue.groups.iter().zip(&base.groups);
        lists.flat_map(|(group, rows)| rows.iter().map(|row| (group.id.clone(), row.key()))).collect()
    }

    /// The accounts with their words and rows; the numbers come apart.
    pub fn onto(&mut self, accounts: FinalAccounts) -> FinalAccounts {
        let Some(mut base) = self.base.take() else { return accounts };
        let bare = |record: &mut Record| {
            for number in &mut record.numbers {
                if *number != Number::Blank {
                    *number = Number::Absent;
                }
            }
        };
        bare(&mut base.root);
        for (group, rows) in base.catalogue.groups.iter().zip(&mut base.groups) {
            match group.origin {
                Origin::Given => rows.iter_mut().for_each(bare),
                // Made from other figures.
                Origin::Members(_) | Origin::ByClass(_) => rows.clear(),
            }
        }
        base.sources.clear();
        // What the command line says goes before.
        if !accounts.department.is_empty() {
            base.department = accounts.department;
        }
        if accounts.year != 0 {
            base.year = accounts.year;
        }
        base.phrasebook = accounts.phrasebook.or(base.phrasebook);
        base
    }
}
