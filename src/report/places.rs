//! Where in the figures file a span's figures and texts stand (数据出处).

use std::ops::Range;

use super::tree::Report;
use crate::{
    figures::{Concept, Fact, Number, Period, Text, TextKind},
    phrase::WrittenSpan,
};

/// The place that an officer has to look at for a placeholder: the key left blank, or the row it belongs to.
pub fn place_of(report: &Report, span: &WrittenSpan) -> Option<Range<usize>> {
    let mut facts = Vec::new();
    match (span.slot.value(), span.slot.text()) {
        (Some(value), _) => value.facts(&mut facts),
        (None, Some(fact)) => facts.push(fact),
        (None, None) => {}
    }
    let root = &report.accounts.root;
    let blank = facts.into_iter().find_map(|fact| match fact {
        Fact::RootNumber(at) if root.numbers[at] == Number::Blank => root.number_places.get(at),
        Fact::RootText(at) if root.texts[at] == Text::Blank => root.text_places.get(at),
        Fact::RowNumber(at) => {
            let row = span.row.filter(|row| row.numbers[at] == Number::Blank)?;
            row.number_places.get(at)
        }
        Fact::RowText(at) => {
            let row = span.row.filter(|row| row.texts[at] == Text::Blank)?;
            row.text_places.get(at)
        }
        _ => None,
    });
    blank.or_else(|| span.row?.place.clone()).or_else(|| {
        // A text whose key is not there belongs to a figure that is.
        let (concept, _) = unwritten(report, span)?;
        root.number_places.get(concept.number(Period::Final)?)
    })
}

/// What a placeholder waits for: the row and the words, and the key where the file does not even have that.
pub fn waits_for(report: &Report, span: &WrittenSpan) -> String {
    let mut what = String::new();
    if let Some(row) = span.row.filter(|row| !row.name.is_empty()) {
        let code = row.code.as_ref().map(|code| format!("{code} ")).unwrap_or_default();
        what = format!("{code}{}：", row.name);
    }
    what.push_str(&span.slot.what);
    if let Some((concept, kind)) = unwritten(report, span).filter(|(concept, _)| concept.periods.len() > 1) {
        what.push_str(&format!("，写在“{}”的“{}”里", concept.key, kind.key()));
    }
    what
}

/// The text of the department that a placeholder waits for, if the file does not even have its key.
fn unwritten(report: &Report, span: &WrittenSpan) -> Option<(&'static Concept, TextKind)> {
    let Some(Fact::RootText(at)) = span.slot.text() else { return None };
    let catalogue = report.accounts.catalogue;
    let text = &catalogue.root.texts[at];
    let absent = report.accounts.root.texts[at] == Text::Absent;
    absent.then(|| (&catalogue.concepts[text.concept], text.kind))
}

/// What stood there last year, where the figures file has it as a comment behind the blank, as `juesuan new --from`
/// writes it (上年的原因).
pub fn last_said<'r>(report: &'r Report, span: &WrittenSpan) -> Option<&'r str> {
    let source = &report.accounts.source;
    let (line, _) = source.line_column(place_of(report, span)?.start);
    let (_, comment) = source.text()[source.line_range(line)].split_once("# ")?;
    let said = comment.trim().strip_prefix("上年：")?.trim();
    (!said.is_empty()).then_some(said)
}
