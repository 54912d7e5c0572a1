//! Pieces of a sentence that the correction takes away (应删去的词句), where a person has touched them.

use std::ops::Range;

use super::{
    Outcome,
    clauses::CLAUSES,
    conflicts::Region,
    merge::{Merge, whole},
};
use crate::revise::{
    script::{Entry, Pair},
    stream::Stream,
    token::Kind,
};

/// Words that weigh this much are a clause of their own.
pub(super) const SOME_WORDS: usize = 8;

impl Merge<'_> {
    /// What becomes of a piece that the new draft has no more and that does not stand whole in the edited text, or where both
    /// versions are shown; none where its number is asked about as any other.
    pub(super) fn gone_piece(
        &mut self,
        pair: &Pair,
        at: usize,
        loose: bool,
        region: &Region,
    ) -> Option<Result<Outcome, Region>> {
        let entry = &pair.entries[at];
        let number = entry.base.clone().any(|token| self.base.stream.kinds[token] == Kind::Number);
        if loose && number {
            return None;
        }
        if self.rolling {
            let followed = self.roll_phrase(pair, at, region);
            return Some(Ok(if followed { Outcome::Followed } else { Outcome::Kept }));
        }
        // Where a person changed marks of punctuation alone, it goes with them.
        if let Some(place) = self.stands_but_for_marks(&entry.base).filter(|_| !loose) {
            self.edit(self.edited.end_before(place.start)..self.edited.places[place.end - 1].end, "");
            return Some(Ok(Outcome::Followed));
        }
        let asked = !loose && (number || self.says(pair, entry));
        let is_mark = |token: usize| self.edited.kinds[token] == Kind::Mark && !self.edited.is_ours(token);
        let deleted = region.edited.clone().is_none_or(|mut stretch| stretch.all(is_mark));
        // A person deleted it, too, all of it or the most, or moved it elsewhere.
        let moved = self.moved(&entry.base).filter(|_| asked && deleted);
        let untouched = || entry.base.clone().all(|token| self.to[token].is_none());
        Some(match moved {
            // What the new draft has in another place stands there already.
            Some(place) if self.is_elsewhere(&place, &entry.new) => Ok(Outcome::Already),
            Some(place) => Err(Region { edited: Some(place), ..region.clone() }),
            None if deleted && untouched() => Ok(Outcome::Already),
            None if deleted || !asked => Ok(Outcome::Kept),
            None => Err(region.clone()),
        })
    }

    /// Did a person move the words that come to where they stand now, in the line of their sentence?
    pub(super) fn is_moved_already(&self, pair: &Pair, new: &Range<usize>) -> bool {
        let place = without_marks(&self.new.stream, new).and_then(|words| whole(&self.new_to, &words));
        let Some(place) = place.filter(|place| self.line_of(pair).is_some_and(|at| self.in_one_line(at, place.start)))
        else {
            return false;
        };
        // Where they stood as they were, they are taken away and written anew.
        let of = self.back[place.start];
        let gone = |entry: &&Entry| entry.new.is_empty() && of.is_some_and(|of| entry.base.contains(&of));
        pair.entries.iter().find(gone).is_some_and(|entry| self.intact(&entry.base).is_none())
    }

    /// Where the words of a piece stand side by side in another place, the marks around them apart.
    fn moved(&self, base: &Range<usize>) -> Option<Range<usize>> {
        whole(&self.to, &without_marks(&self.base.stream, base)?)
    }

    /// Where a piece stands whole but for marks of punctuation that a person wrote in the place of others.
    fn stands_but_for_marks(&self, base: &Range<usize>) -> Option<Range<usize>> {
        let word = without_marks(&self.base.stream, base)?.start;
        let start = self.to[word]?.checked_sub(word - base.start)?;
        let place = start..start + base.len();
        // A bracket there begins words of a person's own, and where the mark itself is found they stand before it.
        let other = |token: usize, at: usize| {
            let gone = CLAUSES.contains(&self.base.stream.ids[token]) && self.to[token].is_none();
            gone && self.back[at].is_none() && CLAUSES.contains(&self.edited.ids[at])
        };
        let stands = |(token, at): (usize, usize)| self.to[token] == Some(at) || other(token, at);
        let whole = place.end <= self.edited.len() && base.clone().zip(place.clone()).all(stands);
        (whole && self.in_one_line(place.start, place.end - 1)).then_some(place)
    }

    /// Is it a clause of its own, or a reason?
    fn says(&self, pair: &Pair, entry: &Entry) -> bool {
        let spans = pair.base.map_or(&[][..], |base| &self.base.laid.sentences[base].spans);
        let reason = entry.spans[0].is_some_and(|span| spans[span].is_reason());
        reason || self.base.stream.weigh(entry.base.clone()) >= SOME_WORDS
    }

    /// Do a few words of the base stand in a sentence that a person wrote, beside none of their neighbours? Cut out they
    /// would leave a hole in it. A comma is beside most words: on one side alone it is no neighbour.
    pub(super) fn is_loose(&self, base: &Range<usize>, place: &Range<usize>) -> bool {
        let before = base.start.checked_sub(1).zip(place.start.checked_sub(1));
        let left = before.is_none_or(|(token, at)| self.to[token] == Some(at));
        let right = self.back.get(place.end) == Some(&Some(base.end));
        let says = |token: usize| self.base.stream.kinds.get(token).is_some_and(|kind| *kind != Kind::Mark);
        let beside = left && (right || before.is_none_or(|(token, _)| says(token))) || right && says(base.end);
        !beside && self.base.stream.weigh(base.clone()) < SOME_WORDS
    }
}

/// The words of a piece without the marks around them.
fn without_marks(stream: &Stream, tokens: &Range<usize>) -> Option<Range<usize>> {
    let is_word = |&token: &usize| stream.kinds[token] != Kind::Mark;
    let start = tokens.clone().find(is_word)?;
    Some(start..tokens.clone().rev().find(is_word)? + 1)
}
