//! What a reviewer looks for first (要问的): each kind a question to a sentence, to a figure or to an account.

mod accounts;
mod figures;
mod reasons;
mod sections;
mod unread;
mod wording;
mod years;

use rust_decimal::Decimal;

use super::{Review, Row, RunKind, sentence::Sentence};
use crate::figures::{NumberStyle, amount};

/// What is asked (问的是什么), in the order in which questions are put.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum QuestionKind {
    /// The reason is last year's word for word, and the figures moved (沿用上年的原因).
    ReasonKept,
    /// What this year's report says of last year is not what last year's said (上年数不一致).
    LastDiffers,
    /// A figure is last year's to the cent while others moved (上年的数没有改).
    FigureLeft,
    /// A year word is last year's (年度没有改).
    YearLeft,
    /// A section of last year is gone with all that it said (章节没有了).
    SectionGone,
    /// An account that last year did not have (新增科目).
    AccountNew,
    /// An account that is no longer there (减少科目).
    AccountGone,
    /// A large change, and next to no reason (变动大而原因单薄).
    ReasonThin,
    /// Words that depart from the phrasebook, and did not last year (今年才有的写法).
    WordingDeparts,
}

impl QuestionKind {
    /// All kinds, in the order in which questions are put.
    pub const ALL: [QuestionKind; 9] = [
        QuestionKind::ReasonKept,
        QuestionKind::LastDiffers,
        QuestionKind::FigureLeft,
        QuestionKind::YearLeft,
        QuestionKind::SectionGone,
        QuestionKind::AccountNew,
        QuestionKind::AccountGone,
        QuestionKind::ReasonThin,
        QuestionKind::WordingDeparts,
    ];

    /// Its name in JSON.
    pub fn id(self) -> &'static str {
        match self {
            QuestionKind::ReasonKept => "reason_kept",
            QuestionKind::LastDiffers => "last_differs",
            QuestionKind::FigureLeft => "figure_left",
            QuestionKind::YearLeft => "year_left",
            QuestionKind::SectionGone => "section_gone",
            QuestionKind::AccountNew => "account_new",
            QuestionKind::AccountGone => "account_gone",
            QuestionKind::ReasonThin => "reason_thin",
            QuestionKind::WordingDeparts => "wording_departs",
        }
    }

    /// Its name for people.
    pub fn name(self) -> &'static str {
        match self {
            QuestionKind::ReasonKept => "原因沿用上年",
            QuestionKind::LastDiffers => "上年数与上年公布数不一致",
            QuestionKind::FigureLeft => "数与上年一分不差",
            QuestionKind::YearLeft => "年度没有改",
            QuestionKind::SectionGone => "章节没有了",
            QuestionKind::AccountNew => "新增科目",
            QuestionKind::AccountGone => "减少科目",
            QuestionKind::ReasonThin => "变动大而原因单薄",
            QuestionKind::WordingDeparts => "今年才有的写法",
        }
    }
}

/// Something that a reviewer should look into (要问的一处).
#[derive(Clone, Debug)]
pub struct Question {
    /// What is asked.
    pub kind: QuestionKind,
    /// Which row of the review it is about, if one.
    pub row: Option<usize>,
    /// The question in words.
    pub message: String,
    /// The words that it is about.
    pub quote: String,
}

/// A reason of fewer letters (汉字、数字) than this is thin (原因单薄): it says next to nothing.
pub const THIN: usize = 6;

/// All questions, by kind and then by place.
pub(super) fn ask(review: &Review, threshold: Decimal) -> Vec<Question> {
    let mut found = Vec::new();
    if is_one_year(review) {
        return found;
    }
    reasons::kept(review, &mut found);
    reasons::thin(review, threshold, &mut found);
    reasons::left_out(review, threshold, &mut found);
    let denied = figures::left(review, &mut found);
    figures::last_differs(review, &denied, &mut found);
    figures::left_unread(review, &mut found);
    years::left(review, &mut found);
    unread::ask(review, threshold, &mut found);
    sections::gone(review, &mut found);
    accounts::changed(review, &mut found);
    wording::departs(review, &mut found);
    wording::units(review, &mut found);
    found.sort_by_key(|question| (question.kind, question.row));
    found
}

/// Are they two versions of one year's report (同一年度的两稿), of which nothing is last year's?
fn is_one_year(review: &Review) -> bool {
    let (last, this) = (review.last.bound.accounts.year, review.this.bound.accounts.year);
    let both = |row: &Row| row.last.is_some() && row.this.is_some();
    let same = |row: &Row| both(row) && row.runs.iter().all(|run| run.kind == RunKind::Same);
    last == this && (this > 0 || review.rows.iter().all(same))
}

/// A change of which a sentence speaks (变动).
struct Change {
    /// What changed, and which way.
    what: String,
    /// By which part of what it is measured from.
    rate: Decimal,
}

/// Ask for the reason of a large change, of which `this` says next to nothing.
fn push_thin(
    row: usize,
    (this, reason): (&Sentence, Option<&str>),
    change: Option<Change>,
    threshold: Decimal,
    found: &mut Vec<Question>,
) {
    let large =
        |change: &Change| change.rate.checked_mul(Decimal::ONE_HUNDRED).is_some_and(|percent| percent >= threshold);
    let Some(Change { what, rate }) = change.filter(large) else { return };
    let mut percent = String::new();
    amount::print_percent(rate, NumberStyle { decimals: 1, trim: true, thousands: false }, &mut percent);
    let lack = reason.map_or("没有写原因".to_owned(), |reason| format!("原因只写了“{reason}”"));
    found.push(Question {
        kind: QuestionKind::ReasonThin,
        row: Some(row),
        message: format!("{what} {percent}%，{lack}"),
        quote: reason.unwrap_or(this.text).to_owned(),
    });
}

/// Every row that is in both reports, with its two sentences.
fn pairs<'r, 's>(review: &'r Review<'s>) -> impl Iterator<Item = (usize, &'r Row, &'r Sentence<'s>, &'r Sentence<'s>)> {
    review.rows.iter().enumerate().filter_map(|(index, row)| {
        Some((index, row, &review.last.sentences[row.last?], &review.this.sentences[row.this?]))
    })
}

/// How many letters a text has.
fn letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphanumeric()).count()
}
