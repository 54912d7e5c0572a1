//! What all printers of a review say alike (对比的说法): names of changes, both texts in marked stretches, amounts.

use std::borrow::Cow;

use rust_decimal::Decimal;

use crate::{
    figures::{NumberStyle, amount},
    revise::diff::{Change, FigureChange, Measure, Review, Row, RunKind, Sentence, Side, Wording},
};

/// The kinds of changes in the order in which they are counted.
pub(super) const CHANGES: [Change; 5] =
    [Change::New, Change::Gone, Change::Wording, Change::Figures, Change::Unchanged];

/// What a change is called.
pub(super) fn change_name(change: Change) -> &'static str {
    match change {
        Change::New => "新增",
        Change::Gone => "删去",
        Change::Wording => "措辞",
        Change::Figures => "数字",
        Change::Unchanged => "未变",
    }
}

/// What a change is called in JSON and in classes of the page.
pub(super) fn change_id(change: Change) -> &'static str {
    match change {
        Change::New => "new",
        Change::Gone => "gone",
        Change::Wording => "wording",
        Change::Figures => "figures",
        Change::Unchanged => "unchanged",
    }
}

/// What a run is called in JSON and in classes of the page.
pub(super) fn run_id(kind: RunKind) -> &'static str {
    match kind {
        RunKind::Same => "same",
        RunKind::Number => "number",
        RunKind::Year => "year",
        RunKind::Figure => "figure",
        RunKind::Direction => "direction",
        RunKind::Follows => "follows",
        RunKind::Wording => "wording",
    }
}

/// A stretch of one side.
pub(super) struct Stretch<'t> {
    pub kind: RunKind,
    pub text: &'t str,
}

impl Stretch<'_> {
    /// Should a reader see that it changed? Years and numbers of lists must.
    pub fn is_marked(&self) -> bool {
        !matches!(self.kind, RunKind::Same | RunKind::Year | RunKind::Number)
    }
}

/// A row with both of its sentences.
pub(super) struct Sides<'r, 's> {
    pub last: Option<&'r Sentence<'s>>,
    pub this: Option<&'r Sentence<'s>>,
}

impl<'r, 's> Sides<'r, 's> {
    pub fn of(review: &'r Review<'s>, row: &Row) -> Sides<'r, 's> {
        let last = row.last.map(|last| &review.last.sentences[last]);
        Sides { last, this: row.this.map(|this| &review.this.sentences[this]) }
    }

    /// Where the row stands, this year's place before last year's.
    pub fn section(&self) -> &'r str {
        self.this.or(self.last).map_or("", |sentence| &sentence.section)
    }

    /// Is it a heading?
    pub fn is_heading(&self) -> bool {
        self.this.or(self.last).is_some_and(|sentence| sentence.wording == Wording::Heading)
    }

    /// Both texts in stretches; a sentence without a partner is one.
    pub fn stretches(&self, row: &Row) -> (Vec<Stretch<'r>>, Vec<Stretch<'r>>) {
        let (mut left, mut right) = (Vec::new(), Vec::new());
        if let (Some(last), Some(this)) = (self.last, self.this) {
            for run in &row.runs {
                left.push(Stretch { kind: run.kind, text: &last.text[run.last.clone()] });
                right.push(Stretch { kind: run.kind, text: &this.text[run.this.clone()] });
            }
        } else {
            let whole = |sentence: &'r Sentence| Stretch { kind: RunKind::Same, text: sentence.text };
            left.extend(self.last.map(whole));
            right.extend(self.this.map(whole));
        }
        left.retain(|stretch| !stretch.text.is_empty());
        right.retain(|stretch| !stretch.text.is_empty());
        (left, right)
    }
}

/// 行政运行（决算数） 190.25万元 → 201.37万元，增加 11.12，5.8%.
pub(super) fn told(figure: &FigureChange) -> String {
    let mut out = format!("{} {} → {}", figure.name, figure.last_text, figure.this_text);
    let Some(difference) = figure.difference().filter(|_| figure.concept.is_some()) else { return out };
    out.push_str(if difference.is_sign_negative() { "，减少 " } else { "，增加 " });
    out.push_str(&difference.abs().normalize().to_string());
    match figure.measure {
        Measure::Percent => out.push_str(" 个百分点"),
        Measure::Amount | Measure::Count => {
            out.extend(percent(figure).map(|rate| format!("，{rate}")));
        }
    }
    out
}

/// By how many percent a figure changed.
pub(super) fn percent(figure: &FigureChange) -> Option<String> {
    let rate: Decimal = figure.rate()?.abs();
    let mut out = String::new();
    amount::print_percent(rate, NumberStyle { decimals: 1, trim: true, thousands: false }, &mut out);
    out.push('%');
    Some(out)
}

/// What a side is called, with its unit (金额单位) where the other has another: that is told once, here.
pub(super) fn called<'s>(side: &Side<'s>, other: &Side) -> Cow<'s, str> {
    let unit = side.bound.accounts.unit;
    if unit == other.bound.accounts.unit {
        return Cow::Borrowed(side.name);
    }
    Cow::Owned(format!("{}（金额单位：{}）", side.name, unit.name()))
}

/// The figures that moved and stand in the figures file, for people; what is computed from them is marked in the text.
pub(super) fn moved(row: &Row) -> Vec<&FigureChange> {
    row.figures.iter().filter(|figure| figure.moved() && figure.concept.is_some()).collect()
}

/// 措辞、数字（增减方向相反）.
pub(super) fn label(row: &Row) -> String {
    let mut label = change_name(row.change()).to_owned();
    if row.change() == Change::Wording && row.has_figures() {
        label.push_str("、数字");
    }
    if row.turned {
        label.push_str("，方向相反");
    }
    label
}
