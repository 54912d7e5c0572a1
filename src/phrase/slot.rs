//! Slots (空格): what can stand between the words of a sentence, and how each is written.

use std::{cmp::Ordering, ops::Deref};

use smol_str::SmolStr;

use super::{body::Body, numerals::push_ordinal, schema::Place, style::Style};
use crate::figures::{
    Account, Condition, Env, Expr, Fact, GroupIx, NumberStyle, Text,
    amount::{print, print_percent, print_ratio},
    date::date,
};

/// Which part of an account is printed (科目的哪一级).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountPart {
    /// 类（类）款（款）项（项）.
    Path,
    /// 类.
    Class,
    /// 款.
    Section,
    /// 项.
    Item,
}

/// A compiled slot (空格); what writing needs stands close together.
#[derive(Debug)]
pub struct Slot {
    /// What it prints.
    pub kind: SlotKind,
    /// Everything else.
    pub origin: Box<SlotOrigin>,
}

/// What a slot is besides (空格的由来).
#[derive(Debug)]
pub struct SlotOrigin {
    /// The name in `{{ }}`.
    pub name: String,
    /// What a placeholder here asks for (待补充什么).
    pub what: String,
    /// Where it is defined.
    pub place: Place,
}

impl Deref for Slot {
    type Target = SlotOrigin;

    fn deref(&self) -> &SlotOrigin {
        &self.origin
    }
}

/// The kinds of slots.
#[derive(Debug)]
pub enum SlotKind {
    /// 金额: number and unit.
    Amount {
        /// What is computed.
        value: Expr,
        /// How it is printed.
        style: NumberStyle,
        /// What stands after it.
        unit: SmolStr,
    },
    /// 百分比: number and %.
    Percent {
        /// What is computed.
        value: Expr,
        /// How it is printed.
        style: NumberStyle,
    },
    /// 数量: a whole number.
    Count {
        /// What is computed.
        value: Expr,
    },
    /// A word by the sign of a value (增加/减少, 大于/小于).
    Word {
        /// What is computed.
        value: Expr,
        /// The word above zero.
        positive: Option<SmolStr>,
        /// The word below zero.
        negative: Option<SmolStr>,
        /// The word at zero.
        zero: Option<SmolStr>,
    },
    /// The officer's reason (主要原因).
    Reason {
        /// The officer's text.
        fact: Fact,
    },
    /// The officer's words.
    Text {
        /// The officer's text.
        fact: Fact,
        /// What stands between its lines.
        join: String,
    },
    /// The officer's paragraphs.
    Prose {
        /// The officer's text.
        fact: Fact,
        /// （一）、（二） before them.
        numbered: bool,
    },
    /// The row's name.
    Name,
    /// The row's account (科目).
    Account {
        /// Which part of the account.
        part: AccountPart,
        /// Use the house's short names.
        short: bool,
    },
    /// The row's number among those printed.
    Ordinal {
        /// 一 二 三 instead of 1 2 3.
        chinese: bool,
    },
    /// The year of the report, or the one before.
    Year {
        /// How many years before the report's.
        offset: u16,
    },
    /// The department's name.
    Department,
    /// The day on which the report is published (公开日期).
    Published,
    /// The section's number (一、二、三).
    Number,
    /// A fragment in place.
    Use {
        /// The words in place.
        body: Box<Body>,
    },
    /// A fragment for each row of a list.
    Each {
        /// The list.
        group: GroupIx,
        /// Which rows.
        filter: Option<Condition>,
        /// The words in place.
        body: Box<Body>,
        /// What stands between two rows.
        join: String,
    },
}

/// What a span of a sentence is (片段种类).
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SpanKind {
    /// A figure, percentage or count.
    Figure,
    /// A word of direction.
    Word,
    /// A reason, or other words of the officer.
    Reason,
    /// 【待补充：…】
    Placeholder,
    /// A name: department, account, source, project.
    Name,
    /// A year.
    Year,
}

/// The words around a slot's place in the report.
#[derive(Clone, Copy)]
pub struct Position<'a> {
    /// Number of the row among those printed, from 1.
    pub ordinal: usize,
    /// Number of the section, from 1.
    pub section: usize,
    /// The book's settings.
    pub style: &'a Style,
}

