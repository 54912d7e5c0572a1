//! The workbook to fill in (填报工作簿): what a figures file says comes back from it.

#[path = "random_accounts/mod.rs"]
mod random_accounts;

use std::fs;

use juesuan::{
    embedded,
    figures::{FinalAccounts, Number, Record, Reference, Shape, load_path, template},
    report::House,
    source::Source,
    tables,
};

/// Written and read back.
fn there_and_back(accounts: &FinalAccounts) -> FinalAccounts {
    let bytes = tables::own::write(accounts, Reference::shipped()).unwrap();
    let mut notes = Vec::new();
    let workbook = tables::read("填报.xlsx", &bytes, &mut notes).unwrap();
    assert!(tables::own::is_own(&workbook));
    let own = tables::own::read(&workbook, Reference::shipped());
    let faults: Vec<_> = own.faults.iter().map(|fault| (fault.code, &fault.message, &fault.help)).collect();
    own.accounts.unwrap_or_else(|| panic!("{faults:#?}"))
}

/// Everything that is known, whether typed or derived, and what is to be filled in.
fn said(accounts: &FinalAccounts) -> Vec<String> {
    let catalogue = accounts.catalogue;
    let mut said = vec![
        accounts.department.clone(),
        accounts.year.to_string(),
        accounts.unit.name().to_owned(),
        format!("{:?} {:?}", accounts.phrasebook, accounts.published),
    ];
    said.extend(accounts.verified.iter().map(|it| format!("{} {:?} {}", it.code, it.row, it.reason)));
    let mut record = |shape: &Shape, record: &Record| {
        let key = format!("{} {:?} {:?}", record.key(), record.name, record.account);
        for (definition, number) in shape.numbers.iter().zip(&record.numbers) {
            let shown = number.value().map(|value| value.normalize().to_string());
            said.push(format!("{key} {} {shown:?} {}", definition.id, *number == Number::Blank));
        }
        for (definition, text) in shape.texts.iter().zip(&record.texts) {
            said.push(format!("{key} {} {text:?}", definition.id));
        }
    };
    record(&catalogue.root, &accounts.root);
    for (group, rows) in catalogue.groups.iter().zip(&accounts.groups) {
        rows.iter().for_each(|row| record(&group.shape, row));
    }
    said
}

fn same(one: &FinalAccounts, other: &FinalAccounts, name: &str) {
    let (one, other) = (said(one), said(other));
    let differing: Vec<_> = one.iter().zip(&other).filter(|(one, other)| one != other).take(10).collect();
    assert!(differing.is_empty() && one.len() == other.len(), "{name}: {differing:#?}");
}

fn books() -> Vec<House> {
    let catalogue = &Reference::shipped().catalogue;
    embedded::phrasebook_names().iter().map(|name| House::load_to_write(name, catalogue).0.unwrap()).collect()
}

#[test]
fn every_department_of_the_repository_comes_back() {
    let mut seen = 0;
    for entry in fs::read_dir("data/departments").unwrap() {
        for file in fs::read_dir(entry.unwrap().path()).unwrap() {
            let path = file.unwrap().path();
            if path.extension().is_some_and(|ending| ending == "yaml") {
                let (accounts, faults) = load_path(&path, Reference::shipped());
                let accounts = accounts.unwrap_or_else(|| panic!("{}: {faults:?}", path.display()));
                same(&accounts, &there_and_back(&accounts), &path.display().to_string());
                seen += 1;
            }
        }
    }
    assert!(seen >= 5);
}

#[test]
fn random_departments_come_back() {
    let cases: u64 = std::env::var("JUESUAN_CASES").map_or(20, |cases| cases.parse().unwrap());
    for book in books() {
        for seed in 0..cases {
            let accounts = random_accounts::accounts(seed, &book);
            same(&accounts, &there_and_back(&accounts), &format!("seed {seed}"));
        }
    }
}

#[test]
fn a_blank_one_says_the_same_as_a_blank_figures_file() {
    let text = template::blank(Reference::shipped(), "示例县财政局", 2024);
    let (accounts, faults) = juesuan::figures::load(&Source::new("2024.yaml", text.as_str()), Reference::shipped());
    let accounts = accounts.unwrap_or_else(|| panic!("{faults:?}"));
    same(&accounts, &there_and_back(&accounts), "blank");
}
