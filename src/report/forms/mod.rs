//! The official tables as they are published (公开决算表), filled in with a department's figures.
//!
//! What a table looks like is data (`data/reference/forms.yaml`); figures that the file does not have stay blank.

mod accounts;
mod fill;
mod schema;

use std::sync::OnceLock;

use crate::{
    embedded,
    figures::{Catalogue, Condition, Expr, FinalAccounts, GroupIx, Reference},
    phrase::Style,
};

/// A table filled in (填好的表).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Which form it is.
    pub form: String,
    /// Rows of headings; [`Cell::Left`] and [`Cell::Above`] belong to a neighbour.
    pub head: Vec<Vec<Cell>>,
    /// Rows of figures, each as wide as the headings.
    pub rows: Vec<Vec<Cell>>,
    /// What stands below it.
    pub note: Option<String>,
    /// Better on a page on its side (横向).
    pub wide: bool,
}

/// A cell (单元格).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Words; may be empty.
    Words(String),
    /// A figure as it is printed.
    Figure {
        /// The digits.
        text: String,
        /// Its concept and period, as sentences call it, where it is a single figure.
        concept: Option<String>,
        /// The row it speaks of.
        row: Option<String>,
    },
    /// A figure that waits to be filled in (待补充).
    Missing,
    /// Part of the cell to its left.
    Left,
    /// Part of the cell above.
    Above,
}

impl Table {
    /// What each column holds (栏目): its headings from above to below.
    pub fn columns(&self) -> Vec<Vec<&str>> {
        let width = self.head.first().map_or(0, Vec::len);
        (0..width)
            .map(|column| (0..self.head.len()).rev().fold(Vec::new(), |below, row| self.over(row, column, below)))
            .collect()
    }

    /// The heading at a place in front of those below it; one that goes on from above or from the left is said once.
    fn over<'t>(&'t self, row: usize, column: usize, below: Vec<&'t str>) -> Vec<&'t str> {
        let text = match &self.head[row][column] {
            Cell::Left => (0..column).rev().find_map(|column| words(&self.head[row][column])),
            cell => words(cell),
        };
        text.into_iter().filter(|text| !text.is_empty()).chain(below).collect()
    }

    /// How many cells to the right and below belong to a cell (合并), itself among them; none for one that belongs to
    /// another.
    pub fn extent(rows: &[Vec<Cell>], row: usize, column: usize) -> Option<(usize, usize)> {
        if matches!(rows[row][column], Cell::Left | Cell::Above) {
            return None;
        }
        let across = 1 + rows[row][column + 1..].iter().take_while(|cell| **cell == Cell::Left).count();
        let down = 1 + rows[row + 1..].iter().take_while(|row| row[column] == Cell::Above).count();
        Some((across, down))
    }
}

fn words(cell: &Cell) -> Option<&str> {
    match cell {
        Cell::Words(text) => Some(text),
        _ => None,
    }
}

impl Cell {
    /// Its words or digits; empty for what holds none.
    pub fn text(&self) -> &str {
        match self {
            Cell::Words(text) | Cell::Figure { text, .. } => text,
            Cell::Missing | Cell::Left | Cell::Above => "",
        }
    }

    /// Does it stand for a figure, to be set on the right?
    pub fn is_figure(&self) -> bool {
        matches!(self, Cell::Figure { .. } | Cell::Missing)
    }
}

/// The form of a table (版式).
#[derive(Debug)]
pub(super) struct Form {
    id: String,
    head: Vec<Vec<Cell>>,
    lanes: Vec<Lane>,
    empty: Option<Condition>,
    note: Option<String>,
    /// Where this holds, nothing has to be noted.
    note_unless: Option<Condition>,
    wide: bool,
}

/// One of the columns of rows that stand side by side (并排的栏).
#[derive(Debug)]
pub(super) struct Lane {
    width: usize,
    rows: Vec<Row>,
    foot: Vec<Row>,
}

#[derive(Debug)]
pub(super) struct Row {
    when: Option<Condition>,
    kind: RowKind,
}

#[derive(Debug)]
pub(super) enum RowKind {
    /// One row.
    One(Vec<CellForm>),
    /// A row for each of these lists.
    Each(Vec<(GroupIx, Vec<CellForm>)>),
    /// A row for each account of the list and for the class and section above it.
    Accounts(GroupIx, Vec<CellForm>),
}

#[derive(Debug)]
pub(super) enum CellForm {
    Words(String),
    Left,
    Value(Expr),
}

/// All forms (版式表).
pub struct Forms {
    forms: Vec<Form>,
    notes: schema::Notes,
}

impl Forms {
    /// The shipped forms.
    ///
    /// # Panics
    /// Never in a released program: the file is embedded and a test reads it.
    pub fn shipped() -> &'static Forms {
        static SHIPPED: OnceLock<Forms> = OnceLock::new();
        SHIPPED.get_or_init(|| {
            let text = embedded::reference("forms.yaml").unwrap_or_default();
            Forms::parse(text, &Reference::shipped().catalogue).unwrap_or_else(|fault| panic!("forms.yaml: {fault}"))
        })
    }

    /// Read a file of forms.
    pub fn parse(text: &str, catalogue: &Catalogue) -> Result<Forms, String> {
        schema::parse(text, catalogue)
    }

    /// The ids of all forms.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.forms.iter().map(|form| form.id.as_str())
    }

    /// Fill a form in with figures in the printed unit; none if there is no such form.
    pub fn fill(&self, id: &str, printed: &FinalAccounts, style: &Style) -> Option<Table> {
        let form = self.forms.iter().find(|form| form.id == id)?;
        Some(fill::fill(form, &self.notes, printed, style))
    }
}
