//! Part three as the table of contents names it (目录).

use super::list_mark::{Level, mark};
use crate::report::{Clean, Document, document::PartKind};

/// A line of the contents: a section of part three.
pub(super) struct Entry<'a> {
    pub number: usize,
    /// Its title without its number and its page.
    pub title: String,
    pub clean: &'a Clean,
}

/// No report has more sections; a longer list is none.
const MOST: usize = 40;

/// What the title of part three begins with where the report shows none.
const USUAL: &str = "第三部分";

const PART: &str = "部分";

/// The entries below the title of part three.
pub(super) fn read(document: &Document) -> Vec<Entry<'_>> {
    let sections = document.parts(PartKind::Contents).flat_map(|part| &part.sections);
    let lines = sections.flat_map(|section| section.title.iter().chain(section.paragraphs.iter().map(|p| &p.text)));
    let title = document.parts(PartKind::Narrative).find_map(|part| part.title.as_ref()).map_or("", Clean::text);
    let named = title.find(PART).map_or(USUAL, |at| &title[..at + PART.len()]);
    let mut found: Vec<Entry> = Vec::new();
    let mut inside = false;
    for clean in lines {
        let text = clean.text().trim_start_matches(['-', '•', '*', '#']);
        if text.starts_with('第') && text.contains(PART) {
            inside = text.starts_with(named);
            continue;
        }
        if !inside {
            continue;
        }
        let text = text.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '…' | '·' | '-' | '—'));
        match mark(text).filter(|mark| mark.level == Level::Section) {
            Some(mark) => found.push(Entry { number: mark.number, title: text[mark.end..].to_owned(), clean }),
            // A long title goes on in the next line.
            None => {
                if let Some(entry) = found.last_mut().filter(|_| mark(text).is_none()) {
                    entry.title.push_str(text);
                }
            }
        }
    }
    found.truncate(MOST);
    found
}
