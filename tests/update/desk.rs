//! Departments, corrections and what update makes of them.

use std::{fs, path::Path};

use juesuan::{
    figures::{FinalAccounts, Reference, load, load_path},
    formats::lay::{Editable, lay},
    report::{House, SavedReport, draft, printed},
    revise::laid::Laid,
    source::Source,
};

pub fn house(name: &str) -> House {
    House::load_to_write(name, &Reference::shipped().catalogue).0.unwrap()
}

pub fn laid(house: &House, accounts: &FinalAccounts, form: Editable) -> Laid {
    let figures = printed(accounts, &house.style);
    lay(&SavedReport::of(&draft(house, accounts, &figures)), form)
}

/// A department's figures file with some words replaced.
pub fn corrected(path: &str, corrections: &[(&str, &str)]) -> FinalAccounts {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/departments").join(path);
    let mut text = fs::read_to_string(file).unwrap();
    for (old, new) in corrections {
        assert!(text.contains(old), "{old}");
        text = text.replace(old, new);
    }
    load(&Source::new("更正.yaml", text), Reference::shipped()).0.unwrap()
}

pub fn department(path: &str) -> FinalAccounts {
    load_path(&Path::new(env!("CARGO_MANIFEST_DIR")).join("data/departments").join(path), Reference::shipped())
        .0
        .unwrap()
}
