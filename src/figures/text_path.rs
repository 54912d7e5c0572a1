//! Where a text stands in a figures file, or belongs if it does not stand there yet (文字的位置).

use super::{
    accounts::{FinalAccounts, Record},
    concepts::{Concept, GroupIx, Period, TextKind},
    way::{Way, keys_of_figure},
};
use crate::yaml::{
    Node,
    edit::{Key, Step, path_to},
};

/// A text of a figures file (文字项): the list and row it stands in, none for the department itself, and its index there.
pub type TextAt = (Option<(GroupIx, usize)>, usize);

impl FinalAccounts {
    /// The record that holds a text.
    pub fn record(&self, (row, _): TextAt) -> &Record {
        row.map_or(&self.root, |(group, row)| &self.groups[group][row])
    }

    /// What a text is called: `一般公共预算财政拨款支出决算表：2010301 行政运行：原因`.
    pub fn text_name(&self, at: TextAt) -> String {
        let def = &self.shape(at.0).texts[at.1];
        let concept = &self.catalogue.concepts[def.concept];
        let mut names = vec![self.catalogue.tables[concept.table].key.clone()];
        let own = match at.0 {
            Some((group, _)) => {
                let record = self.record(at);
                names.push(format!("{} {}", record.code.as_deref().unwrap_or_default(), record.name).trim().to_owned());
                self.catalogue.groups[group].concept == def.concept
            }
            None => false,
        };
        if !own {
            names.push(concept.key.clone());
        }
        if TextKind::OF_FIGURES.contains(&def.kind) {
            names.push(text_key(concept, def.kind).to_owned());
        }
        names.join("：")
    }

    /// What kind of text it is.
    pub fn text_kind(&self, at: TextAt) -> TextKind {
        self.shape(at.0).texts[at.1].kind
    }

    /// Is there the figure that a text hangs on?
    pub fn has_figure(&self, at: TextAt) -> bool {
        let concept = &self.catalogue.concepts[self.shape(at.0).texts[at.1].concept];
        concept.numbers.iter().flatten().any(|&number| self.record(at).numbers[number].is_present())
    }
}

/// The way to a text in the file that `accounts` were loaded from; none if the table of its figure is not there.
pub fn text_path(accounts: &FinalAccounts, root: &Node, at: TextAt) -> Option<Vec<Step>> {
    let record = accounts.record(at);
    if let Some(place) = record.text_places.get(at.1) {
        return path_to(root, &place);
    }
    let catalogue = accounts.catalogue;
    let def = &accounts.shape(at.0).texts[at.1];
    let (mut way, of_row) = Way::to(accounts, root, at.0, def.concept)?;
    if TextKind::OF_FIGURES.contains(&def.kind) {
        let concept = &catalogue.concepts[def.concept];
        let table = &catalogue.tables[concept.table];
        if std::iter::once(&table.key).chain(&table.also).all(|key| root.get(key).is_none()) {
            return None;
        }
        let behind = if of_row { Vec::new() } else { keys_of_figure(concept) };
        let bare = Period::Final.key().to_owned();
        way.path.push(Step::Key(Key { name: text_key(concept, def.kind).to_owned(), behind, bare }));
    }
    Some(way.path)
}

/// The key of a text that hangs on a figure: the short one, where that is clear.
fn text_key(concept: &Concept, kind: TextKind) -> &'static str {
    if concept.reason == Some(kind) { TextKind::Reason.key() } else { kind.key() }
}
