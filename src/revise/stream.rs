//! A whole text as tokens (词流), with the place of each in the file; what the program marked itself is one token.

use std::{
    borrow::Cow,
    ops::{Deref, Range},
};

use ahash::AHashMap;

use super::{
    marks,
    token::{self, Kind},
};
use crate::{phrase::numerals::is_numeral, report::Clean, source::Source};

/// Bytes of a Chinese letter; few tokens have less.
const LETTER: usize = 3;

/// Where a known stretch ends.
const STOPS: [char; 2] = ['。', '；'];

/// Bytes of a sentence; none that is known is longer.
const LONGEST: usize = 3000;

/// Bytes of a sentence; few are shorter.
const SENTENCE: usize = 64;

/// Numbers for words, the same in all texts that are held against each other; what one text has cut is not cut again for
/// another, as most sentences of an edited text and of both drafts are the same.
#[derive(Default)]
pub(super) struct Vocabulary {
    numbers: AHashMap<String, u32>,
    /// Which tokens of `cut` a stretch of text is.
    known: AHashMap<String, Range<usize>>,
    /// Their places are counted from the beginning of the stretch.
    cut: Tokens,
}

impl Vocabulary {
    /// Make room for a text, once: another of that length will be much the same.
    fn reserve(&mut self, length: usize) {
        if self.cut.ids.capacity() == 0 {
            self.cut.reserve(length / LETTER * 2);
            self.known.reserve(length / SENTENCE);
        }
    }

    fn number(&mut self, word: &str) -> u32 {
        // A letter of its own is its own number.
        let mut letters = word.chars();
        if let (Some(letter), None) = (letters.next(), letters.next()) {
            return u32::from(letter);
        }
        if let Some(&known) = self.numbers.get(word) {
            return known;
        }
        let number = u32::from(char::MAX) + 1 + self.numbers.len() as u32;
        self.numbers.insert(word.to_owned(), number);
        number
    }

    /// The line at the head of a text, and what stands behind it; one that ends in the middle of a number or of a sentence,
    /// where a mail program broke it, goes on in the next.
    fn line<'t>(&self, text: &'t str) -> (&'t str, &'t str) {
        let mut ends = memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1);
        let goes_on = |line: &str, next: &str| self.is_broken(line, next) || self.is_wrapped(line, next);
        let end = ends.find(|&end| !goes_on(&text[..end], &text[end..])).unwrap_or(text.len());
        text.split_at(end)
    }

    /// Does a sentence that is known whole go on behind the end of a line?
    fn is_wrapped(&self, line: &str, next: &str) -> bool {
        let begun = line.rsplit(STOPS).next().unwrap_or_default();
        // No further, as a text without stops would be looked through from every line on.
        let mut near = next.char_indices().take_while(|(at, _)| *at < LONGEST);
        let Some((end, stop)) = near.find(|(_, c)| STOPS.contains(c)) else { return false };
        let rest = &next[..end + stop.len_utf8()];
        if begun.trim().is_empty() || rest.starts_with(['\r', '\n']) {
            return false;
        }
        // What was broken before has its ends of lines in it, and the first line its indent.
        let mut lines = begun.lines();
        let mut whole = lines.next().unwrap_or_default().trim_end().to_owned();
        whole.extend(lines.chain(rest.lines()).map(str::trim));
        self.known.contains_key(&whole)
    }

    /// Does a line end in the middle of a known number that goes on in the next? The number of a list (3.) may stand alone,
    /// and between digits the next line may begin with a number of its own.
    fn is_broken(&self, line: &str, next: &str) -> bool {
        let line = line.trim_end_matches(['\r', '\n']);
        if !line.ends_with(|c: char| c.is_ascii_digit() || c == '.') || !next.starts_with(COUNTS) {
            return false;
        }
        let words = line.trim_end_matches(COUNTS);
        let list = words.rsplit('\n').next().is_none_or(|words| words.trim().is_empty());
        let rest = &next[..token::number(next, || false).unwrap_or(next.len() - next.trim_start_matches(COUNTS).len())];
        let number = [&line[words.len()..], rest].concat();
        let known = |word: &str| self.numbers.contains_key(word);
        let point = line.ends_with('.') || next.starts_with('.');
        !list && number.contains('.') && known(&number) && (point || !known(rest))
    }

    /// The tokens of a stretch in `cut`.
    fn cut(&mut self, source: &Source, range: Range<usize>) -> Range<usize> {
        let text = &source.text()[range.clone()];
        if let Some(known) = self.known.get(text) {
            return known.clone();
        }
        let first = self.cut.ids.len();
        let clean = Clean::of(source, range.clone());
        for token in token::tokens(clean.text()) {
            let word = &clean.text()[token.range.clone()];
            let plain = if token.kind == Kind::Number { plain(word) } else { word.into() };
            let (id, ends) = (self.number(&plain), matches!(word, "。" | "；"));
            let place = clean.place(token.range);
            self.cut.push(id, token.kind, place.start - range.start..place.end - range.start, ends);
        }
        let tokens = first..self.cut.ids.len();
        self.known.insert(text.to_owned(), tokens.clone());
        tokens
    }
}

