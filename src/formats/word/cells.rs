//! Cells of tables (表格单元格) that show a figure of before a correction: where the row says whose it is they follow, all
//! others are pointed out.

use std::ops::Range;

use rust_decimal::Decimal;

use super::{Note, WordFile};
use crate::{
    figures::amount::{NumberStyle, parse_amount, print},
    revise::update::{Changed, Outcome, Replacement},
};

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

impl WordFile {
    /// What becomes of cells that show an old figure: in a row with the code or the name of what was corrected the one
    /// cell with it follows; any other may be a figure of its own and gets a comment. `name` knows the concepts of
    /// final figures, which tables show, and no others.
    pub fn cells(&self, changed: &[Changed], name: impl Fn(&str) -> Option<String>) -> Cells {
        let told = |changed: &&Changed| matches!(changed.outcome, Outcome::Followed | Outcome::Already);
        let corrected: Vec<Corrected> = changed.iter().filter(told).filter_map(|one| of(one, &name)).collect();
        let (mut edits, mut notes) = (Vec::new(), Vec::new());
        for row in self.story.rows.iter().filter(|_| !corrected.is_empty()) {
            let cells = self.cells_of(row);
            let values: Vec<Option<Decimal>> = cells.iter().map(|cell| value(&self.story.text[cell.clone()])).collect();
            for (cell, value) in cells.iter().zip(&values) {
                let Some(value) = value else { continue };
                let of: Vec<&Corrected> = corrected.iter().filter(|one| one.old == *value).collect();
                let Some(first) = of.first() else { continue };
                let labelled = |one: &&&Corrected| {
                    let label = |cell: &Range<usize>| {
                        let text = self.story.text[cell.clone()].trim();
                        one.row == Some(text) || one.row.is_none() && one.name == text
                    };
                    cells.iter().any(label)
                };
                let own: Vec<&&Corrected> = of.iter().filter(labelled).collect();
                let alone = values.iter().filter(|other| **other == Some(*value)).count() == 1;
                let text = &self.story.text[cell.clone()];
                match own.first() {
                    Some(one) if alone && own.iter().all(|other| other.new == one.new) => {
                        edits.push(Replacement { at: cell.clone(), words: alike(text, one.new) });
                    }
                    _ => notes.push(Note {
                        at: cell.clone(),
                        text: format!(
                            "正文里的 {} 已改为 {}，这里的 {} 要不要跟着改，请核对",
                            first.old,
                            first.new,
                            text.trim()
                        ),
                    }),
                }
            }
        }
        Cells { edits, notes }
    }

    /// The cells of a row, without the blanks around their words.
    fn cells_of(&self, row: &Range<usize>) -> Vec<Range<usize>> {
        let text = &self.story.text[row.clone()];
        let mut at = row.start;
        let mut cells = Vec::new();
        for cell in text.trim_end_matches('\n').split('\t') {
            let start = at + cell.len() - cell.trim_start().len();
            cells.push(start..start + cell.trim().len());
            at += cell.len() + 1;
        }
        cells
    }
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
