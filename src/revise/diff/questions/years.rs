//! Questions about years (年度): last year's, left in this year's text.

use std::ops::Range;

use super::{Question, QuestionKind};
use crate::{
    phrase::{SlotKind, read::Step, scan::Held},
    revise::{
        diff::{Review, Row, RunKind, keys::Role, reasons::words, sentence::Sentence},
        terms,
    },
};

pub(super) fn left(review: &Review, found: &mut Vec<Question>) {
    let (last, now) = (review.last.bound.accounts.year, review.this.bound.accounts.year);
    if last == 0 || now <= last {
        return;
    }
    for (index, row) in review.rows.iter().enumerate() {
        let Some(this) = row.this.map(|this| &review.this.sentences[this]) else { continue };
        let mut years = match this.read {
            Some(read) => stated(review, read, last),
            None => unread(row, this, last),
        };
        years.sort_unstable();
        years.dedup();
        for year in years {
            found.push(Question {
                kind: QuestionKind::YearLeft,
                row: Some(index),
                message: format!("{year}年是上年报告里的年份，今年的报告这里应是{}年", year + (now - last)),
                quote: this.text.to_owned(),
            });
        }
    }
}

/// The years of a sentence that was read, where the phrase has one that follows from the report's.
fn stated(review: &Review, read: usize, last: u16) -> Vec<u16> {
    let years = review.this.reading.sentences[read].read.steps.iter().filter_map(|step| match step {
        Step::Slot { slot, held: Held::Year(year), .. } => match slot.kind {
            SlotKind::Year { offset } if year.checked_add(offset) == Some(last) => Some(*year),
            _ => None,
        },
        _ => None,
    });
    years.collect()
}

/// No title of a document is longer, in bytes.
const LONGEST_TITLE: usize = 150;

/// The years of another sentence that stood in the same place last year, where words make them that report's own or the
/// one before it. In reasons and titles of documents any year may stand.
fn unread(row: &Row, this: &Sentence, last: u16) -> Vec<u16> {
    let same = |at: &Range<usize>| {
        let run = row.runs.partition_point(|run| run.this.end <= at.start);
        row.runs.get(run).is_some_and(|run| run.kind == RunKind::Same && at.end <= run.this.end)
    };
    let titled = |before: &str| {
        let near = &before[before.ceil_char_boundary(before.len().saturating_sub(LONGEST_TITLE))..];
        near.rfind('《') > near.rfind('》')
    };
    let free = |at: &Range<usize>| this.reasons.iter().any(|reason| reason.contains(&at.start));
    let years = this.words.iter().filter(|word| word.role == Role::Year).filter_map(|word| {
        let (before, behind) = (&this.text[..word.range.start], &this.text[word.range.end..]);
        let year: u16 = this.part(word.range.clone()).parse().ok()?;
        let as_of = || words().as_of.iter().any(|as_of| before.ends_with(as_of.as_str()));
        let own = || year == last && (behind.starts_with("年度") || as_of());
        let compared = || year + 1 == last && terms::leads_a_year(before);
        let left = (own() || compared()) && same(&word.range) && !free(&word.range) && !titled(before);
        left.then_some(year)
    });
    years.collect()
}
