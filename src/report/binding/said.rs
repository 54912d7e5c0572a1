//! What a sentence says by its choice of words (言下之意): the condition of the variant that was read holds.

use super::{Binder, rows::RowAt, solve};
use crate::{
    figures::{Expr, Fact, Period, Text, expr::Operator},
    report::reading::ReadSentence,
};

impl Binder {
    /// What a sentence says by its choice of words: equalities hold.
    pub(super) fn condition(&mut self, expr: &Expr, row: Option<RowAt>, sentence: &ReadSentence) {
        match expr {
            Expr::Binary(Operator::And, left, right) => {
                self.condition(left, row, sentence);
                self.condition(right, row, sentence);
            }
            Expr::Binary(Operator::Equal, left, right) => {
                if let (Expr::Fact(Fact::RootText(text)), Expr::Text(words)) = (&**left, &**right) {
                    self.bound.accounts.root.texts[*text] = Text::Given(vec![words.clone()]);
                }
                let side = |expr: &Expr| match expr {
                    Expr::Fact(fact) => self.key(*fact, row).map(solve::Side::Key),
                    Expr::Number(number) => Some(solve::Side::Number(*number)),
                    _ => None,
                };
                if let (Some(left), Some(right)) = (side(left), side(right)) {
                    let place = sentence.place(sentence.range());
                    self.equalities.push(solve::Equality { left, right, place, alternative: false });
                }
            }
            // What every department has is nothing, rather than not there.
            Expr::Binary(Operator::Or, left, right) if self.is_needed(left) => self.condition(right, row, sentence),
            Expr::Binary(Operator::Or, left, right) if absent_or_zero(left, right).is_some() => {
                let key = absent_or_zero(left, right).and_then(|fact| self.key(fact, row));
                self.nothing.extend(key.map(|key| (key, sentence.place(sentence.range()))));
            }
            // 持平, or neither year has any: a figure that is not zero leaves only the first.
            Expr::Binary(Operator::Or, left, _) => {
                let before = self.equalities.len();
                self.condition(left, row, sentence);
                self.equalities[before..].iter_mut().for_each(|equality| equality.alternative = true);
            }
            _ => {}
        }
    }

    /// Is it the absence of a figure that no department is without?
    fn is_needed(&self, expr: &Expr) -> bool {
        let Expr::Not(inner) = expr else { return false };
        let Expr::Has(Fact::RootNumber(at)) = **inner else { return false };
        let catalogue = self.bound.accounts.catalogue;
        let number = &catalogue.root.numbers[at];
        number.period == Period::Final && catalogue.concepts[number.concept].required
    }
}

/// The figure that is zero if it is there at all.
fn absent_or_zero(left: &Expr, right: &Expr) -> Option<Fact> {
    let (Expr::Not(inner), Expr::Binary(Operator::Equal, fact, zero)) = (left, right) else { return None };
    match (&**inner, &**fact, &**zero) {
        (Expr::Has(absent), Expr::Fact(fact), Expr::Number(zero)) if absent == fact && zero.is_zero() => Some(*fact),
        _ => None,
    }
}
