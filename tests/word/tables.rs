//! A whole report carried on: its tables are last year's, and each says so (结转整份报告).

use std::{collections::BTreeSet, fs, process::Command};

use crate::view;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const MARK: &str = "【请核对表格：表里还是上年的数，";

/// The whole report of 2022 in one format, carried on to 2023.
fn rolled(ending: &str) -> (Vec<u8>, String) {
    let folder = tempfile::tempdir().unwrap();
    let figures = |year: u16| format!("{ROOT}/data/departments/example-library/{year}.yaml");
    let run = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_juesuan"));
        command.args(arguments).current_dir(folder.path()).output().unwrap()
    };
    let [last, this] = ["上年", "今年"].map(|name| format!("{name}.{ending}"));
    run(&["draft", &figures(2022), "--whole", "-o", &last]);
    let done = run(&["roll", &last, "--to", &figures(2023), "-o", &this]);
    (fs::read(folder.path().join(this)).unwrap(), String::from_utf8(done.stderr).unwrap())
}

/// Titles of tables in part two: those with figures and those marked.
fn tables(text: &str) -> [BTreeSet<String>; 2] {
    let start = text.rfind("第二部分").unwrap();
    let part = &text[start..start + text[start..].find("第三部分").unwrap()];
    let (mut title, mut found) = ("", [BTreeSet::new(), BTreeSet::new()]);
    for line in part.lines().skip(1) {
        let plain = line.trim_start_matches(['#', ' ']);
        if !line.contains(['\t', '|']) && plain.contains('、') && plain.split('【').next().unwrap().ends_with('表') {
            title = plain.split('【').next().unwrap();
            found[1].extend(plain.contains(MARK).then(|| title.to_owned()));
        } else if line.chars().any(|c| c.is_ascii_digit()) {
            found[0].insert(title.to_owned());
        }
    }
    found
}

#[test]
fn each_table_says_that_it_is_last_years() {
    let mut counts = Vec::new();
    for ending in ["txt", "md"] {
        let (bytes, told) = rolled(ending);
        let text = String::from_utf8(bytes).unwrap();
        let [with_figures, marked] = tables(&text);
        assert!(with_figures.len() > 5, "{with_figures:?}");
        assert_eq!(with_figures, marked, "{ending}");
        assert_eq!(told.matches("表里还是上年的数").count(), marked.len(), "{told}");
        counts.push(marked.len());
    }
    let (bytes, told) = rolled("docx");
    let comments = view::part(&bytes, "word/comments.xml").unwrap();
    counts.extend([comments.matches("表里还是上年的数").count(), told.matches("表里还是上年的数").count()]);
    assert!(counts.iter().all(|count| *count == counts[0]), "{counts:?}");
}
