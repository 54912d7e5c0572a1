//! The house styles that a text may be written in (备选话术): the one that is named, or all that are shipped.

use crate::{
    diagnostic::{Diagnostic, Severity},
    embedded,
    figures::Reference,
    report::{
        Document, House,
        binding::{self, Bound},
        reading::{Choice, Shelf, choose, known_titles},
        segment,
    },
    source::Source,
};

/// Load the house style that is named, else every shipped one.
pub fn houses(named: Option<&str>, reference: &'static Reference) -> Result<Vec<House>, Vec<Diagnostic>> {
    let names = named.map_or_else(|| embedded::phrasebook_names().to_vec(), |name| vec![name.to_owned()]);
    let mut houses = Vec::new();
    let mut faults = Vec::new();
    for name in &names {
        let (house, found) = House::load_to_write(name, &reference.catalogue);
        faults.extend(found.into_iter().filter(|fault| fault.severity == Severity::Error));
        houses.extend(house);
    }
    if faults.is_empty() { Ok(houses) } else { Err(faults) }
}

/// Read a document with the house that reads the most of it, and bind its figures.
pub fn read<'d>(
    houses: impl IntoIterator<Item = &'d House>,
    document: &'d Document,
    reference: &'static Reference,
) -> Option<(Choice<'d, 'd>, Bound)> {
    let shelves: Vec<Shelf> = houses.into_iter().map(|house| Shelf::with(house, reference)).collect();
    read_with(&shelves, document, reference)
}

/// The same with house styles that are laid out already.
pub fn read_with<'a, 'd>(
    shelves: &[Shelf<'a>],
    document: &'d Document,
    reference: &'static Reference,
) -> Option<(Choice<'a, 'd>, Bound)> {
    let choice = choose(shelves, document)?;
    let bound = binding::bind(&choice.reading, reference);
    Some((choice, bound))
}

/// Cut a text into parts, sections and paragraphs, by the headings of these house styles.
pub fn document<'h>(source: &Source, houses: impl IntoIterator<Item = &'h House>) -> Document {
    let titles = known_titles(houses);
    let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
    segment(source, &titles)
}
