//! A review as Markdown: the questions, then the changed sentences in two columns.

use super::{
    sides::{Sides, Stretch, called, label, moved, told},
    term::summary,
};
use crate::{
    formats::md::push_escaped,
    revise::diff::{Change, Review, RunKind},
};

/// Print a review as Markdown.
pub fn md(review: &Review) -> String {
    let mut out = String::from("# 两年对比\n\n");
    out.push_str(&format!(
        "上年：{}\n今年：{}\n\n",
        escaped(&called(review.last, review.this)),
        escaped(&called(review.this, review.last))
    ));
    out.push_str(&summary(review));
    out.push_str("\n\n## 先看这些\n");
    let mut kind = None;
    for question in &review.questions {
        if kind.replace(question.kind) != Some(question.kind) {
            out.push_str(&format!("\n### {}\n\n", question.kind.name()));
        }
        let section = question.row.map_or("", |row| Sides::of(review, &review.rows[row]).section());
        let place = if section.is_empty() { String::new() } else { format!("{}：", escaped(section)) };
        out.push_str(&format!("- {place}{}。原文：{}\n", escaped(&question.message), escaped(&question.quote)));
    }
    if review.questions.is_empty() {
        out.push_str("\n没有要问的。\n");
    }
    out.push_str("\n## 逐句对比\n\n没有变的句子不列。\n\n| 位置 | 上年 | 今年 | 变化 |\n| --- | --- | --- | --- |\n");
    for row in review.rows.iter().filter(|row| row.change() != Change::Unchanged) {
        let sides = Sides::of(review, row);
        let (left, right) = sides.stretches(row);
        let mut what = label(row);
        for figure in moved(row) {
            what.push_str("<br>");
            what.push_str(&escaped(&told(figure)));
        }
        let (left, right) = (cell(&left, "del"), cell(&right, "ins"));
        out.push_str(&format!("| {} | {left} | {right} | {what} |\n", escaped(sides.section())));
    }
    out
}

/// Emphasis marks of Markdown do not open beside Chinese letters; tags do.
fn cell(stretches: &[Stretch], tag: &str) -> String {
    let mut out = String::new();
    for stretch in stretches {
        match (stretch.is_marked(), stretch.kind) {
            (true, RunKind::Follows) => out.push_str(&format!("<u>{}</u>", escaped(stretch.text))),
            (true, _) => out.push_str(&format!("<{tag}>{}</{tag}>", escaped(stretch.text))),
            (false, _) => out.push_str(&escaped(stretch.text)),
        }
    }
    out
}

fn escaped(text: &str) -> String {
    let mut out = String::new();
    push_escaped(text, &mut out);
    out
}
