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
