//! A whole text as tokens (词流), with the place of each in the file; what the program marked itself is one token.

use std::{collections::HashMap, ops::Range};

use super::{
    marks,
    token::{self, Kind},
};
use crate::{report::Clean, source::Source};

/// Numbers for words, the same in all texts that are held against each other.
#[derive(Default)]
pub(super) struct Vocabulary(HashMap<String, u32>);

impl Vocabulary {
    fn number(&mut self, word: &str) -> u32 {
        // A letter of its own is its own number.
        let mut letters = word.chars();
        if let (Some(letter), None) = (letters.next(), letters.next()) {
            return u32::from(letter);
        }
        if let Some(&known) = self.0.get(word) {
            return known;
        }
        let number = u32::from(char::MAX) + 1 + self.0.len() as u32;
        self.0.insert(word.to_owned(), number);
        number
    }
}

/// A text as tokens; letters are compared as [`Clean`] has them, blanks and line breaks are between tokens.
#[derive(Default)]
pub(super) struct Stream {
    pub ids: Vec<u32>,
    pub kinds: Vec<Kind>,
    /// Where each stands in the text.
    pub places: Vec<Range<usize>>,
    /// Does a piece (a sentence or what a line ends) end with this token?
    pub ends: Vec<bool>,
}

impl Stream {
    /// Cut a text; marks of an earlier update are one token each.
    pub fn of(text: &str, words: &mut Vocabulary) -> Stream {
        let source = Source::new("", text);
        let mut stream = Stream::default();
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            let end = at + line.len();
            // The marks of a Markdown heading are layout.
            let mut from = at + line.len() - line.trim_start_matches('#').len();
            for mark in marks::find(line) {
                stream.push(&source, from..at + mark.start, words);
                let word = format!("\u{0}{}", &line[mark.clone()]);
                stream.token(words.number(&word), Kind::Mark, at + mark.start..at + mark.end, false);
                from = at + mark.end;
            }
            stream.push(&source, from..end, words);
            if let Some(last) = stream.ends.last_mut() {
                *last = true;
            }
            at = end;
        }
        stream
    }

    fn push(&mut self, source: &Source, range: Range<usize>, words: &mut Vocabulary) {
        let clean = Clean::of(source, range);
        for token in token::tokens(clean.text()) {
            let word = &clean.text()[token.range.clone()];
            let ends = matches!(word, "。" | "；");
            self.token(words.number(word), token.kind, clean.place(token.range), ends);
        }
    }

    fn token(&mut self, id: u32, kind: Kind, place: Range<usize>, ends: bool) {
        self.ids.push(id);
        self.kinds.push(kind);
        self.places.push(place);
        self.ends.push(ends);
    }

    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// The pieces: ranges of tokens up to 。, ； or the end of a line.
    pub fn pieces(&self) -> Vec<Range<usize>> {
        self.pieces_of(0..self.len())
    }

    /// The pieces of a stretch of tokens, whose end ends one.
    pub fn pieces_of(&self, tokens: Range<usize>) -> Vec<Range<usize>> {
        let mut pieces = Vec::new();
        let mut start = tokens.start;
        for at in tokens.clone() {
            if self.ends[at] || at + 1 == tokens.end {
                pieces.push(start..at + 1);
                start = at + 1;
            }
        }
        pieces
    }

    /// Tokens that begin in that stretch of the text.
    pub fn within(&self, place: &Range<usize>) -> Range<usize> {
        let start = self.places.partition_point(|token| token.start < place.start);
        start..start.max(self.places.partition_point(|token| token.start < place.end))
    }

    /// Where the stretch of tokens stands in the text; an empty one behind the token before it.
    pub fn place(&self, tokens: &Range<usize>) -> Range<usize> {
        if tokens.start >= tokens.end {
            let at = self.end_before(tokens.start);
            return at..at;
        }
        self.places[tokens.start].start..self.places[tokens.end - 1].end
    }

    /// The end of the token before this one.
    pub fn end_before(&self, token: usize) -> usize {
        token.checked_sub(1).map_or(0, |before| self.places[before].end)
    }

    /// How much tokens say, to weigh matches.
    pub fn weigh(&self, tokens: impl IntoIterator<Item = usize>) -> usize {
        tokens.into_iter().map(|token| self.weight(token)).sum()
    }

    fn weight(&self, token: usize) -> usize {
        match self.kinds[token] {
            Kind::Number => 3,
            Kind::Term | Kind::Direction(_) | Kind::Letter => 2,
            Kind::Mark => 1,
        }
    }
}
