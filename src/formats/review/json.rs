//! A review as JSON (结构化对比结果), for other programs; lines from 1, amounts as exact decimals in text.

use std::collections::BTreeMap;

use serde::Serialize;

use super::sides::{CHANGES, Sides, change_id, percent, run_id};
use crate::revise::diff::{FigureChange, Measure, Review, Row, Sentence, Side};

/// Print a review as JSON.
///
/// # Panics
/// Never: what is printed has text keys only, and nothing in it can fail to be written.
pub fn json(review: &Review) -> String {
    let object = ReviewObject {
        schema: 1,
        last: SideObject::of(review.last),
        this: SideObject::of(review.this),
        summary: CHANGES.iter().map(|&change| (change_id(change), review.count(change))).collect(),
        questions: review.questions.iter().map(|question| QuestionObject::of(review, question)).collect(),
        rows: review.rows.iter().map(|row| RowObject::of(review, row)).collect(),
    };
    let mut text = serde_json::to_string_pretty(&object).expect("a review is plain data");
    text.push('\n');
    text
}

#[derive(Serialize)]
struct ReviewObject<'a> {
    schema: u8,
    last: SideObject<'a>,
    this: SideObject<'a>,
    summary: BTreeMap<&'static str, usize>,
    questions: Vec<QuestionObject<'a>>,
    rows: Vec<RowObject<'a>>,
}

#[derive(Serialize)]
struct SideObject<'a> {
    input: &'a str,
    department: &'a str,
    year: u16,
    phrasebook: &'a str,
    drafted: bool,
}

#[derive(Serialize)]
struct QuestionObject<'a> {
    kind: &'static str,
    title: &'static str,
    message: &'a str,
    section: &'a str,
    quote: &'a str,
    /// Which of `rows`, from 0.
    row: Option<usize>,
}

#[derive(Serialize)]
struct RowObject<'a> {
    change: &'static str,
    section: &'a str,
    turned: bool,
    last: Option<SentenceObject<'a>>,
    this: Option<SentenceObject<'a>>,
    runs: Vec<RunObject<'a>>,
    figures: Vec<FigureObject<'a>>,
}

#[derive(Serialize)]
struct SentenceObject<'a> {
    text: &'a str,
    phrase: Option<&'a str>,
    /// None for a draft made for the comparison.
    line: Option<usize>,
}

#[derive(Serialize)]
struct RunObject<'a> {
    kind: &'static str,
    last: &'a str,
    this: &'a str,
}

#[derive(Serialize)]
struct FigureObject<'a> {
    name: &'a str,
    concept: Option<&'static str>,
    measure: &'static str,
    last: String,
    this: String,
    difference: Option<String>,
    percent: Option<String>,
}

impl<'a> SideObject<'a> {
    fn of(side: &'a Side) -> SideObject<'a> {
        let accounts = &side.bound.accounts;
        SideObject {
            input: side.name,
            department: &accounts.department,
            year: accounts.year,
            phrasebook: &side.reading.house.name,
            drafted: side.drafted,
        }
    }
}

impl<'a> QuestionObject<'a> {
    fn of(review: &'a Review, question: &'a crate::revise::diff::Question) -> QuestionObject<'a> {
        QuestionObject {
            kind: question.kind.id(),
            title: question.kind.name(),
            message: &question.message,
            section: question.row.map_or("", |row| Sides::of(review, &review.rows[row]).section()),
            quote: &question.quote,
            row: question.row,
        }
    }
}

impl<'a> RowObject<'a> {
    fn of(review: &'a Review, row: &'a Row) -> RowObject<'a> {
        let sides = Sides::of(review, row);
        let sentence = |side: &Side, sentence: &'a Sentence| SentenceObject {
            text: sentence.text,
            phrase: sentence.phrase,
            line: (!side.drafted).then(|| side.reading.document.source.line_column(sentence.place.start).0),
        };
        let runs = row.runs.iter().filter_map(|run| {
            let (last, this) = (sides.last?, sides.this?);
            let (last, this) = (&last.text[run.last.clone()], &this.text[run.this.clone()]);
            Some(RunObject { kind: run_id(run.kind), last, this })
        });
        RowObject {
            change: change_id(row.change()),
            section: sides.section(),
            turned: row.turned,
            last: sides.last.map(|last| sentence(review.last, last)),
            this: sides.this.map(|this| sentence(review.this, this)),
            runs: runs.collect(),
            figures: row.figures.iter().map(FigureObject::of).collect(),
        }
    }
}

impl<'a> FigureObject<'a> {
    fn of(figure: &'a FigureChange) -> FigureObject<'a> {
        FigureObject {
            name: &figure.name,
            concept: figure.concept,
            measure: match figure.measure {
                Measure::Amount => "amount",
                Measure::Percent => "percent",
                Measure::Count => "count",
            },
            last: figure.last.to_string(),
            this: figure.this.to_string(),
            difference: figure.difference().map(|difference| difference.to_string()),
            percent: percent(figure),
        }
    }
}
