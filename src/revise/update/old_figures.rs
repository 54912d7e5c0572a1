//! Figures from before a correction (更正前的数) that a text still has, whatever their writing.

use std::ops::Range;

use super::{Replacement, merge::Merge};
use crate::revise::{
    marks,
    money::{Numbers, Written},
    script::Side,
    token::Kind,
};

impl Merge<'_> {
    /// Figures from before the correction that are still there and that the new draft has nowhere, in words of a person's
    /// own or where nothing told what they are.
    pub(super) fn list_old_figures(&mut self) {
        let old = if self.rolling { Numbers::default() } else { self.old_figures() };
        if old.is_empty() {
            return;
        }
        let left = self.still_there(&old);
        // The part is looked for where something was found alone: that reads the whole text.
        let own = if left.is_empty() { 0..0 } else { self.own_part() };
        for tokens in left.into_iter().filter(|tokens| own.contains(&tokens.start)) {
            let of = (0..=tokens.start).rev().find_map(|token| self.back[token]).unwrap_or(0);
            let message = match self.back[tokens.start] {
                Some(_) => "更正前的数还在这里，请核对",
                None => "手写的话里有更正前的数，请核对",
            };
            let words = self.edited_words(&self.clause(&tokens)).to_owned();
            self.question(self.sentence_of(of), message, words);
            let at = Some(self.edited.place(&tokens));
            self.out.questions.last_mut().into_iter().for_each(|question| question.at.clone_from(&at));
        }
    }

    /// The figures that changed or went, as far as the new draft has them nowhere; round ones may well come again.
    fn old_figures(&self) -> Numbers {
        let gone = self.pairs.iter().filter(|pair| pair.new.is_none()).filter_map(|pair| pair.base);
        let gone = gone.map(|base| self.base.sentences[base].clone());
        let changed = self.pairs.iter().flat_map(|pair| &pair.entries).filter(|entry| entry.changed);
        let changed: Vec<Range<usize>> = changed.map(|entry| entry.base.clone()).chain(gone).collect();
        if changed.is_empty() {
            return Numbers::default();
        }
        let old = changed.into_iter().flat_map(|tokens| heads(self.base, tokens)).filter_map(Written::at_head);
        let old: Vec<Written> = old.filter(Written::is_exact).collect();
        let all: Numbers = old.iter().cloned().collect();
        let new: Numbers = heads(self.new, 0..self.new.stream.len()).filter_map(|text| all.like(text).0).collect();
        old.into_iter().filter(|number| !new.may_hold(number)).collect()
    }

    /// Where the text has one of them, and neither this update nor a mark speaks of it.
    fn still_there(&self, old: &Numbers) -> Vec<Range<usize>> {
        let (mut found, mut done) = (Vec::new(), 0);
        for token in 0..self.edited.len() {
            let place = &self.edited.places[token];
            let text = &self.text[place.start..];
            if place.start < done || !may_begin(self.edited.kinds[token], text) {
                continue;
            }
            let (number, length) = old.like(text);
            done = place.start + length;
            let Some(number) = number else { continue };
            if old.hold(&number) && number.is_particular() && !self.is_touched(token) && !self.is_in_marked_line(token)
            {
                found.push(token..self.edited.places.partition_point(|place| place.start < done));
            }
        }
        found
    }

    /// Those tokens with what stands around them in their line between marks.
    fn clause(&self, tokens: &Range<usize>) -> Range<usize> {
        let is_mark = |&token: &usize| self.edited.kinds[token] == Kind::Mark;
        let line = self.edited.tokens_of(self.edited.line_of(tokens.start));
        let start = (line.start..tokens.start).rev().find(is_mark).map_or(line.start, |mark| mark + 1);
        start..(tokens.end..line.end).find(is_mark).unwrap_or(line.end.max(tokens.end))
    }

    /// Is the line of that token one whose sentence stays though the correction has it no more? It is marked as a whole.
    fn is_in_marked_line(&self, token: usize) -> bool {
        let line = self.line(token);
        let here = |edit: &Replacement| {
            edit.words == marks::VANISHED && line.start <= edit.at.start && edit.at.end <= line.end
        };
        self.text[line.clone()].contains(marks::VANISHED) || self.edits.iter().any(here)
    }

    /// Does this update write over that token?
    fn is_touched(&self, token: usize) -> bool {
        let place = &self.edited.places[token];
        self.edits.iter().any(|edit| edit.at.start <= place.start && place.end <= edit.at.end)
    }
}

/// Most tokens begin no number.
fn may_begin(kind: Kind, text: &str) -> bool {
    kind == Kind::Number || text.starts_with(Written::begins_with)
}

/// The text of a draft from each number among those tokens on.
fn heads<'s>(side: &'s Side, tokens: Range<usize>) -> impl Iterator<Item = &'s str> {
    let numbers = tokens.filter(|&token| side.stream.kinds[token] == Kind::Number);
    numbers.map(|token| &side.laid.text[side.stream.places[token].start..])
}
