//! Rows that together are held against one figure (几行合起来), where each by itself may be right.

use rust_decimal::Decimal;

use super::{Gap, Identity, wording::Wording};
use crate::{
    diagnostic::{Diagnostic, Severity},
    figures::{accounts::Record, concepts::GroupIx, expr::Env},
};

impl Identity {
    /// The rows that `when` keeps come to more than the right side, and none of them does alone.
    pub(super) fn gap_together(&self, env: &Env, group: GroupIx) -> Option<Gap<'_>> {
        if env.accounts.rows(group).iter().all(|row| self.is_silent(&env.at(row))) {
            return None;
        }
        let (computed, _) = Self::side(&self.right, env)?;
        let kept = |row: &&Record| self.when.as_ref().is_none_or(|when| env.at(row).holds(when));
        let mut rows = Vec::new();
        let mut stated = Decimal::ZERO;
        for row in env.accounts.rows(group).iter().filter(kept) {
            let (value, _) = Self::side(&self.left, &env.at(row))?;
            if value > computed {
                return None;
            }
            stated = stated.checked_add(value)?;
            rows.push((row, value));
        }
        let difference = stated.checked_sub(computed)?;
        if rows.len() < 2 || stated <= computed {
            return None;
        }
        let rounding = self.is_rounding(env.accounts, difference, rows.len());
        let severity = if rounding { Severity::Hint } else { self.severity };
        let diagnostic = self.describe_together(env, &rows, severity, difference);
        Some(Gap { identity: self, row: None, difference, stated, computed, formula: self.formula(env), diagnostic })
    }

    fn describe_together(
        &self,
        env: &Env,
        rows: &[(&Record, Decimal)],
        severity: Severity,
        difference: Decimal,
    ) -> Diagnostic {
        let wording = Wording::of(self.left.iter().chain(&self.right), env.accounts.catalogue, self.each);
        let left: Vec<String> = rows.iter().map(|(row, value)| format!("{} {}", row.name, value.normalize())).collect();
        let right = self
            .right
            .iter()
            .filter_map(|expr| Some(format!("{} {}", wording.name(expr), env.value(expr).number()?.normalize())));
        let message = format!(
            "{} > {}，差 {}{}",
            left.join(" + "),
            right.collect::<Vec<_>>().join(" + "),
            difference.normalize(),
            env.accounts.unit.name()
        );
        let mut diagnostic = Diagnostic::new(severity, self.code, message).help(self.help());
        let left = rows.iter().flat_map(|(row, _)| self.left.iter().map(move |expr| (env.at(row), expr, "这个数")));
        for (env, expr, text) in left.chain(self.right.iter().map(|expr| (*env, expr, ""))) {
            for place in super::describe::places(&env, expr) {
                diagnostic = diagnostic.at(&env.accounts.source, place, text);
            }
        }
        diagnostic
    }
}
