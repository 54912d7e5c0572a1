//! Expressions (算式): what phrases and identities write in `when`, `value` and `left`/`right`.
//!
//! Written here because no published crate gives all three of exact decimals, positions in errors and a
//! permissive licence: evalexpr is AGPL, exmex reports no positions, the others compute in binary floats.
//! Reading an expression is two steps: [`parse`] makes a tree of names, [`resolve`] turns the names into indices of
//! figures, so that evaluating it looks nothing up.

mod condition;
mod describe;
mod eval;
mod parse;
mod resolve;
mod truth;

pub use condition::Condition;
pub(super) use condition::compare;
pub use describe::{Leaf, describe, formula, leaf_name, list_name, written};
pub use eval::{Env, Value};
pub use parse::{Ast, AstKind, ExprError, parse};
pub use resolve::{Scope, resolve};

use rust_decimal::Decimal;

use super::concepts::GroupIx;

/// A figure or text that an expression names (所指).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fact {
    /// A number of the department.
    RootNumber(usize),
    /// A text of the department.
    RootText(usize),
    /// A number of the current row.
    RowNumber(usize),
    /// A text of the current row.
    RowText(usize),
    /// The current row's name.
    Name,
    /// The current row's account.
    Account,
    /// A list.
    Group(GroupIx),
    /// The year of the report.
    Year,
}

impl Fact {
    /// Does it stand for words?
    fn is_words(self) -> bool {
        matches!(self, Fact::RootText(_) | Fact::RowText(_) | Fact::Name | Fact::Account)
    }
}

/// An operator between two values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Operator {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
    /// `==`
    Equal,
    /// `!=`
    Unequal,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    Greater,
    /// `>=`
    AtLeast,
    /// `and`
    And,
    /// `or`
    Or,
}

/// A named derivation (派生指标), the one place where each is defined.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Function {
    /// 增减额 = 本年 − 上年.
    Change,
    /// 增减幅度 = (本年 − 上年) ÷ 上年.
    Rate,
    /// 占比 = 部分 ÷ 总体.
    Share,
    /// 完成率 = 决算 ÷ 预算.
    Completion,
    /// 绝对值.
    Abs,
    /// 差异达到本样式要求说明原因的界限.
    Material,
}

/// An expression whose names are resolved (算式).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Expr {
    /// A number as written.
    Number(Decimal),
    /// A text as written.
    Text(String),
    /// A figure or text.
    Fact(Fact),
    /// `has(x)`.
    Has(Fact),
    /// `sum(group.field)`.
    Sum(GroupIx, usize),
    /// `count(x)`: the rows of a list, or the lines of a text.
    Count(Fact),
    /// `any(group, condition)`: does a list with that condition keep a row of it?
    Any(GroupIx, Box<Expr>),
    /// `not x`.
    Not(Box<Expr>),
    /// `-x`.
    Negate(Box<Expr>),
    /// `a op b`.
    Binary(Operator, Box<Expr>, Box<Expr>),
    /// A named derivation.
    Call(Function, Vec<Expr>),
}

impl Expr {
    /// All figures and texts that the expression names.
    pub fn facts(&self, found: &mut Vec<Fact>) {
        match self {
            Expr::Fact(fact) | Expr::Has(fact) | Expr::Count(fact) => found.push(*fact),
            Expr::Sum(group, _) | Expr::Any(group, _) => found.push(Fact::Group(*group)),
            Expr::Not(inner) | Expr::Negate(inner) => inner.facts(found),
            Expr::Binary(_, left, right) => {
                left.facts(found);
                right.facts(found);
            }
            Expr::Call(_, arguments) => arguments.iter().for_each(|argument| argument.facts(found)),
            Expr::Number(_) | Expr::Text(_) => {}
        }
    }

    /// What an absolute value (绝对值) is taken of; any other expression as it is.
    pub fn without_abs(&self) -> &Expr {
        match self {
            Expr::Call(Function::Abs, inner) => &inner[0],
            other => other,
        }
    }

    /// How many parts it is made of.
    pub fn size(&self) -> usize {
        1 + match self {
            Expr::Not(inner) | Expr::Negate(inner) | Expr::Any(_, inner) => inner.size(),
            Expr::Binary(_, left, right) => left.size() + right.size(),
            Expr::Call(_, arguments) => arguments.iter().map(Expr::size).sum(),
            Expr::Number(_) | Expr::Text(_) | Expr::Fact(_) | Expr::Has(_) | Expr::Sum(..) | Expr::Count(_) => 0,
        }
    }

    /// Can it be true or false?
    pub fn is_condition(&self) -> bool {
        match self {
            Expr::Has(_) | Expr::Any(..) | Expr::Not(_) | Expr::Call(Function::Material, _) => true,
            Expr::Binary(operator, _, _) => {
                !matches!(operator, Operator::Add | Operator::Subtract | Operator::Multiply | Operator::Divide)
            }
            _ => false,
        }
    }

    /// Is it a number, when everything is given?
    pub fn is_number(&self) -> bool {
        match self {
            Expr::Number(_) | Expr::Sum(..) | Expr::Count(_) => true,
            Expr::Fact(fact) => matches!(fact, Fact::RootNumber(_) | Fact::RowNumber(_) | Fact::Year),
            Expr::Negate(inner) => inner.is_number(),
            Expr::Binary(_, left, right) => !self.is_condition() && left.is_number() && right.is_number(),
            Expr::Call(function, arguments) => *function != Function::Material && arguments.iter().all(Expr::is_number),
            Expr::Text(_) | Expr::Has(_) | Expr::Any(..) | Expr::Not(_) => false,
        }
    }
}
