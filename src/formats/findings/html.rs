//! Findings as one page for a browser (审核网页): the text with every finding marked in it, and the list beside it.

use std::{collections::HashSet, sync::OnceLock};

use serde::Serialize;
use tera::{Context, Tera};

use super::{
    marks::{Mark, Marker, Run},
    page::RulePage,
};
use crate::{
    audit::{Audit, Book, Counts, Finding},
    diagnostic::{Label, Severity},
    report::{
        Clean, Document,
        document::{Part, Section},
    },
    source::Source,
};

/// Tera escapes what it prints into a template whose name ends so.
const TEMPLATE: &str = "findings.html";
/// A quotation in the list longer than this many letters is cut; the text beside it has the whole.
const QUOTED: usize = 60;

/// Print an audit as one self-contained page.
///
/// # Panics
/// Never in a released program: the template is embedded and a test renders it.
pub fn html(audit: &Audit) -> String {
    static TERA: OnceLock<Tera> = OnceLock::new();
    let tera = TERA.get_or_init(|| {
        let mut tera = Tera::new();
        let added = tera.add_raw_template(TEMPLATE, include_str!("html/findings.html.tera"));
        added.unwrap_or_else(|fault| panic!("{fault}"));
        tera
    });
    let mut context = Context::new();
    context.insert("page", &Page::of(audit));
    tera.render(TEMPLATE, &context).unwrap_or_else(|fault| panic!("{fault}"))
}

/// What the template prints.
#[derive(Serialize)]
struct Page<'a> {
    input: &'a str,
    kinds: Vec<Kind>,
    accepted: usize,
    book: Option<PageBook<'a>>,
    /// How much was read; none for a figures file.
    read: Option<Read>,
    blocks: Vec<Block>,
    items: Vec<Item<'a>>,
}

/// A severity, to filter by.
#[derive(Serialize)]
struct Kind {
    class: &'static str,
    name: &'static str,
    count: usize,
}

#[derive(Serialize)]
struct PageBook<'a> {
    name: &'a str,
    title: &'a str,
    sureness: u8,
    told: bool,
}

#[derive(Serialize)]
struct Read {
    sentences: usize,
    unread: usize,
    figures: usize,
    bound: usize,
}

/// A heading, a paragraph or a line.
#[derive(Serialize)]
struct Block {
    /// part, section, heading, text; line for a figures file.
    kind: &'static str,
    line: usize,
    runs: Vec<Run>,
}

/// A finding in the list.
#[derive(Serialize)]
struct Item<'a> {
    number: usize,
    class: &'static str,
    severity: &'static str,
    code: &'static str,
    /// What the code looks for.
    what: Option<String>,
    section: &'a str,
    place: Option<Place<'a>>,
    message: String,
    stated: &'a Option<String>,
    computed: &'a Option<String>,
    formula: &'a Option<String>,
    help: &'a Option<String>,
    further: Vec<Further<'a>>,
}

/// Words in the input or another file.
#[derive(Serialize)]
struct Place<'a> {
    /// Its file, if that is not the input.
    file: Option<&'a str>,
    line: usize,
    quote: String,
    /// Is it marked on the page?
    marked: bool,
}

/// A further place of a finding: something it speaks of, or what follows from it.
#[derive(Serialize)]
struct Further<'a> {
    label: String,
    message: String,
    place: Option<Place<'a>>,
}

