//! A second import of a workbook that was filled in (更新文字): reasons, remarks and prose into the figures file.

use crate::{
    diagnostic::Diagnostic,
    figures::{FinalAccounts, GroupIx, Reference, Text, TextAt, load, text_path},
    source::Source,
    yaml::{
        self,
        edit::{New, set},
    },
};

/// A figures file with the words of a workbook in it.
#[derive(Debug)]
pub struct RenewedWords {
    /// The file.
    pub text: String,
    /// Names of the texts that are new in it, with what stood there before.
    pub written: Vec<(String, Option<String>)>,
    /// Places that are written in a way that cannot be edited.
    pub faults: Vec<Diagnostic>,
}

/// Write the texts of `filled` into a figures file that loads; what the workbook leaves empty stays.
pub fn renew_words(
    source: &Source,
    filled: &FinalAccounts,
    reference: &'static Reference,
) -> Result<RenewedWords, Vec<Diagnostic>> {
    let mut renewed = RenewedWords { text: source.text().to_owned(), written: Vec::new(), faults: Vec::new() };
    for from in texts(filled) {
        let new = filled.record(from).texts[from.1].lines();
        let source = Source::new(source.name(), renewed.text.as_str());
        let (accounts, faults) = load(&source, reference);
        let accounts = accounts.ok_or(faults)?;
        let Some(at) = home(from, filled, &accounts) else { continue };
        let old = accounts.record(at).texts[at.1].lines();
        if old == new {
            continue;
        }
        let arena = yaml::Arena::default();
        let path = yaml::parse(&source, &arena, &mut Vec::new()).and_then(|root| text_path(&accounts, &root, at));
        let Some(path) = path else { continue };
        let value = match new {
            [line] => New::Text(line.clone()),
            lines => New::List(lines.to_vec()),
        };
        match set(&source, &path, &value) {
            Ok(text) => {
                renewed.text = text;
                let old = (!old.is_empty()).then(|| old.concat());
                renewed.written.push((accounts.text_name(at), old));
            }
            Err(faults) => renewed.faults.extend(faults),
        }
    }
    Ok(renewed)
}

/// Every text that is given.
fn texts(accounts: &FinalAccounts) -> Vec<TextAt> {
    let given = |texts: &[Text], row: Option<(GroupIx, usize)>| -> Vec<TextAt> {
        let given = texts.iter().enumerate().filter(|(_, text)| !text.lines().is_empty());
        given.map(|(index, _)| (row, index)).collect()
    };
    let mut all = given(&accounts.root.texts, None);
    for (group, rows) in accounts.groups.iter().enumerate() {
        for (at, row) in rows.iter().enumerate() {
            all.extend(given(&row.texts, Some((group, at))));
        }
    }
    all
}

/// The same text of the file: in the row of the same account or name.
fn home(from: TextAt, filled: &FinalAccounts, accounts: &FinalAccounts) -> Option<TextAt> {
    let Some((group, _)) = from.0 else { return Some(from) };
    let key = filled.record(from).key();
    let row = accounts.rows(group).iter().position(|row| row.key() == key)?;
    Some((Some((group, row)), from.1))
}
