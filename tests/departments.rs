//! The departments that come with the program: their figures agree, and two years of one department join.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use juesuan::{
    diagnostic::{Diagnostic, Severity},
    figures::{FinalAccounts, Number, Period, Reference, Shape, load, load_path, template},
    source::Source,
};

fn departments() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("data/departments")
}

fn files() -> Vec<PathBuf> {
    let folders = fs::read_dir(departments()).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> =
        folders.flat_map(|folder| fs::read_dir(folder).unwrap()).map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

fn read(path: &Path) -> (FinalAccounts, Vec<Diagnostic>) {
    let (accounts, mut faults) = load_path(path, Reference::shipped());
    let accounts = accounts.unwrap_or_else(|| panic!("{}: {faults:?}", path.display()));
    faults.append(&mut Reference::shipped().check(&accounts));
    (accounts, faults)
}

#[test]
fn made_up_departments_are_marked_and_their_figures_agree_to_the_cent() {
    let made_up: Vec<PathBuf> =
        files().into_iter().filter(|path| path.to_string_lossy().contains("example-")).collect();
    assert!(made_up.len() >= 3);
    for path in made_up {
        let (accounts, faults) = read(&path);
        let said: Vec<_> = faults.iter().map(|fault| format!("{} {}", fault.code, fault.message)).collect();
        assert_eq!(said, [""; 0], "{}", path.display());
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.lines().next().unwrap().contains("虚构") && accounts.department.starts_with("示例"));
    }
}

#[test]
fn every_department_loads_without_error() {
    for path in files() {
        let (accounts, faults) = read(&path);
        let from_load = |fault: &&Diagnostic| fault.code.starts_with(['F', 'Y']) && fault.severity != Severity::Hint;
        assert_eq!(faults.iter().find(from_load).map(|fault| &fault.message), None, "{}", path.display());
        assert_eq!(path.file_stem().unwrap().to_string_lossy(), accounts.year.to_string());
    }
}

/// Figures of a period by name, of the department and of the rows that the officer typed.
fn figures(accounts: &FinalAccounts, wanted: Period) -> BTreeMap<String, Number> {
    let catalogue = accounts.catalogue;
    let mut all = BTreeMap::new();
    let mut add = |shape: &Shape, numbers: &[Number], key: &str| {
        for (def, number) in shape.numbers.iter().zip(numbers).filter(|(def, _)| def.period == wanted) {
            all.insert(format!("{} {key}", catalogue.concepts[def.concept].id), *number);
        }
    };
    add(&catalogue.root, &accounts.root.numbers, "");
    for group in ["gpb.items", "gmf.items", "sco.items"] {
        let at = catalogue.group(group).unwrap();
        for row in accounts.rows(at) {
            add(&catalogue.groups[at].shape, &row.numbers, &row.key());
        }
    }
    all
}

#[test]
fn the_second_years_last_year_is_the_first_year() {
    for (department, years) in [("example-library", [2022, 2023]), ("example-culture", [2023, 2024])] {
        let [first, second] = years.map(|year: u16| read(&departments().join(format!("{department}/{year}.yaml"))).0);
        let (finals, lasts) = (figures(&first, Period::Final), figures(&second, Period::Last));
        let mut compared = 0;
        for (name, last) in lasts.iter().filter_map(|(name, number)| Some((name, number.value()?))) {
            let ended = finals.get(name).copied().unwrap_or_default().value().unwrap_or_default();
            assert_eq!(ended, last, "{department} {name}");
            compared += 1;
        }
        assert!(compared > 40, "{department} {compared}");
        assert_eq!(first.number("carryover.closing"), second.number("carryover.opening"), "{department}");
        assert_eq!(first.number("gmf.closing"), second.number("gmf.opening"), "{department}");
    }
}

#[test]
fn every_department_has_a_next_year() {
    for path in files() {
        let old = read(&path).0;
        let (text, notes) = template::from_last(&old, Reference::shipped(), None, old.year + 1).unwrap();
        let (new, faults) = load(&Source::new("next.yaml", text), Reference::shipped());
        let new = new.unwrap_or_else(|| panic!("{}: {faults:?}", path.display()));
        assert!(notes.is_empty());
        let lasts = figures(&new, Period::Last);
        for (name, ended) in figures(&old, Period::Final) {
            if let (Some(ended), Some(last)) = (ended.value(), lasts.get(&name)) {
                assert_eq!(Some(ended.to_string()), last.value().map(|last| last.to_string()), "{name}");
            }
        }
    }
}
