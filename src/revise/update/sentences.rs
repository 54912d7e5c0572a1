//! Whole sentences that the correction takes away or brings (整句的来去).

use std::ops::{ControlFlow, Range};

use super::{
    Changed, Outcome, Replacement,
    merge::{Merge, whole},
    pieces::SOME_WORDS,
};
use crate::{
    phrase::SpanKind,
    revise::{
        laid::{LaidSentence, LaidSpan},
        marks,
        script::Pair,
        token::Kind,
    },
};

/// What is said of a sentence that stays though the correction has it no more.
const KEPT: &str = "更正后没有这一句了，因为有手改，保留了原句";

impl Merge<'_> {
    /// A sentence that the new draft has no more.
    pub(super) fn gone(&mut self, index: usize, base: usize) {
        let tokens = self.base.sentences[base].clone();
        if tokens.is_empty() {
            return;
        }
        let all = self.base.stream.weigh(tokens.clone());
        let found = self.base.stream.weigh(tokens.clone().filter(|&token| self.to[token].is_some()));
        let place = self.intact(&tokens).or_else(|| self.numbered_otherwise(&tokens));
        let place = place.or_else(|| self.intact_but_for_questions(&tokens));
        let outcome = if !self.rolling && self.was_carried(&tokens) {
            Outcome::Already
        } else if let Some(place) = place.filter(|place| self.rolling || !self.is_remarked(place)) {
            self.edit(self.edited.end_before(place.start)..self.edited.places[place.end - 1].end, "");
            if self.rolling {
                self.ask_for_reason(index, base);
            }
            Outcome::Followed
        } else if found * 2 < all && !self.is_other_reason(base) || self.is_of_new(&tokens) || !self.has_amount(base) {
            Outcome::Already
        } else {
            let last = tokens.clone().rev().find_map(|token| self.to[token]).unwrap_or(0);
            let end = self.line_end(self.edited.places[last].end);
            let marked = self.edits.iter().any(|edit| edit.at == (end..end) && edit.words == marks::VANISHED);
            let before = self.edited.places[last].end;
            if let Some(at) = self.text[before..end].find(marks::VANISHED).filter(|_| !self.rolling) {
                // An earlier update marked it, and what came then stands behind the mark.
                self.told.push(before + at..before + at);
                self.question(base, KEPT, self.base.words(&tokens).to_owned());
            } else if !marked {
                self.mark(end, marks::VANISHED);
                let words = self.base.words(&tokens).to_owned();
                self.question(base, KEPT, words);
            }
            Outcome::Kept
        };
        self.whole_sentence(&self.base.laid.sentences[base], [self.base.words(&tokens), ""], outcome);
    }

    /// Where an item stands whole under another number.
    fn numbered_otherwise(&self, tokens: &Range<usize>) -> Option<Range<usize>> {
        let body = self.base.stream.body(tokens);
        let place = self.intact(&body).filter(|_| body.start > tokens.start)?;
        let piece = self.edited.pieces.iter().find(|piece| piece.contains(&place.start))?;
        (self.edited.body(piece).start == place.start).then_some(piece.start..place.end)
    }

    /// Where a sentence stands whole but for questions that an earlier update wrote into it: nobody has worked at it.
    fn intact_but_for_questions(&self, tokens: &Range<usize>) -> Option<Range<usize>> {
        let first = self.to[tokens.start]?;
        let is_question = |at: usize| marks::has_turn(self.edited_words(&(at..at + 1))) && self.edited.is_ours(at);
        let end = tokens.clone().try_fold(first, |at, token| {
            let place = self.to[token].filter(|place| *place >= at)?;
            (at..place).all(is_question).then_some(place + 1)
        });
        Some(first..end?)
    }

    /// Is a token of the base one of a sentence that the new draft has no more?
    fn is_of_gone(&self, token: usize) -> bool {
        let sentence = |base: usize| self.base.sentences[base].contains(&token);
        self.pairs.iter().any(|pair| pair.new.is_none() && pair.base.is_some_and(sentence))
    }

    /// Does all that the base has in a line go, and a person wrote more behind it? Alone it would say nothing.
    fn is_remarked(&self, place: &Range<usize>) -> bool {
        let line = self.edited.within(&self.line(place.start));
        let own = |&token: &usize| self.back[token].is_none() && !self.taken[token] && !self.edited.is_ours(token);
        line.clone().all(|token| self.back[token].is_none_or(|of| self.is_of_gone(of)))
            && self.edited.weigh(line.filter(own)) >= SOME_WORDS
    }

    /// Where sentences go at the head of a line and a person's words behind them stay, these keep the line.
    pub(super) fn keep_lines(&self, edits: &mut [Replacement]) {
        for at in 0..edits.len() {
            let goes = |edit: &Replacement| edit.words.is_empty() && !edit.at.is_empty();
            let range = edits[at].at.clone();
            let glue = self.text[range.clone()].find(|c: char| !c.is_whitespace()).unwrap_or(0);
            if !goes(&edits[at]) || !self.text[range.start..range.start + glue].contains('\n') {
                continue;
            }
            let end =
                edits[at + 1..].iter().try_fold(range.end, |end, next| match goes(next) && next.at.start <= end {
                    true => ControlFlow::Continue(end.max(next.at.end)),
                    false => ControlFlow::Break(end),
                });
            let (ControlFlow::Continue(end) | ControlFlow::Break(end)) = end;
            let next = self.edited.places.partition_point(|place| place.start < end);
            let Some(place) = self.edited.places.get(next) else { continue };
            if self.back[next].is_none_or(|of| self.is_of_gone(of)) && !self.text[end..place.start].contains('\n') {
                edits[at].at.start += glue;
            }
        }
    }

    /// A sentence that the base draft did not have, behind what stood before it.
    pub(super) fn come(&mut self, new: usize, behind: usize) {
        let tokens = self.new.sentences[new].clone();
        if tokens.is_empty() {
            return;
        }
        let already = self.at_new_place(&tokens).is_some();
        if let Some(kept) = (!already).then(|| self.is_back(&tokens)).flatten() {
            let laid = &self.new.laid.sentences[new];
            self.question_in(laid, "更正后又有这一句了，按手改的保留，请核对数字", kept);
            return self.whole_sentence(laid, ["", self.new.words(&tokens)], Outcome::Kept);
        }
        if !already {
            let mut words = self.new.words_after(&tokens).to_owned();
            let before = (0..behind).rev().find_map(|token| self.to[token]);
            let mut place = match before {
                Some(token) if words.starts_with(['\n', '\r']) => self.line_end(self.edited.places[token].end),
                Some(token) => self.edited.places[token].end,
                None => (behind..self.to.len())
                    .find_map(|token| self.to[token])
                    .map_or(self.text.len(), |token| self.edited.end_before(token)),
            };
            // Where a person took the full stop away or wrote another, one has to part the two.
            if let Some((stop, last)) = self.lost_stop(behind).filter(|_| !words.starts_with(['\n', '\r'])) {
                match self.edited.kinds.get(last + 1) {
                    Some(Kind::Mark) if self.back[last + 1].is_none() => place = self.edited.places[last + 1].end,
                    _ => words.insert_str(0, stop),
                }
            }
            let heading = self.new.laid.sentences[new].id.starts_with('#');
            let words = if heading { words } else { self.indented(words, behind) };
            self.edit(place..place, words);
        }
        let outcome = if already { Outcome::Already } else { Outcome::Followed };
        self.whole_sentence(&self.new.laid.sentences[new], ["", self.new.words(&tokens)], outcome);
    }

    /// The mark that ends what stands before a token of the base, if the edited text has the word before it alone, and
    /// where that stands.
    fn lost_stop(&self, behind: usize) -> Option<(&str, usize)> {
        let stop = behind.checked_sub(1).filter(|&stop| self.to[stop].is_none())?;
        let last = self.to[stop.checked_sub(1)?]?;
        (self.base.stream.kinds[stop] == Kind::Mark).then(|| (self.base.words(&(stop..behind)), last))
    }

    /// Does the new draft say more of what stands there than the sentence that goes? Then an earlier update took the
    /// sentence away, and what is like it is another one.
    fn is_of_new(&self, base: &Range<usize>) -> bool {
        let found: Vec<usize> = base.clone().filter_map(|token| self.to[token]).collect();
        let pieces = self.edited.pieces.iter().filter(|piece| found.iter().any(|token| piece.contains(token)));
        // A sentence that is written elsewhere now is this one, moved by the correction.
        let comes = |of: usize| {
            let pair = self.pairs.iter().find(|pair| pair.new.is_some_and(|new| self.new.sentences[new].contains(&of)));
            let new = pair.filter(|pair| pair.base.is_none()).and_then(|pair| pair.new);
            new.is_some_and(|new| self.at_new_place(&self.new.sentences[new]).is_none())
        };
        let own = pieces.cloned().flatten().filter(|&token| self.new_back[token].is_some_and(|of| !comes(of)));
        self.edited.weigh(own) >= self.edited.weigh(found.iter().copied())
    }

    /// Did a person give another reason in a sentence (主要原因：…) and leave the words that lead in?
    fn is_other_reason(&self, base: usize) -> bool {
        let tokens = self.base.sentences[base].clone();
        let reason = !self.rolling && self.base.laid.sentences[base].spans.iter().any(LaidSpan::is_reason);
        let Some(first) = self.to[tokens.start].filter(|_| reason) else { return false };
        let piece = self.edited.pieces.iter().find(|piece| piece.start == first);
        piece.is_some_and(|piece| piece.clone().all(|token| self.back[token].is_none_or(|of| tokens.contains(&of))))
    }

    /// Does an amount of a sentence stand in the text? Without any, what is found are words that every such sentence has.
    fn has_amount(&self, base: usize) -> bool {
        let spans = &self.base.laid.sentences[base].spans;
        let figures = spans.iter().filter(|span| span.kind == SpanKind::Figure);
        let mut amounts = figures
            .map(|span| self.base.stream.within(&span.place))
            .filter(|tokens| !tokens.is_empty() && !self.base.words(tokens).ends_with('%'))
            .peekable();
        amounts.peek().is_none() || amounts.any(|tokens| self.intact(&tokens).is_some())
    }

    fn whole_sentence(&mut self, laid: &LaidSentence, [old, new]: [&str; 2], outcome: Outcome) {
        self.stood.push(self.base.stream.len());
        self.out.changed.push(Changed {
            section: laid.section.clone(),
            sentence: laid.id.clone(),
            concept: None,
            row: None,
            old: old.to_owned(),
            new: new.to_owned(),
            outcome,
        });
    }

    /// Where a sentence of the new draft alone stands already: nowhere in the base, or behind what it stands behind.
    fn at_new_place(&self, new: &Range<usize>) -> Option<Range<usize>> {
        let place = whole(&self.new_to, new)?;
        let free = place.clone().all(|token| self.back[token].is_none());
        let before = self.behind_deleted(new.start).checked_sub(1).and_then(|token| self.new_to[token]);
        let behind = match place.start.checked_sub(1) {
            // What an earlier update asks for in its stead counts as well.
            Some(edited) => before == Some(edited) || marks::is_mark(self.edited_words(&(edited..edited + 1))),
            None => new.start == 0,
        };
        // No earlier update has put this year's words into last year's report.
        (free || behind && !self.rolling).then_some(place)
    }

    /// Where the sentences of the new draft end that stand before a token and that nobody deleted.
    fn behind_deleted(&self, token: usize) -> usize {
        let ending = |end: usize| {
            let sentence = |pair: &&Pair| pair.new.is_some_and(|new| self.new.sentences[new].end == end);
            self.pairs
                .iter()
                .filter(sentence)
                .find(|pair| pair.new.is_some_and(|new| !self.new.sentences[new].is_empty()))
        };
        let deleted = |pair: &&Pair| {
            pair.base.is_some_and(|base| {
                let tokens = self.base.sentences[base].clone();
                let all = self.base.stream.weigh(tokens.clone());
                self.base.stream.weigh(tokens.filter(|&token| self.to[token].is_some())) * 2 < all
            })
        };
        let mut end = token;
        while end > 0 && self.new_to[end - 1].is_none() {
            let Some(new) = ending(end).filter(deleted).and_then(|pair| pair.new) else { break };
            end = self.new.sentences[new].start;
        }
        end
    }

    /// Does what is found of a sentence that goes stand in one that the new draft has anew?
    fn was_carried(&self, base: &Range<usize>) -> bool {
        let found: Vec<usize> = base.clone().filter_map(|token| self.to[token]).collect();
        let mut standing = self.pairs.iter().filter_map(|pair| {
            let tokens = Some(&self.new.sentences[pair.new?]).filter(|tokens| !tokens.is_empty())?;
            if pair.base.is_none() { self.at_new_place(tokens) } else { whole(&self.new_to, tokens) }
        });
        !found.is_empty() && standing.any(|place| found.iter().all(|token| place.contains(token)))
    }
}
