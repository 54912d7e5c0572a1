//! The official tables filled in from figures.

use juesuan::{
    figures::{self, Reference},
    report::{
        self, House,
        forms::{Cell, Forms, Table},
    },
    source::Source,
};

fn table(department: &str, form: &str) -> Table {
    let path = format!("data/departments/{department}.yaml");
    let accounts = figures::load_path(path.as_ref(), Reference::shipped()).0.unwrap();
    let house = House::load("jilin-county", &Reference::shipped().catalogue).0.unwrap();
    let printed = report::printed(&accounts, &house.style);
    Forms::shipped().fill(form, &printed, &house.style).unwrap()
}

fn shown(cells: &[Cell]) -> String {
    let cell = |cell: &Cell| match cell {
        Cell::Words(words) => words.clone(),
        Cell::Figure { text, .. } => text.clone(),
        Cell::Missing => "?".to_owned(),
        Cell::Left => "<".to_owned(),
        Cell::Above => "^".to_owned(),
    };
    cells.iter().map(cell).collect::<Vec<_>>().join("|")
}

#[test]
fn every_form_is_as_wide_everywhere() {
    for path in ["jingyu-zhengwu/2023", "example-library/2023", "example-new-unit/2023", "example-culture/2024"] {
        for form in Forms::shipped().ids() {
            let table = table(path, form);
            let width = table.head[0].len();
            assert!(table.rows.iter().chain(&table.head).all(|row| row.len() == width), "{path} {form}");
            assert!(!table.rows.is_empty() || table.note.is_some(), "{path} {form}");
        }
    }
}

#[test]
fn totals_stand_in_two_lanes_with_their_feet_on_one_level() {
    let table = table("jingyu-zhengwu/2023", "totals");
    let rows: Vec<String> = table.rows.iter().map(|row| shown(row)).collect();
    assert_eq!(rows[0], "一、财政拨款收入|593.32|一、一般公共服务支出|495.62");
    assert_eq!(rows[6], "本年收入合计|593.32|本年支出合计|593.99");
    // 口径是“本年合计”：总计没有填。
    assert_eq!(rows.last().unwrap(), "总计||总计|");
}

#[test]
fn classes_of_expenditure_stand_only_where_they_are_all_of_it() {
    // 文化局还有事业、经营支出，数据文件里没有它们按类的数。
    let table = table("example-culture/2024", "totals");
    let rows: Vec<String> = table.rows.iter().map(|row| shown(row)).collect();
    assert_eq!(rows[0], "一、财政拨款收入|9072.70||");
    assert_eq!(table.note.as_deref(), Some("注：本表只列合计。"));
    assert_eq!(self::table("jingyu-zhengwu/2023", "totals").note, None);
}

#[test]
fn a_class_that_two_funds_pay_is_one_row() {
    let text = include_str!("../data/departments/example-library/2023.yaml").replace("2120803", "2070199");
    let accounts = figures::load(&Source::new("图书馆.yaml", text), Reference::shipped()).0.unwrap();
    let house = House::load("jilin-county", &Reference::shipped().catalogue).0.unwrap();
    let printed = report::printed(&accounts, &house.style);
    let table = Forms::shipped().fill("fiscal", &printed, &house.style).unwrap();
    let rows: Vec<String> = table.rows.iter().map(|row| shown(&row[2..])).collect();
    let culture: Vec<&String> = rows.iter().filter(|row| row.contains("文化旅游体育与传媒支出")).collect();
    assert_eq!(culture, ["一、文化旅游体育与传媒支出|531.19"], "468.69 + 62.50");
    assert!(rows.iter().any(|row| row == "五、其他支出|20.00"), "{rows:?}");
}

#[test]
fn accounts_are_summed_by_class_and_section() {
    let table = table("jingyu-zhengwu/2023", "gpb");
    let rows: Vec<String> = table.rows.iter().map(|row| shown(row)).collect();
    assert_eq!(rows[0], "|合计|593.99|445.65|148.34");
    assert_eq!(rows[1], "201|一般公共服务支出|495.62||");
    assert_eq!(rows[2], "20103|政府办公厅（室）及相关机构事务|475.62||");
    assert_eq!(rows[3], "2010301|行政运行|96.06||");
    assert_eq!(rows.len(), 1 + 4 + 6 + 12);
    let item = &table.rows[3][2];
    let concept = Some("gpb.item.final".to_owned());
    assert_eq!(*item, Cell::Figure { text: "96.06".into(), concept, row: Some("2010301".into()) });
}

#[test]
fn a_table_without_data_says_so() {
    let table = table("jingyu-zhengwu/2023", "gmf");
    assert!(table.rows.is_empty() && table.wide);
    assert_eq!(table.note.as_deref(), Some("注：本部门2023年度没有这项收入和支出，本表无数据。"));
}

#[test]
fn counts_have_no_decimals_and_money_has() {
    let rows: Vec<String> = table("jingyu-zhengwu/2023", "agency").rows.iter().map(|row| shown(row)).collect();
    assert!(rows.contains(&"二、机关运行经费|125.88".to_owned()), "{rows:#?}");
    assert!(rows.contains(&"（一）车辆数合计（辆）|0".to_owned()), "{rows:#?}");
}
