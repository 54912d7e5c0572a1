//! Cells of tables (表格单元格) that show a figure of before a correction: where the row says whose it is they follow, all
//! others are pointed out.

mod drafted;

use std::ops::Range;

use rust_decimal::Decimal;

pub use drafted::Drafted;

use super::word::Note;
use crate::{
    figures::amount::{NumberStyle, parse_amount, print},
    revise::update::{Changed, Outcome, Replacement},
};

/// Where the cells of a row stand in the text (一行的单元格).
pub type Row = Vec<Range<usize>>;

/// A figure that was corrected.
struct Corrected<'u> {
    old: Decimal,
    new: Decimal,
    /// The row it speaks of, by its code or its name.
    row: Option<&'u str>,
    /// The name of its concept.
    name: String,
}

/// What becomes of cells (单元格的去向).
#[derive(Debug, Default)]
pub struct Cells {
    /// Those that follow.
    pub edits: Vec<Replacement>,
    /// Those that somebody has to look at.
    pub notes: Vec<Note>,
}

/// What becomes of cells that show an old figure, row by row: in a row with the code or the name of what was corrected
/// the one cell with it follows; any other may be a figure of its own and is pointed out. `name` knows the concepts of
/// final figures, which tables show, and no others.
pub fn follow(text: &str, rows: &[Row], changed: &[Changed], name: impl Fn(&str) -> Option<String>) -> Cells {
    let told = |changed: &&Changed| matches!(changed.outcome, Outcome::Followed | Outcome::Already);
    let corrected: Vec<Corrected> = changed.iter().filter(told).filter_map(|one| of(one, &name)).collect();
    let (mut edits, mut notes) = (Vec::new(), Vec::new());
    for cells in rows.iter().filter(|_| !corrected.is_empty()) {
        let values: Vec<Option<Decimal>> = cells.iter().map(|cell| value(&text[cell.clone()])).collect();
        for (cell, value) in cells.iter().zip(&values) {
            let Some(value) = value else { continue };
            let of: Vec<&Corrected> = corrected.iter().filter(|one| one.old == *value).collect();
            let Some(first) = of.first() else { continue };
            let labelled = |one: &&&Corrected| {
                let label = |cell: &Range<usize>| {
                    let text = text[cell.clone()].trim();
                    one.row == Some(text) || one.row.is_none() && one.name == text
                };
                cells.iter().any(label)
            };
            let own: Vec<&&Corrected> = of.iter().filter(labelled).collect();
            let alone = values.iter().filter(|other| **other == Some(*value)).count() == 1;
            let words = &text[cell.clone()];
            match own.first() {
                Some(one) if alone && own.iter().all(|other| other.new == one.new) => {
                    edits.push(Replacement { at: cell.clone(), words: alike(words, one.new) });
                }
                _ => notes.push(Note {
                    at: cell.clone(),
                    text: format!(
                        "正文里的 {} 已改为 {}，这里的 {} 要不要跟着改，请核对",
                        first.old,
                        first.new,
                        words.trim()
                    ),
                }),
            }
        }
    }
    Cells { edits, notes }
}

/// The cells of the lines of a text that are rows of tables: between the bars of Markdown, or parted by tabs.
pub fn text_rows(text: &str) -> impl Iterator<Item = Row> {
    let mut at = 0;
    let lines = text.split_inclusive('\n').map(move |line| {
        at += line.len();
        (at - line.len(), line)
    });
    lines.filter_map(|(at, line)| {
        let words = line.trim();
        if words.starts_with('|') && words.ends_with('|') {
            return Some(cells(line, '|', at));
        }
        words.contains('\t').then(|| cells(line, '\t', at))
    })
}

/// The cells between separators, without the blanks around their words; the line begins at `at`.
pub fn cells(line: &str, separator: char, mut at: usize) -> Row {
    let mut cells = Vec::new();
    for cell in line.trim_end_matches('\n').split(separator) {
        let start = at + cell.len() - cell.trim_start().len();
        cells.push(start..start + cell.trim().len());
        at += cell.len() + separator.len_utf8();
    }
    cells
}

fn of<'u>(changed: &'u Changed, name: impl Fn(&str) -> Option<String>) -> Option<Corrected<'u>> {
    let concept = changed.concept.as_deref()?;
    let number = |words: &str| value(words.trim_end_matches("万元").trim_end_matches('元'));
    let name = name(concept)?;
    let (old, new) = (number(&changed.old)?, number(&changed.new)?);
    // A nought stands everywhere.
    (old != new && !old.is_zero()).then_some(Corrected { old, new, row: changed.row.as_deref(), name })
}

/// A whole cell as a number; percentages and counts with their unit are none.
fn value(text: &str) -> Option<Decimal> {
    let text = text.trim().replace([',', '，'], "");
    text.starts_with(|c: char| c.is_ascii_digit() || c == '-').then(|| parse_amount(&text).ok()).flatten()
}

/// A number set like the one that stood there.
fn alike(old: &str, new: Decimal) -> String {
    let places = old.trim().rsplit_once('.').map_or(0, |(_, places)| places.len() as u32);
    let decimals = places.max(new.normalize().scale());
    let mut out = String::new();
    print(new, NumberStyle { decimals, trim: false, thousands: old.contains([',', '，']) }, &mut out);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_stand_between_bars_or_are_parted_by_tabs() {
        let text = "正文。\n| 行政运行 | 96.06 |\r\n\t缩进的正文\r\n2010301\t行政运行\t\t96.06\r\n";
        let rows: Vec<Vec<&str>> =
            text_rows(text).map(|row| row.into_iter().map(|cell| &text[cell]).collect()).collect();
        assert_eq!(rows, [vec!["", "行政运行", "96.06", ""], vec!["2010301", "行政运行", "", "96.06"]]);
    }
}
