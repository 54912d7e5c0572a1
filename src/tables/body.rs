//! The rows of a table (表体): label and heading of a cell say which figure it is.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::{
    amount::{NoNumber, number},
    codes::{Codes, split},
    find::Found,
    head::Head,
    labels::{Labels, Meaning},
    lanes::{Lane, Value},
    layout::Layouts,
    problems::Spot,
    sheet::{Cell, Place, Sheet},
    words::plain,
};
use crate::{
    diagnostic::Diagnostic,
    figures::{AccountKind, Period, Reference, classification::same_name},
};

/// A number with what it means (取到的数).
#[derive(Clone, Debug)]
pub struct Fact {
    /// The concept, `gpb.item`.
    pub figure: String,
    /// The period as the table has it.
    pub period: Option<Period>,
    /// The list and the code of a row.
    pub row: Option<(String, String)>,
    /// The number, in the table's unit.
    pub value: Decimal,
    /// Where it stands.
    pub place: Place,
}

/// A table as read (读出的表).
#[derive(Debug, Default)]
pub struct Body {
    /// Numbers that are figures.
    pub facts: Vec<Fact>,
    /// Numbers that are understood and not needed.
    pub known: usize,
    /// Numbers that are left out, each with a finding.
    pub left_out: usize,
    /// Where those stand.
    pub lost: BTreeSet<Place>,
    /// What is wrong.
    pub problems: Vec<Diagnostic>,
    /// Names of accounts as the table prints them, by code.
    pub names: BTreeMap<String, String>,
    /// Every number that is understood, needed or not, with its row and column.
    pub grid: Vec<Seen>,
}

/// A number in its table (格里的数).
#[derive(Clone, Debug)]
pub struct Seen {
    /// The number.
    pub value: Decimal,
    /// Where it stands.
    pub place: Place,
    /// The code of its account; none in the row of totals and in rows with labels.
    pub code: Option<String>,
    /// Its label, in the form in which labels are looked for.
    pub label: String,
    /// Is it the row of totals?
    pub is_total: bool,
    /// The first heading of its column in the layout.
    pub column: String,
    /// The first column of numbers of its lane.
    pub lane: u32,
    /// The name of its lane.
    pub lane_name: Option<String>,
}

/// What every part of the reading looks at.
pub struct Desk<'a> {
    /// The file's name.
    pub workbook: &'a str,
    /// The sheet.
    pub sheet: &'a Sheet,
    /// Known tables and words.
    pub layouts: &'a Layouts,
    /// Classifications and concepts.
    pub reference: &'a Reference,
}

impl<'a> Desk<'a> {
    /// A cell of the sheet.
    pub fn spot(&self, place: Place) -> Spot<'a> {
        Spot { workbook: self.workbook, sheet: self.sheet, place }
    }
}

/// Read the rows below a heading.
pub fn body(desk: &Desk, found: &Found, head: &Head) -> Body {
    let mut reading = Reading { desk, head, body: Body::default(), hidden: Vec::new() };
    let mut labels: Vec<Labels> = head.lanes.iter().map(|_| Labels::default()).collect();
    let mut codes: Vec<Codes> = head.lanes.iter().map(|_| Codes::default()).collect();
    let mut rows: Vec<u32> = Vec::new();
    for row in head.body..found.rows.end {
        let first = desk.sheet.part(row, &found.columns).next();
        match first {
            None => continue,
            Some((_, Cell::Text(text))) if desk.layouts.words.is_note(text) => continue,
            Some(_) => rows.push(row),
        }
        let mut before = String::new();
        for (index, lane) in head.lanes.iter().enumerate() {
            before = reading.lane(row, lane, &before, &mut labels[index], &mut codes[index]);
        }
    }
    reading.columns(&rows);
    reading.items();
    if let Some((place, shown, stored)) = reading.hidden.first() {
        let hint = desk.spot(*place).hidden_digits(shown, stored, reading.hidden.len());
        reading.body.problems.push(hint);
    }
    reading.body
}

/// The reading of one table.
struct Reading<'r, 'l> {
    desk: &'r Desk<'r>,
    head: &'r Head<'l>,
    body: Body,
    /// Numbers of which the sheet shows less than it stores.
    hidden: Vec<(Place, String, String)>,
}

