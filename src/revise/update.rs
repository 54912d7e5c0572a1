//! The corrected figures into an edited text (更新): what people wrote stays, what the figures say follows.
//!
//! The edited text is the ground; only places that the two drafts show to have changed are touched. Where a person
//! changed the same words, both versions are marked, and nothing is lost.

mod conflicts;
mod hand_edits;
mod likeness;
mod merge;
mod roll;
mod sentences;
mod turns;

use serde::Serialize;

use likeness::Likeness;

use super::{
    laid::Laid,
    script::{Side, script},
    stream::Vocabulary,
};
use crate::figures::FinalAccounts;

/// The edited text with the corrected figures in it (更新的结果).
#[derive(Debug, Default)]
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
    /// The words of the base draft; empty for what was added.
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
}

/// Carry last year's report on (结转): `last` as drafted from the figures that were read from it, its `text`, and the
/// draft of this year's `figures`, in the unit of the text and rounded as printed. Reasons that this year's figures do
/// not give stay, marked; so do numbers that neither a phrase nor likeness placed.
pub fn roll(last: &Laid, text: &str, new: &Laid, figures: &FinalAccounts) -> Update {
    let mut words = Vocabulary::default();
    let (base, new) = (Side::of(last, &mut words), Side::of(new, &mut words));
    let pairs = script(&base, &new);
    let mut merge = merge::Merge::new((&base, &new, &pairs), text, &mut words);
    merge.rolling = true;
    let mut update = merge.run();
    roll::carry_rest(&mut update, &new, &Likeness::of(figures), &mut words);
    update
}

/// Carry a report on that is in words of its own (样式不明的结转): nothing tells what its sentences were made of, so that
/// only likeness moves figures and years, and all that is left of last year is marked.
pub fn roll_by_likeness(text: &str, figures: &FinalAccounts) -> Update {
    let mut words = Vocabulary::default();
    let mut update = Update { text: text.to_owned(), ..Update::default() };
    let nothing = Laid::default();
    let likeness = Likeness::of(figures);
    roll::carry_rest(&mut update, &Side::of(&nothing, &mut words), &likeness, &mut words);
    update.questions.extend(likeness.unnamed(text));
    update
}

/// Put the changes from `base` to `new` into `edited`.
pub fn update(base: &Laid, edited: &str, new: &Laid) -> Update {
    let mut words = Vocabulary::default();
    let (base, new) = (Side::of(base, &mut words), Side::of(new, &mut words));
    let pairs = script(&base, &new);
    merge::Merge::new((&base, &new, &pairs), edited, &mut words).run()
}