/// Tokens in a row.
#[derive(Default)]
pub(super) struct Tokens {
    pub ids: Vec<u32>,
    pub kinds: Vec<Kind>,
    /// Where each stands in the text.
    pub places: Vec<Range<usize>>,
    /// Does a piece (a sentence or what a line ends) end with this token?
    pub ends: Vec<bool>,
}

impl Tokens {
    fn reserve(&mut self, count: usize) {
        self.ids.reserve(count);
        self.kinds.reserve(count);
        self.places.reserve(count);
        self.ends.reserve(count);
    }

    fn push(&mut self, id: u32, kind: Kind, place: Range<usize>, ends: bool) {
        self.ids.push(id);
        self.kinds.push(kind);
        self.places.push(place);
        self.ends.push(ends);
    }

    /// Add some of another text, which stand `at` bytes further on in this one.
    fn extend(&mut self, others: &Tokens, range: Range<usize>, at: usize) {
        self.ids.extend_from_slice(&others.ids[range.clone()]);
        self.kinds.extend_from_slice(&others.kinds[range.clone()]);
        self.ends.extend_from_slice(&others.ends[range.clone()]);
        self.places.extend(others.places[range].iter().map(|place| place.start + at..place.end + at));
    }

    /// Add a stretch of a text, sentence by sentence; nothing that [`Clean`] does reaches over the end of one but straight
    /// quotation marks, which open and close by turns.
    fn cut(&mut self, source: &Source, range: Range<usize>, words: &mut Vocabulary) {
        let stretch = &source.text()[range.clone()];
        let quoted = memchr::memchr(b'"', stretch.as_bytes()).is_some();
        let ends = if quoted { Vec::new() } else { sentence_ends(stretch) };
        let mut at = range.start;
        for end in ends.into_iter().chain([stretch.len()]).map(|end| range.start + end) {
            let tokens = words.cut(source, at..end);
            self.extend(&words.cut, tokens, at);
            at = end;
        }
    }
}

/// Behind each 。 and ；, looked for by the last byte of either, as letter by letter it takes longer than cutting them.
fn sentence_ends(text: &str) -> Vec<usize> {
    let text = text.as_bytes();
    let [stop, half] = ["。", "；"].map(str::as_bytes);
    let ends = memchr::memchr2_iter(stop[2], half[2], text).map(|last| last + 1);
    ends.filter(|&end| text[..end].ends_with(stop) || text[..end].ends_with(half)).collect()
}

/// A text as tokens; letters are compared as [`Clean`] has them, blanks and line breaks are between tokens.
#[derive(Default)]
pub(super) struct Stream {
    tokens: Tokens,
    /// The pieces: ranges of tokens up to 。, ； or the end of a line.
    pub pieces: Vec<Range<usize>>,
    /// What tells each from others: equal where its words are.
    pub prints: Vec<u64>,
    /// In which line each stands.
    pub lines: Vec<usize>,
}

impl Deref for Stream {
    type Target = Tokens;

    fn deref(&self) -> &Tokens {
        &self.tokens
    }
}

