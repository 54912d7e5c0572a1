//! What each step costs by itself (各步耗时): load, draft, print, compile a book. Run with `cargo bench --bench draft`.

mod handwritten;
mod seed;

use std::path::Path;

use divan::{Bencher, counter::ItemsCount};
use handwritten::Figures;
use juesuan::{
    figures::{self, Reference},
    formats, report,
    report::House,
    source::Source,
};

const RECORDS: usize = 100;

fn main() {
    divan::main();
}

/// YAML text to figures, checked and derived.
#[divan::bench(sample_size = 10)]
fn load(bencher: Bencher) {
    let reference = Reference::shipped();
    let text = std::fs::read_to_string(seed::FILE).expect("the seed's figures");
    bencher.counter(ItemsCount::new(1_usize)).bench_local(|| {
        let source = Source::new(Path::new(seed::FILE).display().to_string(), text.as_str());
        figures::load(&source, reference)
    });
}

/// Figures to the tree with all spans.
#[divan::bench(sample_size = 100)]
fn draft_to_tree(bencher: Bencher) {
    let (house, records) = (seed::house(), seed::records(RECORDS));
    let mut next = (0..RECORDS).cycle();
    bencher.counter(ItemsCount::new(1_usize)).with_inputs(|| &records[next.next().unwrap_or(0)]).bench_local_values(
        |record| {
            let printed = report::printed(record, &house.style);
            report::draft(&house, record, &printed).text_len()
        },
    );
}

/// Figures to plain text.
#[divan::bench(sample_size = 100)]
fn draft_to_text(bencher: Bencher) {
    let (house, records) = (seed::house(), seed::records(RECORDS));
    let mut next = (0..RECORDS).cycle();
    bencher.counter(ItemsCount::new(1_usize)).with_inputs(|| &records[next.next().unwrap_or(0)]).bench_local_values(
        |record| {
            let printed = report::printed(record, &house.style);
            formats::txt(&report::draft(&house, record, &printed)).len()
        },
    );
}

/// Figures to JSON, with every span and where its figure comes from.
#[divan::bench(sample_size = 100)]
fn draft_to_json(bencher: Bencher) {
    let (house, records) = (seed::house(), seed::records(RECORDS));
    let mut next = (0..RECORDS).cycle();
    bencher.counter(ItemsCount::new(1_usize)).with_inputs(|| &records[next.next().unwrap_or(0)]).bench_local_values(
        |record| {
            let printed = report::printed(record, &house.style);
            formats::json(&report::draft(&house, record, &printed)).len()
        },
    );
}

/// The same report by hand.
#[divan::bench(sample_size = 100)]
fn hand_written_text(bencher: Bencher) {
    let house = seed::house();
    let figures: Vec<Figures> =
        seed::records(RECORDS).iter().map(|record| Figures::of(&report::printed(record, &house.style))).collect();
    let mut next = (0..RECORDS).cycle();
    bencher
        .counter(ItemsCount::new(1_usize))
        .with_inputs(|| &figures[next.next().unwrap_or(0)])
        .bench_local_values(|figures| handwritten::report(figures).len());
}

/// A shipped phrasebook read, compiled and linted.
#[divan::bench]
fn compile_book(bencher: Bencher) {
    let catalogue = &Reference::shipped().catalogue;
    bencher.bench_local(|| House::load("jilin-county", catalogue));
}
