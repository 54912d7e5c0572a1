//! Deciding a condition as it is written: true, false, or not to be decided because a figure is missing.

use std::cmp::Ordering;

use super::{Env, Expr, Fact, Function, Operator, condition::compare};

impl Env<'_> {
    pub(super) fn truth(&self, expr: &Expr) -> Option<bool> {
        match expr {
            Expr::Has(fact) => Some(self.has(*fact)),
            Expr::Any(group, filter) => {
                let kept = |env: Env| env.truth(filter).unwrap_or_else(|| env.waits(filter));
                Some(self.accounts.rows(*group).iter().any(|row| kept(self.at(row))))
            }
            Expr::Not(inner) => self.truth(inner).map(|truth| !truth),
            Expr::Binary(Operator::And, left, right) => match self.truth(left) {
                Some(false) => Some(false),
                left => match self.truth(right) {
                    Some(true) => left,
                    right => right,
                },
            },
            Expr::Binary(Operator::Or, left, right) => match self.truth(left) {
                Some(true) => Some(true),
                left => match self.truth(right) {
                    Some(false) => left,
                    right => right,
                },
            },
            Expr::Binary(operator, left, right) => self.order(left, right).and_then(|order| match operator {
                Operator::Equal => Some(order.is_eq()),
                Operator::Unequal => Some(order.is_ne()),
                Operator::Less => Some(order.is_lt()),
                Operator::AtMost => Some(order.is_le()),
                Operator::Greater => Some(order.is_gt()),
                Operator::AtLeast => Some(order.is_ge()),
                _ => None,
            }),
            Expr::Call(Function::Material, sides) => match sides.as_slice() {
                [this, base] => Some(self.material(&self.computed(this)?, &self.computed(base)?)),
                _ => None,
            },
            _ => None,
        }
    }

    /// How two numbers, or two texts, stand to each other.
    pub(super) fn order(&self, left: &Expr, right: &Expr) -> Option<Ordering> {
        match (self.given(left), self.given(right)) {
            // The common case, figures as they stand, copies nothing.
            (Some(a), Some(b)) => Some(compare(a, b)),
            _ => match (self.words(left), self.words(right)) {
                (Some(a), Some(b)) => Some(a.cmp(b)),
                _ => Some(compare(&self.computed(left)?, &self.computed(right)?)),
            },
        }
    }

    /// The text that an expression stands for.
    fn words<'e>(&'e self, expr: &'e Expr) -> Option<&'e str> {
        match expr {
            Expr::Text(text) => Some(text),
            Expr::Fact(fact) => self.said(*fact),
            _ => None,
        }
    }

    /// The words of a text or a name.
    pub(super) fn said(&self, fact: Fact) -> Option<&str> {
        match fact {
            Fact::RootText(_) | Fact::RowText(_) => self.text(fact).lines().first().map(String::as_str),
            Fact::Name | Fact::Account => self.row().map(|row| row.name.as_str()),
            _ => None,
        }
    }
}
