//! Reports as Word documents (写成 Word): from figures to the bytes of the file. Run with `cargo bench --bench word`.

mod seed;

use divan::{Bencher, counter::ItemsCount};
use juesuan::{
    formats::{self, word::write::Blank},
    report::{self, SavedReport},
};

const RECORDS: usize = 100;

fn main() {
    divan::main();
}

/// Figures to the whole package, comments and base included.
#[divan::bench(sample_size = 100)]
fn draft_to_docx(bencher: Bencher) {
    let (house, records) = (seed::house(), seed::records(RECORDS));
    let blank = Blank::of(&house.entries.layout);
    let mut next = (0..RECORDS).cycle();
    bencher.counter(ItemsCount::new(1_usize)).with_inputs(|| &records[next.next().unwrap_or(0)]).bench_local_values(
        |record| {
            let printed = report::printed(record, &house.style);
            blank.fill(&report::draft(&house, record, &printed)).len()
        },
    );
}

/// The same for one report alone, its layout prepared for it.
#[divan::bench(sample_size = 100)]
fn one_docx(bencher: Bencher) {
    let (house, record) = (seed::house(), seed::accounts());
    bencher.counter(ItemsCount::new(1_usize)).bench_local(|| {
        let printed = report::printed(&record, &house.style);
        formats::docx(&report::draft(&house, &record, &printed)).len()
    });
}

/// The base inside it: every sentence and span with the figure it stands for.
#[divan::bench(sample_size = 100)]
fn base(bencher: Bencher) {
    let (house, record) = (seed::house(), seed::accounts());
    let printed = report::printed(&record, &house.style);
    let report = report::draft(&house, &record, &printed);
    bencher.bench_local(|| SavedReport::base(&report));
}
