//! Changes where a person changed the same words (冲突): both versions are shown.

use std::ops::Range;

use super::{Conflict, merge::Merge};
use crate::revise::{marks, script::Pair, stream::Stream, token::Kind};

/// So many letters are no other sentence's.
const LONG: usize = 12;

/// The surroundings of a change that the edited text does not have whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Region {
    /// The base's tokens between the nearest pieces that are whole in the edited text and in both drafts.
    pub base: Range<usize>,
    /// The new draft's tokens between the same pieces.
    pub new: Range<usize>,
    /// What stands between them in the edited text; none where nothing of the sentence is left.
    pub edited: Option<Range<usize>>,
}

/// A change that waits for the rest of its sentence.
pub(super) struct Pending {
    pub region: Region,
    pub entry: usize,
}

impl Merge<'_> {
    /// The surroundings of a change.
    pub(super) fn region(&self, pair: &Pair, at: usize) -> Region {
        let whole = |index: &usize| {
            let entry = &pair.entries[*index];
            !entry.base.is_empty() && !entry.new.is_empty() && self.intact(&entry.base).is_some()
        };
        self.between_entries(pair, (0..at).rev().find(whole), (at + 1..pair.entries.len()).find(whole))
    }

    /// What stands between two entries of a sentence that are whole in the edited text, or its ends.
    pub(super) fn between_entries(&self, pair: &Pair, before: Option<usize>, after: Option<usize>) -> Region {
        let (Some(base), Some(new)) = (pair.base, pair.new) else {
            return Region { base: 0..0, new: 0..0, edited: None };
        };
        let (base, new) = (&self.base.sentences[base], &self.new.sentences[new]);
        let left = before.map(|index| &pair.entries[index]);
        let right = after.map(|index| &pair.entries[index]);
        let base = left.map_or(base.start, |entry| entry.base.end)..right.map_or(base.end, |entry| entry.base.start);
        let new = left.map_or(new.start, |entry| entry.new.end)..right.map_or(new.end, |entry| entry.new.start);
        let start = left.and_then(|entry| self.to[entry.base.end - 1]).map(|token| token + 1);
        let end = right.and_then(|entry| self.to[entry.base.start]);
        let edited = self.between(start, end, &base);
        Region { base, new, edited }
    }

    /// The stretch of the edited text between two tokens, as far as nothing else of the base stands in it.
    fn between(&self, start: Option<usize>, end: Option<usize>, base: &Range<usize>) -> Option<Range<usize>> {
        let foreign = |token: &usize| self.taken[*token] || self.back[*token].is_some_and(|of| !base.contains(&of));
        // A mark is found again in its line alone.
        let joined = |start: usize, end: usize| start <= end && self.in_one_line(start.saturating_sub(1), end);
        match (start, end) {
            (Some(start), Some(end)) if joined(start, end) && !(start..end).any(|token| foreign(&token)) => {
                Some(start..end)
            }
            (Some(start), _) => {
                let line = start.checked_sub(1).map_or(0, |token| self.line_end(self.edited.places[token].end));
                let last = self.edited.places.partition_point(|place| place.start < line).max(start);
                Some(start..(start..last).find(foreign).unwrap_or(last))
            }
            (None, Some(end)) => {
                let line = self.line(end).start;
                let first = self.edited.places.partition_point(|place| place.start < line).min(end);
                Some((first..end).rev().find(foreign).map_or(first, |token| token + 1)..end)
            }
            (None, None) => self.rewritten(base),
        }
    }

    /// Where nothing of a sentence is left: what stands between its neighbours, if they are still neighbours.
    fn rewritten(&self, base: &Range<usize>) -> Option<Range<usize>> {
        let before = base.start.checked_sub(1).and_then(|token| self.to[token]);
        let after = self.to.get(base.end).copied().flatten();
        let start = before.map_or(0, |token| token + 1);
        let end = after?;
        let free = start < end && (start..end).all(|token| self.back[token].is_none() && !self.taken[token]);
        (free && before.is_some()).then_some(start..end)
    }

    /// Mark what both changed in a sentence; several changes in one stretch are one conflict.
    pub(super) fn settle(&mut self, pair: &Pair, pending: Vec<Pending>) {
        let mut done: Vec<Region> = Vec::new();
        let stretches: Vec<_> = pending.iter().filter_map(|pending| pending.region.edited.clone()).collect();
        for Pending { region, entry } in pending {
            // A larger one shows it, too.
            let larger = |of: &Range<usize>, part: &Range<usize>| {
                of.start <= part.start && part.end <= of.end && part.len() < of.len()
            };
            let shown = |part: &Range<usize>| !part.is_empty() && stretches.iter().any(|of| larger(of, part));
            if region.edited.as_ref().is_some_and(shown) {
                continue;
            }
            if self.differs_in_marks(&region) {
                continue;
            }
            // Where a clause was taken away each of its changes is shown alone.
            let alone = region.edited.as_ref().is_some_and(Range::is_empty);
            if !alone && done.contains(&region) {
                continue;
            }
            done.push(region.clone());
            self.conflict(pair, &region, entry);
        }
    }

    /// Are both versions the same but for punctuation, or nothing else? There is nothing to decide.
    fn differs_in_marks(&self, region: &Region) -> bool {
        let words = |stream: &Stream, tokens: Range<usize>| -> Vec<u32> {
            tokens
                .filter(|&token| stream.kinds[token] != Kind::Mark || stream.is_ours(token))
                .map(|token| stream.ids[token])
                .collect()
        };
        let edited = region.edited.clone().filter(|stretch| !stretch.is_empty());
        edited.is_some_and(|edited| words(&self.edited, edited) == words(&self.new.stream, region.new.clone()))
    }

    fn conflict(&mut self, pair: &Pair, region: &Region, entry: usize) {
        let Some(base) = pair.base else { return };
        let stretch = match self.rolling {
            true => self.without_own(pair, region),
            false => region.edited.clone().unwrap_or(0..0),
        };
        let edited = if region.edited.is_some() { self.edited_words(&stretch) } else { "" };
        // A mark stands in one line, whatever a mail program broke.
        let joined: String = edited.lines().map(str::trim).collect();
        let edited = if edited.contains('\n') { &joined } else { edited };
        // Where a person took a clause away, only the words that changed are asked for.
        let entry = &pair.entries[entry];
        let whole = region.edited.is_none() || !stretch.is_empty();
        let (old, new) = if whole { (&region.base, &region.new) } else { (&entry.base, &entry.new) };
        let (old, new) = (self.base.words(old), self.new.words(new));
        // Where a clause was taken away, the earlier one asks for a figure alone.
        let figure = [self.base.words(&entry.base), self.new.words(&entry.new)];
        if !self.rolling && (self.renew(base, &stretch, [old, new]) || self.renew(base, &stretch, figure)) {
            return;
        }
        let mark = marks::conflict(edited, new);
        // What an earlier update marked is settled by a person, not marked once more.
        let marked = marks::has_conflict(edited)
            || stretch.is_empty() && self.text.contains(&mark)
            || self.asks_already(base, new);
        if marked {
            self.told.push(self.edited.place(&stretch));
        }
        // Words of last year's own stay where this year's draft has others: what is out of date in them is marked.
        let own = self.rolling && (region.edited.is_none() || self.is_own(pair, &stretch, region));
        if !marked && !own && !self.unmarked {
            let place = match &region.edited {
                Some(_) => self.edited.place(&stretch),
                None => self.behind(region.base.start),
            };
            // What followed in those words is shown as it stood.
            self.edits.retain(|edit| edit.at.is_empty() || edit.at.start < place.start || place.end < edit.at.end);
            // Another number than last year's figures have is out of date in any case.
            let words = if self.rolling { new.to_owned() } else { mark };
            self.edit(place, words);
        }
        if self.rolling {
            return;
        }
        let section = self.base.laid.sentences[base].section.clone();
        let (base, mut edited, new) = (old.to_owned(), edited.to_owned(), new.to_owned());
        let open = stretch.clone().find(|&token| marks::has_conflict(self.edited_words(&(token..token + 1))));
        let left = open.map(|token| self.words_before(token));
        if stretch.len() == 1
            && let Some(own) = marks::own(&edited)
        {
            edited = own.to_owned();
        }
        self.out.conflicts.push(Conflict { section, base, edited, new, left });
    }

    /// Behind what stands before a token of the base, and behind the words of a person's own that go on there.
    pub(super) fn behind(&self, base: usize) -> Range<usize> {
        let before = (0..base).rev().find_map(|token| self.to[token]);
        let closes = |token: usize| char::from_u32(self.edited.ids[token]).is_some_and(|c| "）”》".contains(c));
        let goes_on =
            |&token: &usize| self.back[token].is_none() && (self.edited.kinds[token] != Kind::Mark || closes(token));
        let last = before.map(|token| {
            let own = (token + 1..self.edited.len()).take_while(|next| goes_on(next) && self.in_one_line(token, *next));
            own.last().unwrap_or(token)
        });
        let at = last.map_or(0, |token| self.edited.places[token].end);
        at..at
    }

    /// Does a stretch say more in words of its own than in words that the base has there, or the new draft in that
    /// paragraph?
    pub(super) fn is_own(&self, pair: &Pair, stretch: &Range<usize>, region: &Region) -> bool {
        let paragraph = |sentence: usize| self.new.laid.sentences[sentence].paragraph;
        let sentences = self.new.sentences.iter().enumerate();
        let beside = sentences.filter(|(at, _)| pair.new.is_some_and(|new| paragraph(new) == paragraph(*at)));
        let mut ids = self.base.stream.ids[region.base.clone()].to_vec();
        beside.for_each(|(_, tokens)| ids.extend(&self.new.stream.ids[tokens.clone()]));
        let words = stretch.clone().filter(|&token| matches!(self.edited.kinds[token], Kind::Letter | Kind::Term));
        let (known, own): (Vec<usize>, Vec<usize>) = words.partition(|&token| ids.contains(&self.edited.ids[token]));
        own.len() > known.len()
    }

    /// Does a conflict of an earlier update ask for those words: in the line of the sentence, or anywhere if they are
    /// too many to be another sentence's as well?
    pub(super) fn asks_already(&self, base: usize, new: &str) -> bool {
        if !self.unsettled || new.trim().is_empty() {
            return false;
        }
        let token = self.base.sentences[base].clone().find_map(|token| self.to[token]);
        let line = token.map(|token| self.line(token));
        let long = new.chars().count() >= LONG;
        let asks = |line: &str| marks::find(line).into_iter().any(|mark| marks::asks_for(&line[mark], new));
        line.is_some_and(|line| asks(&self.text[line])) || long && self.text.lines().any(asks)
    }

    /// Does such a conflict ask for the whole sentence? Its words that stand in the text are then another's.
    pub(super) fn is_asked_for(&self, pair: &Pair) -> bool {
        let (Some(base), Some(new)) = (pair.base, pair.new) else { return false };
        self.asks_already(base, self.new.words(&self.new.sentences[new]))
    }
}
