//! Numbers of all tables -> final accounts (合成数据): each figure once, with the cell it came from.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::problems::conflict;
use crate::{
    diagnostic::Diagnostic,
    figures::{
        Account, Catalogue, ConceptIx, FinalAccounts, Kind, MoneyUnit, Number, Period, Record, Reference, Taken,
        parse_amount, paths::path,
    },
    source::Source,
};

/// A number on its way into a figures file (待入的数).
#[derive(Clone, Debug)]
pub struct Entry {
    /// What it is.
    pub key: Key,
    /// The number as the table has it.
    pub value: Decimal,
    /// The table's unit.
    pub unit: MoneyUnit,
    /// Where it came from, `2023.xlsx 支出决算表!B12`.
    pub source: String,
}

/// Which number of the figures file (数的位置).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// The list and the row's code.
    pub row: Option<(String, String)>,
    /// The concept.
    pub concept: ConceptIx,
    /// The period, by its place in the concept's numbers.
    pub period: u8,
}

impl Key {
    /// The key of a number.
    pub fn new(concept: ConceptIx, period: Period, row: Option<(String, String)>) -> Key {
        Key { row, concept, period: period as u8 }
    }

    /// The period.
    pub fn period(&self) -> Period {
        Period::ALL.into_iter().find(|&period| period as u8 == self.period).unwrap_or(Period::Final)
    }

    /// The keys in the figures file.
    fn keys(&self, catalogue: &Catalogue) -> Vec<String> {
        path(catalogue, self.concept, self.period(), self.row.as_ref().map(|(_, code)| code.as_str()))
    }

    /// The keys in one text.
    pub fn path(&self, catalogue: &Catalogue) -> String {
        self.keys(catalogue).join("/")
    }
}

/// One number for each key; where cells disagree, none, and a finding.
pub fn settle(entries: Vec<Entry>, catalogue: &Catalogue, problems: &mut Vec<Diagnostic>) -> Vec<Entry> {
    let mut settled: Vec<Entry> = Vec::new();
    let mut at: BTreeMap<Key, usize> = BTreeMap::new();
    let mut refused: BTreeSet<usize> = BTreeSet::new();
    for entry in entries {
        let Some(&index) = at.get(&entry.key) else {
            at.insert(entry.key.clone(), settled.len());
            settled.push(entry);
            continue;
        };
        let is_money = catalogue.concepts[entry.key.concept].kind == Kind::Amount;
        if agrees(&settled[index], &entry, is_money) {
            // Two tables say the same; the one that is counted in 元 says it more exactly.
            if is_money && entry.unit == MoneyUnit::Yuan && settled[index].unit == MoneyUnit::WanYuan {
                settled[index] = entry;
            }
        } else {
            let shown = |entry: &Entry| {
                let unit = if is_money { entry.unit.name() } else { "" };
                format!("{}{unit}", entry.value.normalize())
            };
            let (one, other) = (&settled[index], &entry);
            let name = entry.key.path(catalogue);
            problems.push(conflict(&name, (&one.source, &shown(one)), (&other.source, &shown(other))));
            refused.insert(index);
        }
    }
    let mut index = 0;
    settled.retain(|_| {
        index += 1;
        !refused.contains(&(index - 1))
    });
    settled
}

/// Half a cent of 万元: what rounding to two decimals may take away.
pub const ROUNDED_AWAY: Decimal = Decimal::from_parts(5, 0, 0, false, 3);

fn agrees(one: &Entry, other: &Entry, is_money: bool) -> bool {
    if !is_money || one.unit == other.unit {
        return one.value == other.value;
    }
    let wan = |entry: &Entry| converted(entry.value, entry.unit, MoneyUnit::WanYuan);
    match (wan(one), wan(other)) {
        (Some(one), Some(other)) => (one - other).abs() <= ROUNDED_AWAY,
        _ => false,
    }
}

/// An amount in another unit, exact.
pub fn converted(value: Decimal, from: MoneyUnit, to: MoneyUnit) -> Option<Decimal> {
    const WAN: Decimal = Decimal::from_parts(10_000, 0, 0, false, 0);
    let value = match (from, to) {
        (MoneyUnit::Yuan, MoneyUnit::WanYuan) => value.checked_div(WAN)?,
        (MoneyUnit::WanYuan, MoneyUnit::Yuan) => value.checked_mul(WAN)?,
        _ => value,
    };
    Some(value.normalize())
}

/// Why a number may not stand in a figures file.
pub fn refused(
    catalogue: &Catalogue,
    (concept, period): (ConceptIx, Period),
    value: Decimal,
    from: MoneyUnit,
    to: MoneyUnit,
) -> Option<&'static str> {
    let concept = &catalogue.concepts[concept];
    let is_money = concept.kind == Kind::Amount;
    let value = if is_money { converted(value, from, to) } else { Some(value) };
    let Some(value) = value.filter(|value| parse_amount(&value.normalize().to_string()).is_ok()) else {
        return Some("小数太多，不像金额");
    };
    if concept.kind == Kind::Count && !value.is_integer() {
        return Some("不是整数");
    }
    (value < Decimal::ZERO && !concept.may_be_negative(period)).then_some("是负数，这一项不会是负的")
}

