//! Corrections of published reports (更正), found by the files below golden/: `update/correction.yaml` beside a
//! `published.md` is put through; `expected.md` and `report.txt` are what comes out.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use juesuan::{
    figures::{FinalAccounts, Reference, load},
    formats::{
        lay::{Editable, lay},
        revision,
    },
    report::{House, SavedReport, draft, printed},
    revise::{laid::Laid, update},
    source::Source,
};

fn cases() -> Vec<PathBuf> {
    let top = Path::new(env!("CARGO_MANIFEST_DIR")).join("golden");
    let under = |path: &Path| -> Vec<PathBuf> {
        let entries = fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path());
        entries.filter(|path| path.is_dir()).collect()
    };
    let mut found: Vec<PathBuf> = under(&top).iter().flat_map(|department| under(department)).collect();
    found.retain(|folder| folder.join("update/correction.yaml").is_file());
    found.sort();
    found
}

fn accounts(text: &str) -> FinalAccounts {
    load(&Source::new("决算数据.yaml", text), Reference::shipped()).0.unwrap()
}

fn laid(accounts: &FinalAccounts) -> Laid {
    let book = accounts.phrasebook.as_deref().unwrap();
    let house = House::load_to_write(book, &Reference::shipped().catalogue).0.unwrap();
    let figures = printed(accounts, &house.style);
    lay(&SavedReport::of(&draft(&house, accounts, &figures)), Editable::Md)
}

#[test]
fn corrections_come_into_published_reports() {
    let cases = cases();
    assert!(!cases.is_empty());
    for folder in cases {
        let department = folder.strip_prefix(Path::new(env!("CARGO_MANIFEST_DIR")).join("golden")).unwrap();
        let figures = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/departments").join(department);
        let old = fs::read_to_string(figures.with_extension("yaml")).unwrap();
        let correction = fs::read_to_string(folder.join("update/correction.yaml")).unwrap();
        let correction: BTreeMap<String, String> = serde_yaml::from_str(&correction).unwrap();
        let new = correction.iter().fold(old.clone(), |text, (from, to)| {
            assert!(text.contains(from), "{from}");
            text.replace(from, to)
        });
        let (base, young) = (laid(&accounts(&old)), laid(&accounts(&new)));
        let published = fs::read_to_string(folder.join("published.md")).unwrap();
        let update = update(&base, &published, &young);
        hold(&folder.join("update/expected.md"), &update.text);
        hold(&folder.join("update/report.txt"), &revision::text(&update));
        // Whoever takes the new draft for the base next time finds nothing to do.
        assert_eq!(juesuan::revise::update(&young, &update.text, &young).text, update.text);
        assert_eq!(juesuan::revise::update(&base, &update.text, &young).text, update.text);
    }
}

fn hold(path: &Path, text: &str) {
    if std::env::var_os("UPDATE_GOLDEN").is_some_and(|value| value == "1") {
        fs::write(path, text).unwrap();
    }
    let expected = fs::read_to_string(path).unwrap_or_default();
    assert_eq!(expected, text, "{}", path.display());
}
