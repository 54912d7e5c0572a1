//! What stands where on the sheets (版式): drawn from the catalogue, so that a new concept has its cell by itself.

use std::collections::HashMap;

use super::{BESIDE, FIRST, NAME};
use crate::{
    figures::{Catalogue, Concept, ConceptIx, FinalAccounts, GroupIx, Kind, Period, TextKind},
    tables::sheet::Place,
};

/// What a column of figures holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// The number of a period.
    Number(Period),
    /// A text.
    Text(TextKind),
}

impl Column {
    /// This year's figure first, then what it is compared with, then what is said of it.
    const ALL: [Column; 9] = [
        Column::Number(Period::Final),
        Column::Number(Period::Last),
        Column::Number(Period::BudgetInitial),
        Column::Number(Period::BudgetAdjusted),
        Column::Number(Period::Budget),
        Column::Text(TextKind::Purpose),
        Column::Text(TextKind::ReasonBudget),
        Column::Text(TextKind::ReasonLast),
        Column::Text(TextKind::Note),
    ];

    /// Its heading.
    pub fn heading(self) -> &'static str {
        match self {
            Column::Number(period) => period.key(),
            Column::Text(kind) => kind.key(),
        }
    }

    /// The column of that heading.
    pub fn of_heading(heading: &str) -> Option<Column> {
        Column::ALL.into_iter().find(|column| column.heading() == heading)
    }

    /// Does that figure have it?
    fn belongs_to(self, concept: &Concept) -> bool {
        match self {
            Column::Number(period) => concept.number(period).is_some(),
            Column::Text(kind) => concept.text(kind).is_some(),
        }
    }
}

/// A column of a list: which number or text of a row it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListColumn {
    /// By its place among the row's numbers.
    Number(usize),
    /// By its place among the row's texts.
    Text(usize),
}

/// The columns of a list with their headings, numbers first.
pub fn list_columns(catalogue: &Catalogue, group: GroupIx) -> Vec<(String, ListColumn)> {
    let group = &catalogue.groups[group];
    let mut columns: Vec<(String, ListColumn)> = Vec::new();
    let heading = |concept: ConceptIx, own: &str| {
        let key = &catalogue.concepts[concept].key;
        // 决算数 of the row itself, 基本支出 of a part of it.
        match (concept == group.concept, own) {
            (true, "决算数") if !key.is_empty() => key.clone(),
            (true, own) => own.to_owned(),
            (false, "决算数" | "") => key.clone(),
            (false, own) => format!("{key} {own}"),
        }
    };
    let order = |column: Column| Column::ALL.into_iter().position(|it| it == column);
    let mut numbers: Vec<_> = group.shape.numbers.iter().enumerate().collect();
    numbers.sort_by_key(|(_, it)| (it.concept != group.concept, order(Column::Number(it.period))));
    for (at, number) in numbers {
        columns.push((heading(number.concept, number.period.key()), ListColumn::Number(at)));
    }
    let mut texts: Vec<_> = group.shape.texts.iter().enumerate().collect();
    texts.sort_by_key(|(_, it)| (it.concept != group.concept, order(Column::Text(it.kind))));
    for (at, text) in texts {
        columns.push((heading(text.concept, text.kind.key()), ListColumn::Text(at)));
    }
    columns
}

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
        let used = |column: &Column| figures.iter().any(|concept| column.belongs_to(concept));
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
