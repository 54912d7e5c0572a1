//! A review as one page for a browser (对比网页): the questions, then both years' sentences side by side.

use std::{borrow::Cow, sync::OnceLock};

use serde::Serialize;
use tera::{Context, Tera};

use super::{
    sides::{CHANGES, Sides, Stretch, called, change_id, change_name, label, moved, run_id, told},
    term::summary,
};
use crate::revise::diff::{Change, Question, Review, Row, Side};

/// Tera escapes what it prints into a template whose name ends so.
const TEMPLATE: &str = "review.html";

/// Print a review as one self-contained page.
///
/// # Panics
/// Never in a released program: the template is embedded and a test renders it.
pub fn html(review: &Review) -> String {
    static TERA: OnceLock<Tera> = OnceLock::new();
    let tera = TERA.get_or_init(|| {
        let mut tera = Tera::new();
        let added = tera.add_raw_template(TEMPLATE, include_str!("html/review.html.tera"));
        added.unwrap_or_else(|fault| panic!("{fault}"));
        tera
    });
    let mut context = Context::new();
    context.insert("page", &Page::of(review));
    tera.render(TEMPLATE, &context).unwrap_or_else(|fault| panic!("{fault}"))
}

/// What the template prints.
#[derive(Serialize)]
struct Page<'a> {
    last: PageSide<'a>,
    this: PageSide<'a>,
    summary: String,
    counts: Vec<Count>,
    kinds: Vec<Kind<'a>>,
    rows: Vec<PageRow<'a>>,
}

#[derive(Serialize)]
struct PageSide<'a> {
    input: Cow<'a, str>,
    department: &'a str,
    year: u16,
    drafted: bool,
}

#[derive(Serialize)]
struct Count {
    class: &'static str,
    name: &'static str,
    count: usize,
}

/// Questions of one kind.
#[derive(Serialize)]
struct Kind<'a> {
    name: &'static str,
    items: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Item<'a> {
    number: usize,
    row: Option<usize>,
    section: &'a str,
    message: &'a str,
    quote: &'a str,
}

#[derive(Serialize)]
struct PageRow<'a> {
    number: usize,
    /// The classes by which the page filters.
    classes: String,
    section: &'a str,
    label: String,
    heading: bool,
    last: Option<PageText<'a>>,
    this: Option<PageText<'a>>,
    figures: Vec<String>,
    questions: Vec<usize>,
}

#[derive(Serialize)]
struct PageText<'a> {
    line: Option<usize>,
    runs: Vec<PageRun<'a>>,
}

#[derive(Serialize)]
struct PageRun<'a> {
    /// Empty for what did not change.
    class: &'static str,
    text: &'a str,
}

impl<'a> Page<'a> {
    fn of(review: &'a Review) -> Page<'a> {
        let mut kinds: Vec<Kind> = Vec::new();
        for (index, question) in review.questions.iter().enumerate() {
            let name = question.kind.name();
            if kinds.last().is_none_or(|kind| kind.name != name) {
                kinds.push(Kind { name, items: Vec::new() });
            }
            let last = kinds.last_mut().map(|kind| &mut kind.items);
            last.into_iter().for_each(|items| items.push(Item::of(review, index + 1, question)));
        }
        Page {
            last: PageSide::of(review.last, review.this),
            this: PageSide::of(review.this, review.last),
            summary: summary(review),
            counts: CHANGES
                .map(|change| Count {
                    class: change_id(change),
                    name: change_name(change),
                    count: review.count(change),
                })
                .into(),
            kinds,
            rows: review.rows.iter().enumerate().map(|(index, row)| PageRow::of(review, index, row)).collect(),
        }
    }
}

impl<'a> PageSide<'a> {
    fn of(side: &'a Side, other: &Side) -> PageSide<'a> {
        let (input, accounts) = (called(side, other), &side.bound.accounts);
        PageSide { input, department: &accounts.department, year: accounts.year, drafted: side.drafted }
    }
}

impl<'a> Item<'a> {
    fn of(review: &'a Review, number: usize, question: &'a Question) -> Item<'a> {
        Item {
            number,
            row: question.row.map(|row| row + 1),
            section: question.row.map_or("", |row| Sides::of(review, &review.rows[row]).section()),
            message: &question.message,
            quote: &question.quote,
        }
    }
}

impl<'a> PageRow<'a> {
    fn of(review: &'a Review, index: usize, row: &'a Row) -> PageRow<'a> {
        let sides = Sides::of(review, row);
        let (left, right) = sides.stretches(row);
        let text = |side: &Side, place: usize, stretches: Vec<Stretch<'a>>| {
            let run = |stretch: &Stretch<'a>| {
                let class = if stretch.is_marked() { run_id(stretch.kind) } else { "" };
                PageRun { class, text: stretch.text }
            };
            let line = (!side.drafted).then(|| side.reading.document.source.line_column(place).0);
            PageText { line, runs: stretches.iter().map(run).collect() }
        };
        let questions = review.questions.iter().enumerate();
        let questions: Vec<usize> =
            questions.filter(|(_, question)| question.row == Some(index)).map(|(at, _)| at + 1).collect();
        let mut classes = change_id(row.change()).to_owned();
        let further = [
            ("has-wording", matches!(row.change(), Change::New | Change::Gone | Change::Wording)),
            ("has-figures", row.has_figures()),
            ("has-questions", !questions.is_empty()),
            ("heading", sides.is_heading()),
        ];
        for (class, _) in further.iter().filter(|(_, has)| *has) {
            classes.push(' ');
            classes.push_str(class);
        }
        PageRow {
            number: index + 1,
            classes,
            section: sides.section(),
            // A heading that did not change only says where one is.
            label: if sides.is_heading() && row.change() == Change::Unchanged { String::new() } else { label(row) },
            heading: sides.is_heading(),
            last: sides.last.map(|last| text(review.last, last.place.start, left)),
            this: sides.this.map(|this| text(review.this, this.place.start, right)),
            figures: moved(row).into_iter().map(told).collect(),
            questions,
        }
    }
}
