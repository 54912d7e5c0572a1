//! Reasons: cleaned of what the sentence says itself, and pointing to one another by name.

use juesuan::figures::FinalAccounts;

use super::super::{SMALLEST, assert_fault, clean, codes, read, rows, with};

fn text<'a>(accounts: &'a FinalAccounts, name: &str) -> &'a [String] {
    let at = accounts.catalogue.root.text(name).unwrap_or_else(|| panic!("{name}"));
    accounts.root.texts[at].lines()
}

fn totals(reason: &str) -> String {
    SMALLEST.replace("  支出总计: 100\n", &format!("  支出总计: 100\n  原因: {reason}\n"))
}

#[test]
fn lead_ins_and_full_stops_are_trimmed_with_a_hint() {
    for typed in ["主要原因是人员变动。", "主要是人员变动", "主要原因：人员变动；", "人员变动。", "原因是 人员变动"]
    {
        let (accounts, faults) = read(&totals(typed));
        assert_eq!(faults.iter().map(|fault| fault.code).collect::<Vec<_>>(), ["F015"], "{typed}");
        assert_eq!(text(&accounts.unwrap(), "totals.reason"), ["人员变动"], "{typed}");
    }
    assert_eq!(text(&clean(&totals("一是调资；二是补缴")), "totals.reason"), ["一是调资；二是补缴"]);
    assert_eq!(text(&clean(&totals("人员变动。调资")), "totals.reason"), ["人员变动。调资"]);
}

#[test]
fn a_reason_may_run_over_several_lines() {
    let accounts = clean(&totals("|\n    一是调资，\n    二是补缴"));
    assert_eq!(text(&accounts, "totals.reason"), ["一是调资，二是补缴"]);
}

#[test]
fn reasons_point_to_one_another_in_chains() {
    let more = "一般公共预算财政拨款支出决算表:\n  本年支出合计: { 决算数: 100, 较上年原因: 同财政拨款收支总体 }\n  明细:\n    - { 科目编码: 2010301, 决算数: 100, 原因: 同一般公共预算支出总体 }\n";
    let file = totals("调资").replace("  财政拨款支出: 100\n", "  财政拨款支出: 100\n  原因: 同收支总体\n") + more;
    let (accounts, faults) = read(&file);
    let accounts = accounts.unwrap_or_else(|| panic!("{faults:?}"));
    assert_eq!(text(&accounts, "fiscal.reason"), ["调资"]);
    assert_eq!(text(&accounts, "gpb.total.reason_last"), ["调资"]);
    let row = &rows(&accounts, "gpb.items")[0];
    assert!(row.texts.iter().any(|text| text.lines() == ["调资"]), "{:?}", row.texts);
}

#[test]
fn a_ring_or_a_pointer_to_nothing_is_refused() {
    let own = totals("同收支总体");
    assert_fault(&own, "7:7 F016", &["同收支总体"]);
    let ring =
        totals("同财政拨款收支总体").replace("  财政拨款支出: 100\n", "  财政拨款支出: 100\n  原因: 同收支总体\n");
    assert_eq!(codes(&ring), ["F016", "F016"]);
    let nothing = SMALLEST.replace("  财政拨款支出: 100\n", "  财政拨款支出: 100\n  原因: 同收支总体\n");
    assert_fault(&nothing, "14:7 F016", &["同收支总体"]);
    // Pointing to a reason that is still blank is as good as leaving it blank.
    let blank = totals("").replace("  财政拨款支出: 100\n", "  财政拨款支出: 100\n  原因: 同收支总体\n");
    assert_eq!(text(&clean(&blank), "fiscal.reason"), [""; 0]);
}

#[test]
fn a_pointer_that_almost_points_is_told() {
    for typed in ["同收支总题", "同收支总体情况", "同上", "同上述"] {
        let (accounts, faults) = read(&totals(typed));
        let told: Vec<_> = faults.iter().map(|fault| (fault.code, fault.severity)).collect();
        assert_eq!(told, [("F016", juesuan::diagnostic::Severity::Warning)], "{typed}");
        assert!(faults[0].help.as_deref().unwrap().contains("同收支总体"), "{typed}");
        assert_eq!(text(&accounts.unwrap(), "totals.reason"), [typed]);
    }
    for reason in ["同级财政追加", "同一项目跨年支付", "同步增加人员", "同上年相比，项目减少"]
    {
        assert_eq!(text(&clean(&totals(reason)), "totals.reason"), [reason]);
    }
}

#[test]
fn lines_of_a_reason_are_joined_as_chinese_is() {
    for typed in [
        "一是调资，\n    二是补缴",
        ">\n    一是调资，\n    二是补缴",
        "\"一是调资，\n    二是补缴\"",
        "|\n    一是调资，\n    二是补缴",
    ] {
        assert_eq!(text(&clean(&totals(typed)), "totals.reason"), ["一是调资，二是补缴"], "{typed}");
    }
    assert_eq!(text(&clean(&totals("采购 PC\n    10 台")), "totals.reason"), ["采购 PC 10 台"]);
    assert_eq!(text(&clean(&totals("新馆 开馆")), "totals.reason"), ["新馆 开馆"], "as typed");
}

#[test]
fn a_word_that_only_begins_like_a_pointer_is_a_reason() {
    assert_eq!(text(&clean(&totals("同比增加人员经费")), "totals.reason"), ["同比增加人员经费"]);
}

#[test]
fn which_comparison_a_reason_explains_must_be_clear() {
    let total =
        |key: &str| with(&format!("一般公共预算财政拨款支出决算表:\n  本年支出合计: {{ 决算数: 100, {key}: 调资 }}\n"));
    assert_fault(&total("原因"), "15:23 F010", &["较上年原因", "较预算原因"]);
    clean(&total("较上年原因"));
    let item = |key: &str| {
        with(&format!(
            "一般公共预算财政拨款支出决算表:\n  明细:\n    - {{ 科目编码: 2010301, 决算数: 1, {key}: 调资 }}\n"
        ))
    };
    let accounts = clean(&item("原因"));
    let shape = &accounts.catalogue.groups[accounts.catalogue.group("gpb.items").unwrap()].shape;
    assert_eq!(rows(&accounts, "gpb.items")[0].texts[shape.text("reason_budget").unwrap()].lines(), ["调资"]);
    assert_fault(&item("原因: 甲, 较预算原因"), "", &["F003", "较预算原因"]);
}

#[test]
fn prose_ends_as_a_sentence() {
    let prose = |typed: &str| {
        let accounts = clean(&with(&format!("预算绩效:\n  结果应用: {typed}\n")));
        text(&accounts, "performance.use").concat()
    };
    assert_eq!(prose("作为安排预算的依据"), "作为安排预算的依据。");
    assert_eq!(prose("满意度95%"), "满意度95%。");
    assert_eq!(prose("作为安排预算的依据。"), "作为安排预算的依据。");
    assert_eq!(prose("如下：一是调整；"), "如下：一是调整；");
    assert_eq!(prose("[一是调整, 二是改进]"), "一是调整。二是改进。");
    // The duties are copied as they were approved.
    let duties = clean(&with("部门概况:\n  部门职责: [负责档案工作]\n"));
    assert_eq!(text(&duties, "about.duties"), ["负责档案工作"]);
}
