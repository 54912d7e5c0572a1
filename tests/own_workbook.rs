//! The workbook to fill in (填报工作簿): what a figures file says comes back from it.

#[path = "random_accounts/mod.rs"]
mod random_accounts;

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use juesuan::{
    embedded,
    figures::{FinalAccounts, Number, Record, Reference, Shape, amount::round, load, load_path, template},
    report::House,
    source::Source,
    tables::{
        self, Workbook,
        sheet::{Cell, Sheet, address},
    },
};

/// Written and read back.
fn there_and_back(accounts: &FinalAccounts) -> FinalAccounts {
    back(&tables::own::write(accounts, None, Reference::shipped()).unwrap())
}

fn opened(bytes: &[u8]) -> Workbook {
    let workbook = tables::read("填报.xlsx", bytes, &mut Vec::new()).unwrap();
    assert!(tables::own::is_own(&workbook));
    workbook
}

/// Read back.
fn back(bytes: &[u8]) -> FinalAccounts {
    figures_of(&opened(bytes))
}

fn figures_of(workbook: &Workbook) -> FinalAccounts {
    let own = tables::own::read(workbook, Reference::shipped());
    let faults: Vec<_> = own.faults.iter().map(|fault| (fault.code, &fault.message, &fault.help)).collect();
    own.accounts.unwrap_or_else(|| panic!("{faults:#?}"))
}

/// Everything that is known, whether typed or derived, and what is to be filled in.
fn said(accounts: &FinalAccounts) -> Vec<String> {
    let catalogue = accounts.catalogue;
    let mut said = vec![
        accounts.department.clone(),
        accounts.year.to_string(),
        accounts.unit.name().to_owned(),
        format!("{:?} {:?}", accounts.phrasebook, accounts.published),
    ];
    said.extend(accounts.verified.iter().map(|it| format!("{} {:?} {}", it.code, it.row, it.reason)));
    let mut record = |shape: &Shape, record: &Record| {
        let key = format!("{} {:?} {:?}", record.key(), record.name, record.account);
        for (definition, number) in shape.numbers.iter().zip(&record.numbers) {
            let shown = number.value().map(|value| value.normalize().to_string());
            said.push(format!("{key} {} {shown:?} {}", definition.id, *number == Number::Blank));
        }
        for (definition, text) in shape.texts.iter().zip(&record.texts) {
            said.push(format!("{key} {} {text:?}", definition.id));
        }
    };
    record(&catalogue.root, &accounts.root);
    for (group, rows) in catalogue.groups.iter().zip(&accounts.groups) {
        rows.iter().for_each(|row| record(&group.shape, row));
    }
    said
}

fn same(one: &FinalAccounts, other: &FinalAccounts, name: &str) {
    let (one, other) = (said(one), said(other));
    let differing: Vec<_> = one.iter().zip(&other).filter(|(one, other)| one != other).take(10).collect();
    assert!(differing.is_empty() && one.len() == other.len(), "{name}: {differing:#?}");
}

fn books() -> Vec<House> {
    let catalogue = &Reference::shipped().catalogue;
    embedded::phrasebook_names().iter().map(|name| House::load_to_write(name, catalogue).0.unwrap()).collect()
}

#[test]
fn every_department_of_the_repository_comes_back() {
    let mut seen = 0;
    for entry in fs::read_dir("data/departments").unwrap() {
        for file in fs::read_dir(entry.unwrap().path()).unwrap() {
            let path = file.unwrap().path();
            if path.extension().is_some_and(|ending| ending == "yaml") {
                let (accounts, faults) = load_path(&path, Reference::shipped());
                let accounts = accounts.unwrap_or_else(|| panic!("{}: {faults:?}", path.display()));
                same(&accounts, &there_and_back(&accounts), &path.display().to_string());
                seen += 1;
            }
        }
    }
    assert!(seen >= 5);
}

