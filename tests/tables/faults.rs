//! What cannot be read for certain is left out, and told with its sheet and cell.

use juesuan::{figures::Number, tables::Role};

use crate::{
    build::{replaced, workbook},
    import, loaded, told,
};

const ITEMS: &str = "\
一般公共预算财政拨款支出决算表
部门：示例县某某局 | | | | 2023年度 | 单位：万元
项目 | < | 合计 | 基本支出 | 项目支出
科目编码 | 科目名称 | ^ | ^ | ^
合计 | < | 100.00 | 60.00 | 40.00
2010301 | 行政运行 | 60.00 | 60.00 |
2010302 | 一般行政管理事务 | 40.00 | | 40.00
";

/// What an import of one drawing says, and the value of the total.
fn read(drawing: &str) -> (Vec<String>, Number) {
    let import = import(&[(workbook(&[("表", drawing)]), Role::This)]);
    (told(&import.problems), import.accounts.number("gpb.total"))
}

fn given(text: &str) -> Number {
    Number::Given(text.parse().unwrap())
}

#[test]
fn the_example_itself_is_clean() {
    assert_eq!(read(ITEMS), (vec![], given("100")));
}

#[test]
fn a_table_without_a_unit_is_left_out() {
    let (told, total) = read(&ITEMS.replace("单位：万元", ""));
    assert_eq!(told, ["T011 1.xlsx 《表》A1：《一般公共预算财政拨款支出决算表》没有写金额单位，整张表没有取"]);
    assert_eq!(total, Number::Absent);
    let (told, _) = read(&ITEMS.replace("单位：万元", "单位：千元"));
    assert_eq!(told, ["T011 1.xlsx 《表》A1：《一般公共预算财政拨款支出决算表》的金额单位写的是“千元”，整张表没有取"]);
}

#[test]
fn columns_and_labels_that_nobody_knows_are_told_where_they_hold_something() {
    let odd = ITEMS.replace("项目支出\n", "项目支出 | 备用栏\n").replace("40.00\n2010301", "40.00 | 7\n2010301");
    assert_eq!(read(&odd).0, ["T012 1.xlsx 《表》F3：不认得栏目“备用栏”，1 个数没有取"]);
    let remarks = odd.replace("40.00 | 7", "40.00 | 已核");
    assert_eq!(read(&remarks).0, [""; 0]);
    let twice = ITEMS.replace("项目支出\n", "项目支出 | 科目名称\n").replace("40.00\n2010301", "40.00 | 7\n2010301");
    assert_eq!(read(&twice).0, ["T012 1.xlsx 《表》F3：不认得栏目“科目名称”，1 个数没有取"]);
    let odd = ITEMS.replace("合计 | < | 100.00", "共计 | < | 100.00");
    assert_eq!(read(&odd), (vec!["T013 1.xlsx 《表》B5：不认得项目“共计”，这一行没有取".into()], Number::Absent));
    assert_eq!(read(&format!("{ITEMS}附报 | < | | |\n")).0, [""; 0]);
}

#[test]
fn numbers_come_as_text_and_as_dashes() {
    let typed = ITEMS.replace("100.00 | 60.00 | 40.00", "'1,００0.5 | － | 　");
    assert_eq!(read(&typed), (vec![], given("1000.5")));
    let odd = [("约100", "T014"), ("#REF!", "T014"), ("=C6:#REF!", "T014"), ("=C6+C7", "T015"), ("'1,00.5", "T014")];
    for (odd, code) in odd {
        let (told, total) = read(&ITEMS.replace("100.00 | 60.00", &format!("{odd} | 60.00")));
        assert_eq!(told.len(), 1, "{odd}: {told:?}");
        assert!(told[0].starts_with(&format!("{code} 1.xlsx 《表》C5：")), "{odd}: {told:?}");
        assert_eq!(total, Number::Absent, "{odd}");
    }
    assert_eq!(read(&ITEMS.replace("100.00 | 60.00", "=C6+C7:100 | 60.00")), (vec![], given("100")));
}

#[test]
fn what_the_format_hides_is_told() {
    let (told, total) = read(&ITEMS.replace("100.00 |", "100.0049 |"));
    assert_eq!(told, ["T016 1.xlsx 《表》C5：显示 100，实际存的是 100.0049，按显示的取"]);
    assert_eq!(total, given("100"));
    assert_eq!(read(&ITEMS.replace("100.00 |", "99.99999999999999 |")).1, given("100"));
}

