//! What an identity says when it does not hold: both sides in the names of the tables, with their places.

use std::ops::Range;

use rust_decimal::Decimal;

use super::{Identity, Relation, wording::Wording};
use crate::{
    diagnostic::{Diagnostic, Severity},
    figures::{
        concepts::Kind,
        expr::{Env, Expr, Fact},
    },
};

impl Identity {
    /// The unit of a difference: vehicles differ by 辆, not by 万元.
    fn unit<'e>(&self, env: &Env<'e>) -> &'e str {
        let catalogue = env.accounts.catalogue;
        let concept = match self.left[..] {
            [Expr::Fact(Fact::RootNumber(index))] => &catalogue.concepts[catalogue.root.numbers[index].concept],
            _ => return env.accounts.unit.name(),
        };
        if matches!(concept.kind, Kind::Count | Kind::Number) { &concept.unit } else { env.accounts.unit.name() }
    }

    /// The message; without an environment for the right side there is nothing that the left could be compared with.
    pub(super) fn describe(
        &self,
        env: &Env,
        right_env: Option<&Env>,
        severity: Severity,
        difference: Decimal,
    ) -> Diagnostic {
        let catalogue = env.accounts.catalogue;
        let unit = self.unit(env);
        let wording = Wording::of(self.left.iter().chain(&self.right), catalogue, self.each);
        let side = |expr: &Expr| {
            let value = env.value(expr).number()?;
            Some(format!("{} {}", wording.name(expr), value.normalize()))
        };
        let beside = |expr: &Expr| {
            let value = right_env.map_or(Some(Decimal::ZERO), |env| env.value(expr).number())?;
            let why = if right_env.is_none() { "（明细里没有这一类）" } else { "" };
            Some(format!("明细合计 {}{why}", value.normalize()))
        };
        let sum = |summands: &[Expr]| summands.iter().filter_map(side).collect::<Vec<_>>().join(" + ");
        let sign = if self.relation == Relation::AtMost { ">" } else { "≠" };
        let rounding = if severity == Severity::Hint && self.severity != Severity::Hint {
            "（四舍五入可以解释）"
        } else {
            ""
        };
        let message = format!(
            "{}{} {sign} {}，差 {}{unit}{rounding}",
            wording.lead(),
            sum(&self.left),
            if self.beside.is_none() { sum(&self.right) } else { self.right.iter().filter_map(beside).collect() },
            difference.abs().normalize()
        );
        let mut diagnostic = Diagnostic::new(severity, self.code, message).help(self.help());
        if let Some(row) = env.row() {
            diagnostic = diagnostic.record(format!("{} {}", row.key(), row.name));
        }
        let right = if self.beside.is_none() { &self.right[..] } else { &[] };
        for (side, text) in [(&self.left[..], "这个数"), (right, "")] {
            for place in side.iter().flat_map(|expr| places(env, expr)) {
                diagnostic = diagnostic.at(&env.accounts.source, place, text);
            }
        }
        diagnostic
    }
}

impl Identity {
    /// What should hold, and what to do.
    pub(super) fn help(&self) -> String {
        let Identity { title, code, .. } = self;
        format!("应为：{title}。核对这几个数；查明不是错误的，在 已核对 里写明 {{ 代码: {code}, 原因: … }}")
    }

    /// The right side with the values put in: 400 + 193.89, every row of a sum by itself.
    pub(super) fn formula(&self, env: &Env) -> String {
        let mut values = Vec::new();
        for summand in &self.right {
            match *summand {
                Expr::Sum(group, number) => {
                    let rows = env.accounts.rows(group).iter();
                    values.extend(rows.filter_map(|row| row.numbers[number].value()));
                }
                _ => values.extend(env.value(summand).number()),
            }
        }
        values.iter().map(|value| value.normalize().to_string()).collect::<Vec<_>>().join(" + ")
    }
}

/// Where the figures of one side stand in the file.
pub(super) fn places(env: &Env, expr: &Expr) -> Vec<Range<usize>> {
    let mut facts = Vec::new();
    expr.facts(&mut facts);
    let root = &env.accounts.root.number_places;
    facts
        .into_iter()
        .filter_map(|fact| match fact {
            Fact::RootNumber(index) => root.get(index),
            Fact::RowNumber(index) => env.row().and_then(|row| row.number_places.get(index)),
            _ => None,
        })
        .collect()
}
