//! Where one figure or text of an expression comes from (出处): concept, row, official table and cell, place in the file.

use std::ops::Range;

use rust_decimal::Decimal;

use super::{printed::unit_factor, tree::Report};
use crate::figures::{
    Catalogue, ConceptIx, Fact, FinalAccounts, GroupIx, Kind, Number, Period, Record, TextKind,
    expr::{Leaf, leaf_name, list_name},
    paths::path,
};

/// One figure or text that a span of the report was made from (取数出处).
#[derive(Clone, Debug)]
pub struct FigureSource<'a> {
    /// The concept's id with its period, `gpb.item.budget_initial`; a list's id for a sum over it.
    pub id: &'a str,
    /// Its Chinese name with the period, 收入总计（上年决算数）.
    pub name: String,
    /// The exact figure in the printed unit, not rounded.
    pub number: Number,
    /// The unit it stands in, 万元 or 辆; empty for texts.
    pub unit: &'a str,
    /// The official table, and the cell as a reader finds it.
    pub cell: String,
    /// The table of the figures file under which it is typed.
    pub table: &'a str,
    /// Where it was typed; none for what was derived.
    pub place: Option<Range<usize>>,
    /// The cell of the workbook that it was imported from.
    pub origin: Option<&'a str>,
}

/// How `concepts.yaml` speaks of the row that a figure stands in, whichever row that is.
const THIS_ROW: [&str; 3] = ["该经济分类科目行", "该科目行", "类级科目行"];

impl<'a> FigureSource<'a> {
    /// The source of a figure or text; `row` is the row that was current, of the list `group`.
    pub(super) fn of(
        report: &Report<'a>,
        leaf: Leaf,
        group: Option<GroupIx>,
        row: Option<&'a Record>,
    ) -> Option<FigureSource<'a>> {
        let catalogue = report.accounts.catalogue;
        match leaf {
            Leaf::Fact(Fact::RootNumber(index)) => {
                Some(number_source(report, index, &report.accounts.root, None, leaf_name(leaf, catalogue, None)))
            }
            Leaf::Fact(Fact::RowNumber(index)) => {
                let (group, row) = (group?, row?);
                let exact = exact_row(report, group, row);
                let name = format!("{}（{}）", row.name, leaf_name(leaf, catalogue, Some(group)));
                Some(match member(catalogue, group, index, row) {
                    Some((concept, Some(root))) => {
                        let name = leaf_name(Leaf::Fact(Fact::RootNumber(root)), catalogue, None);
                        FigureSource {
                            name,
                            id: &catalogue.root.numbers[root].id,
                            ..figure(report, concept, root, &report.accounts.root, None)
                        }
                    }
                    Some((concept, None)) => FigureSource {
                        id: &catalogue.concepts[concept].id,
                        name,
                        number: Number::Absent,
                        unit: "",
                        cell: cell(catalogue, concept, Period::Final, None),
                        table: table(catalogue, concept),
                        place: None,
                        origin: None,
                    },
                    None => number_source(report, index, exact, Some(group), name),
                })
            }
            Leaf::Fact(Fact::RootText(index)) => {
                let text = &catalogue.root.texts[index];
                let place = report.accounts.root.text_places[index].clone();
                Some(text_source(report, &text.id, text.concept, text.kind, None, place))
            }
            Leaf::Fact(Fact::RowText(index)) => {
                let (group, row) = (group?, row?);
                let text = &catalogue.groups[group].shape.texts[index];
                let concept = row.concept.unwrap_or(text.concept);
                let place = exact_row(report, group, row).text_places[index].clone();
                let own = row.concept.is_none().then_some(row);
                let id = match row.concept.and_then(|concept| catalogue.concepts[concept].text(text.kind)) {
                    Some(root) => &catalogue.root.texts[root].id,
                    None => &text.id,
                };
                Some(text_source(report, id, concept, text.kind, own, place))
            }
            Leaf::Fact(Fact::Name | Fact::Account) => {
                let (group, row) = (group?, row?);
                let concept = row.concept.unwrap_or(catalogue.groups[group].concept);
                let own = row.concept.is_none().then_some(row);
                Some(FigureSource {
                    id: &catalogue.concepts[concept].id,
                    name: row.name.clone(),
                    number: Number::Absent,
                    unit: "",
                    cell: cell(catalogue, concept, Period::Final, own),
                    table: table(catalogue, concept),
                    place: exact_row(report, group, row).place.clone(),
                    origin: None,
                })
            }
            Leaf::Fact(Fact::Group(group)) | Leaf::Sum(group, _) | Leaf::Count(group) => {
                let list = &catalogue.groups[group];
                Some(FigureSource {
                    id: &list.id,
                    name: match leaf {
                        Leaf::Fact(_) => list_name(group, catalogue),
                        _ => leaf_name(leaf, catalogue, None),
                    },
                    number: Number::Absent,
                    unit: "",
                    cell: cell(catalogue, list.concept, Period::Final, None),
                    table: table(catalogue, list.concept),
                    place: None,
                    origin: None,
                })
            }
            Leaf::Fact(Fact::Year) => None,
        }
    }
}

/// The figure that a row made from concepts stands for: its concept, and where the department's record keeps it.
pub(super) fn member(
    catalogue: &Catalogue,
    group: GroupIx,
    index: usize,
    row: &Record,
) -> Option<(ConceptIx, Option<usize>)> {
    let concept = row.concept?;
    let period = catalogue.groups[group].shape.numbers[index].period;
    Some((concept, catalogue.concepts[concept].number(period)))
}

