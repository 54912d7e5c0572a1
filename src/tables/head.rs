//! The heading of a table (表头): which column is what, from one, two or three rows of merged or plain cells.

use super::{
    find::Found,
    lanes::{Lane, Use, lanes},
    layout::{Column, Layout},
    sheet::{Place, Sheet},
    tile::{Word, tiles},
    words::Words,
};
use crate::figures::Reference;

/// A heading as read (读懂的表头).
#[derive(Debug)]
pub struct Head<'l> {
    /// The layout it was read by.
    pub layout: &'l Layout,
    /// Parts side by side, each with its columns.
    pub lanes: Vec<Lane<'l>>,
    /// The first row below the heading.
    pub body: u32,
    /// Columns that nobody knows, and those that could be several things.
    pub unknown: Vec<Unknown>,
    /// Columns without a heading.
    pub empty: Vec<u32>,
}

/// A column that is left out (没读懂的栏).
#[derive(Debug)]
pub struct Unknown {
    /// Where its heading ends.
    pub place: Place,
    /// What its heading says.
    pub text: String,
    /// It could be several things.
    pub several: bool,
}

/// Headings have three rows, four with the row over them; what has more is none.
const MOST_ROWS: usize = 8;

/// The heading of a table by a layout; none if no row looks like it.
pub fn head<'l>(
    sheet: &Sheet,
    found: &Found,
    layout: &'l Layout,
    words: &Words,
    known: &Reference,
) -> Option<Head<'l>> {
    let vocabulary = Vocabulary::of(layout, words, known);
    let mut rows: Vec<u32> = Vec::new();
    let mut body = found.rows.start;
    for row in found.rows.clone() {
        if found.place.is_some_and(|place| place.0 == row) {
            continue;
        }
        let cells = sheet.part(row, &found.columns).map(|(column, _)| (column, sheet.text((row, column))));
        let texts: Vec<(u32, String)> = cells.filter(|(_, text)| !text.is_empty()).collect();
        if texts.is_empty() {
            continue;
        }
        if vocabulary.is_order(&texts, words) {
            body = row + 1;
            continue;
        }
        // One strange heading among known ones is told; a row of strange texts is no heading.
        let known = texts.iter().filter(|(_, text)| vocabulary.knows(&words.heading(text))).count();
        let counts = |text: &str| text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-' | ','));
        let heading = known == texts.len() || (known * 2 > texts.len() && !texts.iter().any(|(_, text)| counts(text)));
        // One word alone may begin a heading only if it is merged over several columns, or else it is a label.
        let alone = texts.len() == 1 && rows.is_empty() && sheet.anchor((row, texts[0].0 + 1)) != (row, texts[0].0);
        match (heading, rows.is_empty()) {
            (true, _) if rows.len() == MOST_ROWS => break,
            (true, _) if !alone => {
                rows.push(row);
                body = row + 1;
            }
            (_, true) => {}
            (_, false) => break,
        }
    }
    rows.first()?;
    let columns = found.columns.clone().map(|column| (column, path(sheet, &rows, found.columns.start, column, words)));
    let mut uses: Vec<(Place, String, Use<'l>)> = columns
        .map(|(column, path)| {
            let place = path.last().map_or((rows[0], column), |(place, _)| *place);
            let mut text = String::new();
            let mut last = "";
            for (_, part) in &path {
                if part != last {
                    text.push_str(part);
                }
                last = part;
            }
            let meaning = vocabulary.meaning(&text, words, known);
            ((place.0, column), text, meaning)
        })
        .collect();
    codes_without_headings(&mut uses);
    let (lanes, idle) = lanes(layout, &uses);
    let mut unknown = Vec::new();
    for (place, text, meaning) in &uses {
        let several = matches!(meaning, Use::Several);
        if several || matches!(meaning, Use::Unknown) || idle.contains(&place.1) {
            unknown.push(Unknown { place: *place, text: text.clone(), several });
        }
    }
    let empty = uses.iter().filter(|(_, _, meaning)| matches!(meaning, Use::Empty)).map(|((_, column), ..)| *column);
    Some(Head { layout, lanes, body, unknown, empty: empty.collect() })
}

