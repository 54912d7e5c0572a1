//! What a draft needs, loaded (材料): figures, the house style they name, and reference data.

use std::path::Path;

use super::{figures_file, terminal::Terminal};
use crate::{
    diagnostic::Diagnostic,
    figures::{self, FinalAccounts, Reference},
    report::{House, book_of},
    source::Source,
};

/// What is asked for on the command line.
pub struct Wanted<'a> {
    /// The figures file, `-` for stdin.
    pub figures: &'a Path,
    /// The phrasebook instead of the one that the figures file names.
    pub phrasebook: Option<&'a str>,
    /// The reference folder instead of the shipped data.
    pub reference: Option<&'a Path>,
}

/// Everything that a draft needs (材料).
pub struct Materials {
    /// The department's figures.
    pub accounts: FinalAccounts,
    /// The house style.
    pub house: House,
    /// What loading them had to say.
    pub notes: Vec<Diagnostic>,
    /// Concepts, classifications, identities.
    pub reference: &'static Reference,
}

impl Wanted<'_> {
    /// Load everything, or report all that is wrong with any of it.
    pub fn load(&self, terminal: &Terminal) -> Result<Materials, Vec<Diagnostic>> {
        let mut notes = Vec::new();
        let reference = self.reference()?;
        let accounts = figures_file::figures(self.figures, reference, terminal, &mut notes);
        self.with(accounts, reference, notes)
    }

    /// The same with the figures file read already; none if it could not be, which `notes` say.
    pub fn load_from(&self, source: Option<&Source>, mut notes: Vec<Diagnostic>) -> Result<Materials, Vec<Diagnostic>> {
        let reference = self.reference()?;
        let accounts = source.and_then(|source| {
            let (accounts, mut faults) = figures::load(source, reference);
            notes.append(&mut faults);
            accounts
        });
        self.with(accounts, reference, notes)
    }

    fn reference(&self) -> Result<&'static Reference, Vec<Diagnostic>> {
        let reference = self.reference.map_or_else(|| Ok(Reference::shipped()), Reference::load);
        reference.map_err(|fault| vec![*fault])
    }

    fn with(
        &self,
        accounts: Option<FinalAccounts>,
        reference: &'static Reference,
        mut notes: Vec<Diagnostic>,
    ) -> Result<Materials, Vec<Diagnostic>> {
        let house = self.house(accounts.as_ref(), reference, &mut notes);
        match (accounts, house) {
            (Some(accounts), Some(house)) => Ok(Materials { accounts, house, notes, reference }),
            _ => Err(notes),
        }
    }

    /// A broken book is reported together with broken figures, where it is clear which book is meant.
    fn house(
        &self,
        accounts: Option<&FinalAccounts>,
        reference: &Reference,
        notes: &mut Vec<Diagnostic>,
    ) -> Option<House> {
        let (book, place) = match (self.phrasebook, accounts) {
            (Some(book), _) => (book.to_owned(), None),
            (None, None) => return None,
            (None, Some(accounts)) => {
                let (book, note) = book_of(accounts, self.figures);
                notes.extend(note);
                (book, accounts.phrasebook_place.clone())
            }
        };
        let (house, faults) = House::load_to_write(&book, &reference.catalogue);
        notes.extend(faults.into_iter().map(|fault| match (accounts, &place) {
            (Some(accounts), Some(span)) if fault.labels.is_empty() => fault.at(&accounts.source, span.clone(), ""),
            _ => fault,
        }));
        house
    }
}
