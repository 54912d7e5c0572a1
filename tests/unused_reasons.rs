//! Reasons that no sentence says (没有用上的原因) are told, and only those.

use juesuan::{
    diagnostic::Severity,
    figures::{self, Reference},
    report::{self, House},
    source::Source,
};

const FIGURES: &str = "\
部门: 示例县档案馆
年度: 2023
金额单位: 万元
收入支出决算总表:
  口径: 本年合计
  收入总计: { 决算数: 100, 上年决算数: 90 }
  支出总计: { 决算数: 100, 上年决算数: 100 }
  原因: 业务量增加
收入决算表: { 财政拨款收入: 100 }
支出决算表: { 基本支出: 60, 项目支出: 40 }
财政拨款收入支出决算总表: { 财政拨款收入: 100, 财政拨款支出: 100 }
";

/// Code, severity and message of every reason that is not used, with more figures and settings of the house's own.
fn unused(figures: &str, book: &str, section: &str) -> Vec<(&'static str, Severity, String)> {
    let reference = Reference::shipped();
    let source = Source::new("figures.yaml", format!("{FIGURES}{figures}"));
    let (accounts, faults) = figures::load(&source, reference);
    let accounts = accounts.unwrap_or_else(|| panic!("{faults:?}"));
    let mut sources = vec![Source::new("own/book.yaml", format!("extends: jilin-county\n{book}"))];
    if !section.is_empty() {
        sources.push(Source::new("own/09.yaml", section));
    }
    let (house, faults) = House::from_sources("own", &sources, &reference.catalogue);
    let house = house.unwrap_or_else(|| panic!("{faults:?}"));
    let printed = report::printed(&accounts, &house.style);
    let report = report::draft(&house, &accounts, &printed);
    let found = report::unused_reasons(&report);
    found.into_iter().map(|fault| (fault.code, fault.severity, fault.message)).collect()
}

fn sangong(reception: &str) -> String {
    format!(
        "财政拨款“三公”经费支出决算表:\n  合计: {{ 预算数: 2, 决算数: 0.5 , 较预算原因: 从严控制 }}\n  公务接待费: {{ {reception} }}\n"
    )
}

#[test]
fn a_reason_that_is_said_is_no_fault() {
    assert_eq!(unused("", "", ""), []);
    assert_eq!(unused(&sangong("预算数: 2, 决算数: 0.5, 较预算原因: 接待减少"), "", ""), []);
}

#[test]
fn equal_figures_need_no_reason() {
    let found = unused(&sangong("预算数: 0.5, 决算数: 0.5, 较预算原因: 接待减少"), "", "");
    let [(code, severity, message)] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!((*code, *severity), ("D001", Severity::Warning));
    assert!(message.contains("公务接待费") && message.contains("两数相等，不写原因"), "{message}");
}

#[test]
fn a_reason_without_its_base_says_what_is_lacking() {
    let found = unused(&sangong("预算数: 2, 决算数: 0.5, 较预算原因: 接待减少, 较上年原因: 接待减少"), "", "");
    let [(code, _, message)] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!(*code, "D001");
    assert!(message.contains("没有填上年决算数"), "{message}");
}

#[test]
fn below_the_threshold_of_the_house_it_is_a_hint() {
    let gpb = "\
一般公共预算财政拨款支出决算表:
  本年支出合计: { 决算数: 100, 上年决算数: 99.5, 较上年原因: 业务量增加 }
  明细: [ { 科目编码: 2010301, 决算数: 100 } ]
";
    let section = "section: gpb\nphrases:\n  - id: gpb.reason\n    variants:\n      - { id: stated, when: \"material(gpb.total, gpb.total.last)\" }\n";
    assert_eq!(unused(gpb, "", section), []);
    let found = unused(gpb, "style: { reason_threshold: { amount: 5, percent: 5 } }\n", section);
    assert_eq!(found.len(), 1, "{found:?}");
    for (code, severity, message) in &found {
        assert_eq!((*code, *severity), ("D001", Severity::Hint), "{message}");
    }
}

#[test]
fn what_no_sentence_of_the_house_can_say_is_a_hint() {
    let section = "section: sangong\noutline:\n  - heading: 本部门的“三公”经费另行公开。\n";
    let found = unused(&sangong("预算数: 2, 决算数: 0.5, 较预算原因: 接待减少"), "", section);
    assert_eq!(found.len(), 2, "{found:?}");
    for (code, severity, message) in &found {
        assert_eq!((*code, *severity), ("D003", Severity::Hint), "{message}");
    }
}

#[test]
fn a_note_that_no_sentence_takes_up_is_told() {
    // Where nothing was spent, the reason is said and the note is not.
    let found = unused(&sangong("预算数: 2, 决算数: 0, 较预算原因: 从严控制, 说明: 未安排接待"), "", "");
    let [(code, severity, message)] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!((*code, *severity), ("D001", Severity::Warning));
    assert!(message.contains("“公务接待费”的说明"), "{message}");
    assert_eq!(unused(&sangong("预算数: 2, 决算数: 0.5, 较预算原因: 从严控制, 说明: 接待考察"), "", ""), []);
}
