//! Where reports are audited: a house style laid out once, and what an audit says of a planted fault.

use std::{collections::HashSet, ops::Range};

use juesuan::{
    audit::{Against, Audit, Finding, audit, wording},
    diagnostic::Severity,
    embedded,
    figures::{FinalAccounts, Reference},
    report::{
        Document, House, binding,
        reading::{Shelf, known_titles},
        segment,
    },
    source::Source,
};

use crate::{
    clean::{self, Clean},
    faults::Fault,
    oracle,
};

pub struct Desk {
    pub house: &'static House,
    shelf: Shelf<'static>,
    titles: Vec<String>,
}

/// What was found of a fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Right,
    /// At the right place, as a hint.
    Hint,
    Elsewhere,
    Missed,
    Undetectable,
}

/// The verdict, and findings above hints that have nothing to do with the fault.
pub struct Judged {
    pub verdict: Verdict,
    pub astray: Vec<String>,
}

/// Findings of a clean text, by code and words.
type Known = HashSet<(&'static str, String)>;

impl Desk {
    pub fn of(book: &str) -> Desk {
        let catalogue = &Reference::shipped().catalogue;
        let load = |name: &str| House::load_to_write(name, catalogue).0.unwrap();
        let house: &'static House = Box::leak(Box::new(load(book)));
        let all: Vec<House> = embedded::phrasebook_names().iter().map(|name| load(name)).collect();
        Desk { house, shelf: Shelf::of(house), titles: known_titles(&all) }
    }

    fn document(&self, text: &str) -> Document {
        let titles: Vec<&str> = self.titles.iter().map(String::as_str).collect();
        segment(&Source::new("报告.txt", text), &titles)
    }

    pub fn audit(&self, text: &str, figures: Option<&FinalAccounts>) -> Audit {
        let document = self.document(text);
        let reading = self.shelf.read(&document);
        audit(&document, &reading, (100, true), Against { figures, last: None }, Reference::shipped())
    }

    pub fn known(&self, clean: &Clean, figures: Option<&FinalAccounts>) -> Known {
        let audit = self.audit(&clean.text, figures);
        audit.findings.iter().map(|finding| (finding.diagnostic.code, finding.words())).collect()
    }

    pub fn judge(&self, clean: &Clean, fault: &Fault, figures: Option<&FinalAccounts>, known: &Known) -> Judged {
        let audit = self.audit(&fault.text, figures);
        let new: Vec<&Finding> = audit
            .findings
            .iter()
            .filter(|finding| !known.contains(&(finding.diagnostic.code, finding.words())))
            .collect();
        let (right, other): (Vec<&Finding>, Vec<&Finding>) =
            new.into_iter().partition(|finding| touches(finding, &fault.sentence));
        let loud = |finding: &&Finding| finding.severity() != Severity::Hint;
        let astray: Vec<String> = other.into_iter().filter(loud).map(told).collect();
        let verdict = if right.iter().any(loud) {
            Verdict::Right
        } else if !right.is_empty() {
            Verdict::Hint
        } else if !astray.is_empty() {
            Verdict::Elsewhere
        } else if figures.is_none()
            && (self.consistent(&fault.text) || oracle::is_undetectable(self.house, clean, fault))
        {
            Verdict::Undetectable
        } else {
            Verdict::Missed
        };
        Judged { verdict, astray }
    }

    /// Is the text what the figures that it states would be drafted to, with nothing wrong in them?
    fn consistent(&self, text: &str) -> bool {
        let document = self.document(text);
        let bound = binding::bind(&self.shelf.read(&document), Reference::shipped());
        let quiet = |severity: Severity| severity == Severity::Hint;
        Reference::shipped().check(&bound.accounts).iter().all(|it| quiet(it.severity))
            && wording(&document).iter().all(|it| quiet(it.severity()))
            && clean::text(self.house, &bound.accounts) == text
    }

    /// Does a clean text come back from its figures?
    pub fn comes_back(&self, clean: &Clean) -> bool {
        let document = self.document(&clean.text);
        let bound = binding::bind(&self.shelf.read(&document), Reference::shipped());
        clean::text(self.house, &bound.accounts) == clean.text
    }
}

/// Does the finding itself point into the sentence? What it only mentions as related does not count.
fn touches(finding: &Finding, place: &Range<usize>) -> bool {
    let labels = &finding.diagnostic.labels;
    // One at the end of a text that is too short for it points behind it.
    let behind = |start: usize, end: usize| start == end && start == place.end;
    labels.iter().any(|label| {
        let span = &label.span;
        (span.start < place.end && place.start < span.end.max(span.start + 1)) || behind(span.start, span.end)
    })
}

pub fn told(finding: &Finding) -> String {
    format!("{} {}「{}」{}", finding.diagnostic.code, finding.section, finding.quote(), finding.diagnostic.message)
}
