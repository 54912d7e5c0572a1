//! One department after another at the same desk (台面): books and reference data are loaded once.

use std::{
    collections::HashMap,
    path::Path,
    sync::{Arc, Mutex, PoisonError},
};

use serde::{Deserialize, Serialize};

use super::{
    entry::{Entry, Status},
    figures::Figures,
    gaps::gaps,
    on_line::on_line,
};
use crate::{
    audit::Finding,
    diagnostic::Diagnostic,
    figures::{FinalAccounts, Reference},
    formats::Format,
    report::{self, House, SavedReport, book_of},
    source::Source,
};

/// What is done with every department (做什么).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Work {
    /// Draft it in this form (起草).
    pub draft: Option<Format>,
    /// Check its figures (审核).
    pub check: bool,
    /// Keep the draft itself, that a later update starts from (底稿).
    pub base: bool,
    /// Keep what a summary over many departments shows of it (汇总): changes, classes, reasons.
    pub summary: bool,
}

/// What was made of one department (做成的).
#[derive(Debug)]
pub struct Done {
    /// Its line in the summary.
    pub entry: Entry,
    /// Its report, if one was drafted.
    pub report: Option<Written>,
    /// What is wrong with it.
    pub found: Vec<Finding>,
}

/// The book that a report was drafted with (所用话术), to tell whether it has changed since.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BookMark {
    /// Its name.
    pub name: String,
    /// The fingerprint of its wording and settings.
    pub fingerprint: String,
}

/// A drafted report as it is printed (成文).
#[derive(Debug)]
pub struct Written {
    /// The report in the format that was asked for.
    pub printed: Printed,
    /// The draft that a later update starts from (底稿), if it was asked for.
    pub base: Option<SavedReport>,
    /// The book it was drafted with.
    pub book: BookMark,
}

/// A printed report (印出的).
#[derive(Debug)]
pub enum Printed {
    /// In a format that is text.
    Text(String),
    /// In any other.
    File(Vec<u8>),
}

impl Printed {
    /// As the bytes of a file.
    pub fn bytes(&self) -> &[u8] {
        match self {
            Printed::Text(text) => text.as_bytes(),
            Printed::File(bytes) => bytes,
        }
    }

    /// As text, in a format that is text.
    pub fn text(&self) -> Option<&str> {
        match self {
            Printed::Text(text) => Some(text),
            Printed::File(_) => None,
        }
    }
}

/// A book with what loading it had to say; none if it cannot be used.
type Loaded = (Option<House>, Vec<Diagnostic>);

/// Everything that departments share.
pub struct Desk {
    reference: &'static Reference,
    book: Option<String>,
    books: Mutex<HashMap<String, Arc<Loaded>>>,
}

impl Desk {
    /// A desk with this reference data; `book` is used instead of what the departments name.
    pub fn new(reference: &'static Reference, book: Option<String>) -> Desk {
        Desk { reference, book, books: Mutex::default() }
    }

    /// Do one department; whatever is wrong with it is its own.
    pub fn figures(&self, source: &Source, work: Work) -> Done {
        self.read(Figures::of_text(source, self.reference), work)
    }

    /// The same with figures that are read.
    pub fn read(&self, mut figures: Figures, work: Work) -> Done {
        let source = figures.source.clone();
        let mut entry = Entry::of_input(source.name());
        let accounts = figures.accounts.take();
        let mut told = std::mem::take(&mut figures.found);
        let mut found = Vec::new();
        if accounts.is_none() {
            entry.head(&source);
        }
        let mut unusable = Vec::new();
        let report = accounts.and_then(|accounts| {
            entry.whose(&accounts);
            if work.summary {
                entry.figures(&accounts);
            }
            entry.status = Status::Clean;
            if work.check || work.draft.is_some() {
                let (gaps, hints) = self.reference.gaps(&accounts);
                told.extend(hints);
                found.extend(gaps.into_iter().map(Finding::of_gap));
            }
            let format = work.draft?;
            let (name, note) = match &self.book {
                Some(book) => (book.clone(), None),
                None => book_of(&accounts, Path::new(source.name())),
            };
            told.extend(note);
            let book = self.book(&name);
            let Some(house) = &book.0 else {
                entry.status = Status::Failed;
                unusable.clone_from(&book.1);
                return None;
            };
            told.extend(book.1.iter().cloned());
            Some(draft(&accounts, house, (name, format, work), &mut entry, &mut told))
        });
        found.extend(told.into_iter().map(Finding::new));
        found.iter_mut().for_each(|finding| on_line(&mut finding.diagnostic, source.first_line()));
        found.sort_by_key(|finding| finding.diagnostic.offset());
        if figures.is_workbook {
            found.iter_mut().for_each(|finding| finding.diagnostic = figures.told(&finding.diagnostic));
            entry.gaps.iter_mut().for_each(|gap| (gap.line, gap.column) = (None, None));
        }
        entry.tell_findings(&found);
        unusable.iter().rev().for_each(|fault| entry.fail(fault));
        found.extend(unusable.into_iter().map(Finding::new));
        if entry.status == Status::Clean && (entry.errors > 0 || entry.missing > 0) {
            entry.status = Status::Person;
        }
        Done { entry, report, found }
    }

    /// Is the book still what it was?
    pub fn is_current(&self, book: &BookMark) -> bool {
        self.book(&book.name).0.as_ref().is_some_and(|house| house.fingerprint() == book.fingerprint)
    }

    fn book(&self, name: &str) -> Arc<Loaded> {
        // Whoever panicked held a finished map or none.
        let mut books = self.books.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(book) = books.get(name) {
            return book.clone();
        }
        let book = Arc::new(House::load_to_write(name, &self.reference.catalogue));
        books.insert(name.to_owned(), book.clone());
        book
    }
}

fn draft(
    accounts: &FinalAccounts,
    house: &House,
    (name, format, work): (String, Format, Work),
    entry: &mut Entry,
    found: &mut Vec<Diagnostic>,
) -> Written {
    let printed = report::printed(accounts, &house.style);
    let report = report::draft(house, accounts, &printed);
    found.extend(report::unused_reasons(&report));
    entry.gaps = gaps(&report);
    entry.missing = entry.gaps.len();
    let base = work.base.then(|| SavedReport::of(&report));
    let book = BookMark { name, fingerprint: house.fingerprint().to_owned() };
    let printed = format.print_text(&report).map_or_else(|| Printed::File(format.print(&report)), Printed::Text);
    Written { printed, base, book }
}
