//! The place of a word as a reader says it (位置): 五（三）1.

use super::{
    Document, PartKind, Section,
    mark::{Mark, mark},
};
use crate::phrase::numerals::push_ordinal;

/// Where in part three (第三部分) a byte of the source stands: section, inner heading, list item; empty outside.
/// A section without a number is called by its heading.
pub fn section_of(document: &Document, offset: usize) -> String {
    Places::of(document).at(offset)
}

/// For every heading and paragraph in order of the source, where it begins and what [`section_of`] calls its place.
pub fn sections_of(document: &Document) -> Vec<(usize, String)> {
    let places = Places::of(document);
    let told = |place: &Option<Place>| place.map_or_else(String::new, Place::told);
    places.begins.iter().map(|(begin, place)| (*begin, told(place))).collect()
}

/// Every place of a report (各处), laid out once, as asking for each finding anew takes as long as both together.
pub struct Places<'d> {
    /// Where each begins, in order; none outside part three.
    begins: Vec<(usize, Option<Place<'d>>)>,
}

#[derive(Clone, Copy)]
struct Place<'d> {
    /// The number of its part, where parts are numbered 一、 and sections （一）.
    part: Option<usize>,
    section: &'d Section,
    inner: Option<usize>,
    item: Option<usize>,
}

impl<'d> Places<'d> {
    /// The places of a report.
    pub fn of(document: &'d Document) -> Places<'d> {
        let mut begins = Vec::new();
        for part in document.parts.iter() {
            let number = part.title.as_ref().and_then(|title| match mark(title).0 {
                Mark::Section(number) => Some(number),
                _ => None,
            });
            begins.extend(part.title.as_ref().map(|title| (title.extent().start, None)));
            for section in &part.sections {
                let first = section.title.as_ref().or(section.paragraphs.first().map(|paragraph| &paragraph.text));
                let Some(first) = first else { continue };
                if part.kind != PartKind::Narrative {
                    begins.push((first.extent().start, None));
                    continue;
                }
                let mut place = Place { part: number, section, inner: None, item: None };
                begins.push((first.extent().start, Some(place)));
                for paragraph in &section.paragraphs {
                    place.go_on(paragraph.heading, mark(&paragraph.text).0);
                    begins.push((paragraph.text.extent().start, Some(place)));
                }
            }
        }
        Places { begins }
    }

    /// The place of a byte of the source.
    pub fn at(&self, offset: usize) -> String {
        let behind = self.begins.partition_point(|(begin, _)| *begin <= offset);
        let place = behind.checked_sub(1).and_then(|last| self.begins[last].1);
        place.map_or_else(String::new, Place::told)
    }
}

impl Place<'_> {
    fn go_on(&mut self, heading: bool, mark: Mark) {
        match mark {
            Mark::Inner(number) => (self.inner, self.item) = (Some(number), None),
            _ if heading => (self.inner, self.item) = (None, None),
            Mark::Item(number) => self.item = Some(number),
            _ => {}
        }
    }

    fn told(self) -> String {
        let mut out = String::new();
        if let Some(part) = self.part {
            push_ordinal(part, true, &mut out);
        }
        let bracketed = |number: usize, out: &mut String| {
            out.push('（');
            push_ordinal(number, true, out);
            out.push('）');
        };
        match (self.section.number, &self.section.title) {
            (Some(number), _) if self.part.is_some() => bracketed(number, &mut out),
            (Some(number), _) => push_ordinal(number, true, &mut out),
            (None, Some(title)) => out.push_str(title.text()),
            (None, None) => {}
        }
        match self.inner {
            Some(number) if self.part.is_some() => push_ordinal(number, false, &mut out),
            Some(number) => bracketed(number, &mut out),
            None => {}
        }
        // In such a text what stands below 1. is （1）, not told apart from it: the place of the heading has to do.
        if let Some(number) = self.item.filter(|_| self.part.is_none() || self.inner.is_none()) {
            push_ordinal(number, false, &mut out);
        }
        out
    }
}
