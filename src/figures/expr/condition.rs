//! Conditions made ready (备好的条件): decided for every report, so on figures where they stand and in few steps.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::{Env, Expr, Fact, Function, Operator};
use crate::figures::{accounts::Number, concepts::GroupIx};

/// A condition (条件) that phrases, lists and outlines hang on.
#[derive(Clone, Debug)]
pub struct Condition {
    test: Test,
    expr: Box<Expr>,
}

/// The same condition without negations, and with figures named directly wherever it only compares figures. Small,
/// because a report asks some six hundred of them.
#[derive(Clone, Debug)]
enum Test {
    /// Is the figure there, or not?
    There(Figure, bool),
    Sign(Orders, Figure),
    Compare(Orders, Figure, Figure),
    All(Box<[Test]>),
    Any(Box<[Test]>),
    Seldom(Box<Seldom>),
}

/// What few conditions ask.
#[derive(Clone, Debug)]
enum Seldom {
    Has(Fact, bool),
    Against(Orders, Figure, Decimal),
    Material(Figure, Figure),
    Says(Orders, Fact, String),
    /// Does a list with that condition keep a row of it, or none?
    Keeps(GroupIx, Condition, bool),
    Other(Expr, bool),
}

/// A figure of the department or of the current row.
#[derive(Clone, Copy, Debug)]
struct Figure {
    of_row: bool,
    index: u16,
}

impl Figure {
    /// The figure that is named, if it is one.
    fn named(expr: &Expr) -> Option<Figure> {
        match expr {
            Expr::Fact(fact) => Figure::of(*fact),
            _ => None,
        }
    }

    fn of(fact: Fact) -> Option<Figure> {
        let (of_row, index) = match fact {
            Fact::RootNumber(index) => (false, index),
            Fact::RowNumber(index) => (true, index),
            _ => return None,
        };
        Some(Figure { of_row, index: index.try_into().ok()? })
    }
}

/// Which orders of two values are wanted, one bit each.
#[derive(Clone, Copy, Debug)]
struct Orders(u8);

impl Orders {
    fn of(operator: Operator) -> Option<Orders> {
        let bits = |orders: &[Ordering]| Some(Orders(orders.iter().map(|&order| Orders::bit(order)).sum()));
        match operator {
            Operator::Equal => bits(&[Ordering::Equal]),
            Operator::Unequal => bits(&[Ordering::Less, Ordering::Greater]),
            Operator::Less => bits(&[Ordering::Less]),
            Operator::AtMost => bits(&[Ordering::Less, Ordering::Equal]),
            Operator::Greater => bits(&[Ordering::Greater]),
            Operator::AtLeast => bits(&[Ordering::Greater, Ordering::Equal]),
            _ => None,
        }
    }

    fn bit(order: Ordering) -> u8 {
        1 << (order as i8 + 1)
    }

    fn holds(self, order: Ordering) -> bool {
        self.0 & Orders::bit(order) != 0
    }

    fn negated_if(self, negated: bool) -> Orders {
        if negated { Orders(self.0 ^ 0b111) } else { self }
    }
}

impl Condition {
    /// Make a condition ready.
    pub fn new(expr: Expr) -> Condition {
        Condition { test: test(&expr, false), expr: Box::new(expr) }
    }

    /// The condition as an expression, for people.
    pub fn expr(&self) -> &Expr {
        &self.expr
    }
}

/// An undecided condition stays undecided when negated, so a negation can be carried inwards.
fn test(expr: &Expr, negated: bool) -> Test {
    let seldom = |seldom: Seldom| Test::Seldom(Box::new(seldom));
    let other = || seldom(Seldom::Other(expr.clone(), negated));
    match expr {
        Expr::Has(fact) => match Figure::of(*fact) {
            Some(figure) => Test::There(figure, !negated),
            None => seldom(Seldom::Has(*fact, !negated)),
        },
        Expr::Any(group, filter) => seldom(Seldom::Keeps(*group, Condition::new((**filter).clone()), !negated)),
        Expr::Not(inner) => test(inner, !negated),
        Expr::Binary(operator @ (Operator::And | Operator::Or), ..) => {
            let mut parts = Vec::new();
            flatten(expr, *operator, negated, &mut parts);
            if (*operator == Operator::And) != negated { Test::All(parts.into()) } else { Test::Any(parts.into()) }
        }
        Expr::Binary(operator, left, right) => {
            let Some(orders) = Orders::of(*operator) else { return other() };
            let orders = orders.negated_if(negated);
            match (Figure::named(left), Figure::named(right), &**right) {
                (Some(left), Some(right), _) => Test::Compare(orders, left, right),
                (Some(left), None, Expr::Number(number)) if number.is_zero() => Test::Sign(orders, left),
                (Some(left), None, Expr::Number(number)) => seldom(Seldom::Against(orders, left, *number)),
                (None, None, Expr::Text(text)) => match **left {
                    Expr::Fact(fact) if fact.is_words() => seldom(Seldom::Says(orders, fact, text.clone())),
                    _ => other(),
                },
                _ => other(),
            }
        }
        Expr::Call(Function::Material, sides) if !negated => match sides.as_slice() {
            [this, base] => match (Figure::named(this), Figure::named(base)) {
                (Some(this), Some(base)) => seldom(Seldom::Material(this, base)),
                _ => other(),
            },
            _ => other(),
        },
        _ => other(),
    }
}

