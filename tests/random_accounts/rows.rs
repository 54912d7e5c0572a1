//! Rows (明细): accounts of the right fund, classes, economic items and named projects.

use std::sync::OnceLock;

use juesuan::{
    embedded,
    figures::{
        Account, FinalAccounts, Group, GroupIx, Number, Origin, Period, Record, Reference, Text, concepts::AccountKind,
    },
};
use rust_decimal::Decimal;

use super::{Making, words};

/// What a row is called.
type Naming = Box<dyn Fn(&mut Record)>;

impl Making {
    pub fn rows(&mut self, index: GroupIx) -> Vec<Record> {
        let group = &self.reference.catalogue.groups[index];
        let wanted = [0, 1, 1, 2, 3, 4, 6, 9][self.chance.below(8)];
        let namings = match group.account {
            Some(AccountKind::Functional) => self.functional(index, wanted),
            Some(AccountKind::Class) => self.classes(index, wanted),
            Some(AccountKind::Economic) => self.economic(index, wanted),
            None => {
                let named = |name: String| -> Naming { Box::new(move |row| row.name = name.as_str().into()) };
                words::names(&mut self.chance, wanted).into_iter().map(named).collect()
            }
        };
        let priced = if group.unpriced { *self.chance.pick(&[0, 100, 100, 50]) } else { 100 };
        let mut rows: Vec<Record> = namings.iter().map(|naming| self.row(group, naming, priced)).collect();
        for at in 0..group.shape.numbers.len() {
            // What is taken back (冲回) is seldom more than what was spent.
            let usual = self.chance.percent(90);
            if usual && rows.iter().filter_map(|row| row.numbers[at].value()).sum::<Decimal>() < Decimal::ZERO {
                rows.iter_mut().for_each(|row| row.numbers[at] = row.numbers[at].map(|value| value.abs()));
            }
        }
        if group.account == Some(AccountKind::Economic) && rows.iter().all(|row| row.code.is_some()) {
            rows.sort_by(|one, other| one.code.cmp(&other.code));
        }
        if rows.is_empty() && !self.complete && group.account.is_none() && self.chance.percent(8) {
            rows.push(empty(group));
        }
        rows
    }

    fn row(&mut self, group: &Group, naming: &Naming, priced: usize) -> Record {
        let mut row = empty(group);
        naming(&mut row);
        if self.chance.percent(priced) {
            self.figure(group.concept, &mut row, None);
        }
        // Rows stand in one paragraph; nobody breaks it in the middle of a row.
        for text in &mut row.texts {
            if let Text::Given(lines) = text {
                lines.truncate(1);
            }
        }
        if !group.unpriced && !row.numbers.is_empty() {
            let at = self.reference.catalogue.concepts[group.concept].number(Period::Final);
            if let Some(number) = at.map(|at| &mut row.numbers[at]).filter(|number| **number == Number::Absent) {
                *number = Number::Given(0.into());
            }
        }
        row
    }

    /// Items of the fund of the group's sample; some that the classification does not list, with and without a code.
    fn functional(&mut self, index: GroupIx, wanted: usize) -> Vec<Naming> {
        let mut found: Vec<Account> =
            self.chance.some(listed(index), wanted).iter().map(|code| self.account(code, None)).collect();
        while found.len() < wanted {
            let sample = &self.reference.catalogue.groups[index].samples[0];
            let name = format!("新增科目{}", ["甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬"][found.len()]);
            let code = format!("{}770{}", &sample[..3], found.len());
            let mut account = self.account(&code, Some(&name));
            if self.chance.percent(30) {
                account.code = None;
            }
            found.push(account);
        }
        found.into_iter().map(|account| -> Naming { Box::new(move |row| is(row, &account)) }).collect()
    }

    fn account(&self, code: &str, unlisted: Option<&str>) -> Account {
        let named = |length: usize, level: &str| match self.reference.functional.name(&code[..length]) {
            Some(name) => name.clone(),
            None => format!("{}{level}", unlisted.unwrap_or(code)).into(),
        };
        Account {
            code: Some(code.into()),
            class: named(3, "类"),
            class_code: Some(code[..3].into()),
            section: named(5, "（款级）"),
            item: named(7, "业务"),
        }
    }

