//! The corrected figures into an edited text (更新): what people wrote stays, what the figures say follows.
//!
//! The edited text is the ground; only places that the two drafts show to have changed are touched. Where a person
//! changed the same words, both versions are marked, and nothing is lost.

mod again;
mod apart;
mod beside;
mod carry;
mod clauses;
mod conflicts;
mod front;
mod hand_edits;
mod indents;
mod likeness;
mod lines;
mod list_numbers;
mod merge;
mod new_sections;
mod numbering;
mod old_figures;
mod open_marks;
mod own_draft;
mod own_figures;
mod own_forms;
mod own_slots;
mod own_words;
mod owners;
mod pieces;
mod roll;
mod sentences;
mod turns;
mod unplaced;
mod written_amounts;
mod written_years;
mod years;

use std::ops::Range;

use serde::Serialize;

use likeness::Likeness;
pub use open_marks::OPEN;

use super::{
    laid::Laid,
    marks,
    script::{Side, script},
    stream::Vocabulary,
};
use crate::figures::FinalAccounts;

/// The edited text with the corrected figures in it (更新的结果).
#[derive(Debug, Default, Serialize)]
pub struct Update {
    /// The text.
    pub text: String,
    /// What the correction changed, and whether the text followed.
    pub changed: Vec<Changed>,
    /// What people had changed and what stays.
    pub kept: Vec<Kept>,
    /// What both changed.
    pub conflicts: Vec<Conflict>,
    /// What needs eyes though nothing contradicts it.
    pub questions: Vec<Question>,
    /// What makes the text out of the edited one, in its order; none reaches into another.
    pub edits: Vec<Replacement>,
}

/// Words in place of others (替换).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Replacement {
    /// Where the others stand in the edited text.
    pub at: Range<usize>,
    /// What stands there now.
    pub words: String,
}

impl Replacement {
    /// A mark behind a number in a table that a correction may mean (表格里的旧数).
    pub fn mark_cell(at: usize, question: &str) -> Replacement {
        Replacement { at: at..at, words: marks::cell(question) }
    }

    /// The text with all of them in it; they are in their order, and none reaches into another.
    pub fn apply(edits: &[Replacement], text: &str) -> String {
        let mut out = String::with_capacity(text.len() + 256);
        let mut at = 0;
        for edit in edits {
            out.push_str(&text[at..edit.at.start]);
            out.push_str(&edit.words);
            at = edit.at.end;
        }
        out.push_str(&text[at..]);
        out
    }

    /// Is it a mark for a person to settle, and no text (标记)?
    pub fn is_mark(&self) -> bool {
        marks::is_mark(&self.words)
    }

    /// The mark without its brackets (批注的话).
    pub fn remark(&self) -> &str {
        self.words.trim_start_matches('【').trim_end_matches('】')
    }
}

impl Update {
    /// Put words in the place of others in the text that stands now.
    fn replace(&mut self, place: Range<usize>, words: &str) {
        if place.is_empty() && marks::is_mark(words) {
            return self.insert_mark(place.start, words);
        }
        self.text.replace_range(place.clone(), words);
        let mut shift = 0;
        let (mut first, mut last) = (0, 0);
        // Where it stands in the edited text, and what earlier changes leave before and behind it.
        let (mut at, mut before, mut behind) = (place.clone(), String::new(), String::new());
        for (index, edit) in self.edits.iter().enumerate() {
            let start = edit.at.start.wrapping_add(shift);
            let end = start + edit.words.len();
            shift = shift.wrapping_add(edit.words.len()).wrapping_sub(edit.at.len());
            if end <= place.start {
                (first, last) = (index + 1, index + 1);
                at = place.start.wrapping_sub(shift)..place.end.wrapping_sub(shift);
            } else if start < place.end {
                last = index + 1;
                if start <= place.start {
                    edit.words[..place.start - start].clone_into(&mut before);
                    at.start = edit.at.start;
                }
                at.end = place.end.wrapping_sub(shift);
                if end >= place.end {
                    edit.words[place.end - start..].clone_into(&mut behind);
                    at.end = edit.at.end;
                }
            }
        }
        self.edits.splice(first..last, [Replacement { at, words: format!("{before}{words}{behind}") }]);
    }

    /// Put a mark into the text that stands now.
    fn insert_mark(&mut self, at: usize, mark: &str) {
        self.text.insert_str(at, mark);
        // How much longer the text is than the edited one up to here.
        let mut shift = 0;
        for (index, edit) in self.edits.iter_mut().enumerate() {
            let start = edit.at.start.wrapping_add(shift);
            if at < start {
                break;
            }
            let inside = at - start;
            if inside < edit.words.len() || inside == edit.words.len() && !edit.at.is_empty() {
                let behind = edit.at.end;
                let rest = edit.words.split_off(inside);
                let new = [mark.to_owned(), rest].into_iter().filter(|words| !words.is_empty());
                let new: Vec<_> = new.map(|words| Replacement { at: behind..behind, words }).collect();
                self.edits.splice(index + 1..index + 1, new);
                return;
            }
            shift = shift.wrapping_add(edit.words.len()).wrapping_sub(edit.at.len());
        }
        let at = at.wrapping_sub(shift);
        let index = self.edits.partition_point(|edit| edit.at.start <= at);
        self.edits.insert(index, Replacement { at: at..at, words: mark.to_owned() });
    }
}

