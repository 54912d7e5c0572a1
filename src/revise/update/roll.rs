//! Last year's report carried on (结转): what stays of it is marked.

use super::merge::Merge;
use crate::{
    phrase::SpanKind,
    revise::{
        marks,
        script::{Entry, Pair},
        token::Kind,
    },
};

impl Merge<'_> {
    /// Words of last year that this year's figures ask for anew stay and are marked.
    pub(super) fn roll_words(&mut self, pair: &Pair, at: usize, entry: &Entry) -> bool {
        let ([Some(old), Some(new)], Some(base), Some(sentence)) = (entry.spans, pair.base, pair.new) else {
            return false;
        };
        let old = self.base.laid.sentences[base].spans[old].kind;
        let new = self.new.laid.sentences[sentence].spans[new].kind;
        if old != SpanKind::Reason || new != SpanKind::Placeholder {
            return false;
        }
        let stretch = self.intact(&entry.base).or_else(|| self.region(pair, at).edited);
        let Some(stretch) = stretch.filter(|stretch| !stretch.is_empty()) else { return false };
        let words = self.edited_words(&stretch).to_owned();
        let stop = words.len() - words.trim_end_matches(['。', '.', '；']).len();
        self.mark(self.edited.place(&stretch).end - stop, marks::LAST_REASON);
        self.question(base, "沿用了上年的原因，请核对", words);
        true
    }

    /// Numbers between the first and the last word that was found and are none of last year's figures.
    pub(super) fn mark_unplaced(&mut self) {
        let found = |token: &usize| self.back[*token].is_some();
        let all = 0..self.edited.len();
        let (Some(first), Some(last)) = (all.clone().find(found), all.rev().find(found)) else { return };
        let own = |token: &usize| {
            let number = self.edited.kinds[*token] == Kind::Number && self.back[*token].is_none();
            number && !self.is_replaced(&self.edited.places[*token])
        };
        let unplaced: Vec<usize> = (first..last).filter(own).collect();
        for token in unplaced {
            let unit =
                (token + 1..last).take_while(|&at| matches!(self.edited_words(&(at..at + 1)), "万元" | "元" | "年"));
            let end = unit.last().unwrap_or(token);
            self.mark(self.edited.places[end].end, marks::UNPLACED);
            let base = 0;
            let words = self.edited_words(&(token..end + 1)).to_owned();
            self.question(base, "上年文本里的数，不知道今年是多少", words);
        }
    }
}
