//! One of the two reports (一方): its sentences in order, read or not.

use super::sentence::{Sentence, Wording};
use crate::report::{
    Clean, Document,
    binding::Bound,
    document::{Part, PartKind, sections_of},
    reading::Reading,
};

/// A report as read, ready to be compared (一方).
pub struct Side<'s> {
    /// What it is called: the file.
    pub name: &'s str,
    /// Was it drafted from figures for this? Then lines say nothing.
    pub drafted: bool,
    /// The text as read.
    pub reading: &'s Reading<'s, 's>,
    /// Its figures.
    pub bound: &'s Bound,
    /// Its sentences in order: part three, and the other parts that are prose.
    pub sentences: Vec<Sentence<'s>>,
}

impl<'s> Side<'s> {
    /// Lay a report out for comparison.
    pub fn of(name: &'s str, drafted: bool, reading: &'s Reading<'s, 's>, bound: &'s Bound) -> Side<'s> {
        let document: &'s Document = reading.document;
        let mut sentences = Vec::new();
        for part in document.parts.iter() {
            let first = sentences.len();
            elsewhere(part, &mut sentences);
            sentences[first..].iter_mut().for_each(|sentence| sentence.part = part.kind);
        }
        for (index, sentence) in reading.sentences.iter().enumerate() {
            let read = Sentence::read(index, sentence, &bound.rows[index], &bound.accounts, String::new());
            sentences.push(read);
            let prose = sentence.prose.iter();
            sentences.extend(prose.map(|clean| plain(clean, Wording::Prose)));
        }
        for unread in &reading.unread {
            let text = &unread.paragraph.text()[unread.range.clone()];
            let place = unread.paragraph.place(unread.range.clone());
            sentences.push(Sentence::plain(text, place, String::new(), Wording::Unread));
        }
        sentences.retain(|sentence| !sentence.text.is_empty());
        sentences.sort_by_key(|sentence| sentence.place.start);
        let places = sections_of(document);
        let mut sections = places.into_iter().peekable();
        let mut section = String::new();
        for sentence in &mut sentences {
            while let Some((_, next)) = sections.next_if(|(start, _)| *start <= sentence.place.start) {
                section = next;
            }
            sentence.section.clone_from(&section);
        }
        Side { name, drafted, reading, bound, sentences }
    }

    /// The parts of the report that it has sentences of.
    pub(super) fn parts(&self) -> Vec<PartKind> {
        let mut parts: Vec<PartKind> = self.sentences.iter().map(|sentence| sentence.part).collect();
        parts.dedup();
        parts
    }

    /// The sentence in which a byte of the source stands.
    pub(super) fn at(&self, place: usize) -> Option<usize> {
        let behind = self.sentences.partition_point(|sentence| sentence.place.start <= place);
        behind.checked_sub(1).filter(|&index| self.sentences[index].place.end > place)
    }
}

fn plain(clean: &Clean, wording: Wording) -> Sentence<'_> {
    Sentence::plain(clean.text(), clean.extent(), String::new(), wording)
}

/// Headings, and the paragraphs of parts that no phrase is about; tables and contents are no prose.
fn elsewhere<'s>(part: &'s Part, sentences: &mut Vec<Sentence<'s>>) {
    if !matches!(part.kind, PartKind::About | PartKind::Narrative | PartKind::Glossary) {
        return;
    }
    sentences.extend(part.title.iter().map(|title| plain(title, Wording::Heading)));
    for section in &part.sections {
        sentences.extend(section.title.iter().map(|title| plain(title, Wording::Heading)));
        for paragraph in &section.paragraphs {
            if paragraph.heading {
                sentences.push(plain(&paragraph.text, Wording::Heading));
            } else if part.kind != PartKind::Narrative {
                sentences.push(plain(&paragraph.text, Wording::Elsewhere));
            }
        }
    }
}
