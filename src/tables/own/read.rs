//! Workbook to fill in -> figures (读填报工作簿): its cells become the tree of a figures file, which reads them.

use std::ops::Range;

use rust_decimal::Decimal;

use super::{
    BESIDE, FIRST, ID, MARK, NAME, Words,
    layout::{Column, ListColumn, list_columns},
    tree::{Tree, entry, mapping},
};
use crate::{
    diagnostic::Diagnostic,
    figures::{
        self, Catalogue, ConceptIx, FinalAccounts, GroupIx, HEAD_KEYS, Kind, Number, Origin, Period, Record, Reference,
        Shape, Taken, VERIFIED_KEYS, paths::path,
    },
    source::Source,
    tables::{
        amount::number,
        problems::{self, Spot},
        sheet::{Cell, Place, Sheet, Workbook},
    },
    yaml::{Arena, Entry, Node, Value},
};

/// What came of such a workbook (填报结果).
pub struct Own {
    /// Its figures, unless there are errors. What is said of them shows the listing of cells that is their source.
    pub accounts: Option<FinalAccounts>,
    /// What is wrong with it, cell by cell.
    pub faults: Vec<Diagnostic>,
    /// Its numbers one by one.
    pub numbers: Vec<OwnNumber>,
}

/// A number that was typed (填的数).
pub struct OwnNumber {
    /// The list and what its row is known by.
    pub row: Option<(String, String)>,
    /// What it is.
    pub concept: ConceptIx,
    /// Of which period.
    pub period: Period,
    /// The number.
    pub value: Decimal,
    /// Its sheet, by its place in the workbook.
    pub sheet: usize,
    /// Its cell, `2024.xlsx 支出决算表!D5`.
    pub source: String,
}

/// Is it such a workbook?
pub fn is_own(workbook: &Workbook) -> bool {
    workbook.sheets.first().is_some_and(|sheet| sheet.text((0, ID)) == MARK)
}

/// Read it.
pub fn read(workbook: &Workbook, reference: &'static Reference) -> Own {
    let arena = Arena::default();
    let mut reader = Reader {
        workbook,
        arena: &arena,
        catalogue: &reference.catalogue,
        words: Words::shipped(),
        listing: String::new(),
        spots: Vec::new(),
        tree: Tree::default(),
        problems: Vec::new(),
    };
    for (at, sheet) in workbook.sheets.iter().enumerate() {
        reader.sheet(at, sheet);
    }
    problems::fold_uncomputed(&mut reader.problems);
    let root = std::mem::take(&mut reader.tree).into_node(reader.catalogue, &arena);
    let source = Source::new(workbook.name.as_str(), reader.listing.as_str());
    let (accounts, found) = figures::load_tree(&source, &root, Vec::new(), reference);
    let mut own = Own { accounts, faults: reader.problems.drain(..).chain(found).collect(), numbers: Vec::new() };
    if let Some(accounts) = &mut own.accounts {
        own.numbers = reader.numbers(accounts);
        let path =
            |it: &OwnNumber| path(accounts.catalogue, it.concept, it.period, it.row.as_ref().map(|(_, key)| &**key));
        accounts.sources = own.numbers.iter().map(|it| (path(it).join("/"), Taken::parse(&it.source))).collect();
    }
    own
}

/// A workbook being read. Each value has a line of its own in `listing`, so that what is said of it finds its cell.
struct Reader<'a> {
    workbook: &'a Workbook,
    arena: &'a Arena,
    catalogue: &'static Catalogue,
    words: Words,
    listing: String,
    /// The places in the listing with the sheets and cells that they stand for, in order.
    spots: Vec<(Range<usize>, usize, Place)>,
    tree: Tree<'a>,
    problems: Vec<Diagnostic>,
}

/// What a sheet is in the middle of.
enum Below<'a> {
    Nothing,
    List(ConceptIx, GroupIx, Vec<(u32, ListColumn)>),
    Verified(Vec<Node<'a>>),
}

impl<'a> Reader<'a> {
    fn sheet(&mut self, at: usize, sheet: &Sheet) {
        let mut columns: Vec<(u32, Column)> = Vec::new();
        let mut below = Below::Nothing;
        let rows: Vec<u32> = {
            let mut rows: Vec<u32> = sheet.cells.keys().map(|(row, _)| *row).collect();
            rows.dedup();
            rows
        };
        for row in rows {
            let id = sheet.text((row, ID));
            if id == self.words.verified {
                below = Below::Verified(Vec::new());
            } else if let Some(key) = HEAD_KEYS.into_iter().find(|key| *key == id) {
                self.head_value(key, at, sheet, row);
            } else if !id.is_empty() && id != MARK {
                below = self.line(&id, &columns, at, sheet, row);
            } else if let Below::Nothing = below {
                let headings = sheet.row(row).filter(|(column, _)| *column >= FIRST);
                let known: Vec<_> = headings
                    .filter_map(|(column, _)| Some((column, Column::of_heading(&sheet.text((row, column)))?)))
                    .collect();
                if !known.is_empty() {
                    columns = known;
                }
            } else {
                self.below(&mut below, at, sheet, row);
            }
        }
        if let Below::Verified(items) = below
            && !items.is_empty()
        {
            let value = Node { span: 0..0, value: Value::Sequence(self.arena.nodes(items)) };
            self.tree.head.push(Entry { key: "已核对", key_span: 0..0, value });
        }
    }

