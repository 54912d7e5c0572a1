//! Plausible departments by the thousand (仿真数据), the same for the same seed: JSON Lines on stdout.
//!
//! `cargo bench --bench synthesize -- 1000 [SEED] [complete]`: departments of every shipped book in turn, with all that
//! happens in real files (rises, falls, nothing last year, whole tables that do not apply); `complete` ones have every
//! reason filled in.

#[path = "../tests/random_accounts/mod.rs"]
mod random_accounts;

use std::io::{self, BufWriter, Write};

use juesuan::{
    embedded, figures,
    figures::Reference,
    report::House,
    source::Source,
    yaml::{self, Node, Value},
};

fn main() -> io::Result<()> {
    // Cargo passes a word of its own.
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let number = |at: usize| arguments.get(at).and_then(|argument| argument.parse::<u64>().ok());
    let Some(count) = number(0) else {
        eprintln!("usage: cargo bench --bench synthesize -- COUNT [SEED] [complete]");
        return Ok(());
    };
    let complete = arguments.iter().any(|argument| argument == "complete");
    let catalogue = &Reference::shipped().catalogue;
    let books: Vec<House> =
        embedded::phrasebook_names().iter().filter_map(|name| House::load(name, catalogue).0).collect();
    let mut out = BufWriter::new(io::stdout().lock());
    for index in 0..count {
        let seed = number(1).unwrap_or(1).wrapping_mul(1_000_003) + index;
        let book = &books[index as usize % books.len()];
        let accounts = if complete { random_accounts::complete(seed, book) } else { random_accounts::made(seed, book) };
        let text = figures::save(&accounts, Reference::shipped());
        let source = Source::new("仿真", text);
        let root = yaml::parse(&source, &mut Vec::new()).expect("what was saved can be read");
        let mut line = json(&root, &accounts.department, index, true).to_string();
        line.push('\n');
        out.write_all(line.as_bytes())?;
    }
    out.flush()
}

/// The tree under the same keys; figures stay the text that they are. Departments are told apart by a number.
fn json(node: &Node, department: &str, index: u64, top: bool) -> serde_json::Value {
    match &node.value {
        _ if node.is_blank() => serde_json::Value::Null,
        Value::Scalar { text, .. } => text.as_str().into(),
        Value::Sequence(nodes) => nodes.iter().map(|node| json(node, department, index, false)).collect(),
        Value::Mapping(entries) => {
            let value = |entry: &yaml::Entry| match entry.key.as_str() {
                "部门" if top => format!("{department}{index:06}").into(),
                _ => json(&entry.value, department, index, false),
            };
            serde_json::Value::Object(entries.iter().map(|entry| (entry.key.clone(), value(entry))).collect())
        }
    }
}
