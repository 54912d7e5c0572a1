//! What a review of two years costs (对比耗时): reading both, pairing and marking, printing. Run with
//! `cargo bench --bench diff`.

use divan::Bencher;
use juesuan::{
    figures::{Reference, load_path},
    formats::{self, review},
    report::{
        self, Document, House,
        binding::{self, Bound},
        reading::{Reading, Shelf, known_titles},
        segment,
    },
    revise::diff::{Side, THRESHOLD, diff},
    source::Source,
};

fn main() {
    divan::main();
}

/// Two years of a department drafted with a book, which is laid out once.
struct Desk {
    shelf: Shelf<'static>,
    titles: Vec<String>,
    texts: [Source; 2],
}

impl Desk {
    fn new(book: &str) -> Desk {
        let reference = Reference::shipped();
        let house = House::load_to_write(book, &reference.catalogue).0.expect("a shipped book");
        let house: &'static House = Box::leak(Box::new(house));
        let department = if book == "jilin-county" {
            "example-library/2022 example-library/2023"
        } else {
            "example-culture/2023 example-culture/2024"
        };
        let mut texts = department.split(' ').map(|name| {
            let path = format!("{}/data/departments/{name}.yaml", env!("CARGO_MANIFEST_DIR"));
            let figures = load_path(path.as_ref(), reference).0.expect("figures of the repository");
            let printed = report::printed(&figures, &house.style);
            Source::new(name, formats::txt(&report::draft(house, &figures, &printed)))
        });
        let texts = [texts.next(), texts.next()].map(|text| text.expect("two years"));
        Desk { shelf: Shelf::of(house), titles: known_titles([house]), texts }
    }

    fn documents(&self) -> [Document; 2] {
        let titles: Vec<&str> = self.titles.iter().map(String::as_str).collect();
        [0, 1].map(|year: usize| segment(&self.texts[year], &titles))
    }

    fn read<'d>(&self, document: &'d Document) -> (Reading<'d, 'd>, Bound)
    where
        'static: 'd,
    {
        let reading = self.shelf.read(document);
        let bound = binding::bind(&reading, Reference::shipped());
        (reading, bound)
    }
}

const BOOKS: [&str; 2] = ["jilin-county", "shanghai-district"];

/// Two texts to a review.
#[divan::bench(args = BOOKS)]
fn read_and_compare(bencher: Bencher, book: &str) {
    let desk = Desk::new(book);
    bencher.bench_local(|| {
        let documents = desk.documents();
        let (last, this) = (desk.read(&documents[0]), desk.read(&documents[1]));
        let last = Side::of("上年", false, &last.0, &last.1);
        let this = Side::of("今年", false, &this.0, &this.1);
        diff(&last, &this, THRESHOLD).rows.len()
    });
}

/// Both laid out and compared, once they were read.
#[divan::bench(args = BOOKS)]
fn compare(bencher: Bencher, book: &str) {
    let desk = Desk::new(book);
    let documents = desk.documents();
    let (last, this) = (desk.read(&documents[0]), desk.read(&documents[1]));
    bencher.bench_local(|| {
        let last = Side::of("上年", false, &last.0, &last.1);
        let this = Side::of("今年", false, &this.0, &this.1);
        diff(&last, &this, THRESHOLD).rows.len()
    });
}

/// The page.
#[divan::bench(args = BOOKS)]
fn print_html(bencher: Bencher, book: &str) {
    let desk = Desk::new(book);
    let documents = desk.documents();
    let (last, this) = (desk.read(&documents[0]), desk.read(&documents[1]));
    let last = Side::of("上年", false, &last.0, &last.1);
    let this = Side::of("今年", false, &this.0, &this.1);
    let review = diff(&last, &this, THRESHOLD);
    bencher.bench_local(|| review::html(&review).len());
}