/// Who and when a figures file is about (文件头).
pub struct Heading {
    /// 部门.
    pub department: String,
    /// 年度.
    pub year: u16,
    /// 金额单位.
    pub unit: MoneyUnit,
    /// 话术.
    pub phrasebook: Option<String>,
}

/// A number with its place in the figures file (待写的数), for writing it into a file that is there already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// Which number it is.
    pub(super) key: Key,
    /// The keys that lead to it, a row by its code.
    pub path: Vec<String>,
    /// The number, an amount in `unit`.
    pub value: Decimal,
    /// The unit, for amounts.
    pub unit: Option<MoneyUnit>,
    /// The cell that it came from.
    pub source: String,
}

/// The numbers with their places, amounts in the unit of the file.
pub fn placed(entries: &[Entry], unit: MoneyUnit, catalogue: &Catalogue) -> Vec<Placed> {
    let place = |entry: &Entry| {
        let is_money = catalogue.concepts[entry.key.concept].kind == Kind::Amount;
        let value = if is_money { converted(entry.value, entry.unit, unit)? } else { entry.value.normalize() };
        let path = entry.key.keys(catalogue);
        Some(Placed {
            key: entry.key.clone(),
            path,
            value,
            unit: is_money.then_some(unit),
            source: entry.source.clone(),
        })
    };
    entries.iter().filter_map(place).collect()
}

/// Final accounts without any figure.
pub fn empty(heading: Heading, catalogue: &'static Catalogue) -> FinalAccounts {
    FinalAccounts {
        catalogue,
        source: Source::new("", ""),
        department: heading.department,
        year: heading.year,
        unit: heading.unit,
        phrasebook: heading.phrasebook,
        phrasebook_place: None,
        published: None,
        verified: Vec::new(),
        sources: BTreeMap::new(),
        root: Record::empty(catalogue.root.numbers.len(), catalogue.root.texts.len()),
        groups: vec![Vec::new(); catalogue.groups.len()],
    }
}

/// Put those numbers into final accounts; `names` are the accounts' names as the tables print them.
pub fn fill(
    mut accounts: FinalAccounts,
    entries: &[Entry],
    names: &BTreeMap<String, String>,
    reference: &'static Reference,
) -> FinalAccounts {
    let catalogue = &reference.catalogue;
    let rows = accounts.groups.iter().enumerate();
    let rows = rows.flat_map(|(group, rows)| rows.iter().enumerate().map(move |(at, row)| ((group, row.key()), at)));
    let mut places: BTreeMap<(usize, String), usize> = rows.collect();
    for entry in entries {
        let concept = &catalogue.concepts[entry.key.concept];
        let Some(index) = concept.number(entry.key.period()) else { continue };
        let value = if concept.kind == Kind::Amount {
            converted(entry.value, entry.unit, accounts.unit)
        } else {
            Some(entry.value.normalize())
        };
        let Some(value) = value else { continue };
        let record = match &entry.key.row {
            None => &mut accounts.root,
            Some((list, code)) => {
                let Some(group) = catalogue.group(list) else { continue };
                let rows = &mut accounts.groups[group];
                let at = *places.entry((group, code.clone())).or_insert_with(|| {
                    rows.push(row(code, group, names, reference));
                    rows.len() - 1
                });
                &mut rows[at]
            }
        };
        record.numbers[index] = Number::Given(value);
        let taken = Taken { cell: entry.source.clone(), number: Some(value) };
        accounts.sources.insert(entry.key.path(catalogue), taken);
    }
    accounts
}

/// An empty row for an account: the classification's names, or those in the table.
fn row(code: &str, group: usize, names: &BTreeMap<String, String>, reference: &Reference) -> Record {
    let list = &reference.catalogue.groups[group];
    let functional = list.fund.is_some();
    let known = if functional { &reference.functional } else { &reference.economic };
    let name = |code: &str| -> String {
        known.name(code).map(ToString::to_string).or_else(|| names.get(code).cloned()).unwrap_or_default()
    };
    let part = |length: usize| name(code.get(..length).unwrap_or(code));
    let account = functional.then(|| Account {
        code: Some(code.into()),
        class: part(3).into(),
        class_code: code.get(..3).map(Into::into),
        section: part(5).into(),
        item: name(code).into(),
    });
    Record {
        name: name(code).into(),
        code: Some(code.into()),
        account,
        ..Record::empty(list.shape.numbers.len(), list.shape.texts.len())
    }
}
