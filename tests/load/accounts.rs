//! Accounts: by code, by names, or both; what contradicts or does not suffice is refused.

use super::super::{assert_fault, clean, codes, only_fault, rows, value, with};

fn item(entry: &str) -> String {
    with(&format!("一般公共预算财政拨款支出决算表:\n  明细:\n    - {entry}\n"))
}

fn named(entry: &str) -> [String; 4] {
    let accounts = clean(&item(entry));
    let account = rows(&accounts, "gpb.items")[0].account.clone().expect("an account");
    [
        account.code.unwrap_or_default().to_string(),
        account.class.to_string(),
        account.section.to_string(),
        account.item.to_string(),
    ]
}

#[test]
fn a_code_is_enough_and_names_are_enough() {
    let full = ["2010301", "一般公共服务支出", "政府办公厅（室）及相关机构事务", "行政运行"];
    assert_eq!(named("{ 科目编码: 2010301, 决算数: 1 }"), full);
    assert_eq!(named("{ 编码: \"2010301\", 决算数: 1 }"), full);
    assert_eq!(named("{ 科目: 2010301 行政运行, 决算数: 1 }"), full);
    assert_eq!(named("{ 科目: 2010301行政运行, 决算数: 1 }"), full);
    assert_eq!(named("{ 科目编码: 2010301, 科目名称: 行政运行, 决算数: 1 }"), full);
    // The customary short name of a class is accepted; the official one is kept.
    assert_eq!(named("{ 类: 一般公共服务, 款: 政府办公厅（室）及相关机构事务, 项: 行政运行, 决算数: 1 }"), full);
    assert_eq!(named("{ 科目名称: 住房公积金, 决算数: 1 }")[0], "2210201");
    // As a report prints it, in three pieces or in one.
    let levels = "类: 一般公共服务（类）, 款: 政府办公厅（室）及相关机构事务（款）, 项: 行政运行（项）";
    assert_eq!(named(&format!("{{ {levels}, 决算数: 1 }}")), full);
    let printed = "一般公共服务（类）政府办公厅（室）及相关机构事务（款）行政运行（项）";
    assert_eq!(named(&format!("{{ 科目: {printed}, 决算数: 1 }}")), full);
    assert_eq!(named(&format!("{{ 科目编码: 2010301, 科目名称: {printed}, 决算数: 1 }}")), full);
}

#[test]
fn a_mapping_from_account_to_figure_is_a_list_too() {
    let text = with(
        "一般公共预算财政拨款支出决算表:\n  明细:\n    2010301 行政运行: { 决算数: 96.06, 年初预算数: 94.19 }\n    2210201: 18.26\n",
    );
    let accounts = clean(&text);
    assert_eq!(value(&accounts, "gpb.total").as_deref(), Some("114.32"));
    assert_eq!(rows(&accounts, "gpb.items")[1].name, "住房公积金");
}

#[test]
fn code_and_name_that_differ_are_refused() {
    assert_fault(
        &item("{ 科目编码: 2010301, 科目名称: 事业运行, 决算数: 1 }"),
        "16:15 F021",
        &["2010301", "行政运行", "事业运行"],
    );
    assert_fault(&item("{ 科目编码: 2010301, 类: 教育支出, 决算数: 1 }"), "16:15 F021", &["201", "一般公共服务支出"]);
}

#[test]
fn a_code_that_nobody_knows_needs_its_names() {
    assert_fault(&item("{ 科目编码: 2990177, 决算数: 1 }"), "16:15 F022", &["2990177", "类、款、项"]);
    assert_fault(&item("{ 科目编码: 2019999, 决算数: 1 }"), "16:15 F022", &["没有 20199，", "它的款名称"]);
    let typed = named("{ 科目编码: 2990177, 类: 某类, 款: 某款, 项: 某项, 决算数: 1 }");
    assert_eq!(typed, ["2990177", "某类", "某款", "某项"]);
    assert_fault(&item("{ 科目编码: 2990177, 项: 某项, 决算数: 1 }"), "16:15 F018", &["类、款"]);
}

#[test]
fn a_name_that_several_accounts_bear_is_refused() {
    let fault = only_fault(&item("{ 科目名称: 行政运行, 决算数: 1 }"));
    assert!(fault.contains("F023") && fault.contains("2010301（政府办公厅") && fault.contains("等 13 个"), "{fault}");
    let near = named("{ 类: 文化旅游体育与传媒支出, 款: 文化和旅游, 项: 行政运行, 决算数: 1 }");
    assert_eq!(near[0], "2070101");
}

#[test]
fn an_account_that_is_not_an_item_is_refused() {
    for entry in
        ["{ 科目编码: 20103, 决算数: 1 }", "{ 科目编码: 201030, 决算数: 1 }", "{ 科目编码: ２０１０３０１, 决算数: 1 }"]
    {
        assert_eq!(codes(&item(entry)), ["F019"], "{entry}");
    }
    assert_fault(&item("{ 科目编码: ２０１０３０１, 决算数: 1 }"), "", &["F019", "改成半角：2010301"]);
    assert_eq!(codes(&item("{ 决算数: 1 }")), ["F018"]);
    assert_eq!(codes(&item("{ 类: 一般公共服务支出, 决算数: 1 }")), ["F018"]);
    assert_eq!(codes(&item("{ 科目编码: 2010301 }")), ["F004"]);
    assert_eq!(codes(&item("{ 科目编码: 2010301, 决算数: 1 }\n    - { 科目编码: 2010301, 决算数: 2 }")), ["F003"]);
}

#[test]
fn economic_items_are_names_alone_or_have_amounts() {
    let table = |list: &str| with(&format!("一般公共预算财政拨款基本支出决算表:\n  人员经费:\n    明细: {list}\n"));
    let accounts = clean(&table("[津贴补贴, 基本工资]"));
    let names: Vec<&str> = rows(&accounts, "basic.personnel.items").iter().map(|row| row.name.as_str()).collect();
    assert_eq!(names, ["基本工资", "津贴补贴"], "in the table's order");
    assert_eq!(value(&accounts, "basic.personnel"), None, "names without amounts add up to nothing");
    let accounts = clean(&table("{ 基本工资: 60.5, 30102: 39.5 }"));
    assert_eq!(value(&accounts, "basic.personnel").as_deref(), Some("100.0"));
    assert_eq!(codes(&table("[基本工姿]")), ["F020"], "a hint: the list of names is not complete");
    assert_eq!(codes(&table("[30101 奖金]")), ["F021"]);
    assert_eq!(codes(&table("[3010]")), ["F019"]);
}

#[test]
fn a_row_that_says_a_thing_twice_is_refused() {
    for entry in [
        "{ 科目编码: 2010301, 编码: 2010302, 决算数: 1 }",
        "{ 科目编码: 2010350, 科目: 2010399, 决算数: 1 }",
        "{ 科目: 2010301 行政运行, 项: 事业运行, 决算数: 1 }",
    ] {
        assert_eq!(codes(&item(entry)), ["F003"], "{entry}");
    }
    let project = |entry: &str| codes(&with(&format!("预算绩效:\n  绩效自评:\n    - {entry}\n")));
    assert_eq!(project("{ 项目名称: 甲, 资金: 1, 决算数: 2 }"), ["F003"]);
    assert_eq!(project("{ 项目名称: 甲, 资金: 1, 涉及资金: 2 }"), ["F003"]);
    assert!(project("{ 项目名称: 甲, 资金: { 决算数: 1 }, 项目数: 2 }").is_empty());
}