/// How a change of the draft got into the text (去向).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// It was put there.
    Followed,
    /// It stood there already.
    Already,
    /// A person changed the same words.
    Conflict,
    /// A person's words stay in its place.
    Kept,
}

/// A figure, word or sentence that the correction changed (跟着改的).
#[derive(Clone, Debug, Serialize)]
pub struct Changed {
    /// The section's title.
    pub section: String,
    /// The sentence's id.
    pub sentence: String,
    /// The concept, where a slot changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub concept: Option<String>,
    /// The row it speaks of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<String>,
    /// The words of the base draft; empty for what is new.
    pub old: String,
    /// The words of the new draft; empty for what is gone.
    pub new: String,
    /// What became of it.
    pub outcome: Outcome,
}

/// What a person had changed (手改).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Kept {
    /// The section's title in the base draft.
    pub section: String,
    /// The words of the base draft, where it is a figure those of the new one; empty for what was added.
    pub base: String,
    /// The person's words; empty for what was deleted.
    pub edited: String,
    /// Is it a figure that differs from the figures file (手改数字与数据不一致)?
    pub figure: bool,
}

/// What both changed (冲突).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Conflict {
    /// The section's title.
    pub section: String,
    /// The words of the base draft.
    pub base: String,
    /// The person's words.
    pub edited: String,
    /// The words of the new draft.
    pub new: String,
    /// For one that an earlier update left, the words before it in the text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub left: Option<String>,
}

/// What somebody should look at (请核).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Question {
    /// The section's title.
    pub section: String,
    /// The sentence's id.
    pub sentence: String,
    /// What to look at.
    pub message: String,
    /// The words in the text.
    pub words: String,
    /// Where a number stands in the edited text that is asked about whatever it is part of.
    #[serde(skip)]
    pub at: Option<Range<usize>>,
}

/// Carry last year's report on (结转): `last` as drafted from the figures that were read from it, its `text`, and the
/// draft of this year's `figures`, in the unit of the text and rounded as printed. Reasons that this year's figures do
/// not give stay, marked; so do numbers that neither a phrase nor likeness placed.
pub fn roll(last: &Laid, text: &str, new: &Laid, figures: &FinalAccounts) -> Update {
    let mut words = Vocabulary::default();
    let (last, apart) = apart::reasons_apart(last);
    let (base, new) = (Side::of(&last, &mut words), Side::of(new, &mut words));
    let told = own_words::in_own_words((&base, &new), text, figures, &mut words);
    let own = told.as_ref().map(|(last, new, _)| (Side::of(last, &mut words), Side::of(new, &mut words)));
    let (base, new) = own.as_ref().map_or((&base, &new), |(base, new)| (base, new));
    let pairs = script(base, new);
    let mut merge = merge::Merge::new((base, new, &pairs), text, &mut words);
    (merge.rolling, merge.apart) = (true, &apart);
    let mut update = merge.run();
    let numbers = list_numbers::count_anew(&mut update, text);
    roll::carry_rest(&mut update, new, (&Likeness::of(figures), &numbers, &apart), &mut words);
    update.questions.extend(told.into_iter().flat_map(|(_, _, questions)| questions));
    update
}

/// Carry a report on that is in words of its own (样式不明的结转): nothing tells what its sentences were made of, so that
/// only likeness moves figures and years, and all that is left of last year is marked.
pub fn roll_by_likeness(text: &str, figures: &FinalAccounts) -> Update {
    let mut words = Vocabulary::default();
    let mut update = Update { text: text.to_owned(), ..Update::default() };
    let nothing = Laid::default();
    let likeness = Likeness::of(figures);
    roll::carry_rest(&mut update, &Side::of(&nothing, &mut words), (&likeness, &[], &[]), &mut words);
    update.questions.extend(likeness.unnamed(text));
    update
}

/// Put the changes from `base` to `new` into `edited`.
pub fn update(base: &Laid, edited: &str, new: &Laid) -> Update {
    let mut words = Vocabulary::default();
    let (base, new) = (Side::of(base, &mut words), Side::of(new, &mut words));
    let pairs = script(&base, &new);
    let update = merge::Merge::new((&base, &new, &pairs), edited, &mut words).run();
    if again::may_be_updated(&update, edited) && again::is_updated(&base, &new, edited, &mut words) {
        again::stands(update, edited)
    } else {
        update
    }
}
