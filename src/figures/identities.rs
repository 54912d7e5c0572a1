//! Identities (勾稽关系): equations between figures, read from data; they derive what is left out and check what is
//! written.

mod describe;
mod parts;
mod stayed;
mod together;
mod wording;

pub use parts::Part;
pub use stayed::Correction;

use std::collections::HashMap;

use rust_decimal::Decimal;
use serde::Deserialize;

use super::{
    accounts::{FinalAccounts, MoneyUnit, Number, Record},
    class_totals::{Beside, beside},
    concepts::{Catalogue, GroupIx, Period},
    expr::{self, Condition, Env, Expr, Fact, Value, compare},
};
use crate::diagnostic::{Diagnostic, Severity};

/// How the two sides relate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// 左 = 右.
    #[default]
    Equal,
    /// 左 ≤ 右.
    AtMost,
}

/// Which texts it is held against (审核文本); figures files and tables always are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Texts {
    /// Every text: sentences print all its figures.
    #[default]
    All,
    /// Those of a house whose sentences print all its figures.
    Printed,
    /// None, and nothing is concluded from it.
    Never,
}

/// One identity as written in `data/reference/identities/*.yaml`.
///
/// `@` in a name stands for each of `periods`. Summands that do not apply count as nothing; where one is blank, or
/// none applies, nothing is said.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct IdentityEntry {
    code: String,
    title: String,
    left: OneOrMore,
    right: Vec<String>,
    #[serde(default)]
    relation: Relation,
    #[serde(default)]
    periods: Vec<String>,
    #[serde(default)]
    each: Option<String>,
    /// With `each`: the rows that `when` keeps are added up, two at least.
    #[serde(default)]
    together: bool,
    /// With `each`: the derived list whose row of the same class the right side speaks of.
    #[serde(default)]
    beside: Option<String>,
    #[serde(default)]
    when: Option<String>,
    #[serde(default)]
    derive: bool,
    #[serde(default)]
    severity: SeverityName,
    #[serde(default)]
    texts: Texts,
}

/// One summand, or a list of them.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum OneOrMore {
    One(String),
    More(Vec<String>),
}

impl OneOrMore {
    fn texts(&self) -> &[String] {
        match self {
            OneOrMore::One(text) => std::slice::from_ref(text),
            OneOrMore::More(texts) => texts,
        }
    }
}

#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
enum SeverityName {
    #[default]
    Error,
    Warning,
    Hint,
}

/// One compiled identity.
#[derive(Debug)]
pub struct Identity {
    /// Its permanent code.
    pub code: &'static str,
    /// What should hold.
    pub title: String,
    /// How the sides relate.
    pub relation: Relation,
    /// Rows it is checked for.
    pub each: Option<GroupIx>,
    /// Are the rows added up, instead of each by itself?
    pub together: bool,
    /// The list whose row of the same class the right side speaks of.
    pub beside: Option<GroupIx>,
    /// Only if this holds.
    pub when: Option<Condition>,
    /// The summands of the left side; usually one.
    pub left: Vec<Expr>,
    /// The summands of the right side.
    pub right: Vec<Expr>,
    /// May the left side be derived?
    pub derive: bool,
    /// How bad a difference is.
    pub severity: Severity,
    /// Which texts it is held against.
    pub texts: Texts,
    /// The figures of the department that must be known before the left side can follow.
    parts: Vec<usize>,
}

/// An identity that does not hold (不平), with what it takes to find the figure that is wrong.
pub struct Gap<'i> {
    /// Which one.
    pub identity: &'i Identity,
    /// The row it is checked for, by its place in the list.
    pub row: Option<usize>,
    /// Left less right.
    pub difference: Decimal,
    /// The sum of the left side as it stands.
    pub stated: Decimal,
    /// The sum of the right side, which an equation wants on the left, too.
    pub computed: Decimal,
    /// The right side with the values put in.
    pub formula: String,
    /// As it is told.
    pub diagnostic: Diagnostic,
}

impl Identity {
    /// Read a file of identities.
    pub fn parse(text: &str, catalogue: &Catalogue) -> Result<Vec<Identity>, String> {
        let entries: Vec<IdentityEntry> = serde_yaml::from_str(text).map_err(|error| error.to_string())?;
        let mut identities = Vec::new();
        for entry in entries {
            let periods: Vec<&str> = if entry.periods.is_empty() {
                vec!["final"]
            } else {
                entry.periods.iter().map(String::as_str).collect()
            };
            for period in periods {
                identities.push(
                    Identity::compile(&entry, period, catalogue).map_err(|fault| format!("{}: {fault}", entry.code))?,
                );
            }
        }
        Ok(identities)
    }