#[test]
fn rows_that_slipped_against_their_codes_are_left_out() {
    let slipped = ITEMS.replace("2010302 | 一般行政管理事务", "2010302 | 事业运行");
    let import = import(&[(workbook(&[("表", &slipped)]), Role::This)]);
    let expected =
        "T017 1.xlsx 《表》B7：编码 2010302 是“一般行政管理事务”，名称写的却是“事业运行”，可能错行，这一行没有取";
    assert_eq!(told(&import.problems), [expected]);
    let rows = import.accounts.rows(import.accounts.catalogue.group("gpb.items").unwrap());
    assert_eq!(rows.len(), 1);
    let renamed = ITEMS.replace("2010302 | 一般行政管理事务", "2010302 | 一般行政管理的事务");
    assert_eq!(read(&renamed).0.len(), 1);
}

#[test]
fn two_cells_that_disagree_give_no_figure() {
    let other = ITEMS.replace("100.00", "101.00");
    let import = import(&[(workbook(&[("一", ITEMS), ("二", &other)]), Role::This)]);
    let expected = "T020 “一般公共预算财政拨款支出决算表/本年支出合计/决算数”有两个数：1.xlsx 一!C5 是 100万元，1.xlsx 二!C5 是 101万元，都没有取";
    assert_eq!(told(&import.problems), [expected]);
    assert_eq!(import.accounts.number("gpb.total"), Number::Absent);
    assert_eq!(import.accounts.number("gpb.total.basic"), given("60"));
}

#[test]
fn a_total_of_two_lanes_without_their_headings_is_nobodys() {
    let table = "收入支出决算总表\n单位：万元\n项目 | 决算数 | 项目 | 决算数\n本年收入合计 | 5 | 本年支出合计 | 5\n总计 | 5 | 总计 | 5\n";
    let import = import(&[(workbook(&[("表", table)]), Role::This)]);
    let expected = ["A5", "C5"].map(|at| format!("T013 1.xlsx 《表》{at}：项目“总计”可以是几种意思，这一行没有取"));
    assert_eq!(told(&import.problems), expected);
    assert_eq!(import.accounts.number("revenue.year_total"), given("5"));
}

#[test]
fn titles_tell_tables() {
    // Of another table's title only the end is the same.
    let (told, total) = read(&ITEMS.replacen("一般公共预算财政拨款支出决算表", "项目支出决算表", 1));
    assert_eq!((told, total), (vec!["T010 “1.xlsx”里没有认得的决算表".to_owned()], Number::Absent));
    let long = ITEMS.replacen("一般公共预算", "示例县某某局2023年部门一般公共预算", 1);
    assert_eq!(read(&long).0, [""; 0]);
    // A table of contents names them all.
    let contents = "目录\n一、收入支出决算总表\n二、收入决算表\n三、一般公共预算财政拨款支出决算表\n";
    let import = import(&[(
        workbook(&[("目录", contents), ("一般公共预算财政拨款支出决算表", &ITEMS[ITEMS.find('\n').unwrap()..])]),
        Role::This,
    )]);
    assert_eq!(crate::told(&import.problems), [""; 0]);
    assert_eq!(import.accounts.number("gpb.total"), given("100"));
}

#[test]
fn sheets_of_unknown_tables_are_named_at_the_end() {
    let import =
        import(&[(workbook(&[("表", ITEMS), ("Z99", "别的表\n1.00 | 2.00"), ("说明", "没有数")]), Role::This)]);
    assert_eq!(import.unknown, ["1.xlsx“Z99”"]);
    assert!(juesuan::tables::report::report(&import).contains("不认得、没有取的工作表：1.xlsx“Z99”。"));
}

#[test]
fn an_empty_sheet_with_a_title_for_its_name_is_nothing() {
    let import = import(&[(workbook(&[("支出决算表", ""), ("表", ITEMS)]), Role::This)]);
    assert_eq!(told(&import.problems), [""; 0]);
}

