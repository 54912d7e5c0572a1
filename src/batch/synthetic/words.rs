//! Reasons that speak the way the figure went (原因), and remarks that fit it.

use rust_decimal::Decimal;

use super::{
    chance::Chance,
    open::Home,
    vocabulary::{Vocabulary, words},
};
use crate::figures::{Concept, FinalAccounts, Kind, MoneyUnit, Period, Record, Shape, Text, TextKind, amount::round};

/// Classes of what is paid for people, and how many of the reasons, from the first, speak of people.
const STAFF: [&str; 3] = ["208", "210", "221"];
const OF_STAFF: usize = 3;

/// What belongs there.
pub fn fitting(chance: &mut Chance, made: &mut FinalAccounts, home: &Home) -> Text {
    let (catalogue, unit) = (made.catalogue, made.unit);
    let (shape, record, at) = home.place(made).expect("a draft asks for what is in the figures");
    let (concept, kind) = (&catalogue.concepts[shape.texts[at].concept], shape.texts[at].kind);
    let moved = moved(shape, record, at, unit);
    let staff = record.code.as_deref().is_some_and(|code| STAFF.iter().any(|class| code.starts_with(class)));
    Text::Given(match kind {
        _ if kind.is_reason() => vec![reason(chance, moved, staff)],
        TextKind::Note if moved.is_none_or(|moved| moved.spent.is_zero()) => vec![words().nothing.clone()],
        TextKind::Note => {
            let remark = words().remarks.iter().find(|remark| concept.id.starts_with(&remark.of));
            vec![remark.map(|remark| remark.text.clone()).unwrap_or_default()]
        }
        _ => other(chance, concept, kind),
    })
}

/// What hangs on no figure, or on no change of one.
fn other(chance: &mut Chance, concept: &Concept, kind: TextKind) -> Vec<String> {
    let Vocabulary { purposes, prose, names, levels, .. } = words();
    match concept.kind {
        Kind::Choice => vec![chance.pick(&concept.choices).clone()],
        Kind::Prose => {
            let wanted = 1 + chance.below(prose.len());
            chance.some(prose, wanted)
        }
        Kind::Names => {
            let wanted = 1 + chance.below(names.len());
            chance.some(names, wanted)
        }
        Kind::Text => vec![chance.pick(levels).clone()],
        _ if kind == TextKind::Purpose => vec![chance.pick(purposes).clone()],
        _ => vec![chance.pick(&words().whole[..OF_STAFF]).clone()],
    }
}

/// What was spent in 万元, and by how much more than last year or than the budget.
#[derive(Clone, Copy)]
struct Moved {
    spent: Decimal,
    more: Decimal,
}

fn moved(shape: &Shape, record: &Record, at: usize, unit: MoneyUnit) -> Option<Moved> {
    let wan = if unit == MoneyUnit::Yuan { Decimal::from(10_000) } else { Decimal::ONE };
    let text = &shape.texts[at];
    let number = |period: Period| {
        let at = shape.numbers.iter().position(|number| (number.concept, number.period) == (text.concept, period))?;
        record.numbers[at].value().map(|value| value / wan)
    };
    let against: &[Period] = match text.kind {
        TextKind::ReasonLast => &[Period::Last],
        _ => &[Period::Budget, Period::BudgetInitial, Period::BudgetAdjusted],
    };
    let spent = number(Period::Final)?;
    let base = against.iter().find_map(|&period| number(period)).unwrap_or_default();
    Some(Moved { spent, more: spent - base })
}

/// Often a few words that many departments use, else what happened in this one.
fn reason(chance: &mut Chance, moved: Option<Moved>, staff: bool) -> String {
    let Vocabulary { rises, falls, whole, projects, more, less, .. } = words();
    let project = chance.pick(projects);
    let said = |words: &String, amount: Decimal| {
        words.replace("{project}", project).replace("{amount}", &amount.normalize().to_string())
    };
    let Some(Moved { more: by, .. }) = moved else {
        let amount = Decimal::new(50 + chance.below(5_000) as i64, 1);
        return said(chance.pick(whole), amount);
    };
    let (short, long) = if by > Decimal::ZERO { (rises, more) } else { (falls, less) };
    let amount = round(by.abs() * Decimal::new(30 + chance.below(65) as i64, 2), 2);
    if staff {
        chance.pick(&short[..OF_STAFF]).clone()
    } else if amount < Decimal::ONE || chance.percent(60) {
        chance.pick(short).clone()
    } else {
        said(chance.pick(long), amount)
    }
}
