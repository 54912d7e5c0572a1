//! The same tables in every format: .xls and .ods as LibreOffice writes them, .xls of Excel 95 in GBK, .csv in GB18030.

use std::path::Path;

use encoding_rs::GB18030;
use juesuan::{
    figures::{self, Reference},
    tables::{self, Import, Input, Layouts, Role, Settings},
};

use crate::{biff5, build, drawings, told};

fn import(name: &str, bytes: &[u8]) -> Import {
    let mut notes = Vec::new();
    let workbook = tables::read(name, bytes, &mut notes).unwrap_or_else(|| panic!("{:?}", told(&notes)));
    let input = Input { workbook, role: Role::This };
    tables::import(&[input], Layouts::shipped(), Reference::shipped(), Settings::default())
}

/// The figures file without the cells, which every format counts alike, and without the file's name.
fn figures(import: &Import) -> String {
    figures::save(&import.accounts, Reference::shipped()).replace(".xlsx", "").replace(".xls", "").replace(".ods", "")
}

fn xlsx(drawing: &str) -> Vec<u8> {
    let cut = |name: &str| name.chars().take(31).collect::<String>();
    let sheets: Vec<(String, &str)> = drawings(drawing).into_iter().map(|(name, it)| (cut(name), it)).collect();
    build::workbook(&sheets.iter().map(|(name, it)| (name.as_str(), *it)).collect::<Vec<_>>())
}

fn same(fixture: &str, drawing: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tables/fixtures").join(fixture);
    let (stem, _) = fixture.split_once('.').unwrap();
    let [old, new] = [import(fixture, &std::fs::read(path).unwrap()), import(&format!("{stem}.xlsx"), &xlsx(drawing))];
    assert_eq!(told(&old.problems), [""; 0], "{fixture}");
    assert_eq!(figures(&old), figures(&new), "{fixture}");
    let counts = |import: &Import| import.tables.iter().map(|it| (it.taken, it.known, it.left_out)).collect::<Vec<_>>();
    assert_eq!(counts(&old), counts(&new), "{fixture}");
}

#[test]
fn old_workbooks_read_like_new_ones() {
    same("shanghai.xls", include_str!("shanghai.txt"));
    same("national.xls", include_str!("national.txt"));
    same("caijue.xls", include_str!("caijue.txt"));
}

#[test]
fn open_documents_read_like_them_without_their_merged_cells() {
    same("national.ods", include_str!("national.txt"));
}

const PLAIN: &str = "\
支出决算表
部门：示例县某某局 |  | 2023年度 | 金额单位：元
科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出
合计 | | 1234.5 | 1000.25 | 234.25
";

#[test]
fn excel_95_wrote_in_the_code_page_of_its_country() {
    let import = import("旧.xls", &biff5::workbook("支出决算表", &build::cells(PLAIN)));
    assert_eq!(told(&import.problems), [""; 0]);
    assert_eq!(import.accounts.department, "示例县某某局");
    let value = import.accounts.number("expenditure.basic").value().map(|value| value.to_string());
    assert_eq!(value.as_deref(), Some("1000.25"));
}

#[test]
fn texts_come_in_the_office_programs_encoding() {
    let lines = build::cells(PLAIN).into_iter().map(|line| line.join(","));
    let csv = lines.collect::<Vec<_>>().join("\n").replace("1234.5,", "\"1,234.50\",");
    let (bytes, ..) = GB18030.encode(&csv);
    let mut notes = Vec::new();
    let workbook = tables::read("表.csv", &bytes, &mut notes).unwrap();
    assert_eq!(notes.iter().map(|note| note.code).collect::<Vec<_>>(), ["Y003"], "said aloud");
    let input = Input { workbook, role: Role::This };
    let import = tables::import(&[input], Layouts::shipped(), Reference::shipped(), Settings::default());
    let value = import.accounts.number("expenditure.year_total").value().map(|value| value.normalize().to_string());
    assert_eq!((told(&import.problems), value.as_deref()), (vec![], Some("1234.5")));
}
