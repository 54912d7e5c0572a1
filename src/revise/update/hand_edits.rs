//! What people had changed (手改), listed so that somebody sees what stays.

use std::ops::Range;

use super::{Kept, merge::Merge};
use crate::{phrase::SpanKind, revise::token::Kind};

impl Merge<'_> {
    /// Walk the edited text: what stands between two words of the base and is not what stood there.
    pub(super) fn list_hand_edits(&mut self) {
        let mut places: Vec<usize> = (0..self.edited.len()).filter(|&token| self.back[token].is_some()).collect();
        places.push(self.edited.len());
        let (mut at, mut of) = (0, 0);
        for place in places {
            let next = self.back.get(place).copied().flatten().unwrap_or(self.base.stream.len());
            let lost = if of <= next && (of..next).all(|token| self.to[token].is_none()) { of..next } else { of..of };
            self.hand_edit(lost, at..place);
            (at, of) = (place + 1, next + 1);
        }
    }

    fn hand_edit(&mut self, base: Range<usize>, edited: Range<usize>) {
        let own = edited.clone().all(|token| !self.taken[token]);
        if (base.is_empty() && edited.is_empty()) || !own {
            return;
        }
        let words = self.edited_words(&edited).to_owned();
        let sentence =
            self.base.sentences.partition_point(|tokens| tokens.end <= base.start).min(self.base.sentences.len() - 1);
        let laid = &self.base.laid.sentences[sentence];
        // What the correction asks for stands there already: no edit of a person's own.
        if !edited.is_empty() && edited.clone().all(|token| self.of_new[token]) {
            return;
        }
        let number = |tokens: &Range<usize>, kinds: &[Kind]| tokens.clone().any(|token| kinds[token] == Kind::Number);
        let slot = laid.spans.iter().any(|span| {
            let tokens = self.base.stream.within(&span.place);
            span.kind == SpanKind::Figure && tokens.start < base.end && base.start < tokens.end
        });
        let figure = slot && number(&base, &self.base.stream.kinds) && number(&edited, &self.edited.kinds);
        let kept =
            Kept { section: laid.section.clone(), base: self.base.words(&base).to_owned(), edited: words, figure };
        self.out.kept.push(kept);
    }
}
