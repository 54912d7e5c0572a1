//! Evaluating an expression: exact decimals, and a missing figure never compares as zero.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::{Expr, Fact, Function, Operator, condition::sign};
use crate::figures::{
    accounts::{Account, FinalAccounts, Number, Record, Text},
    concepts::Origin,
};

/// What an expression is evaluated against (取数环境).
#[derive(Clone, Copy)]
pub struct Env<'a> {
    /// The department.
    pub accounts: &'a FinalAccounts,
    /// The current row.
    row: Option<&'a Record>,
    /// The department's numbers and the current row's, which nearly everything asks for.
    pub(super) numbers: &'a [Number],
    pub(super) row_numbers: &'a [Number],
    /// From which difference on a reason is asked for, in the accounts' unit.
    pub(super) threshold_amount: Decimal,
    /// From which ratio of change on a reason is asked for.
    pub(super) threshold_rate: Decimal,
}

/// Why a number is not there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Lack {
    /// Does not apply, or cannot be computed: a quotient by zero, an overflow.
    Absent,
    /// To be filled in.
    Blank,
}

/// The value of an expression (值).
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value<'a> {
    /// Does not apply.
    Absent,
    /// To be filled in.
    Blank,
    /// A number.
    Number(Decimal),
    /// A text.
    Text(&'a str),
    /// True, false, or not to be decided because a figure is missing.
    Truth(Option<bool>),
}

impl<'a> Value<'a> {
    /// The number, if it is one.
    pub fn number(self) -> Option<Decimal> {
        match self {
            Value::Number(number) => Some(number),
            _ => None,
        }
    }
}

impl From<Number> for Value<'_> {
    fn from(number: Number) -> Self {
        match number {
            Number::Absent => Value::Absent,
            Number::Blank => Value::Blank,
            Number::Given(value) | Number::Derived(value) => Value::Number(value),
        }
    }
}

impl<'a> From<&'a Text> for Value<'a> {
    fn from(text: &'a Text) -> Self {
        match text {
            Text::Absent => Value::Absent,
            Text::Blank => Value::Blank,
            Text::Given(lines) => lines.first().map_or(Value::Absent, |line| Value::Text(line)),
        }
    }
}

impl<'a> Env<'a> {
    /// Against the department itself, outside any list; any difference asks for a reason.
    pub fn new(accounts: &'a FinalAccounts) -> Env<'a> {
        Env {
            accounts,
            row: None,
            numbers: &accounts.root.numbers,
            row_numbers: &[],
            threshold_amount: Decimal::ZERO,
            threshold_rate: Decimal::ZERO,
        }
    }

    /// The same where a reason is asked for only from a difference on, in the accounts' unit, and from a ratio of change
    /// on (说明原因的界限).
    #[must_use]
    pub fn asking_from(self, threshold_amount: Decimal, threshold_rate: Decimal) -> Env<'a> {
        Env { threshold_amount, threshold_rate, ..self }
    }

    /// The same with a current row.
    #[must_use]
    pub fn at(self, row: &'a Record) -> Env<'a> {
        Env { row: Some(row), row_numbers: &row.numbers, ..self }
    }

    /// The current row.
    pub fn row(&self) -> Option<&'a Record> {
        self.row
    }

    /// A number by its fact.
    pub fn number(&self, fact: Fact) -> Number {
        self.number_at(fact).copied().unwrap_or_default()
    }