    fn classes(&mut self, index: GroupIx, wanted: usize) -> Vec<Naming> {
        let classes = self.chance.some(listed(index), wanted);
        let named = |code: String| -> Naming {
            let name = self.reference.functional.name(&code).unwrap().to_string();
            Box::new(move |row| (row.name, row.code) = (name.as_str().into(), Some(code.as_str().into())))
        };
        classes.into_iter().map(named).collect()
    }

    fn economic(&mut self, index: GroupIx, wanted: usize) -> Vec<Naming> {
        let unlisted = self.chance.percent(10);
        let mut items = self.chance.some(listed(index), wanted);
        let name_of = |code: &String| self.reference.economic.name(code).unwrap().to_string();
        // An account that was given another code stands in the tables of one year under one of them.
        let names: Vec<String> = items.iter().map(name_of).collect();
        let mut at = 0;
        items.retain(|code| {
            at += 1;
            !names[..at - 1].contains(&name_of(code))
        });
        let list = &self.reference.catalogue.groups[index].samples[0][..3];
        let named = |(at, code): (usize, String)| -> Naming {
            let name = name_of(&code);
            // Two lists do not make up the same account.
            let own = format!("自设{list}经济科目");
            match unlisted && at == 0 {
                true => Box::new(move |row| row.name = own.as_str().into()),
                false => Box::new(move |row| (row.name, row.code) = (name.as_str().into(), Some(code.as_str().into()))),
            }
        };
        items.into_iter().enumerate().map(named).collect()
    }
}

fn empty(group: &Group) -> Record {
    Record::empty(group.shape.numbers.len(), group.shape.texts.len())
}

fn is(row: &mut Record, account: &Account) {
    row.name = account.item.clone();
    row.code = account.code.clone();
    row.account = Some(account.clone());
}

/// The codes that the rows of each list may bear.
fn listed(index: GroupIx) -> &'static [String] {
    static LISTED: OnceLock<Vec<Vec<String>>> = OnceLock::new();
    let groups = || Reference::shipped().catalogue.groups.iter().map(codes).collect();
    &LISTED.get_or_init(groups)[index]
}

fn codes(group: &Group) -> Vec<String> {
    let (file, length) = match group.account {
        Some(AccountKind::Functional) => ("classification/functional.csv", 7),
        Some(AccountKind::Class) => ("classification/functional.csv", 3),
        Some(AccountKind::Economic) => ("classification/economic.csv", 5),
        None => return Vec::new(),
    };
    let text = embedded::reference(file).unwrap();
    let lines: Vec<(&str, Option<&str>)> =
        text.lines().filter_map(|line| Some((line.split(',').next()?, line.split(',').nth(3)))).collect();
    let sample = group.samples.first().map_or("", String::as_str);
    let fund = lines.iter().find(|(code, _)| *code == sample).and_then(|(_, fund)| *fund);
    let fits = |code: &str, of: Option<&str>| match group.account {
        Some(AccountKind::Functional) => of == fund,
        Some(AccountKind::Economic) => code[..3] == sample[..3],
        _ => true,
    };
    let all = lines.iter().skip(1).filter(|(code, of)| code.len() == length && fits(code, *of));
    all.map(|(code, _)| (*code).to_owned()).collect()
}

/// Totals by class that stand beside items are their sums; where there are none, they stay as they are.
pub fn settle_classes(made: &mut FinalAccounts, derived: &FinalAccounts) {
    let catalogue = made.catalogue;
    for (index, group) in catalogue.groups.iter().enumerate() {
        if group.account != Some(AccountKind::Class) || !matches!(group.origin, Origin::Given) {
            continue;
        }
        let table = catalogue.concepts[group.concept].table;
        let sums = catalogue.groups.iter().position(|other| {
            matches!(other.origin, Origin::ByClass(_)) && catalogue.concepts[other.concept].table == table
        });
        let Some(sums) = sums.filter(|&sums| !derived.rows(sums).is_empty()) else { continue };
        let wanted = made.groups[index].len();
        made.groups[index] = derived
            .rows(sums)
            .iter()
            .take(wanted)
            .map(|sum| {
                let mut row = empty(group);
                (row.name, row.code) = (sum.name.clone(), sum.code.clone());
                for (at, number) in group.shape.numbers.iter().enumerate() {
                    let from = catalogue.groups[sums].shape.number(number.period.id());
                    row.numbers[at] = from.map_or(Number::Absent, |from| match sum.numbers[from] {
                        Number::Derived(value) => Number::Given(value),
                        other => other,
                    });
                }
                row
            })
            .collect();
    }
}
