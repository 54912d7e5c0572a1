//! The national layout: rows of column numbers and line numbers, codes in three columns, three lanes, heads of three rows.

use juesuan::{figures::Period, tables::Role};

use crate::{build::workbook, drawings, import, loaded, told};

const TEN: &str = include_str!("national.txt");

#[test]
fn ten_tables_are_read_to_the_last_cell() {
    let import = import(&[(workbook(&drawings(TEN)), Role::This)]);
    assert_eq!(told(&import.problems), [""; 0]);
    assert_eq!(import.tables.len(), 10);
    assert_eq!(import.missing, [""; 0]);
    assert_eq!(import.tables.iter().map(|table| table.left_out).sum::<usize>(), 0);
    let accounts = loaded(&import);
    assert_eq!((accounts.department.as_str(), accounts.year), ("示例县某某局", 2023));
    let value = |name: &str| accounts.number(name).value().map(|value| value.to_string()).unwrap_or_default();
    for (name, expected) in [
        ("revenue.grand_total", "303"),
        ("revenue.year_total", "300"),
        ("revenue.other", "4"),
        ("carryover.opening", "3"),
        ("carryover.closing", "5"),
        ("fiscal.revenue", "299"),
        ("fiscal.opening", "3"),
        ("gpb.revenue", "210"),
        ("gpb.total", "212"),
        ("gmf.revenue", "80"),
        ("sco.total", "6"),
        ("basic.personnel", "118"),
        ("basic.general", "38"),
        ("sangong.total.budget", "10"),
        ("sangong.operation", "3.5"),
        ("sangong.reception.persons", "42"),
        ("agency.operating", "37.7"),
        ("vehicles.emergency", "2"),
        ("procurement.small", "10"),
    ] {
        assert_eq!(value(name), expected, "{name}");
    }
    let catalogue = accounts.catalogue;
    let group = catalogue.group("gpb.items").unwrap();
    let codes: Vec<&str> =
        accounts.rows(group).iter().filter_map(|row| row.account.as_ref()?.code.as_deref()).collect();
    assert_eq!(codes, ["2010301", "2010302", "2010350", "2080505", "2101101", "2210201"]);
    let index = catalogue.concepts[catalogue.concept("gpb.item").unwrap()].number(Period::Final).unwrap();
    let first = accounts.rows(group)[0].numbers[index].value().map(|value| value.to_string());
    assert_eq!(first.as_deref(), Some("100"));
}

#[test]
fn self_evaluations_are_known_and_nothing_is_taken() {
    let project = "\
部门预算项目支出绩效自评表
（2023年度）
项目名称 | 图书购置项目 | < | <
主管部门 | 示例县文化局 | 实施单位 | 示例县图书馆
项目资金（万元） | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
年度资金总额 | 60.00 | 60.00 | 58.20 | 10 | 97% | 9.7
绩效指标 | 购置图书 | ≥5000册 | 5210册 | 20 | | 20
总分 | | | | 100 | | 98.7
";
    let list = "\
示例县图书馆2023年度项目支出绩效自评汇总表
序号 | 项目名称 | 资金 | 得分
1 | 图书购置项目 | 60.00 | 98.7
";
    let mut sheets = drawings(TEN);
    let ten = import(&[(workbook(&sheets), Role::This)]);
    sheets.extend([("项目1", project), ("汇总", list)]);
    let with = import(&[(workbook(&sheets), Role::This)]);
    assert_eq!(told(&with.problems), [""; 0]);
    assert_eq!((with.unknown, with.missing), (vec![], vec![]));
    assert_eq!(with.tables.iter().skip(10).map(|it| (it.taken, it.known)).collect::<Vec<_>>(), [(0, 9), (0, 3)]);
    assert_eq!(with.accounts.root.numbers, ten.accounts.root.numbers);
}
