//! The place of a word as a reader says it (位置): 五（三）1.

use super::{
    Document, Section,
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
    let (mut inner, mut item) = (None, None);
    for paragraph in section.paragraphs.iter().take_while(|paragraph| paragraph.text.extent().start <= offset) {
        match mark(&paragraph.text).0 {
            Mark::Inner(number) => (inner, item) = (Some(number), None),
            _ if paragraph.heading => (inner, item) = (None, None),
            Mark::Item(number) => item = Some(number),
            _ => {}
        }
    }
    let mut out = String::new();
    match (section.number, &section.title) {
        (Some(number), _) => push_ordinal(number, true, &mut out),
        (None, Some(title)) => out.push_str(title.text()),
        (None, None) => {}
    }
    if let Some(number) = inner {
        out.push('（');
        push_ordinal(number, true, &mut out);
        out.push('）');
    }
    if let Some(number) = item {
        push_ordinal(number, false, &mut out);
    }
    out
}
