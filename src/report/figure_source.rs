//! Where one figure or text of an expression comes from (出处): concept, row, official table and cell, place in the file.

use std::ops::Range;

use rust_decimal::Decimal;

use super::{printed::unit_factor, tree::Report};
use crate::figures::{
    Catalogue, ConceptIx, Fact, FinalAccounts, GroupIx, Kind, Number, Period, Record, TextKind,
    concepts::NumberDef,
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
        let Traced { id, number, unit } = Traced::of(report, leaf, group, row)?;
        let source = |concept, name, cell, place| {
            let table = table(catalogue, concept);
            Some(FigureSource { id, name, number, unit, cell, table, place, origin: None })
        };
        match leaf {
            Leaf::Fact(Fact::RootNumber(index)) => {
                let def = &catalogue.root.numbers[index];
                let cell = cell(catalogue, def.concept, def.period, None);
                let place = report.accounts.root.number_places.get(index);
                let origin = origin(report.accounts, def.concept, def.period, None);
                let source = source(def.concept, leaf_name(leaf, catalogue, None), cell, place);
                source.map(|source| FigureSource { origin, ..source })
            }
            Leaf::Fact(Fact::RowNumber(index)) => {
                let (group, row) = (group?, row?);
                let name = || format!("{}（{}）", row.name, leaf_name(leaf, catalogue, Some(group)));
                match member(catalogue, group, index, row) {
                    Some((_, Some(root))) => FigureSource::of(report, Leaf::Fact(Fact::RootNumber(root)), None, None),
                    Some((concept, None)) => {
                        source(concept, name(), cell(catalogue, concept, Period::Final, None), None)
                    }
                    None => {
                        let def = &catalogue.groups[group].shape.numbers[index];
                        let exact = exact_row(report, group, row);
                        let cell = cell(catalogue, def.concept, def.period, Some(exact));
                        let origin = origin(report.accounts, def.concept, def.period, Some(exact));
                        let source = source(def.concept, name(), cell, exact.number_places.get(index));
                        source.map(|source| FigureSource { origin, ..source })
                    }
                }
            }
            Leaf::Fact(Fact::RootText(index)) => {
                let text = &catalogue.root.texts[index];
                let cell = cell(catalogue, text.concept, Period::Final, None);
                let place = report.accounts.root.text_places.get(index);
                source(text.concept, text_name(catalogue, text.concept, text.kind), cell, place)
            }
            Leaf::Fact(Fact::RowText(index)) => {
                let (group, row) = (group?, row?);
                let text = &catalogue.groups[group].shape.texts[index];
                let concept = row.concept.unwrap_or(text.concept);
                let cell = cell(catalogue, concept, Period::Final, row.concept.is_none().then_some(row));
                let place = exact_row(report, group, row).text_places.get(index);
                source(concept, text_name(catalogue, concept, text.kind), cell, place)
            }
            Leaf::Fact(Fact::Name | Fact::Account) => {
                let (group, row) = (group?, row?);
                let concept = row.concept.unwrap_or(catalogue.groups[group].concept);
                let cell = cell(catalogue, concept, Period::Final, row.concept.is_none().then_some(row));
                source(concept, row.name.to_string(), cell, exact_row(report, group, row).place.clone())
            }
            Leaf::Fact(Fact::Group(group)) | Leaf::Sum(group, _) | Leaf::Count(Fact::Group(group)) => {
                let concept = catalogue.groups[group].concept;
                let name = match leaf {
                    Leaf::Fact(_) => list_name(group, catalogue),
                    _ => leaf_name(leaf, catalogue, None),
                };
                source(concept, name, cell(catalogue, concept, Period::Final, None), None)
            }
            Leaf::Count(text @ (Fact::RootText(_) | Fact::RowText(_))) => {
                FigureSource::of(report, Leaf::Fact(text), group, row)
            }
            Leaf::Fact(Fact::Year) | Leaf::Count(_) => None,
        }
    }
}

/// The same without names and places: all that is needed to know which figure it is, and looked up fast.
pub(super) struct Traced<'a> {
    /// As [`FigureSource::id`].
    pub id: &'a str,
    /// As [`FigureSource::number`].
    pub number: Number,
    /// As [`FigureSource::unit`].
    pub unit: &'a str,
}

impl<'a> Traced<'a> {
    pub fn of(report: &Report<'a>, leaf: Leaf, group: Option<GroupIx>, row: Option<&'a Record>) -> Option<Traced<'a>> {
        let catalogue = report.accounts.catalogue;
        let text = |id: &'a str| Some(Traced { id, number: Number::Absent, unit: "" });
        let number = |def: &'a NumberDef, number: Number| {
            let (number, unit): (Number, &'a str) = match catalogue.concepts[def.concept].kind {
                Kind::Amount => {
                    let factor = unit_factor(report.accounts, &report.house.style);
                    (number.map(|value| scaled(value, factor)), &report.house.style.unit)
                }
                Kind::Percent => (number, "%"),
                _ => (number, &catalogue.concepts[def.concept].unit),
            };
            Some(Traced { id: &def.id, number, unit })
        };
        match leaf {
            Leaf::Fact(Fact::RootNumber(index)) => {
                number(&catalogue.root.numbers[index], report.accounts.root.numbers[index])
            }
            Leaf::Fact(Fact::RowNumber(index)) => {
                let (group, row) = (group?, row?);
                match member(catalogue, group, index, row) {
                    Some((_, Some(root))) => Traced::of(report, Leaf::Fact(Fact::RootNumber(root)), None, None),
                    Some((concept, None)) => text(&catalogue.concepts[concept].id),
                    None => {
                        let exact = exact_row(report, group, row);
                        number(&catalogue.groups[group].shape.numbers[index], exact.numbers[index])
                    }
                }
            }
            Leaf::Fact(Fact::RootText(index)) => text(&catalogue.root.texts[index].id),
            Leaf::Fact(Fact::RowText(index)) => {
                let def = &catalogue.groups[group?].shape.texts[index];
                let root = row?.concept.and_then(|concept| catalogue.concepts[concept].text(def.kind));
                text(root.map_or(&def.id, |root| &catalogue.root.texts[root].id))
            }
            Leaf::Fact(Fact::Name | Fact::Account) => {
                let concept = row?.concept.unwrap_or(catalogue.groups[group?].concept);
                text(&catalogue.concepts[concept].id)
            }
            Leaf::Fact(Fact::Group(group)) | Leaf::Sum(group, _) | Leaf::Count(Fact::Group(group)) => {
                text(&catalogue.groups[group].id)
            }
            Leaf::Count(text @ (Fact::RootText(_) | Fact::RowText(_))) => {
                Traced::of(report, Leaf::Fact(text), group, row)
            }
            Leaf::Fact(Fact::Year) | Leaf::Count(_) => None,
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

/// A typed figure has at most 15 + 6 digits, so four more never overflow; if one did, it would stay in its own unit.
fn scaled(value: Decimal, factor: Decimal) -> Decimal {
    value.checked_mul(factor).unwrap_or(value).normalize()
}

fn text_name(catalogue: &Catalogue, concept: ConceptIx, kind: TextKind) -> String {
    let key = catalogue.concepts[concept].key.as_str();
    match (kind.key(), key) {
        ("", key) | (key, "") => key.to_owned(),
        (text, key) if text == key => key.to_owned(),
        (text, key) => format!("{key}（{text}）"),
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
    accounts.sources.get(&key).map(|taken| taken.cell.as_str())
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
