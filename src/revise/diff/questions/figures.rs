//! Questions about figures (数): what is said of last year, and what was left from it.

use std::{collections::HashSet, ops::Range};

use rust_decimal::Decimal;

use super::{Question, QuestionKind, pairs};
use crate::{
    figures::{
        FinalAccounts, Period, Record, parse_amount,
        years::{amounts, records, same},
    },
    report::binding::Key,
    revise::{
        diff::{
            FigureChange, Measure, Review, RunKind,
            doubts::Doubts,
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
    let mut seen = HashSet::new();
    for (group, record, shape) in records(now) {
        let Some(published_row) = same(before, group, record) else { continue };
        for (this, base) in amounts(now, shape) {
            let (Some(stated), Some(published), Some(place)) =
                (record.numbers[base].value(), published_row.numbers[this].value(), record.number_places.get(base))
            else {
                continue;
            };
            let literal = (literally(now, record, base, stated), literally(before, published_row, this, published));
            let alike = |stated, published| money::in_one_unit((stated, now.unit), (published, before.unit));
            let (Some((stated, published)), Some((says, said))) =
                (alike(stated, published), alike(literal.0, literal.1))
            else {
                continue;
            };
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

/// Is it one that hardly comes again by chance? Round figures may well.
fn is_particular(amount: Decimal) -> bool {
    let amount = amount.normalize();
    let digits = amount.mantissa().unsigned_abs().to_string();
    amount.scale() >= 2 || digits.trim_end_matches('0').len() >= 4
}

/// Figures left from last year; where this year's report denies one of them.
pub(super) fn left(review: &Review, found: &mut Vec<Question>) -> HashSet<Range<usize>> {
    let (mut moved, mut stayed, mut denied) = (HashSet::new(), Vec::new(), Vec::new());
    for (index, row, _, this) in pairs(review) {
        for figure in row.figures.iter().filter(|figure| is_own(figure)) {
            let amount = figure.measure == Measure::Amount && figure.period != Some(Period::Last);
            if figure.denied.is_some() {
                denied.push((index, this, figure));
            } else if amount && figure.moved() {
                moved.insert((&figure.name, figure.this));
            } else if amount && is_particular(figure.this) && !figure.level {
                stayed.push((index, this, figure));
            }
        }
    }
    denied.extend(doubtful(review));
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

/// Figures that stayed and by which percentages and sums of this year's report do not come out, round or not.
fn doubtful<'r, 's>(review: &'r Review<'s>) -> Vec<(usize, &'r Sentence<'s>, &'r FigureChange)> {
    let all =
        pairs(review).flat_map(|(index, row, _, this)| row.figures.iter().map(move |figure| (index, this, figure)));
    let stays = |figure: &FigureChange| !figure.moved() && figure.key.is_some();
    let stayed: Vec<_> = all.filter(|(.., figure)| stays(figure)).collect();
    if stayed.is_empty() {
        return Vec::new();
    }
    let keys: Vec<Key> = stayed.iter().filter_map(|(.., figure)| figure.key).collect();
    let of = |key: &Key| stayed.iter().find(|(.., figure)| figure.key == Some(*key));
    // A budget may well be last year's.
    let rather = |key: &Key| of(key).is_some_and(|(.., figure)| is_own(figure));
    // In a sum what was nothing may well be nothing again; elsewhere it may not be, whatever the year before was.
    let spared = |key: &Key, sum: bool| {
        of(key).is_some_and(|(.., figure)| if figure.this.is_zero() { sum } else { figure.level })
    };
    let wrong = Doubts::of(review.last, review.this).wrong(&keys, spared, rather);
    stayed.into_iter().filter(|(.., figure)| figure.key.is_some_and(|key| wrong.contains(&key))).collect()
}

/// A figure of this year, or what is computed from it?
fn is_own(figure: &FigureChange) -> bool {
    figure.period.is_none_or(|period| matches!(period, Period::Final | Period::Last))
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

/// The amounts of many digits in a stretch of a sentence, and percentages as exact; round ones may well come again.
fn amounts_in<'s>(sentence: &Sentence<'s>, stretch: &std::ops::Range<usize>) -> Vec<&'s str> {
    let inside = |word: &&Word| stretch.start <= word.range.start && word.range.end <= stretch.end;
    let number = |word: &&Word| word.role == Role::Number;
    let words = sentence.words.iter().filter(inside).filter(number).map(|word| sentence.part(word.range.clone()));
    let particular = |text: &&str| parse_amount(text.trim_end_matches('%')).is_ok_and(is_particular);
    words.filter(particular).collect()
}