/// `a and b and c` is one list of three.
fn flatten(expr: &Expr, operator: Operator, negated: bool, parts: &mut Vec<Test>) {
    match expr {
        Expr::Binary(same, left, right) if *same == operator => {
            flatten(left, operator, negated, parts);
            flatten(right, operator, negated, parts);
        }
        _ => parts.push(test(expr, negated)),
    }
}

impl Env<'_> {
    /// Does the condition hold? Undecided counts as no.
    pub fn holds(&self, condition: &Condition) -> bool {
        self.decide(&condition.test) == Some(true)
    }

    /// Does a list keep this row? A row that a blank figure leaves undecided is kept, so that it shows what to fill in.
    pub fn keeps(&self, filter: &Condition) -> bool {
        self.decide(&filter.test).unwrap_or_else(|| self.waits(&filter.expr))
    }

    /// Is a figure of the expression to be filled in?
    pub(super) fn waits(&self, expr: &Expr) -> bool {
        let mut facts = Vec::new();
        expr.facts(&mut facts);
        facts.into_iter().any(|fact| self.number(fact) == Number::Blank)
    }

    /// What most conditions ask is decided without a call.
    #[inline]
    fn decide(&self, test: &Test) -> Option<bool> {
        Some(match test {
            Test::There(figure, wanted) => self.number_of(*figure).is_present() == *wanted,
            Test::Sign(orders, figure) => orders.holds(sign(self.value_of(*figure)?)),
            Test::Compare(orders, left, right) => orders.holds(compare(self.value_of(*left)?, self.value_of(*right)?)),
            Test::All(tests) => return self.decide_until(tests, false),
            Test::Any(tests) => return self.decide_until(tests, true),
            Test::Seldom(seldom) => return self.decide_seldom(seldom),
        })
    }

    #[inline(never)]
    fn decide_seldom(&self, test: &Seldom) -> Option<bool> {
        Some(match test {
            Seldom::Has(fact, wanted) => self.has(*fact) == *wanted,
            Seldom::Against(orders, left, right) => orders.holds(compare(self.value_of(*left)?, right)),
            Seldom::Material(this, base) => self.material(self.value_of(*this)?, self.value_of(*base)?),
            Seldom::Says(orders, fact, text) => orders.holds(self.said(*fact)?.cmp(text)),
            Seldom::Keeps(group, filter, wanted) => {
                self.accounts.rows(*group).iter().any(|row| self.at(row).keeps(filter)) == *wanted
            }
            Seldom::Other(expr, negated) => self.truth(expr)? != *negated,
        })
    }

    #[inline]
    fn number_of(&self, figure: Figure) -> &Number {
        let numbers = if figure.of_row { self.row_numbers } else { self.numbers };
        numbers.get(usize::from(figure.index)).unwrap_or(&Number::Absent)
    }

    #[inline]
    fn value_of(&self, figure: Figure) -> Option<&Decimal> {
        match self.number_of(figure) {
            Number::Given(value) | Number::Derived(value) => Some(value),
            Number::Absent | Number::Blank => None,
        }
    }

    /// One part that comes out so decides the whole; else it is the opposite, if no part is undecided.
    fn decide_until(&self, tests: &[Test], decisive: bool) -> Option<bool> {
        let mut rest = Some(!decisive);
        for test in tests {
            match self.decide(test) {
                Some(truth) if truth == decisive => return Some(decisive),
                Some(_) => {}
                None => rest = None,
            }
        }
        rest
    }

    /// Is the difference one that the house wants explained?
    pub(super) fn material(&self, this: &Decimal, base: &Decimal) -> bool {
        if compare(this, base).is_eq() {
            return false;
        }
        if self.threshold_amount.is_zero() && self.threshold_rate.is_zero() {
            return true;
        }
        let Some(difference) = this.checked_sub(*base).map(|difference| difference.abs()) else { return true };
        let rate = difference.checked_div(base.abs());
        difference >= self.threshold_amount && rate.is_none_or(|rate| rate >= self.threshold_rate)
    }
}

