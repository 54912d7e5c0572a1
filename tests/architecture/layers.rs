//! Layers (分层): a module uses only those below it.

use crate::{File, code};

/// From the ground up; modules of one row may use each other.
const LAYERS: [&[&str]; 14] = [
    &["in_order"],
    &["nearest"],
    &["source", "diagnostic"],
    &["yaml", "embedded"],
    &["figures"],
    &["tables"],
    &["phrase"],
    &["report"],
    &["revise"],
    &["audit"],
    &["formats"],
    &["batch"],
    &["cli"],
    &["lib", "main"],
];

fn layer(module: &str) -> Option<usize> {
    LAYERS.iter().position(|row| row.contains(&module))
}

/// What a file uses from above, and modules that have no layer yet.
pub fn faults(file: &File) -> Vec<String> {
    let module = file.path.strip_prefix("src/").unwrap().split(['/', '.']).next().unwrap();
    let Some(own) = layer(module) else {
        return vec![format!("{}：{module} 还没有层次，写进 tests/architecture/layers.rs", file.path)];
    };
    let text: String = code(file).flat_map(|(_, line)| [line, "\n"]).collect();
    let mut faults = Vec::new();
    for used in uses(&text) {
        match layer(used) {
            Some(other) if other <= own => {}
            Some(_) => faults.push(format!("{}：{module} 不能用上层的 {used}", file.path)),
            None => {} // an item that lib.rs itself names
        }
    }
    faults
}

/// The modules behind every `crate::`, also those in braces.
fn uses(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for (at, path) in text.match_indices("crate::") {
        let rest = &text[at + path.len()..];
        match rest.strip_prefix('{') {
            None => found.extend(crate::identifiers(rest).next()),
            Some(inside) => found.extend(top_of_braces(inside)),
        }
    }
    found
}

/// `a, b::{c, d}, e}` -> a, b, e.
fn top_of_braces(inside: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let (mut depth, mut start) = (0, 0);
    for (at, c) in inside.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => {
                found.extend(crate::identifiers(&inside[start..at]).next());
                break;
            }
            '}' => depth -= 1,
            ',' if depth == 0 => {
                found.extend(crate::identifiers(&inside[start..at]).next());
                start = at + 1;
            }
            _ => {}
        }
    }
    found
}

#[test]
fn braces_are_read() {
    let text = "use crate::{\n    figures::{Expr, expr},\n    yaml,\n    report::House,\n};\ncrate::source::Source";
    assert_eq!(uses(text), ["figures", "yaml", "report", "source"]);
}
