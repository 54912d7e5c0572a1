//! Files with many faults at once (tests/errors): what the terminal shows for each is written beside it.

use std::{
    fs,
    path::{Path, PathBuf},
};

use juesuan::{
    diagnostic::{Diagnostic, render, summary},
    figures::{self, Reference},
    report::House,
    source::Source,
};

#[test]
fn every_file_is_told_as_written_beside_it() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/errors");
    let mut inputs: Vec<PathBuf> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    inputs.retain(|path| path.is_dir() || path.extension().is_some_and(|ending| ending == "yaml"));
    inputs.sort();
    assert!(!inputs.is_empty());
    let mut faults = Vec::new();
    for input in inputs {
        let name = input.file_name().unwrap().to_str().unwrap();
        let found = if input.is_dir() { book(&input, name) } else { accounts(&input, name) };
        let told = format!("{}{}\n", render(&found, false, 100), summary(&found));
        let expected = input.with_extension("stderr");
        if std::env::var_os("UPDATE_GOLDEN").is_some_and(|value| value == "1") {
            fs::write(&expected, &told).unwrap();
        } else if fs::read_to_string(&expected).unwrap_or_default().replace("\r\n", "\n") != told {
            faults.push(format!("{name} 变了：\n{told}"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// A figures file with the identities that `draft` checks.
fn accounts(path: &Path, name: &str) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let Some(source) = Source::decode(name, &fs::read(path).unwrap(), &mut found) else { return found };
    let (accounts, mut more) = figures::load(&source, Reference::shipped());
    found.append(&mut more);
    if let Some(accounts) = accounts {
        found.append(&mut Reference::shipped().check(&accounts));
    }
    found
}

/// A phrasebook, its files named from here so that no path of this machine is shown.
fn book(folder: &Path, name: &str) -> Vec<Diagnostic> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut found = Vec::new();
    let sources: Vec<Source> = files
        .iter()
        .filter_map(|path| {
            let shown = format!("{name}/{}", path.file_name().unwrap().to_str().unwrap());
            Source::decode(shown, &fs::read(path).unwrap(), &mut found)
        })
        .collect();
    found.append(&mut House::from_sources(name, &sources, &Reference::shipped().catalogue).1);
    found
}