#[test]
fn random_departments_come_back() {
    let cases: u64 = std::env::var("JUESUAN_CASES").map_or(20, |cases| cases.parse().unwrap());
    for book in books() {
        for seed in 0..cases {
            let accounts = random_accounts::accounts(seed, &book);
            same(&accounts, &there_and_back(&accounts), &format!("seed {seed}"));
        }
    }
}

#[test]
fn a_blank_one_says_the_same_as_a_blank_figures_file() {
    let text = template::blank(Reference::shipped(), "示例县财政局", 2024);
    let (accounts, faults) = load(&Source::new("2024.yaml", text.as_str()), Reference::shipped());
    let accounts = accounts.unwrap_or_else(|| panic!("{faults:?}"));
    same(&accounts, &there_and_back(&accounts), "blank");
}

/// An office program calculates what the file says already, and what it saves is read the same.
#[test]
fn an_office_program_calculates_the_same() {
    for name in ["jingyu-zhengwu/2023", "example-library/2023", "example-new-unit/2023"] {
        let folder = tempfile::tempdir().unwrap();
        let path = PathBuf::from(format!("data/departments/{name}.yaml"));
        let accounts = load_path(&path, Reference::shipped()).0.unwrap();
        let written = folder.path().join("填报.xlsx");
        let bytes = tables::own::write(&accounts, None, Reference::shipped()).unwrap();
        fs::write(&written, &bytes).unwrap();
        let office = Command::new("soffice")
            .arg(format!("-env:UserInstallation=file://{}/profile", folder.path().display()))
            .args(["--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir"])
            .arg(folder.path().join("saved"))
            .arg(&written)
            .output();
        let Ok(saved) = fs::read(folder.path().join("saved/填报.xlsx")) else {
            eprintln!("SKIPPED: no workbook came out of soffice ({office:?})");
            return;
        };
        same(&accounts, &back(&saved), name);
        let [written, saved] = [bytes, saved].map(|bytes| seen(&opened(&bytes).sheets[OVERVIEW]));
        assert!(written.len() > 100);
        assert_eq!(written, saved, "{name}");
    }
}

/// The place of the overview among the sheets.
const OVERVIEW: usize = 1;

/// What is to be seen in the cells of a sheet, of numbers six decimals.
fn seen(sheet: &Sheet) -> Vec<(String, String)> {
    let cells = sheet.cells.iter().map(|(place, cell)| match cell {
        Cell::Number { shown, .. } => (address(*place), round(*shown, 6).normalize().to_string()),
        _ => (address(*place), sheet.text(*place)),
    });
    cells.filter(|(_, text)| !text.is_empty()).collect()
}

/// The cells of a line of the overview behind its table and what it is called, with their headings.
fn line(sheet: &Sheet, table: &str, name: &str) -> Vec<(String, String)> {
    let is_line = |row: &u32| sheet.text((*row, 1)) == table && sheet.text((*row, 2)) == name;
    let row = sheet.cells.keys().map(|(row, _)| *row).find(is_line).unwrap_or_else(|| panic!("{name}"));
    let cells = sheet.row(row).filter(|(column, _)| *column > 2);
    let cells = cells.map(|(column, _)| (sheet.text((2, column)), sheet.text((row, column))));
    cells.filter(|(_, text)| !text.is_empty()).collect()
}

