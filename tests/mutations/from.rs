//! Where in the figures a piece of a draft came from.

use juesuan::{
    figures::{Expr, Fact, Function, GroupIx, Record},
    phrase::{SlotKind, WrittenSpan},
    report::Report,
};

use crate::clean::{From, RowIx};

/// None of what the program says by itself, and of sums by class, which are not in the figures.
pub fn of(report: &Report, span: &WrittenSpan) -> Option<From> {
    let row = row(report, span);
    let number = |expr: &Expr| match expr {
        Expr::Fact(fact) => number(report, row, *fact),
        _ => None,
    };
    match &span.slot.kind {
        SlotKind::Amount { value, .. } | SlotKind::Count { value } | SlotKind::Word { value, .. } => {
            match value.without_abs() {
                Expr::Call(Function::Change, sides) => {
                    let ((row, this), (_, base)) = (number(&sides[0])?, number(&sides[1])?);
                    Some(From::Change(row, [this, base]))
                }
                fact => number(fact).map(|(row, at)| From::Number(row, at, false)),
            }
        }
        SlotKind::Percent { value: Expr::Binary(_, left, _), .. } => {
            number(left).map(|(row, at)| From::Number(row, at, true))
        }
        SlotKind::Name => given(report, row?).map(|(group, at)| From::Name(group, at)),
        SlotKind::Account { .. } => given(report, row?).map(|(group, at)| From::Account(group, at)),
        SlotKind::Reason { fact } | SlotKind::Text { fact, .. } | SlotKind::Prose { fact, .. } => match fact {
            Fact::RootText(at) => Some(From::Text(None, *at)),
            Fact::RowText(at) => Some(From::Text(Some(given(report, row?)?), *at)),
            _ => None,
        },
        _ => None,
    }
}

#[derive(Clone, Copy)]
enum Row<'r> {
    Listed(GroupIx, usize),
    Member(GroupIx, &'r Record),
}

fn row<'r>(report: &Report<'r>, span: &WrittenSpan<'r>) -> Option<Row<'r>> {
    let (record, group) = (span.row?, span.body.group?);
    if record.concept.is_some() {
        return Some(Row::Member(group, record));
    }
    let at = report.printed.rows(group).iter().position(|row| std::ptr::eq(row, record))?;
    Some(Row::Listed(group, at))
}

fn given(report: &Report, row: Row) -> Option<(GroupIx, usize)> {
    match row {
        Row::Listed(group, at) => {
            let origin = &report.accounts.catalogue.groups[group].origin;
            matches!(origin, juesuan::figures::Origin::Given).then_some((group, at))
        }
        Row::Member(..) => None,
    }
}

fn number(report: &Report, row: Option<Row>, fact: Fact) -> Option<(RowIx, usize)> {
    let catalogue = report.accounts.catalogue;
    match (fact, row) {
        (Fact::RootNumber(at), _) => Some((None, at)),
        (Fact::RowNumber(at), Some(Row::Member(group, record))) => {
            let period = catalogue.groups[group].shape.numbers[at].period;
            Some((None, catalogue.concepts[record.concept?].number(period)?))
        }
        (Fact::RowNumber(at), Some(row)) => Some((Some(given(report, row)?), at)),
        _ => None,
    }
}
