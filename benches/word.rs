//! Reports as Word documents (写成 Word): from figures to the bytes of the file. Run with `cargo bench --bench word`.

mod seed;

use divan::{Bencher, counter::ItemsCount};
use juesuan::{
    figures::{FinalAccounts, Reference, load},
    formats::{
        self,
        cells::follow,
        lay::{Editable, lay},
        word::{Note, WordFile, docx_whole, write::Blank},
    },
    phrase::book::Examples,
    report::{self, House, SavedReport, Whole},
    revise::update,
    source::Source,
};

/// A department whose complete report has 29 pages.
const LIBRARY: &str = include_str!("../data/departments/example-library/2023.yaml");

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

fn library(text: &str) -> FinalAccounts {
    load(&Source::new("决算数据.yaml", text), Reference::shipped()).0.expect("a shipped department")
}

/// What `work` makes of the complete report of these figures.
fn whole<T>(house: &House, accounts: &FinalAccounts, work: impl FnOnce(&report::WholeReport) -> T) -> T {
    let whole = Whole::load(house, Examples::LeaveOut, &Reference::shipped().catalogue).0.expect("a shipped book");
    let printed = report::printed(accounts, &house.style);
    work(&whole.draft(&report::draft(house, accounts, &printed)))
}

/// The complete report, drafted already, as a Word document.
#[divan::bench(sample_size = 10)]
fn whole_to_docx(bencher: Bencher) {
    let (house, accounts) = (seed::house(), library(LIBRARY));
    whole(&house, &accounts, |whole| {
        bencher.counter(ItemsCount::new(1_usize)).bench_local(|| docx_whole(whole).len());
    });
}

/// A document of 29 pages with a corrected figure and those that move with it: opened, read, merged, revised, saved.
#[divan::bench(sample_size = 4)]
fn update_of_29_pages(bencher: Bencher) {
    let (house, old) = (seed::house(), library(LIBRARY));
    let young = library(&LIBRARY.replace("201.37", "202.37"));
    let saved = |accounts: &FinalAccounts| {
        let printed = report::printed(accounts, &house.style);
        SavedReport::of(&report::draft(&house, accounts, &printed))
    };
    let bytes = whole(&house, &old, docx_whole);
    bencher.bench_local(|| {
        let mut file = WordFile::open("说明.docx", bytes.clone()).expect("its own file");
        let base = file.base().expect("it carries its base");
        let new = saved(&young);
        let text = file.source().text().to_owned();
        let made = update(&lay(&base, Editable::Txt), &text, &lay(&new, Editable::Txt));
        assert!(!made.edits.is_empty(), "a figure follows");
        let cells = follow(&text, &file.cells(), &made.changed, |_| None);
        let notes: Vec<Note> = cells.marks().map(|(at, mark)| Note { at, text: mark.remark().to_owned() }).collect();
        file.rebase(&made.edits, &notes, Some(&new)).expect("it can be written").len()
    });
}