    fn compile(entry: &IdentityEntry, period: &str, catalogue: &Catalogue) -> Result<Identity, String> {
        if entry.derive && entry.texts == Texts::Never {
            return Err("texts: never only checks, derive: true does not go with it".to_owned());
        }
        if entry.together && (entry.each.is_none() || entry.relation != Relation::AtMost || entry.texts != Texts::Never)
        {
            return Err("together goes with each, relation: at_most and texts: never".to_owned());
        }
        let group = |name: &Option<String>| match name {
            Some(name) => catalogue.group(name).map(Some).ok_or(format!("no group {name}")),
            None => Ok(None),
        };
        let (each, beside) = (group(&entry.each)?, group(&entry.beside)?);
        let parameters = HashMap::new();
        let read_in = |text: &str, group: Option<GroupIx>| {
            let scope = expr::Scope { catalogue, group, parameters: &parameters };
            let text = text.replace('@', period);
            let ast = expr::parse(&text).map_err(|error| format!("{text}: {}", error.message))?;
            expr::resolve(&ast, &scope).map_err(|error| format!("{text}: {}", error.message))
        };
        let read = |text: &str| read_in(text, each);
        let when = entry.when.as_deref().map(read).transpose()?.map(Condition::new);
        let right =
            entry.right.iter().map(|summand| read_in(summand, beside.or(each))).collect::<Result<Vec<Expr>, _>>()?;
        let mut facts = Vec::new();
        right.iter().chain(when.as_ref().map(Condition::expr)).for_each(|expr| expr.facts(&mut facts));
        let parts = facts.into_iter().filter_map(|fact| match fact {
            Fact::RootNumber(index) => Some(index),
            _ => None,
        });
        Ok(Identity {
            // Codes are permanent and few; keeping them for the program's life lets every diagnostic share one type.
            code: Box::leak(entry.code.clone().into_boxed_str()),
            title: entry.title.clone(),
            relation: entry.relation,
            each,
            together: entry.together,
            beside,
            when,
            left: entry.left.texts().iter().map(|summand| read(summand)).collect::<Result<_, _>>()?,
            right,
            parts: parts.collect(),
            derive: entry.derive,
            texts: entry.texts,
            severity: match entry.severity {
                SeverityName::Error => Severity::Error,
                SeverityName::Warning => Severity::Warning,
                SeverityName::Hint => Severity::Hint,
            },
        })
    }

    /// The sum of one side and how many figures it adds; `None` where nothing can be said.
    fn side(summands: &[Expr], env: &Env) -> Option<(Decimal, usize)> {
        let mut total = Decimal::ZERO;
        let mut addends = 0;
        for summand in summands {
            // Nearly every summand is a figure that stands there.
            if let Some(figure) = env.given(summand) {
                // Nought and a figure is the figure.
                total = if addends == 0 && !figure.is_zero() { *figure } else { total.checked_add(*figure)? };
                addends += 1;
                continue;
            }
            if matches!(summand, Expr::Fact(fact @ (Fact::RootNumber(_) | Fact::RowNumber(_))) if !env.has(*fact)) {
                continue;
            }
            match env.value(summand) {
                Value::Number(value) => {
                    total = total.checked_add(value)?;
                    addends += match summand {
                        Expr::Sum(group, _) => env.accounts.rows(*group).len(),
                        _ => 1,
                    };
                }
                Value::Absent => {}
                _ => return None,
            }
        }
        (addends > 0).then_some((total, addends))
    }

    /// The figure of the department that can follow from this, by its index among the department's numbers.
    pub fn derives_which(&self) -> Option<usize> {
        match self.left[..] {
            [Expr::Fact(Fact::RootNumber(index))] if self.derive && self.each.is_none() => {
                (self.relation == Relation::Equal).then_some(index)
            }
            _ => None,
        }
    }

    /// Can the figure of the department follow from this?
    pub fn derives(&self, index: usize) -> bool {
        self.derives_which() == Some(index)
    }

    /// The figures of the department that must be known before the left side can follow.
    pub fn parts(&self) -> impl Iterator<Item = usize> {
        self.parts.iter().copied()
    }

    /// What the left side is if left out: the sum of the right, or blank if a part of it is blank.
    pub fn derived(&self, accounts: &FinalAccounts) -> Option<Number> {
        let env = Env::new(accounts);
        if self.when.as_ref().is_some_and(|when| !env.holds(when)) {
            return None;
        }
        let blank = self.right.iter().any(|summand| env.value(summand) == Value::Blank);
        if blank { Some(Number::Blank) } else { Some(Number::Derived(Self::side(&self.right, &env)?.0)) }
    }

