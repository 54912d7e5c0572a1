//! Which house style a text is written in (认话术): the one that reads the most of it.

use super::{Reading, Shelf, titles};
use crate::report::{Document, House, house::Block};

/// A house style picked for a text (认出的话术).
pub struct Choice<'a, 'd> {
    /// The text as read with it.
    pub reading: Reading<'a, 'd>,
    /// How much of the text it reads, in percent.
    pub sureness: u8,
}

/// The headings of house styles, by which a text is cut into sections.
pub fn known_titles<'h>(houses: impl IntoIterator<Item = &'h House>) -> Vec<String> {
    let mut found = Vec::new();
    for section in houses.into_iter().flat_map(|house| &house.sections) {
        found.push(titles::words(&section.title).trim_start_matches('、').to_owned());
        for block in &section.blocks {
            if let Block::Heading { body, .. } = block {
                found.push(titles::words(body));
            }
        }
    }
    found.sort();
    found.dedup();
    found
}

/// Read a text with each and keep the one that reads the most; the first among equals.
pub fn choose<'a, 'd>(shelves: &[Shelf<'a>], document: &'d Document) -> Option<Choice<'a, 'd>> {
    let mut best: Option<(Choice, &Shelf)> = None;
    for shelf in shelves {
        let reading = shelf.read_words(document);
        let sureness = reading.sureness();
        if best.as_ref().is_none_or(|(best, _)| sureness > best.sureness) {
            best = Some((Choice { reading, sureness }, shelf));
        }
    }
    let (mut choice, shelf) = best?;
    shelf.finish(&mut choice.reading);
    Some(choice)
}
