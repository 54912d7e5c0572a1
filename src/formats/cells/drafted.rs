//! The tables of a complete report (整本的表) beside those that the figures fill in.

use std::{collections::BTreeMap, ops::Range};

use ahash::RandomState;
use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::{Cells, Row, alike, value};
use crate::{
    formats::word::Note,
    revise::update::{Kept, Replacement},
};

/// A line that may be a row.
struct Line<'a> {
    words: &'a str,
    /// Its cells, and the number of its table.
    row: Option<(Row, usize)>,
    /// Does it stand over the first figure of its table?
    head: bool,
}

/// The complete report that figures fill in, in the form of the text, and what stands over its tables (整本).
#[derive(Debug, Default)]
pub struct Drafted {
    /// Its text.
    pub text: String,
    /// The titles.
    pub titles: Vec<String>,
}

/// What stands in the place of a cell.
struct Beside<'a> {
    at: Range<usize>,
    section: &'a str,
    /// What the row is called.
    name: &'a str,
    words: &'a str,
}

impl Cells {
    /// Hold the tables of a text against those of the new figures and of the old ones: what was the old figure follows,
    /// what is neither was edited by hand and is told. Tables with other headings hold figures of their own. Where not all
    /// old figures are `known`, what is neither may as well be an old one.
    pub fn beside(&mut self, text: &str, rows: &[Row], (old, known): (&Drafted, bool), new: &Drafted) -> Vec<Kept> {
        let lines = lines(text, rows);
        let (was, is) = (beside(text, &lines, old), beside(text, &lines, new));
        let mut kept = Vec::new();
        for Beside { at, section, name, words } in is.into_values() {
            let cell = &text[at.clone()];
            let [here, now] = [cell, words].map(value);
            let before = was.get(&at.start).and_then(|old| value(old.words));
            let follows = here == before;
            if here == now || follows {
                self.notes.retain(|note| note.at != at);
            }
            let settled = self.edits.iter().any(|edit| edit.at == at) || self.notes.iter().any(|note| note.at == at);
            match now.filter(|_| here != now && !settled) {
                Some(now) if follows => self.edits.push(Replacement { words: alike(cell, now), at }),
                Some(_) if before.is_none() && !known => self.notes.push(Note {
                    text: format!(
                        "{section}“{name}”：数据为 {}，这里是 {}，起草时是多少不知道，请核对；更新时加 --from 起草时的数据，能跟着改的就跟着改",
                        words.trim(),
                        cell.trim()
                    ),
                    at,
                }),
                Some(_) => {
                    let (section, base, edited) = (format!("{section}“{name}”"), words.to_owned(), cell.to_owned());
                    kept.push(Kept { section, base, edited, figure: true });
                }
                None => {}
            }
        }
        kept
    }
}

/// The figures in the tables of a text that have a place in the drafted report, by where they begin.
fn beside<'a>(text: &'a str, lines: &[Line], drafted: &'a Drafted) -> BTreeMap<usize, Beside<'a>> {
    let rows: Vec<Row> = super::text_rows(&drafted.text).collect();
    let others = self::lines(&drafted.text, &rows);
    let keys = |lines: &[Line], text: &str| lines.iter().map(|line| line.key(text)).collect::<Vec<u64>>();
    let mut partner = vec![None; lines.len()];
    for op in capture_diff_slices(Algorithm::Patience, &keys(lines, text), &keys(&others, &drafted.text)) {
        if let DiffOp::Equal { .. } = op {
            op.old_range().zip(op.new_range()).for_each(|(line, other)| partner[line] = Some(&others[other]));
        }
    }
    let mut found = BTreeMap::new();
    let (mut section, mut of) = ("", None);
    for (at, line) in lines.iter().enumerate() {
        let Some((row, table)) = &line.row else {
            let over = drafted.titles.iter().find(|title| line.words.ends_with(title.as_str()));
            section = over.map_or(section, String::as_str);
            continue;
        };
        let other = partner[at].and_then(|other| other.row.as_ref());
        if line.head {
            let first = at == 0 || lines[at - 1].row.as_ref().is_none_or(|(_, before)| before != table);
            of = other.map(|(_, table)| *table).filter(|other| first || of == Some(*other));
            continue;
        }
        let own = other.filter(|(cells, other)| of == Some(*other) && cells.len() == row.len());
        for (cell, other) in own.iter().flat_map(|(cells, _)| row.iter().zip(cells)) {
            let words = &drafted.text[other.clone()];
            if value(&text[cell.clone()]).is_some() && value(words).is_some() {
                found.insert(cell.start, Beside { at: cell.clone(), section, name: line.name(text), words });
            }
        }
    }
    found
}

impl Line<'_> {
    /// The first of its cells that is no figure and no code.
    fn name<'t>(&self, text: &'t str) -> &'t str {
        let mut cells = self.row.iter().flat_map(|(row, _)| row).map(|cell| text[cell.clone()].trim());
        cells.find(|cell| !cell.is_empty() && value(cell).is_none()).unwrap_or_default()
    }

    /// What it says without its figures.
    fn key(&self, text: &str) -> u64 {
        let hasher = RandomState::with_seeds(0, 0, 0, 0);
        let Some((row, _)) = &self.row else { return hasher.hash_one(self.words) };
        let cells = row.iter().map(|cell| &text[cell.clone()]);
        hasher.hash_one(cells.filter(|cell| !cell.is_empty() && value(cell).is_none()).collect::<Vec<_>>())
    }
}

fn lines<'a>(text: &'a str, rows: &[Row]) -> Vec<Line<'a>> {
    let mut rows = rows.iter().filter(|row| !row.is_empty()).peekable();
    let mut lines: Vec<Line> = Vec::new();
    let (mut table, mut head) = (0, true);
    let mut at = 0;
    for words in text.split_inclusive('\n') {
        at += words.len();
        let Some(row) = rows.next_if(|row| row[0].start < at) else {
            (table, head) = (table + usize::from(!head), true);
            lines.extend((!words.trim().is_empty()).then_some(Line { words: words.trim(), row: None, head: false }));
            continue;
        };
        // The line between heading and rows in Markdown says only where figures stand.
        if row.iter().all(|cell| text[cell.clone()].trim().bytes().all(|byte| matches!(byte, b'-' | b':'))) {
            continue;
        }
        head &= row.iter().all(|cell| value(&text[cell.clone()]).is_none());
        lines.push(Line { words, row: Some((row.clone(), table)), head });
    }
    lines
}
