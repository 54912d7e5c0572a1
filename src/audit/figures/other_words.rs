//! Words that differ from the house's (用词不同): reading tolerates them, a proof-reader should see them.

use std::ops::Range;

use super::walk::{BodyAt, bodies};
use crate::{
    audit::{Checked, Finding},
    diagnostic::Severity,
    phrase::{Piece, Say, Slot, read::Step},
    report::comparable,
};

/// Slips that were tolerated, and accepted spellings that are not the house's own.
pub(super) fn check(checked: &Checked, found: &mut Vec<Finding>) {
    for sentence in &checked.reading.sentences {
        for step in &sentence.read.steps {
            let Step::Slip { range, wanted } = step else { continue };
            let said = &sentence.paragraph.text()[range.clone()];
            let marks = |text: &str| -> String { text.chars().filter(|c| c.is_alphanumeric()).collect() };
            let severity = if marks(said) == marks(wanted) { Severity::Hint } else { Severity::Warning };
            let message = format!("与本样式的用词不同：样式作“{wanted}”");
            let mut finding = checked.at(severity, "B601", sentence, widen(range, sentence.range()), message);
            finding.computed = Some(wanted.clone());
            finding.diagnostic = finding.diagnostic.help("多是漏字、衍字或错标点，照样式改");
            found.push(finding);
        }
    }
    for body in bodies(checked).filter(|body| body.accepted) {
        spelt_otherwise(checked, &body, found);
    }
}

/// The words of an accepted spelling that the house itself writes otherwise, each at its place between the slots.
fn spelt_otherwise(checked: &Checked, body: &BodyAt, found: &mut Vec<Finding>) {
    let Say::Straight(pieces) = &body.variant.say else { return };
    let steps = &body.sentence.read.steps[body.at.1 + 1..];
    let place_of = |slot: &Slot| {
        steps.iter().find_map(|step| match step {
            Step::Slot { range, slot: other, .. } if std::ptr::eq(*other, slot) => Some(range.clone()),
            _ => None,
        })
    };
    let text = body.sentence.paragraph.text();
    let place = |index: usize| match pieces.get(index) {
        Some(Piece::Slot(slot)) => body.body.slots.get(*slot).and_then(place_of),
        _ => None,
    };
    for (index, piece) in pieces.iter().enumerate() {
        let Piece::Text(words) = piece else { continue };
        let words = comparable(words);
        let (before, after) = (index.checked_sub(1).and_then(place), place(index + 1));
        let range = match (&before, &after) {
            (Some(before), Some(after)) if before.end <= after.start => before.end..after.start,
            (None, Some(after)) if index == 0 => {
                let letters = words.chars().count();
                let start = text[..after.start].char_indices().rev().take(letters).last();
                start.map_or(after.start, |(at, _)| at)..after.start
            }
            (Some(before), None) if index + 1 == pieces.len() => {
                let letters = words.chars().count();
                let end = text[before.end..].char_indices().nth(letters);
                before.end..end.map_or(text.len(), |(at, _)| before.end + at)
            }
            _ => continue,
        };
        if range.is_empty() || text[range.clone()] == words {
            continue;
        }
        let message = format!("与本样式的写法不同：样式作“{words}”");
        let mut finding = checked.at(Severity::Hint, "B601", body.sentence, range, message);
        finding.computed = Some(words);
        finding.diagnostic = finding.diagnostic.help("意思不差；要全文一致就照样式改");
        found.push(finding);
    }
}

/// A place that shows something, where a word is missing altogether.
fn widen(range: &Range<usize>, all: Range<usize>) -> Range<usize> {
    if range.is_empty() { all } else { range.clone() }
}
