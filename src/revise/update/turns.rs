//! Turned directions (方向已转): the reason that was given for the other direction is kept and marked.

use std::ops::Range;

use super::{Outcome, conflicts::Region, merge::Merge};
use crate::{
    phrase::SpanKind,
    revise::{
        marks,
        script::{Entry, Pair},
        token::Kind,
    },
};

/// A word of direction that the correction turned.
pub(super) struct Turn {
    pair: usize,
    entry: usize,
    pub old: String,
    pub new: String,
}

/// Words of a person that weigh this much may be a reason.
const SOME_WORDS: usize = 8;

impl Merge<'_> {
    /// Does this change turn a direction?
    pub(super) fn turn(&self, pair: usize, at: usize, entry: &Entry) -> Option<Turn> {
        let (old, was) = self.base.direction(&entry.base)?;
        let (new, is) = self.new.direction(&entry.new)?;
        (old != new).then(|| Turn { pair, entry: at, old: was.to_owned(), new: is.to_owned() })
    }

    /// Where a person has another word for the old direction (降低 for 减少): there is nothing to decide.
    pub(super) fn follow_other_word(&mut self, entry: &Entry, region: &Region) -> Option<Outcome> {
        let stretch = region.edited.clone().filter(|stretch| stretch.len() == 1 && region.base == entry.base)?;
        let (old, own) = (self.base.stream.kinds.get(entry.base.start)?, self.edited.kinds[stretch.start]);
        if entry.base.len() != 1 || entry.new.is_empty() || *old != own || !matches!(own, Kind::Direction(_)) {
            return None;
        }
        self.edit(self.edited.place(&stretch), self.new.words(&entry.new));
        Some(Outcome::Followed)
    }

    /// A reason that a person wrote stays where the new draft knows none.
    pub(super) fn hand_written_reason(&self, pair: &Pair, entry: &Entry) -> bool {
        self.slots(pair, entry)
            .is_some_and(|(old, new)| old.is_reason() && new.is_reason() && new.kind == SpanKind::Placeholder)
    }

    /// Where a reason in the edited text ends, its stop apart.
    pub(super) fn reason_end(&self, stretch: &Range<usize>) -> usize {
        let place = self.edited.place(stretch);
        place.start + self.text[place].trim_end_matches(['。', '.', '；']).len()
    }

    /// Mark the reason behind each turn, once.
    pub(super) fn mark_turns(&mut self, turns: &[Turn]) {
        let pairs = self.pairs;
        let mut marked = Vec::new();
        for turn in turns {
            let reason = self.reason_behind(pairs, turn);
            // One mark a reason; where there is none, one a sentence.
            let place = reason.unwrap_or((turn.pair, usize::MAX));
            if marked.contains(&place) {
                continue;
            }
            marked.push(place);
            self.mark_turn(pairs, turn, reason);
        }
    }

    /// The pair and entry of the first reason at or behind the turn in its paragraph.
    fn reason_behind(&self, pairs: &[Pair], turn: &Turn) -> Option<(usize, usize)> {
        let paragraph = |pair: &Pair| pair.base.map(|base| self.base.laid.sentences[base].paragraph);
        let own = paragraph(&pairs[turn.pair]);
        for (index, pair) in pairs.iter().enumerate().skip(turn.pair).filter(|(_, pair)| pair.base.is_some()) {
            if paragraph(pair) != own {
                break;
            }
            let from = if index == turn.pair { turn.entry } else { 0 };
            let sentence = &self.base.laid.sentences[pair.base?];
            let is_reason = |entry: &Entry| entry.spans[0].is_some_and(|span| sentence.spans[span].is_reason());
            if let Some(at) = (from..pair.entries.len()).find(|&at| is_reason(&pair.entries[at])) {
                return Some((index, at));
            }
        }
        None
    }

    fn mark_turn(&mut self, pairs: &[Pair], turn: &Turn, reason: Option<(usize, usize)>) {
        let Some(base) = pairs[turn.pair].base else { return };
        let mark = marks::turned(&turn.old, &turn.new);
        let message = marks::asks(&turn.old, &turn.new);
        let Some((pair, at)) = reason else {
            if let Some((end, words)) = self.hand_written_behind(base) {
                self.mark(end, &mark);
                self.question(base, &message, words);
            }
            return;
        };
        let entry = &pairs[pair].entries[at];
        if let Some(place) = self.intact(&entry.base) {
            // A reason like it that the new draft gives for something else.
            let own = pairs[pair].new.map_or(0..0, |new| self.new.sentences[new].clone());
            if self.is_elsewhere(&place, &own) {
                return;
            }
            if self.renew_turn(base, &place, turn) {
                return;
            }
            let words = self.edited_words(&self.with_added(&place)).to_owned();
            if !self.keeps_reason(&pairs[pair], entry) {
                return;
            }
            // A text that nobody has touched becomes the new draft; the question is listed all the same.
            if self.text != self.base.laid.text && !entry.new.is_empty() {
                let end = self.edited.places[place.end - 1].end;
                self.mark(end, &mark);
            }
            self.question(base, &message, words);
            return;
        }
        let region = self.region(&pairs[pair], at);
        let Some(stretch) = region.edited.filter(|stretch| !stretch.is_empty()) else {
            self.question(base, &message, String::new());
            return;
        };
        if self.renew_turn(base, &stretch, turn) {
            return;
        }
        let words = self.edited_words(&stretch).to_owned();
        if !self.is_conflict(&words) && !marks::has_turn(&words) {
            self.mark(self.reason_end(&stretch), &mark);
        } else {
            self.told.push(self.edited.place(&stretch));
        }
        self.question(base, &message, words);
    }

    fn is_conflict(&self, words: &str) -> bool {
        self.out.conflicts.iter().any(|conflict| conflict.edited == words)
    }

    /// Is an untouched reason the same in both drafts, and a reason at all?
    fn keeps_reason(&self, pair: &Pair, entry: &Entry) -> bool {
        let (Some(base), Some(span)) = (pair.base, entry.spans[0]) else { return false };
        let placeholder = self.base.laid.sentences[base].spans[span].kind == SpanKind::Placeholder;
        !placeholder && (!entry.changed || entry.new.is_empty())
    }

    /// A reason with the sentences that a person wrote behind it: one mark is for all of it, and all of it is listed.
    fn with_added(&self, reason: &Range<usize>) -> Range<usize> {
        let until = self.line_end(self.edited.places[reason.end - 1].end);
        let until = self.edited.places.partition_point(|place| place.start < until);
        let between = |token: usize| {
            let word = self.edited_words(&(token..token + 1));
            marks::is_mark(word) || self.edited.ends[token]
        };
        let own = |token: usize| self.back[token].is_none() && self.new_back[token].is_none() && !self.taken[token];
        let behind = (reason.end..until).take_while(|&token| between(token) || own(token));
        let last = behind.filter(|&token| !between(token)).last();
        reason.start..last.map_or(reason.end, |last| last + 1)
    }

    /// Words that a person wrote into the paragraph, where the base has no place for a reason.
    fn hand_written_behind(&self, base: usize) -> Option<(usize, String)> {
        let tokens = self.base.sentences[base].clone();
        let last = tokens.clone().rev().find_map(|token| self.to[token])?;
        let first = tokens.into_iter().find_map(|token| self.to[token])?;
        let end = self.line_end(self.edited.places[last].end);
        let until = self.edited.places.partition_point(|place| place.start < end);
        let own = |at: &usize| {
            self.back[*at].is_none() && !self.taken[*at] && !marks::is_mark(self.edited_words(&(*at..at + 1)))
        };
        // Runs of the person's words; what the new draft has is none of them.
        let own: Vec<usize> = (first.min(last)..until).filter(own).collect();
        let runs = own.chunk_by(|one, next| one + 1 == *next).map(|run| run[0]..run[run.len() - 1] + 1);
        let runs = runs.filter(|run| !self.new.laid.text.contains(self.edited_words(run)));
        let (weight, words) = runs.fold((0, String::new()), |(weight, words), run| {
            let words = words + self.edited_words(&run);
            (weight + self.edited.weigh(run), words)
        });
        (weight >= SOME_WORDS).then_some((end, words))
    }
}
