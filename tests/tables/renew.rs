//! A second import: numbers follow the tables, and nothing else in the file moves.

use juesuan::{
    figures::{self, Reference},
    source::Source,
    tables::{Import, Renewed, Role, renew},
};

use crate::{build::workbook, drawings, import, loaded, told};

const NINE: &str = include_str!("shanghai.txt");

fn nine(text: &str) -> Import {
    import(&[(workbook(&drawings(text)), Role::This)])
}

fn renewed(file: &str, import: &Import) -> Renewed {
    renew(&Source::new("2024.yaml", file), import, Reference::shipped()).unwrap_or_else(|it| panic!("{:?}", told(&it)))
}

fn changes(renewed: &Renewed) -> Vec<String> {
    renewed.changed.iter().map(|it| format!("{} {:?} {}", it.name, it.old.map(|it| it.to_string()), it.new)).collect()
}

#[test]
fn the_same_tables_change_nothing() {
    let import = nine(NINE);
    let file = figures::save(&import.accounts, Reference::shipped());
    let renewed = renewed(&file, &import);
    assert_eq!((renewed.text, renewed.changed.len(), renewed.stale.len()), (file, 0, 0));
}

#[test]
fn a_corrected_number_is_the_only_change() {
    let import = nine(NINE);
    let file = figures::save(&import.accounts, Reference::shipped())
        .replace("  财政拨款支出: 307.82", "  财政拨款支出: 307.82   # 已与预算股核对\n  原因: 人员增加");
    let corrected = nine(&NINE.replace("51.32", "51.42"));
    let renewed = renewed(&file, &corrected);
    let replaced = |file: &str, key: &str| file.replace(&format!("{key} 51.32"), &format!("{key} 51.42"));
    let expected = ["决算数:", "基本支出:", "="].iter().fold(file.clone(), |file, key| replaced(&file, key));
    assert_eq!(renewed.text, expected);
    let names = ["决算数", "基本支出/决算数"].map(|it| format!("一般公共预算财政拨款支出决算表/明细/2013901/{it}"));
    assert_eq!(changes(&renewed), names.map(|it| format!("{it} Some(\"51.32\") 51.42")));
}

/// A file of names without codes, in 元, with periods on lines of their own.
#[test]
fn a_file_in_other_words_and_another_unit_is_understood() {
    let import = nine(NINE);
    let file = "部门: 示例区委社会工作部\n年度: 2024\n金额单位: 元\n\n收入支出决算总表:\n  收入总计:\n    上年决算数: 0\n  支出总计:\n收入决算表:\n  收入合计: 3078200\n支出决算表:\n  支出合计: 3078200\n财政拨款收入支出决算总表:\n  财政拨款收入:\n  财政拨款支出:\n一般公共预算财政拨款支出决算表:\n  本年支出合计: 3078200\n  明细:\n    - 类: 一般公共服务支出\n      款: 社会工作事务\n      项: 行政运行\n      决算数: 513200\n      用途: 机关运转\n    - { 科目编码: 2010301, 决算数: 3 }\n一般公共预算财政拨款基本支出决算表:\n  人员经费: 953500\n";
    let renewed = renewed(file, &import);
    assert_eq!(told(&renewed.faults), [""; 0]);
    let (accounts, faults) = figures::load(&Source::new("2024.yaml", renewed.text.as_str()), Reference::shipped());
    let accounts = accounts.unwrap_or_else(|| panic!("{}\n{:?}", renewed.text, told(&faults)));
    let value = |name: &str| accounts.number(name).value().map(|value| value.to_string());
    assert_eq!(value("revenue.grand_total").as_deref(), Some("3078200"));
    assert_eq!(value("basic.personnel").as_deref(), Some("953600"));
    let rows = accounts.rows(accounts.catalogue.group("gpb.items").unwrap());
    assert_eq!(rows.iter().filter(|row| row.name == "行政运行").count(), 2, "{}", renewed.text);
    assert!(renewed.text.contains("      用途: 机关运转\n"));
    assert_eq!(renewed.stale.iter().map(|it| it.line).collect::<Vec<_>>(), [24]);
    assert!(
        changes(&renewed)
            .contains(&"一般公共预算财政拨款基本支出决算表/人员经费/决算数 Some(\"953500\") 953600".into())
    );
}