impl<'a> Page<'a> {
    fn of(audit: &'a Audit) -> Page<'a> {
        let marks = audit.findings.iter().enumerate().flat_map(|(index, finding)| marks(audit, index + 1, finding));
        let mut marker = Marker::new(marks.collect());
        let blocks = match &audit.document {
            Some(document) => text_blocks(document, &mut marker),
            None => line_blocks(&audit.source, &mut marker),
        };
        let begun = marker.begun();
        let items = audit.findings.iter().enumerate();
        let items = items.map(|(index, finding)| Item::of(audit, index + 1, finding, &begun)).collect();
        let kinds = [Severity::Error, Severity::Warning, Severity::Hint];
        let kinds = kinds.map(|kind| Kind { class: class(kind), name: kind.name(), count: audit.count(kind) }).into();
        let Counts { sentences, unread, figures, bound } = audit.counts;
        Page {
            input: audit.source.name(),
            kinds,
            accepted: audit.accepted,
            book: audit.book.as_ref().map(|Book { name, title, sureness, told }| PageBook {
                name,
                title,
                sureness: *sureness,
                told: *told,
            }),
            read: audit.document.as_ref().map(|_| Read { sentences, unread, figures, bound }),
            blocks,
            items,
        }
    }
}

impl<'a> Item<'a> {
    fn of(audit: &Audit, number: usize, finding: &'a Finding, begun: &HashSet<&str>) -> Item<'a> {
        let place = |label: &'a Label, mark: &str| Place::of(audit, label, begun.contains(mark));
        let further = further(finding).into_iter().enumerate().map(|(index, (message, label))| {
            let mark = further_label(number, index);
            Further { place: label.map(|label| place(label, &mark)), label: mark, message }
        });
        let first = finding.diagnostic.labels.first();
        Item {
            number,
            class: class(finding.severity()),
            severity: finding.severity().name(),
            code: finding.diagnostic.code,
            what: RulePage::of(finding.diagnostic.code).map(|page| page.what),
            section: &finding.section,
            place: first.map(|label| place(label, &number.to_string())),
            message: finding.told(),
            stated: &finding.stated,
            computed: &finding.computed,
            formula: &finding.formula,
            help: &finding.diagnostic.help,
            further: further.collect(),
        }
    }
}

impl<'a> Place<'a> {
    fn of(audit: &Audit, label: &'a Label, marked: bool) -> Place<'a> {
        let words = &label.source.text()[label.span.clone()];
        let mut quote: String = words.chars().take(QUOTED).collect();
        if quote.len() < words.len() {
            quote.push('…');
        }
        Place {
            file: (!label.source.is_same(&audit.source)).then(|| label.source.name()),
            line: label.source.told_line_column(label.span.start).0,
            quote,
            marked,
        }
    }
}

/// The marks of a finding in the input: its own words and its further places.
fn marks(audit: &Audit, number: usize, finding: &Finding) -> Vec<Mark> {
    let severity = class(finding.severity());
    let own = finding.diagnostic.labels.first().map(|label| (label, number.to_string(), false));
    let further = further(finding).into_iter().enumerate();
    let further = further.filter_map(|(index, (_, label))| Some((label?, further_label(number, index), true)));
    own.into_iter()
        .chain(further)
        .filter(|(label, ..)| label.source.is_same(&audit.source))
        .map(|(label, name, further)| Mark {
            span: label.span.clone(),
            label: name,
            finding: number,
            severity,
            further,
        })
        .collect()
}

fn further_label(number: usize, index: usize) -> String {
    format!("{number}-{}", index + 1)
}

/// The other places that a finding speaks of, then what follows from it, however deep.
fn further(finding: &Finding) -> Vec<(String, Option<&Label>)> {
    let places = finding.diagnostic.labels.iter().skip(1);
    let mut all: Vec<_> = places.map(|label| (label.text.clone(), Some(label))).collect();
    for related in &finding.related {
        all.push((related.told(), related.diagnostic.labels.first()));
        all.append(&mut further(related));
    }
    all
}

fn class(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "hint",
    }
}

/// The text by parts, sections and paragraphs.
fn text_blocks(document: &Document, marker: &mut Marker) -> Vec<Block> {
    let source = &document.source;
    let mut blocks = Vec::new();
    let mut put = |kind: &'static str, text: &Clean| {
        let mut letters = Vec::new();
        for (at, clean) in text.text().char_indices() {
            let place = text.place(at..at + clean.len_utf8()).start;
            // The letter of the file itself: what a finding says about it must be seen.
            let letter = source.text().get(place..).and_then(|rest| rest.chars().next()).unwrap_or(clean);
            // So must the blanks between letters of one line.
            if let Some(&(last, before)) = letters.last() {
                let gap = source.text().get(last + char::len_utf8(before)..place).unwrap_or_default();
                if !gap.is_empty() && gap.chars().all(|c| c.is_whitespace() && !matches!(c, '\r' | '\n')) {
                    letters.push((place - gap.len(), ' '));
                }
            }
            letters.push((place, if letter.is_whitespace() { ' ' } else { letter }));
        }
        blocks.push(Block { kind, line: 0, runs: marker.runs(letters.into_iter()) });
    };
    for Part { title, sections, .. } in document.parts.iter() {
        title.iter().for_each(|title| put("part", title));
        for Section { title, paragraphs, .. } in sections {
            title.iter().for_each(|title| put("section", title));
            paragraphs.iter().for_each(|text| put(if text.heading { "heading" } else { "text" }, &text.text));
        }
    }
    blocks
}

/// The lines of a figures file.
fn line_blocks(source: &Source, marker: &mut Marker) -> Vec<Block> {
    let lines = source.line_count() - usize::from(source.text().ends_with(['\n', '\r']));
    let line = |line| {
        let range = source.line_range(line);
        let letters = source.text()[range.clone()].char_indices().map(|(at, letter)| (range.start + at, letter));
        Block { kind: "line", line: line + source.first_line() - 1, runs: marker.runs(letters) }
    };
    (1..=lines).map(line).collect()
}
