//! What follows from the figures, and the equations that check what is written.

use super::super::{SMALLEST, clean, identities, rows, value, with};

#[test]
fn totals_that_are_left_out_follow_from_their_parts() {
    let accounts = clean(&with(
        "财政拨款“三公”经费支出决算表:\n  公务用车购置及运行费:\n    公务用车购置费: 18\n    公务用车运行费: { 预算数: 3, 决算数: 2.5 }\n  公务接待费: 0.4\n",
    ));
    assert_eq!(value(&accounts, "sangong.vehicle").as_deref(), Some("20.5"));
    assert_eq!(value(&accounts, "sangong.vehicle.budget").as_deref(), Some("3"));
    assert_eq!(value(&accounts, "sangong.total").as_deref(), Some("20.9"));
    assert_eq!(value(&accounts, "sangong.total.last"), None);
}

#[test]
fn basic_expenditure_may_be_left_out() {
    let text =
        SMALLEST.replace("  本年支出合计: 100\n", "  基本支出: { 人员经费: 60, 公用经费: 15 }\n  项目支出: 25\n");
    let accounts = clean(&text);
    assert_eq!(value(&accounts, "expenditure.basic").as_deref(), Some("75"));
    assert_eq!(value(&accounts, "expenditure.year_total").as_deref(), Some("100"));
    assert_eq!(identities(&accounts), [""; 0]);
}

#[test]
fn a_total_waits_for_parts_that_follow_themselves() {
    // Three steps: the items give the fund's total, the funds give the fiscal total.
    let text = SMALLEST.replace("  财政拨款支出: 100\n", "  年末财政拨款结转和结余: 4.5\n") + ITEMS;
    let accounts = clean(&text);
    assert_eq!(value(&accounts, "fiscal.expenditure").as_deref(), Some("104.50"));
}

#[test]
fn items_under_the_short_name_of_their_class_are_summed_with_the_rest() {
    let item = "    - { 类: 一般公共服务, 款: 某款, 项: 某项, 决算数: 9.5 }\n";
    let accounts = clean(&with(&format!("{ITEMS}{item}")));
    assert_eq!(rows(&accounts, "gpb.classes").len(), 2);
    assert_eq!(rows(&accounts, "gpb.classes")[0].code.as_deref(), Some("201"));
}

#[test]
fn a_blank_part_leaves_the_total_blank() {
    let accounts = clean(&with("财政拨款“三公”经费支出决算表:\n  因公出国（境）费:\n  公务接待费: 0.4\n"));
    assert_eq!(value(&accounts, "sangong.total"), None);
    assert!(accounts.number("sangong.total").is_present());
}

const ITEMS: &str = "\
一般公共预算财政拨款支出决算表:
  明细:
    - { 科目编码: 2010301, 年初预算数: 50, 决算数: 60.25, 上年决算数: 1 }
    - { 科目编码: 2080505, 年初预算数: 10, 决算数: 9.5 }
    - { 科目编码: 2010302, 年初预算数: 20, 决算数: 30.25 }
";

#[test]
fn items_are_summed_by_class_in_order_of_appearance() {
    let accounts = clean(&with(ITEMS));
    let classes: Vec<(&str, String)> = rows(&accounts, "gpb.classes")
        .iter()
        .map(|row| (row.name.as_str(), row.numbers[0].value().map_or(String::new(), |value| value.to_string())))
        .collect();
    assert_eq!(classes, [("一般公共服务支出", "90.50".to_owned()), ("社会保障和就业支出", "9.5".to_owned())]);
    assert_eq!(value(&accounts, "gpb.total").as_deref(), Some("100.00"));
    assert_eq!(value(&accounts, "gpb.total.budget_initial").as_deref(), Some("80"));
}

