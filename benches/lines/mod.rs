//! Figures as JSON Lines (逐行数据): the tree of the figures file under the same keys.

use juesuan::{
    figures::{self, FinalAccounts, Reference},
    source::Source,
    yaml::{self, Node, Value},
};

/// A department's line, without its line break.
pub fn line(accounts: &FinalAccounts, department: &str) -> String {
    let source = Source::new("数据", figures::save(accounts, Reference::shipped()));
    let arena = yaml::Arena::default();
    let root = yaml::parse(&source, &arena, &mut Vec::new()).expect("what was saved can be read");
    json(&root, Some(department)).to_string()
}

/// Figures stay the text that they are.
fn json(node: &Node, department: Option<&str>) -> serde_json::Value {
    match &node.value {
        _ if node.is_blank() => serde_json::Value::Null,
        Value::Scalar { text, .. } => (*text).into(),
        Value::Sequence(nodes) => nodes.iter().map(|node| json(node, None)).collect(),
        Value::Mapping(entries) => {
            let value = |entry: &yaml::Entry| match (department, entry.key) {
                (Some(department), "部门") => department.into(),
                _ => json(&entry.value, None),
            };
            serde_json::Value::Object(entries.iter().map(|entry| (entry.key.to_string(), value(entry))).collect())
        }
    }
}
