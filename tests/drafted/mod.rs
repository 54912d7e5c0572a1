//! Drafts for tests: figures as text in, a report out that lives as long as the test program.
#![allow(dead_code, reason = "not every test program needs all of it")]

use std::{borrow::Cow, collections::HashSet, path::Path};

use juesuan::{
    figures::{FinalAccounts, Reference, load, load_path},
    report::{House, Report, draft, printed, sentence_ids},
    source::Source,
};

/// A made-up department with gaps, in 元, whose name would break a careless page.
pub const HALF_FILLED: &str = include_str!("half-filled.yaml");

/// The house of the shipped book.
pub fn house() -> &'static House {
    let (house, faults) = House::load("jilin-county", &Reference::shipped().catalogue);
    Box::leak(Box::new(house.unwrap_or_else(|| panic!("{faults:?}"))))
}

/// A house made from files in memory.
pub fn house_of(files: &[(&str, &str)]) -> &'static House {
    let sources: Vec<Source> = files.iter().map(|(name, text)| Source::new(*name, *text)).collect();
    let (house, faults) = House::from_sources("test", &sources, &Reference::shipped().catalogue);
    Box::leak(Box::new(house.unwrap_or_else(|| panic!("{faults:?}"))))
}

/// Draft figures given as text.
pub fn drafted(house: &'static House, yaml: &str) -> Report<'static> {
    let (accounts, faults) = load(&Source::new("figures.yaml", yaml), Reference::shipped());
    report(house, accounts.unwrap_or_else(|| panic!("{faults:?}")))
}

/// Draft the figures of the department whose report was published.
pub fn published_department(house: &'static House) -> Report<'static> {
    let path = Path::new("data/departments/jingyu-zhengwu/2023.yaml");
    let (accounts, faults) = load_path(path, Reference::shipped());
    report(house, accounts.unwrap_or_else(|| panic!("{faults:?}")))
}

fn report(house: &'static House, accounts: FinalAccounts) -> Report<'static> {
    let accounts: &'static FinalAccounts = Box::leak(Box::new(accounts));
    let printed: &'static Cow<'static, FinalAccounts> = Box::leak(Box::new(printed(accounts, &house.style)));
    draft(house, accounts, printed)
}

/// Spans lie in order inside their sentences and say what stands there, and no two sentences share an id.
pub fn check_tree(report: &Report) {
    for sentence in report.sentences() {
        let mut end = 0;
        for span in sentence.spans() {
            let local = sentence.local(span);
            assert!(end <= local.start && local.start <= local.end, "{} {local:?}", sentence.text());
            assert_eq!(sentence.text().get(local.clone()), Some(report.words(span)), "{}", sentence.text());
            end = local.end;
        }
    }
    let ids = sentence_ids(report);
    assert_eq!(ids.iter().collect::<HashSet<_>>().len(), ids.len(), "{ids:?}");
}
