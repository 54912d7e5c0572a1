//! Questions about reasons (原因): last year's kept while figures moved, and large changes with next to none.

use std::{
    collections::{BTreeSet, HashSet},
    ops::Range,
};

use rust_decimal::Decimal;

use super::{Change, Question, QuestionKind, THIN, letters, pairs, push_thin, unread};
use crate::{
    figures::{Expr, Function, Period, expr::describe},
    phrase::{Body, SlotKind, read::Step, scan::Held},
    report::{binding::env_at, reading::ReadSentence},
    revise::diff::{FigureChange, Measure, Review, Row, Sentence, Side, reasons::bare},
};

pub(super) fn kept(review: &Review, found: &mut Vec<Question>) {
    let led_in_anew = review.rows.iter().enumerate().filter_map(|(index, row)| {
        let this = row.this.filter(|_| row.last.is_none()).map(|this| &review.this.sentences[this])?;
        // Last year's stands in the sentence of which it speaks.
        Some((index, &review.last.sentences[about(review, index).last?], this))
    });
    let both = pairs(review).map(|(index, _, last, this)| (index, last, this));
    for (index, last, this) in both.chain(led_in_anew).filter(|(.., this)| !this.reasons.is_empty()) {
        let about = about(review, index);
        if !moved(review, about) {
            continue;
        }
        // Of budget and last year in the same words: one question.
        let reasons: BTreeSet<&str> = this.reasons.iter().filter_map(|reason| same(last, this, reason)).collect();
        for reason in reasons {
            let mut message = "原因与上年一字不差，数已经变了".to_owned();
            if let Some(figure) = most_telling(&about.figures) {
                message.push_str(&format!("：{} {} → {}", figure.name, figure.last_text, figure.this_text));
            }
            if about.turned {
                message.push_str(&turn(review, about).unwrap_or("，增减方向也变了".to_owned()));
            }
            let quote = reason.to_owned();
            found.push(Question { kind: QuestionKind::ReasonKept, row: Some(index), message, quote });
        }
    }
}

/// Last year's reason that stands where one of this year's ends, led in by the same words or others. Where the words that
/// lead it in are not the phrase's they may hold its first letters.
fn same<'l>(last: &'l Sentence, this: &Sentence, reason: &Range<usize>) -> Option<&'l str> {
    let (until, own) = (this.part(0..reason.end), bare(this.part(reason.clone())));
    let mut reasons = last.reasons.iter().map(|other| last.part(other.clone()));
    reasons.find(|other| !own.is_empty() && bare(other).len() >= own.len() && until.ends_with(bare(other)))
}

/// Do the figures of a row move? Where both sentences are read it is known which figures they are; a number in a reason
/// is none.
fn moved(review: &Review, row: &Row) -> bool {
    let read = |side: &Side, index: Option<usize>| index.is_some_and(|index| side.sentences[index].read.is_some());
    let both = read(review.last, row.last) && read(review.this, row.this);
    if both { row.turned || row.figures.iter().any(FigureChange::moved) } else { row.has_figures() }
}

/// A reason speaks of a sentence no further back than this.
const NEAR: usize = 6;

/// The row of which a reason speaks: its own, or where that states nothing the one before it in the section.
fn about<'r>(review: &'r Review, index: usize) -> &'r Row {
    let sentence = |row: &Row| row.this.map(|this| &review.this.sentences[this]);
    let section = |row: &Row| sentence(row).map(|sentence| &sentence.section);
    let rows = &review.rows[..=index];
    let here = rows.iter().rev().take_while(|row| row.this.is_none() || section(row) == section(&rows[index]));
    let states = |row: &&Row| sentence(row).is_some_and(Sentence::states_figures);
    here.take(NEAR).find(states).unwrap_or(&rows[index])
}

/// How a direction turned, in the words of both years.
fn turn(review: &Review, row: &Row) -> Option<String> {
    let run = row.runs.iter().find(|run| run.turned)?;
    let last = review.last.sentences[row.last?].part(run.last.clone());
    let this = review.this.sentences[row.this?].part(run.this.clone());
    Some(format!("，方向由“{last}”变为“{this}”"))
}

/// The first amount of this year that moved, else the first figure that did.
fn most_telling(figures: &[FigureChange]) -> Option<&FigureChange> {
    let moved = || figures.iter().filter(|figure| figure.moved());
    let own = moved().find(|figure| figure.period == Some(Period::Final) && figure.measure == Measure::Amount);
    own.or_else(|| moved().next())
}