    fn number_at(&self, fact: Fact) -> Option<&'a Number> {
        match fact {
            Fact::RootNumber(index) => self.numbers.get(index),
            Fact::RowNumber(index) => self.row_numbers.get(index),
            _ => None,
        }
    }

    /// A text by its fact.
    pub fn text(&self, fact: Fact) -> &'a Text {
        const ABSENT: &Text = &Text::Absent;
        match fact {
            Fact::RootText(index) => &self.accounts.root.texts[index],
            Fact::RowText(index) => self.row.map_or(ABSENT, |row| &row.texts[index]),
            _ => ABSENT,
        }
    }

    /// The current row's account.
    pub fn account(&self) -> Option<&'a Account> {
        self.row.and_then(|row| row.account.as_ref())
    }

    fn fact(&self, fact: Fact) -> Value<'a> {
        match fact {
            Fact::RootNumber(_) | Fact::RowNumber(_) => self.number(fact).into(),
            Fact::RootText(_) | Fact::RowText(_) => self.text(fact).into(),
            Fact::Name | Fact::Account => self.row.map_or(Value::Absent, |row| Value::Text(&row.name)),
            Fact::Year => Value::Number(self.accounts.year.into()),
            Fact::Group(group) => Value::Number(self.accounts.rows(group).len().into()),
        }
    }

    #[inline]
    pub(in crate::figures) fn has(&self, fact: Fact) -> bool {
        match fact {
            Fact::RootNumber(_) | Fact::RowNumber(_) => self.number_at(fact).is_some_and(|number| number.is_present()),
            Fact::RootText(_) | Fact::RowText(_) => self.text(fact).is_present(),
            Fact::Name => self.row.is_some_and(|row| !row.name.is_empty()),
            Fact::Account => self.account().is_some(),
            Fact::Year => true,
            Fact::Group(group) => !self.accounts.rows(group).is_empty(),
        }
    }

    /// The value of an expression.
    pub fn value(&self, expr: &'a Expr) -> Value<'a> {
        match expr {
            Expr::Text(text) => Value::Text(text),
            Expr::Fact(fact) => self.fact(*fact),
            _ if expr.is_condition() => Value::Truth(self.truth(expr)),
            _ => match self.quantity(expr) {
                Ok(number) => Value::Number(number),
                Err(Lack::Blank) => Value::Blank,
                Err(Lack::Absent) => Value::Absent,
            },
        }
    }

    /// The number that an expression comes to, if all of it is there.
    pub fn computed(&self, expr: &Expr) -> Option<Decimal> {
        match self.given(expr) {
            Some(number) => Some(*number),
            None => self.quantity(expr).ok(),
        }
    }

    /// Whether that number is less than, equal to or greater than zero.
    pub fn sign(&self, expr: &Expr) -> Option<Ordering> {
        match expr {
            // Which side is greater says it without the difference.
            Expr::Call(Function::Change, sides) => self.order(&sides[0], &sides[1]),
            _ => self.quantity(expr).ok().map(|number| sign(&number)),
        }
    }

    /// A figure that is there or a number as written, where it stands.
    pub(in crate::figures) fn given<'e>(&self, expr: &'e Expr) -> Option<&'e Decimal>
    where
        'a: 'e,
    {
        match expr {
            Expr::Number(number) => Some(number),
            Expr::Fact(fact) => self.figure(*fact),
            _ => None,
        }
    }

    /// A figure that is there, where it stands.
    pub(super) fn figure(&self, fact: Fact) -> Option<&'a Decimal> {
        match self.number_at(fact)? {
            Number::Given(value) | Number::Derived(value) => Some(value),
            Number::Absent | Number::Blank => None,
        }
    }

    /// A ratio as its two sides, exact and not yet divided; `None` for what is no ratio, or lacks a side.
    pub fn ratio(&self, expr: &Expr) -> Option<(Decimal, Decimal)> {
        let (part, whole) = match expr {
            Expr::Call(Function::Abs, arguments) => {
                let (part, whole) = self.ratio(&arguments[0])?;
                (part.abs(), whole.abs())
            }
            Expr::Call(Function::Share | Function::Completion, arguments) => {
                (self.quantity(&arguments[0]).ok()?, self.quantity(&arguments[1]).ok()?)
            }
            Expr::Call(Function::Rate, arguments) => {
                let base = self.quantity(&arguments[1]).ok()?;
                (self.quantity(&arguments[0]).ok()?.checked_sub(base)?, base)
            }
            _ => return None,
        };
        (!whole.is_zero()).then_some((part, whole))
    }

    /// The number, or what it lacks.
    pub(super) fn quantity(&self, expr: &Expr) -> Result<Decimal, Lack> {
        if let Some(number) = self.given(expr) {
            return Ok(*number);
        }
        match expr {
            Expr::Fact(fact) => match self.fact(*fact) {
                Value::Number(number) => Ok(number),
                Value::Blank => Err(Lack::Blank),
                _ => Err(Lack::Absent),
            },
            Expr::Sum(group, number) => self.sum(*group, *number),
            Expr::Count(fact) => self.count(*fact),
            Expr::Negate(inner) => self.quantity(inner).map(|number| -number),
            Expr::Binary(operator, left, right) => match operator {
                Operator::Add => self.of_two(left, right, Decimal::checked_add),
                Operator::Subtract => self.of_two(left, right, Decimal::checked_sub),
                Operator::Multiply => self.of_two(left, right, Decimal::checked_mul),
                Operator::Divide => self.of_two(left, right, Decimal::checked_div),
                _ => Err(Lack::Absent),
            },
            Expr::Call(function, arguments) => match (function, arguments.as_slice()) {
                (Function::Abs, [inner]) => self.quantity(inner).map(|number| number.abs()),
                (Function::Change, [this, base]) => self.of_two(this, base, Decimal::checked_sub),
                // One division, not a difference of rounded quotients.
                (Function::Rate, [this, base]) => self.of_two(this, base, |a, b| a.checked_sub(b)?.checked_div(b)),
                (Function::Share | Function::Completion, [part, whole]) => {
                    self.of_two(part, whole, Decimal::checked_div)
                }
                _ => Err(Lack::Absent),
            },
            Expr::Number(_) | Expr::Text(_) | Expr::Has(_) | Expr::Any(..) | Expr::Not(_) => Err(Lack::Absent),
        }
    }

    /// Both there: compute (a quotient by zero or an overflow is absent). Else what lacks, first of all a blank.
    fn of_two(
        &self,
        left: &Expr,
        right: &Expr,
        compute: impl Fn(Decimal, Decimal) -> Option<Decimal>,
    ) -> Result<Decimal, Lack> {
        match (self.quantity(left), self.quantity(right)) {
            (Ok(a), Ok(b)) => compute(a, b).ok_or(Lack::Absent),
            (Err(Lack::Blank), _) | (_, Err(Lack::Blank)) => Err(Lack::Blank),
            _ => Err(Lack::Absent),
        }
    }

    fn count(&self, fact: Fact) -> Result<Decimal, Lack> {
        match fact {
            Fact::Group(group) => Ok(self.accounts.rows(group).len().into()),
            _ => match self.text(fact) {
                Text::Given(lines) => Ok(lines.len().into()),
                Text::Blank => Err(Lack::Blank),
                Text::Absent => Err(Lack::Absent),
            },
        }
    }

    /// All rows or nothing: a sum over a typed list in which one figure is missing is missing. In a list that stands
    /// for several concepts, a missing figure is one that does not apply.
    fn sum(&self, group: usize, number: usize) -> Result<Decimal, Lack> {
        let rows = self.accounts.rows(group);
        if rows.is_empty() {
            return Err(Lack::Absent);
        }
        let of_concepts = matches!(self.accounts.catalogue.groups[group].origin, Origin::Members(_));
        if of_concepts && rows.iter().all(|row| row.numbers[number] == Number::Absent) {
            return Err(Lack::Absent);
        }
        let mut total = Decimal::ZERO;
        for row in rows {
            match row.numbers[number] {
                Number::Absent if of_concepts => {}
                Number::Given(value) | Number::Derived(value) => {
                    total = total.checked_add(value).ok_or(Lack::Absent)?;
                }
                Number::Blank => return Err(Lack::Blank),
                Number::Absent => return Err(Lack::Absent),
            }
        }
        Ok(total)
    }
}
