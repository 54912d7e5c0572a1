//! Tree of a phrasebook file -> entries, each read by itself so that one fault hides no other.

use std::ops::Range;

use serde::de::DeserializeOwned;

use super::schema::{NamedSlot, OutlineEntry, PhraseEntry, Place, Placed, SectionEntry, VariantEntry};
use crate::{
    diagnostic::Diagnostic,
    nearest::nearest,
    source::Source,
    yaml::{Entry, Node, Value, decode},
};

/// Reads the nodes of one file.
pub struct EntryReader<'a> {
    /// The file.
    pub source: &'a Source,
    /// Where faults go.
    pub faults: &'a mut Vec<Diagnostic>,
}

impl EntryReader<'_> {
    /// A place in this file.
    pub fn place(&self, span: &Range<usize>) -> Place {
        Place { source: self.source.clone(), span: span.clone() }
    }

    fn fault(&mut self, span: &Range<usize>, message: impl Into<String>, help: impl Into<String>) {
        self.faults.push(Diagnostic::error("P001", message).at(self.source, span.clone(), "").help(help));
    }

    /// The entries of a mapping whose keys are among `known`.
    pub fn mapping<'n>(&mut self, node: &Node<'n>, what: &str, known: &[&str]) -> &'n [Entry<'n>] {
        let Value::Mapping(entries) = node.value else {
            if !node.is_blank() {
                self.fault(
                    &node.span,
                    format!("{what}应是“键: 值”的形式"),
                    "照 docs/phrasebook-format.zh-CN.md 的样子写",
                );
            }
            return &[];
        };
        for entry in entries {
            if !known.contains(&entry.key) {
                let near = nearest(entry.key, known.iter().copied());
                let help =
                    near.map_or(format!("可用的键：{}", known.join("、")), |near| format!("是否指 {near}？"));
                self.fault(&entry.key_span, format!("{what}没有叫 {} 的键", entry.key), help);
            }
        }
        entries
    }

    /// The items of a list; nothing there is an empty list.
    pub fn list<'n>(&mut self, node: Option<&Node<'n>>, what: &str) -> &'n [Node<'n>] {
        match node {
            None => &[],
            Some(node) => match node.value {
                Value::Sequence(items) => items,
                _ if node.is_blank() => &[],
                _ => {
                    self.fault(&node.span, format!("{what}应是清单"), "每条以“- ”开头");
                    &[]
                }
            },
        }
    }

    /// A text with its place.
    pub fn text(&mut self, node: &Node, what: &str) -> Option<Placed> {
        match node.as_str() {
            Some(text) => Some(Placed { text: text.to_owned(), place: self.place(&node.span) }),
            None => {
                self.fault(&node.span, format!("{what}应是文字"), "写在一行里，用双引号括起");
                None
            }
        }
    }

    /// A typed value; a fault is reported and gives `None`.
    pub fn typed<T: DeserializeOwned>(&mut self, node: &Node) -> Option<T> {
        match decode(node, self.source) {
            Ok(value) => Some(value),
            Err(fault) => {
                self.faults.push(*fault);
                None
            }
        }
    }

    fn id(&mut self, node: &Node, what: &str) -> Option<String> {
        let id = node.get("id").and_then(Node::as_str).filter(|id| !id.is_empty());
        if id.is_none() {
            self.fault(&node.span, format!("{what}没有 id"), "加一行 id: …");
        }
        id.map(str::to_owned)
    }

    /// The phrases or fragments of a list.
    pub fn phrases(&mut self, node: Option<&Node>, what: &str) -> Vec<PhraseEntry> {
        self.list(node, what).iter().filter_map(|item| self.phrase(item, what)).collect()
    }

    fn phrase(&mut self, node: &Node, what: &str) -> Option<PhraseEntry> {
        const KEYS: [&str; 8] = ["id", "each", "where", "parameters", "slots", "variants", "examples", "about"];
        let entries = self.mapping(node, what, &KEYS);
        if entries.is_empty() && !node.is_blank() {
            return None;
        }
        let id = self.id(node, what)?;
        let mut phrase = PhraseEntry {
            id,
            each: None,
            filter: None,
            parameters: Vec::new(),
            slots: Vec::new(),
            refused: Vec::new(),
            variants: Vec::new(),
            examples: Vec::new(),
            place: self.place(&node.span),
        };
        for entry in entries {
            let value = &entry.value;
            match entry.key {
                "each" => phrase.each = self.text(value, "each"),
                "where" => phrase.filter = self.text(value, "where"),
                "parameters" => phrase.parameters = self.typed(value).unwrap_or_default(),
                "slots" => (phrase.slots, phrase.refused) = self.slots(value),
                "variants" => {
                    phrase.variants =
                        self.list(Some(value), "variants").iter().filter_map(|item| self.variant(item)).collect();
                }
                "examples" => {
                    phrase.examples =
                        self.list(Some(value), "examples").iter().map(|item| self.place(&item.span)).collect();
                }
                _ => {}
            }
        }
        Some(phrase)
    }

    /// The slots of an entry, and the names of those that could not be read.
    fn slots(&mut self, node: &Node) -> (Vec<NamedSlot>, Vec<String>) {
        let (mut slots, mut refused) = (Vec::new(), Vec::new());
        match &node.value {
            Value::Mapping(entries) => {
                for Entry { key, value, .. } in *entries {
                    match self.typed(value) {
                        Some(entry) => {
                            slots.push(NamedSlot { name: key.to_string(), entry, place: self.place(&value.span) });
                        }
                        None => refused.push(key.to_string()),
                    }
                }
            }
            _ if node.is_blank() => {}
            _ => self.fault(&node.span, "slots 应是“名字: {…}”的形式", "如 amount: { type: amount, value: final }"),
        }
        (slots, refused)
    }

    fn variant(&mut self, node: &Node) -> Option<VariantEntry> {
        let entries = self.mapping(node, "说法（variant）", &["id", "when", "say", "also_read", "about"]);
        if entries.is_empty() && !node.is_blank() {
            return None;
        }
        // Without an id it is still one of the ways to say it; only its name is missing.
        let id = self.id(node, "说法（variant）").unwrap_or_default();
        let mut variant =
            VariantEntry { id, when: None, say: None, also_read: Vec::new(), place: self.place(&node.span) };
        for entry in entries {
            match entry.key {
                "when" => variant.when = self.text(&entry.value, "when"),
                "say" => variant.say = self.text(&entry.value, "say"),
                "also_read" => {
                    variant.also_read = self
                        .list(Some(&entry.value), "also_read")
                        .iter()
                        .filter_map(|item| self.text(item, "also_read"))
                        .collect();
                }
                _ => {}
            }
        }
        Some(variant)
    }

    /// The section that a file describes, if it has one.
    pub fn section(&mut self, root: &Node) -> Option<SectionEntry> {
        let id = root.get("section")?.as_str()?.to_owned();
        let title = root.get("title").and_then(|node| self.text(node, "title"));
        let outline = self.list(root.get("outline"), "outline").iter().map(|item| self.outline(item)).collect();
        let place = self.place(&root.get("section")?.span);
        Some(SectionEntry { id, title, outline, place })
    }

    fn outline(&mut self, node: &Node) -> OutlineEntry {
        let mut outline = OutlineEntry {
            when: None,
            heading: None,
            phrases: Vec::new(),
            per_row: false,
            place: self.place(&node.span),
        };
        for entry in self.mapping(node, "提纲（outline）", &["when", "heading", "paragraph", "paragraphs"]) {
            match entry.key {
                "when" => outline.when = self.text(&entry.value, "when"),
                "heading" => outline.heading = self.text(&entry.value, "heading"),
                "paragraph" | "paragraphs" => {
                    outline.per_row = entry.key == "paragraphs";
                    outline.phrases = self
                        .list(Some(&entry.value), "paragraph")
                        .iter()
                        .filter_map(|item| self.text(item, "paragraph"))
                        .collect();
                }
                _ => {}
            }
        }
        let given = ["heading", "paragraph", "paragraphs"].map(|key| node.get(key).is_some());
        match given.iter().filter(|given| **given).count() {
            1 => {}
            0 => {
                let help = "写 paragraph: [话术的 id]、paragraphs: [话术的 id] 或 heading: 标题";
                self.fault(&node.span, "提纲（outline）的这一条什么也不写出来", help);
            }
            _ => {
                let message = "提纲（outline）的一条只能写 heading、paragraph、paragraphs 之一";
                self.fault(&node.span, message, "分成几条，每条以“- ”开头");
            }
        }
        outline
    }
}
