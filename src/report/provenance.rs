//! Where a span of the report comes from (溯源): figures, formula, table cell, and the wording that printed it.
//!
//! Nothing of this is kept while drafting; a span knows its slot, its variant and its row, the rest is looked up here.

use rust_decimal::Decimal;

use super::{
    figure_source::{FigureSource, Traced, member},
    tree::{Report, SentenceView},
};
use crate::{
    figures::{
        Env, Expr, Fact, Number, Record, Reference,
        amount::parse_amount,
        expr::{Leaf, describe, formula, leaf_name, written},
        identities::Identity,
    },
    phrase::{Body, Slot, SlotKind, SpanKind, Variant, WrittenSpan},
};

/// A computation in the names of figures and in their values (算式).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Formula {
    /// 决算数 ÷ 年初预算数.
    pub names: String,
    /// 96.06 ÷ 94.19.
    pub values: String,
}

/// Where one span comes from (溯源).
#[derive(Clone, Debug)]
pub struct Provenance<'a> {
    /// What the span is.
    pub kind: SpanKind,
    /// The figures and texts it was made from, the main one first; none for a year or the department's name.
    pub sources: Vec<FigureSource<'a>>,
    /// The row that was current.
    pub row: Option<&'a Record>,
    /// The value behind a printed number, in the printed unit and not rounded.
    pub value: Option<Decimal>,
    /// 万元, 元, %, or what is counted; empty where nothing is measured.
    pub unit: &'a str,
    /// How it was computed; none for a figure taken as it is.
    pub formula: Option<Formula>,
    /// For a figure that the file leaves out: the identity (勾稽关系) from which it follows.
    pub derived: Option<String>,
    /// The phrase, or the heading.
    pub phrase: &'a Body,
    /// The fragment inside the phrase, if one wrote it.
    pub fragment: Option<&'a Body>,
    /// The variant chosen in the fragment, or in the phrase.
    pub variant: &'a Variant,
    /// The slot that printed it.
    pub slot: &'a Slot,
}

impl<'a> Provenance<'a> {
    /// Look up where a span of that sentence comes from.
    pub fn of(report: &Report<'a>, sentence: SentenceView<'_, 'a>, span: &WrittenSpan<'a>) -> Provenance<'a> {
        let phrase = sentence.body();
        let leaves = leaves(span.slot);
        let of = |leaf: &Leaf| FigureSource::of(report, *leaf, span.body.group, span.row);
        let mut sources: Vec<FigureSource> = Vec::new();
        for source in leaves.iter().filter_map(of) {
            if !sources.iter().any(|other| other.id == source.id && other.cell == source.cell) {
                sources.push(source);
            }
        }
        let first = sources.first();
        let unit = unit(span.slot, first.map(|source| source.unit));
        let value = value(report, span, first.map(|source| source.number));
        Provenance {
            kind: span.kind,
            row: span.row,
            value,
            unit,
            formula: computed(report, span),
            derived: derived(report, span, &leaves, &sources),
            phrase,
            fragment: (!std::ptr::eq(span.body, phrase)).then_some(span.body),
            variant: span.variant,
            slot: span.slot,
            sources,
        }
    }

    /// The main concept's id.
    pub fn concept(&self) -> Option<&'a str> {
        self.sources.first().map(|source| source.id)
    }

    /// The official cells it was taken from, each once: `《收入支出决算总表》收入栏“总计”行`.
    pub fn cells(&self) -> Vec<&str> {
        let mut cells: Vec<&str> = Vec::new();
        for source in &self.sources {
            if !cells.contains(&source.cell.as_str()) {
                cells.push(&source.cell);
            }
        }
        cells
    }

    /// Do the printed words show the whole value, unrounded?
    pub fn prints_all_of(&self, words: &str) -> bool {
        let digits: String = words.chars().filter(|c| c.is_ascii_digit() || matches!(c, '.' | '-')).collect();
        self.value.is_some_and(|value| parse_amount(&digits) == Ok(value))
    }

    /// For a placeholder: the figures or texts that are not there yet.
    pub fn wanted(&self) -> impl Iterator<Item = &FigureSource<'a>> {
        self.sources.iter().filter(|source| source.number.value().is_none())
    }

    /// The value with its unit, 122.05万元; a long quotient is cut off with ….
    pub fn value_shown(&self) -> Option<String> {
        self.value.map(|value| format!("{}{}", abridged(value), self.unit))
    }
}

/// A number for people: at most six places, … where more follow.
pub fn abridged(value: Decimal) -> String {
    const PLACES: u32 = 6;
    let value = value.normalize();
    if value.scale() <= PLACES { value.to_string() } else { format!("{}…", value.trunc_with_scale(PLACES)) }
}

/// Everything that a slot takes from the figures, in the order in which its formula names it.
fn leaves(slot: &Slot) -> Vec<Leaf> {
    match (&slot.kind, slot.value(), slot.text()) {
        (_, Some(expr), _) => {
            let found = std::cell::RefCell::new(Vec::new());
            written(expr, &|leaf| {
                found.borrow_mut().push(leaf);
                String::new()
            });
            found.into_inner()
        }
        (_, _, Some(fact)) => vec![Leaf::Fact(fact)],
        (SlotKind::Name, ..) => vec![Leaf::Fact(Fact::Name)],
        (SlotKind::Account { .. }, ..) => vec![Leaf::Fact(Fact::Account)],
        _ => Vec::new(),
    }
}

