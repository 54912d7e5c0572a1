//! A workbook as plain data (工作簿): what each cell holds, exactly, and where it stands.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use rust_decimal::Decimal;

/// Row and column, both from 0.
pub type Place = (u32, u32);

/// What a cell holds (单元格).
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Text, as typed.
    Text(String),
    /// A number: what the sheet shows, and the stored text where that has more digits.
    Number {
        /// The number as its format shows it.
        shown: Decimal,
        /// What is stored, where the format hides some of it.
        stored: Option<String>,
    },
    /// `#REF!` and the like.
    Fault(String),
    /// A formula that nobody has calculated: the file holds no value for it.
    Uncomputed,
    /// A date, a truth value: nothing that an official table has.
    Other,
}

/// A rectangle of merged cells (合并单元格), both corners inside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Merged {
    /// Its upper left corner, which holds the text.
    pub from: Place,
    /// Its lower right corner.
    pub to: Place,
}

/// One sheet (工作表).
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// The name on its tab.
    pub name: String,
    /// Hidden by its author.
    pub hidden: bool,
    /// Rows that its author hid, where the format tells.
    pub hidden_rows: BTreeSet<u32>,
    /// Columns that its author hid, where the format tells.
    pub hidden_columns: BTreeSet<u32>,
    /// Everything that is not empty.
    pub cells: BTreeMap<Place, Cell>,
    /// Merged cells.
    pub merged: Vec<Merged>,
}

/// One file of sheets (工作簿).
#[derive(Clone, Debug, Default)]
pub struct Workbook {
    /// The file, as people see it.
    pub name: String,
    /// Its sheets, in order.
    pub sheets: Vec<Sheet>,
}

impl Sheet {
    /// The cell at a place.
    pub fn at(&self, place: Place) -> Option<&Cell> {
        self.cells.get(&place)
    }

    /// The text of the first so many columns, row by row from the first; what is empty is empty text.
    pub fn rows(&self, columns: u32) -> Vec<Vec<String>> {
        let mut rows: Vec<Vec<String>> = Vec::new();
        for &(row, column) in self.cells.keys().filter(|(_, column)| *column < columns) {
            rows.resize_with(rows.len().max(row as usize + 1), Vec::new);
            let cells = &mut rows[row as usize];
            cells.resize_with(column as usize, String::new);
            cells.push(self.text((row, column)));
        }
        rows
    }

    /// Is nothing of a place to be seen, in a sheet that is?
    pub fn is_out_of_sight(&self, (row, column): Place) -> bool {
        self.hidden_rows.contains(&row) || self.hidden_columns.contains(&column)
    }

    /// Where the text of a place stands: in the corner of its merged cells, if it is one of them.
    pub fn anchor(&self, (row, column): Place) -> Place {
        let inside = |merged: &&Merged| {
            (merged.from.0..=merged.to.0).contains(&row) && (merged.from.1..=merged.to.1).contains(&column)
        };
        self.merged.iter().find(inside).map_or((row, column), |merged| merged.from)
    }

    /// The text of a place; a number in its shortest form.
    pub fn text(&self, place: Place) -> String {
        match self.at(place) {
            Some(Cell::Text(text)) => text.trim().to_owned(),
            Some(Cell::Number { shown, .. }) => shown.normalize().to_string(),
            Some(Cell::Fault(fault)) => fault.clone(),
            Some(Cell::Uncomputed | Cell::Other) | None => String::new(),
        }
    }

    /// The cells of a row, from the left.
    pub fn row(&self, row: u32) -> impl Iterator<Item = (u32, &Cell)> {
        self.cells.range((row, 0)..=(row, u32::MAX)).map(|(&(_, column), cell)| (column, cell))
    }

    /// The cells of a row in some columns.
    pub fn part(&self, row: u32, columns: &Range<u32>) -> impl Iterator<Item = (u32, &Cell)> {
        self.cells.range((row, columns.start)..(row, columns.end)).map(|(&(_, column), cell)| (column, cell))
    }

    /// `《支出决算表》B12`, for messages.
    pub fn address(&self, place: Place) -> String {
        format!("《{}》{}", self.name, address(place))
    }
}

/// B12 for (11, 1).
pub fn address((row, column): Place) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        letters.push(char::from(b'A' + u8::try_from((rest - 1) % 26).unwrap_or(0)));
        rest = (rest - 1) / 26;
    }
    let letters: String = letters.iter().rev().collect();
    format!("{letters}{}", row + 1)
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn addresses_are_those_of_excel() {
        assert_eq!(address((0, 0)), "A1");
        assert_eq!(address((11, 1)), "B12");
        assert_eq!(address((0, 25)), "Z1");
        assert_eq!(address((0, 26)), "AA1");
        assert_eq!(address((99, 701)), "ZZ100");
        assert_eq!(address((0, 702)), "AAA1");
    }
}
