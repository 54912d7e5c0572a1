//! Editing YAML in place (就地改写): one value is set, and everything else stays as it was typed, byte for byte.

mod change;
mod same;

use std::ops::Range;

use super::{Arena, Node, Value, parse};
use crate::{diagnostic::Diagnostic, source::Source};

/// One step down into a file (一层).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// To the value of a key.
    Key(Key),
    /// To an item of a list, from 0; the number of its items stands for one more.
    Item(usize),
}

/// A key (键), and how it comes into a file that does not have it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Key {
    /// Its name.
    pub name: String,
    /// Keys behind the last of which it is put; at the end without any, at the head where none of them is there.
    pub behind: Vec<String>,
    /// Where the mapping is still a bare value (`收入总计: 593.32`): the key that this value gets.
    pub bare: String,
}

impl Step {
    /// To the value of a key, which is put at the end where it is not there.
    pub fn key(name: &str) -> Step {
        Step::Key(Key { name: name.to_owned(), ..Key::default() })
    }
}

/// What is to stand at a place (新值).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum New {
    /// A text, quoted where it must be.
    Text(String),
    /// As it is, without quotes: a number.
    Plain(String),
    /// Several texts.
    List(Vec<String>),
    /// Keys with their values.
    Map(Vec<(String, New)>),
    /// A list of those, where there is none yet.
    Rows(Vec<New>),
}

/// Set every value at its path, one after the other (逐项写入); what cannot be set is reported, and then nothing is.
pub fn set_all(source: &Source, changes: &[(Vec<Step>, New)]) -> Result<String, Vec<Diagnostic>> {
    let mut text = source.text().to_owned();
    let mut faults = Vec::new();
    for (path, new) in changes {
        match set(&Source::new(source.name(), text.as_str()), path, new) {
            Ok(edited) => text = edited,
            Err(found) => faults.extend(found),
        }
    }
    if faults.is_empty() { Ok(text) } else { Err(faults) }
}

/// Set the value at a path (写入).
pub fn set(source: &Source, path: &[Step], new: &New) -> Result<String, Vec<Diagnostic>> {
    let mut faults = Vec::new();
    let arena = Arena::default();
    let Some(root) = parse(source, &arena, &mut faults) else { return Err(faults) };
    let new = new.printable();
    // A text without quotes may look like a slip of the hand to the reader: then with quotes.
    for quoting in [false, true] {
        let change = change::Change { source, quoting };
        let Some(edits) = change.edits(&root, path, &new) else { break };
        let text = applied(source.text(), edits);
        let mut found = Vec::new();
        let edited = Source::new(source.name(), text.as_str());
        let after = parse(&edited, &arena, &mut found);
        if found.len() <= faults.len() && after.is_some_and(|after| same::same_but(&root, &after, path, &new)) {
            return Ok(text);
        }
    }
    let (node, name) = nearest_to(&root, path);
    let fault = Diagnostic::error("Y034", format!("“{name}”这里的写法特殊，写不进去"));
    Err(vec![fault.at(source, node.span.clone(), "").help("自己在这里写上，或先改成“键: 值”的普通写法")])
}

/// The way to the value that stands at a place of the source (所在路径).
pub fn path_to(root: &Node, place: &Range<usize>) -> Option<Vec<Step>> {
    if root.span == *place {
        return Some(Vec::new());
    }
    let below = |step: Step, node: &Node| {
        let mut path = path_to(node, place)?;
        path.insert(0, step);
        Some(path)
    };
    match &root.value {
        Value::Scalar { .. } => None,
        Value::Sequence(items) => items.iter().enumerate().find_map(|(at, item)| below(Step::Item(at), item)),
        Value::Mapping(entries) => entries.iter().find_map(|entry| below(Step::key(entry.key), &entry.value)),
    }
}

impl New {
    fn printable(&self) -> New {
        match self {
            New::Text(text) => New::Text(super::printable(text)),
            New::Plain(text) => New::Plain(super::printable(text)),
            New::List(lines) => New::List(lines.iter().map(|line| super::printable(line)).collect()),
            New::Map(pairs) => New::Map(pairs.iter().map(|(key, new)| (key.clone(), new.printable())).collect()),
            New::Rows(rows) => New::Rows(rows.iter().map(New::printable).collect()),
        }
    }
}

/// Words in place of a stretch of the source.
struct Edit {
    at: Range<usize>,
    words: String,
}

fn applied(text: &str, mut edits: Vec<Edit>) -> String {
    let mut text = text.to_owned();
    // From behind, so that places hold; at one place the first stays the first.
    edits.sort_by_key(|edit| edit.at.start);
    for edit in edits.into_iter().rev() {
        text.replace_range(edit.at, &edit.words);
    }
    text
}

/// The node on the way that is nearest to the end of a path, and what stands behind it.
fn nearest_to<'n>(root: &'n Node<'n>, path: &[Step]) -> (&'n Node<'n>, String) {
    let mut node = root;
    let mut name = String::new();
    for step in path {
        let next = match (step, &node.value) {
            (Step::Key(key), _) => {
                name.clone_from(&key.name);
                node.get(&key.name)
            }
            (Step::Item(at), Value::Sequence(items)) => items.get(*at),
            _ => None,
        };
        let Some(next) = next else { break };
        node = next;
    }
    (node, name)
}
