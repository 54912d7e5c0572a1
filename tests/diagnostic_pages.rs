//! Every diagnostic code has a page in data/reference/diagnostics, and every block of every page runs.

#[path = "tables/build.rs"]
mod build;
#[path = "diagnostic_pages/codes.rs"]
mod codes;
#[path = "diagnostic_pages/console.rs"]
mod console;
#[path = "diagnostic_pages/page.rs"]
mod page;
#[path = "word/paper.rs"]
mod paper;
#[path = "diagnostic_pages/run.rs"]
mod run;
#[path = "segmented/mod.rs"]
mod segmented;

use std::collections::{BTreeMap, BTreeSet};

use juesuan::diagnostic::{Diagnostic, Severity};

use page::{Page, Part};

/// One finding of a check, for the list that a failing test prints.
fn refuse(faults: Vec<String>) {
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn every_code_has_a_page_and_every_page_a_code() {
    let pages: BTreeSet<String> = page::all().iter().map(|page| page.code.clone()).collect();
    let used = codes::used();
    let without_page: Vec<_> = used.difference(&pages).collect();
    let without_use: Vec<_> = pages.difference(&used).collect();
    assert!(
        without_page.is_empty() && without_use.is_empty(),
        "没有说明页：{without_page:?}；说明页没有对应的代码：{without_use:?}"
    );
}

#[test]
fn pages_have_the_fixed_headings() {
    let mut faults = Vec::new();
    let mut slugs = BTreeMap::new();
    for page in page::all() {
        faults.extend(page.faults());
        if let Some(other) = slugs.insert(page.slug.clone(), page.code.clone()) {
            faults.push(format!("{} 和 {other} 同名：{}", page.code, page.slug));
        }
    }
    refuse(faults);
}

#[test]
fn counter_examples_give_their_code_and_nothing_else() {
    refuse(page::all().iter().flat_map(|page| check(page, &page.wrong)).collect());
}

#[test]
fn examples_give_nothing() {
    refuse(page::all().iter().flat_map(|page| check(page, &page.right)).collect());
}

/// Hold the blocks of 反例 or 正例 against what the page promises.
fn check(page: &Page, part: &Part) -> Vec<String> {
    let wrong = std::ptr::eq(part, &page.wrong);
    let mut promised: BTreeSet<&str> = BTreeSet::new();
    if wrong {
        promised.insert(&page.code);
        promised.extend(part.also.iter().map(String::as_str));
    }
    let mut faults = Vec::new();
    for (name, found) in run::part(page, part) {
        let codes: BTreeSet<&str> = found.iter().map(|diagnostic| diagnostic.code).collect();
        if codes != promised {
            let told: Vec<String> = found.iter().map(told).collect();
            faults.push(format!("{name}：应报 {promised:?}，实报 {codes:?}\n{}", told.join("\n")));
        }
        faults.extend(found.iter().flat_map(|diagnostic| unkind(&name, diagnostic)));
    }
    for (name, found) in console::part(page, part) {
        if found.iter().map(String::as_str).ne(promised.iter().copied()) {
            faults.push(format!("{name}：应报 {promised:?}，实报 {found:?}"));
        }
    }
    faults
}

fn told(diagnostic: &Diagnostic) -> String {
    let place = diagnostic.labels.first().map(|label| label.source.line_column(label.span.start));
    format!("    {} {:?} {} 改法：{:?}", diagnostic.code, place, diagnostic.message, diagnostic.help)
}

/// What every diagnostic owes its reader: a Chinese sentence and 改法.
fn unkind(name: &str, diagnostic: &Diagnostic) -> Vec<String> {
    let chinese = |text: &str| text.chars().any(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c));
    let mut faults = Vec::new();
    if !chinese(&diagnostic.message) || diagnostic.message.contains(['\n', '\r']) {
        faults.push(format!("{name} {}：不是一句中文：{:?}", diagnostic.code, diagnostic.message));
    }
    match &diagnostic.help {
        Some(help) if chinese(help) => {}
        Some(help) => faults.push(format!("{name} {}：改法不是中文：{help:?}", diagnostic.code)),
        None if diagnostic.severity == Severity::Error => {
            faults.push(format!("{name} {}：错误没有改法：{}", diagnostic.code, diagnostic.message));
        }
        None => {}
    }
    for label in &diagnostic.labels {
        let text = label.source.text();
        if text.get(label.span.clone()).is_none() {
            faults.push(format!("{name} {}：位置不在文件里：{:?}", diagnostic.code, label.span));
        }
    }
    faults
}
