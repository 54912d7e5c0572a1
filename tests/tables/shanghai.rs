//! The nine tables of a Shanghai district, as one workbook with a sheet for each.

use juesuan::{
    figures::{Number, Reference},
    report::{self, House},
    tables::Role,
};

use crate::{build::workbook, drawings, import, loaded, told};

const NINE: &str = include_str!("shanghai.txt");

#[test]
fn nine_tables_are_read_to_the_last_cell() {
    let import = import(&[(workbook(&drawings(NINE)), Role::This)]);
    assert_eq!(told(&import.problems), [""; 0]);
    assert_eq!(import.tables.len(), 9);
    assert_eq!(import.tables.iter().map(|table| table.left_out).sum::<usize>(), 0);
    let numbers = drawings(NINE).into_iter().flat_map(|(_, it)| crate::build::cells(it)).flatten();
    let numbers = numbers.filter(|cell| cell.contains('.') && cell.parse::<f64>().is_ok()).count();
    let read: usize = import.tables.iter().map(|table| table.taken + table.known).sum();
    assert_eq!((read, numbers), (205, 205));
    let accounts = loaded(&import);
    assert_eq!((accounts.department.as_str(), accounts.year), ("示例区委社会工作部", 2024));
    let value = |name: &str| accounts.number(name).value().map(|value| value.to_string());
    assert_eq!(value("revenue.grand_total").as_deref(), Some("307.82"));
    assert_eq!(value("expenditure.project").as_deref(), Some("202.24"));
    assert_eq!(value("basic.total").as_deref(), Some("105.58"));
    assert_eq!(value("basic.general").as_deref(), Some("10.23"));
    assert_eq!(accounts.number("sangong.total.final"), Number::Absent);
    assert_eq!(import.numbers.len(), accounts.sources.len());
    let first = &import.numbers[0];
    assert_eq!(
        (first.path.join("/"), first.value.to_string()),
        ("收入决算表/本年收入合计/决算数".into(), "307.82".into())
    );
    let cell = accounts.sources.get("一般公共预算财政拨款支出决算表/明细/2013901/决算数");
    assert_eq!(cell.map(|it| it.cell.as_str()), Some("1.xlsx 一般公共预算财政拨款支出决算表!C7"));
}

#[test]
fn they_draft_with_the_shanghai_book() {
    let accounts = loaded(&import(&[(workbook(&drawings(NINE)), Role::This)]));
    let (house, _) = House::load("shanghai-district", &Reference::shipped().catalogue);
    let house = house.unwrap();
    let printed = report::printed(&accounts, &house.style);
    let text = juesuan::formats::txt(&report::draft(&house, &accounts, &printed));
    for words in ["307.82", "105.58", "34.30%", "86.05%", "办公费、差旅费、维修（护）费"] {
        assert!(text.contains(words), "{words}\n{text}");
    }
}