impl Reading<'_, '_> {
    /// One row of one lane. `before` is a label of the lane before that has no number yet, and so is what comes back.
    fn lane(&mut self, row: u32, lane: &Lane, before: &str, labels: &mut Labels, codes: &mut Codes) -> String {
        let sheet = self.desk.sheet;
        let filled: Vec<&Value> = lane.values.iter().filter(|it| is_filled(sheet.at((row, it.column)))).collect();
        // A label may be merged over several columns, also from the lane before.
        let text = |&column: &u32| {
            let anchor = sheet.anchor((row, column));
            if anchor.0 == row { sheet.text(anchor) } else { sheet.text((row, column)) }
        };
        let pieces: Vec<String> = lane.codes.iter().map(|&column| sheet.text((row, column))).collect();
        let mut name = lane.names.iter().map(text).find(|text| !text.is_empty());
        let place = lane.names.first().or(lane.codes.first()).map_or((row, 0), |&column| (row, column));
        let mut code: Option<String> = codes.next(&pieces);
        if code.is_none()
            && let Some((digits, rest)) = name.clone().or(pieces.first().cloned()).as_deref().and_then(split)
        {
            code = codes.next(&[digits.to_owned()]);
            name = Some(rest.to_owned());
        }
        // In a column of codes the row of totals is often merged into its first cell.
        let name = name.or_else(|| pieces.into_iter().find(|piece| code.is_none() && !piece.is_empty()));
        // Where merged cells are not told, a label merged over two lanes is in the first.
        let name = name.or_else(|| (sheet.merged.is_empty() && code.is_none()).then(|| before.to_owned()));
        let name = name.unwrap_or_default();
        let layout = self.head.layout;
        let meaning = match (layout.accounts, code) {
            (Some(kind), Some(code)) => {
                let name = plain(&name);
                let right = self.account(kind, &code, &name, place);
                if !name.is_empty() {
                    self.body.names.insert(code.clone(), name);
                }
                if right { Meaning::Account(code) } else { Meaning::LeftOut }
            }
            _ if layout.unlabelled && name.is_empty() => Meaning::Total,
            _ => labels.meaning(&name, lane.id, layout, self.desk),
        };
        if filled.is_empty() {
            return if meaning == Meaning::Unknown { String::new() } else { name };
        }
        match meaning {
            Meaning::Unknown | Meaning::Several => {
                self.lose(row, &filled);
                let several = meaning == Meaning::Several;
                self.body.problems.push(self.desk.spot(place).label(&name, several));
            }
            Meaning::LeftOut => self.lose(row, &filled),
            meaning => {
                let label = self.desk.layouts.words.label(&name);
                filled.into_iter().for_each(|value| self.value(row, value, &meaning, (lane, &label)));
            }
        }
        String::new()
    }

    /// Leave numbers of a row out.
    fn lose(&mut self, row: u32, values: &[&Value]) {
        self.body.left_out += values.len();
        self.body.lost.extend(values.iter().map(|value| (row, value.column)));
    }

    /// Is the name of an account the one that its code has?
    fn account(&mut self, kind: AccountKind, code: &str, name: &str, place: Place) -> bool {
        let reference = self.desk.reference;
        let names = if kind == AccountKind::Economic { &reference.economic } else { &reference.functional };
        let Some(official) = names.name(code).filter(|_| !name.is_empty()) else { return true };
        let words = &self.desk.layouts.words;
        if same_name(name, &plain(official)) || words.label(name) == words.label(official) {
            return true;
        }
        let of_others = names.names().any(|other| plain(other) == name);
        let spot = self.desk.spot(place);
        // Only items are figures; the names above them differ from edition to edition.
        let is_item = code.len() == if kind == AccountKind::Economic { 5 } else { 7 };
        if of_others && is_item {
            self.body.problems.push(spot.shifted(code, official, name));
        } else if is_item && (kind == AccountKind::Economic || self.head.layout.list.is_some()) {
            self.body.problems.push(spot.renamed(code, official, name));
        }
        !(of_others && is_item)
    }