/// Where merged cells are not told, 类 款 项 stand below one heading: columns of codes up to the names.
fn codes_without_headings(uses: &mut [(Place, String, Use)]) {
    let is_name = |meaning: &Use| matches!(meaning, Use::Name | Use::NameOf(_));
    for index in 1..uses.len() {
        let empty = uses[index..].iter().position(|(_, _, meaning)| !matches!(meaning, Use::Empty)).unwrap_or(0);
        let ends = uses.get(index + empty).is_some_and(|(_, _, meaning)| is_name(meaning));
        if empty > 0 && ends && matches!(uses[index - 1].2, Use::Code) {
            uses[index].2 = Use::Code;
        }
    }
}

/// The texts over a column, from the top; the text of merged cells holds for all of them, and so does a text with
/// empty cells behind it, as far as the heading above it reaches.
fn path(sheet: &Sheet, rows: &[u32], first: u32, column: u32, words: &Words) -> Vec<(Place, String)> {
    let mut path: Vec<(Place, String)> = Vec::new();
    let mut left = first;
    for (index, &row) in rows.iter().enumerate() {
        let own = sheet.anchor((row, column));
        let text = sheet.text(own);
        if !text.is_empty() {
            if path.last().is_none_or(|(place, _)| *place != own) {
                path.push((own, words.heading(&text)));
            }
            left = left.max(own.1);
            continue;
        }
        let below = rows[index + 1..].iter().any(|&row| !sheet.text(sheet.anchor((row, column))).is_empty());
        if !below {
            continue;
        }
        let before = (left..column).rev().map(|column| sheet.anchor((row, column)));
        if let Some(place) = before.into_iter().find(|&place| !sheet.text(place).is_empty()) {
            path.push((place, words.heading(&sheet.text(place))));
            left = left.max(place.1);
        }
    }
    path
}

/// Every word that a heading of a layout may have.
struct Vocabulary<'l> {
    layout: &'l Layout,
    /// Alternatives of each column, with the column.
    columns: Vec<(&'l Column, Vec<Word>)>,
    /// Words beside the point.
    beside: Vec<String>,
    /// Words beside the point in columns of labels.
    beside_labels: Vec<String>,
    /// All of them.
    all: Vec<String>,
}

