//! What the cells say, put in the shape of a figures file (数据树).

use std::collections::BTreeMap;

use crate::{
    figures::{Catalogue, ConceptIx},
    yaml::{Arena, Entry, Node, Value},
};

/// Values as the sheets give them.
#[derive(Default)]
pub struct Tree<'t> {
    /// Keys that are not tables.
    pub head: Vec<Entry<'t>>,
    /// What is said of each figure.
    pub figures: BTreeMap<ConceptIx, Vec<Entry<'t>>>,
    /// Texts that stand by themselves.
    pub texts: BTreeMap<ConceptIx, Node<'t>>,
    /// Rows of lists.
    pub lists: BTreeMap<ConceptIx, Vec<Node<'t>>>,
}

impl<'t> Tree<'t> {
    /// The figures file as a tree.
    pub fn into_node(mut self, catalogue: &'t Catalogue, arena: &'t Arena) -> Node<'t> {
        let mut entries = std::mem::take(&mut self.head);
        for table in &catalogue.tables {
            let fields =
                table.fields.iter().filter_map(|&field| self.field(catalogue, arena, field)).collect::<Vec<_>>();
            if !fields.is_empty() {
                entries.push(entry(&table.key, mapping(arena, fields)));
            }
        }
        mapping(arena, entries)
    }

    fn field(&mut self, catalogue: &'t Catalogue, arena: &'t Arena, index: ConceptIx) -> Option<Entry<'t>> {
        let concept = &catalogue.concepts[index];
        let mut own = self.figures.remove(&index).unwrap_or_default();
        if let Some(text) = self.texts.remove(&index) {
            return Some(entry(&concept.key, text));
        }
        if let Some(rows) = self.lists.remove(&index) {
            let span = rows.first().map_or(0..0, |row| row.span.clone());
            return Some(entry(&concept.key, Node { span, value: Value::Sequence(arena.nodes(rows)) }));
        }
        own.extend(concept.children.iter().filter_map(|&child| self.field(catalogue, arena, child)));
        (!own.is_empty()).then(|| entry(&concept.key, mapping(arena, own)))
    }
}

/// A key with its value.
pub fn entry<'t>(key: &'t str, value: Node<'t>) -> Entry<'t> {
    Entry { key, key_span: value.span.clone(), value }
}

/// Keys with their values.
pub fn mapping<'t>(arena: &'t Arena, entries: Vec<Entry<'t>>) -> Node<'t> {
    let span = entries.first().map_or(0..0, |entry| entry.value.span.clone());
    Node { span, value: Value::Mapping(arena.entries(entries)) }
}