#[test]
fn an_empty_file_takes_every_number() {
    let import = nine(NINE);
    let file = figures::template::blank(Reference::shipped(), "示例区委社会工作部", 2024);
    let renewed = renewed(&file, &import);
    let (accounts, faults) = figures::load(&Source::new("2024.yaml", renewed.text.as_str()), Reference::shipped());
    let accounts = accounts.unwrap_or_else(|| panic!("{}\n{:?}", renewed.text, told(&faults)));
    let imported = loaded(&import);
    for (index, number) in imported.root.numbers.iter().enumerate() {
        if let Some(value) = number.value() {
            assert_eq!(accounts.root.numbers[index].value(), Some(value));
        }
    }
    for (one, other) in accounts.groups.iter().zip(&imported.groups) {
        let rows = |rows: &[figures::Record]| {
            rows.iter()
                .filter(|row| row.numbers.iter().any(|it| it.value().is_some()))
                .map(|row| (row.key(), row.numbers.iter().map(|it| it.value()).collect::<Vec<_>>()))
                .collect::<Vec<_>>()
        };
        assert_eq!(rows(one), rows(other));
    }
    // Every line that was there is there, but for the numbers in it.
    let mut lines = renewed.text.lines();
    for line in file.lines() {
        let key = line.split('#').next().unwrap().trim_end();
        assert!(lines.any(|it| it.starts_with(key)), "{line}");
    }
}

#[test]
fn a_number_typed_by_hand_is_told() {
    let import = nine(NINE);
    let file = figures::save(&import.accounts, Reference::shipped());
    let without: String = file
        .lines()
        .filter(|line| !line.starts_with("  支出决算表/基本支出/"))
        .map(|line| format!("{line}\n"))
        .collect();
    let file = without.replacen("基本支出: 105.58", "基本支出: 105.5", 1);
    let renewed = renewed(&file, &import);
    assert_eq!(
        renewed.changed.iter().map(|it| (it.by_hand, it.name.as_str())).collect::<Vec<_>>(),
        [(true, "支出决算表/基本支出/决算数")]
    );
}

#[test]
fn a_hand_edit_stays_until_its_origin_is_deleted() {
    let file = figures::save(&nine(NINE).accounts, Reference::shipped());
    assert!(file.contains("/2013901/决算数: 1.xlsx 一般公共预算财政拨款支出决算表!C7 = 51.32\n"));
    let edited = file.replace("      决算数: 51.32\n", "      决算数: 51.3   # 照批复\n");
    let same = renewed(&edited, &nine(NINE));
    let kept = |renewed: &Renewed| renewed.kept.iter().map(|it| it.new.to_string()).collect::<Vec<_>>();
    assert_eq!((kept(&same), same.changed.len()), (vec!["51.32".to_owned()], 0));
    assert_eq!(same.text, edited);
    // The tables change, too: what was not edited follows.
    let corrected = nine(&NINE.replace("51.32", "51.42"));
    let both = renewed(&edited, &corrected);
    assert_eq!((kept(&both), changes(&both).len()), (vec!["51.42".to_owned()], 1));
    let expected = edited.replace("基本支出: 51.32", "基本支出: 51.42").replace("D7 = 51.32", "D7 = 51.42");
    assert_eq!(both.text, expected);
    let asked: String =
        edited.lines().filter(|line| !line.contains("!C7 = ")).map(|line| format!("{line}\n")).collect();
    let taken = renewed(&asked, &corrected);
    assert_eq!((kept(&taken).len(), changes(&taken).len()), (0, 2));
    assert!(taken.text.contains("      决算数: 51.42   # 照批复\n") && taken.text.contains("!C7 = 51.42\n"));
    // Files of versions that did not note the number follow as they did.
    let old: String = edited.lines().map(|line| format!("{}\n", line.split(" = ").next().unwrap())).collect();
    assert_eq!(changes(&renewed(&old, &nine(NINE))).len(), 1);
}