/// Figures of one table mostly have as many decimals, and then their digits say it all.
pub(in crate::figures) fn compare(a: &Decimal, b: &Decimal) -> Ordering {
    if a.scale() == b.scale() || b.is_zero() { a.mantissa().cmp(&b.mantissa()) } else { a.cmp(b) }
}

/// How a number stands to nought.
pub(super) fn sign(number: &Decimal) -> Ordering {
    match number.is_zero() {
        true => Ordering::Equal,
        false if number.is_sign_negative() => Ordering::Less,
        false => Ordering::Greater,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        figures::{FinalAccounts, MoneyUnit, Record, Reference},
        source::Source,
    };

    fn accounts(numbers: &[Number]) -> FinalAccounts {
        let catalogue = &Reference::shipped().catalogue;
        let mut root = Record::empty(catalogue.root.numbers.len(), catalogue.root.texts.len());
        root.numbers[..numbers.len()].copy_from_slice(numbers);
        let row = |number: &Number| Record { numbers: [*number].into_iter().collect(), ..Record::default() };
        let mut groups = vec![Vec::new(); catalogue.groups.len()];
        groups[0].extend(numbers[..2].iter().map(row));
        FinalAccounts {
            catalogue,
            source: Source::new("示例", ""),
            department: String::new(),
            year: 2023,
            unit: MoneyUnit::WanYuan,
            phrasebook: None,
            phrasebook_place: None,
            published: None,
            verified: Vec::new(),
            sources: std::collections::BTreeMap::new(),
            root,
            groups,
        }
    }

    fn number() -> impl Strategy<Value = Number> {
        prop_oneof![
            Just(Number::Absent),
            Just(Number::Blank),
            (-2_i64..3, 0_u32..3).prop_map(|(digits, scale)| Number::Given(Decimal::new(digits, scale))),
            (-2_i64..3).prop_map(|digits| Number::Derived(Decimal::new(digits * 10, 1))),
        ]
    }

    fn condition() -> impl Strategy<Value = Expr> {
        let fact = || (0_usize..4).prop_map(Fact::RootNumber);
        let side = || {
            prop_oneof![
                fact().prop_map(Expr::Fact),
                (-1_i64..2).prop_map(|number| Expr::Number(number.into())),
                fact().prop_map(|fact| Expr::Negate(Box::new(Expr::Fact(fact)))),
            ]
        };
        let operators = [
            Operator::Equal,
            Operator::Unequal,
            Operator::Less,
            Operator::AtMost,
            Operator::Greater,
            Operator::AtLeast,
        ];
        let leaf = prop_oneof![
            fact().prop_map(Expr::Has),
            (prop::sample::select(operators.to_vec()), side(), side())
                .prop_map(|(operator, left, right)| Expr::Binary(operator, Box::new(left), Box::new(right))),
            (side(), side()).prop_map(|(this, base)| Expr::Call(Function::Material, vec![this, base])),
            prop::sample::select(operators.to_vec()).prop_map(|operator| {
                let nought = Expr::Number(Decimal::ZERO);
                let number = Expr::Fact(Fact::RowNumber(0));
                Expr::Any(0, Box::new(Expr::Binary(operator, Box::new(number), Box::new(nought))))
            }),
        ];
        leaf.prop_recursive(4, 24, 2, |inner| {
            prop_oneof![
                inner.clone().prop_map(|inner| Expr::Not(Box::new(inner))),
                (prop::bool::ANY, inner.clone(), inner).prop_map(|(and, left, right)| {
                    let operator = if and { Operator::And } else { Operator::Or };
                    Expr::Binary(operator, Box::new(left), Box::new(right))
                }),
            ]
        })
    }

    proptest! {
        #[test]
        fn made_ready_it_decides_the_same(expr in condition(), numbers in prop::collection::vec(number(), 4), rate in 0_i64..2) {
            let accounts = accounts(&numbers);
            let env = Env::new(&accounts).asking_from(Decimal::ZERO, Decimal::new(rate, 1));
            prop_assert_eq!(env.decide(&Condition::new(expr.clone()).test), env.truth(&expr));
        }
    }
}
