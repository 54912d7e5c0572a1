//! Sentences that last year's report tells in words of its own (自述): no phrase reads them, so that the draft of last
//! year's figures does not have them and this year's would come beside them. Each is told once, as it was written.

use std::{collections::HashMap, ops::Range};

use super::{
    Question,
    lines::line_start,
    merge::back,
    own_draft::{Own, Piece, Slot, assemble},
    own_figures::{Figures, is_told},
    own_slots,
};
use crate::{
    figures::FinalAccounts,
    phrase::{SpanKind, numerals::is_numeral},
    revise::{
        align::align,
        laid::{Laid, LaidSentence, LaidSpan},
        money,
        script::Side,
        stream::{Stream, Vocabulary},
        token::Kind,
    },
};

/// What is asked of a sentence that is told in last year's own words, of one that says more than they do, and of one that
/// stands behind them.
const TOLD: &str = "这一句用的是上年自己的写法，换上了今年的数，请对照初稿核对";
const LACKS: &str = "这一句用的是上年自己的写法，里面没有今年的有些数，请对照初稿补上";
const APART: &str = "上年自己的写法认不出是哪个数，原样留着；初稿的这一句写在后面，请留一句";

/// Both drafts with last year's own words in them, and what is to be asked; none if the report has no such sentence.
pub(super) fn in_own_words(
    (base, new): (&Side, &Side),
    text: &str,
    accounts: &FinalAccounts,
    words: &mut Vocabulary,
) -> Option<(Laid, Laid, Vec<Question>)> {
    let edited = Stream::of(text, words);
    let to = align(&base.stream, &edited, &vec![false; edited.len()]);
    let back = back(&to, edited.len());
    let (last, this) = (base.laid, new.laid);
    let ids = last.sentences.iter().enumerate().map(|(at, sentence)| (sentence.id.as_str(), at)).collect();
    let mut retold = Retold {
        told: vec![false; this.sentences.len()],
        removed: vec![false; last.sentences.len()],
        slots: Vec::new(),
        apart: Vec::new(),
        accounts,
        base,
        new,
        text,
        edited,
        to,
        back,
        ids,
    };
    retold.find();
    (retold.told.contains(&true) || !retold.apart.is_empty()).then(|| retold.drafts())
}

/// Words of last year's text that this year's draft says anew.
pub(super) struct Said {
    /// Which tokens of the text.
    pub tokens: Range<usize>,
    /// The sentence and span of this year's draft.
    pub sentence: usize,
    pub span: LaidSpan,
    pub words: String,
}

pub(super) struct Retold<'a> {
    accounts: &'a FinalAccounts,
    pub base: &'a Side<'a>,
    pub new: &'a Side<'a>,
    pub text: &'a str,
    pub edited: Stream,
    /// For tokens of last year's draft, where they stand in the text.
    pub to: Vec<Option<usize>>,
    /// The way back.
    pub back: Vec<Option<usize>>,
    /// Which sentence of last year's draft has that id.
    ids: HashMap<&'a str, usize>,
    /// Which sentences of this year's draft the text tells in words of its own.
    pub told: Vec<bool>,
    /// Which sentences of last year's draft are these.
    pub removed: Vec<bool>,
    pub slots: Vec<Said>,
    /// Sentences that are told beside what stands in these tokens in words of last year's own.
    pub apart: Vec<(usize, Range<usize>)>,
}

/// A part of the draft under one title, and where its text stands.
struct Part {
    sentences: Range<usize>,
    pieces: Range<usize>,
}

impl<'a> Retold<'a> {
    /// The same sentence of last year's draft.
    pub fn base_of(&self, new: usize) -> Option<usize> {
        self.ids.get(self.new.laid.sentences[new].id.as_str()).copied()
    }