    /// What does not hold in the figures of a department. What the officer has looked into (已核对) is not reported;
    /// `needed` marks the entries that said so.
    pub fn check<'i>(&'i self, env: &Env, needed: &mut [bool], found: &mut Vec<Gap<'i>>) {
        let accounts = env.accounts;
        self.each_gap(env, &mut |gap| {
            let row = self.each.zip(gap.row).map(|(group, row)| &accounts.rows(group)[row]);
            match self.verified(accounts, row) {
                Some(entry) => needed[entry] = true,
                None => found.push(gap),
            }
        });
    }

    /// Where it does not hold, whatever the officer has looked into.
    pub fn gaps<'i>(&'i self, accounts: &FinalAccounts, found: &mut Vec<Gap<'i>>) {
        self.each_gap(&Env::new(accounts), &mut |gap| found.push(gap));
    }

    fn each_gap<'i>(&'i self, env: &Env, take: &mut dyn FnMut(Gap<'i>)) {
        match self.each {
            None => self.gap(env, None).into_iter().for_each(take),
            Some(group) if self.together => self.gap_together(env, group).into_iter().for_each(take),
            Some(group) => {
                let rows = env.accounts.rows(group).iter().enumerate();
                rows.filter_map(|(index, row)| self.gap(&env.at(row), Some(index))).for_each(take);
            }
        }
    }

    /// Is the left side one figure that is not there? Then nothing can be said whatever `when` asks; most rows lack it.
    fn is_silent(&self, env: &Env) -> bool {
        let [left @ Expr::Fact(Fact::RootNumber(_) | Fact::RowNumber(_))] = &self.left[..] else { return false };
        env.given(left).is_none()
    }

    fn gap(&self, env: &Env, row: Option<usize>) -> Option<Gap<'_>> {
        if self.is_silent(env) || self.when.as_ref().is_some_and(|when| !env.holds(when)) {
            return None;
        }
        let (left, minuends) = Self::side(&self.left, env)?;
        let (right_env, adds) = match (self.beside, env.row()) {
            (Some(group), Some(record)) => match beside(env.accounts, record, group) {
                Beside::Row(record, adds) => (env.at(record), Some(adds)),
                Beside::Missing => {
                    let diagnostic = self.describe(env, None, self.severity, left);
                    let (computed, formula) = (Decimal::ZERO, String::new());
                    let (difference, stated) = (left, left);
                    return Some(Gap { identity: self, row, difference, stated, computed, formula, diagnostic });
                }
                Beside::Nothing => return None,
            },
            _ => (*env, None),
        };
        let (right, addends) = Self::side(&self.right, &right_env)?;
        let order = compare(&left, &right);
        let holds = match self.relation {
            Relation::Equal => order.is_eq(),
            Relation::AtMost => order.is_le(),
        };
        if holds {
            return None;
        }
        let difference = left.checked_sub(right)?;
        let short = if difference > Decimal::ZERO { &self.right } else { &self.left };
        if short.iter().any(|summand| may_be_missing(summand, env)) {
            return None;
        }
        let rounding = self.is_rounding(env.accounts, difference, adds.unwrap_or(addends) + minuends - 1);
        let severity = if rounding { Severity::Hint } else { self.severity };
        Some(Gap {
            identity: self,
            row,
            difference,
            stated: left,
            computed: right,
            formula: self.formula(&right_env),
            diagnostic: self.describe(env, Some(&right_env), severity, difference),
        })
    }

    /// The entry by which the officer has looked into it (已核对).
    fn verified(&self, accounts: &FinalAccounts, row: Option<&Record>) -> Option<usize> {
        accounts.verified.iter().position(|verified| {
            let same_row = match (&verified.row, row) {
                (None, _) => true,
                (Some(row), Some(record)) => *row == record.key() || *row == record.name,
                (Some(_), None) => false,
            };
            verified.code == self.code && same_row
        })
    }

    /// n figures rounded to 0.01 万元, and their rounded sum, can differ by (n+1) × 0.005; 元 are exact.
    fn is_rounding(&self, accounts: &FinalAccounts, difference: Decimal, addends: usize) -> bool {
        let half_a_cent = Decimal::new(5, 3);
        accounts.unit == MoneyUnit::WanYuan && difference.abs() <= half_a_cent * Decimal::from(addends + 1)
    }
}

/// A figure of last year that is not in the file, of something that there is this year: nobody asked for it, perhaps.
fn may_be_missing(summand: &Expr, env: &Env) -> bool {
    let Expr::Fact(Fact::RootNumber(index)) = *summand else { return false };
    let catalogue = env.accounts.catalogue;
    let number = &catalogue.root.numbers[index];
    let this_year = catalogue.concepts[number.concept].number(Period::Final);
    let numbers = &env.accounts.root.numbers;
    number.period == Period::Last
        && numbers[index] == Number::Absent
        && this_year.is_some_and(|this_year| numbers[this_year].is_present())
}
