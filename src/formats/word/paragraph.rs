//! A paragraph (段落) of a document: where it stands and what its properties say.

use std::ops::Range;

use super::xml::Tag;

/// A paragraph.
#[derive(Clone, Debug, Default)]
pub(super) struct Paragraph {
    /// All of it in the part.
    pub xml: Range<usize>,
    /// Its start tag.
    pub start: Range<usize>,
    /// Its properties, empty if it has none.
    pub properties: Range<usize>,
    /// Where the properties of its mark stand inside them, empty if there are none.
    pub mark: Range<usize>,
    /// Its letters in the text, without what ends it.
    pub text: Range<usize>,
    /// How many bytes of them are a number that Word computes.
    pub number: usize,
    /// Did somebody delete its mark, so that it goes on in the next one?
    pub joined: bool,
    /// How deep a heading it is, 0 for a title, none for text.
    pub heading: Option<usize>,
    /// Does it stand in a row of a table that has several cells?
    pub in_row: bool,
    /// The style it names.
    pub style: Option<String>,
    /// The list it names itself, and the level there.
    pub list: (Option<String>, Option<usize>),
    /// Its own level.
    pub outline: Option<usize>,
}

impl Paragraph {
    /// Take in one of its properties.
    pub fn property(&mut self, tag: &Tag) {
        match tag.word() {
            Some("pStyle") => self.style = tag.value(),
            Some("numId") => self.list.0 = tag.value(),
            Some("ilvl") => self.list.1 = tag.number(),
            Some("outlineLvl") => self.outline = tag.number(),
            _ => {}
        }
    }

    /// The list that numbers it, its own or its style's, and the level there; list 0 is none.
    pub fn list(&self, of_style: (Option<String>, Option<usize>)) -> Option<(String, usize)> {
        let list = self.list.0.clone().or(of_style.0).filter(|list| list != "0")?;
        Some((list, self.list.1.or(of_style.1).unwrap_or(0)))
    }

    /// How deep a heading it is, by its own level or its style's.
    pub fn heading(&self, of_style: Option<usize>) -> Option<usize> {
        match self.outline {
            Some(level) => (level < 9).then_some(level + 1),
            None => of_style,
        }
    }
}
