//! What an update costs (更新耗时): align, merge, mark. Run with `cargo bench --bench update`.

use divan::Bencher;
use juesuan::{
    figures::{FinalAccounts, Reference, load},
    formats::lay::{Editable, lay},
    report::{self, House, SavedReport},
    revise::{laid::Laid, update},
    source::Source,
};

const FIGURES: &str = include_str!("../data/departments/jingyu-zhengwu/2023.yaml");
const PUBLISHED: &str = include_str!("../golden/jingyu-zhengwu/2023/published.md");

fn main() {
    divan::main();
}

fn accounts(text: &str) -> FinalAccounts {
    load(&Source::new("决算数据.yaml", text), Reference::shipped()).0.expect("the seed's figures")
}

fn laid(house: &House, accounts: &FinalAccounts) -> Laid {
    let printed = report::printed(accounts, &house.style);
    lay(&SavedReport::base(&report::draft(house, accounts, &printed)), Editable::Md)
}

/// The published report with a corrected figure and the 26 that move with it.
#[divan::bench]
fn published(bencher: Bencher) {
    let house = House::load_to_write("jilin-county", &Reference::shipped().catalogue).0.expect("a shipped book");
    let base = laid(&house, &accounts(FIGURES));
    let new = laid(&house, &accounts(&FIGURES.replace("593.99", "595.99").replace("96.06", "98.06")));
    bencher.bench(|| update(&base, PUBLISHED, &new));
}

/// The same with both drafts made from their figures.
#[divan::bench]
fn published_with_drafting(bencher: Bencher) {
    let house = House::load_to_write("jilin-county", &Reference::shipped().catalogue).0.expect("a shipped book");
    let (old, young) = (accounts(FIGURES), accounts(&FIGURES.replace("593.99", "595.99").replace("96.06", "98.06")));
    bencher.bench(|| update(&laid(&house, &old), PUBLISHED, &laid(&house, &young)));
}

/// What is waited for: the base travels with the text, only the new draft is made.
#[divan::bench(name = "update: base given, new draft drafted, merged")]
fn waited_for(bencher: Bencher) {
    let house = House::load_to_write("jilin-county", &Reference::shipped().catalogue).0.expect("a shipped book");
    let base = laid(&house, &accounts(FIGURES));
    let young = accounts(&FIGURES.replace("593.99", "595.99").replace("96.06", "98.06"));
    bencher.bench(|| update(&base, PUBLISHED, &laid(&house, &young)));
}
