//! Lines of the edited text (行): a line is a paragraph, and a sentence does not reach over its end.

use std::ops::Range;

use super::merge::Merge;
use crate::revise::script::Pair;

impl Merge<'_> {
    /// The line of a token, without the blanks at its end.
    pub(super) fn line(&self, token: usize) -> Range<usize> {
        let at = self.edited.places[token].start;
        self.text[..at].rfind('\n').map_or(0, |before| before + 1)..self.line_end(at)
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
        let found = self.base.sentences[pair.base?].clone().filter_map(|token| self.to[token]);
        let mut found: Vec<usize> = found.collect();
        found.sort_unstable();
        let line = found.chunk_by(|one, next| self.in_one_line(*one, *next)).max_by_key(|line| line.len())?;
        (line.len() * 2 > found.len()).then(|| line[0])
    }

    /// Does most of the new draft's line around a token stand in the line of the edited text in which that token stands? If
    /// not it is like a sentence there (决算数与预算数持平), and another's.
    pub(super) fn is_at_home(&self, new: usize, place: usize) -> bool {
        let (stream, line) = (&self.new.stream, self.new.stream.line_of(new));
        let first = stream.lines.partition_point(|of| *of < line);
        let last = stream.lines.partition_point(|of| *of <= line);
        let tokens = stream.pieces[first].start..stream.pieces[last - 1].end;
        let found: Vec<usize> = tokens.filter_map(|token| self.new_to[token]).collect();
        let there = self.edited.line_of(place);
        found.iter().filter(|&&token| self.edited.line_of(token) == there).count() * 2 >= found.len()
    }
}
