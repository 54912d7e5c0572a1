//! Marks of an earlier update that nobody has settled (未处理的标记), where another correction comes.

use std::ops::Range;

use super::{Conflict, Replacement, merge::Merge, turns::Turn};
use crate::revise::{marks, token::Kind};

/// What is said of them (未处理的标记).
pub const OPEN: &str = "以前更新留下的标记还没有处理";

impl Merge<'_> {
    /// Does a conflict in that stretch ask for the old words? It asks for the new ones now, or for nothing.
    pub(super) fn renew(&mut self, base: usize, stretch: &Range<usize>, [old, new]: [&str; 2]) -> bool {
        let marks = stretch.clone().map(|token| token..token + 1);
        let renewed = marks.into_iter().find_map(|token| {
            let words = marks::renewed(self.edited_words(&token), old, new)?;
            Some((token.start, self.edited.place(&token), words))
        });
        let Some((token, place, words)) = renewed else { return false };
        if marks::has_conflict(&words) {
            let section = self.base.laid.sentences[base].section.clone();
            let edited = marks::own(&words).unwrap_or_default().to_owned();
            let (base, new, left) = (old.to_owned(), new.to_owned(), Some(self.words_before(token)));
            self.out.conflicts.push(Conflict { section, base, edited, new, left });
        }
        if !self.unmarked {
            self.edits.push(Replacement { at: place, words });
        }
        true
    }

    /// The words before a mark in its clause, by which a person finds it.
    pub(super) fn words_before(&self, mark: usize) -> String {
        let ends = |token: &usize| self.edited.ends[*token] || self.edited.kinds[*token] == Kind::Mark;
        let start = (0..mark).rev().find(ends).map_or(0, |end| end + 1);
        self.text[self.edited.places[start].start..self.edited.places[mark].start].to_owned()
    }

    /// Is a reason marked already, for a turn that this one takes back or carries on? One mark says where from and to.
    pub(super) fn renew_turn(&mut self, base: usize, reason: &Range<usize>, turn: &Turn) -> bool {
        let line = self.line_end(self.edited.places[reason.end - 1].end);
        let until = self.edited.places.partition_point(|place| place.start < line);
        let marked = (reason.start..until).take_while(|&token| token < reason.end + 2).find_map(|token| {
            let (from, to) = marks::turn(self.edited_words(&(token..token + 1)))?;
            (to == turn.old).then(|| (token, from.to_owned()))
        });
        let Some((token, from)) = marked else { return false };
        let words = if from == turn.new { String::new() } else { marks::turned(&from, &turn.new) };
        if !self.unmarked {
            self.edit(self.edited.places[token].clone(), words.clone());
        }
        if !words.is_empty() {
            let reason = self.edited_words(reason).to_owned();
            self.question(base, &marks::asks(&from, &turn.new), reason);
        }
        true
    }

    /// Was a sentence kept that an earlier correction took away and this one brings again? It needs no mark any more.
    pub(super) fn is_back(&mut self, new: &Range<usize>) -> Option<String> {
        let found: Vec<usize> = new.clone().filter_map(|token| self.new_to[token]).collect();
        let weight = |tokens: &[usize]| self.edited.weigh(tokens.iter().copied());
        if self.rolling || weight(&found) * 2 < self.new.stream.weigh(new.clone()) {
            return None;
        }
        let last = *found.iter().max()?;
        let line = self.line_end(self.edited.places[last].end);
        let until = self.edited.places.partition_point(|place| place.start < line);
        let mark = (last..until).find(|&token| self.edited_words(&(token..token + 1)) == marks::VANISHED)?;
        if !self.unmarked {
            self.edit(self.edited.places[mark].clone(), "");
        }
        let first = *found.iter().min()?;
        Some(self.edited_words(&(first..mark)).to_owned())
    }

    /// List the marks of prose that stand in the text as before and of which nothing was said.
    pub(super) fn list_open(&mut self) {
        if self.rolling {
            return;
        }
        let marks: Vec<usize> = (0..self.edited.len()).filter(|&token| self.edited.is_ours(token)).collect();
        for token in marks {
            let words = self.edited_words(&(token..token + 1));
            // Those of tables are told with their tables.
            if !marks::is_mark(words) || marks::is_cell(words) {
                continue;
            }
            let place = &self.edited.places[token];
            // Marks are told by the place where they would have been written: beside them.
            let near = '。'.len_utf8();
            let touches = |at: &Range<usize>| at.start <= place.end + near && place.start <= at.end + near;
            let told = self.told.iter().any(touches)
                || self.edits.iter().any(|edit| edit.at.start <= place.start && place.end <= edit.at.end)
                || self
                    .out
                    .conflicts
                    .iter()
                    .any(|conflict| marks::asks_for(words, &conflict.new) && words.contains(&conflict.edited));
            let of = (0..token).rev().find_map(|token| self.back[token]).unwrap_or(0);
            let sentence = self.base.sentences.partition_point(|tokens| tokens.end <= of);
            if let Some(laid) = self.base.laid.sentences.get(sentence).filter(|_| !told) {
                // A conflict alone does not say of what it is.
                let before = if marks::has_conflict(words) { self.words_before(token) } else { String::new() };
                self.question_in(laid, OPEN, before + words);
            }
        }
    }
}
