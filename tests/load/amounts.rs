//! Amounts: exactly as typed, in 万元 or 元, and refused with the right spelling where they are not plain numbers.

use juesuan::figures::{MoneyUnit, Number};

use super::super::{SMALLEST, assert_fault, clean, codes, value, with};

fn reception(amount: &str) -> String {
    with(&format!("财政拨款“三公”经费支出决算表:\n  公务接待费: {amount}\n"))
}

#[test]
fn amounts_are_exact_and_keep_their_digits() {
    for typed in ["0", "0.1", "593.320", "12345678901234.56", "0.000001", "999999999999999.999999"] {
        for written in [typed.to_owned(), format!("\"{typed}\""), format!("'{typed}'")] {
            let accounts = clean(&reception(&written));
            assert_eq!(value(&accounts, "sangong.reception").as_deref(), Some(typed), "{written}");
        }
    }
}

#[test]
fn a_tenth_is_a_tenth() {
    let text = with("机构运行信息表:\n  政府采购支出总额:\n    政府采购货物支出: 0.1\n    政府采购服务支出: 0.2\n");
    assert_eq!(value(&clean(&text), "procurement.total").as_deref(), Some("0.3"));
}

#[test]
fn zero_blank_and_absent_are_three_things() {
    assert_eq!(clean(&reception("0")).number("sangong.reception"), Number::Given(0.into()));
    for blank in ["", "~", "null"] {
        assert_eq!(clean(&reception(blank)).number("sangong.reception"), Number::Blank, "{blank:?}");
    }
    assert_eq!(clean(SMALLEST).number("sangong.reception"), Number::Absent);
}

#[test]
fn yuan_are_kept_as_yuan() {
    let accounts = clean(&SMALLEST.replace("万元", "元").replace("收入总计: 100", "收入总计: 5933200.45"));
    assert_eq!(accounts.unit, MoneyUnit::Yuan);
    assert_eq!(value(&accounts, "revenue.grand_total").as_deref(), Some("5933200.45"));
    assert_fault(&SMALLEST.replace("万元", "千元"), "3:7 F007", &["万元 或 元", "千元"]);
}

#[test]
fn other_spellings_are_refused_with_the_right_one() {
    let cases = [
        ("1e3", "F011", "写成 1000"),
        ("1.5E2", "F011", "写成 150"),
        ("５９３．３２", "F011", "改成半角：593.32"),
        ("５９３.32", "F011", "改成半角：593.32"),
        ("1,234.50", "F011", "写成 1234.50"),
        ("1，234.50", "F011", "写成 1234.50"),
        ("593,32", "F011", "逗号不能当小数点"),
        ("593，32", "F011", "逗号不能当小数点"),
        ("593.32万元", "F011", "金额单位是万元的写 593.32，是元的写 5933200"),
        ("１２３万元", "F011", "123"),
        ("010", "F011", "开头不加 0"),
        ("0x1F", "F011", "半角数字"),
        (".5", "F011", "半角数字"),
        ("no", "F011", "删去这一行；是零就写 0"),
        ("无", "F011", "删去这一行；是零就写 0"),
        ("——", "F011", "删去这一行；是零就写 0"),
        ("1234567890123456.78", "F011", "整数最多 15 位"),
        ("0.1234567", "F011", "小数最多 6 位"),
        ("true", "F011", "半角数字"),
        ("｛决算数：5｝", "F011", "括号换成半角"),
        ("\"\"", "F011", "空着"),
        ("-3", "F012", "核对符号"),
    ];
    for (typed, code, help) in cases {
        assert_fault(&reception(typed), &format!("15:10 {code}"), &["公务接待费", help]);
    }
}

#[test]
fn counts_are_whole_and_reversals_may_be_negative() {
    let table =
        |line: &str| with(&format!("财政拨款“三公”经费支出决算表:\n  公务接待费:\n    决算数: 1\n    {line}\n"));
    assert_eq!(value(&clean(&table("批次: 12")), "sangong.reception.batches").as_deref(), Some("12"));
    assert_fault(&table("批次: 1.5"), "17:9 F013", &["批次", "整数"]);
    assert_fault(&table("批次: -1"), "17:9 F012", &["批次"]);
    let item = "一般公共预算财政拨款支出决算表:\n  明细:\n    - { 科目编码: 2010301, 决算数: -0.5 }\n";
    assert_eq!(value(&clean(&with(item)), "gpb.total").as_deref(), Some("-0.5"));
}

#[test]
fn a_list_or_a_mapping_is_no_amount() {
    assert_eq!(codes(&reception("[1, 2]")), ["F009"]);
    assert_eq!(codes(&reception("{ 决算数: { 决算数: 1 } }")), ["F009"]);
}

#[test]
fn a_comma_in_braces_is_told_and_a_code_in_the_wrong_place_is_not_one() {
    let parts = ["F011", "“收入总计”的数里有逗号", "“234.56”"];
    assert_fault(&SMALLEST.replace("收入总计: 100", "收入总计: { 决算数: 1,234.56 }"), "", &parts);
    assert_fault(&SMALLEST.replace("收入总计: 100", "收入总计: { 决算数: 1, 234.56 }"), "", &parts);
    let table = "一般公共预算财政拨款支出决算表:\n";
    let code = |line: &str| with(&format!("{table}  {line}\n"));
    for line in ["2010301: 96.06", "201: 96.06", "20103:"] {
        assert_fault(&code(line), "15:3 F002", &["加一行“明细:”"]);
    }
    assert_fault(&code("2024: 96.06"), "15:3 F002", &["这里可用"]);
    // Where the key has a value, or no number stands before it, no number was torn apart.
    assert_eq!(codes(&SMALLEST.replace("收入总计: 100", "收入总计: { 决算数: 1, 234: 5 }")), ["F002"]);
    assert_eq!(codes(&SMALLEST.replace("收入总计: 100", "收入总计: { 决算数: , 234 }")), ["F002"]);
    assert_eq!(codes(&SMALLEST.replace("收入总计: 100", "收入总计: { 决算数: \"1\", 234 }")), ["F002"]);
}
