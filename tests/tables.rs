//! Official tables of many layouts: what is in a cell is in the figures, or is told to be left out.

#[path = "tables/biff5.rs"]
mod biff5;
#[path = "tables/build.rs"]
mod build;
#[path = "tables/caijue.rs"]
mod caijue;
#[path = "tables/faults.rs"]
mod faults;
#[path = "tables/formats.rs"]
mod formats;
#[path = "tables/hostile.rs"]
mod hostile;
#[path = "tables/national.rs"]
mod national;
#[path = "tables/renew.rs"]
mod renew;
#[path = "tables/shanghai.rs"]
mod shanghai;
#[path = "tables/shapes.rs"]
mod shapes;
#[path = "tables/sums.rs"]
mod sums;
#[path = "tables/years.rs"]
mod years;

use juesuan::{
    diagnostic::Diagnostic,
    figures::{self, Reference},
    source::Source,
    tables::{self, Import, Input, Layouts, Role, Settings},
};

/// The sheets of a file of drawings: `@ name`, then the drawing.
pub fn drawings(text: &str) -> Vec<(&str, &str)> {
    text.split("@ ").skip(1).filter_map(|sheet| sheet.split_once('\n')).collect()
}

/// Import workbooks, each with its role.
pub fn import(workbooks: &[(Vec<u8>, Role)]) -> Import {
    let mut notes = Vec::new();
    let inputs: Vec<Input> = workbooks
        .iter()
        .enumerate()
        .filter_map(|(index, (bytes, role))| {
            let workbook = tables::read(&format!("{}.xlsx", index + 1), bytes, &mut notes)?;
            Some(Input { workbook, role: *role })
        })
        .collect();
    assert!(notes.is_empty(), "{notes:?}");
    tables::import(&inputs, Layouts::shipped(), Reference::shipped(), Settings::default())
}

/// What the problems say, a line each.
pub fn told(problems: &[Diagnostic]) -> Vec<String> {
    problems.iter().map(|it| format!("{} {}", it.code, it.message)).collect()
}

/// The figures file of an import, loaded again.
pub fn loaded(import: &Import) -> figures::FinalAccounts {
    let text = figures::save(&import.accounts, Reference::shipped());
    let (accounts, faults) = figures::load(&Source::new("导入.yaml", text.clone()), Reference::shipped());
    accounts.unwrap_or_else(|| panic!("{text}\n{:?}", told(&faults)))
}

/// Writes the workbooks of the drawings, for a look at them in an office program.
#[test]
#[ignore = "writes files for people"]
fn write_workbooks() {
    let folder = std::env::var("JUESUAN_WORKBOOKS").expect("JUESUAN_WORKBOOKS names a folder");
    for name in ["shanghai", "national", "caijue"] {
        let text = std::fs::read_to_string(format!("{}/tests/tables/{name}.txt", env!("CARGO_MANIFEST_DIR"))).unwrap();
        let cut = |name: &str| name.chars().take(31).collect::<String>();
        let sheets: Vec<(String, &str)> = drawings(&text).into_iter().map(|(name, it)| (cut(name), it)).collect();
        let sheets: Vec<(&str, &str)> = sheets.iter().map(|(name, it)| (name.as_str(), *it)).collect();
        std::fs::write(format!("{folder}/{name}.xlsx"), build::workbook(&sheets)).unwrap();
    }
}