impl Slot {
    /// Write a value slot and say what its words are; `None` for what is no span: numbers of lists and sections, and the
    /// two kinds that hold a body.
    #[inline]
    pub fn write(&self, env: &Env, position: &Position, out: &mut String) -> Option<SpanKind> {
        match &self.kind {
            SlotKind::Amount { value, style, unit } => match env.computed(value) {
                Some(number) => {
                    print(number, *style, out);
                    out.push_str(unit);
                    Some(SpanKind::Figure)
                }
                None => self.missing(position.style, out),
            },
            SlotKind::Percent { value, style } => {
                // A ratio is rounded from its two sides, which spares the long division into 28 digits.
                let printed = env.ratio(value).is_some_and(|(part, whole)| print_ratio(part, whole, *style, out));
                if !printed {
                    match env.computed(value) {
                        Some(number) => print_percent(number, *style, out),
                        None => return self.missing(position.style, out),
                    }
                }
                out.push('%');
                Some(SpanKind::Figure)
            }
            SlotKind::Count { value } => match env.computed(value) {
                Some(number) => {
                    print(number, NumberStyle { decimals: 0, trim: true, thousands: false }, out);
                    Some(SpanKind::Figure)
                }
                None => self.missing(position.style, out),
            },
            SlotKind::Word { value, positive, negative, zero } => {
                let word = env.sign(value).and_then(|sign| match sign {
                    Ordering::Equal => zero.as_deref(),
                    Ordering::Less => negative.as_deref(),
                    Ordering::Greater => positive.as_deref(),
                });
                match word {
                    Some(word) => {
                        out.push_str(word);
                        Some(SpanKind::Word)
                    }
                    None => self.missing(position.style, out),
                }
            }
            SlotKind::Reason { fact } => self.lines(env.text(*fact), "\n", false, position, out),
            SlotKind::Text { fact, join } => self.lines(env.text(*fact), join, false, position, out),
            SlotKind::Prose { fact, numbered } => self.lines(env.text(*fact), "\n", *numbered, position, out),
            SlotKind::Name => match env.row().map(|row| row.name.as_str()).filter(|name| !name.is_empty()) {
                Some(name) => {
                    out.push_str(name);
                    Some(SpanKind::Name)
                }
                None => self.missing(position.style, out),
            },
            SlotKind::Account { part, short } => match env.account() {
                Some(account) => {
                    push_account(account, *part, short.then_some(position.style), out);
                    Some(SpanKind::Name)
                }
                None => self.missing(position.style, out),
            },
            SlotKind::Ordinal { chinese } => {
                push_ordinal(position.ordinal, *chinese, out);
                None
            }
            SlotKind::Number => {
                push_ordinal(position.section, true, out);
                None
            }
            SlotKind::Year { offset } => {
                push_ordinal(usize::from(env.accounts.year.saturating_sub(*offset)), false, out);
                Some(SpanKind::Year)
            }
            SlotKind::Department => {
                out.push_str(&env.accounts.department);
                Some(SpanKind::Name)
            }
            SlotKind::Published => match &env.accounts.published {
                Some(published) => {
                    push_date(published, out);
                    Some(SpanKind::Name)
                }
                None => self.missing(position.style, out),
            },
            SlotKind::Use { .. } | SlotKind::Each { .. } => None,
        }
    }

    /// Lines of the officer's; a single one is not numbered.
    fn lines(&self, text: &Text, join: &str, numbered: bool, at: &Position, out: &mut String) -> Option<SpanKind> {
        let Text::Given(lines) = text else { return self.missing(at.style, out) };
        for (index, line) in lines.iter().enumerate() {
            if index > 0 {
                out.push_str(join);
            }
            if numbered && lines.len() > 1 {
                out.push('（');
                push_ordinal(index + 1, true, out);
                out.push('）');
            }
            out.push_str(line);
        }
        Some(SpanKind::Reason)
    }

    fn missing(&self, style: &Style, out: &mut String) -> Option<SpanKind> {
        out.push_str(&style.missing.0);
        out.push_str(&self.what);
        out.push_str(&style.missing.1);
        Some(SpanKind::Placeholder)
    }

    /// The expression behind the slot, if it computes one.
    pub fn value(&self) -> Option<&Expr> {
        match &self.kind {
            SlotKind::Amount { value, .. }
            | SlotKind::Percent { value, .. }
            | SlotKind::Count { value }
            | SlotKind::Word { value, .. } => Some(value),
            _ => None,
        }
    }

    /// The officer's text behind the slot, if it prints one.
    pub fn text(&self) -> Option<Fact> {
        match self.kind {
            SlotKind::Reason { fact } | SlotKind::Text { fact, .. } | SlotKind::Prose { fact, .. } => Some(fact),
            _ => None,
        }
    }

    /// Could it swallow any words when a sentence is read (自由文字)?
    pub fn is_free_text(&self) -> bool {
        matches!(
            self.kind,
            SlotKind::Reason { .. }
                | SlotKind::Text { .. }
                | SlotKind::Prose { .. }
                | SlotKind::Name
                | SlotKind::Department
                | SlotKind::Published
        )
    }
}

/// 2024-10-09 as 2024年10月9日; anything else as it was typed.
fn push_date(typed: &str, out: &mut String) {
    let Some(date) = date(typed) else { return out.push_str(typed) };
    for (number, unit) in date.into_iter().zip(DATE_UNITS) {
        push_ordinal(usize::from(number), false, out);
        out.push(unit);
    }
}

/// What follows the numbers of a date.
pub(crate) const DATE_UNITS: [char; 3] = ['年', '月', '日'];

fn push_account(account: &Account, part: AccountPart, short: Option<&Style>, out: &mut String) {
    let class = || {
        let code = account.class_code.as_deref();
        let short = short.and_then(|style| style.account_names.get(code?));
        short.map_or(&*account.class, String::as_str)
    };
    match part {
        AccountPart::Path => {
            out.push_str(class());
            out.push_str("（类）");
            out.push_str(&account.section);
            out.push_str("（款）");
            out.push_str(&account.item);
            out.push_str("（项）");
        }
        AccountPart::Class => out.push_str(class()),
        AccountPart::Section => out.push_str(&account.section),
        AccountPart::Item => out.push_str(&account.item),
    }
}
