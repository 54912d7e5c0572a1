//! The place of a word as a reader says it (位置): 五（三）1.

use super::{
    Document, Paragraph, Section,
    mark::{Mark, mark},
};
use crate::phrase::numerals::push_ordinal;

/// Where in part three (第三部分) a byte of the source stands: section, inner heading, list item; empty outside.
/// A section without a number is called by its heading.
pub fn section_of(document: &Document, offset: usize) -> String {
    // The last section that begins at or before the place, in whatever part, is the one it stands in.
    let mut last = None;
    for part in &document.parts {
        let title = part.title.as_ref().map(|title| (title.extent().start, None));
        let sections = part.sections.iter().filter_map(|section| Some((begin(section)?, Some((part.kind, section)))));
        last = title.into_iter().chain(sections).take_while(|(begin, _)| *begin <= offset).last().or(last);
    }
    match last {
        Some((_, Some((super::PartKind::Narrative, section)))) => inside(section, offset),
        _ => String::new(),
    }
}

fn begin(section: &Section) -> Option<usize> {
    let first = section.title.as_ref().or(section.paragraphs.first().map(|paragraph| &paragraph.text))?;
    Some(first.extent().start)
}

fn inside(section: &Section, offset: usize) -> String {
    let mut here = Here::default();
    for paragraph in section.paragraphs.iter().take_while(|paragraph| paragraph.text.extent().start <= offset) {
        here.step(paragraph);
    }
    here.name(section)
}

/// For every heading and paragraph in order of the source, where it begins and what [`section_of`] calls its place.
pub fn sections_of(document: &Document) -> Vec<(usize, String)> {
    let mut places = Vec::new();
    for part in &document.parts {
        let title = part.title.as_ref().map(|title| (title.extent().start, String::new()));
        places.extend(title);
        let narrative = part.kind == super::PartKind::Narrative;
        for section in &part.sections {
            let mut here = Here::default();
            let name = |here: &Here| if narrative { here.name(section) } else { String::new() };
            places.extend(section.title.as_ref().map(|title| (title.extent().start, name(&here))));
            for paragraph in &section.paragraphs {
                here.step(paragraph);
                places.push((paragraph.text.extent().start, name(&here)));
            }
        }
    }
    places.sort_by_key(|(start, _)| *start);
    places
}

/// The inner heading and the list item that were passed last.
#[derive(Default)]
struct Here {
    inner: Option<usize>,
    item: Option<usize>,
}

impl Here {
    fn step(&mut self, paragraph: &Paragraph) {
        match mark(&paragraph.text).0 {
            Mark::Inner(number) => (self.inner, self.item) = (Some(number), None),
            _ if paragraph.heading => (self.inner, self.item) = (None, None),
            Mark::Item(number) => self.item = Some(number),
            _ => {}
        }
    }

    fn name(&self, section: &Section) -> String {
        let mut out = String::new();
        match (section.number, &section.title) {
            (Some(number), _) => push_ordinal(number, true, &mut out),
            (None, Some(title)) => out.push_str(title.text()),
            (None, None) => {}
        }
        if let Some(number) = self.inner {
            out.push('（');
            push_ordinal(number, true, &mut out);
            out.push('）');
        }
        if let Some(number) = self.item {
            push_ordinal(number, false, &mut out);
        }
        out
    }
}
