//! Official tables -> figures: a workbook of ten tables, from its bytes to the figures file.

#[path = "../tests/tables/build.rs"]
#[expect(dead_code, reason = "shared with the tests")]
mod build;

use juesuan::{
    figures::{self, Reference},
    tables::{self, Input, Layouts, Role, Settings},
};

fn main() {
    divan::main();
}

/// The drawing of ten tables of the national layout.
const TEN: &str = include_str!("../tests/tables/national.txt");

fn ten() -> Vec<u8> {
    let sheets = TEN.split("@ ").skip(1).filter_map(|sheet| sheet.split_once('\n'));
    build::workbook(&sheets.collect::<Vec<_>>())
}

fn import(workbook: tables::Workbook) -> tables::Import {
    let input = Input { workbook, role: Role::This };
    tables::import(&[input], Layouts::shipped(), Reference::shipped(), Settings::default())
}

/// Everything.
#[divan::bench]
fn ten_tables(bencher: divan::Bencher) {
    let bytes = ten();
    let _ = (Layouts::shipped(), Reference::shipped());
    bencher.bench(|| {
        let workbook = tables::read("十张表.xlsx", &bytes, &mut Vec::new()).unwrap();
        figures::save(&import(workbook).accounts, Reference::shipped())
    });
}

/// Bytes -> cells.
#[divan::bench]
fn opening(bencher: divan::Bencher) {
    let bytes = ten();
    bencher.bench(|| tables::read("十张表.xlsx", &bytes, &mut Vec::new()));
}

/// Cells -> figures.
#[divan::bench]
fn understanding(bencher: divan::Bencher) {
    let workbook = tables::read("十张表.xlsx", &ten(), &mut Vec::new()).unwrap();
    let _ = Layouts::shipped();
    bencher.with_inputs(|| workbook.clone()).bench_values(import);
}
