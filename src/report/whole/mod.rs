//! The complete report (整本报告): cover, contents, the officer's prose, the tables, the narrative and the glossary.
//!
//! [`Whole`] is how a house puts it together, compiled; [`WholeReport`] is it filled in, which printers walk.

pub mod chart;
mod compile;
mod draft;
mod read;

use std::ops::Range;

use chart::{Chart, ChartPlan};

pub use read::{overview_of, read_overview, with_overview};

use super::{
    forms::{Cell, Table},
    house::House,
    tree::Report,
};
use crate::{
    phrase::{Body, Place, Placed},
    report::provenance::main_concept,
};

/// How a house puts the complete report together (整本的编排), ready to write.
pub struct Whole {
    cover: Vec<Body>,
    contents: Option<Body>,
    thousands: bool,
    charts: Vec<ChartPlan>,
    parts: Vec<Plan>,
}

/// A part, ready to write.
enum Plan {
    Overview(Box<House>),
    Tables { title: Body, above: Box<[Option<Body>; 2]>, tables: Vec<(String, Body)> },
    Narrative,
    Glossary { title: Body, used: bool, terms: Vec<Term> },
}

struct Term {
    of: Vec<String>,
    body: Body,
}

/// The complete report of a department (整本报告).
pub struct WholeReport<'r, 'a> {
    /// The lines of the cover.
    pub cover: Vec<Line>,
    /// The heading over the contents; none for a report without.
    pub contents: Option<String>,
    /// The parts in order.
    pub parts: Vec<Part<'r, 'a>>,
    /// The charts of the narrative.
    pub charts: Vec<Chart>,
    /// The titles of charts that their figures do not allow.
    pub not_drawn: Vec<String>,
    /// The narrative, wherever among the parts it stands.
    pub narrative: &'r Report<'a>,
}

/// A part (部分).
pub enum Part<'r, 'a> {
    /// The officer's prose (第一部分).
    Overview(Box<Report<'a>>),
    /// The tables (第二部分).
    Tables {
        /// Its title.
        title: String,
        /// The tables in order.
        tables: Vec<TitledTable>,
    },
    /// Part three.
    Narrative(&'r Report<'a>),
    /// 名词解释.
    Glossary {
        /// Its title.
        title: String,
        /// A line a term.
        terms: Vec<String>,
    },
}

/// A line of the cover (封面的一行).
pub struct Line {
    /// Its words.
    pub text: String,
    /// What waits to be filled in: where it stands, and what it is.
    pub missing: Option<(Range<usize>, String)>,
}

/// A table with what stands above it (表).
pub struct TitledTable {
    /// Its title.
    pub title: String,
    /// Above it on the left: whose it is.
    pub department: Option<String>,
    /// Above it on the right: what its figures are counted in.
    pub unit: Option<String>,
    /// The table.
    pub table: Table,
}

/// A heading of the contents (目录的一条).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Heading<'t> {
    /// 1 for a part, 2 for a section or table.
    pub level: u8,
    /// Its words.
    pub text: &'t str,
}

impl Whole {
    /// The house that writes the officer's prose, with examples of its own (部门概况的样式).
    pub fn overview(&self) -> Option<&House> {
        self.parts.iter().find_map(|part| match part {
            Plan::Overview(house) => Some(&**house),
            _ => None,
        })
    }
}

impl<'r> WholeReport<'r, '_> {
    /// All headings in order, as the contents list them.
    pub fn headings(&self) -> Vec<Heading<'_>> {
        let mut found = Vec::new();
        for part in &self.parts {
            found.push(Heading { level: 1, text: part.title() });
            let mut add = |text| found.push(Heading { level: 2, text });
            match part {
                Part::Overview(report) => report.sections().for_each(|section| add(section.title())),
                Part::Narrative(report) => report.sections().for_each(|section| add(section.title())),
                Part::Tables { tables, .. } => tables.iter().for_each(|table| add(&table.title)),
                Part::Glossary { .. } => {}
            }
        }
        found
    }

    /// The officer's prose, if it has any.
    pub fn overview(&self) -> Option<&Report<'_>> {
        self.parts.iter().find_map(|part| match part {
            Part::Overview(report) => Some(&**report),
            _ => None,
        })
    }
}

impl Part<'_, '_> {
    /// Its title.
    pub fn title(&self) -> &str {
        match self {
            Part::Overview(report) => report.title(),
            Part::Narrative(report) => report.title(),
            Part::Tables { title, .. } | Part::Glossary { title, .. } => title,
        }
    }
}

impl TitledTable {
    /// How many of its cells wait to be filled in.
    pub fn missing(&self) -> usize {
        self.table.rows.iter().flatten().filter(|cell| **cell == Cell::Missing).count()
    }
}

/// Does the narrative print one of these figures, or one below them?
fn prints(report: &Report, of: &[String]) -> bool {
    let below =
        |id: &str| of.iter().any(|of| id.strip_prefix(of.as_str()).is_some_and(|r| r.is_empty() || r.starts_with('.')));
    report.sentences().any(|sentence| sentence.spans().iter().any(|span| main_concept(report, span).is_some_and(below)))
}

/// The same words with `{{ name }}` replaced in them: what a setting stands for is no figure of a sentence.
fn with(text: &Placed, pairs: &[(&str, &str)]) -> Placed {
    let text_with =
        pairs.iter().fold(text.text.clone(), |text, (name, words)| text.replace(&format!("{{{{ {name} }}}}"), words));
    let place: Place = text.place.clone();
    Placed { text: text_with, place }
}
