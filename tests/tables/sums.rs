//! Sums of the tables: tables that add up say nothing, a changed amount is found with its cell.

use juesuan::{
    diagnostic::Severity,
    figures::{self, Reference},
    tables::{self, Role},
};

use crate::{build::workbook, drawings, import, told};

fn errors(text: &str) -> Vec<String> {
    let cut = |name: &str| name.chars().take(31).collect::<String>();
    let sheets: Vec<(String, &str)> = drawings(text).into_iter().map(|(name, it)| (cut(name), it)).collect();
    let sheets: Vec<(&str, &str)> = sheets.iter().map(|(name, it)| (name.as_str(), *it)).collect();
    let mut import = import(&[(workbook(&sheets), Role::This)]);
    import.sums.retain(|it| it.severity == Severity::Error);
    told(&import.sums)
}

#[test]
fn tables_that_add_up_say_nothing() {
    for text in [include_str!("shanghai.txt"), include_str!("national.txt"), include_str!("caijue.txt")] {
        assert_eq!(errors(text), [""; 0]);
    }
}

/// An amount that is changed in one cell is found down its column or across its row, wherever it stands.
#[test]
fn a_changed_amount_in_a_table_of_accounts_is_found() {
    let text = include_str!("shanghai.txt");
    let sheets = drawings(text);
    let (mut tried, mut missed) = (0, Vec::new());
    for (at, (name, drawing)) in sheets.iter().enumerate().filter(|(_, (name, _))| name.contains("支出决算表")) {
        for (row, line) in drawing.lines().enumerate() {
            for (column, cell) in line.split('|').enumerate() {
                let Ok(value) = cell.trim().parse::<f64>() else { continue };
                if !cell.contains('.') || value == 0.0 {
                    continue;
                }
                let changed: Vec<String> = drawing
                    .lines()
                    .enumerate()
                    .map(|(index, line)| {
                        let cells = line.split('|').enumerate();
                        let cells = cells.map(|(at, cell)| match (index, at) {
                            it if it == (row, column) => format!("{:.2}", value + 7.31),
                            _ => cell.to_owned(),
                        });
                        cells.collect::<Vec<_>>().join("|")
                    })
                    .collect();
                let changed = changed.join("\n");
                let mut sheets = sheets.clone();
                sheets[at].1 = &changed;
                let mut import = import(&[(workbook(&sheets), Role::This)]);
                tried += 1;
                let told = import.sums.iter().any(|it| it.severity == Severity::Error);
                figures::derive(&mut import.accounts, Reference::shipped());
                let (gaps, _) = Reference::shipped().gaps(&import.accounts);
                let gap = gaps.iter().find(|gap| gap.diagnostic.severity == Severity::Error);
                // What the figures themselves say names its cells.
                assert!(gap.is_none_or(|gap| !tables::cells(gap, &import.accounts).is_empty()));
                let told = told || gap.is_some();
                // One figure in two tables is a conflict.
                if !told && !import.problems.iter().any(|it| it.code == "T020") {
                    missed.push(format!("{name} {line}"));
                }
            }
        }
    }
    assert!(tried > 80, "{tried}");
    assert_eq!(missed, [""; 0]);
}

const REVENUE: &str = "\
@ 收入决算表
收入决算表 | | | |
部门：示例县某某局 | | 2023年度 | 单位：万元 |
科目编码 | 科目名称 | 本年收入合计 | 财政拨款收入 | 其他收入
合计 | | 100.00 | 90.00 | 10.00
201 | 一般公共服务支出 | 100.00 | 90.00 | 10.00
20103 | 政府办公厅（室）及相关机构事务 | 100.00 | 90.00 | 10.00
2010301 | 行政运行 | 60.00 | 50.00 | 10.00
2010302 | 一般行政管理事务 | 40.00 | 40.00 |
";

#[test]
fn a_number_left_out_spares_its_row_and_column_only() {
    let broken = REVENUE.replace("60.00 | 50.00", "约60 | 50.00");
    assert_eq!(errors(&broken), [""; 0]);
    let wrong = broken.replace("40.00 | 40.00 |", "40.00 | 41.00 |");
    let expected = [
        "T030 1.xlsx 《收入决算表》D6：编码 20103 90，下面各行（D7、D8）相加是 91，差 1万元",
        "T031 1.xlsx 《收入决算表》C8：“本年收入合计”40，分项（D8）相加是 41，差 1万元",
    ];
    assert_eq!(errors(&wrong), expected);
}

