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
        use crate::tables;
        let mut found = Vec::new();
        let file = std::path::Path::new(name).file_name().map_or(name.into(), |file| file.to_string_lossy());
        let mut accounts = None;
        if let Some(workbook) = tables::read(&file, bytes, &mut found) {
            let one = tables::one(name, workbook, layouts, reference);
            found.extend(one.left_out.into_iter().chain(one.sums).chain(one.found));
            accounts = one.accounts;
        }
        // By its place among the inputs: many a folder has a 填报.xlsx.
        let source = Source::new(name, accounts.as_ref().map_or("", |it| it.source.text()));
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