impl<'l> Vocabulary<'l> {
    fn of(layout: &'l Layout, words: &Words, known: &Reference) -> Vocabulary<'l> {
        let split = |text: &str| text.split(' ').map(|word| words.spellings(word)).collect::<Vec<Word>>();
        let columns: Vec<(&Column, Vec<Word>)> = layout
            .columns
            .iter()
            .flat_map(|column| column.heading.iter().map(move |heading| (column, heading)))
            .map(|(column, heading)| (column, split(heading)))
            .collect();
        let mut beside: Vec<String> = layout.beside.iter().flat_map(|word| words.spellings(word)).collect();
        beside.extend(layout.lanes.iter().flat_map(|lane| &lane.heading).flat_map(|heading| split(heading)).flatten());
        let mut beside_labels: Vec<String> = words.beside.iter().chain(&beside).cloned().collect();
        beside_labels.extend(words.total.iter().cloned());
        let periods = layout.periods.iter().flat_map(|period| words.spellings(&period.word));
        let mut all: Vec<String> = columns.iter().flat_map(|(_, words)| words.iter().flatten().cloned()).collect();
        all.extend(beside_labels.iter().cloned().chain(periods));
        all.extend([&words.code, &words.name, &words.order].into_iter().flatten().cloned());
        if layout.economic_headings {
            all.extend(known.economic.names().map(super::words::plain));
        }
        Vocabulary { layout, columns, beside, beside_labels, all }
    }

    /// Is it a word of a heading, a piece of one, or several?
    fn knows(&self, text: &str) -> bool {
        !text.is_empty() && (self.all.iter().any(|word| word.contains(text)) || tiles(text, &[], &self.all))
    }

    /// Is it the row of column numbers (栏次): 1, 2, 3 … over the columns, whatever stands before them?
    fn is_order(&self, texts: &[(u32, String)], words: &Words) -> bool {
        let named = texts.iter().any(|(_, text)| words.order.contains(&super::words::plain(text)));
        let mut numbers = texts.iter().filter_map(|(_, text)| text.parse::<u32>().ok());
        let counted = numbers.clone().count();
        let in_order = numbers.by_ref().zip(1..).all(|(number, index)| number == index);
        let rest = texts.iter().filter(|(_, text)| text.parse::<u32>().is_err());
        let mut rest = rest.map(|(_, text)| super::words::plain(text));
        let known = rest.all(|text| {
            self.knows(&text) || text.chars().all(|c| matches!(c, '-' | '+' | '=' | '(' | ')') || c.is_ascii_digit())
        });
        known && ((named && counted > 0) || (counted >= 3 && in_order && counted == texts.len()))
    }

    fn meaning(&self, text: &str, words: &Words, known: &Reference) -> Use<'l> {
        if text.is_empty() {
            return Use::Empty;
        }
        for (spellings, label) in [(&words.code, Use::Code), (&words.order, Use::Order), (&words.name, Use::Name)] {
            if tiles(text, std::slice::from_ref(spellings), &self.beside_labels) {
                return self.with_lane(text, label, words);
            }
        }
        let mut found: Vec<Use<'l>> = Vec::new();
        for (column, needed) in &self.columns {
            let periods = &self.layout.periods;
            if periods.is_empty() && tiles(text, needed, &self.beside) {
                found.push(Use::Value { column, period: column.period, code: None });
            }
            for period in periods {
                let mut needed = needed.clone();
                needed.push(words.spellings(&period.word));
                if tiles(text, &needed, &self.beside) {
                    found.push(Use::Value { column, period: Some(period.period), code: None });
                }
            }
        }
        found.dedup();
        match (found.len(), self.layout.economic_headings) {
            (0, true) => self.economic(text, known),
            (0, false) => Use::Unknown,
            (1, _) => found.swap_remove(0),
            _ => Use::Several,
        }
    }

    /// A column of labels under 收入 is in another lane than one under 支出.
    fn with_lane(&self, text: &str, label: Use<'l>, words: &Words) -> Use<'l> {
        let said = |heading: &String| {
            let mut needed: Vec<Word> = heading.split(' ').map(|word| words.spellings(word)).collect();
            needed.push([&words.name, &words.code, &words.order].into_iter().flatten().cloned().collect());
            tiles(text, &needed, &words.beside)
        };
        let lane = self.layout.lanes.iter().find(|lane| lane.heading.iter().any(said));
        match (label, lane) {
            (Use::Name, Some(lane)) => Use::NameOf(&lane.id),
            (label, _) => label,
        }
    }

    /// The economic account that a heading names, below the class that stands over it.
    fn economic(&self, text: &str, known: &Reference) -> Use<'l> {
        let Some(column) = self.layout.columns.first() else { return Use::Unknown };
        let mut codes: Vec<String> = Vec::new();
        for economic in &self.layout.economic {
            for class in &economic.codes {
                let Some(class_name) = known.economic.name(class) else { continue };
                let Some(item) = text.strip_prefix(super::words::plain(class_name).as_str()) else { continue };
                let named = known.economic.names().filter(|name| super::words::plain(name) == item);
                codes.extend(
                    named
                        .flat_map(|name| known.economic.codes(name))
                        .filter(|code| code.starts_with(class.as_str()))
                        .cloned(),
                );
            }
        }
        codes.sort();
        codes.dedup(); // several accounts of one name tell it several times
        match codes.as_slice() {
            [code] => Use::Value { column, period: None, code: Some(code.clone()) },
            [] => Use::Unknown,
            _ => Use::Several,
        }
    }
}
