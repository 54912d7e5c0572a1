//! The figures of one department (一个部门的数据), out of a figures file, official tables or a workbook that was filled in.

use crate::{
    diagnostic::Diagnostic,
    figures::{self, FinalAccounts, Reference},
    source::Source,
    tables::own,
};

/// Figures with all that there is to say of them (读出的数据).
#[derive(Debug)]
pub struct Figures {
    /// Their text: the file, or what stands for a workbook.
    pub source: Source,
    /// The figures; none if they cannot be used.
    pub accounts: Option<FinalAccounts>,
    /// What is wrong.
    pub found: Vec<Diagnostic>,
    /// They come from a workbook, so that lines of the text mean nothing to people.
    pub is_workbook: bool,
}

impl Figures {
    /// Read a figures file.
    pub fn of_text(source: &Source, reference: &'static Reference) -> Figures {
        let (accounts, found) = figures::load(source, reference);
        Figures { source: source.clone(), accounts, found, is_workbook: false }
    }

    /// Read a workbook; sums inside the tables are looked at, too.
    #[cfg(feature = "excel")]
    pub fn of_workbook(
        name: &str,
        bytes: &[u8],
        layouts: &crate::tables::Layouts,
        reference: &'static Reference,
    ) -> Figures {
        use crate::{
            diagnostic::Severity,
            tables::{self, Input, Role, Settings},
        };
        let mut found = Vec::new();
        let none = |found| Figures { source: Source::new(name, ""), accounts: None, found, is_workbook: true };
        let file = std::path::Path::new(name).file_name().map_or(name.into(), |file| file.to_string_lossy());
        let Some(workbook) = tables::read(&file, bytes, &mut found) else { return none(found) };
        if tables::own::is_own(&workbook) {
            let mut own = tables::own::read(&workbook, reference);
            found.append(&mut own.faults);
            let source = own.accounts.as_ref().map_or_else(|| Source::new(name, ""), |it| it.source.clone());
            return Figures { source, accounts: own.accounts, found, is_workbook: true };
        }
        let import = tables::import(&[Input { workbook, role: Role::This }], layouts, reference, Settings::default());
        found.extend(import.problems);
        found.extend(import.sums);
        if import.tables.iter().all(|table| table.taken == 0) {
            return none(found);
        }
        let source = Source::new(name, figures::save(&import.accounts, reference));
        let (accounts, faults) = figures::load(&source, reference);
        found.extend(faults.into_iter().filter(|fault| fault.severity == Severity::Error));
        Figures { source, accounts, found, is_workbook: true }
    }

    /// The same without the place in a text that nobody has; a workbook to fill in has the cell there.
    pub(super) fn told(&self, diagnostic: &Diagnostic) -> Diagnostic {
        let mut told = diagnostic.clone();
        if told.record.is_none() {
            let place = told.labels.first().and_then(|label| own::cell_of(&label.source, label.span.start));
            told.record = place.map(str::to_owned);
        }
        told.labels.clear();
        told
    }
}
