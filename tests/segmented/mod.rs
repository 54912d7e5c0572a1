//! A handed-in text as a document, cut by the headings of the shipped house styles.

use std::sync::OnceLock;

use juesuan::{
    embedded,
    figures::Reference,
    report::{Document, House, reading::known_titles, segment},
    source::Source,
};

/// All shipped house styles.
pub fn houses() -> &'static [House] {
    static HOUSES: OnceLock<Vec<House>> = OnceLock::new();
    HOUSES.get_or_init(|| {
        let load = |name: &String| House::load_to_write(name, &Reference::shipped().catalogue).0.unwrap();
        embedded::phrasebook_names().iter().map(load).collect()
    })
}

/// The text cut into parts, sections and paragraphs.
pub fn document(source: &Source) -> Document {
    static TITLES: OnceLock<Vec<String>> = OnceLock::new();
    let titles: Vec<&str> = TITLES.get_or_init(|| known_titles(houses())).iter().map(String::as_str).collect();
    segment(source, &titles)
}
