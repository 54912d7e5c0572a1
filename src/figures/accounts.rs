//! The figures of one department and year (决算数据), as loaded and derived.

use std::{borrow::Cow, collections::BTreeMap, num::NonZeroU32, ops::Range};

use rust_decimal::Decimal;
use smallvec::{Array, SmallVec};
use smol_str::SmolStr;

use super::{
    concepts::{Catalogue, ConceptIx, GroupIx, Shape},
    taken::Taken,
};
use crate::source::Source;

/// A figure (数): typed, derived, left blank, or not applicable.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Number {
    /// The key is not there: does not apply (不涉及).
    #[default]
    Absent,
    /// The key is there without a value: to be filled in (待补充).
    Blank,
    /// Typed by the officer.
    Given(Decimal),
    /// Derived from others (推算).
    Derived(Decimal),
}

impl Number {
    /// The value, typed or derived.
    pub fn value(self) -> Option<Decimal> {
        match self {
            Number::Given(value) | Number::Derived(value) => Some(value),
            Number::Absent | Number::Blank => None,
        }
    }

    /// Is the key there (even blank), or the figure derived?
    pub fn is_present(self) -> bool {
        self != Number::Absent
    }

    /// The same figure with another value.
    #[must_use]
    pub fn map(self, change: impl FnOnce(Decimal) -> Decimal) -> Number {
        match self {
            Number::Given(value) => Number::Given(change(value)),
            Number::Derived(value) => Number::Derived(change(value)),
            other => other,
        }
    }
}

/// A text (文字): paragraphs, names, or one line.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Text {
    /// The key is not there.
    #[default]
    Absent,
    /// The key is there without a value.
    Blank,
    /// One or more lines, none empty.
    Given(Vec<String>),
}

impl Text {
    /// The lines, none if not given.
    pub fn lines(&self) -> &[String] {
        match self {
            Text::Given(lines) => lines,
            Text::Absent | Text::Blank => &[],
        }
    }

    /// Is the key there, even blank?
    pub fn is_present(&self) -> bool {
        *self != Text::Absent
    }
}

/// A functional account (支出功能分类科目) with the names of its 类, 款 and 项.
#[derive(Clone, Debug, PartialEq)]
pub struct Account {
    /// The seven-digit code, where known.
    pub code: Option<SmolStr>,
    /// 类 (class).
    pub class: SmolStr,
    /// The class's three digits, where known.
    pub class_code: Option<SmolStr>,
    /// 款 (section).
    pub section: SmolStr,
    /// 项 (item).
    pub item: SmolStr,
}

impl Account {
    /// What stays the same when figures change: the code, or the names where no code is known.
    pub fn key(&self) -> String {
        self.code.as_ref().map_or_else(|| format!("{}/{}/{}", self.class, self.section, self.item), SmolStr::to_string)
    }
}

/// What a record holds of one kind: the few of a row stand in it, the department's take memory of their own.
pub type Fields<T, const FEW: usize> = SmallVec<[T; FEW]>;

/// Where the fields of a record stand in its file (出处), by the order of the fields.
#[derive(Clone, Debug, Default)]
pub struct Places<const FEW: usize>(Fields<Option<Stretch>, FEW>)
where
    [Option<Stretch>; FEW]: Array<Item = Option<Stretch>>;

/// Its first byte, and its end and one, which is never 0. No file is so large that it would not fit, and
/// a record is copied as often as lists grow.
#[derive(Clone, Copy, Debug)]
pub struct Stretch(u32, NonZeroU32);

impl<const FEW: usize> Places<FEW>
where
    [Option<Stretch>; FEW]: Array<Item = Option<Stretch>>,
{
    /// Where that field stands, as bytes of the source, if it stands there.
    pub fn get(&self, field: usize) -> Option<Range<usize>> {
        self.0[field].map(|Stretch(start, behind)| start as usize..(behind.get() - 1) as usize)
    }

    /// Say where that field stands.
    pub fn set(&mut self, field: usize, place: Option<Range<usize>>) {
        let number = |offset: usize| u32::try_from(offset).ok();
        self.0[field] = place
            .and_then(|place| Some(Stretch(number(place.start)?, number(place.end)?.checked_add(1)?.try_into().ok()?)));
    }
}

/// So many fields of which nothing is known yet.
fn fields<T: Clone, const FEW: usize>(few: [T; FEW], count: usize) -> Fields<T, FEW>
where
    [T; FEW]: Array<Item = T>,
{
    if count > FEW {
        return SmallVec::from_elem(few[0].clone(), count);
    }
    Fields::from_buf_and_len(few, count)
}

