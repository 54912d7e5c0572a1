//! Where tables stand in a sheet (找表): by their titles, never by the number or the place of the sheet.

use std::ops::Range;

use super::{
    layout::{Family, Layouts},
    sheet::{Cell, Place, Sheet},
    words::{Words, plain, without_number},
};

/// A table in a sheet (找到的表).
#[derive(Clone, Debug)]
pub struct Found {
    /// Its title in the plain form of layouts.
    pub title: String,
    /// Where the title stands; none if only the sheet is called so.
    pub place: Option<Place>,
    /// What stands before the title: the department, the year.
    pub before: String,
    /// Its rows.
    pub rows: Range<u32>,
    /// Its columns.
    pub columns: Range<u32>,
}

/// Excel cuts names of sheets at this many characters.
const LONGEST_SHEET_NAME: usize = 31;

/// No sheet has more tables, nor a title more bytes.
const MOST_TABLES: usize = 100;
const LONGEST_TITLE: usize = 400;

/// All tables of a sheet.
pub fn tables(sheet: &Sheet, layouts: &Layouts, family: Family) -> Vec<Found> {
    let titles: Vec<String> = {
        let of_family = layouts.tables.iter().filter(|layout| layout.family == family);
        of_family.flat_map(|layout| layout.titles.iter().map(|title| plain(title))).collect()
    };
    let last = sheet.cells.keys().map(|&(row, _)| row + 1).max().unwrap_or(0);
    let right = sheet.cells.keys().map(|&(_, column)| column + 1).max().unwrap_or(0);
    let mut found: Vec<Found> = Vec::new();
    for (&place, cell) in &sheet.cells {
        let Cell::Text(text) = cell else { continue };
        if text.len() > LONGEST_TITLE || found.len() == MOST_TABLES {
            continue;
        }
        if let Some((title, before)) = title_of(text, &titles, &layouts.words) {
            found.push(Found { title, place: Some(place), before, rows: place.0..last, columns: 0..right });
        }
    }
    if found.is_empty() {
        let named = by_name(&sheet.name, &titles, &layouts.words);
        found.extend(named.map(|title| Found {
            title,
            place: None,
            before: String::new(),
            rows: 0..last,
            columns: 0..right,
        }));
    }
    let places: Vec<Place> = found.iter().filter_map(|table| table.place).collect();
    for (table, (row, column)) in found.iter_mut().zip(&places) {
        let below = places.iter().map(|other| other.0).filter(|other| other > row).min();
        table.rows.end = below.unwrap_or(last);
        // Titles in one row are tables side by side.
        let beside = |other: &&Place| other.0 == *row;
        if places.iter().filter(beside).count() > 1 {
            table.columns.start = *column;
            table.columns.end =
                places.iter().filter(beside).map(|other| other.1).filter(|other| other > column).min().unwrap_or(right);
        }
    }
    found
}

/// The title in a text, and what stands before it.
fn title_of(text: &str, titles: &[String], words: &Words) -> Option<(String, String)> {
    let text = plain(text);
    let text = without_brackets(without_number(&text));
    let ending = titles.iter().filter(|title| text.ends_with(title.as_str()));
    let title = ending.max_by_key(|title| title.len())?;
    let before = &text[..text.len() - title.len()];
    is_no_name(before, words).then(|| (title.clone(), before.to_owned()))
}

/// 示例县财政局2023年度 may stand before a title; 项目 makes another title of it.
fn is_no_name(before: &str, words: &Words) -> bool {
    let mut rest = before;
    while let Some(shorter) = words.before_title.iter().find_map(|word| rest.strip_suffix(word.as_str())) {
        rest = shorter;
    }
    rest.is_empty() || rest.ends_with('年') || rest.ends_with("年度")
}

/// 收入支出决算总表(财决01表) -> 收入支出决算总表.
fn without_brackets(text: &str) -> &str {
    let mut rest = text;
    while let Some(open) = rest.strip_suffix(')').and_then(|inside| inside.rfind('(')) {
        rest = &rest[..open];
    }
    rest
}

/// The title that a sheet is called by: `Z01 收入支出决算总表(财决01表)`, cut off where Excel cuts it.
fn by_name(name: &str, titles: &[String], words: &Words) -> Option<String> {
    let cut = name.chars().count() >= LONGEST_SHEET_NAME;
    let name = plain(name);
    let bare = name.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | ' '));
    if let Some((title, _)) = title_of(bare, titles, words) {
        return Some(title);
    }
    let whole = bare.split('(').next().unwrap_or_default();
    let mut candidates = titles.iter().filter(|title| *title == whole || (cut && title.starts_with(bare)));
    let first = candidates.next()?;
    // A name cut off in the middle may be the beginning of two titles.
    candidates.all(|other| other == first).then(|| first.clone())
}
