//! Amounts in Chinese numerals (汉字写的金额): nothing tells what 六万元 is this year, so that each is marked.

use std::ops::Range;

use super::roll::Rest;
use crate::{phrase::numerals::amount_length, revise::marks};

impl Rest<'_> {
    /// Mark those of a piece that this year's draft does not have there.
    pub(super) fn written_amounts(&mut self, piece: &Range<usize>) {
        let mut done = 0;
        for token in piece.clone() {
            let start = self.rolled.places[token].start;
            let Some(length) = amount_length(&self.text[start..]).filter(|_| start >= done) else { continue };
            done = start + length;
            let mut tokens = self.rolled.within(&(start..done));
            if !tokens.all(|token| self.is_placed(token)) && !self.text[done..].starts_with(marks::UNPLACED) {
                self.unplaced(start..done);
            }
        }
    }
}