#[test]
fn the_overview_draws_budget_last_year_and_reasons_together() {
    let text = "部门: 示例县档案馆\n年度: 2024\n金额单位: 万元\n收入支出决算总表:\n  收入总计: { 决算数: 100, 上年决算数: 80 }\n  支出总计: 100\n  原因: 人员增加\n收入决算表:\n  本年收入合计: 100\n支出决算表:\n  本年支出合计: 100\n财政拨款收入支出决算总表:\n  财政拨款收入: 100\n  财政拨款支出: 100\n一般公共预算财政拨款支出决算表:\n  本年支出合计: { 决算数: 100, 年初预算数: 125, 上年决算数: 0 }\n  明细:\n    - { 科目编码: 2010301, 决算数: 100, 年初预算数: 125, 较预算原因:, 上年决算数: 120.5 }\n";
    let accounts = load(&Source::new("t.yaml", text), Reference::shipped()).0.unwrap();
    let workbook = opened(&tables::own::write(&accounts, None, Reference::shipped()).unwrap());
    let (totals, items) = ("收入支出决算总表", "一般公共预算财政拨款支出决算表");
    for (table, name, expected) in [
        (totals, "收入总计", "决算数 100、上年决算数 80、比上年增减额 20、比上年增减 0.25"),
        (totals, "原因", "较上年原因 人员增加"),
        (items, "本年支出合计", "决算数 100、上年决算数 0、比上年增减额 100、年初预算数 125、完成预算 0.8"),
        (
            items,
            "2010301 行政运行",
            "决算数 100、上年决算数 120.5、比上年增减额 -20.5、比上年增减 -0.170124481327801、年初预算数 125、完成预算 0.8、较预算原因 待补充",
        ),
    ] {
        let cells = line(&workbook.sheets[OVERVIEW], table, name);
        let cells: Vec<String> = cells.iter().map(|(heading, text)| format!("{heading} {text}")).collect();
        assert_eq!(cells.join("、"), expected, "{name}");
    }
}

/// Not even where its formulas have no values, and not what somebody wrote over them.
#[test]
fn nothing_is_read_from_the_overview() {
    let accounts = load_path(Path::new("data/departments/jingyu-zhengwu/2023.yaml"), Reference::shipped()).0.unwrap();
    let mut workbook = opened(&tables::own::write(&accounts, None, Reference::shipped()).unwrap());
    for cell in [Cell::Uncomputed, Cell::Fault("#REF!".into()), Cell::Text("7".into())] {
        workbook.sheets[OVERVIEW].cells.values_mut().for_each(|it| *it = cell.clone());
        same(&accounts, &figures_of(&workbook), "overview");
    }
}

/// A sum of which a part is still to be filled in would be taken for the whole.
#[test]
fn a_sum_with_an_open_part_is_open() {
    let text = "部门: 示例县档案馆\n年度: 2024\n金额单位: 万元\n收入支出决算总表:\n  收入总计: 1\n  支出总计: 1\n收入决算表:\n  本年收入合计: 1\n财政拨款收入支出决算总表:\n  财政拨款收入: 1\n  财政拨款支出: 1\n支出决算表:\n  基本支出: 30\n  项目支出:\n";
    let accounts = load(&Source::new("t.yaml", text), Reference::shipped()).0.unwrap();
    let total = |accounts: &FinalAccounts| accounts.number("expenditure.year_total");
    assert_eq!(total(&accounts), Number::Blank);
    assert_eq!(total(&there_and_back(&accounts)), Number::Blank);
}

#[test]
fn what_was_said_last_year_stands_in_notes() {
    let last = load_path(Path::new("data/departments/jingyu-zhengwu/2023.yaml"), Reference::shipped()).0.unwrap();
    let (text, _) = template::from_last(&last, Reference::shipped(), None, 2024).unwrap();
    let accounts = load(&Source::new("2024.yaml", text.as_str()), Reference::shipped()).0.unwrap();
    let bytes = tables::own::write(&accounts, Some(&last), Reference::shipped()).unwrap();
    let mut file = zip::ZipArchive::new(std::io::Cursor::new(&bytes)).unwrap();
    let mut notes = String::new();
    for at in 0..file.len() {
        let mut part = file.by_index(at).unwrap();
        if part.name().unwrap().contains("comments") {
            std::io::Read::read_to_string(&mut part, &mut notes).unwrap();
        }
    }
    assert!(notes.contains("上年写的：支出中包含上年结转的经费"));
    same(&accounts, &back(&bytes), "with notes");
}
