//! Last year's report beside this year's (对比): sentences aligned by what they say, figures apart from wording.
//!
//! A [`Side`] is a report as read; [`diff`] pairs the sentences of two (`pairs`), marks what changed inside
//! each pair (`runs`), and lists first what a reviewer should look into (`questions`). Figures
//! and years differ from year to year, and words that follow from them; only what is left is a change of wording.

mod doubts;
mod figures;
mod keys;
mod pairs;
mod questions;
pub(super) mod reasons;
mod runs;
mod sentence;
mod side;

use rust_decimal::Decimal;

pub use figures::{FigureChange, Measure};
pub use questions::{Question, QuestionKind};
pub use runs::{Run, RunKind};
pub use sentence::{Sentence, Wording};
pub use side::Side;

/// A sentence of last year, of this year, or both (一对句子).
#[derive(Debug)]
pub struct Row {
    /// Which sentence of last year; none for a new one.
    pub last: Option<usize>,
    /// Which sentence of this year; none for one that is gone.
    pub this: Option<usize>,
    /// Both texts in stretches, side by side.
    pub runs: Vec<Run>,
    /// The figures that are in both and differ.
    pub figures: Vec<FigureChange>,
    /// Is a direction (增减方向) another one?
    pub turned: bool,
}

/// What became of a sentence (变化类别).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Change {
    /// Only in this year's report.
    New,
    /// Only in last year's report.
    Gone,
    /// The wording changed, and maybe figures.
    Wording,
    /// Figures changed, and the words that follow from them.
    Figures,
    /// Nothing but years and numbering changed.
    Unchanged,
}

impl Row {
    /// What became of the sentence.
    pub fn change(&self) -> Change {
        let has = |kinds: &[RunKind]| self.runs.iter().any(|run| kinds.contains(&run.kind));
        match (self.last, self.this) {
            (None, _) => Change::New,
            (_, None) => Change::Gone,
            _ if has(&[RunKind::Wording]) => Change::Wording,
            _ if has(&[RunKind::Figure, RunKind::Direction, RunKind::Follows]) => Change::Figures,
            _ => Change::Unchanged,
        }
    }

    /// Do figures differ, whatever became of the wording?
    pub fn has_figures(&self) -> bool {
        self.turned || self.runs.iter().any(|run| matches!(run.kind, RunKind::Figure | RunKind::Direction))
    }
}

/// Last year's report and this year's, sentence by sentence (对比结果).
pub struct Review<'s> {
    /// Last year's.
    pub last: &'s Side<'s>,
    /// This year's.
    pub this: &'s Side<'s>,
    /// The sentences in the order of this year; one that is gone stands behind the one it stood behind.
    pub rows: Vec<Row>,
    /// What a reviewer should look into, by kind and then by place.
    pub questions: Vec<Question>,
}

impl Review<'_> {
    /// How many sentences of that kind there are.
    pub fn count(&self, change: Change) -> usize {
        self.rows.iter().filter(|row| row.change() == change).count()
    }

    /// Does anything differ but years, figures, and the words that follow from them?
    pub fn needs_person(&self) -> bool {
        let own = |row: &Row| matches!(row.change(), Change::New | Change::Gone | Change::Wording);
        !self.questions.is_empty() || self.rows.iter().any(own)
    }
}

/// A change of so many percent needs a reason, unless another threshold is set (变动幅度).
pub const THRESHOLD: Decimal = Decimal::TEN;

/// Compare two reports; a change of `threshold` percent or more is asked for its reason.
pub fn diff<'s>(last: &'s Side<'s>, this: &'s Side<'s>, threshold: Decimal) -> Review<'s> {
    let paired = pairs::pairs(&last.sentences, &this.sentences);
    let row = |(before, now): (Option<usize>, Option<usize>)| match (before, now) {
        (Some(before), Some(now)) => {
            let (one, other) = (&last.sentences[before], &this.sentences[now]);
            let figures = figures::changes((last, one), (this, other));
            let runs = runs::runs(one, other, follows(last, this, one, other));
            let turned = runs.iter().any(|run| run.turned) || figures::turned(one, other);
            Row { last: Some(before), this: Some(now), runs, figures, turned }
        }
        _ => Row { last: before, this: now, runs: Vec::new(), figures: Vec::new(), turned: false },
    };
    // A part that only one of them has, as a draft has only part three, is nothing that changed.
    let (parts_of_last, parts_of_this) = (last.parts(), this.parts());
    let counts = |pair: &(Option<usize>, Option<usize>)| match *pair {
        (Some(before), None) => parts_of_this.contains(&last.sentences[before].part),
        (None, Some(now)) => parts_of_last.contains(&this.sentences[now].part),
        _ => true,
    };
    let rows = paired.into_iter().filter(counts).map(row).collect();
    let mut review = Review { last, this, rows, questions: Vec::new() };
    review.questions = questions::ask(&review, threshold);
    review
}

/// Do the words follow from the figures? In one house style a phrase has its variants for that.
fn follows(last: &Side, this: &Side, one: &Sentence, other: &Sentence) -> bool {
    let own = |sentence: &Sentence| sentence.wording == Wording::Own;
    own(one) && own(other) && last.reading.house.name == this.reading.house.name && one.phrase == other.phrase
}