pub(super) fn thin(review: &Review, threshold: Decimal, found: &mut Vec<Question>) {
    let mut looked_at = HashSet::new();
    for (index, row) in review.rows.iter().enumerate() {
        let Some((at, this)) = row.this.map(|this| (this, &review.this.sentences[this])) else { continue };
        let Some(read) = this.read.map(|read| &review.this.reading.sentences[read]) else { continue };
        // Where the phrase has no place for a reason none is asked for.
        if !asks_for_reason(&read.read.phrase.body) {
            continue;
        }
        let about = about(review, index).this.map_or(this, |this| &review.this.sentences[this]);
        // A sentence that only says 持平 gives no reason, and the one before it has been asked for its own.
        let again = !looked_at.insert(about.place.start) && this.reasons.is_empty();
        if again || officers_words(read) >= THIN {
            continue;
        }
        let reason = this.reasons.first().map(|reason| this.part(reason.clone())).or_else(|| behind(review.this, at));
        if reason.is_some_and(|reason| letters(reason) >= THIN) {
            continue;
        }
        push_thin(index, (this, reason), largest(about, review.this), threshold, found);
    }
}

/// The reason that a sentence goes on with in words that are not the phrase's (，主要系…).
fn behind<'s>(side: &'s Side, at: usize) -> Option<&'s str> {
    let (sentence, next) = (&side.sentences[at], side.sentences.get(at + 1)?);
    let between = side.reading.document.source.text().get(sentence.place.end..next.place.start)?;
    let goes_on = next.read.is_none() && !next.states_figures() && between.trim_matches(['，', '；']).is_empty();
    let reason = next.reasons.first().filter(|_| goes_on).map(|reason| next.part(reason.clone()));
    // One that is still to be written is none.
    reason.filter(|reason| !reason.starts_with('【'))
}

/// Last year a sentence of its own gave the reason, and this year none does.
pub(super) fn left_out(review: &Review, threshold: Decimal, found: &mut Vec<Question>) {
    let this_of = |row: &Row| row.this.map(|this| &review.this.sentences[this]);
    let last_of = |row: &Row| row.last.map(|last| &review.last.sentences[last]);
    let gives = |sentence: &Sentence| {
        let read = sentence.read.map(|read| &review.this.reading.sentences[read]);
        !sentence.reasons.is_empty() || read.is_some_and(|read| asks_for_reason(&read.read.phrase.body))
    };
    for (index, row) in review.rows.iter().enumerate().filter(|(_, row)| row.this.is_none()) {
        let Some(gone) = last_of(row).filter(|gone| !gone.reasons.is_empty() && !gone.states_figures()) else {
            continue;
        };
        let before = (index.saturating_sub(NEAR)..index).rev();
        let mut before = before.take_while(|&at| last_of(&review.rows[at]).is_none_or(|it| it.section == gone.section));
        let Some(at) = before.find(|&at| last_of(&review.rows[at]).is_some_and(Sentence::states_figures)) else {
            continue;
        };
        let Some(about) = this_of(&review.rows[at]) else { continue };
        let behind = review.rows[at + 1..].iter().filter_map(this_of).take(NEAR);
        let mut behind = behind.take_while(|it| it.section == about.section && !it.states_figures());
        if gives(about) || behind.any(gives) {
            continue;
        }
        let change = if about.read.is_some() { largest(about, review.this) } else { unread::change(about) };
        push_thin(at, (about, None), change, threshold, found);
    }
}

/// How many letters the officer wrote into the longest blank.
fn officers_words(sentence: &ReadSentence) -> usize {
    let letters_of = |step: &Step| match step {
        Step::Slot { slot, held: Held::Words, range, .. } if slot.text().is_some() => {
            Some(letters(&sentence.paragraph.text()[range.clone()]))
        }
        _ => None,
    };
    sentence.read.steps.iter().filter_map(letters_of).max().unwrap_or(0)
}

fn asks_for_reason(body: &Body) -> bool {
    body.slots.iter().any(|slot| match &slot.kind {
        SlotKind::Reason { .. } => true,
        SlotKind::Use { body } | SlotKind::Each { body, .. } => asks_for_reason(body),
        _ => false,
    })
}

/// The largest change of which a sentence speaks, as a part of what it is measured from.
fn largest(sentence: &Sentence, side: &Side) -> Option<Change> {
    let mut best: Option<Change> = None;
    let accounts = &side.bound.accounts;
    for figure in &sentence.figures {
        let Some(Expr::Call(function, of)) = figure.slot.value().map(Expr::without_abs) else { continue };
        if !matches!(function, Function::Change | Function::Rate | Function::Completion) {
            continue;
        }
        let env = env_at(accounts, figure.row);
        let (Some(now), Some(base)) = (env.value(&of[0]).number(), env.value(&of[1]).number()) else { continue };
        let Some(rate) = now.checked_sub(base).and_then(|change| change.checked_div(base.abs())) else { continue };
        if best.as_ref().is_none_or(|most| rate.abs() > most.rate) {
            let name = |expr: &Expr| describe(expr, accounts.catalogue, figure.body.group);
            let row = figure.row.and_then(|row| row.record(accounts)).map_or("", |row| &row.name);
            let way = if rate.is_sign_negative() { "减少" } else { "增加" };
            best = Some(Change { what: format!("{row}{}比{}{way}", name(&of[0]), name(&of[1])), rate: rate.abs() });
        }
    }
    best
}
