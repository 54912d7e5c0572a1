//! B301 again: a reason that the figures give and the text does not have (数据里的原因没有写).

use super::pairs::Pairs;
use crate::{
    audit::{Checked, Finding},
    diagnostic::Severity,
    figures::{Fact, FinalAccounts},
    phrase::{SlotKind, WrittenSpan},
    report::{self, SentenceView, binding::RowAt, comparable, reading::ReadSentence},
};

pub fn check(checked: &Checked, found: &mut Vec<Finding>) {
    let Some(figures) = checked.figures else { return };
    let text = &checked.bound.accounts;
    let pairs = Pairs::of(checked, figures);
    let draft = report::draft(checked.reading.house, figures, figures);
    let mut before = None;
    for sentence in draft.sentences() {
        let row_of = |group: Option<usize>, row| {
            let (group, row) = group.zip(row)?;
            pairs.back(text, figures, group, row).map(|at| RowAt::Row(group, at))
        };
        let here = read_as(checked, &sentence, row_of(sentence.body().group, sentence.row()));
        let place = here.or(before);
        before = place;
        for span in sentence.spans() {
            let SlotKind::Reason { fact } = span.slot.kind else { continue };
            let words = comparable(draft.words(span));
            let row = row_of(span.body.group, span.row);
            let Some(place) = place.filter(|_| !is_told(text, fact, span, row) && !is_written(checked, &draft, &words))
            else {
                continue;
            };
            // One that is missing for all to see was told.
            let told = |finding: &Finding| {
                let at = place.place(place.range());
                finding.diagnostic.code == "B301"
                    && finding
                        .diagnostic
                        .labels
                        .iter()
                        .any(|label| label.span.start < at.end && at.start < label.span.end)
            };
            if found.iter().any(told) {
                continue;
            }
            let severity = if checked.has_unread(place.section) { Severity::Hint } else { Severity::Warning };
            let message = format!("数据里有原因，文中没有写：{words}");
            let mut finding = checked.at(severity, "B301", place, place.range(), message);
            finding.diagnostic = finding.diagnostic.help("补上这个原因；确实不写的，从数据里删去");
            found.push(finding);
        }
    }
}

/// The sentence of the text that a sentence of the draft is.
fn read_as<'c>(checked: &'c Checked, draft: &SentenceView, row: Option<RowAt>) -> Option<&'c ReadSentence<'c, 'c>> {
    let sentences = checked.reading.sentences.iter().zip(&checked.bound.rows);
    let mut same = sentences.filter(|(read, _)| std::ptr::eq(&read.read.phrase.body, draft.body()));
    let found = match draft.row() {
        Some(_) => same.find(|(_, rows)| row.is_some() && rows.contains(&row)),
        None => same.next(),
    };
    found.map(|(read, _)| read)
}

/// Does the text give a reason there? A row that it does not have is another defect.
fn is_told(text: &FinalAccounts, fact: Fact, span: &WrittenSpan, row: Option<RowAt>) -> bool {
    match (fact, row, span.row.and_then(|row| row.concept), span.body.group) {
        (Fact::RootText(at), ..) => text.root.texts[at].is_present(),
        (Fact::RowText(at), _, Some(concept), Some(group)) => {
            let kind = text.catalogue.groups[group].shape.texts[at].kind;
            let home = text.catalogue.concepts[concept].text(kind);
            home.is_none_or(|home| text.root.texts[home].is_present())
        }
        (Fact::RowText(at), Some(RowAt::Row(group, row)), ..) => text.groups[group][row].texts[at].is_present(),
        _ => true,
    }
}

/// Do the words stand in the text as often as the draft has them?
fn is_written(checked: &Checked, draft: &report::Report, words: &str) -> bool {
    let count = |text: &str| text.matches(words).count();
    let paragraphs = checked.reading.document.narrative().flat_map(|section| &section.paragraphs);
    let written: usize = paragraphs.map(|paragraph| count(paragraph.text.text())).sum();
    let wanted: usize = draft.sentences().map(|sentence| count(&comparable(sentence.text()))).sum();
    written >= wanted
}
