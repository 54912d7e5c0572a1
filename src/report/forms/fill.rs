//! A form filled in (填表): rows in their lanes, feet on one level.

use rust_decimal::Decimal;

use super::{Cell, CellForm, Form, Lane, Row, RowKind, Table, accounts, schema::Notes};
use crate::{
    figures::{Env, Expr, Fact, FinalAccounts, GroupIx, Kind, NumberStyle, Record, Shape, Value, amount},
    phrase::{Style, numerals::push_ordinal},
};

pub(super) fn fill(form: &Form, notes: &Notes, printed: &FinalAccounts, style: &Style) -> Table {
    let filler = Filler { env: Env::new(printed), style: NumberStyle { trim: false, ..style.amount } };
    let empty = form.empty.as_ref().is_some_and(|empty| filler.env.holds(empty));
    let lanes: Vec<[Vec<Vec<Cell>>; 2]> =
        form.lanes.iter().map(|lane| [filler.rows(&lane.rows), filler.rows(&lane.foot)]).collect();
    let mut rows = Vec::new();
    // What is longest decides where the feet stand.
    for part in [0, 1] {
        let height = lanes.iter().map(|lane| lane[part].len()).max().unwrap_or(0);
        for at in 0..height {
            let cells =
                form.lanes.iter().zip(&lanes).flat_map(|(form, lane)| cells(form, &lane[part], at, height, part));
            rows.push(cells.collect());
        }
    }
    let noted = form.note_unless.as_ref().is_none_or(|unless| !filler.env.holds(unless));
    let note = if empty { Some(&notes.none) } else { form.note.as_ref().filter(|_| noted) };
    Table {
        form: form.id.clone(),
        head: form.head.clone(),
        rows: if empty { Vec::new() } else { rows },
        note: note.map(|note| note.replace("{year}", &printed.year.to_string())),
        wide: form.wide,
    }
}

/// The cells of one lane in a row: bodies begin above, feet end below.
fn cells(form: &Lane, rows: &[Vec<Cell>], at: usize, height: usize, part: usize) -> Vec<Cell> {
    let index = if part == 0 { Some(at) } else { at.checked_sub(height - rows.len()) };
    index.and_then(|index| rows.get(index).cloned()).unwrap_or_else(|| vec![Cell::Words(String::new()); form.width])
}

/// A row of a list, with the cells that are made of it.
type Like<'f, 'a> = (GroupIx, &'f [CellForm], &'a Record);

/// What all cells of a table are filled in with.
pub(super) struct Filler<'a> {
    pub env: Env<'a>,
    pub style: NumberStyle,
}

impl<'a> Filler<'a> {
    fn rows(&self, rows: &[Row]) -> Vec<Vec<Cell>> {
        let mut filled = Vec::new();
        let mut ordinal = 0;
        for row in rows.iter().filter(|row| row.when.as_ref().is_none_or(|when| self.env.holds(when))) {
            match &row.kind {
                RowKind::One(cells) => filled.push(cells.iter().map(|cell| self.cell(cell, None)).collect()),
                RowKind::Each(lists) => {
                    for like in self.alike(lists) {
                        ordinal += 1;
                        let (group, cells, record) = like[0];
                        filled.push(match like.len() {
                            1 => cells.iter().map(|cell| self.cell(cell, Some((group, record, ordinal)))).collect(),
                            _ => (0..cells.len()).map(|at| self.together(&like, at, ordinal)).collect(),
                        });
                    }
                }
                RowKind::Accounts(group, cells) => filled.extend(accounts::rows(self, *group, cells)),
            }
        }
        filled
    }

