//! Questions about reasons (原因): last year's kept while figures moved, and large changes with next to none.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::{Question, QuestionKind, THIN, letters, pairs};
use crate::{
    figures::{Expr, Function, NumberStyle, Period, amount, expr::describe},
    phrase::{Body, SlotKind, read::Step, scan::Held},
    report::{binding::env_at, reading::ReadSentence},
    revise::diff::{FigureChange, Measure, Review, Row, Sentence, Side},
};

pub(super) fn kept(review: &Review, found: &mut Vec<Question>) {
    for (index, _, last, this) in pairs(review).filter(|(.., this)| !this.reasons.is_empty()) {
        let about = about(review, index);
        let moved = about.has_figures();
        let same = |reason: &&str| moved && last.reasons.iter().any(|other| last.part(other.clone()) == *reason);
        // Of budget and last year in the same words: one question.
        let reasons: BTreeSet<&str> = this.reasons.iter().map(|reason| this.part(reason.clone())).collect();
        for reason in reasons.into_iter().filter(same) {
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
    for (index, row) in review.rows.iter().enumerate() {
        let Some(this) = row.this.map(|this| &review.this.sentences[this]) else { continue };
        let Some(read) = this.read.map(|read| &review.this.reading.sentences[read]) else { continue };
        // Where the phrase has no place for a reason none is asked for.
        if !asks_for_reason(&read.read.phrase.body) || officers_words(read) >= THIN {
            continue;
        }
        let about = about(review, index).this.map_or(this, |this| &review.this.sentences[this]);
        let Some((what, rate)) = largest(about, review.this) else { continue };
        if rate.abs().checked_mul(Decimal::ONE_HUNDRED).is_none_or(|percent| percent < threshold) {
            continue;
        }
        let mut percent = String::new();
        amount::print_percent(rate.abs(), NumberStyle { decimals: 1, trim: true, thousands: false }, &mut percent);
        let way = if rate.is_sign_negative() { "减少" } else { "增加" };
        let reason = this.reasons.first().map(|reason| this.part(reason.clone()));
        let lack = reason.map_or("没有写原因".to_owned(), |reason| format!("原因只写了“{reason}”"));
        found.push(Question {
            kind: QuestionKind::ReasonThin,
            row: Some(index),
            message: format!("{what}{way} {percent}%，{lack}"),
            quote: reason.unwrap_or(this.text).to_owned(),
        });
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
fn largest(sentence: &Sentence, side: &Side) -> Option<(String, Decimal)> {
    let mut best: Option<(String, Decimal)> = None;
    let accounts = &side.bound.accounts;
    for figure in &sentence.figures {
        let Some(Expr::Call(function, of)) = figure.slot.value().map(Expr::without_abs) else { continue };
        if !matches!(function, Function::Change | Function::Rate | Function::Completion) {
            continue;
        }
        let env = env_at(accounts, figure.row);
        let (Some(now), Some(base)) = (env.value(&of[0]).number(), env.value(&of[1]).number()) else { continue };
        let Some(rate) = now.checked_sub(base).and_then(|change| change.checked_div(base.abs())) else { continue };
        if best.as_ref().is_none_or(|(_, most)| rate.abs() > most.abs()) {
            let name = |expr: &Expr| describe(expr, accounts.catalogue, figure.body.group);
            let row = figure.row.and_then(|row| row.record(accounts)).map_or("", |row| &row.name);
            best = Some((format!("{row}{}比{}", name(&of[0]), name(&of[1])), rate));
        }
    }
    best
}
