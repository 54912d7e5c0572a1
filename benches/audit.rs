//! What an audit costs (审核耗时): cut, read, bind and audit. Run with `cargo bench --bench audit`.

use divan::{Bencher, counter::BytesCount};
use juesuan::{
    audit::{Against, audit},
    embedded,
    figures::{FinalAccounts, Reference, load_path},
    formats,
    report::{
        self, Document, House, binding,
        reading::{Shelf, choose, known_titles},
        segment,
    },
    source::Source,
};

const PUBLISHED: &str = include_str!("../golden/jingyu-zhengwu/2023/published.txt");

fn main() {
    divan::main();
}

/// All that is made once for many texts.
struct Desk {
    shelves: Vec<Shelf<'static>>,
    titles: Vec<String>,
    figures: FinalAccounts,
}

impl Desk {
    fn new() -> Desk {
        let catalogue = &Reference::shipped().catalogue;
        let names = embedded::phrasebook_names().into_iter();
        let houses = names.map(|name| House::load_to_write(&name, catalogue).0.expect("a shipped book"));
        let houses: &'static [House] = houses.collect::<Vec<_>>().leak();
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/data/departments/jingyu-zhengwu/2023.yaml");
        let figures = load_path(path.as_ref(), Reference::shipped()).0.expect("the seed's figures");
        Desk { shelves: houses.iter().map(Shelf::of).collect(), titles: known_titles(houses), figures }
    }

    fn document(&self, text: &str) -> Document {
        let titles: Vec<&str> = self.titles.iter().map(String::as_str).collect();
        segment(&Source::new("报告.txt", text), &titles)
    }

    /// The seed's published text, or its figures drafted with a book.
    fn text(&self, which: &str) -> String {
        let Some(shelf) = self.shelves.iter().find(|shelf| shelf.house.name == which) else {
            return PUBLISHED.to_owned();
        };
        let printed = report::printed(&self.figures, &shelf.house.style);
        formats::txt(&report::draft(shelf.house, &self.figures, &printed))
    }

    fn shelf(&self, which: &str) -> &Shelf<'static> {
        self.shelves.iter().find(|shelf| shelf.house.name == which).unwrap_or(&self.shelves[0])
    }
}

const TEXTS: [&str; 3] = ["published", "jilin-county", "shanghai-district"];

/// Text to findings, with the house style named.
#[divan::bench(args = TEXTS)]
fn with_its_book(bencher: Bencher, which: &str) {
    let desk = Desk::new();
    let (text, shelf) = (desk.text(which), desk.shelf(which));
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| {
        let document = desk.document(&text);
        let reading = shelf.read(&document);
        audit(&document, &reading, (100, true), Against::default(), Reference::shipped()).findings.len()
    });
}

/// Text to findings, with the house style picked among all that are shipped.
#[divan::bench(args = TEXTS)]
fn picking_its_book(bencher: Bencher, which: &str) {
    let desk = Desk::new();
    let text = desk.text(which);
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| {
        let document = desk.document(&text);
        let choice = choose(&desk.shelves, &document).expect("there are house styles");
        let sureness = (choice.sureness, false);
        audit(&document, &choice.reading, sureness, Against::default(), Reference::shipped()).findings.len()
    });
}

/// The steps by themselves.
#[divan::bench(args = TEXTS)]
fn cut(bencher: Bencher, which: &str) {
    let desk = Desk::new();
    let text = desk.text(which);
    bencher.bench_local(|| desk.document(&text));
}

#[divan::bench(args = TEXTS)]
fn read(bencher: Bencher, which: &str) {
    let desk = Desk::new();
    let document = desk.document(&desk.text(which));
    bencher.bench_local(|| desk.shelf(which).read(&document).sentences.len());
}

#[divan::bench(args = TEXTS)]
fn bind(bencher: Bencher, which: &str) {
    let desk = Desk::new();
    let document = desk.document(&desk.text(which));
    let reading = desk.shelf(which).read(&document);
    bencher.bench_local(|| binding::bind(&reading, Reference::shipped()).statements.len());
}

/// Binding and all rules.
#[divan::bench(args = TEXTS)]
fn audit_read_text(bencher: Bencher, which: &str) {
    let desk = Desk::new();
    let document = desk.document(&desk.text(which));
    let reading = desk.shelf(which).read(&document);
    bencher.bench_local(|| {
        audit(&document, &reading, (100, true), Against::default(), Reference::shipped()).findings.len()
    });
}
