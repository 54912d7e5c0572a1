//! Which row of a list a stretch of a sentence speaks of (认行).

use std::ops::Range;

use smol_str::SmolStr;

use super::{Binder, Key};
use crate::{
    figures::{
        Account, ConceptIx, Fact, FinalAccounts, GroupIx, Origin, Record,
        classification::{Classification, same_name},
        concepts::AccountKind,
    },
    nearest::{nearest, one_letter},
    phrase::{SlotKind, read::Step, scan::Held, slot::AccountPart},
    report::reading::{ReadSentence, Reading},
};

/// No list of a department has so many rows; what more a text seems to have is no row, and is said.
pub const MOST_ROWS: usize = 1000;

/// How many digits the code of a class (类) has.
const CLASS: usize = 3;

/// A row of a list (行).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowAt {
    /// A row of a list that officers type.
    Row(GroupIx, usize),
    /// The row of a list that stands for a concept.
    Member(GroupIx, ConceptIx),
    /// A class: a row of sums, written beside the totals by class.
    Class {
        /// The list of sums.
        list: GroupIx,
        /// The list of written totals.
        totals: GroupIx,
        /// The row in it.
        row: usize,
    },
}

impl RowAt {
    /// The row's record, once the figures are complete.
    pub fn record(self, accounts: &FinalAccounts) -> Option<&Record> {
        match self {
            RowAt::Row(group, row) => accounts.rows(group).get(row),
            RowAt::Member(group, concept) => accounts.rows(group).iter().find(|row| row.concept == Some(concept)),
            RowAt::Class { list, totals, row } => {
                let total = accounts.rows(totals).get(row)?;
                accounts.rows(list).iter().find(|row| row.name == total.name).or(Some(total))
            }
        }
    }
}

/// The number that a fact is, seen from a row (所指的数).
pub fn key_of(accounts: &FinalAccounts, fact: Fact, row: Option<RowAt>) -> Option<Key> {
    match (fact, row) {
        (Fact::RootNumber(number), _) => Some(Key { row: None, number }),
        (Fact::RowNumber(number), Some(RowAt::Row(group, row))) => Some(Key { row: Some((group, row)), number }),
        (Fact::RowNumber(number), Some(RowAt::Member(group, concept))) => {
            let period = accounts.catalogue.groups[group].shape.numbers[number].period;
            let number = accounts.catalogue.concepts[concept].number(period)?;
            Some(Key { row: None, number })
        }
        (Fact::RowNumber(number), Some(RowAt::Class { list, totals, row })) => {
            let period = accounts.catalogue.groups[list].shape.numbers[number].period;
            let number = accounts.catalogue.groups[totals].shape.number(period.id())?;
            Some(Key { row: Some((totals, row)), number })
        }
        _ => None,
    }
}

/// An account whose printed name is not the official one (科目名称不一致).
#[derive(Clone, Debug)]
pub struct Renamed {
    /// Where the name stands in the source.
    pub place: Range<usize>,
    /// As printed.
    pub printed: String,
    /// The official name.
    pub official: String,
    /// The account's code.
    pub code: String,
}

/// How a row names itself.
enum Named {
    Account([Range<usize>; 3]),
    Name(Range<usize>),
    Nothing,
}

impl Binder {
    /// For each step of a sentence, the row it speaks of; rows not seen before are added.
    pub(super) fn rows(&mut self, reading: &Reading, sentence: &ReadSentence) -> Vec<Option<RowAt>> {
        let steps = &sentence.read.steps;
        let mut found = vec![None; steps.len()];
        let mut at = 0;
        while at < steps.len() {
            let Step::Row { group } = steps[at] else {
                at += 1;
                continue;
            };
            let is_end = |step: &Step| matches!(step, Step::Row { .. } | Step::RowsEnd);
            // A sentence that is itself a row goes to its end, whatever lists stand in it.
            let whole = at == 0 && sentence.read.phrase.each.is_some();
            let end = if whole {
                steps.len()
            } else {
                steps[at + 1..].iter().position(is_end).map_or(steps.len(), |length| at + 1 + length)
            };
            let named = steps[at..end].iter().find_map(|step| match step {
                Step::Slot { held: Held::Account(names), .. } => Some(Named::Account(names.clone())),
                Step::Slot { slot, held, range, .. } => match (&slot.kind, held) {
                    (SlotKind::Name, Held::Words) => Some(Named::Name(range.clone())),
                    (SlotKind::Account { part, .. }, Held::Words) if *part != AccountPart::Path => {
                        Some(Named::Name(range.clone()))
                    }
                    _ => None,
                },
                _ => None,
            });
            let row = self.row(reading, sentence, group, named.unwrap_or(Named::Nothing));
            found[at..end].fill(row);
            at = if whole { at + 1 } else { end };
            // Lists inside a row keep their own rows.
            if whole {
                continue;
            }
        }
        found
    }