impl Stream {
    /// Cut a text; marks of an earlier update are one token each.
    pub fn of(text: &str, words: &mut Vocabulary) -> Stream {
        let source = Source::new("", text);
        let mut stream = Stream::default();
        stream.tokens.reserve(text.len() / LETTER);
        words.reserve(text.len());
        let mut at = 0;
        let mut line_ends = Vec::new();
        let marked = marks::may_have(text);
        let mut rest = text;
        while !rest.is_empty() {
            let (line, behind) = words.line(rest);
            rest = behind;
            let end = at + line.len();
            // The marks of a Markdown heading are layout.
            let mut from = at + line.len() - line.trim_start_matches('#').len();
            for mark in if marked { marks::find(line) } else { Vec::new() } {
                stream.tokens.cut(&source, from..at + mark.start, words);
                let word = format!("\u{0}{}", &line[mark.clone()]);
                stream.tokens.push(words.number(&word), Kind::Mark, at + mark.start..at + mark.end, false);
                from = at + mark.end;
            }
            stream.tokens.cut(&source, from..end, words);
            if let Some(last) = stream.tokens.ends.last_mut() {
                *last = true;
            }
            line_ends.push(stream.len());
            at = end;
        }
        stream.pieces = stream.pieces_of(0..stream.len());
        stream.prints = stream.pieces.iter().map(|piece| stream.print(piece)).collect();
        let mut line = 0;
        let line_of = |piece: &Range<usize>| {
            while line_ends.get(line).is_some_and(|end| *end <= piece.start) {
                line += 1;
            }
            line
        };
        stream.lines = stream.pieces.iter().map(line_of).collect();
        stream
    }

    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// The words of a piece as one number: nobody chooses them to collide, and whoever pairs tokens compares them again.
    pub fn print(&self, piece: &Range<usize>) -> u64 {
        hash(self.ids[piece.clone()].iter().copied())
    }

    /// The words of some tokens as sequences are compared.
    pub fn words_of(&self, tokens: &[usize]) -> Vec<u64> {
        tokens.iter().map(|&token| self.ids[token].into()).collect()
    }

    /// A piece with its figures masked.
    pub fn skeleton(&self, piece: &Range<usize>) -> u64 {
        hash(piece.clone().map(|at| if self.kinds[at] == Kind::Number { u32::MAX } else { self.ids[at] }))
    }

    /// A piece without its number in a list: 3. or （三）.
    pub fn body(&self, piece: &Range<usize>) -> Range<usize> {
        let number = piece.clone().take(4).position(|at| self.kinds[at] == Kind::Mark && at > piece.start);
        let is_number = |at: usize| {
            self.kinds[at] == Kind::Number
                || char::from_u32(self.ids[at]).is_some_and(is_numeral)
                || self.ids[at] == u32::from('（')
        };
        match number.map(|at| piece.start + at) {
            Some(mark) if LIST_MARKS.contains(&self.ids[mark]) && (piece.start..mark).all(is_number) => {
                mark + 1..piece.end
            }
            _ => piece.clone(),
        }
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

    /// The line in which a token stands.
    pub fn line_of(&self, token: usize) -> usize {
        self.lines[self.pieces.partition_point(|piece| piece.end <= token)]
    }

    /// The pieces of a line, by their index.
    pub fn pieces_in(&self, line: usize) -> Range<usize> {
        self.lines.partition_point(|of| *of < line)..self.lines.partition_point(|of| *of <= line)
    }

    /// The tokens of a line in which some stand.
    pub fn tokens_of(&self, line: usize) -> Range<usize> {
        let pieces = self.pieces_in(line);
        self.pieces[pieces.start].start..self.pieces[pieces.end - 1].end
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

    /// Is it a mark of the program's own, one token as a whole?
    pub fn is_ours(&self, token: usize) -> bool {
        self.kinds[token] == Kind::Mark && self.places[token].len() > '【'.len_utf8()
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

/// What a number is made of.
const COUNTS: [char; 11] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '.'];

/// A number without what parts its thousands (1,234.50): whoever writes it so has not changed it.
fn plain(word: &str) -> Cow<'_, str> {
    let Some((head, tail)) = word.split_once(',') else { return Cow::Borrowed(word) };
    let whole = tail.find(['.', '%', '％', '‰']).map_or(tail, |end| &tail[..end]);
    let head_digits = head.trim_start_matches('-').len();
    let parted = (1..=3).contains(&head_digits) && whole.split(',').all(|group| group.len() == 3);
    if parted && !tail[whole.len()..].contains(',') { Cow::Owned(word.replace(',', "")) } else { Cow::Borrowed(word) }
}

/// What stands behind a number in a list.
const LIST_MARKS: [u32; 5] = ['.' as u32, '．' as u32, '、' as u32, '）' as u32, '\\' as u32];

fn hash(words: impl Iterator<Item = u32>) -> u64 {
    words.fold(0, |hash: u64, word| (hash.rotate_left(5) ^ u64::from(word)).wrapping_mul(0x517c_c1b7_2722_0a95))
}
