//! Official tables of many layouts: what is in a cell is in the figures, or is told to be left out.

#[path = "tables/build.rs"]
mod build;
#[path = "tables/caijue.rs"]
mod caijue;
#[path = "tables/faults.rs"]
mod faults;
#[path = "tables/national.rs"]
mod national;
#[path = "tables/shanghai.rs"]
mod shanghai;

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
