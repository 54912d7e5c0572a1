//! Two texts as `juesuan diff` compares them, read with the shipped house styles.
#![allow(dead_code, reason = "not every test program needs all of it")]

use juesuan::{
    embedded,
    figures::{MoneyUnit, Reference, load_path},
    formats,
    report::{
        House, binding, draft, printed,
        reading::{Shelf, choose, known_titles, unit_of},
        segment,
    },
    revise::diff::{Review, Side, THRESHOLD, diff},
    source::Source,
};

/// The shipped house styles.
pub fn houses() -> &'static [House] {
    static HOUSES: std::sync::OnceLock<Vec<House>> = std::sync::OnceLock::new();
    HOUSES.get_or_init(|| {
        let catalogue = &Reference::shipped().catalogue;
        embedded::phrasebook_names().iter().map(|name| House::load_to_write(name, catalogue).0.unwrap()).collect()
    })
}

/// The house styles in the unit in which a text is written.
fn houses_of(text: &str) -> &'static [House] {
    static HOUSES: std::sync::OnceLock<Vec<House>> = std::sync::OnceLock::new();
    if unit_of(text) != Some(MoneyUnit::Yuan) {
        return houses();
    }
    let catalogue = &Reference::shipped().catalogue;
    HOUSES.get_or_init(|| houses().iter().map(|house| house.in_unit(MoneyUnit::Yuan, catalogue).unwrap()).collect())
}

/// Compare two texts and look at the review.
pub fn compared<T>(last: &str, this: &str, look: impl FnOnce(&Review) -> T) -> T {
    let titles = known_titles(houses());
    let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
    let documents = [last, this].map(|text| segment(&Source::new("稿.txt", text), &titles));
    let shelves = [last, this].map(|text| houses_of(text).iter().map(Shelf::of).collect::<Vec<Shelf>>());
    let readings =
        [0, 1].map(|at: usize| choose(&shelves[at], &documents[at]).expect("there are house styles").reading);
    let bound = [0, 1].map(|at: usize| binding::bind(&readings[at], Reference::shipped()));
    let last = Side::of("上年", false, &readings[0], &bound[0]);
    let this = Side::of("今年", false, &readings[1], &bound[1]);
    look(&diff(&last, &this, THRESHOLD))
}

/// The draft of a department of the repository.
pub fn drafted(department: &str, year: u16) -> String {
    let path = format!("{}/data/departments/{department}/{year}.yaml", env!("CARGO_MANIFEST_DIR"));
    let (accounts, faults) = load_path(path.as_ref(), Reference::shipped());
    let accounts = accounts.unwrap_or_else(|| panic!("{faults:?}"));
    let book = accounts.phrasebook.as_deref().unwrap_or("jilin-county");
    let house = houses().iter().find(|house| house.name == book).expect("a shipped book");
    formats::txt(&draft(house, &accounts, &printed(&accounts, &house.style)))
}
