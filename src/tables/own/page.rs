//! What stands where on the sheets (版式): drawn from the catalogue, so that a new concept has its cell by itself.

use std::collections::HashMap;

use super::{
    BESIDE, FIRST, NAME,
    layout::{Column, ListColumn, list_columns},
};
use crate::{
    figures::{Catalogue, Concept, ConceptIx, FinalAccounts, GroupIx, Kind},
    tables::sheet::Place,
};

/// A line of a sheet (行).
#[derive(Debug)]
pub enum Line {
    /// The headings of figures.
    Headings,
    /// A figure, so deep below others.
    Figure(ConceptIx, u32),
    /// A text by itself.
    Text(ConceptIx, u32),
    /// The headings of a list.
    List(ConceptIx, GroupIx, u32),
    /// A row of a list, empty or not.
    Row(GroupIx, usize),
}

/// A sheet (工作表).
#[derive(Debug)]
pub struct Page {
    /// The official table, by its place in the catalogue.
    pub table: usize,
    /// Columns of its figures.
    pub columns: Vec<Column>,
    /// Columns of its lists.
    pub lists: HashMap<GroupIx, Vec<(String, ListColumn)>>,
    /// Its lines below title and caption.
    pub lines: Vec<Line>,
}

/// Lines above the first of [`Page::lines`]: the title and what is counted in.
pub const ABOVE: u32 = 2;

impl Page {
    /// The sheet of a table, with so many empty rows in each list.
    pub fn new(accounts: &FinalAccounts, table: usize, spare: usize) -> Page {
        let mut page = Page { table, columns: Vec::new(), lists: HashMap::new(), lines: vec![Line::Headings] };
        for &field in &accounts.catalogue.tables[table].fields {
            page.field(accounts, field, 0, spare);
        }
        let catalogue = accounts.catalogue;
        let figures = page.lines.iter().filter_map(|line| match line {
            Line::Figure(concept, _) => Some(&catalogue.concepts[*concept]),
            _ => None,
        });
        let figures: Vec<&Concept> = figures.collect();
        let used = |column: &Column| figures.iter().any(|concept| has(concept, *column));
        page.columns = Column::ALL.into_iter().filter(used).collect();
        page
    }

    fn field(&mut self, accounts: &FinalAccounts, index: ConceptIx, depth: u32, spare: usize) {
        let concept = &accounts.catalogue.concepts[index];
        match (concept.kind, concept.group) {
            (Kind::Rows, Some(group)) => {
                self.lines.push(Line::List(index, group, depth));
                self.lists.insert(group, list_columns(accounts.catalogue, group));
                let rows = accounts.rows(group).len() + spare;
                self.lines.extend((0..rows).map(|row| Line::Row(group, row)));
            }
            (Kind::Amount | Kind::Count | Kind::Percent | Kind::Number, _) => {
                self.lines.push(Line::Figure(index, depth));
            }
            _ => self.lines.push(Line::Text(index, depth)),
        }
        concept.children.iter().for_each(|&child| self.field(accounts, child, depth + 1, spare));
    }

    /// Cells of it as formulas on other sheets name them.
    pub fn named(&self, catalogue: &Catalogue, cells: &str) -> String {
        format!("'{}'!{cells}", sheet_name(&catalogue.tables[self.table].key))
    }

    /// The row of a line.
    pub fn row(at: usize) -> u32 {
        ABOVE + u32::try_from(at).unwrap_or(u32::MAX - ABOVE)
    }

    /// The last column that anything stands in.
    pub fn last_column(&self) -> u32 {
        let widest = self.lists.values().map(Vec::len).chain([self.columns.len()]).max().unwrap_or(0).max(3);
        FIRST + u32::try_from(widest).unwrap_or(0) - 1
    }
}

/// Does that figure have that column?
fn has(concept: &Concept, column: Column) -> bool {
    match column {
        Column::Number(period) => concept.number(period).is_some(),
        Column::Text(kind) => concept.text(kind).is_some(),
    }
}

/// What is not allowed in the name of a sheet becomes a blank; 31 characters at most.
pub fn sheet_name(key: &str) -> String {
    key.chars().map(|c| if "[]:*?/\\'".contains(c) { ' ' } else { c }).take(31).collect()
}

/// Where the numbers of the department and the columns of its lists stand.
#[derive(Debug, Default)]
pub struct Cells {
    /// The sheet and cell of each number.
    pub numbers: HashMap<usize, (usize, Place)>,
    /// The sheet, the column and the first and last row of each number of a list.
    pub lists: HashMap<(GroupIx, usize), (usize, u32, [u32; 2])>,
}

impl Cells {
    /// Of these sheets.
    pub fn of(pages: &[Page], catalogue: &Catalogue) -> Cells {
        let mut cells = Cells::default();
        for (sheet, page) in pages.iter().enumerate() {
            for (at, line) in page.lines.iter().enumerate() {
                let row = Page::row(at);
                match line {
                    Line::Figure(concept, _) => {
                        for (column, held) in (FIRST..).zip(&page.columns) {
                            let Column::Number(period) = held else { continue };
                            let number = catalogue.concepts[*concept].number(*period);
                            number.and_then(|number| cells.numbers.insert(number, (sheet, (row, column))));
                        }
                    }
                    Line::Row(group, _) => {
                        for (column, (_, held)) in (FIRST..).zip(&page.lists[group]) {
                            let ListColumn::Number(number) = held else { continue };
                            let place = cells.lists.entry((*group, *number)).or_insert((sheet, column, [row, row]));
                            place.2[1] = row;
                        }
                    }
                    Line::Headings | Line::Text(..) | Line::List(..) => {}
                }
            }
        }
        cells
    }
}

/// The two headings that name a list's rows: their code and their name, or what they are called.
pub fn naming(catalogue: &Catalogue, group: GroupIx) -> [String; 2] {
    let group = &catalogue.groups[group];
    match (&group.account, &group.name) {
        (None, Some(name)) => [name.clone(), String::new()],
        _ => ["科目编码".to_owned(), "科目名称".to_owned()],
    }
}

/// The two columns in which they stand.
pub const NAMING: [u32; 2] = [NAME, BESIDE];
