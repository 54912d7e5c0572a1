//! Tables of the complete report on its page (网页上的表): merged cells, and cards that say which figure a cell is.

use serde::Serialize;

use super::Page;
use crate::{
    formats::whole::shown,
    report::{
        Report,
        forms::{Cell, Table},
        whole::TitledTable,
    },
};

/// A table, as the template prints it.
#[derive(Serialize)]
pub(super) struct PageTable<'r> {
    number: usize,
    title: &'r str,
    department: Option<&'r str>,
    unit: Option<&'r str>,
    head: Vec<Vec<PageCell>>,
    rows: Vec<Vec<PageCell>>,
    note: Option<&'r str>,
    wide: bool,
}

#[derive(Serialize)]
struct PageCell {
    text: String,
    /// figure or missing; none for words.
    class: Option<&'static str>,
    across: usize,
    down: usize,
    /// Which figure it is.
    card: Option<String>,
}

impl<'r> Page<'r> {
    pub(super) fn table(&mut self, titled: &'r TitledTable, report: &Report) -> PageTable<'r> {
        self.sections += 1;
        let table = &titled.table;
        let figures = table.rows.iter().flatten().filter(|cell| matches!(cell, Cell::Figure { .. })).count();
        self.figures += figures;
        PageTable {
            number: self.sections,
            title: &titled.title,
            department: titled.department.as_deref(),
            unit: titled.unit.as_deref(),
            head: cells(&table.head, table, report),
            rows: cells(&table.rows, table, report),
            note: table.note.as_deref(),
            wide: table.wide,
        }
    }
}

fn cells(rows: &[Vec<Cell>], table: &Table, report: &Report) -> Vec<Vec<PageCell>> {
    let columns = table.columns();
    let cell = |at: usize, column: usize| {
        let (across, down) = Table::extent(rows, at, column)?;
        let cell = &rows[at][column];
        let class = match cell {
            Cell::Figure { .. } => Some("figure"),
            Cell::Missing => Some("missing"),
            _ => None,
        };
        Some(PageCell { text: shown(cell, &columns[column], report), class, across, down, card: card(cell, report) })
    };
    let row = |at| (0..columns.len()).filter_map(|column| cell(at, column)).collect();
    (0..rows.len()).map(row).collect()
}

/// The lines of a figure's card.
fn card(cell: &Cell, report: &Report) -> Option<String> {
    let Cell::Figure { text, concept: Some(id), row } = cell else { return None };
    let concepts = &report.accounts.catalogue.concepts;
    // A period stands behind the concept's own id.
    let own = concepts.iter().filter(|concept| {
        id.strip_prefix(concept.id.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    });
    let key = own.max_by_key(|concept| concept.id.len()).map_or("", |concept| concept.key.as_str());
    let row = row.as_ref().map(|row| format!("\n所在行　{row}")).unwrap_or_default();
    Some(format!("{text}\n项目　{key}　{id}{row}"))
}
