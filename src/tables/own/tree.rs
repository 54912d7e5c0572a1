//! What the cells say, put in the shape of a figures file (数据树).

use std::collections::BTreeMap;

use crate::{
    figures::{Catalogue, ConceptIx},
    yaml::{Entry, Node, Value},
};

/// Values as the sheets give them.
#[derive(Default)]
pub struct Tree {
    /// Keys that are not tables.
    pub head: Vec<Entry>,
    /// What is said of each figure.
    pub figures: BTreeMap<ConceptIx, Vec<Entry>>,
    /// Texts that stand by themselves.
    pub texts: BTreeMap<ConceptIx, Node>,
    /// Rows of lists.
    pub lists: BTreeMap<ConceptIx, Vec<Node>>,
}

impl Tree {
    /// The figures file as a tree.
    pub fn into_node(mut self, catalogue: &Catalogue) -> Node {
        let mut entries = std::mem::take(&mut self.head);
        for table in &catalogue.tables {
            let fields = table.fields.iter().filter_map(|&field| self.field(catalogue, field)).collect::<Vec<_>>();
            if !fields.is_empty() {
                entries.push(entry(&table.key, mapping(fields)));
            }
        }
        mapping(entries)
    }

    fn field(&mut self, catalogue: &Catalogue, index: ConceptIx) -> Option<Entry> {
        let concept = &catalogue.concepts[index];
        let mut own = self.figures.remove(&index).unwrap_or_default();
        if let Some(text) = self.texts.remove(&index) {
            return Some(entry(&concept.key, text));
        }
        if let Some(rows) = self.lists.remove(&index) {
            let span = rows.first().map_or(0..0, |row| row.span.clone());
            return Some(entry(&concept.key, Node { span, value: Value::Sequence(rows) }));
        }
        own.extend(concept.children.iter().filter_map(|&child| self.field(catalogue, child)));
        (!own.is_empty()).then(|| entry(&concept.key, mapping(own)))
    }
}

/// A key with its value.
pub fn entry(key: &str, value: Node) -> Entry {
    Entry { key: key.into(), key_span: value.span.clone(), value }
}

/// Keys with their values.
pub fn mapping(entries: Vec<Entry>) -> Node {
    let span = entries.first().map_or(0..0, |entry| entry.value.span.clone());
    Node { span, value: Value::Mapping(entries) }
}
