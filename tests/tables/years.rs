//! Last year's tables and the budget beside this year's.

use juesuan::{
    diagnostic::Severity,
    figures::{self, Number, Reference, identities::Gap},
    tables::{self, Role},
};

use crate::{build::workbook, import, loaded, told};

fn items(year: u16, rows: &str) -> String {
    format!(
        "{year}年度一般公共预算财政拨款支出决算表\n部门：示例县某某局 | | | | 单位：万元\n科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出\n{rows}"
    )
}

const THIS: &str = "合计 | | 100.00\n2010301 | 行政运行 | 60.00\n2010302 | 一般行政管理事务 | 40.00\n";
const LAST: &str = "合计 | | 90.00\n2010301 | 行政运行 | 70.00\n2010350 | 事业运行 | 20.00\n";
const BUDGET: &str = "2023年一般公共预算支出功能分类预算表
编制部门：示例县某某局 | | | | | 单位：元
项目 | < | < | < | 一般公共预算支出 | < | <
功能分类科目编码 | < | < | 功能分类科目名称 | 合计 | 基本支出 | 项目支出
类 | 款 | 项 | ^ | ^ | ^ | ^
201 | | | 一般公共服务支出 | 1234567.5 | 650000 | 584567.5
201 | 03 | | 政府办公厅（室）及相关机构事务 | 1234567.5 | 650000 | 584567.5
201 | 03 | 01 | 行政运行 | 650000 | 650000 |
201 | 03 | 02 | 一般行政管理事务 | 500000 | | 500000
201 | 03 | 03 | 机关服务 | 84567.5 | | 84567.5
合计 | < | < | < | 1234567.5 | 650000 | 584567.5
";
const SANGONG: &str = "2023年“三公”经费和机关运行费预算表
编制部门：示例县某某局 | | | | | | 单位：元
“三公”经费预算数 | < | < | < | < | < | 机关运行费预算数
合计 | 因公出国（境）费 | 公务接待费 | 公务用车购置及运行费 | < | < | ^
^ | ^ | ^ | 小计 | 购置费 | 运行费 | ^
30000 | | 10000 | 20000 | | 20000 | 120000
";

#[test]
fn each_number_gets_its_period() {
    let import = import(&[
        (workbook(&[("05", &items(2023, THIS))]), Role::This),
        (workbook(&[("05", &items(2022, LAST))]), Role::Last),
        (workbook(&[("预算", BUDGET), ("三公", SANGONG)]), Role::Budget),
    ]);
    let gone = "T024 3.xlsx 预算!E10：预算有“一般公共预算财政拨款支出决算表/明细/2010303/年初预算数”84567.5，本年决算表里没有这个科目，没有取";
    assert_eq!(told(&import.problems), [gone]);
    let accounts = loaded(&import);
    let value = |name: &str| accounts.number(name).value().map(|value| value.normalize().to_string());
    assert_eq!(value("gpb.total").as_deref(), Some("100"));
    assert_eq!(value("gpb.total.last").as_deref(), Some("90"));
    // The unit of the file is that of this year's tables.
    assert_eq!(value("gpb.total.budget_initial").as_deref(), Some("123.45675"));
    assert_eq!(value("sangong.operation.budget").as_deref(), Some("2"));
    assert_eq!(value("agency.operating.budget_initial").as_deref(), Some("12"));
    let group = accounts.catalogue.group("gpb.items").unwrap();
    let rows = accounts.rows(group);
    assert_eq!(rows.len(), 2, "only this year's accounts");
    let given = rows[0].numbers.iter().filter(|number| matches!(number, Number::Given(_))).count();
    assert_eq!(given, 3, "决算数、上年决算数、年初预算数");
}

#[test]
fn tables_of_another_year_are_left_out() {
    let this = workbook(&[("05", &items(2023, THIS))]);
    let import = import(&[(this.clone(), Role::This), (this, Role::Last)]);
    assert_eq!(
        told(&import.problems),
        ["T023 2.xlsx 《05》A1：《一般公共预算财政拨款支出决算表》是 2023 年度的，这里要 2022 年度的，整张表没有取"]
    );
    assert_eq!(import.accounts.number("gpb.total.last"), Number::Absent);
}

const TOTALS: &str = "| | 单位：万元
收入 | < | 支出 | <
项目 | 决算数 | 项目 | 决算数
本年收入合计 | 100.00 | 本年支出合计 | 99.00
年初结转和结余 | OPENING | 年末结转和结余 | 4.00
总计 | 103.00 | 总计 | 103.00
";

/// What a year begins with is what the year before ended with (A112); where it is not, both cells are told.
#[test]
fn last_years_closing_is_held_against_the_opening() {
    let totals = |year: u16, opening: &str| {
        workbook(&[(
            "01",
            &format!("{year}年度收入支出决算总表\n部门：示例县某某局 {}", TOTALS.replace("OPENING", opening)),
        )])
    };
    let mut import = import(&[(totals(2023, "3.00"), Role::This), (totals(2022, "3.00"), Role::Last)]);
    assert_eq!(told(&import.problems), [""; 0]);
    figures::derive(&mut import.accounts, Reference::shipped());
    let (gaps, _) = Reference::shipped().gaps(&import.accounts);
    let shown = |gap: &Gap| (gap.diagnostic.code, gap.diagnostic.severity, tables::cells(gap, &import.accounts));
    let cells = ["1.xlsx 01!B6".to_owned(), "2.xlsx 01!D6".to_owned()];
    assert_eq!(gaps.iter().map(shown).collect::<Vec<_>>(), [("A112", Severity::Hint, cells.to_vec())]);
}
