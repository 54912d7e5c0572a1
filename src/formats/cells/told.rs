//! What became of cells, as text and as JSON (表格的更新报告).

use std::fmt::Write;

use serde_json::{Value, json};

use super::{Cells, Followed, Place, table::shows, value};
use crate::formats::revision::short;

/// So many cells of one table that only count in another unit are told together.
const MANY: usize = 3;

/// Print for a person; `mark` is what stands in the text where something is asked: 标记 or 批注.
pub fn text(cells: &Cells, mark: &str) -> String {
    let mut out = String::new();
    if !cells.followed.is_empty() {
        _ = writeln!(out, "表格里跟着改了 {} 处", cells.followed.len());
    }
    for table in cells.followed.chunk_by(|one, next| one.place.table == next.place.table) {
        let (turned, others): (Vec<_>, Vec<_>) = table.iter().partition(|one| in_another_unit(one));
        // A table that counts in another unit now is told in one line.
        let together = turned.len() >= MANY;
        if let Some(one) = turned.first().filter(|_| together) {
            let (old, new) = (&one.old, &one.new);
            _ = writeln!(out, "  {}：换了单位的 {} 处，{old} → {new} 等", one.place.table, turned.len());
        }
        for one in if together { others } else { table.iter().collect() } {
            _ = writeln!(out, "  {}：{} → {}", name(&one.place), shown(&one.old), shown(&one.new));
        }
    }
    if !cells.asked.is_empty() {
        _ = writeln!(out, "表格里请核对 {} 处，加{mark}", cells.asked.len());
    }
    for asked in &cells.asked {
        _ = writeln!(out, "  {}：{}", name(&asked.place), asked.message);
    }
    out
}

/// Print for a program: what followed, and what is asked.
pub fn json(cells: &Cells) -> Value {
    let place = |place: &Place| json!({ "table": place.table, "row": place.row, "column": place.column });
    let with = |mut value: Value, more: &[(&str, &str)]| {
        more.iter().for_each(|(key, words)| value[*key] = (*words).into());
        value
    };
    let followed = cells.followed.iter().map(|one| with(place(&one.place), &[("old", &one.old), ("new", &one.new)]));
    let asked = cells.asked.iter().map(|one| with(place(&one.place), &[("message", &one.message)]));
    json!({ "followed": followed.collect::<Vec<_>>(), "asked": asked.collect::<Vec<_>>() })
}

fn shown(words: &str) -> String {
    if words.is_empty() { "空".to_owned() } else { short(words) }
}

fn name(place: &Place) -> String {
    let Place { table, row, column } = place;
    let table = if table.is_empty() { "表格" } else { table };
    let row = if row.is_empty() { String::new() } else { format!("“{row}”") };
    format!("{table}{row}{column}")
}

/// Does a cell, or the line over its table, only count in another unit?
fn in_another_unit(one: &Followed) -> bool {
    match (value(&one.old), value(&one.new)) {
        (Some(old), Some(new)) => shows(new, old) || shows(old, new),
        _ => one.place.row.is_empty() && one.place.column.is_empty(),
    }
}
