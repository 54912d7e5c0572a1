//! Figures as JSON Lines (逐行数据): the tree of the figures file under the same keys.

use crate::{
    figures::{self, FinalAccounts, Reference},
    source::Source,
    yaml::{self, Node, Value},
};

/// A department's line, without its line break.
///
/// # Panics
/// Never: what was saved can be read.
pub fn line(accounts: &FinalAccounts) -> String {
    let source = Source::new("数据", figures::save(accounts, Reference::shipped()));
    let arena = yaml::Arena::default();
    let root = yaml::parse(&source, &arena, &mut Vec::new()).expect("what was saved can be read");
    json(&root).to_string()
}

/// Figures stay the text that they are.
fn json(node: &Node) -> serde_json::Value {
    match &node.value {
        _ if node.is_blank() => serde_json::Value::Null,
        Value::Scalar { text, .. } => (*text).into(),
        Value::Sequence(nodes) => nodes.iter().map(json).collect(),
        Value::Mapping(entries) => {
            let entries = entries.iter().map(|entry| (entry.key.to_string(), json(&entry.value)));
            serde_json::Value::Object(entries.collect())
        }
    }
}
