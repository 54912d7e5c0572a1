//! The file of forms (版式文件) as it is written, and how it becomes forms.

use std::collections::HashMap;

use serde::Deserialize;

use super::{Cell, CellForm, Form, Forms, Lane, Row, RowKind};
use crate::figures::{Catalogue, Condition, Expr, GroupIx, expr};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FormsFile {
    notes: Notes,
    forms: Vec<FormEntry>,
}

/// What may stand below a table (表下的注), `{year}` for the year.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Notes {
    /// A table without data.
    pub none: String,
    /// A table of which only the totals are known.
    pub totals_only: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FormEntry {
    id: String,
    #[serde(default)]
    wide: bool,
    #[serde(default)]
    empty: Option<String>,
    #[serde(default)]
    note: Option<NoteName>,
    #[serde(default)]
    note_unless: Option<String>,
    head: Vec<Vec<String>>,
    lanes: Vec<LaneEntry>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum NoteName {
    TotalsOnly,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LaneEntry {
    rows: Vec<RowEntry>,
    #[serde(default)]
    foot: Vec<RowEntry>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum RowEntry {
    Cells(Vec<String>),
    Row(FullRow),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FullRow {
    #[serde(default)]
    when: Option<String>,
    #[serde(default)]
    each: Vec<String>,
    #[serde(default)]
    accounts: Option<String>,
    cells: Vec<String>,
}

pub(super) fn parse(text: &str, catalogue: &Catalogue) -> Result<Forms, String> {
    let file: FormsFile = serde_yaml::from_str(text).map_err(|error| error.to_string())?;
    let mut forms = Vec::new();
    for entry in file.forms {
        let id = entry.id.clone();
        forms.push(form(entry, &file.notes, catalogue).map_err(|fault| format!("{id}: {fault}"))?);
    }
    Ok(Forms { forms, notes: file.notes })
}

fn form(entry: FormEntry, notes: &Notes, catalogue: &Catalogue) -> Result<Form, String> {
    let lanes: Vec<Lane> = entry.lanes.into_iter().map(|lane| self::lane(lane, catalogue)).collect::<Result<_, _>>()?;
    let width: usize = lanes.iter().map(|lane| lane.width).sum();
    if let Some(row) = entry.head.iter().find(|row| row.len() != width) {
        return Err(format!("{row:?} is not {width} cells wide"));
    }
    let head = |text: String| match text.as_str() {
        "<" => Cell::Left,
        "^" => Cell::Above,
        _ => Cell::Words(text),
    };
    Ok(Form {
        id: entry.id,
        head: entry.head.into_iter().map(|row| row.into_iter().map(head).collect()).collect(),
        lanes,
        empty: entry.empty.map(|text| condition(&text, catalogue)).transpose()?,
        note: entry.note.map(|name| match name {
            NoteName::TotalsOnly => notes.totals_only.clone(),
        }),
        note_unless: entry.note_unless.map(|text| condition(&text, catalogue)).transpose()?,
        wide: entry.wide,
    })
}

fn lane(entry: LaneEntry, catalogue: &Catalogue) -> Result<Lane, String> {
    let cells = |row: &RowEntry| match row {
        RowEntry::Cells(cells) => cells.len(),
        RowEntry::Row(row) => row.cells.len(),
    };
    let width = entry.rows.first().map(cells).ok_or("a lane without rows")?;
    if entry.rows.iter().chain(&entry.foot).any(|row| cells(row) != width) {
        return Err("rows of a lane differ in width".to_owned());
    }
    let rows = |rows: Vec<RowEntry>| rows.into_iter().map(|entry| row(entry, catalogue)).collect::<Result<_, _>>();
    Ok(Lane { width, rows: rows(entry.rows)?, foot: rows(entry.foot)? })
}

fn row(entry: RowEntry, catalogue: &Catalogue) -> Result<Row, String> {
    let row = match entry {
        RowEntry::Cells(cells) => FullRow { when: None, each: Vec::new(), accounts: None, cells },
        RowEntry::Row(row) => row,
    };
    let group = |name: &String| catalogue.group(name).ok_or(format!("no list {name}"));
    let cells = |group: Option<GroupIx>| -> Result<Vec<CellForm>, String> {
        row.cells.iter().map(|text| cell(text, group, catalogue)).collect()
    };
    let kind = if let Some(accounts) = &row.accounts {
        let group = group(accounts)?;
        RowKind::Accounts(group, cells(Some(group))?)
    } else if row.each.is_empty() {
        RowKind::One(cells(None)?)
    } else {
        let lists = row.each.iter().map(|name| group(name).and_then(|group| Ok((group, cells(Some(group))?))));
        RowKind::Each(lists.collect::<Result<_, _>>()?)
    };
    Ok(Row { when: row.when.map(|text| condition(&text, catalogue)).transpose()?, kind })
}

fn cell(text: &str, group: Option<GroupIx>, catalogue: &Catalogue) -> Result<CellForm, String> {
    match text.strip_prefix('=') {
        Some(formula) => Ok(CellForm::Value(expression(formula, group, catalogue)?)),
        None if text == "<" => Ok(CellForm::Left),
        None => Ok(CellForm::Words(text.to_owned())),
    }
}

fn condition(text: &str, catalogue: &Catalogue) -> Result<Condition, String> {
    Ok(Condition::new(expression(text, None, catalogue)?))
}

fn expression(text: &str, group: Option<GroupIx>, catalogue: &Catalogue) -> Result<Expr, String> {
    let scope = expr::Scope { catalogue, group, parameters: &HashMap::new() };
    let read = expr::parse(text).and_then(|ast| expr::resolve(&ast, &scope));
    read.map_err(|error| format!("{text}: {}", error.message))
}
