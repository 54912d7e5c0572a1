//! A draft with items taken out of a list or put into it, held against its figures.

#[path = "segmented/mod.rs"]
mod segmented;

use std::path::Path;

use juesuan::{
    audit::{self, Against},
    diagnostic::Severity,
    figures::{self, FinalAccounts, Reference},
    formats,
    report::{self, House},
    source::Source,
};

/// A department with its items of basic expenditure, and its draft.
fn drafted() -> (FinalAccounts, String) {
    drafted_from("example-culture/2024.yaml")
}

fn drafted_from(file: &str) -> (FinalAccounts, String) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/departments").join(file);
    let accounts = figures::load_path(&path, Reference::shipped()).0.unwrap();
    let named = |house: &&House| Some(&house.name) == accounts.phrasebook.as_ref();
    let house = segmented::houses().iter().find(named).unwrap();
    let printed = report::printed(&accounts, &house.style);
    let text = formats::txt(&report::draft(house, &accounts, &printed));
    drop(printed);
    (accounts, text)
}

/// Codes and words of what is found above a hint.
fn found(text: &str, figures: &FinalAccounts) -> Vec<String> {
    let document = segmented::document(&Source::new("报告.txt", text));
    let houses: Vec<&House> = segmented::houses().iter().collect();
    let against = Against { figures: Some(figures), last: None };
    let audit = audit::audit_with(&houses, &document, false, against, Reference::shipped()).unwrap();
    let findings = audit.findings.iter().filter(|finding| finding.severity() != Severity::Hint);
    findings.map(|finding| format!("{} {}", finding.diagnostic.code, finding.quote())).collect()
}

#[test]
fn listed_items_are_those_of_the_figures() {
    let (accounts, text) = drafted();
    assert!(found(&text, &accounts).is_empty());
    let edited = |from: &str, to: &str| {
        assert!(text.contains(from));
        found(&text.replacen(from, to, 1), &accounts)
    };
    // In the file with 0, not in it at all, left out.
    assert_eq!(edited("办公费、", "办公费、租赁费、"), ["B405 租赁费"]);
    assert_eq!(edited("办公费、", "办公费、取暖费、"), ["B405 取暖费"]);
    assert_eq!(edited("办公费、", ""), ["B406 办公设备购置"]);
}

#[test]
fn a_rate_is_missed_where_the_others_have_one() {
    let (accounts, text) = drafted();
    let without = text.replacen("，完成预算的91.12%", "", 1);
    assert_ne!(without, text);
    assert_eq!(found(&without, &accounts), ["B111 30.07万元"]);
}

/// Figures may give the totals of some classes only; the others come to what their items do.
#[test]
fn a_class_without_a_written_total_is_held_against_its_items() {
    let (accounts, text) = drafted();
    let written = "  类级合计: [{ 科目编码: 207, 决算数: 6866.08 }]\n  明细:\n    - 科目编码: 2070101 ";
    let file = accounts.source.text().replacen("  明细:\n    - 科目编码: 2070101 ", written, 1);
    assert_ne!(file, accounts.source.text());
    let figures = figures::load(&Source::new("数据.yaml", file), Reference::shipped()).0.unwrap();
    assert!(found(&text, &figures).is_empty());
    let wrong = text.replacen("卫生健康支出（类）232.31万元", "卫生健康支出（类）232.41万元", 1);
    assert_eq!(found(&wrong, &figures), ["B402 232.41万元"]);
}

/// The sum of parts that are printed rounded is no measure for the last place of a change whose total is not printed.
#[test]
fn a_change_of_a_total_that_is_not_printed_may_be_off_by_rounding() {
    let (accounts, text) = drafted();
    let unread = text.replacen("经费财政拨款支出年初预算为48.00万元，", "经费财政拨款支出年初大约有48.00万元上下，", 1);
    let with = |change: &str| {
        let edited = unread.replacen("比2023年度增加26.97万元，", &format!("比2023年度增加{change}万元，"), 1);
        assert!(unread != text && edited.contains(change));
        found(&edited, &accounts).iter().any(|finding| finding.starts_with("B104"))
    };
    assert!(!with("26.99") && with("27.97"));
}

#[test]
fn items_numbered_beyond_a_thousand_are_read() {
    let (_, text) = drafted_from("example-library/2023.yaml");
    let unread = |text: &str| {
        let document = segmented::document(&Source::new("报告.txt", text));
        let houses: Vec<&House> = segmented::houses().iter().collect();
        let audit = audit::audit_with(&houses, &document, false, Against::default(), Reference::shipped());
        audit.unwrap().counts.unread
    };
    let numbered = |number: &str| text.replacen("\n1. ", &format!("\n{number}. "), 1);
    assert_eq!(unread(&numbered("1000")), 0);
    // A code is no number of an item.
    assert_ne!(unread(&numbered("20101")), 0);
}
