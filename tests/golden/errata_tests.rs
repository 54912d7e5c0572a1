//! Shows that the checker of errata fails where it should (勘误核对的测试).

use crate::errata::check;

const PUBLISHED: &str = "一、收入\n年初预算60万元，完成59%。\n年初年初未申请，支出为21.53万元。\n";
const DRAFT: &str = "一、收入\n年初预算为60万元，完成59.1%。\n年初未申请，支出为21.53万元。\n";

fn erratum(published: &str, draft: &str) -> String {
    format!("- {{ place: 一, kind: 笔误, published: \"{published}\", draft: \"{draft}\", why: 理由 }}\n")
}

fn all() -> String {
    erratum("年初预算60", "年初预算为60") + &erratum("完成59%", "完成59.1%") + &erratum("年初年初", "年初")
}

/// The report, which must name every one of `parts`.
fn refused(published: &str, draft: &str, list: &str, parts: &[&str]) -> String {
    let report = check(published, draft, list).expect_err("should be refused");
    for part in parts {
        assert!(report.contains(part), "missing {part} in:\n{report}");
    }
    report
}

#[test]
fn a_complete_list_passes() {
    check(PUBLISHED, DRAFT, &all()).unwrap();
    check(DRAFT, DRAFT, "").unwrap();
    check(DRAFT, DRAFT, "# 没有差异\n[]\n").unwrap();
}

#[test]
fn the_order_of_the_list_does_not_matter() {
    let list = erratum("年初年初", "年初") + &erratum("完成59%", "完成59.1%") + &erratum("年初预算60", "年初预算为60");
    check(PUBLISHED, DRAFT, &list).unwrap();
}

#[test]
fn an_unlisted_difference_fails_with_its_words_marked() {
    let report = refused(PUBLISHED, &DRAFT.replace("21.53", "21.35"), &all(), &["第 3 行", "〖21.53〗", "〖21.35〗"]);
    assert!(!report.contains("不成立"), "{report}");
    refused(PUBLISHED, DRAFT, "", &["第 2 行", "〖为〗", "第 3 行"]);
}

#[test]
fn a_missing_and_an_extra_line_fail() {
    refused("甲。\n乙。\n", "甲。\n", "", &["草稿缺一行", "乙。"]);
    refused("甲。\n", "甲。\n乙。\n", "", &["草稿多一行", "乙。"]);
    refused("年初预算为60万元。\n", "乙乙乙乙。\n年初预算为61万元。\n", "", &["草稿多一行", "〖60〗", "〖61〗"]);
}

#[test]
fn a_stale_erratum_fails_when_the_draft_keeps_the_published_words() {
    let report = refused(PUBLISHED, &DRAFT.replace("59.1%", "59%"), &all(), &["勘误第 2 条", "不成立", "完成59%"]);
    assert!(!report.contains("未列入"), "{report}");
}

#[test]
fn a_stale_erratum_fails_when_its_words_are_gone() {
    let list = all() + &erratum("绩效自评", "绩效");
    refused(PUBLISHED, DRAFT, &list, &["勘误第 4 条", "没有「绩效自评」"]);
}

#[test]
fn an_erratum_that_states_another_draft_is_an_unlisted_difference() {
    refused(PUBLISHED, &DRAFT.replace("59.1%", "59.2%"), &all(), &["〖59.1〗", "〖59.2〗"]);
}

#[test]
fn an_ambiguous_quotation_fails() {
    let list = all() + &erratum("万元", "元");
    refused(PUBLISHED, DRAFT, &list, &["勘误第 4 条", "共出现 2 次", "第 2、3 行"]);
}

#[test]
fn overlapping_quotations_fail() {
    let list = all() + &erratum("60万元，完成", "60万元。完成");
    refused(PUBLISHED, DRAFT, &list, &["勘误第 4 条", "与勘误第 1 条", "重叠"]);
}

#[test]
fn everything_is_reported_at_once() {
    let draft = DRAFT.replace("21.53", "21.35").replace("59.1%", "59%");
    let list = all() + &erratum("万元", "元") + &erratum("绩效", "");
    refused(PUBLISHED, &draft, &list, &["勘误第 2 条", "勘误第 4 条", "勘误第 5 条", "〖21.35〗"]);
}

#[test]
fn a_malformed_list_fails() {
    let wrong_kind = "- { place: 一, kind: 其他, published: 甲, draft: 乙, why: 丙 }";
    let unknown_key = "- { place: 一, kind: 笔误, published: 甲, draft: 乙, why: 丙, line: 3 }";
    let missing_key = "- { place: 一, kind: 笔误, published: 甲, draft: 乙 }";
    for list in [wrong_kind, unknown_key, missing_key] {
        refused("甲。", "乙。", list, &["errata.yaml 读不懂", "改法"]);
    }
    refused("甲。", "甲。", &erratum("甲", "甲"), &["相同"]);
    refused("甲。", "乙。", "- { place: 一, kind: 笔误, published: 甲, draft: 乙, why: '' }", &["不能为空"]);
}

#[test]
fn only_the_first_differing_lines_are_shown() {
    let (published, draft): (String, String) =
        (1..=15).map(|n| (format!("第{n}项共60万元。\n"), format!("第{n}项共61万元。\n"))).unzip();
    refused(&published, &draft, "", &["草稿第 10 行", "另有 5 行不同"]);
}