    /// What last year's draft has for a span of this year's.
    pub fn same_span(&self, new: usize, span: &LaidSpan) -> Option<&'a LaidSpan> {
        let base = self.base;
        let spans = &base.laid.sentences[self.base_of(new)?].spans;
        spans.iter().find(|other| other.kind == span.kind && is_same(other, span))
    }

    /// Does last year's draft, found in the text, not have the figure?
    pub fn is_lacking(&self, new: usize, span: &LaidSpan) -> bool {
        let found = self.same_span(new, span).map(|span| self.base.stream.within(&span.place));
        found.is_none_or(|tokens| tokens.into_iter().any(|token| self.to[token].is_none()))
    }

    /// Is the token read: does a sentence of last year's draft stand there that stays?
    pub fn is_read(&self, token: usize) -> bool {
        let of = self.back[token].map(|of| self.base.sentences.partition_point(|tokens| tokens.end <= of));
        of.is_some_and(|sentence| !self.removed[sentence])
    }

    fn find(&mut self) {
        let parts = self.parts();
        for part in &parts {
            self.find_cut(part.sentences.clone());
            self.find_mixed(part.sentences.clone(), &part.pieces);
        }
        loop {
            let before = self.slots.len();
            for part in &parts {
                self.find_in(part);
            }
            if self.slots.len() == before {
                break;
            }
        }
        for part in &parts {
            self.find_forms(part.sentences.clone(), part.pieces.clone());
            self.find_apart(part.sentences.clone(), self.tokens(&part.pieces));
        }
    }

    /// The text tells that sentence in words of its own.
    pub fn tell(&mut self, at: usize) {
        self.told[at] = true;
        if let Some(base) = self.base_of(at) {
            self.removed[base] = true;
        }
    }

    /// Amounts of the part that no phrase reads and that are figures which would come beside them.
    fn find_in(&mut self, part: &Part) {
        let tokens = self.tokens(&part.pieces);
        let open: Vec<usize> = tokens.filter(|&token| self.is_open_amount(token)).collect();
        if open.is_empty() {
            return;
        }
        let words = |at: usize, span: &LaidSpan| {
            self.same_span(at, span).map(|span| self.base.laid.text[span.place.clone()].to_owned())
        };
        let figures = Figures::of(self.new, part.sentences.clone(), self.accounts, words);
        for token in open {
            let place = self.edited.places[token].clone();
            let line = line_start(self.text, place.start);
            let Some(figure) = figures.which(&self.text[line..place.start], &self.text[place]) else { continue };
            let (at, span) = (figure.sentence, &self.new.laid.sentences[figure.sentence].spans[figure.span]);
            let tokens = self.new.stream.within(&span.place);
            let units = [self.edited.ids[token + 1], self.new.stream.ids[tokens.start + 1]];
            if units[0] != units[1] || !self.told[at] && !self.is_lacking(at, span) {
                continue;
            }
            self.tell(at);
            self.say(token..token + 1, at, span.clone(), self.new.words(&(tokens.start..tokens.start + 1)).to_owned());
        }
    }

    pub fn say(&mut self, tokens: Range<usize>, sentence: usize, span: LaidSpan, words: String) {
        self.slots.push(Said { tokens, sentence, span, words });
    }

    /// Is it an amount that nothing tells of yet?
    pub fn is_open_amount(&self, token: usize) -> bool {
        let unit = self.edited.places.get(token + 1).is_some_and(|place| money::is_unit(&self.text[place.clone()]));
        unit && self.edited.kinds[token] == Kind::Number && !self.is_read(token) && !self.is_said(token)
    }

    /// Is it such an amount, or a percentage?
    pub fn is_open_number(&self, token: usize) -> bool {
        let percent =
            self.edited.kinds[token] == Kind::Number && self.text[self.edited.places[token].clone()].ends_with('%');
        self.is_open_amount(token) || percent && !self.is_read(token) && !self.is_said(token)
    }

    pub fn is_said(&self, token: usize) -> bool {
        self.slots.iter().any(|said| said.tokens.contains(&token))
    }

    /// The tokens of pieces in a row.
    fn tokens(&self, pieces: &Range<usize>) -> Range<usize> {
        let pieces = &self.edited.pieces[pieces.clone()];
        pieces.first().map_or(0, |piece| piece.start)..pieces.last().map_or(0, |piece| piece.end)
    }

    /// The parts of the draft whose titles the text has, each up to the next of them there; what stands under a title that
    /// a person took away stands under the one before it.
    fn parts(&self) -> Vec<Part> {
        let laid = self.new.laid;
        let pieces = &self.edited.pieces;
        let titles: Vec<usize> = (0..laid.sentences.len()).filter(|&at| is_title(laid, &laid.sentences[at])).collect();
        let words: Vec<String> = pieces.iter().map(|piece| letters(&self.text[self.edited.place(piece)])).collect();
        let mut parts: Vec<Part> = Vec::new();
        for (index, &title) in titles.iter().enumerate() {
            let end = titles.get(index + 1).copied().unwrap_or(laid.sentences.len());
            let wanted = letters(&laid.text[laid.sentences[title].place.clone()]);
            let free = |at: &usize| words[*at] == wanted && parts.iter().all(|part| part.pieces.start != at + 1);
            match ((0..pieces.len()).find(free), parts.last_mut()) {
                (Some(at), _) => parts.push(Part { sentences: title + 1..end, pieces: at + 1..pieces.len() }),
                (None, Some(last)) => last.sentences.end = end,
                (None, None) => {}
            }
        }
        let starts: Vec<usize> = parts.iter().map(|part| part.pieces.start).collect();
        for part in &mut parts {
            let next = starts.iter().filter(|&&start| start > part.pieces.start).min();
            part.pieces.end = next.map_or(pieces.len(), |next| next - 1);
        }
        parts
    }

    fn drafts(mut self) -> (Laid, Laid, Vec<Question>) {
        own_slots::fill(&mut self);
        let own = self.own_pieces();
        let owns = &self.owns(&own);
        let ask = |at: usize, message: &str| {
            let sentence = &self.new.laid.sentences[at];
            Question {
                section: sentence.section.clone(),
                sentence: sentence.id.clone(),
                message: message.to_owned(),
                words: self.new.laid.text[sentence.place.clone()].to_owned(),
                at: None,
            }
        };
        let told = (0..self.told.len()).filter(|&at| self.told[at]);
        let told = told.map(|at| ask(at, if self.lacks(at) { LACKS } else { TOLD }));
        let mut questions: Vec<Question> = told.collect();
        questions.extend(self.apart.iter().map(|(at, _)| ask(*at, APART)));
        let anchored = |at: usize| (0..owns.len()).filter(move |&own| owns[own].anchor == at).map(Piece::Own);
        let mut young: Vec<Piece> = Vec::new();
        for at in 0..self.told.len() {
            young.extend(self.told[at].then_some(Piece::Told(at)));
            young.extend(anchored(at));
            young.extend((!self.told[at]).then_some(Piece::Sentence(at)));
        }
        let mut old: Vec<Piece> = Vec::new();
        for at in 0..self.removed.len() {
            old.push(if self.removed[at] { Piece::Told(at) } else { Piece::Sentence(at) });
        }
        // Behind what stands before them in this year's draft.
        for at in 0..self.told.len() {
            let pieces: Vec<Piece> = anchored(at).collect();
            if pieces.is_empty() {
                continue;
            }
            let stands = |new: usize| {
                let base = self.base_of(new);
                let own = |own: usize| owns[own].anchor == new;
                old.iter().rposition(|piece| match *piece {
                    Piece::Sentence(of) | Piece::Told(of) => Some(of) == base,
                    Piece::Own(of) => own(of),
                })
            };
            let place = (0..=at).rev().find_map(stands).map_or(0, |place| place + 1);
            old.splice(place..place, pieces);
        }
        let [old, young] = [(self.base.laid, old, false), (self.new.laid, young, true)]
            .map(|(laid, pieces, young)| assemble(laid, &pieces, owns, self.new.laid, young));
        (old, young, questions)
    }

    /// Which pieces of the text are told sentences: where this year's figures stand, where last year's draft had one, and
    /// what goes on behind them in their line.
    fn own_pieces(&self) -> Vec<bool> {
        let pieces = &self.edited.pieces;
        let apart = |piece: &Range<usize>| self.apart.iter().any(|(_, apart)| apart == piece);
        let mut own: Vec<bool> =
            pieces.iter().map(|piece| apart(piece) || piece.clone().any(|token| self.is_said(token))).collect();
        for (at, piece) in pieces.iter().enumerate() {
            let of_removed = |&token: &usize| self.back[token].is_some() && !self.is_read(token);
            let read = self.edited.weigh(piece.clone().filter(|&token| self.is_read(token)));
            let removed = self.edited.weigh(piece.clone().filter(of_removed));
            let all = self.edited.weigh(piece.clone());
            let behind = at > 0 && own[at - 1] && self.edited.lines[at - 1] == self.edited.lines[at];
            own[at] |= removed > read && removed * 2 > all || behind && read * 2 < all;
        }
        own
    }

    /// They in stretches of a line, each in the place of a sentence that it tells.
    fn owns(&self, own: &[bool]) -> Vec<Own> {
        let lines = &self.edited.lines;
        let at: Vec<usize> = (0..own.len()).filter(|&at| own[at]).collect();
        let mut owns: Vec<Own> = Vec::new();
        for run in at.chunk_by(|one, next| one + 1 == *next && lines[*one] == lines[*next]) {
            let tokens = self.tokens(&(run[0]..run[run.len() - 1] + 1));
            let place = self.edited.place(&tokens);
            let mut said: Vec<&Said> = self.slots.iter().filter(|said| tokens.contains(&said.tokens.start)).collect();
            said.sort_by_key(|said| said.tokens.start);
            let free = |at: &usize| owns.iter().all(|own| own.anchor != *at);
            let apart = self.apart.iter().filter(|(_, apart)| tokens.contains(&apart.start)).map(|(at, _)| *at);
            let told = || said.iter().map(|said| said.sentence).chain(apart.clone());
            let before = owns.last().map(|own| own.anchor);
            let Some(anchor) = told().filter(free).min().or(before).or_else(|| told().min()) else { continue };
            let slots = said.iter().map(|said| {
                let at = self.edited.place(&said.tokens);
                Slot {
                    place: at.start - place.start..at.end - place.start,
                    words: said.words.clone(),
                    span: said.span.clone(),
                }
            });
            let slots = slots.collect();
            let behind = |at: usize| self.slots.iter().all(|of| of.sentence != at || of.tokens.start < tokens.end);
            let lacks = said.iter().any(|said| behind(said.sentence) && self.lacks(said.sentence));
            owns.push(Own { anchor, words: self.text[place].to_owned(), slots, lacks });
        }
        owns
    }

    /// Does the sentence say a figure of this year that last year's own words do not, and no other sentence?
    fn lacks(&self, at: usize) -> bool {
        let sentences = self.new.laid.sentences.iter().enumerate().filter(|(at, _)| !self.told[*at]);
        let others: Vec<&LaidSpan> = sentences.flat_map(|(_, sentence)| &sentence.spans).collect();
        let same = |other: &LaidSpan, span: &LaidSpan| (&other.concept, &other.row) == (&span.concept, &span.row);
        let words = |span: &LaidSpan| &self.new.laid.text[span.place.clone()];
        // One number may be told for two figures.
        let here = |said: &Said, span: &LaidSpan| said.sentence == at && words(&said.span) == words(span);
        let said = |span: &LaidSpan| {
            self.slots.iter().any(|said| same(&said.span, span) || here(said, span))
                || others.iter().any(|other| same(other, span))
        };
        let spans = self.new.laid.sentences[at].spans.iter();
        spans.filter(|span| is_told(self.new, span, self.accounts)).any(|span| !said(span))
    }
}

/// Are both what one slot wrote of one row?
pub(super) fn is_same(one: &LaidSpan, other: &LaidSpan) -> bool {
    (&one.slot, &one.concept, &one.row) == (&other.slot, &other.concept, &other.row)
}

/// Is it a title or a heading?
fn is_title(laid: &Laid, sentence: &LaidSentence) -> bool {
    let words = &laid.text[sentence.place.clone()];
    let alone = sentence.spans.iter().all(|span| span.kind == SpanKind::Year);
    sentence.id.starts_with('#') || alone && !words.is_empty() && !words.ends_with(['。', '；', '：'])
}

/// The words of a title without its number and years.
fn letters(title: &str) -> String {
    let words = title.trim_start_matches(|c: char| !c.is_alphanumeric() || is_numeral(c) || c.is_ascii_digit());
    words.chars().filter(|c| !c.is_ascii_digit() && !c.is_whitespace()).collect()
}
