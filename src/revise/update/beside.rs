//! What a sentence says beside a figure that it names (旁及的数): its share of another, last year's figure, its budget.

use std::ops::Range;

use rust_decimal::Decimal;

use super::likeness::{Known, Likeness, percent, print};
use crate::{figures::Period, revise::terms};

impl<'a> Likeness<'a> {
    /// The amount behind `before`, where that names last year's figure of the subject or a budget.
    pub(super) fn beside(&self, before: &str, subject: Option<(&Known<'a>, usize)>, number: &str) -> Option<String> {
        let named = terms::without_copula(before);
        if let Some((known, end)) = subject {
            let between = named.get(end..)?;
            if self.is_last(between) {
                let value = known.last;
                return self.none_else(between, known).then(|| print(value, number));
            }
            if let Some((period, name)) = budget(between) {
                // 超年初预算 says by how much.
                let clause = name.rsplit(CLAUSES).next().unwrap_or_default();
                let own = clause.is_empty() || known.labels.iter().any(|label| clause.ends_with(label));
                let value = known.budgets.iter().find(|(of, _)| *of == period)?.1;
                return (own && self.none_else(name, known)).then(|| print(value, number));
            }
            return None;
        }
        // 行政运行年初预算: the name stands right before it.
        let (period, name) = budget(named)?;
        let mut values = self.known.iter().filter_map(|known| {
            let ends = |label: &&&str| !label.is_empty() && name.ends_with(**label);
            let length = known.labels.iter().filter(ends).map(|label| label.len()).max()?;
            Some((length, known.budgets.iter().find(|(of, _)| *of == period)?.1))
        });
        let first = values.next()?;
        let (longest, one) = values.fold((first, true), |(best, one), value| match value.0.cmp(&best.0) {
            std::cmp::Ordering::Greater => (value, true),
            std::cmp::Ordering::Equal => (best, one && value.1 == best.1),
            std::cmp::Ordering::Less => (best, one),
        });
        one.then(|| print(longest.1, number))
    }

    /// Does it lead in last year's figure (上年为, 2021年度为), said for last year?
    fn is_last(&self, words: &str) -> bool {
        let year = self.figures.year.saturating_sub(2);
        terms::lists().last_figures.iter().any(|last| words.ends_with(last.as_str()))
            || words.ends_with(Period::Last.key())
            || ["年", "年度"].iter().any(|end| words.ends_with(&format!("{year}{end}")))
    }

    /// Does the stretch name no figure but this one?
    fn none_else(&self, words: &str, known: &Known) -> bool {
        let other = |label: &&str| !label.is_empty() && words.contains(label) && !known.labels.contains(label);
        !self.known.iter().any(|one| one.labels.iter().any(other))
    }

    /// The subject's share of a figure that the sentence names, if last year's was printed so.
    pub(super) fn share(&self, sentence: &str, subject: (&Known<'a>, usize), number: &str) -> Option<String> {
        let (known, end) = subject;
        let between = sentence.get(end..)?;
        let at = terms::lists().shares.iter().filter_map(|word| between.rfind(word.as_str())).max()?;
        let stretch: Range<usize> = end + at..sentence.len();
        // 占支出合计的 names the whole; where it does not, the sentence has named it.
        let names = |known: &&Known, stretch: &Range<usize>| {
            known.labels.iter().any(|label| !label.is_empty() && sentence[stretch.clone()].contains(label))
        };
        let here: Vec<&Known> = self.known.iter().filter(|one| names(one, &stretch)).collect();
        let wholes = match here.is_empty() {
            false => here,
            true => self.known.iter().filter(|one| names(one, &(0..sentence.len()))).collect(),
        };
        let of = |part: Decimal, whole: Decimal| Some(percent(part.checked_div(whole)?, number));
        let was = |whole: &&&Known| whole.last > known.last && of(known.last, whole.last).as_deref() == Some(number);
        let mut shares = wholes.iter().filter(was).map(|whole| of(known.this, whole.this));
        let first = shares.next()??;
        shares.all(|other| other.as_ref() == Some(&first)).then_some(first)
    }
}

/// What ends a clause.
const CLAUSES: [char; 5] = ['，', '；', '：', '（', ','];

/// Which budget a text ends with the name of, and what stands before that name.
fn budget(words: &str) -> Option<(Period, &str)> {
    let periods = [Period::BudgetInitial, Period::BudgetAdjusted, Period::Budget];
    let mut names = periods.into_iter().flat_map(|period| {
        [period.key()].into_iter().chain(period.also().iter().copied()).map(move |name| (period, name))
    });
    names.find_map(|(period, name)| Some((period, words.strip_suffix(terms::without_copula(name))?)))
}