    /// One number of a row that is understood.
    fn value(&mut self, row: u32, value: &Value, meaning: &Meaning, (lane, label): (&Lane, &str)) {
        let place = (row, value.column);
        let spot = self.desk.spot(place);
        let number = match number(self.desk.sheet.at(place)) {
            Ok(number) => number,
            Err(fault) => {
                self.lose(row, &[value]);
                self.body.problems.extend(match fault {
                    NoNumber::Blank => None,
                    NoNumber::Uncomputed => Some(spot.uncomputed()),
                    NoNumber::Words(text) => Some(spot.no_number(&text)),
                });
                return;
            }
        };
        self.body.grid.extend(value.code.is_none().then(|| Seen {
            value: number,
            place,
            code: if let Meaning::Account(code) = meaning { Some(code.clone()) } else { None },
            label: label.to_owned(),
            is_total: *meaning == Meaning::Total,
            column: value.rule.heading.first().cloned().unwrap_or_default(),
            lane: lane.values.first().map_or(0, |first| first.column),
            lane_name: lane.id.map(str::to_owned),
        }));
        let figures = self.figures(value, meaning);
        if figures.is_empty() {
            self.body.known += 1;
            return;
        }
        if let Some(Cell::Number { shown, stored: Some(stored) }) = self.desk.sheet.at(place) {
            self.hidden.push((place, shown.to_string(), stored.clone()));
        }
        let fact = |(figure, row)| Fact { figure, period: value.period, row, value: number, place };
        self.body.facts.extend(figures.into_iter().map(fact));
    }

    /// The figures that a cell is, each with its list and code if it is a row of one.
    fn figures(&self, value: &Value, meaning: &Meaning) -> Vec<(String, Option<(String, String)>)> {
        let layout = self.head.layout;
        let economic = |code: &str| {
            let rule = layout.economic.iter().find(|rule| rule.codes.iter().any(|start| code.starts_with(start)))?;
            Some((rule.row.clone(), Some((rule.list.clone(), code.to_owned()))))
        };
        let of_item = |code: &str| Some((value.rule.row.clone()?, Some((layout.list.clone()?, code.to_owned()))));
        match (meaning, &value.code) {
            (Meaning::Total, Some(code)) => economic(code).into_iter().collect(),
            (Meaning::Total, None) => value.rule.total.iter().map(|figure| (figure.clone(), None)).collect(),
            (Meaning::Account(code), None) if layout.accounts == Some(AccountKind::Economic) => {
                let is_item = code.len() == 5 && value.rule.row.is_some();
                economic(code).filter(|_| is_item).into_iter().collect()
            }
            (Meaning::Account(code), None) if code.len() == 7 => of_item(code).into_iter().collect(),
            (Meaning::Figure(figure), None) => value.period.iter().map(|_| (figure.clone(), None)).collect(),
            _ => Vec::new(),
        }
    }

    /// Columns of which nobody knows what they are, if there is anything in them.
    fn columns(&mut self, rows: &[u32]) {
        let mut unused: Vec<(Place, String, bool)> =
            self.head.unknown.iter().map(|it| (it.place, it.text.clone(), it.several)).collect();
        unused.extend(self.head.empty.iter().map(|&column| ((self.head.body, column), String::new(), false)));
        for (place, text, several) in unused {
            // Remarks are no numbers; nothing is lost with them.
            let places = rows.iter().map(|&row| (row, place.1));
            let is_number = |at: &Place| matches!(number(self.desk.sheet.at(*at)), Ok(_) | Err(NoNumber::Uncomputed));
            let lost: Vec<Place> = places.filter(is_number).collect();
            let filled = lost.len();
            if filled > 0 {
                self.body.left_out += filled;
                self.body.lost.extend(lost);
                self.body.problems.push(self.desk.spot(place).column(&text, several, filled));
            }
        }
    }

    /// Accounts that end above the items cannot be told in the report.
    fn items(&mut self) {
        if self.head.layout.list.is_none() {
            return;
        }
        let mut codes = self.body.names.keys().peekable();
        let mut problems = Vec::new();
        while let Some(code) = codes.next() {
            // What lies below a code follows it in order.
            let has_items = codes.peek().is_some_and(|next| next.starts_with(code.as_str()));
            if code.len() < 7 && !has_items {
                problems.push(self.desk.spot((self.head.body, 0)).no_item(code));
            }
        }
        self.body.problems.extend(problems);
    }
}

/// Does a cell hold anything but a blank or a dash?
fn is_filled(cell: Option<&Cell>) -> bool {
    number(cell) != Err(NoNumber::Blank)
}