    fn row(&mut self, reading: &Reading, sentence: &ReadSentence, group: GroupIx, named: Named) -> Option<RowAt> {
        let catalogue = &self.reference.catalogue;
        let text = sentence.paragraph.text();
        match &catalogue.groups[group].origin {
            Origin::Members(members) => {
                let Named::Name(range) = named else { return None };
                let name = &text[range];
                let called = |same: &dyn Fn(&str) -> bool| {
                    members.iter().copied().find(|&member| {
                        let concept = &catalogue.concepts[member];
                        same(&concept.key) || concept.also.iter().any(|also| same(also))
                    })
                };
                // A slip of one letter does not make it another part.
                let member = called(&|known| known == name).or_else(|| called(&|known| one_letter(known, name)));
                member.map(|member| RowAt::Member(group, member))
            }
            Origin::ByClass(_) => {
                let Named::Name(range) = named else { return None };
                let table = catalogue.concepts[catalogue.groups[match catalogue.groups[group].origin {
                    Origin::ByClass(from) => from,
                    _ => group,
                }]
                .concept]
                    .table;
                let totals = catalogue.groups.iter().position(|other| {
                    other.account == Some(AccountKind::Class) && catalogue.concepts[other.concept].table == table
                })?;
                let row = self.class(sentence, totals, range);
                Some(RowAt::Class { list: group, totals, row })
            }
            Origin::Given => {
                let mut record = Record::empty(
                    catalogue.groups[group].shape.numbers.len(),
                    catalogue.groups[group].shape.texts.len(),
                );
                record.place = Some(sentence.place(sentence.range()));
                match named {
                    Named::Account(names) => {
                        let account = self.account(reading, sentence, &names);
                        record.name = account.item.clone();
                        record.code.clone_from(&account.code);
                        record.account = Some(account);
                    }
                    Named::Name(range) if catalogue.groups[group].account == Some(AccountKind::Class) => {
                        let row = self.class(sentence, group, range);
                        return Some(RowAt::Row(group, row));
                    }
                    Named::Name(range) => {
                        record.name = text[range.clone()].into();
                        if catalogue.groups[group].account == Some(AccountKind::Economic) {
                            // A name that two codes bear, old and new, says neither.
                            record.code = match self.reference.economic.codes(&record.name) {
                                [code] => Some(code.as_str().into()),
                                _ => None,
                            };
                        }
                        record.place = Some(sentence.place(range));
                    }
                    Named::Nothing => {}
                }
                let key = record.key();
                let named = (group, key);
                if let Some(&row) = self.known_rows.get(&named) {
                    return Some(RowAt::Row(group, row));
                }
                let rows = &mut self.bound.accounts.groups[group];
                let row = rows.len();
                if row >= MOST_ROWS {
                    self.bound.left_out.extend(record.place);
                    return None;
                }
                rows.push(record);
                if !named.1.is_empty() {
                    self.known_rows.insert(named, row);
                }
                Some(RowAt::Row(group, row))
            }
        }
    }

    /// The row of a class (类) in a list of written totals.
    fn class(&mut self, sentence: &ReadSentence, totals: GroupIx, range: Range<usize>) -> usize {
        let printed = sentence.paragraph.text()[range.clone()].trim_end_matches("（类）").to_owned();
        let functional = &self.reference.functional;
        let (name, code) = match level(functional, &printed, CLASS, "") {
            Some((name, code)) => {
                self.renamed(sentence, range.start..range.start + printed.len(), &printed, &name, &code);
                (name.to_string(), Some(code))
            }
            None => (printed, None),
        };
        let catalogue = &self.reference.catalogue.groups[totals].shape;
        let rows = &mut self.bound.accounts.groups[totals];
        rows.iter().position(|row| row.name == name).unwrap_or_else(|| {
            let mut record = Record::empty(catalogue.numbers.len(), catalogue.texts.len());
            (record.name, record.code) = (name.into(), code.map(Into::into));
            record.place = Some(sentence.place(range));
            rows.push(record);
            rows.len() - 1
        })
    }