#[test]
fn every_fund_sums_the_budgets_of_its_items() {
    for (fund, table, code) in [
        ("gmf", "政府性基金预算财政拨款收入支出决算表", "2120803"),
        ("sco", "国有资本经营预算财政拨款支出决算表", "2230105"),
    ] {
        let item = format!("  明细:\n    - {{ 科目编码: {code}, 年初预算数: 20, 决算数: 50 }}\n");
        let accounts = clean(&with(&format!("{table}:\n{item}")));
        assert_eq!(value(&accounts, &format!("{fund}.total.budget_initial")).as_deref(), Some("20"), "{fund}");
        let written = |budget: u8| format!("{table}:\n  本年支出合计: {{ 年初预算数: {budget}, 决算数: 50 }}\n{item}");
        let found = |budget| {
            let found = identities(&clean(&with(&written(budget))));
            found.iter().filter(|told| told.starts_with("A12")).map(|told| told[..8].to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(found(20), [""; 0], "{fund}");
        assert_eq!(found(25), ["A123 Hin"], "{fund}");
        assert_eq!(found(15), ["A124 Err"], "{fund}");
    }
}

fn class_totals(entries: &str) -> String {
    with(&format!("{ITEMS}  类级合计:\n{entries}"))
}

#[test]
fn written_class_totals_are_checked() {
    let right = "    - { 科目编码: 201, 年初预算数: 70, 决算数: 90.5 }\n    - { 类: 社会保障和就业, 决算数: 9.5 }\n";
    assert_eq!(identities(&clean(&class_totals(right))), [""; 0]);
    let wrong = identities(&clean(&class_totals("    - { 科目编码: 201, 决算数: 91.5 }\n")));
    assert_eq!(wrong, ["A150 Error 决算数 91.5 ≠ 明细合计 90.5，差 1万元"]);
    let budget = identities(&clean(&class_totals("    - { 科目编码: 201, 决算数: 90.5, 年初预算数: 71 }\n")));
    assert!(budget[0].starts_with("A150 Error 年初预算数 71"), "{budget:?}");
    // Two items and their sum, each rounded to 0.01, can differ by 0.015.
    let rounding = identities(&clean(&class_totals("    - { 科目编码: 201, 决算数: 90.51 }\n")));
    assert!(rounding[0].starts_with("A150 Hint"), "{rounding:?}");
    let rounding = identities(&clean(&class_totals("    - { 科目编码: 201, 决算数: 90.52 }\n")));
    assert!(rounding[0].starts_with("A150 Error"), "{rounding:?}");
    let missing = identities(&clean(&class_totals("    - { 科目编码: 205, 决算数: 5 }\n")));
    assert!(missing[0].starts_with("A150 Error") && missing[0].contains("没有这一类"), "{missing:?}");
}

#[test]
fn a_class_total_that_was_looked_into_is_silent() {
    let text = class_totals("    - { 科目编码: 201, 决算数: 91.5 }\n");
    let silenced = format!("{text}已核对:\n  - {{ 代码: A150, 科目: 201, 原因: 同口径调整 }}\n");
    assert_eq!(identities(&clean(&silenced)), [""; 0]);
    let other = format!("{text}已核对:\n  - {{ 代码: A150, 科目: 208, 原因: 同口径调整 }}\n");
    let told = identities(&clean(&other));
    let starts: Vec<&str> = told.iter().filter_map(|told| told.get(..10)).collect();
    assert_eq!(starts, ["A150 Error", "F025 Hint "], "the breach, and the entry that is for another row");
}

#[test]
fn a_class_may_be_given_by_its_code_under_either_key() {
    for key in ["科目编码: 201", "类: \"201\"", "类: 一般公共服务"] {
        let accounts = clean(&with(&format!(
            "一般公共预算财政拨款支出决算表:\n  本年支出合计: 100\n  类级合计:\n    - {{ {key}, 决算数: 100 }}\n"
        )));
        assert_eq!(rows(&accounts, "gpb.class_totals")[0].name, "一般公共服务支出", "{key}");
    }
}

#[test]
fn the_budget_of_a_fund_follows_from_its_items() {
    let items = |budget: &str| {
        with(&format!(
            "政府性基金预算财政拨款收入支出决算表:\n{budget}  本年收入: 15\n  明细:\n    - {{ 科目编码: 2120803, 年初预算数: 20, 决算数: 15 }}\n"
        ))
    };
    assert_eq!(value(&clean(&items("")), "gmf.total.budget_initial").as_deref(), Some("20"));
    let below = identities(&clean(&items("  本年支出合计: { 年初预算数: 10 }\n")));
    assert!(below.iter().any(|found| found.starts_with("A124 Error")), "{below:?}");
}

#[test]
fn class_totals_without_items_are_not_checked() {
    let text = with(
        "一般公共预算财政拨款支出决算表:\n  本年支出合计: 100\n  类级合计:\n    - { 科目编码: 201, 决算数: 100 }\n",
    );
    assert_eq!(identities(&clean(&text)), [""; 0]);
}

#[test]
fn an_equation_stands_once() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/data/reference/identities");
    let mut seen = std::collections::BTreeSet::new();
    for file in std::fs::read_dir(folder).unwrap() {
        let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
        for equation in text.split("\n- ").skip(1) {
            let line = |key: &str| equation.lines().find(|line| line.trim_start().starts_with(key)).unwrap_or_default();
            let words = [line("code:"), line("each:"), line("left:"), line("relation:"), line("when:")].join("|");
            assert!(seen.insert(words.clone()), "{words} 写了两次");
        }
    }
    assert!(seen.len() > 20);
}

#[test]
fn vehicles_above_the_three_public_expenses_are_told_once() {
    let found = |public: &str| {
        let items = "      - { 科目编码: 30231, 决算数: 3 }\n      - { 科目编码: 31013, 决算数: 4 }\n";
        let text = format!(
            "一般公共预算财政拨款基本支出决算表:\n  公用经费:\n    明细:\n{items}三公经费:\n  \
             公务用车购置及运行费:\n    决算数: 6\n{public}"
        );
        let found = identities(&clean(&with(&text)));
        found.into_iter().filter(|told| told.starts_with("A147")).collect::<Vec<_>>()
    };
    assert!(found("")[0].contains("3 + 公务用车购置 4 >"), "{:?}", found(""));
    let purchase = found("    公务用车购置费: 2\n    公务用车运行费: 4\n");
    assert!(purchase[0].contains("决算数 4 >"), "{purchase:?}");
    assert_eq!((found("").len(), purchase.len()), (1, 1));
}
