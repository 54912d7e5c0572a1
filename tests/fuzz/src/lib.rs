//! What all targets share (公用): the shipped house styles, loaded once.

use std::sync::OnceLock;

use juesuan::{embedded, figures::Reference, report::House};

/// The shipped house styles (自带话术).
///
/// # Panics
/// Never: tests load every shipped book.
pub fn houses() -> &'static [House] {
    static HOUSES: OnceLock<Vec<House>> = OnceLock::new();
    HOUSES.get_or_init(|| {
        let catalogue = &Reference::shipped().catalogue;
        let names = embedded::phrasebook_names();
        names.iter().map(|name| House::load_to_write(name, catalogue).0.expect("a shipped book")).collect()
    })
}
