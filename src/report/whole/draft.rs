//! The complete report filled in (成册): every part from the same figures.

use super::{Line, Part, Plan, Report, TitledTable, Whole, WholeReport, prints};
use crate::{
    figures::{Env, FinalAccounts, NumberStyle},
    phrase::{Body, Position, Sink, SpanKind, Style, Writer},
    report::{self, forms::Forms},
};

impl Whole {
    /// Put the complete report together around its narrative (成册).
    pub fn draft<'r, 'a>(&'a self, narrative: &'r Report<'a>) -> WholeReport<'r, 'a> {
        let (accounts, printed) = (narrative.accounts, narrative.printed);
        let style = Style {
            amount: NumberStyle { thousands: self.thousands, ..narrative.house.style.amount },
            ..narrative.house.style.clone()
        };
        let pen = Pen { printed, style: &narrative.house.style };
        let parts = self.parts.iter().map(|plan| match plan {
            Plan::Narrative => Part::Narrative(narrative),
            Plan::Overview(house) => Part::Overview(Box::new(report::draft(house, accounts, printed))),
            Plan::Tables { title, above, tables } => Part::Tables {
                title: pen.words(title, 0),
                tables: tables
                    .iter()
                    .filter_map(|(form, title)| Some((title, Forms::shipped().fill(form, printed, &style)?)))
                    .zip(1..)
                    .map(|((title, table), number)| TitledTable {
                        title: pen.words(title, number),
                        department: above[0].as_ref().map(|line| pen.words(line, number)),
                        unit: above[1].as_ref().map(|line| pen.words(line, number)),
                        table,
                    })
                    .collect(),
            },
            Plan::Glossary { title, used, terms } => Part::Glossary {
                title: pen.words(title, 0),
                terms: terms
                    .iter()
                    .filter(|term| !used || term.of.is_empty() || prints(narrative, &term.of))
                    .zip(1..)
                    .map(|(term, number)| pen.words(&term.body, number))
                    .collect(),
            },
        });
        let (mut charts, mut not_drawn) = (Vec::new(), Vec::new());
        for plan in &self.charts {
            let title = pen.words(&plan.title, 0);
            match plan.fill(title.clone(), printed, &narrative.house.style) {
                Some(chart) => charts.push(chart),
                None => not_drawn.push(title),
            }
        }
        WholeReport {
            charts,
            not_drawn,
            parts: parts.collect(),
            cover: self.cover.iter().map(|line| pen.line(line, 0)).collect(),
            contents: self.contents.as_ref().map(|title| pen.words(title, 0)),
            narrative,
        }
    }
}

struct Pen<'a> {
    printed: &'a FinalAccounts,
    style: &'a Style,
}

impl Pen<'_> {
    fn words(&self, body: &Body, number: usize) -> String {
        self.line(body, number).text
    }

    fn line(&self, body: &Body, number: usize) -> Line {
        let mut sink = Sink::default();
        let position = Position { ordinal: number, section: number, style: self.style };
        Writer { tera: None }.write(body, &Env::new(self.printed), position, &mut sink);
        let open = sink.spans.iter().find(|span| span.kind == SpanKind::Placeholder);
        let missing = open.map(|span| (span.start..span.end, span.slot.what.clone()));
        Line { missing, text: sink.text }
    }
}
