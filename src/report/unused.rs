//! Reasons and notes that were typed and that no sentence says (没有用上的原因): the officer would think they are in the
//! report.

use std::collections::HashSet;

use super::{
    figure_source::row_number,
    house::{Block, House},
    tree::Report,
};
use crate::{
    diagnostic::Diagnostic,
    figures::{
        Catalogue, ConceptIx, Env, Expr, Fact, Function, GroupIx, Origin, Period, Record, Shape, TextAt, TextKind,
        Value,
    },
    phrase::{Body, SlotKind, SpanKind, WrittenSpan},
};

/// Reasons that no sentence printed. A reason printed through another list (成员行) counts as used.
pub fn unused_reasons(report: &Report) -> Vec<Diagnostic> {
    let accounts = report.accounts;
    let said = said_texts(report);
    let sayable = report.house.sayable.get_or_init(|| sayable(report.house, accounts.catalogue));
    let mut found = Vec::new();
    let mut look = |record: &Record, at: Option<(GroupIx, usize)>, shape: &Shape| {
        // Most texts are not there, and nothing more is looked at.
        for index in (0..record.texts.len()).filter(|&index| !record.texts[index].lines().is_empty()) {
            let text = &shape.texts[index];
            if text.kind.is_hung() && said.binary_search(&(at, index)).is_err() {
                let known = sayable.contains(&(at.map(|(group, _)| group), index));
                found.push(describe(report, record, at, (text.concept, text.kind, index), known));
            }
        }
    };
    look(&accounts.root, None, &accounts.catalogue.root);
    for (index, group) in accounts.catalogue.groups.iter().enumerate() {
        if matches!(group.origin, Origin::Given) {
            for (row, record) in accounts.rows(index).iter().enumerate() {
                look(record, Some((index, row)), &group.shape);
            }
        }
    }
    // In the order in which the officer reads the file.
    found.sort_by_key(|fault| fault.labels.first().map_or(0, |label| label.span.start));
    found
}

/// The texts of the figures file that a draft says, in their order.
pub(crate) fn said_texts(report: &Report) -> Vec<TextAt> {
    let words = report.spans.iter().filter(|span| span.kind == SpanKind::Reason);
    // As many as a report says, so that the list need not grow.
    let mut said: Vec<TextAt> = Vec::with_capacity(64);
    said.extend(words.filter_map(|span| text_of(report, span)));
    said.sort_unstable();
    said.dedup();
    said
}

/// The text that a span printed.
fn text_of(report: &Report, span: &WrittenSpan) -> Option<TextAt> {
    match span.slot.text()? {
        Fact::RootText(index) => Some((None, index)),
        Fact::RowText(index) => {
            let (row, group) = (span.row?, span.body.group?);
            match row.concept {
                // A member row repeats the texts of the concept it stands for.
                Some(concept) => root_text(report.accounts.catalogue, concept, group, index).map(|index| (None, index)),
                None => Some((Some((group, row_number(report, group, row)?)), index)),
            }
        }
        _ => None,
    }
}

fn root_text(catalogue: &Catalogue, concept: ConceptIx, group: GroupIx, index: usize) -> Option<usize> {
    catalogue.concepts[concept].text(catalogue.groups[group].shape.texts[index].kind)
}

/// Texts of the figures file, by list.
pub(super) type Sayable = HashSet<(Option<GroupIx>, usize)>;

/// Every text that some sentence of the house can say, by list.
fn sayable(house: &House, catalogue: &Catalogue) -> Sayable {
    let mut found = HashSet::new();
    for block in house.sections.iter().flat_map(|section| &section.blocks) {
        match block {
            Block::Heading { body, .. } => collect(catalogue, body, &mut found),
            Block::Paragraph { phrases, .. } => {
                for &phrase in phrases {
                    collect(catalogue, &house.phrases[phrase].body, &mut found);
                }
            }
        }
    }
    found
}

fn collect(catalogue: &Catalogue, body: &Body, found: &mut Sayable) {
    for slot in &body.slots {
        match (&slot.kind, slot.text()) {
            (SlotKind::Use { body } | SlotKind::Each { body, .. }, _) => collect(catalogue, body, found),
            (_, Some(Fact::RootText(index))) => {
                found.insert((None, index));
            }
            (_, Some(Fact::RowText(index))) => {
                let Some(group) = body.group else { continue };
                match &catalogue.groups[group].origin {
                    Origin::Members(members) => {
                        let roots = members.iter().filter_map(|&member| root_text(catalogue, member, group, index));
                        found.extend(roots.map(|index| (None, index)));
                    }
                    Origin::Given | Origin::ByClass(_) => {
                        found.insert((Some(group), index));
                    }
                }
            }
            _ => {}
        }
    }
}