    /// The rows of lists in their order; rows of one name in several lists - a class that two funds pay - are one.
    fn alike<'f>(&self, lists: &'f [(GroupIx, Vec<CellForm>)]) -> Vec<Vec<Like<'f, 'a>>> {
        let mut found: Vec<Vec<Like>> = Vec::new();
        for (group, cells) in lists {
            for record in self.env.accounts.rows(*group) {
                let same = |like: &&mut Vec<Like>| {
                    like.iter().all(|(other, _, named)| other != group && named.name == record.name)
                };
                match found.iter_mut().filter(|_| lists.len() > 1).find(same) {
                    Some(like) => like.push((*group, cells, record)),
                    None => found.push(vec![(*group, cells, record)]),
                }
            }
        }
        found
    }

    /// A cell of rows that are one: its figures added up, open where one of them is.
    fn together(&self, like: &[Like], at: usize, ordinal: usize) -> Cell {
        let (group, cells, record) = like[0];
        let CellForm::Value(first) = &cells[at] else { return self.cell(&cells[at], Some((group, record, ordinal))) };
        let values = like.iter().map(|(_, cells, record)| match &cells[at] {
            CellForm::Value(expr) => self.env.at(record).value(expr),
            _ => Value::Absent,
        });
        self.sum(first, (group, record), &values.collect::<Vec<_>>())
    }

    /// The sum of figures, printed like the first; blank where a part of it is not known. It is none of them, and has no
    /// concept.
    pub fn sum(&self, first: &Expr, row: (GroupIx, &Record), values: &[Value]) -> Cell {
        let total = values.iter().try_fold(Decimal::ZERO, |sum, value| sum.checked_add(value.number()?));
        match total {
            Some(total) => match self.figure(first, total, Some(row)) {
                Cell::Figure { text, .. } => Cell::Figure { text, concept: None, row: None },
                other => other,
            },
            None if values.contains(&Value::Blank) => Cell::Missing,
            None => Cell::Words(String::new()),
        }
    }

    /// One cell, of a list's row or of the department.
    pub fn cell(&self, form: &CellForm, row: Option<(GroupIx, &Record, usize)>) -> Cell {
        match form {
            CellForm::Left => Cell::Left,
            CellForm::Words(words) => Cell::Words(match row {
                Some((_, record, ordinal)) => named(words, record, ordinal),
                None => words.clone(),
            }),
            CellForm::Value(expr) => self.value(expr, row.map(|(group, record, _)| (group, record))),
        }
    }

    fn value(&self, expr: &Expr, row: Option<(GroupIx, &Record)>) -> Cell {
        let env = row.map_or(self.env, |(_, record)| self.env.at(record));
        match env.value(expr) {
            Value::Number(_) => self.figure(expr, env.computed(expr).unwrap_or_default(), row),
            Value::Text(text) => Cell::Words(text.to_owned()),
            Value::Blank => Cell::Missing,
            Value::Absent | Value::Truth(_) => Cell::Words(String::new()),
        }
    }

    /// A figure, printed as money unless it counts something.
    pub fn figure(&self, expr: &Expr, value: Decimal, row: Option<(GroupIx, &Record)>) -> Cell {
        let catalogue = self.env.accounts.catalogue;
        let shape = |group: GroupIx| -> &Shape { &catalogue.groups[group].shape };
        let number = match (expr, row) {
            (Expr::Fact(Fact::RootNumber(index)), _) => Some(&catalogue.root.numbers[*index]),
            (Expr::Fact(Fact::RowNumber(index)), Some((group, _))) => Some(&shape(group).numbers[*index]),
            _ => None,
        };
        let kind = number.map_or(Kind::Amount, |number| catalogue.concepts[number.concept].kind);
        let decimals = if kind == Kind::Amount { self.style.decimals } else { value.normalize().scale() };
        let mut text = String::new();
        amount::print(value, NumberStyle { decimals, ..self.style }, &mut text);
        Cell::Figure { text, concept: number.map(|number| number.id.clone()), row: row.map(|(_, record)| record.key()) }
    }
}

/// `{ordinal}`, `{code}` and `{name}` of a row.
fn named(words: &str, record: &Record, ordinal: usize) -> String {
    let mut number = String::new();
    push_ordinal(ordinal, true, &mut number);
    let code = record.account.as_ref().and_then(|account| account.code.as_deref()).or(record.code.as_deref());
    words.replace("{ordinal}", &number).replace("{code}", code.unwrap_or_default()).replace("{name}", &record.name)
}
