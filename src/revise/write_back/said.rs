//! What a report says in free words (文中的话): each text with its place, as the writer typed it.

use std::ops::Range;

use super::Why;
use crate::{
    figures::{Origin, Record, TextAt, TextKind},
    report::{Clean, binding::Bound, reading::Reading},
    revise::marks,
    source::Source,
};

/// A text that the report states.
pub(super) struct Said<'b> {
    pub at: TextAt,
    pub record: &'b Record,
    pub lines: Vec<String>,
    pub place: Range<usize>,
}

impl Said<'_> {
    /// All of it in one line for people; the names of a list apart, as sentences print them.
    pub fn words(&self) -> String {
        let sentences = self.lines.iter().any(|line| line.ends_with('。'));
        self.lines.join(if sentences { "" } else { "、" })
    }
}

/// The texts that a report states, in its order.
pub(super) fn said<'b>(reading: &Reading, bound: &'b Bound) -> Vec<Said<'b>> {
    let accounts = &bound.accounts;
    let catalogue = accounts.catalogue;
    let rows = catalogue.groups.iter().enumerate().filter(|(_, group)| matches!(group.origin, Origin::Given));
    let rows = rows.flat_map(|(group, _)| (0..accounts.rows(group).len()).map(move |row| Some((group, row))));
    let mut found = Vec::new();
    for row in std::iter::once(None).chain(rows) {
        let record = accounts.record((row, 0));
        let shape = row.map_or(&catalogue.root, |(group, _)| &catalogue.groups[group].shape);
        for (index, def) in shape.texts.iter().enumerate() {
            // A choice is no words of anybody's: it was read from how a sentence is built.
            let place = record.text_places.get(index).filter(|_| def.kind != TextKind::Choice);
            let Some(place) = place else { continue };
            let lines = in_own_words(record.texts[index].lines(), &reading.document.source, place.start);
            found.push(Said { at: (row, index), record, lines, place });
        }
    }
    found.sort_by_key(|said| said.place.start);
    found
}

/// The words as they stand in the text, where page layout and marks of its format have left them alone.
fn in_own_words(lines: &[String], source: &Source, start: usize) -> Vec<String> {
    let mut at = start;
    let own = |line: &String| {
        let mut number = source.line_column(at).0;
        while at > start && number < source.line_count() && source.text()[source.line_range(number)].trim().is_empty() {
            number += 1;
        }
        let end = source.line_range(number).end;
        let clean = Clean::of(source, at.max(source.line_range(number).start)..end);
        at = source.line_range(number + 1).start.max(end);
        if clean.text().starts_with(line) { clean.typed(0..line.len(), source) } else { line.clone() }
    };
    lines.iter().map(own).collect()
}

pub(super) fn unsettled(said: &Said, missing: &str) -> Option<Why> {
    let holds = |mark: &dyn Fn(&String) -> bool| said.lines.iter().any(mark);
    if said.lines.is_empty() || holds(&|line| line.contains(missing)) {
        return Some(Why::Placeholder);
    }
    holds(&|line| !marks::find(line).is_empty()).then_some(Why::Marked)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_as_they_were_typed_where_they_stand_whole() {
        let own = |text: &str, lines: &[&str]| {
            let lines: Vec<String> = lines.iter().map(|&line| line.to_owned()).collect();
            in_own_words(&lines, &Source::new("t", text), 0)
        };
        assert_eq!(own("一期(含税),已付。", &["一期（含税），已付"]), ["一期(含税),已付"]);
        assert_eq!(own("一、甲;\n\n二、乙。", &["一、甲；", "二、乙"]), ["一、甲;", "二、乙"]);
        assert_eq!(own("一\\*二", &["一*二"]), ["一*二"]);
        assert_eq!(own("前半\n后半", &["前半后半"]), ["前半后半"]);
    }
}