fn describe(
    report: &Report,
    record: &Record,
    at: Option<(GroupIx, usize)>,
    (concept, kind, index): (ConceptIx, TextKind, usize),
    known: bool,
) -> Diagnostic {
    let concept = &report.accounts.catalogue.concepts[concept];
    let name = match at {
        Some(_) => kind.key().to_owned(),
        None if kind == TextKind::Reason => {
            format!("“{}”的{}", report.accounts.catalogue.tables[concept.table].key, concept.key)
        }
        None => format!("“{}”的{}", concept.key, kind.key()),
    };
    let (why, help) = why_not(report, concept.id.as_str(), kind, at);
    let mut fault = if known {
        let make = if matches!(why, Why::Immaterial) { Diagnostic::hint } else { Diagnostic::warning };
        make("D001", format!("{name}写了，但没有写进文中：{}", why.words())).help(help)
    } else {
        let message = format!("{name}写了，但话术册 {} 没有哪句话用它", report.house.name);
        Diagnostic::hint("D003", message).help("可以不理；要写进文中，在话术册里加一句")
    };
    if let Some(place) = record.text_places.get(index) {
        fault = fault.at(&report.accounts.source, place, "");
    }
    match at {
        Some(_) => fault.record(format!("{} {}", record.code.as_deref().unwrap_or(""), record.name).trim().to_owned()),
        None => fault,
    }
}

/// Why a reason that the house can say was not said.
enum Why {
    Equal,
    Immaterial,
    NoBase(&'static str),
    NotWritten,
}

impl Why {
    fn words(&self) -> String {
        match self {
            Why::Equal => "两数相等，不写原因".to_owned(),
            Why::Immaterial => "差异没有达到话术册说明原因的界限".to_owned(),
            Why::NoBase(period) => format!("没有填{period}，无从比较"),
            Why::NotWritten => "按这些数，用它的那句话不写".to_owned(),
        }
    }
}

fn why_not(report: &Report, concept: &str, kind: TextKind, at: Option<(GroupIx, usize)>) -> (Why, &'static str) {
    let other = ("核对有关的数是否填全；确实用不上就删去", Why::NotWritten);
    let bases: &[Period] = match kind {
        TextKind::ReasonLast => &[Period::Last],
        TextKind::ReasonBudget => &[Period::Budget, Period::BudgetInitial, Period::BudgetAdjusted],
        _ => &[],
    };
    let printed = report.printed;
    let shape = at.map_or(&printed.catalogue.root, |(group, _)| &printed.catalogue.groups[group].shape);
    let fact = |period: Period| {
        let name = match at {
            Some((group, _)) if printed.catalogue.concepts[printed.catalogue.groups[group].concept].id == concept => {
                period.id().to_owned()
            }
            _ => format!("{concept}.{}", period.id()),
        };
        let index = shape.number(&name)?;
        Some(if at.is_some() { Fact::RowNumber(index) } else { Fact::RootNumber(index) })
    };
    let house = &report.house.style;
    let env = Env::new(printed).asking_from(house.threshold_amount, house.threshold_rate);
    let env = at.map_or(env, |(group, row)| env.at(&printed.rows(group)[row]));
    let Some(this) = fact(Period::Final) else { return (other.1, other.0) };
    let has_base = |period: &&Period| fact(**period).is_some_and(|fact| env.number(fact).is_present());
    let Some(&period) = bases.iter().find(has_base) else {
        let possible = bases.iter().find(|period| fact(**period).is_some());
        return match possible {
            Some(period) => (Why::NoBase(period.key()), "填上那个数，或删去这条原因"),
            None => (other.1, other.0),
        };
    };
    let (Some(this_value), Some(base)) =
        (env.number(this).value(), fact(period).and_then(|fact| env.number(fact).value()))
    else {
        return (other.1, other.0);
    };
    if this_value == base {
        return (Why::Equal, "删去这条原因；两数本不该相等的话，核对这两个数");
    }
    let pair = vec![Expr::Number(this_value), Expr::Number(base)];
    let material = Expr::Call(Function::Material, pair);
    if env.value(&material) == Value::Truth(Some(false)) {
        return (Why::Immaterial, "可以不理；界限是话术册 style 里的 reason_threshold");
    }
    (other.1, other.0)
}