    /// The account of three printed names; a name that differs a little from the official one is noted.
    fn account(&mut self, reading: &Reading, sentence: &ReadSentence, names: &[Range<usize>; 3]) -> Account {
        let text = sentence.paragraph.text();
        let printed = names.clone().map(|range| &text[range]);
        let functional = &self.reference.functional;
        let unknown = |class: SmolStr, class_code: Option<String>, section: SmolStr| Account {
            code: None,
            class,
            class_code: class_code.map(Into::into),
            section,
            item: printed[2].into(),
        };
        // The house's own short name for a class is no slip.
        let short = reading.house.style.account_names.iter().find(|(_, name)| name.as_str() == printed[0]);
        let class = match short.and_then(|(code, _)| Some((functional.name(code)?.clone(), code.clone()))) {
            Some(class) => Some(class),
            None => level(functional, printed[0], CLASS, ""),
        };
        let Some((class, class_code)) = class else {
            return unknown(printed[0].into(), None, printed[1].into());
        };
        if short.is_none() {
            self.renamed(sentence, names[0].clone(), printed[0], &class, &class_code);
        }
        let Some((section, section_code)) = level(functional, printed[1], 5, &class_code) else {
            return unknown(class, Some(class_code), printed[1].into());
        };
        self.renamed(sentence, names[1].clone(), printed[1], &section, &section_code);
        let Some((item, code)) = level(functional, printed[2], 7, &section_code) else {
            return unknown(class, Some(class_code), section);
        };
        self.renamed(sentence, names[2].clone(), printed[2], &item, &code);
        Account { code: Some(code.into()), class, class_code: Some(class_code.into()), section, item }
    }

    fn renamed(&mut self, sentence: &ReadSentence, range: Range<usize>, printed: &str, official: &str, code: &str) {
        if printed != official {
            self.bound.renamed.push(Renamed {
                place: sentence.place(range),
                printed: printed.to_owned(),
                official: official.to_owned(),
                code: code.to_owned(),
            });
        }
    }
}

/// The account of that many digits below `above` with this name, or one that is nearly the same.
fn level(functional: &Classification, printed: &str, digits: usize, above: &str) -> Option<(SmolStr, String)> {
    let of = |name: &str| functional.codes(name).iter().find(|code| code.len() == digits && code.starts_with(above));
    let official = |code: &String| Some((functional.name(code)?.clone(), code.clone()));
    if let Some(code) = of(printed) {
        return official(code);
    }
    let below: Vec<&str> = functional.names().filter(|name| of(name).is_some()).collect();
    let custom = below.iter().find(|name| same_name(printed, name) || same_name(name, printed)).copied();
    let near =
        custom.or_else(|| nearest(printed, below.iter().copied()).filter(|near| is_slip(printed, near, digits)))?;
    official(of(near)?)
}

/// Is the printed name the official one with a slip: one letter of a long name, or up to two too many or too few? The
/// list of names is partial, and another name is another account; but classes (类) are few, and none is near another.
fn is_slip(printed: &str, official: &str, digits: usize) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (printed.chars().collect(), official.chars().collect());
    let same = one.iter().zip(&other).take_while(|(a, b)| a == b).count();
    let (rest, other_rest) = (&one[same..], &other[same..]);
    let behind = rest.iter().rev().zip(other_rest.iter().rev()).take_while(|(a, b)| a == b).count();
    let (wrong, missing) = (rest.len() - behind, other_rest.len() - behind);
    match (wrong, missing) {
        (1, 1) => one.len() >= if digits == CLASS { 4 } else { 6 },
        (0, 1..=2) | (1..=2, 0) => one.len().min(other.len()) >= 4,
        _ => false,
    }
}
