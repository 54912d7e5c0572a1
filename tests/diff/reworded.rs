//! Sentences in other words than last year's (改了说法的句子): the same ones all the same, with their figures.

use juesuan::revise::diff::{Change, Row, RunKind};

use crate::{
    compared::{compared, drafted},
    text_of,
};

#[test]
fn a_sentence_that_is_no_longer_read_is_the_one_that_was() {
    let this = drafted("example-library", 2023).replace("增长", "上升");
    compared(&drafted("example-library", 2022), &this, |review| {
        let gone = review.rows.iter().filter(|row| row.change() == Change::Gone);
        let gone: Vec<_> = gone.map(|row| text_of(review, row).0).collect();
        assert_eq!(gone, [""; 0]);
        let first = review.rows.iter().find(|row| text_of(review, row).0.starts_with("与2021年度相比，收入"));
        let first = first.expect("the change of the totals");
        let (last, this) = text_of(review, first);
        let figures = first.runs.iter().filter(|run| run.kind == RunKind::Figure);
        let figures: Vec<_> = figures.map(|run| (&last[run.last.clone()], &this[run.this.clone()])).collect();
        assert_eq!(figures, [("24.8", "87.03"), ("3.9%", "13.1%"), ("24.8", "87.03"), ("3.9%", "13.1%")]);
    });
}

#[test]
fn a_sentence_about_something_else_is_not_taken_for_the_one_that_was_reworded() {
    let (from, to) = ("全年国内公务接待14批次、96人次。", "全年共接待客人14批96人。");
    let this = drafted("example-library", 2023);
    assert!(this.contains(from));
    compared(&drafted("example-library", 2022), &this.replace(from, to), |review| {
        let foreign = review.rows.iter().find(|row| text_of(review, row).1.starts_with("外宾接待支出"));
        assert_eq!(foreign.map(Row::change), Some(Change::New));
    });
}