    fn head_value(&mut self, key: &'static str, at: usize, sheet: &Sheet, row: u32) {
        if let Some(value) = self.text((row, BESIDE), at, sheet) {
            self.tree.head.push(entry(key, value));
        }
    }

    /// A line with an id: a figure, a text, or the head of a list.
    fn line(&mut self, id: &str, columns: &[(u32, Column)], at: usize, sheet: &Sheet, row: u32) -> Below<'a> {
        let Some(index) = self.catalogue.concept(id) else {
            let spot = Spot { workbook: &self.workbook.name, sheet, place: (row, NAME) };
            self.problems.push(spot.label(&sheet.text((row, NAME)), false));
            return Below::Nothing;
        };
        let concept = &self.catalogue.concepts[index];
        match (concept.kind, concept.group) {
            (Kind::Rows, Some(group)) => return Below::List(index, group, self.headings(group, sheet, row)),
            (Kind::Amount | Kind::Count | Kind::Percent | Kind::Number, _) => {
                for &(column, held) in columns {
                    let place = (row, column);
                    let (key, value) = match held {
                        Column::Number(period) if concept.number(period).is_some() => {
                            (period.key(), self.number(place, at, sheet))
                        }
                        Column::Text(kind) if concept.text(kind).is_some() => (kind.key(), self.text(place, at, sheet)),
                        _ if sheet.at(place).is_some() => {
                            let spot = Spot { workbook: &self.workbook.name, sheet, place };
                            self.problems.push(spot.not_here(&sheet.text(place)));
                            continue;
                        }
                        _ => continue,
                    };
                    self.tree.figures.entry(index).or_default().extend(value.map(|value| entry(key, value)));
                }
            }
            _ => {
                let value = self.text((row, FIRST), at, sheet);
                self.tree.texts.extend(value.map(|value| (index, value)));
            }
        }
        Below::Nothing
    }

    /// Which column of a list is what.
    fn headings(&mut self, group: GroupIx, sheet: &Sheet, row: u32) -> Vec<(u32, ListColumn)> {
        let known = list_columns(self.catalogue, group);
        let mut columns = Vec::new();
        for (column, _) in sheet.row(row).filter(|(column, _)| *column >= FIRST) {
            let heading = sheet.text((row, column));
            match known.iter().find(|(own, _)| *own == heading) {
                Some((_, held)) => columns.push((column, *held)),
                None if heading.is_empty() => {}
                None => {
                    let spot = Spot { workbook: &self.workbook.name, sheet, place: (row, column) };
                    self.problems.push(spot.column(&heading, false, 0));
                }
            }
        }
        columns
    }

    /// A line without an id: a row of what stands above.
    fn below(&mut self, below: &mut Below<'a>, at: usize, sheet: &Sheet, row: u32) {
        match below {
            Below::Nothing => {}
            Below::Verified(items) => {
                let value = |(column, key)| Some(entry(key, self.text((row, column), at, sheet)?));
                let entries: Vec<Entry> = (NAME..).zip(VERIFIED_KEYS).filter_map(value).collect();
                items.extend((!entries.is_empty()).then(|| mapping(self.arena, entries)));
            }
            Below::List(index, group, columns) => {
                let (index, group) = (*index, *group);
                let columns = std::mem::take(columns);
                if let Some(node) = self.row(group, &columns, at, sheet, row) {
                    self.tree.lists.entry(index).or_default().push(node);
                }
                *below = Below::List(index, group, columns);
            }
        }
    }

    fn row(
        &mut self,
        group: GroupIx,
        columns: &[(u32, ListColumn)],
        at: usize,
        sheet: &Sheet,
        row: u32,
    ) -> Option<Node<'a>> {
        let group = &self.catalogue.groups[group];
        let (code, name) = match &group.name {
            Some(name) if group.account.is_none() => (name.as_str(), None),
            _ => ("科目编码", Some("科目名称")),
        };
        let mut entries: Vec<Entry> = Vec::new();
        entries.extend(self.text((row, NAME), at, sheet).map(|value| entry(code, value)));
        entries.extend(name.and_then(|name| Some(entry(name, self.text((row, BESIDE), at, sheet)?))));
        for &(column, held) in columns {
            let place = (row, column);
            let (concept, key, value) = match held {
                ListColumn::Number(number) => {
                    let number = &group.shape.numbers[number];
                    (number.concept, number.period.key(), self.number(place, at, sheet))
                }
                ListColumn::Text(text) => {
                    let text = &group.shape.texts[text];
                    (text.concept, text.kind.key(), self.text(place, at, sheet))
                }
            };
            let Some(value) = value else { continue };
            if concept == group.concept {
                entries.push(entry(key, value));
                continue;
            }
            let of = &self.catalogue.concepts[concept].key;
            let value = if key.is_empty() { value } else { mapping(self.arena, vec![entry(key, value)]) };
            match entries.iter_mut().find(|entry| entry.key == *of) {
                Some(Entry { value: Node { value: Value::Mapping(own), .. }, .. }) => {
                    if let Value::Mapping(more) = value.value {
                        *own = self.arena.entries([*own, more].concat());
                    }
                }
                _ => entries.push(entry(of, value)),
            }
        }
        match entries.as_slice() {
            [] => None,
            // There is such a row, nothing is known of it.
            [only] if only.value.is_blank() => Some(only.value.clone()),
            _ => Some(mapping(self.arena, entries)),
        }
    }

    /// A value with its line in the listing.
    fn node(&mut self, text: &str, plain: bool, place: Place, at: usize) -> Node<'a> {
        let sheet = &self.workbook.sheets[at];
        self.listing.push_str(&sheet.address(place));
        self.listing.push(' ');
        let start = self.listing.len();
        self.listing.push_str(&text.replace(['\n', '\r'], " "));
        let span = start..self.listing.len();
        self.listing.push('\n');
        self.spots.push((span.clone(), at, place));
        Node { span, value: Value::Scalar { text: self.arena.text(text), plain } }
    }

    fn number(&mut self, place: Place, at: usize, sheet: &Sheet) -> Option<Node<'a>> {
        let cell = sheet.at(place)?;
        let spot = Spot { workbook: &self.workbook.name, sheet, place };
        if let Cell::Number { shown, stored: Some(stored) } = cell {
            self.problems.push(spot.hidden_digits(&shown.to_string(), stored, 1));
        }
        if let Ok(value) = number(Some(cell)) {
            return Some(self.node(&value.normalize().to_string(), true, place, at));
        }
        match cell {
            Cell::Uncomputed => self.problems.push(spot.uncomputed()),
            Cell::Text(text) if text.trim().is_empty() || text.trim() == self.words.none => {}
            Cell::Text(text) if text.trim() == self.words.open => return Some(self.node("", true, place, at)),
            _ => self.problems.push(spot.no_number(&sheet.text(place))),
        }
        None
    }

    fn text(&mut self, place: Place, at: usize, sheet: &Sheet) -> Option<Node<'a>> {
        let spot = Spot { workbook: &self.workbook.name, sheet, place };
        match sheet.at(place)? {
            Cell::Fault(fault) => {
                self.problems.push(spot.no_number(fault));
                None
            }
            Cell::Uncomputed => {
                self.problems.push(spot.uncomputed());
                None
            }
            Cell::Other => {
                self.problems.push(spot.no_number("日期或真假值"));
                None
            }
            Cell::Text(_) | Cell::Number { .. } => {
                let text = sheet.text(place);
                let open = text == self.words.open;
                (!text.is_empty() && text != self.words.none)
                    .then(|| self.node(if open { "" } else { &text }, open, place, at))
            }
        }
    }

    fn spot(&self, span: &Range<usize>) -> Option<(usize, Place)> {
        let at = self.spots.partition_point(|(own, ..)| own.end < span.start);
        let (own, sheet, place) = self.spots.get(at)?;
        (own.start <= span.start && !self.listing.is_empty()).then_some((*sheet, *place))
    }

    /// The numbers that were typed, each with its cell.
    fn numbers(&self, accounts: &FinalAccounts) -> Vec<OwnNumber> {
        let mut numbers = Vec::new();
        let mut add = |shape: &Shape, list: Option<&str>, record: &Record| {
            for (at, number) in shape.numbers.iter().enumerate() {
                let (Number::Given(value), Some(span)) = (record.numbers[at], record.number_places.get(at)) else {
                    continue;
                };
                let Some((sheet, place)) = self.spot(&span) else { continue };
                numbers.push(OwnNumber {
                    row: list.map(|list| (list.to_owned(), record.key())),
                    concept: number.concept,
                    period: number.period,
                    value,
                    sheet,
                    source: problems::source(&self.workbook.name, &self.workbook.sheets[sheet], place),
                });
            }
        };
        add(&self.catalogue.root, None, &accounts.root);
        for (group, rows) in self.catalogue.groups.iter().zip(&accounts.groups) {
            if matches!(group.origin, Origin::Given) {
                rows.iter().for_each(|row| add(&group.shape, Some(&group.id), row));
            }
        }
        numbers
    }
}
