//! Which figures of an identity stayed behind when others were corrected (没有跟着改的).

use super::{Gap, Identity, Relation, Texts, wording::Wording};
use crate::{
    diagnostic::Severity,
    figures::{
        accounts::FinalAccounts,
        expr::{Env, Expr, Fact, Value},
    },
};

/// The figures before and after a correction (更正前后), printed alike.
pub struct Correction<'a> {
    /// Before.
    pub old: &'a FinalAccounts,
    /// After.
    pub new: &'a FinalAccounts,
    /// All identities.
    pub identities: &'a [Identity],
}

impl Gap<'_> {
    /// What the correction left as it was, if the identity held before it; none where that cannot be said.
    pub fn stayed(&self, correction: &Correction) -> Option<String> {
        let identity = self.identity;
        let (old, new) = correction.of_row(identity, self.row)?;
        let held = identity.gap(&old, None).is_none_or(|gap| gap.diagnostic.severity == Severity::Hint);
        if identity.beside.is_some() || !held {
            return None;
        }
        let (left, right) = (compared(&identity.left, &old, &new)?, compared(&identity.right, &old, &new)?);
        let behind = |all: &[(&'_ Expr, bool)]| -> Vec<Expr> {
            all.iter().filter(|(_, stayed)| *stayed).map(|(summand, _)| (*summand).clone()).collect()
        };
        if left.iter().chain(&right).all(|(_, stayed)| *stayed) {
            return None;
        }
        let mut stayed = behind(&left);
        // A sum that stayed did so because its parts did.
        stayed.extend(behind(&right).into_iter().flat_map(|summand| correction.parts(identity, summand, &old, &new)));
        let wording = Wording::of(identity.left.iter().chain(&stayed), correction.new.catalogue, identity.each);
        let names: Vec<String> = stayed.iter().map(|summand| wording.name(summand)).collect();
        Some(match names.len() {
            0 => "更正之前是平的，几个数改得不一致".to_owned(),
            1 => format!("更正之前是平的，{}没有跟着改", names[0]),
            _ => format!("更正之前是平的，{}之一没有跟着改", names.join("、")),
        })
    }
}

impl<'a> Correction<'a> {
    /// Both sides of it as seen from a row.
    fn of_row(&self, identity: &Identity, row: Option<usize>) -> Option<(Env<'a>, Env<'a>)> {
        let (old, new) = (Env::new(self.old), Env::new(self.new));
        let (Some(group), Some(row)) = (identity.each, row) else { return Some((old, new)) };
        let record = self.new.rows(group).get(row)?;
        let before = self.old.rows(group).iter().find(|other| other.key() == record.key())?;
        Some((old.at(before), new.at(record)))
    }

    /// The figures that a figure is the sum of by another identity, if none of them changed; else the figure itself.
    fn parts(&self, identity: &Identity, sum: Expr, old: &Env, new: &Env) -> Vec<Expr> {
        let is_sum = |other: &&Identity| {
            let figures = other.right.iter().all(|part| matches!(part, Expr::Fact(Fact::RootNumber(_))));
            other.relation == Relation::Equal
                && other.texts != Texts::Never
                && other.each.is_none()
                && other.code != identity.code
                && other.left[..] == [sum.clone()]
                && other.right.len() > 1
                && figures
                && other.gap(new, None).is_none()
        };
        let parts = self.identities.iter().filter(is_sum).find_map(|other| {
            let parts = compared(&other.right, old, new)?;
            (parts.len() > 1 && parts.iter().all(|(_, stayed)| *stayed)).then_some(parts)
        });
        parts.map_or_else(|| vec![sum], |parts| parts.into_iter().map(|(part, _)| part.clone()).collect())
    }
}

/// The summands that are numbers other than zero, and whether the correction left them as they were; none where one of
/// them is known only on one side.
fn compared<'e>(summands: &'e [Expr], old: &Env, new: &Env) -> Option<Vec<(&'e Expr, bool)>> {
    let mut found = Vec::new();
    for summand in summands {
        match (old.value(summand), new.value(summand)) {
            (Value::Number(old), Value::Number(new)) if old == new && new.is_zero() => {}
            (Value::Number(old), Value::Number(new)) => found.push((summand, old == new)),
            (Value::Absent, Value::Absent) => {}
            _ => return None,
        }
    }
    Some(found)
}