/// One record (记录): the department itself, or a row of a list.
#[derive(Clone, Debug, Default)]
pub struct Record {
    /// The concept of a row that stands for one (收入来源 and the like).
    pub concept: Option<ConceptIx>,
    /// The row's name: account, project, source.
    pub name: SmolStr,
    /// The row's code, where its list has codes.
    pub code: Option<SmolStr>,
    /// The row's functional account.
    pub account: Option<Account>,
    /// Numbers, by the shape of its list, in the file's unit.
    pub numbers: Fields<Number, 6>,
    /// Texts, by the shape of its list.
    pub texts: Fields<Text, 4>,
    /// Where each number stands in the file.
    pub number_places: Places<6>,
    /// Where each text stands in the file.
    pub text_places: Places<4>,
    /// Where the row stands in the file.
    pub place: Option<Range<usize>>,
}

impl Record {
    /// An empty record of `numbers` numbers and `texts` texts.
    pub fn empty(numbers: usize, texts: usize) -> Record {
        Record {
            numbers: fields([Number::Absent; 6], numbers),
            texts: fields([const { Text::Absent }; 4], texts),
            number_places: Places(fields([None; 6], numbers)),
            text_places: Places(fields([None; 4], texts)),
            // Said one by one: a default record would be made as a whole for these few.
            concept: None,
            name: SmolStr::default(),
            code: None,
            account: None,
            place: None,
        }
    }

    /// What stays the same when figures change: the account, the code, or the name.
    pub fn key(&self) -> String {
        self.borrowed_key().into_owned()
    }

    /// The same where it need not be kept.
    pub(crate) fn borrowed_key(&self) -> Cow<'_, str> {
        match (&self.account, &self.code) {
            (Some(Account { code: Some(code), .. }), _) | (None, Some(code)) => code.as_str().into(),
            (Some(account), _) => account.key().into(),
            (None, None) => self.name.as_str().into(),
        }
    }
}

/// The unit of a figures file's amounts (金额单位).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MoneyUnit {
    /// 万元, ten thousand yuan.
    #[default]
    WanYuan,
    /// 元, yuan.
    Yuan,
}

impl MoneyUnit {
    /// 万元 or 元.
    pub fn name(self) -> &'static str {
        match self {
            MoneyUnit::WanYuan => "万元",
            MoneyUnit::Yuan => "元",
        }
    }
}

/// An identity that the officer has looked into (已核对), with the reason.
#[derive(Clone, Debug)]
pub struct Verified {
    /// The identity's code.
    pub code: String,
    /// Only for this row (科目编码 or name), if given.
    pub row: Option<String>,
    /// Why it does not hold.
    pub reason: String,
    /// Where it stands in the file.
    pub place: Range<usize>,
}

/// The final accounts of one department and year (部门决算数据).
#[derive(Clone, Debug)]
pub struct FinalAccounts {
    /// The keys it is written in.
    pub catalogue: &'static Catalogue,
    /// The file.
    pub source: Source,
    /// 部门.
    pub department: String,
    /// 年度.
    pub year: u16,
    /// 金额单位.
    pub unit: MoneyUnit,
    /// 话术, the phrasebook named in the file.
    pub phrasebook: Option<String>,
    /// Where 话术 stands in the file.
    pub phrasebook_place: Option<Range<usize>>,
    /// 公开日期, as typed.
    pub published: Option<String>,
    /// 已核对.
    pub verified: Vec<Verified>,
    /// 来源: where a number was taken from, by the keys that lead to it.
    pub sources: BTreeMap<String, Taken>,
    /// All figures and texts that are not rows.
    pub root: Record,
    /// The rows of each list of the catalogue.
    pub groups: Vec<Vec<Record>>,
}

impl FinalAccounts {
    /// The rows of a list.
    pub fn rows(&self, group: GroupIx) -> &[Record] {
        &self.groups[group]
    }

    /// The figure of that name among those that are not rows.
    pub fn number(&self, name: &str) -> Number {
        self.catalogue.root.number(name).map_or(Number::Absent, |index| self.root.numbers[index])
    }

    /// How many figures stand in the file without a number (空着).
    pub fn open(&self) -> usize {
        let open = |record: &Record| {
            let numbers = record.numbers.iter().enumerate();
            numbers.filter(|&(at, number)| *number == Number::Blank && record.number_places.get(at).is_some()).count()
        };
        // What is derived has no places of its own.
        open(&self.root) + self.groups.iter().flatten().map(open).sum::<usize>()
    }

    /// What the records of a list hold, or the department itself.
    pub(super) fn shape(&self, row: Option<(GroupIx, usize)>) -> &'static Shape {
        row.map_or(&self.catalogue.root, |(group, _)| &self.catalogue.groups[group].shape)
    }
}
