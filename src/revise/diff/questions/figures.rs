//! Questions about figures (数): what is said of last year, and what was left from it.

use std::{collections::HashSet, ops::Range};

use rust_decimal::Decimal;

use super::{Question, QuestionKind, pairs};
use crate::{
    figures::{
        FinalAccounts, Period, Record, parse_amount,
        years::{amounts, records, same},
    },
    revise::{
        diff::{
            FigureChange, Measure, Review, RunKind,
            figures::TOLERANCE,
            keys::{Role, Word},
            sentence::Sentence,
        },
        money,
    },
};

/// What is said of last year and was not published; `denied` is where a figure that was left is what is wrong.
pub(super) fn last_differs(review: &Review, denied: &HashSet<Range<usize>>, found: &mut Vec<Question>) {
    let (now, before) = (&review.this.bound.accounts, &review.last.bound.accounts);
    // Texts in different units would differ in everything.
    if now.unit != before.unit {
        return;
    }
    let mut seen = HashSet::new();
    for (group, record, shape) in records(now) {
        let Some(published_row) = same(before, group, record) else { continue };
        for (this, base) in amounts(now, shape) {
            let (Some(stated), Some(published), Some(place)) =
                (record.numbers[base].value(), published_row.numbers[this].value(), record.number_places.get(base))
            else {
                continue;
            };
            let (says, said) =
                (literally(now, record, base, stated), literally(before, published_row, this, published));
            // 元 for 万元 by mistake changes no amount.
            let same = [stated, says].iter().any(|one| [published, said].iter().any(|other| is_close(*one, *other)));
            if same || denied.contains(&place) || !seen.insert(place.clone()) {
                continue;
            }
            let concept = now.catalogue.concepts[shape.numbers[this].concept].key.as_str();
            let name = if record.name.is_empty() { concept } else { record.name.as_str() };
            let sentence = review.this.at(place.start);
            found.push(Question {
                kind: QuestionKind::LastDiffers,
                row: sentence.and_then(|sentence| review.rows.iter().position(|row| row.this == Some(sentence))),
                message: format!("“{name}”按今年的报告算，上年是 {says}，上年公布的是 {said}"),
                quote: now.source.text().get(place.clone()).unwrap_or_default().to_owned(),
            });
        }
    }
}

fn is_close(one: Decimal, other: Decimal) -> bool {
    one.checked_sub(other).is_some_and(|gap| gap.abs() <= TOLERANCE)
}

/// A figure of a text in the unit in which it is printed there, told in that of the house.
fn literally(accounts: &FinalAccounts, record: &Record, number: usize, value: Decimal) -> Decimal {
    let printed = record.number_places.get(number).and_then(|place| accounts.source.text().get(place));
    let units =
        printed.and_then(money::unit).zip(money::unit(accounts.unit.name())).filter(|(one, other)| one != other);
    units.and_then(|(from, to)| money::exchanged(value, from, to)).map_or(value, |value| value.normalize())
}

/// Where for one figure that stayed so many moved, it was forgotten.
const MOVED: usize = 3;

/// Figures left from last year; where this year's report denies one of them.
pub(super) fn left(review: &Review, found: &mut Vec<Question>) -> HashSet<Range<usize>> {
    // Figures of this year and what is computed from them; a budget may well be last year's.
    let own =
        |figure: &&FigureChange| figure.period.is_none_or(|period| matches!(period, Period::Final | Period::Last));
    let (mut moved, mut stayed, mut denied) = (HashSet::new(), Vec::new(), Vec::new());
    for (index, row, _, this) in pairs(review) {
        for figure in row.figures.iter().filter(own) {
            let amount = figure.measure == Measure::Amount && figure.period != Some(Period::Last);
            if figure.denied.is_some() {
                denied.push((index, this, figure));
            } else if amount && figure.moved() {
                moved.insert((&figure.name, figure.this));
            // Round figures may well come again.
            } else if amount && figure.this.normalize().scale() >= 2 && !figure.level {
                stayed.push((index, this, figure));
            }
        }
    }
    let mut seen = HashSet::new();
    let mut once = |figure: &FigureChange| seen.insert((figure.name.clone(), figure.this));
    denied.retain(|(.., figure)| once(figure));
    stayed.retain(|(.., figure)| once(figure));
    if stayed.len() * MOVED > moved.len() {
        stayed.clear();
    }
    let told = |(index, this, figure): &(usize, &Sentence, &FigureChange), why: &str| Question {
        kind: QuestionKind::FigureLeft,
        row: Some(*index),
        message: format!("{} {} 与上年一分不差，{why}", figure.name, figure.this_text),
        quote: this.text.to_owned(),
    };
    found.extend(stayed.iter().map(|figure| told(figure, "同一报告里其他的数都变了")));
    found.extend(denied.iter().map(|figure| told(figure, "和今年报告里别的数对不上")));
    denied.iter().filter_map(|(.., figure)| figure.denied.clone()).collect()
}

/// The same in sentences that no phrase reads: beside a number that moved stands one that did not.
pub(super) fn left_unread(review: &Review, found: &mut Vec<Question>) {
    for (index, row, last, this) in pairs(review) {
        if last.read.is_some() && this.read.is_some() || !row.has_figures() {
            continue;
        }
        let same = row.runs.iter().filter(|run| run.kind == RunKind::Same);
        for number in same.flat_map(|run| amounts_in(this, &run.this)) {
            found.push(Question {
                kind: QuestionKind::FigureLeft,
                row: Some(index),
                message: format!("{number} 与上年一分不差，同一句里别的数变了"),
                quote: this.text.to_owned(),
            });
        }
    }
}

/// The amounts to the cent in a stretch of a sentence, and percentages as exact; round ones may well come again.
fn amounts_in<'s>(sentence: &Sentence<'s>, stretch: &std::ops::Range<usize>) -> Vec<&'s str> {
    let inside = |word: &&Word| stretch.start <= word.range.start && word.range.end <= stretch.end;
    let number = |word: &&Word| word.role == Role::Number;
    let words = sentence.words.iter().filter(inside).filter(number).map(|word| sentence.part(word.range.clone()));
    let cents = |text: &&str| {
        parse_amount(text.trim_end_matches('%'))
            .is_ok_and(|amount| !amount.is_zero() && amount.normalize().scale() >= 2)
    };
    words.filter(cents).collect()
}