#[test]
fn a_column_filled_only_in_the_row_of_totals_adds_up_to_nothing() {
    let total = "合计 | | 100.00 | 90.00 | 10.00\n";
    let bare = REVENUE.replace(" | 10.00\n", " |\n").replace("合计 | | 100.00 | 90.00 |\n", total);
    let told = errors(&bare);
    let expected = "T030 1.xlsx 《收入决算表》E4：合计10，下面各行（都空着）相加是 0，差 10万元";
    assert!(told.iter().any(|it| it == expected), "{told:?}");
}

#[test]
fn a_class_that_only_one_of_two_tables_has_is_found_in_either() {
    let totals = "@ 总表\n收入支出决算总表 | | |\n单位：万元 | 2023年度 | |\n收入 | < | 支出 | <\n项目 | 决算数 | 项目 | 决算数\n本年收入合计 | 100.00 | 一、一般公共服务支出 | 100.00\n | | 二、卫生健康支出 | 5.00\n | | 本年支出合计 | 105.00\n";
    let expenditure = "@ 支出决算表\n支出决算表 | | |\n单位：万元 | 2023年度 | |\n科目编码 | 科目名称 | 本年支出合计 | 基本支出\n合计 | | 105.00 | 105.00\n201 | 一般公共服务支出 | 100.00 | 100.00\n208 | 社会保障和就业支出 | 5.00 | 5.00\n";
    let expected = [
        "T032 1.xlsx 《总表》D6：卫生健康支出 5，《支出决算表》里没有这一类，差 5万元",
        "T032 1.xlsx 《支出决算表》C6：社会保障和就业支出 5，《收入支出决算总表》里没有这一类，差 5万元",
    ];
    assert_eq!(errors(&format!("{totals}{expenditure}")), expected);
}

const ACROSS: &str = "\
@ 收入
收入决算表 | | | |
部门：示例县某某局 | | 2023年度 | 单位：万元 |
科目编码 | 科目名称 | 本年收入合计 | 财政拨款收入 | 其他收入
合计 | | 100.00 | 90.00 | 10.00
@ 支出
支出决算表 | | | |
部门：示例县某某局 | | 2023年度 | 单位：万元 |
科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出
合计 | | 100.00 | 70.00 | 30.00
@ 财政
财政拨款收入支出决算总表 | | |
部门：示例县某某局 | 2023年度 | 单位：万元 |
收入 | < | 支出 | <
项目 | 决算数 | 项目 | 合计
一般公共预算财政拨款 | 95.00 | 本年支出合计 | 100.00
年初财政拨款结转和结余 | 0.00 | 年末财政拨款结转和结余 | 0.00
总计 | 90.00 | 总计 | 100.00
@ 一般
一般公共预算财政拨款支出决算表 | | | |
部门：示例县某某局 | | 2023年度 | 单位：万元 |
科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出
合计 | | 100.00 | 60.00 | 40.00
@ 基本
一般公共预算财政拨款基本支出决算表 | | |
部门：示例县某某局 | 2023年度 | 单位：万元 |
科目编码 | 科目名称 | 决算数 |
30217 | 公务接待费 | 3.00 |
@ 三公
财政拨款“三公”经费支出决算表 | | |
部门：示例县某某局 | 2023年度 | 单位：万元 |
合计 | < | 公务接待费 | <
预算数 | 决算数 | 预算数 | 决算数
5.00 | 2.00 | 5.00 | 2.00
";

#[test]
fn equations_between_tables_name_the_cells_of_both() {
    let mut import = import(&[(workbook(&drawings(ACROSS)), Role::This)]);
    figures::derive(&mut import.accounts, Reference::shipped());
    let (gaps, _) = Reference::shipped().gaps(&import.accounts);
    let found = |code: &str| {
        let gap = gaps.iter().find(|gap| gap.diagnostic.code == code);
        gap.map(|gap| tables::cells(gap, &import.accounts).join("；"))
    };
    assert_eq!(found("A113").as_deref(), Some("1.xlsx 收入!D4；1.xlsx 财政!B5"));
    assert_eq!(found("A114").as_deref(), Some("1.xlsx 财政!B7；1.xlsx 财政!D7"));
    assert_eq!(found("A136").as_deref(), Some("1.xlsx 一般!E4；1.xlsx 支出!E4"));
    assert_eq!(found("A147").as_deref(), Some("1.xlsx 基本!C4；1.xlsx 三公!D5"));
}
