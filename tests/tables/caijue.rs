//! The set that the accounts software exports (财决): in 元, lanes with budgets, names of sheets cut off.

use juesuan::tables::Role;

use crate::{build::workbook, drawings, import, loaded, told};

const SET: &str = include_str!("caijue.txt");
const PUBLIC: &str = include_str!("national.txt");

/// Excel cuts names at 31 characters.
fn sheets() -> Vec<(String, &'static str)> {
    drawings(SET).into_iter().map(|(name, drawing)| (name.chars().take(31).collect(), drawing)).collect()
}

fn set() -> Vec<u8> {
    let sheets = sheets();
    workbook(&sheets.iter().map(|(name, drawing)| (name.as_str(), *drawing)).collect::<Vec<_>>())
}

#[test]
fn the_set_is_read_in_yuan() {
    let import = import(&[(set(), Role::This)]);
    assert_eq!(told(&import.problems), [""; 0]);
    assert_eq!(import.tables.len(), 5);
    let accounts = loaded(&import);
    assert_eq!((accounts.unit.name(), accounts.year), ("元", 2023));
    let value = |name: &str| accounts.number(name).value().map(|value| value.to_string()).unwrap_or_default();
    for (name, expected) in [
        ("revenue.grand_total", "3030000"),
        ("expenditure.grand_total", "3030000"),
        ("expenditure.personnel", "1180000"),
        ("expenditure.general", "380000"),
        ("gpb.revenue", "2100000"),
        ("gpb.total", "2120000"),
        ("gpb.total.basic", "1560000"),
        ("basic.total", "1560000"),
        ("revenue.other", "40000"),
        ("agency.operating", "377000"),
        ("vehicles.emergency", "2"),
    ] {
        assert_eq!(value(name), expected, "{name}");
    }
    let group = accounts.catalogue.group("basic.general.items").unwrap();
    let names: Vec<&str> = accounts.rows(group).iter().map(|row| row.name.as_str()).collect();
    assert_eq!(names, ["办公费", "电费", "差旅费", "办公设备购置"]);
}

#[test]
fn the_public_tables_beside_it_agree() {
    let import = import(&[(workbook(&drawings(PUBLIC)), Role::This), (set(), Role::This)]);
    assert_eq!(told(&import.problems), [""; 0]);
    let accounts = loaded(&import);
    assert_eq!(accounts.unit.name(), "元");
    let cell = accounts.sources.get("收入支出决算总表/收入总计/决算数").map(|it| it.cell.as_str());
    assert_eq!(cell, Some("2.xlsx Z01 收入支出决算总表(财决01表)!E18"), "the finer of the two");
}

#[test]
fn a_sheet_without_a_title_is_known_by_its_name() {
    let sheets = sheets();
    let untitled: Vec<(String, String)> =
        sheets.iter().map(|(name, drawing)| (name.clone(), drawing.split_once('\n').unwrap().1.to_owned())).collect();
    let drawings: Vec<(&str, &str)> = untitled.iter().map(|(name, it)| (name.as_str(), it.as_str())).collect();
    let import = import(&[(workbook(&drawings), Role::This)]);
    assert_eq!(told(&import.problems), [""; 0]);
    assert_eq!(import.tables.len(), 5);
}
