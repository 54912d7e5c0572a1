//! The rules about names, reasons and last year's figures: what they find in good texts and in broken ones.

#[path = "segmented/mod.rs"]
mod segmented;

use std::{
    fs,
    path::{Path, PathBuf},
};

use juesuan::{
    audit::{Against, Finding, audit_with},
    diagnostic::Severity,
    figures::{FinalAccounts, Reference},
    report::{
        House,
        binding::bind,
        reading::{Shelf, choose},
    },
    source::Source,
};

/// The codes that this file is about.
const CODES: [&str; 11] = ["B120", "B303", "B304", "B305", "B306", "B403", "B404", "B405", "B406", "B501", "B502"];

fn audited(text: &str, last: Option<&str>) -> Vec<Finding> {
    let reference = Reference::shipped();
    let houses: Vec<&House> = segmented::houses().iter().collect();
    let last: Option<FinalAccounts> = last.map(|text| {
        let document = segmented::document(&Source::new("上年.txt", text));
        let shelves: Vec<Shelf> = houses.iter().map(|house| Shelf::of(house)).collect();
        bind(&choose(&shelves, &document).unwrap().reading, reference).accounts
    });
    let document = segmented::document(&Source::new("报告.txt", text));
    let against = Against { figures: None, last: last.as_ref() };
    let audit = audit_with(&houses, &document, false, against, reference).unwrap();
    audit.findings.into_iter().filter(|finding| CODES.contains(&finding.diagnostic.code)).collect()
}

fn told(finding: &Finding) -> String {
    let severity = finding.severity().name();
    format!("{severity} {} {} 「{}」{}", finding.diagnostic.code, finding.section, finding.quote(), finding.told())
}

/// `NAMES=FILE LAST=FILE cargo test --test name_rules by_hand -- --nocapture` shows what is found in any text.
#[test]
fn by_hand() {
    let Ok(path) = std::env::var("NAMES") else { return };
    let last = std::env::var("LAST").ok().map(|path| fs::read_to_string(path).unwrap());
    let found = audited(&fs::read_to_string(path).unwrap(), last.as_deref());
    found.iter().for_each(|finding| println!("{}", told(finding)));
}

#[test]
fn nothing_but_hints_in_drafts() {
    let golden = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("golden");
    let mut seen = 0;
    let mut wrong = Vec::new();
    let folders = |path: &Path| {
        let mut found: Vec<PathBuf> = fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()).collect();
        found.retain(|path| path.is_dir());
        found.sort();
        found
    };
    for department in folders(&golden) {
        let mut last: Option<String> = None;
        for year in folders(&department) {
            let Ok(text) = fs::read_to_string(year.join("expected.txt")) else { continue };
            seen += 1;
            let found = audited(&text, last.as_deref());
            let loud = found.iter().filter(|finding| finding.severity() != Severity::Hint);
            wrong.extend(loud.map(|finding| format!("{}：{}", year.display(), told(finding))));
            last = Some(text);
        }
    }
    assert!(seen > 4 && wrong.is_empty(), "{seen}\n{}", wrong.join("\n"));
}
