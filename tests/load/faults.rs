//! Faults: each at its place with the way to mend it, and all of them in one pass.

use super::super::{SMALLEST, assert_fault, clean, codes, read, rows, shown, with};

#[test]
fn unknown_keys_are_named_with_the_nearest() {
    assert_fault(
        &SMALLEST.replace("  收入总计", "  收入总记"),
        "5:3 F002",
        &["收入支出决算总表", "收入总记", "“收入总计”"],
    );
    assert_fault(&SMALLEST.replace("支出决算表:", "支出结算表:"), "9:1 F002", &["支出结算表", "“支出决算表”"]);
    let wrong_place = with("机构运行信息表:\n  公务接待费: 1\n");
    assert_fault(&wrong_place, "15:3 F002", &["写在《财政拨款“三公”经费支出决算表》下面"]);
    let below = SMALLEST.replace("收入总计: 100", "收入总计: { 决算数: 100, 去年决算数: 9 }");
    assert_fault(&below, "5:21 F002", &["“上年决算数”"]);
}

#[test]
fn a_key_twice_is_reported_with_both_places() {
    let text = SMALLEST.replace("  支出总计: 100\n", "  支出总计: 100\n  支出总计: 90\n");
    assert_fault(&text, "7:3 Y020", &["支出总计", "第6行"]);
    let (_, faults) = read(&text);
    assert_eq!(faults[0].labels.len(), 2);
    let two_names = with("收支决算总表:\n  原因: 甲\n");
    assert_fault(&two_names, "", &["F003", "收支决算总表", "合成一处"]);
    let two_spellings = SMALLEST.replace("收入总计: 100", "收入总计: { 决算数: 100, 决算: 99 }");
    assert_fault(&two_spellings, "", &["F003", "决算数"]);
}

#[test]
fn accepted_other_spellings_load() {
    let text = SMALLEST
        .replace("收入支出决算总表", "收支决算总表") // both of them
        .replace("收入总计: 100", "收入总计: { 决算: 100, 上年数: 80 }")
        .replace("本年收入合计", "收入合计");
    let accounts = clean(&text);
    assert_eq!(accounts.number("revenue.grand_total.last").value(), Some(80.into()));
}

#[test]
fn the_head_must_be_there() {
    for key in ["部门", "年度", "金额单位"] {
        let lines: Vec<&str> = SMALLEST.lines().filter(|line| !line.starts_with(key)).collect();
        assert_fault(&lines.join("\n"), "1:1 F004", &[key]);
    }
    assert_fault(&SMALLEST.replace("2023", "23"), "2:5 F006", &["四位"]);
    assert_fault(&SMALLEST.replace("2023", "２０２３"), "2:5 F006", &["半角"]);
    assert_fault(&SMALLEST.replace("2023", "20230"), "2:5 F006", &["四位"]);
    assert_fault(&SMALLEST.replace("示例县某某局", ""), "1:4 F004", &["部门"]);
}

#[test]
fn figures_that_every_department_has_must_be_there() {
    let text = SMALLEST.replace("  财政拨款收入: 100\n", "");
    assert_fault(&text, "", &["F004", "财政拨款收入", "财政拨款收入支出决算总表"]);
    // Blank is not missing, and what follows from other figures need not be written.
    clean(&SMALLEST.replace("  财政拨款收入: 100\n", "  财政拨款收入:\n"));
    clean(&SMALLEST.replace("  本年收入合计: 100\n", "  事业收入: 40\n  其他收入: 60\n"));
}

#[test]
fn wrong_types_are_named() {
    assert_fault(&with("部门概况:\n  内设机构: { 甲: 1 }\n"), "15:9 F005", &["内设机构"]);
    assert_fault(&with("收入支出决算总体: 5\n"), "14:1 F002", &["收入支出决算总体"]);
    assert_fault(&with("预算绩效: 无\n"), "14:7 F001", &["预算绩效"]);
    assert_fault(&with("预算绩效:\n  绩效自评: 无\n"), "15:9 F017", &["清单"]);
    assert_fault(&with("收入支出决算总表2:\n"), "14:1 F002", &["收入支出决算总表"]);
    let choice = SMALLEST.replace("  收入总计: 100", "  口径: 合计\n  收入总计: 100");
    assert_fault(&choice, "5:7 F014", &["合计", "总计、本年合计"]);
}

