//! Sentence text in Rust: it belongs in phrasebooks/, but for what the officer types and what diagnostics say.

use crate::{File, code};

/// Words that only a sentence of the report has.
const SENTENCE: [&str; 6] = ["万元，", "占本年", "主要原因", "年初预算为", "决算数大于", "决算数小于"];

/// Where such words are no sentence: keys that officers type, the name of a placeholder, a diagnostic.
/// The test fails, too, when one of these is no longer there.
const ALLOWED: [(&str, &str); 4] = [
    ("src/figures/template/head.rs", "- 原因只写原因本身"),
    ("src/figures/load/text.rs", "Diagnostic::hint(\"F015\""),
    ("src/figures/concepts.rs", "REASON_KEYS: [&str; 3] = [\"原因\", \"主要原因\""),
    ("src/phrase/compile_slot.rs", "SlotKind::Reason { .. } => \"主要原因\""),
];

/// The department whose report the golden texts quote must not be special to the program.
const SEED: [&str; 3] = ["593.32", "593.99", "靖宇"];

pub fn faults(files: &[File]) -> Vec<String> {
    let mut faults = Vec::new();
    let mut seen = [false; ALLOWED.len()];
    for file in files {
        // Tests stand at the end of a file.
        let tests = file.text.lines().position(|line| line == "#[cfg(test)]").unwrap_or(usize::MAX);
        for (number, line) in code(file).filter(|(number, _)| *number <= tests) {
            if SEED.iter().any(|word| line.contains(word)) {
                faults.push(format!("{}:{number}：程序里不提具体部门的名称和数：{}", file.path, line.trim()));
            }
            if !line.contains('"') || !SENTENCE.iter().any(|word| line.contains(word)) {
                continue;
            }
            match ALLOWED.iter().position(|(path, words)| *path == file.path && line.contains(words)) {
                Some(allowed) => seen[allowed] = true,
                None => faults.push(format!("{}:{number}：句子写在 phrasebooks/ 里：{}", file.path, line.trim())),
            }
        }
    }
    let gone = ALLOWED.iter().zip(seen).filter(|(_, seen)| !seen);
    faults.extend(gone.map(|((path, words), _)| format!("{path} 里已经没有 {words}：从名单里删去")));
    faults
}
