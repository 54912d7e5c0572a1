//! One figure of a new file: a line where it is only a number, else its periods, reasons and what hangs below.

use super::{Form, Past};
use crate::figures::{
    accounts::Number,
    concepts::{Concept, ConceptIx, Period, TextKind},
};

/// A line with a number, or with room for one.
struct NumberLine {
    period: Period,
    value: String,
    off: bool,
    comment: String,
}

impl Form<'_> {
    pub(super) fn figure(&mut self, index: ConceptIx, depth: usize, off: bool, past: Option<Past>) {
        let concept = &self.catalogue().concepts[index];
        let lines = self.number_lines(concept, off, past);
        let about = if concept.about.is_empty() { &concept.cell } else { &concept.about };
        if let [only] = lines.as_slice()
            && only.period == Period::Final
            && concept.texts.is_empty()
            && concept.children.is_empty()
        {
            let comment = if only.comment.is_empty() { about } else { &only.comment };
            self.lines.line(depth, off || only.off, &format!("{}:{}", concept.key, only.value), comment);
            return;
        }
        self.lines.line(depth, off, &format!("{}:", concept.key), about);
        self.body(index, depth + 2, off, past, &lines);
    }

    /// The figure of a row: what stands directly in the row.
    pub(super) fn row_figure(&mut self, index: ConceptIx, depth: usize, off: bool, past: Option<Past>) {
        let concept = &self.catalogue().concepts[index];
        let mut lines = self.number_lines(concept, off, past);
        if !concept.key.is_empty() {
            // The row's own amount has a name of its own (资金).
            for line in lines.drain(..).filter(|line| line.period == Period::Final) {
                self.lines.line(depth, off || line.off, &format!("{}:{}", concept.key, line.value), &line.comment);
            }
        }
        self.body(index, depth, off, past, &lines);
    }

    fn body(&mut self, index: ConceptIx, depth: usize, off: bool, past: Option<Past>, lines: &[NumberLine]) {
        let concept = &self.catalogue().concepts[index];
        for line in lines {
            self.lines.line(depth, off || line.off, &format!("{}:{}", line.period.key(), line.value), &line.comment);
        }
        for &kind in &concept.texts {
            self.text_of(concept, kind, depth, off, past);
        }
        for &child in &concept.children {
            self.field(child, depth, off, past);
        }
    }

    fn number_lines(&self, concept: &Concept, off: bool, past: Option<Past>) -> Vec<NumberLine> {
        let periods = Period::ALL.into_iter().filter(|period| concept.periods.contains(period));
        match past.filter(|_| !off) {
            None => periods
                .filter(|&period| match period {
                    Period::BudgetAdjusted => false,
                    // Only comparisons that the report makes are asked for.
                    Period::Last => concept.required || concept.texts.contains(&TextKind::ReasonLast),
                    Period::Final | Period::BudgetInitial | Period::Budget => true,
                })
                .map(|period| NumberLine { period, value: String::new(), off: false, comment: String::new() })
                .collect(),
            Some(past) => periods.filter_map(|period| carried(concept, period, past)).collect(),
        }
    }
}

/// The line of a period in this year's file, from last year's record.
fn carried(concept: &Concept, period: Period, past: Past) -> Option<NumberLine> {
    let number = concept.number(period).map_or(Number::Absent, |at| past.record.numbers[at]);
    let ended = concept.number(Period::Final).map_or(Number::Absent, |at| past.record.numbers[at]);
    let line = |value: String, off, comment: String| Some(NumberLine { period, value, off, comment });
    match period {
        Period::Last => match ended.value() {
            Some(value) => line(format!(" {value}"), false, String::new()),
            None if ended == Number::Blank || concept.required => {
                line(String::new(), false, "上年数据里没有填".to_owned())
            }
            None => None,
        },
        Period::Final => {
            // Where the number cannot move to 上年决算数 it stands beside.
            let beside = match ended.value() {
                Some(value) if !concept.periods.contains(&Period::Last) => format!("上年 {value}"),
                _ => String::new(),
            };
            match number {
                Number::Derived(_) if !concept.required => {
                    let comment = if beside.is_empty() { String::new() } else { format!("；{beside}") };
                    line(String::new(), true, format!("不写则由程序推出{comment}"))
                }
                Number::Absent if !concept.required => None,
                _ => line(String::new(), false, beside),
            }
        }
        Period::Budget | Period::BudgetInitial | Period::BudgetAdjusted => {
            // An item without a budget last year has room for one if its list has budgets at all.
            let usual =
                || concept.number(period).is_some_and(|at| past.rows.iter().any(|row| row.numbers[at].is_present()));
            match number {
                Number::Derived(_) => line(String::new(), true, "不写则由程序推出".to_owned()),
                Number::Absent => usual().then(|| line(String::new(), false, String::new())).flatten(),
                Number::Given(_) | Number::Blank => line(String::new(), false, String::new()),
            }
        }
    }
}
