//! Sums of the tables: tables that add up say nothing, a changed amount is found with its cell.

use juesuan::{
    diagnostic::Severity,
    figures::{self, Reference},
    tables::{self, Role},
};

use crate::{build::workbook, drawings, import, told};

fn errors(text: &str) -> Vec<String> {
    let cut = |name: &str| name.chars().take(31).collect::<String>();
    let sheets: Vec<(String, &str)> = drawings(text).into_iter().map(|(name, it)| (cut(name), it)).collect();
    let sheets: Vec<(&str, &str)> = sheets.iter().map(|(name, it)| (name.as_str(), *it)).collect();
    let mut import = import(&[(workbook(&sheets), Role::This)]);
    import.sums.retain(|it| it.severity == Severity::Error);
    told(&import.sums)
}

#[test]
fn tables_that_add_up_say_nothing() {
    for text in [include_str!("shanghai.txt"), include_str!("national.txt")] {
        assert_eq!(errors(text), [""; 0]);
    }
}

/// An amount that is changed in one cell is found down its column or across its row, wherever it stands.
#[test]
fn a_changed_amount_in_a_table_of_accounts_is_found() {
    let text = include_str!("shanghai.txt");
    let sheets = drawings(text);
    let (mut tried, mut missed) = (0, Vec::new());
    for (at, (name, drawing)) in sheets.iter().enumerate().filter(|(_, (name, _))| name.contains("支出决算表")) {
        for (row, line) in drawing.lines().enumerate() {
            for (column, cell) in line.split('|').enumerate() {
                let Ok(value) = cell.trim().parse::<f64>() else { continue };
                if !cell.contains('.') || value == 0.0 {
                    continue;
                }
                let changed: Vec<String> = drawing
                    .lines()
                    .enumerate()
                    .map(|(index, line)| {
                        let cells = line.split('|').enumerate();
                        let cells = cells.map(|(at, cell)| match (index, at) {
                            it if it == (row, column) => format!("{:.2}", value + 7.31),
                            _ => cell.to_owned(),
                        });
                        cells.collect::<Vec<_>>().join("|")
                    })
                    .collect();
                let changed = changed.join("\n");
                let mut sheets = sheets.clone();
                sheets[at].1 = &changed;
                let mut import = import(&[(workbook(&sheets), Role::This)]);
                tried += 1;
                let told = import.sums.iter().any(|it| it.severity == Severity::Error);
                figures::derive(&mut import.accounts, Reference::shipped());
                let (gaps, _) = Reference::shipped().gaps(&import.accounts);
                let gap = gaps.iter().find(|gap| gap.diagnostic.severity == Severity::Error);
                // What the figures themselves say names its cells.
                assert!(gap.is_none_or(|gap| !tables::cells(gap, &import.accounts).is_empty()));
                let told = told || gap.is_some();
                // One figure in two tables is a conflict.
                if !told && !import.problems.iter().any(|it| it.code == "T020") {
                    missed.push(format!("{name} {line}"));
                }
            }
        }
    }
    assert!(tried > 80, "{tried}");
    assert_eq!(missed, [""; 0]);
}