#[test]
fn verified_entries_name_a_known_equation_and_a_reason() {
    let entry = |entry: &str| with(&format!("已核对:\n  - {entry}\n"));
    let accounts = clean(&entry("{ 代码: A106, 科目: 2010301, 原因: 尾差 }"));
    assert_eq!((accounts.verified[0].code.as_str(), accounts.verified[0].row.as_deref()), ("A106", Some("2010301")));
    clean(&entry("{ 代码: A150, 原因: 尾差 }"));
    assert_fault(&entry("{ 代码: A999, 原因: 尾差 }"), "15:5 F008", &["A999"]);
    assert_fault(&entry("{ 代码: A106 }"), "15:5 F008", &["原因"]);
    assert_fault(&with("已核对: A106\n"), "14:6 F008", &["清单"]);
}

#[test]
fn ten_faults_are_ten_diagnostics() {
    let text = "\
部门: 示例县某某局
年度: 23
金额单位: 千元
收入支出决算总表:
  收入总记: 100
  支出总计: １００
收入决算表:
  本年收入合计: 1,000
支出决算表:
  本年支出合计: -5
财政拨款收入支出决算总表:
  财政拨款收入: 一百
  财政拨款支出: 1e2
一般公共预算财政拨款支出决算表:
  明细:
    - { 科目编码: 2010301, 科目名称: 事业运行, 决算数: 1 }
    - { 科目编码: 20103, 决算数: 1 }
";
    let (accounts, faults) = read(text);
    assert!(accounts.is_none());
    let shown: Vec<String> = faults.iter().map(shown).collect();
    assert_eq!(faults.len(), 10, "{shown:#?}");
    for fault in &faults {
        assert!(fault.help.is_some() && !fault.labels.is_empty(), "{}", super::super::shown(fault));
    }
}

#[test]
fn every_line_of_a_row_is_looked_at_even_if_its_account_is_wrong() {
    let text = with("一般公共预算财政拨款支出决算表:\n  明细:\n    - { 科目编码: 99, 决算数: 1e1, 预算: 3 }\n");
    assert_eq!(codes(&text), ["F019", "F011", "F002"]);
}

#[test]
fn a_budget_or_last_year_without_the_final_figure_is_told() {
    let reception = |figures: &str| with(&format!("三公经费:\n  公务接待费: {{ {figures} }}\n"));
    assert_fault(&reception("预算数: 0.5"), "", &["F024", "“公务接待费”写了预算数，没有写决算数"]);
    assert_fault(&reception("上年决算数: 0.5"), "", &["F024", "写了上年决算数"]);
    clean(&reception("预算数: 0.5, 决算数: 0"));
    clean(&reception("预算数: 0.5, 决算数: "));
    // The total follows from its parts.
    clean(&with("三公经费:\n  合计: { 预算数: 0.5 }\n  公务接待费: { 预算数: 0.5, 决算数: 0.2 }\n"));
}

#[test]
fn projects_may_be_left_blank() {
    for list in ["", "\n    -", "\n    - { 项目名称: , 资金: }"] {
        let accounts = clean(&with(&format!("预算绩效:\n  绩效自评: {list}\n")));
        assert_eq!(rows(&accounts, "performance.evaluations").len(), 1, "{list}");
    }
    assert!(rows(&clean(&with("预算绩效:\n  绩效自评: []\n")), "performance.evaluations").is_empty());
    assert_fault(&with("预算绩效:\n  绩效自评: [{ 资金: 1 }]\n"), "", &["F018", "项目名称"]);
}

#[test]
fn a_report_is_no_figures_file_and_a_broken_figures_file_is_one() {
    let table = "部门：示例县某某局\t金额单位：万元\n收入\t\t100\n";
    for report in ["第三部分 决算情况说明\n一、收入：100\n", &format!("第二部分 决算表\n{table}{table}\t合计\t1\n")]
    {
        assert_fault(report, "", &["F001", "“示例.yaml”不是决算数据文件"]);
    }
    let indented: String = SMALLEST.lines().map(|line| format!("　　{line}\n")).collect();
    assert_eq!(codes(&indented)[0], "Y007");
    for (broken, fault) in [
        ("- 部门: 甲\n- 年度: 2023\n", "1:1 F001"),
        ("# 甲局\n{\"部门\":\"甲\",\n\"年度\":2023", "2:1 Y016"),
        ("[甲,\n乙", "1:1 Y016"),
        ("甲", "1:1 F001"),
    ] {
        let (_, faults) = read(broken);
        assert!(!faults[0].labels.is_empty(), "{broken}: {}", shown(&faults[0]));
        assert_eq!(faults[0].code, &fault[4..], "{broken}: {}", shown(&faults[0]));
    }
}
