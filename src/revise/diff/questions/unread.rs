//! Questions about sentences that no phrase reads (读不出的句子), as far as their own words tell.

use std::ops::Range;

use rust_decimal::Decimal;

use super::{Change, Question, QuestionKind, THIN, letters, pairs, push_thin};
use crate::{
    figures::parse_amount,
    revise::{
        Direction,
        diff::{Review, Row, RunKind, figures::TOLERANCE, keys::Role, sentence::Sentence},
        money, terms,
    },
};

/// What an unread sentence of this year says of the year before.
struct Told<'s> {
    /// The only amount before it, in yuan: this year's.
    amount: Option<(Range<usize>, Decimal)>,
    /// By how many yuan it changed, if an amount says so.
    change: Option<Decimal>,
    /// By how many percent, if one says so.
    percent: Option<&'s str>,
    direction: &'s str,
}

/// Large changes with next to no reason, and last year's figures that are not the published ones.
pub(super) fn ask(review: &Review, threshold: Decimal, found: &mut Vec<Question>) {
    for (index, row, last, this) in pairs(review).filter(|(_, _, _, this)| this.read.is_none()) {
        let Some(told) = comparison(this) else { continue };
        last_differs(index, row, (last, this), &told, found);
        thin(index, (last, this), &told, threshold, found);
    }
}

/// An amount, in yuan.
fn yuan(sentence: &Sentence, at: usize) -> Option<Decimal> {
    let unit = money::unit(sentence.part(sentence.words.get(at + 1)?.range.clone()))?;
    parse_amount(sentence.part(sentence.words[at].range.clone())).ok()?.checked_mul(unit)
}

/// The first comparison with the year before.
fn comparison<'s>(this: &Sentence<'s>) -> Option<Told<'s>> {
    let words = &this.words;
    let text = |at: usize| this.part(words[at].range.clone());
    let reasons = this.reasons.first().map_or(this.text.len(), |reason| reason.start);
    let lead = terms::lists().last_year.iter().filter_map(|lead| this.text.find(lead.as_str())).min()?;
    let direction = (0..words.len()).find(|&at| {
        (lead..reasons).contains(&words[at].range.start)
            && matches!(words[at].role, Role::Direction(Direction::Up | Direction::Down))
    })?;
    let is_amount = |at: &usize| words.get(at + 1).is_some_and(|unit| unit.role == Role::Unit);
    let value = |at: usize| yuan(this, at);
    let mut before = (0..direction).filter(|at| words[*at].range.start < lead && is_amount(at));
    // With two amounts before it nobody can tell of which it speaks.
    let amount = match (before.next(), before.next()) {
        (Some(at), None) => value(at).map(|value| (words[at].range.clone(), value)),
        _ => None,
    };
    let down = matches!(words[direction].role, Role::Direction(Direction::Down));
    let behind = direction + 1;
    let change = Some(behind).filter(is_amount).and_then(value);
    let end = (behind..words.len()).find(|&at| text(at) == "。").unwrap_or(words.len());
    let percent = (behind..end)
        .filter(|&at| words[at].range.start < reasons && words[at].role == Role::Number)
        .map(text)
        .find(|word| word.ends_with('%'));
    Some(Told {
        amount,
        change: change.map(|change| if down { -change } else { change }),
        percent,
        direction: text(direction),
    })
}

fn last_differs(index: usize, row: &Row, (last, this): (&Sentence, &Sentence), told: &Told, found: &mut Vec<Question>) {
    let (Some((place, amount)), Some(change)) = (&told.amount, told.change) else { return };
    // Last year's amount is what stands in the same place of last year's sentence, changed or not.
    let run = row.runs.iter().find(|run| run.this.start <= place.start && place.end <= run.this.end);
    let start = run.and_then(|run| match run.kind {
        RunKind::Same => Some(run.last.start + place.start - run.this.start),
        RunKind::Figure if run.this == *place => Some(run.last.start),
        _ => None,
    });
    let at = start.and_then(|start| last.words.iter().position(|word| word.range.start == start));
    let unit = this.words.iter().position(|word| word.range == *place).and_then(|at| this.words.get(at + 1));
    let unit = unit.and_then(|unit| money::unit(this.part(unit.range.clone())));
    let published = at.and_then(|at| yuan(last, at));
    let (Some(published), Some(stated), Some(unit)) = (published, amount.checked_sub(change), unit) else { return };
    let printed = |yuan: Decimal| (yuan / unit).normalize();
    let (stated, published) = (printed(stated), printed(published));
    if stated.checked_sub(published).is_some_and(|gap| gap.abs() > TOLERANCE) {
        found.push(Question {
            kind: QuestionKind::LastDiffers,
            row: Some(index),
            message: format!("这一句按今年的报告算，上年是 {stated}，上年公布的是 {published}"),
            quote: this.text.to_owned(),
        });
    }
}

fn thin(
    index: usize,
    (last, this): (&Sentence, &Sentence),
    told: &Told,
    threshold: Decimal,
    found: &mut Vec<Question>,
) {
    // Where neither year gives one, none is asked for.
    if last.reasons.is_empty() && this.reasons.is_empty()
        || this.reasons.iter().any(|reason| letters(this.part(reason.clone())) >= THIN)
    {
        return;
    }
    let reason = this.reasons.first().map(|reason| this.part(reason.clone()));
    push_thin(index, (this, reason), told.rate(), threshold, found);
}

/// The change of which a sentence speaks.
pub(super) fn change(this: &Sentence) -> Option<Change> {
    comparison(this)?.rate()
}

impl Told<'_> {
    /// The change as its own percentage says, else as its amounts do.
    fn rate(&self) -> Option<Change> {
        let percent = self.percent.and_then(|percent| parse_amount(percent.trim_end_matches('%')).ok());
        let stated = percent.and_then(|percent| percent.checked_div(Decimal::ONE_HUNDRED));
        let computed = || {
            let ((_, amount), change) = (self.amount.as_ref()?, self.change?);
            change.abs().checked_div(amount.checked_sub(change)?.abs())
        };
        Some(Change { what: format!("这一句{}", self.direction), rate: stated.or_else(computed)? })
    }
}
