//! Concepts (报表项目): the one list of keys that figures, tables, phrases and rules share.

mod build;

use std::{collections::HashMap, ops::Range};

use ahash::AHashMap;
use rust_decimal::Decimal;

pub use super::kinds::{AccountKind, Kind, Period, ReasonKind, TextKind};

/// Index of a concept in [`Catalogue::concepts`].
pub type ConceptIx = usize;
/// Index of a group in [`Catalogue::groups`].
pub type GroupIx = usize;

/// One concept (报表项目).
#[derive(Debug)]
pub struct Concept {
    /// The id that phrases use, `revenue.grand_total`.
    pub id: String,
    /// The key in figures files, as the official table prints it.
    pub key: String,
    /// Accepted other spellings of the key.
    pub also: Vec<String>,
    /// What it holds.
    pub kind: Kind,
    /// The unit of a count.
    pub unit: String,
    /// Which periods may be given.
    pub periods: Vec<Period>,
    /// Which texts hang on it.
    pub texts: Vec<TextKind>,
    /// What the short key 原因 means, where that is clear.
    pub reason: Option<TextKind>,
    /// The words of a choice.
    pub choices: Vec<String>,
    /// How another reason may point here (同收支总体).
    pub label: Option<String>,
    /// Explanation for people.
    pub about: String,
    /// Must be given or derivable.
    pub required: bool,
    /// May be negative.
    pub negative: bool,
    /// Where it stands in the official table.
    pub cell: String,
    /// Most departments do not have it (多数部门不涉及).
    pub seldom: bool,
    /// The same from year to year (各年相同).
    pub lasting: bool,
    /// The table it belongs to.
    pub table: usize,
    /// Fields below it in the figures file.
    pub children: Vec<ConceptIx>,
    /// For rows: the group.
    pub group: Option<GroupIx>,
    /// Where its records keep its number of each period, indexed by the period.
    pub numbers: [Option<usize>; 5],
    /// Where its records keep its texts, by [`Concept::texts`].
    pub text_at: Vec<usize>,
    /// What each key below it means.
    pub(super) keys: Keys<Key>,
}

/// What a key below a figure means (键的含义).
#[derive(Clone, Copy, Debug)]
pub(super) enum Key {
    Number(Period),
    Text(TextKind),
    Child(ConceptIx),
}

/// What the keys at one place of a figures file mean, every spelling of them.
pub(super) type Keys<M> = AHashMap<String, M>;

/// The key of what hangs on a figure as a reason, where it is clear which (原因).
pub(super) const REASON_KEYS: [&str; 3] = ["原因", "主要原因", "增减原因"];

impl Concept {
    /// The key and the accepted other spellings of it.
    pub(super) fn spellings(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.key).chain(&self.also).map(String::as_str)
    }

    /// Where its records keep the number of that period.
    pub fn number(&self, period: Period) -> Option<usize> {
        self.numbers[period as usize]
    }

    /// May its number of that period be negative? Spending is taken back, a budget is not.
    pub fn may_be_negative(&self, period: Period) -> bool {
        self.negative && matches!(period, Period::Final | Period::Last)
    }

    /// Is that number a part of what is only counted whole?
    pub fn is_fraction(&self, number: Decimal) -> bool {
        self.kind == Kind::Count && !number.fract().is_zero()
    }

    /// Where its records keep the text of that kind.
    pub fn text(&self, kind: TextKind) -> Option<usize> {
        self.texts.iter().position(|&other| other == kind).map(|index| self.text_at[index])
    }
}

/// One official table (决算表).
#[derive(Debug)]
pub struct Table {
    /// Short id.
    pub id: String,
    /// Title as printed.
    pub key: String,
    /// Accepted other titles.
    pub also: Vec<String>,
    /// What it feeds.
    pub about: String,
    /// Most departments do not have it (多数部门不涉及).
    pub seldom: bool,
    /// Its fields.
    pub fields: Vec<ConceptIx>,
    /// What each key in it means.
    pub(super) keys: Keys<ConceptIx>,
}

/// A number that a record can hold.
#[derive(Debug, Clone)]
pub struct NumberDef {
    /// Full id, `revenue.grand_total.last`.
    pub id: String,
    /// Its concept.
    pub concept: ConceptIx,
    /// Its period.
    pub period: Period,
}

/// A text that a record can hold.
#[derive(Debug, Clone)]
pub struct TextDef {
    /// Full id, `gpb.total.reason_last`.
    pub id: String,
    /// Its concept.
    pub concept: ConceptIx,
    /// Its kind.
    pub kind: TextKind,
}

/// Which numbers and texts a record holds, and under which names (记录结构).
#[derive(Debug, Default)]
pub struct Shape {
    /// Numbers, in catalogue order.
    pub numbers: Vec<NumberDef>,
    /// Texts, in catalogue order.
    pub texts: Vec<TextDef>,
    number_names: HashMap<String, usize>,
    text_names: HashMap<String, usize>,
}

impl Shape {
    /// The number of that name.
    pub fn number(&self, name: &str) -> Option<usize> {
        self.number_names.get(name).copied()
    }

    /// The text of that name.
    pub fn text(&self, name: &str) -> Option<usize> {
        self.text_names.get(name).copied()
    }

    /// All names, for "did you mean".
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.number_names.keys().chain(self.text_names.keys()).map(String::as_str)
    }
}

/// Where a group's rows come from (清单来源).
#[derive(Debug)]
pub enum Origin {
    /// Typed by the officer.
    Given,
    /// One row for each of these concepts.
    Members(Vec<ConceptIx>),
    /// Sums of another group by class (按类汇总).
    ByClass(GroupIx),
}

/// A list of rows (清单、明细).
#[derive(Debug)]
pub struct Group {
    /// Its id, `gpb.items`.
    pub id: String,
    /// Where rows come from.
    pub origin: Origin,
    /// What a row holds.
    pub shape: Shape,
    /// The concept of a row.
    pub concept: ConceptIx,
    /// Which classification names a row.
    pub account: Option<AccountKind>,
    /// The fund of its accounts.
    pub fund: Option<String>,
    /// The key that names a row without an account.
    pub name: Option<String>,
    /// May rows be bare names?
    pub unpriced: bool,
    /// Codes or names that show how rows are written (示例).
    pub samples: Vec<String>,
}

/// All concepts, tables and groups (报表项目表).
#[derive(Debug, Default)]
pub struct Catalogue {
    /// Official tables, in file order.
    pub tables: Vec<Table>,
    /// Which of them a title means.
    pub(super) titles: Keys<usize>,
    /// All concepts.
    pub concepts: Vec<Concept>,
    /// What a department's record holds.
    pub root: Shape,
    /// All lists.
    pub groups: Vec<Group>,
    /// The numbers of the department that must be given or follow (必填).
    pub(super) required: Vec<usize>,
    /// Those final figures of all others that another period can be given of, each with the numbers of all periods.
    pub(super) compared: Vec<(usize, Range<usize>)>,
    /// Words that a sentence puts before a reason itself (主要原因是), the longest first.
    pub lead_ins: Vec<String>,
}

impl Catalogue {
    /// The concept of that id.
    pub fn concept(&self, id: &str) -> Option<ConceptIx> {
        self.concepts.iter().position(|concept| concept.id == id)
    }

    /// The group of that id.
    pub fn group(&self, id: &str) -> Option<GroupIx> {
        self.groups.iter().position(|group| group.id == id)
    }
}