#[test]
fn hidden_sheets_are_told_and_not_read() {
    let import = import(&[(workbook(&[("表", ITEMS), ("~旧表", &ITEMS.replace("100.00", "99.00"))]), Role::This)]);
    assert_eq!(told(&import.problems), ["T021 1.xlsx《旧表》是隐藏的工作表，没有取"]);
    assert_eq!(import.accounts.number("gpb.total"), given("100"));
}

#[test]
fn the_three_public_expenses_stand_in_columns_or_in_rows() {
    let rows = "三公经费支出决算表\n单位：万元\n项 目 | 预算数 | 决算数\n合计 | 6 | 4.5\n1.因公出国（境）费用 | 0 | 0\n2.公务接待费 | 1 | 0.5\n3.公务用车购置及运行费 | 5 | 4\n其中：（1）公务用车运行维护费 | 5 | 4\n（2）公务用车购置 | |\n";
    let import = import(&[(workbook(&[("表", rows)]), Role::This)]);
    assert_eq!(told(&import.problems), [""; 0]);
    assert_eq!(import.accounts.number("sangong.total.budget"), given("6"));
    assert_eq!(import.accounts.number("sangong.operation"), given("4"));
    assert_eq!(import.accounts.number("sangong.purchase"), Number::Absent);
}

#[test]
fn several_tables_stand_in_one_sheet() {
    let other = "\n\n三公经费\n财政拨款“三公”经费支出决算表\n金额单位：元\n合计 | < | 公务接待费 | < | 因公出国(境)费 | < | 公务用车购置及运行费 | < | < | < | < | <\n^ | ^ | ^ | ^ | ^ | ^ | 小计 | < | 公务用车购置费 | < | 公务用车运行费 | <\n预算数 | 决算数 | 预算数 | 决算数 | 预算数 | 决算数 | 预算数 | 决算数 | 预算数 | 决算数 | 预算数 | 决算数\n30000 | 21000.5 | 10000 | 1000.5 | | | 20000 | 20000 | | | 20000 | 20000\n";
    let import = import(&[(workbook(&[("全部", &format!("{ITEMS}{other}"))]), Role::This)]);
    assert_eq!(told(&import.problems), [""; 0]);
    let accounts = loaded(&import);
    // Of the two units the finer one holds both exactly.
    assert_eq!(accounts.unit.name(), "元");
    assert_eq!(accounts.number("gpb.total"), given("1000000"));
    assert_eq!(accounts.number("sangong.reception"), given("1000.5"));
    assert_eq!(accounts.number("sangong.operation.budget"), given("20000"));
}

#[test]
fn numbers_out_of_sight_are_taken_and_told() {
    let row = ITEMS.replace("2010302 |", "~2010302 |");
    let hint = |place, count| format!("T034 1.xlsx 《表》{place}：隐藏的行、列里有 {count} 个数，都取了，这是第一个");
    assert_eq!(read(&row), (vec![hint("C7", 2)], given("100")));
    let column = ITEMS.replace("基本支出 |", "基本支出~ |");
    assert_eq!(read(&column), (vec![hint("D5", 2)], given("100")));
    assert_eq!(read(&ITEMS.replace("部门：示例县某某局 |", "部门：示例县某某局~ |")), read(ITEMS));
    // Without the word for it, by their size; what zeroHeight hides are rows without a cell.
    let seen = workbook(&[("表", ITEMS)]);
    let sizes = "<sheetFormatPr defaultRowHeight=\"15\" zeroHeight=\"1\"/>";
    let unseen = replaced(&seen, "<sheetFormatPr defaultRowHeight=\"15\"/>", sizes);
    let narrow = format!("{sizes}<cols><col min=\"4\" max=\"4\" width=\"0\" customWidth=\"1\"/></cols>");
    for (from, to, expected) in [
        ("", "", vec![]),
        (sizes, narrow.as_str(), vec![hint("D5", 2)]),
        ("<row r=\"7\"", "<row r=\"7\" ht=\"0\" customHeight=\"1\"", vec![hint("C7", 2)]),
    ] {
        let import =
            import(&[(if from.is_empty() { unseen.clone() } else { replaced(&unseen, from, to) }, Role::This)]);
        assert_eq!((told(&import.problems), import.accounts.number("gpb.total")), (expected, given("100")), "{to}");
    }
}
