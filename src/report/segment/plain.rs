//! Parts whose lines stay as they are (封面、目录、决算表), so that rows of tables survive.

use super::{furniture::Furniture, known::Known, lines::Line, parts::title_length};
use crate::{
    report::document::{Clean, Paragraph, PartKind, Section, mark::Mark},
    source::Source,
};

/// One paragraph a line; in part two the titles of tables begin sections.
pub fn sections(source: &Source, lines: &[Line], kind: PartKind, known: &Known) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    // A bare number may be a cell; of page numbers only those are left out that can be nothing else.
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let length = if kind == PartKind::Contents { title_length(lines, at, known) } else { 1 };
        let mut text = Clean::default();
        for line in lines[at..at + length].iter().filter(|line| line.furniture != Furniture::Page) {
            text.push(source, line.range.clone());
        }
        at += length;
        if text.text().is_empty() {
            continue;
        }
        if kind == PartKind::Tables && is_table_title(line, known) {
            let number = match line.mark.0 {
                Mark::Section(number) => Some(number),
                _ => None,
            };
            sections.push(Section { number, title: Some(text), paragraphs: Vec::new() });
            continue;
        }
        let paragraph = Paragraph { heading: false, text };
        match sections.last_mut() {
            Some(section) => section.paragraphs.push(paragraph),
            None => sections.push(Section { paragraphs: vec![paragraph], ..Section::default() }),
        }
    }
    sections
}

fn is_table_title(line: &Line, known: &Known) -> bool {
    let listed = known.is_exact(PartKind::Tables, line.body());
    listed || matches!(line.mark.0, Mark::Section(_)) && !line.row && line.text.ends_with('表')
}
