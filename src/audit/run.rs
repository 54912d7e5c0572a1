//! Auditing a text (审核文本): read it, bind it, and ask every rule.

use std::collections::HashMap;

use super::{Audit, Book, Checked, Counts, Finding, figures, rules, stretches::Stretches};
use crate::{
    diagnostic::{self, Diagnostic},
    figures::{FinalAccounts, Reference},
    report::{
        self, Document, House, Places,
        binding::{self, Bound},
        reading::{self, Reading, Shelf},
    },
};

/// What a text is held against (对照的资料).
#[derive(Clone, Copy, Default)]
pub struct Against<'x> {
    /// The figures it was written from.
    pub figures: Option<&'x FinalAccounts>,
    /// Last year's figures.
    pub last: Option<&'x FinalAccounts>,
}

/// Audit a text that was read with one house style (审核). `told` says that the style was named, not picked.
pub fn audit(
    document: &Document,
    reading: &Reading,
    (sureness, told): (u8, bool),
    against: Against,
    reference: &'static Reference,
) -> Audit {
    let bound = binding::bind(reading, reference);
    let (against, strangers) = fitting(against, bound.accounts.year, document);
    let house = reading.house;
    let printed = |accounts: Option<&FinalAccounts>| {
        accounts.map(|accounts| report::printed(accounts, &house.style).into_owned())
    };
    let (figures, last) = (printed(against.figures), printed(against.last));
    let checked = Checked {
        document,
        reading,
        unread_sections: reading.unread.iter().map(|unread| unread.section).collect(),
        bound: &bound,
        reference,
        figures: figures.as_ref(),
        last: last.as_ref(),
    };
    let mut findings = rules::wording(document);
    findings.extend(figures::check(&checked));
    findings.extend(strangers);
    once(&mut findings);
    findings.sort_by_cached_key(|finding| finding.diagnostic.offset());
    let left_out = diagnostic::abridge(&mut findings, |finding| &mut finding.diagnostic);
    let places = Places::of(document);
    for finding in &mut findings {
        place(&places, finding);
    }
    let book = Book { name: house.name.clone(), title: house.entries.title.clone(), sureness, told };
    Audit {
        source: document.source.clone(),
        document: Some(document.clone()),
        book: Some(book),
        findings,
        left_out,
        counts: counts(reading, &bound),
        accepted: 0,
        open: 0,
    }
}

/// Nothing is held against figures of another year, which would differ in everything (B410).
fn fitting<'x>(against: Against<'x>, year: u16, document: &Document) -> (Against<'x>, Vec<Finding>) {
    let mut found = Vec::new();
    let mut fits = |accounts: Option<&'x FinalAccounts>, wanted: u16, what: &str| {
        let other = accounts.filter(|accounts| year > 0 && accounts.year > 0 && accounts.year != wanted)?.year;
        let message = format!("文本是 {year} 年度的，对照的{what}是 {other} 年度的，没有对照");
        let help = format!("换 {wanted} 年度的；文本的年度没有改对的，先改年度");
        let fault = Diagnostic::error("B410", message).at(&document.source, 0..0, "").help(help);
        found.push(Finding::new(fault));
        Some(())
    };
    let figures = fits(against.figures, year, "决算数据").map_or(against.figures, |()| None);
    let last = fits(against.last, year.saturating_sub(1), "上年资料").map_or(against.last, |()| None);
    (Against { figures, last }, found)
}

/// Words that another rule speaks of are not told again as words that differ from the house's.
fn once(findings: &mut Vec<Finding>) {
    let place = |finding: &Finding| finding.diagnostic.labels.first().map(|label| label.span.clone());
    let other_words = |finding: &Finding| finding.diagnostic.code == OTHER_WORDS;
    if findings.iter().any(other_words) {
        let mut said = Stretches::default();
        for finding in findings.iter().filter(|finding| !other_words(finding)) {
            finding.diagnostic.labels.iter().for_each(|label| said.add(label.span.clone()));
        }
        findings.retain(|finding| {
            let own = place(finding).filter(|_| other_words(finding));
            // Words beside are the same place, too.
            own.is_none_or(|own| !said.meets(own.start.saturating_sub(1)..own.end + 1))
        });
    }
    // A rule of words and one of figures may see the same.
    let mut seen: HashMap<&str, Stretches> = HashMap::new();
    findings.retain(|finding| {
        let code = finding.diagnostic.code;
        let Some(own) = place(finding).filter(|_| code.starts_with('W')) else { return true };
        let seen = seen.entry(code).or_default();
        let twice = seen.meets(own.clone());
        seen.add(own);
        !twice
    });
}

const OTHER_WORDS: &str = "B601";

impl Audit {
    /// Tell everything, however much there is of one code.
    pub(super) fn restore(&mut self) {
        let left_out = std::mem::take(&mut self.left_out);
        if left_out.is_empty() {
            return;
        }
        diagnostic::restore(&mut self.findings, left_out, |finding| &mut finding.diagnostic);
        self.findings.sort_by_cached_key(|finding| finding.diagnostic.offset());
        if let Some(document) = &self.document {
            let places = Places::of(document);
            self.findings.iter_mut().for_each(|finding| place(&places, finding));
        }
    }

    /// Leave out what is very much of one code.
    pub(super) fn abridge(&mut self) {
        self.left_out = diagnostic::abridge(&mut self.findings, |finding| &mut finding.diagnostic);
    }
}

/// Say where a finding stands, as a reader does.
fn place(places: &Places, finding: &mut Finding) {
    if finding.section.is_empty()
        && let Some(label) = finding.diagnostic.labels.first()
    {
        finding.section = places.at(label.span.start);
    }
    finding.related.iter_mut().for_each(|related| place(places, related));
}

fn counts(reading: &Reading, bound: &Bound) -> Counts {
    let _ = bound;
    let paragraphs = reading.document.narrative().flat_map(|section| &section.paragraphs);
    let figures = paragraphs
        .filter(|paragraph| !paragraph.heading)
        .map(|paragraph| reading::figures(paragraph.text.text()).len());
    Counts {
        sentences: reading.sentences.len() + reading.unread.len(),
        unread: reading.unread.len(),
        figures: figures.sum(),
        bound: reading.sentences.iter().map(|sentence| sentence.figures().len()).sum(),
    }
}

/// Read a text with the best of several house styles and audit it; none if there is no house style.
pub fn audit_with(
    houses: &[&House],
    document: &Document,
    told: bool,
    against: Against,
    reference: &'static Reference,
) -> Option<Audit> {
    let shelves: Vec<Shelf> = houses.iter().map(|house| Shelf::with(house, reference)).collect();
    audit_picking(&shelves, document, told, against, reference)
}

/// The same with house styles that are laid out already, for many texts.
pub fn audit_picking(
    shelves: &[Shelf],
    document: &Document,
    told: bool,
    against: Against,
    reference: &'static Reference,
) -> Option<Audit> {
    let choice = reading::choose(shelves, document)?;
    Some(audit(document, &choice.reading, (choice.sureness, told), against, reference))
}
