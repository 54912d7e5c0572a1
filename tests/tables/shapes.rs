//! The same tables in one workbook, one sheet or many files, in any order, some of them missing, protected or not.

use juesuan::{
    figures::{self, Reference},
    tables::{Import, Role},
};

use crate::{build::workbook, drawings, import, told};

const NINE: &str = include_str!("shanghai.txt");
const TEN: &str = include_str!("national.txt");

/// The figures file up to the cells.
fn figures(import: &Import) -> String {
    assert_eq!(told(&import.problems), [""; 0]);
    let text = figures::save(&import.accounts, Reference::shipped());
    text.split("来源:").next().unwrap().to_owned()
}

#[test]
fn where_a_table_stands_says_nothing() {
    for text in [NINE, TEN] {
        let tables = drawings(text);
        let expected = figures(&import(&[(workbook(&tables), Role::This)]));
        let names: Vec<String> = (0..tables.len()).map(|at| format!("Sheet{at}")).collect();
        let unnamed: Vec<(&str, &str)> = names.iter().map(String::as_str).zip(tables.iter().map(|it| it.1)).collect();
        let backwards: Vec<(&str, &str)> = unnamed.iter().rev().copied().collect();
        assert_eq!(figures(&import(&[(workbook(&backwards), Role::This)])), expected);
        let one = tables.iter().map(|it| it.1).collect::<Vec<_>>().join("\n\n");
        assert_eq!(figures(&import(&[(workbook(&[("全部", &one)]), Role::This)])), expected);
        let files: Vec<_> = unnamed.iter().map(|it| (workbook(&[*it]), Role::This)).collect();
        assert_eq!(figures(&import(&files)), expected);
    }
}

#[test]
fn any_table_may_be_missing() {
    let tables = drawings(TEN);
    for gone in 0..tables.len() {
        let mut rest = tables.clone();
        let (_, drawing) = rest.remove(gone);
        let import = import(&[(workbook(&rest), Role::This)]);
        assert_eq!(told(&import.problems), [""; 0]);
        let [missing] = import.missing.as_slice() else { panic!("{:?}", import.missing) };
        let title = drawing.lines().next().unwrap().replace("明细", "");
        let cut = |title: &str| title.replace("收入支出", "支出");
        assert!(cut(&title).contains(&cut(missing)), "{missing}: {title}");
    }
}

#[test]
fn protection_against_changes_keeps_nobody_from_reading() {
    let tables = drawings(NINE);
    let plain = workbook(&tables);
    let sheet = "</sheetData><sheetProtection password=\"83AF\" sheet=\"1\" objects=\"1\" scenarios=\"1\"/>";
    let protected = crate::build::replaced(&plain, "</sheetData>", sheet);
    let book = "</bookViews><workbookProtection workbookPassword=\"83AF\" lockStructure=\"1\"/>";
    let protected = crate::build::replaced(&protected, "</bookViews>", book);
    assert_ne!(protected, plain);
    let [one, other] = [plain, protected].map(|bytes| figures(&import(&[(bytes, Role::This)])));
    assert_eq!(one, other);
}
