//! Lines of the edited text (行): a line is a paragraph, and a sentence does not reach over its end.

use std::ops::Range;

use super::merge::Merge;
use crate::revise::script::Pair;

/// Where the line begins in which a place of a text stands.
pub(super) fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |before| before + 1)
}

impl Merge<'_> {
    /// The line of a token, without the blanks at its end.
    pub(super) fn line(&self, token: usize) -> Range<usize> {
        let at = self.edited.places[token].start;
        line_start(self.text, at)..self.line_end(at)
    }

    /// The end of the line, without the blanks there.
    pub fn line_end(&self, from: usize) -> usize {
        let end = self.text[from..].find('\n').map_or(self.text.len(), |at| from + at);
        from + self.text[from..end].trim_end().len()
    }

    /// Do two tokens stand in one line?
    pub(super) fn in_one_line(&self, one: usize, other: usize) -> bool {
        let [one, other] = [one.min(other), one.max(other)].map(|token| self.edited.places[token].start);
        !self.text[one..other].contains('\n')
    }

    /// A token of the line in which a sentence stands, if most of it stands in one.
    pub(super) fn line_of(&self, pair: &Pair) -> Option<usize> {
        let (token, most, all) = self.fullest_line(&self.base.sentences[pair.base?])?;
        (most * 2 > all).then_some(token)
    }

    /// The line that has the most of some tokens of the base: its first of them, how many it has, and how many stand in
    /// the edited text at all.
    pub(super) fn fullest_line(&self, tokens: &Range<usize>) -> Option<(usize, usize, usize)> {
        let mut found: Vec<usize> = tokens.clone().filter_map(|token| self.to[token]).collect();
        found.sort_unstable();
        let line = found.chunk_by(|one, next| self.in_one_line(*one, *next)).max_by_key(|line| line.len())?;
        Some((line[0], line.len(), found.len()))
    }

    /// Does most of the new draft's line around a token stand in the line of the edited text in which that token stands? If
    /// not it is like a sentence there (决算数与预算数持平), and another's.
    pub(super) fn is_at_home(&self, new: usize, place: usize) -> bool {
        let stream = &self.new.stream;
        let found: Vec<usize> = stream.tokens_of(stream.line_of(new)).filter_map(|token| self.new_to[token]).collect();
        let there = self.edited.line_of(place);
        found.iter().filter(|&&token| self.edited.line_of(token) == there).count() * 2 >= found.len()
    }
}
