//! Which table of a drafted report a table of the text is, and which row is which (对表).

use std::ops::Range;

use ahash::{AHashMap, RandomState};
use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::{Row, unmarked, value};
use crate::{
    report::{Clean, saved::SavedTable},
    source::Source,
};

/// Rows of headings are looked for in so many rows.
const MOST_HEAD: usize = 8;

/// A table of the text (文中的表).
pub(super) struct Found<'t> {
    /// Which drafted one it is.
    pub drafted: usize,
    /// What stands over it in the text, from its title on.
    pub above: Range<usize>,
    /// Where its title stands; none if a person took it away.
    pub title: Option<Range<usize>>,
    /// The rows behind the headings.
    pub rows: Vec<&'t Row>,
}

/// The tables of a text that are drafted ones: under the same headings, and of several such the one with the title.
pub(super) fn find<'t>(text: &str, rows: &'t [Row], drafted: &[SavedTable]) -> Vec<Found<'t>> {
    let titles: Vec<String> = drafted.iter().map(|table| plain(&table.title)).collect();
    let longest = titles.iter().map(String::len).max().unwrap_or(0) * 2;
    let mut taken = vec![false; drafted.len()];
    let mut found: Vec<Found> = Vec::new();
    for (above, rows) in cut(text, rows) {
        let mut at = above.start;
        let mut over: Option<(usize, Range<usize>)> = None;
        for line in text[above.clone()].split_inclusive('\n') {
            let words = unmarked(line);
            let start = at + line.len() - line.trim_start().len();
            at += line.len();
            let title = (words.len() <= longest).then(|| plain(words)).filter(|words| !words.is_empty());
            let of = title.and_then(|words| titles.iter().position(|title| words.ends_with(title.as_str())));
            over = of.map(|of| (of, start..start + words.len())).or(over);
        }
        let words: Vec<Vec<String>> = rows.iter().take(MOST_HEAD).map(|row| headings(text, row)).collect();
        let fits = |of: usize| Some((of, body(&words, &drafted[of])?)).filter(|_| !taken[of]);
        let own = match &over {
            Some((of, _)) => fits(*of),
            None => (0..drafted.len()).find_map(fits),
        };
        let Some((of, body)) = own else { continue };
        taken[of] = true;
        let title = over.map(|(_, place)| place);
        let start = title.as_ref().map_or(above.end, |title| title.start);
        let end = rows.get(body).map_or(text.len(), |row| row[0].start);
        found.push(Found { drafted: of, above: start..end, title, rows: rows[body..].to_vec() });
    }
    found
}

/// Rows that stand together, with what stands before them from the table before on.
fn cut<'t>(text: &str, rows: &'t [Row]) -> Vec<(Range<usize>, Vec<&'t Row>)> {
    let mut rows = rows.iter().filter(|row| !row.is_empty()).peekable();
    let mut tables: Vec<(Range<usize>, Vec<&Row>)> = Vec::new();
    let (mut at, mut above, mut open) = (0, 0, false);
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let Some(row) = rows.next_if(|row| row[0].start < at) else {
            if open && !line.trim().is_empty() {
                (above, open) = (start, false);
            }
            continue;
        };
        if !std::mem::replace(&mut open, true) {
            tables.push((above..start, Vec::new()));
        }
        // The line between heading and rows in Markdown says only where figures stand.
        let rule = |cell: &Range<usize>| text[cell.clone()].bytes().all(|byte| matches!(byte, b'-' | b':'));
        if let Some((_, rows)) = tables.last_mut().filter(|_| !row.iter().all(rule) || line.contains('\t')) {
            rows.push(row);
        }
    }
    tables
}

/// Where the rows begin behind the headings of a drafted table: in rows of their own, or each column's in one cell.
fn body(words: &[Vec<String>], drafted: &SavedTable) -> Option<usize> {
    let plain = |words: &[String]| -> Vec<String> { words.iter().map(|words| self::plain(words)).collect() };
    let (columns, head) = (plain(&drafted.columns), drafted.head.iter().map(|row| plain(row)).collect::<Vec<_>>());
    let columns: Vec<String> = columns.into_iter().filter(|words| !words.is_empty()).collect();
    (0..words.len()).find_map(|at| {
        if words[at] == columns {
            return Some(at + 1);
        }
        (!head.is_empty() && words[at..].starts_with(&head)).then_some(at + head.len())
    })
}

fn headings(text: &str, row: &Row) -> Vec<String> {
    row.iter().map(|cell| plain(&text[cell.clone()])).filter(|words| !words.is_empty()).collect()
}

/// Words as they are compared: without blanks and the marks of Markdown.
pub(super) fn plain(words: &str) -> String {
    Clean::of(&Source::new("", words), 0..words.len()).into_text()
}

/// A row by what it says without its figures (行).
pub(super) struct Named {
    key: u64,
    /// The first of its cells that is no figure and no code.
    pub name: String,
    /// Does it show a figure that is not nought?
    pub figures: bool,
}

impl Named {
    /// Do both say the same?
    pub fn same(&self, other: &Named) -> bool {
        self.key == other.key
    }
}

pub(super) fn named<'c>(cells: impl Iterator<Item = &'c str>) -> Named {
    let cells: Vec<&str> = cells.map(str::trim).filter(|cell| !cell.is_empty()).collect();
    let mut words = Vec::new();
    let mut figures = false;
    for (at, cell) in cells.iter().enumerate() {
        match value(cell) {
            // What stands right before a name is a code.
            Some(number) => figures |= !number.is_zero() && cells.get(at + 1).is_none_or(|next| value(next).is_some()),
            None if cell.contains('【') => {}
            None => words.push(plain(cell)),
        }
    }
    let key = RandomState::with_seeds(0, 0, 0, 0).hash_one(&words);
    Named { key, name: words.into_iter().next().unwrap_or_default(), figures }
}

/// For each row the one of the others that it is: word for word first, then by the name at its head.
pub(super) fn pairs(rows: &[Named], others: &[Named]) -> Vec<Option<usize>> {
    let keys = |rows: &[Named]| rows.iter().map(|row| row.key).collect::<Vec<_>>();
    let mut of = vec![None; rows.len()];
    let mut used = vec![false; others.len()];
    for op in capture_diff_slices(Algorithm::Patience, &keys(rows), &keys(others)) {
        if let DiffOp::Equal { old_index, new_index, len } = op {
            for step in 0..len {
                (of[old_index + step], used[new_index + step]) = (Some(new_index + step), true);
            }
        }
    }
    let mut free: AHashMap<&str, Vec<usize>> = AHashMap::new();
    let left = others.iter().enumerate().rev().filter(|(at, other)| !used[*at] && !other.name.is_empty());
    left.for_each(|(at, other)| free.entry(other.name.as_str()).or_default().push(at));
    for (row, of) in rows.iter().zip(&mut of).filter(|(_, of)| of.is_none()) {
        *of = free.get_mut(row.name.as_str()).and_then(Vec::pop);
    }
    of
}
