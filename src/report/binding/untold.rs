//! Rates whose base the text does not print (没有印出基数的比率): nothing that a figures file has a place for.

use std::ops::Range;

use super::{Bound, key_of};
use crate::{
    figures::{Expr, Function},
    phrase::{SlotKind, read::Step, scan::Held},
    report::reading::Reading,
};

impl Bound {
    /// Where completion rates (完成率) stand whose budget the text states nowhere. A budget worked out of a rounded rate
    /// would be an invented one.
    pub fn untold(&self, reading: &Reading) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        for (sentence, rows) in reading.sentences.iter().zip(&self.rows) {
            for (step, row) in sentence.read.steps.iter().zip(rows) {
                let Step::Slot { slot, range, held: Held::Number(_), .. } = step else { continue };
                let (SlotKind::Percent { .. }, Some(Expr::Call(Function::Completion, sides))) =
                    (&slot.kind, slot.value())
                else {
                    continue;
                };
                let Some(Expr::Fact(base)) = sides.last() else { continue };
                let known = key_of(&self.accounts, *base, *row).is_some_and(|key| self.is_there(key));
                if !known {
                    found.push(sentence.place(range.clone()));
                }
            }
        }
        found
    }
}