/// The number of a printed row in its list, from 0. Rows stand one behind the other, so that their addresses say it.
pub(super) fn row_number(report: &Report, group: GroupIx, row: &Record) -> Option<usize> {
    report.printed.rows(group).binary_search_by_key(&std::ptr::from_ref(row), std::ptr::from_ref).ok()
}

/// The row as loaded, for a row as printed: the two lists run in step.
fn exact_row<'a>(report: &Report<'a>, group: GroupIx, row: &'a Record) -> &'a Record {
    row_number(report, group, row).and_then(|at| report.accounts.rows(group).get(at)).unwrap_or(row)
}

fn number_source<'a>(
    report: &Report<'a>,
    index: usize,
    record: &'a Record,
    group: Option<GroupIx>,
    name: String,
) -> FigureSource<'a> {
    let catalogue = report.accounts.catalogue;
    let shape = group.map_or(&catalogue.root, |group| &catalogue.groups[group].shape);
    let def = &shape.numbers[index];
    FigureSource { id: &def.id, name, ..figure(report, def.concept, index, record, group) }
}

fn figure<'a>(
    report: &Report<'a>,
    concept: ConceptIx,
    index: usize,
    record: &'a Record,
    group: Option<GroupIx>,
) -> FigureSource<'a> {
    let catalogue = report.accounts.catalogue;
    let shape = group.map_or(&catalogue.root, |group| &catalogue.groups[group].shape);
    let (number, unit): (Number, &'a str) = match catalogue.concepts[concept].kind {
        Kind::Amount => {
            let factor = unit_factor(report.accounts, &report.house.style);
            (record.numbers[index].map(|value| scaled(value, factor)), &report.house.style.unit)
        }
        Kind::Percent => (record.numbers[index], "%"),
        _ => (record.numbers[index], &catalogue.concepts[concept].unit),
    };
    FigureSource {
        id: "",
        name: String::new(),
        number,
        unit,
        cell: cell(catalogue, concept, shape.numbers[index].period, group.map(|_| record)),
        table: table(catalogue, concept),
        place: record.number_places[index].clone(),
        origin: origin(report.accounts, concept, shape.numbers[index].period, group.map(|_| record)),
    }
}

/// A typed figure has at most 15 + 6 digits, so four more never overflow; if one did, it would stay in its own unit.
fn scaled(value: Decimal, factor: Decimal) -> Decimal {
    value.checked_mul(factor).unwrap_or(value).normalize()
}

fn text_source<'a>(
    report: &Report<'a>,
    id: &'a str,
    concept: ConceptIx,
    kind: TextKind,
    row: Option<&Record>,
    place: Option<Range<usize>>,
) -> FigureSource<'a> {
    let catalogue = report.accounts.catalogue;
    let key = catalogue.concepts[concept].key.as_str();
    let name = match (kind.key(), key) {
        ("", key) | (key, "") => key.to_owned(),
        (text, key) if text == key => key.to_owned(),
        (text, key) => format!("{key}（{text}）"),
    };
    FigureSource {
        id,
        name,
        number: Number::Absent,
        unit: "",
        cell: cell(catalogue, concept, Period::Final, row),
        table: table(catalogue, concept),
        place,
        origin: None,
    }
}

/// The cell of a workbook that a number came from.
fn origin<'a>(
    accounts: &'a FinalAccounts,
    concept: ConceptIx,
    period: Period,
    row: Option<&Record>,
) -> Option<&'a str> {
    if accounts.sources.is_empty() {
        return None;
    }
    let key = path(accounts.catalogue, concept, period, row.map(Record::key).as_deref()).join("/");
    accounts.sources.get(&key).map(String::as_str)
}

fn table(catalogue: &Catalogue, concept: ConceptIx) -> &str {
    &catalogue.tables[catalogue.concepts[concept].table].key
}

/// `《收入支出决算总表》收入栏“总计”行`.
fn cell(catalogue: &Catalogue, concept: ConceptIx, period: Period, row: Option<&Record>) -> String {
    let concept = &catalogue.concepts[concept];
    let own = &catalogue.tables[concept.table].key;
    // Some figures hang below a table in the file and stand in another one officially; their cell names it.
    let titles = catalogue.tables.iter().flat_map(|table| std::iter::once(&table.key).chain(&table.also));
    let other = titles.filter(|title| concept.cell.starts_with(title.as_str())).max_by_key(|title| title.len());
    let (table, mut cell) = match other {
        Some(title) => (title, concept.cell[title.len()..].to_owned()),
        None => (own, concept.cell.clone()),
    };
    if let Some(row) = row {
        let code = row.account.as_ref().and_then(|account| account.code.as_ref()).or(row.code.as_ref());
        let named = match code {
            Some(code) => format!("“{code} {}”行", row.name),
            None => format!("“{}”行", row.name),
        };
        match THIS_ROW.iter().find(|words| cell.contains(**words)) {
            Some(words) => cell = cell.replace(words, &named),
            None => cell.push_str(&named),
        }
    }
    match period {
        Period::Final => format!("《{table}》{cell}"),
        Period::Last => format!("上年度《{table}》{cell}"),
        Period::Budget | Period::BudgetInitial | Period::BudgetAdjusted => {
            format!("《{table}》{cell}（{}）", period.key())
        }
    }
}
