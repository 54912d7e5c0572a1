//! A review for a Word file (对比): what differs from last year as revisions, the questions as comments.

use crate::{
    formats::word::{Difference, Note},
    report::Clean,
    revise::diff::{Review, Row, Run, RunKind},
};

/// What differs, in the order of this year's text; years and numbers of lists are no difference.
pub fn differences(review: &Review) -> Vec<Difference> {
    let mut found = Vec::new();
    let mut behind = 0;
    for row in &review.rows {
        let last = row.last.map_or("", |last| review.last.sentences[last].text);
        let Some(this) = row.this.map(|this| &review.this.sentences[this]) else {
            found.push(Difference { at: behind..behind, last: last.to_owned() });
            continue;
        };
        behind = this.place.end;
        if row.last.is_none() {
            found.push(Difference { at: this.place.clone(), last: String::new() });
            continue;
        }
        let clean = Clean::of(&review.this.reading.document.source, this.place.clone());
        let differs = |run: &&Run| !matches!(run.kind, RunKind::Same | RunKind::Year | RunKind::Number);
        // A sentence over a page break has other letters between; it is not taken apart.
        let apart = clean.text().len() == this.text.len();
        for run in row.runs.iter().filter(differs).filter(|_| apart) {
            found.push(Difference { at: clean.place(run.this.clone()), last: last[run.last.clone()].to_owned() });
        }
    }
    found.sort_by_key(|difference| difference.at.start);
    found
}

/// The questions, each at its sentence of this year.
pub fn questions(review: &Review) -> Vec<Note> {
    let place = |row: &Row| row.this.map(|this| review.this.sentences[this].place.clone());
    let note = |question: &crate::revise::diff::Question| Note {
        at: question.row.and_then(|row| place(&review.rows[row])).unwrap_or(0..0),
        text: format!("{}：{}", question.kind.name(), question.message),
    };
    review.questions.iter().map(note).collect()
}