/// The main concept of a span, as its provenance says.
pub(super) fn main_concept<'a>(report: &Report<'a>, span: &WrittenSpan<'a>) -> Option<&'a str> {
    let of = |leaf| Traced::of(report, leaf, span.body.group, span.row);
    let first = match span.slot.value() {
        // Most figures are taken as they are.
        Some(Expr::Fact(fact)) => of(Leaf::Fact(*fact)),
        _ => leaves(span.slot).into_iter().find_map(of),
    };
    first.map(|first| first.id)
}

/// The value of a span whose main source is that number.
fn value(report: &Report, span: &WrittenSpan, first: Option<Number>) -> Option<Decimal> {
    let value = match (span.kind, &span.slot.kind) {
        (SpanKind::Figure, SlotKind::Percent { .. }) => {
            report.value(span).and_then(|ratio| ratio.checked_mul(Decimal::ONE_HUNDRED))
        }
        (SpanKind::Figure, _) if matches!(span.slot.value(), Some(Expr::Fact(_))) => {
            first.and_then(|number| number.value()).or_else(|| report.value(span))
        }
        (SpanKind::Figure, _) => report.value(span),
        _ => None,
    };
    value.map(|value| value.normalize())
}

fn unit<'a>(slot: &'a Slot, first: Option<&'a str>) -> &'a str {
    match &slot.kind {
        SlotKind::Amount { unit, .. } => unit,
        SlotKind::Percent { .. } => "%",
        SlotKind::Count { .. } => first.unwrap_or_default(),
        _ => "",
    }
}

fn computed(report: &Report, span: &WrittenSpan) -> Option<Formula> {
    let expr = span.slot.value().filter(|expr| !matches!(expr, Expr::Fact(_)))?;
    let env = Env::new(report.printed);
    let env = span.row.map_or(env, |row| env.at(row));
    Some(Formula { names: names(report, span, expr), values: formula(expr, &env) })
}

/// The names in a formula; two figures of one name are told apart by their tables.
fn names(report: &Report, span: &WrittenSpan, expr: &Expr) -> String {
    let all: Vec<(String, &str)> = leaves(span.slot).into_iter().map(|leaf| name(report, span, leaf)).collect();
    written(expr, &|leaf| {
        let (name, table) = name(report, span, leaf);
        let twice = all.iter().any(|(other, home)| *other == name && *home != table);
        if twice { format!("《{table}》{name}") } else { name }
    })
}

/// A figure's name with its table; a row that stands for a concept goes by the concept's own name.
fn name<'a>(report: &Report<'a>, span: &WrittenSpan, leaf: Leaf) -> (String, &'a str) {
    let catalogue = report.accounts.catalogue;
    let group = span.body.group;
    let of_member = match (leaf, group, span.row) {
        (Leaf::Fact(Fact::RowNumber(index)), Some(group), Some(row)) => member(catalogue, group, index, row),
        _ => None,
    };
    let concept = match (leaf, of_member, group) {
        (_, Some((concept, _)), _) => Some(concept),
        (Leaf::Fact(Fact::RootNumber(index)), ..) => Some(catalogue.root.numbers[index].concept),
        (Leaf::Fact(Fact::RowNumber(_)), _, Some(group)) => Some(catalogue.groups[group].concept),
        _ => None,
    };
    let table = concept.map_or("", |concept| &catalogue.tables[catalogue.concepts[concept].table].key);
    match of_member {
        Some((_, Some(root))) => (leaf_name(Leaf::Fact(Fact::RootNumber(root)), catalogue, None), table),
        _ => (leaf_name(leaf, catalogue, group), table),
    }
}

/// For a figure taken as it is that nobody typed: what it follows from.
fn derived(report: &Report, span: &WrittenSpan, leaves: &[Leaf], sources: &[FigureSource]) -> Option<String> {
    let bare = matches!(span.slot.value(), Some(Expr::Fact(_)));
    if !bare || !matches!(sources.first()?.number, Number::Derived(_)) {
        return None;
    }
    let catalogue = report.accounts.catalogue;
    let root = match (leaves.first()?, span.body.group, span.row) {
        (Leaf::Fact(Fact::RootNumber(index)), ..) => Some(*index),
        (Leaf::Fact(Fact::RowNumber(index)), Some(group), Some(row)) => {
            member(catalogue, group, *index, row).and_then(|(_, root)| root)
        }
        _ => None,
    };
    let Some(root) = root else { return Some("按类汇总明细".to_owned()) };
    let reference = Reference::shipped();
    // Figures read by other reference data follow from other identities, which the report does not know.
    let known = std::ptr::eq(catalogue, &reference.catalogue);
    // Several may say what a figure follows from; the first one that applies was taken.
    let derives = |identity: &&Identity| identity.derives(root) && identity.derived(report.accounts).is_some();
    let identity = reference.identities.iter().filter(|_| known).find(derives);
    Some(match identity {
        Some(identity) => {
            let summands: Vec<String> = identity.right.iter().filter_map(|summand| addend(report, summand)).collect();
            format!("{}（{}）", summands.join(" + "), identity.code)
        }
        None => "由其他数推算".to_owned(),
    })
}

/// A summand with its exact value in the printed unit, 人员经费 319.77; none for one that does not apply.
fn addend(report: &Report, summand: &Expr) -> Option<String> {
    let exact = match summand {
        Expr::Fact(fact) => FigureSource::of(report, Leaf::Fact(*fact), None, None)?.number.value(),
        other => Env::new(report.printed).value(other).number(),
    };
    Some(format!("{} {}", describe(summand, report.accounts.catalogue, None), exact?.normalize()))
}
