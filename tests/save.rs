//! Figures written as a file come back the same.

#[path = "random_accounts/mod.rs"]
mod random_accounts;

use std::path::Path;

use juesuan::{
    diagnostic::{Diagnostic, Severity},
    figures::{FinalAccounts, Number, Origin, Reference, Text, derive, load, load_path, save},
    report::House,
    source::Source,
};
use proptest::prelude::*;

fn house() -> &'static House {
    static HOUSE: std::sync::OnceLock<House> = std::sync::OnceLock::new();
    HOUSE.get_or_init(|| House::load("jilin-county", &Reference::shipped().catalogue).0.unwrap())
}

/// Load what was saved; anything refused is shown with the file.
fn again(accounts: &FinalAccounts) -> (FinalAccounts, String, Vec<Diagnostic>) {
    let text = save(accounts, Reference::shipped());
    let (loaded, faults) = load(&Source::new("saved.yaml", text.as_str()), Reference::shipped());
    let said: Vec<_> = faults.iter().map(|fault| (fault.code, &fault.message)).collect();
    (loaded.unwrap_or_else(|| panic!("{said:#?}\n{text}")), text, faults)
}

/// Everything but places and the source.
fn check_same(one: &FinalAccounts, other: &FinalAccounts) -> Result<(), TestCaseError> {
    prop_assert_eq!(&one.department, &other.department);
    prop_assert_eq!((one.year, one.unit), (other.year, other.unit));
    prop_assert_eq!((&one.phrasebook, &one.published), (&other.phrasebook, &other.published));
    let verified = |accounts: &FinalAccounts| -> Vec<_> {
        let entries = accounts.verified.iter();
        entries.map(|entry| (entry.code.clone(), entry.row.clone(), entry.reason.clone())).collect()
    };
    prop_assert_eq!(verified(one), verified(other));
    for (at, (number, back)) in one.root.numbers.iter().zip(&other.root.numbers).enumerate() {
        prop_assert_eq!(number, back, "{}", one.catalogue.root.numbers[at].id);
    }
    for (at, (text, back)) in one.root.texts.iter().zip(&other.root.texts).enumerate() {
        prop_assert_eq!(text, back, "{}", one.catalogue.root.texts[at].id);
    }
    for (group, (rows, back)) in one.catalogue.groups.iter().zip(one.groups.iter().zip(&other.groups)) {
        if !matches!(group.origin, Origin::Given) {
            continue;
        }
        prop_assert_eq!(rows.len(), back.len(), "{}", &group.id);
        for (row, back) in rows.iter().zip(back) {
            prop_assert_eq!((&row.name, &row.code, &row.account), (&back.name, &back.code, &back.account));
            prop_assert_eq!((&row.numbers, &row.texts), (&back.numbers, &back.texts), "{}", &row.name);
        }
    }
    Ok(())
}

/// The same figures with all that follows from them.
fn derived(mut accounts: FinalAccounts) -> FinalAccounts {
    derive(&mut accounts, Reference::shipped());
    accounts
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_figures_come_back(seed in any::<u64>()) {
        let made = derived(random_accounts::made(seed, house()));
        let (loaded, text, _) = again(&made);
        check_same(&made, &loaded)?;
        prop_assert_eq!(save(&loaded, Reference::shipped()), text, "and are written the same again");
    }

    /// Texts that YAML would take for something else.
    #[test]
    fn any_text_comes_back(
        seed in any::<u64>(),
        words in prop::collection::vec("[-:#'\"“”{}\\[\\],&*!|>%@`?~\\\\0-9a-zA-Z 、，：；。（）甲乙]{0,6}[甲乙丙a7)】]", 1..8),
    ) {
        let lead_ins = ["主要", "原因", "是由于", "同"];
        prop_assume!(words.iter().all(|word| !lead_ins.iter().any(|lead_in| word.starts_with(lead_in))));
        let mut made = derived(random_accounts::made(seed, house()));
        let mut next = words.iter().map(|word| word.trim().to_owned()).cycle();
        made.department = next.next().unwrap();
        for (def, text) in made.catalogue.root.texts.iter().zip(&mut made.root.texts) {
            let concept = &made.catalogue.concepts[def.concept];
            match text {
                Text::Given(lines) if concept.choices.is_empty() => lines.iter_mut().for_each(|line| {
                    let word = next.next().unwrap();
                    // Names are parted by 、 and prose is closed by 。 when it is read.
                    *line = format!("{}。", word.replace('、', "/"));
                    if !matches!(def.kind, juesuan::figures::TextKind::Prose) {
                        *line = line.trim_end_matches('。').to_owned();
                    }
                }),
                _ => {}
            }
        }
        let (loaded, _, _) = again(&made);
        check_same(&made, &loaded)?;
    }
}

#[test]
fn departments_come_back() {
    let mut seen = 0;
    for folder in std::fs::read_dir(Path::new("data/departments")).unwrap() {
        for file in std::fs::read_dir(folder.unwrap().path()).unwrap() {
            let path = file.unwrap().path();
            if path.extension().is_some_and(|ending| ending == "yaml") {
                let accounts = load_path(&path, Reference::shipped()).0.unwrap();
                let (loaded, text, faults) = again(&accounts);
                check_same(&accounts, &loaded).unwrap_or_else(|fault| panic!("{}: {fault}\n{text}", path.display()));
                let loud: Vec<_> = faults.iter().filter(|fault| fault.severity != Severity::Hint).collect();
                assert!(loud.is_empty(), "{loud:#?}\n{text}");
                seen += 1;
            }
        }
    }
    assert!(seen > 2);
}

#[test]
fn what_every_file_must_have_is_left_to_be_filled_in() {
    let mut accounts =
        load_path(Path::new("data/departments/example-library/2023.yaml"), Reference::shipped()).0.unwrap();
    let catalogue = accounts.catalogue;
    accounts.root.numbers.fill(Number::Absent);
    for (group, rows) in catalogue.groups.iter().zip(&mut accounts.groups) {
        if let Some(at) = group.shape.number("final") {
            rows.iter_mut().for_each(|row| row.numbers[at] = Number::Absent);
        }
    }
    let (loaded, text, _) = again(&accounts);
    assert_eq!(loaded.number("revenue.grand_total"), Number::Blank);
    assert!(text.contains("\n  收入总计:\n"), "{text}");
}
