//! What a correction changes (改动): the new draft beside the base draft, sentence by sentence and slot by slot.
//!
//! Nothing is guessed here: both drafts know which phrase and slot wrote each word.

use std::{
    collections::HashMap,
    hash::{DefaultHasher, Hash, Hasher},
    ops::Range,
};

use similar::DiffOp;

use super::{
    Direction,
    laid::{Laid, LaidSentence, LaidSpan},
    stream::{Stream, Vocabulary},
    token::Kind,
};
use crate::{
    in_order::{anchored, shortest},
    phrase::numerals::is_numeral,
};

/// A laid draft as tokens, cut by sentence.
pub(super) struct Side<'a> {
    pub laid: &'a Laid,
    pub stream: Stream,
    /// The tokens of each sentence; together they are all tokens.
    pub sentences: Vec<Range<usize>>,
}

impl<'a> Side<'a> {
    pub fn of(laid: &'a Laid, words: &mut Vocabulary) -> Side<'a> {
        let stream = Stream::of(&laid.text, words);
        let mut at = 0;
        let sentences = laid.sentences.iter().map(|sentence| {
            let end = stream.within(&sentence.place).end.max(at);
            let range = at..end;
            at = end;
            range
        });
        let sentences = sentences.collect();
        Side { laid, stream, sentences }
    }

    /// The words of a stretch of tokens as printed.
    pub fn words(&self, tokens: &Range<usize>) -> &'a str {
        &self.laid.text[self.stream.place(tokens)]
    }

    /// The same with what stands between them and the token before.
    pub fn words_after(&self, tokens: &Range<usize>) -> &'a str {
        &self.laid.text[self.stream.end_before(tokens.start)..self.stream.place(tokens).end]
    }

    /// What stands between a token and the one before it.
    pub fn glue(&self, token: usize) -> &'a str {
        &self.laid.text[self.stream.end_before(token)..self.stream.places[token].start]
    }

    /// The first word of direction among the tokens.
    pub fn direction(&self, tokens: &Range<usize>) -> Option<(Direction, &'a str)> {
        tokens.clone().find_map(|at| match self.stream.kinds[at] {
            Kind::Direction(direction) => Some((direction, self.words(&(at..at + 1)))),
            _ => None,
        })
    }
}

/// A slot's words, a list's number, or one word of the phrase's own.
#[derive(Clone, Debug)]
struct Unit {
    tokens: Range<usize>,
    span: Option<usize>,
    ordinal: bool,
}

/// A piece of a sentence in both drafts, or in one of them.
pub(super) struct Entry {
    /// Its tokens in the base draft; empty if it is new.
    pub base: Range<usize>,
    /// Its tokens in the new draft; empty if it is gone.
    pub new: Range<usize>,
    /// Which spans they are, of the base's sentence and of the new one's.
    pub spans: [Option<usize>; 2],
    /// Do the words differ?
    pub changed: bool,
    /// Is it the number of a list's item?
    pub ordinal: bool,
}

/// A sentence in both drafts, or in one of them.
pub(super) struct Pair {
    pub base: Option<usize>,
    pub new: Option<usize>,
    /// Its pieces, none if it is in one draft alone.
    pub entries: Vec<Entry>,
}

/// Hold the new draft against the base.
pub(super) fn script(base: &Side, new: &Side) -> Vec<Pair> {
    let ids = |side: &Side| side.laid.sentences.iter().map(|sentence| fingerprint(&sentence.id)).collect::<Vec<_>>();
    let mut pairs = Vec::new();
    for op in anchored(&ids(base), &ids(new)) {
        let (old_range, new_range) = (op.old_range(), op.new_range());
        if let DiffOp::Equal { .. } = op {
            for (left, right) in old_range.zip(new_range) {
                pairs.push(Pair { base: Some(left), new: Some(right), entries: entries(base, left, new, right) });
            }
            continue;
        }
        pairs.extend(old_range.map(|left| Pair { base: Some(left), new: None, entries: Vec::new() }));
        pairs.extend(new_range.map(|right| Pair { base: None, new: Some(right), entries: Vec::new() }));
    }
    pairs
}

fn fingerprint(words: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    words.hash(&mut hasher);
    hasher.finish()
}

fn entries(base: &Side, left: usize, new: &Side, right: usize) -> Vec<Entry> {
    let old = units(base, left);
    if is_same(base, left, new, right) {
        return unchanged(old, new.sentences[right].start);
    }
    let young = units(new, right);
    let (keys, others) = (keys(base, left, &old), keys(new, right, &young));
    let mut entries = Vec::new();
    let ops = if keys == others {
        vec![DiffOp::Equal { old_index: 0, new_index: 0, len: keys.len() }]
    } else {
        shortest(&keys, &others)
    };
    for op in ops {
        let (gone, come) = (&old[op.old_range()], &young[op.new_range()]);
        if let DiffOp::Equal { .. } = op {
            for (old, young) in gone.iter().zip(come) {
                let changed = base.words(&old.tokens) != new.words(&young.tokens);
                entries.push(Entry {
                    base: old.tokens.clone(),
                    new: young.tokens.clone(),
                    spans: [old.span, young.span],
                    changed,
                    ordinal: old.ordinal,
                });
            }
            continue;
        }
        // What stands between the same neighbours replaces each other.
        let at = |units: &[Unit], all: &[Unit], next: usize, whole: &Range<usize>| match (units.first(), units.last()) {
            (Some(first), Some(last)) => first.tokens.start..last.tokens.end,
            _ => {
                let at = all.get(next).map_or(whole.end, |unit| unit.tokens.start);
                at..at
            }
        };
        let one = |units: &[Unit]| units.iter().find_map(|unit| unit.span);
        entries.push(Entry {
            base: at(gone, &old, op.old_range().start, &base.sentences[left]),
            new: at(come, &young, op.new_range().start, &new.sentences[right]),
            spans: [one(gone), one(come)],
            changed: true,
            ordinal: false,
        });
    }
    entries
}

/// Is it the same sentence with the same spans, as most are?
fn is_same(base: &Side, left: usize, new: &Side, right: usize) -> bool {
    let (old, young) = (&base.laid.sentences[left], &new.laid.sentences[right]);
    let (tokens, others) = (&base.sentences[left], &new.sentences[right]);
    let within = |sentence: &LaidSentence, at: usize| at.wrapping_sub(sentence.place.start);
    tokens.len() == others.len()
        && old.spans.len() == young.spans.len()
        && base.laid.text[old.place.clone()] == new.laid.text[young.place.clone()]
        && old.spans.iter().zip(&young.spans).all(|(one, other)| {
            within(old, one.place.start) == within(young, other.place.start) && one.place.len() == other.place.len()
        })
}

/// The entries of a sentence that is the same in the new draft, where it begins with that token.
fn unchanged(units: Vec<Unit>, start: usize) -> Vec<Entry> {
    let first = units.first().map_or(0, |unit| unit.tokens.start);
    let there = |tokens: &Range<usize>| tokens.start - first + start..tokens.end - first + start;
    let entry = |unit: Unit| Entry {
        new: there(&unit.tokens),
        base: unit.tokens,
        spans: [unit.span; 2],
        changed: false,
        ordinal: unit.ordinal,
    };
    units.into_iter().map(entry).collect()
}

/// What tells units apart: what a slot speaks of, or the word.
fn keys(side: &Side, sentence: usize, units: &[Unit]) -> Vec<u64> {
    let mut seen: HashMap<u64, u32> = HashMap::new();
    let key = |unit: &Unit| match unit.span {
        _ if unit.ordinal => 0,
        Some(span) => {
            // The same slot of the same row twice: the first is the first.
            let key = span_key(&side.laid.sentences[sentence].spans[span]);
            let count = seen.entry(key).or_default();
            *count += 1;
            fingerprint((key, *count))
        }
        None => u64::from(side.stream.ids[unit.tokens.start]),
    };
    units.iter().map(key).collect()
}

fn units(side: &Side, sentence: usize) -> Vec<Unit> {
    let tokens = side.sentences[sentence].clone();
    let LaidSentence { spans, .. } = &side.laid.sentences[sentence];
    let mut units: Vec<Unit> = Vec::with_capacity(tokens.len());
    let mut at = tokens.start;
    if let Some(end) =
        ordinal(side, &tokens).filter(|end| spans.iter().all(|span| side.stream.within(&span.place).start >= *end))
    {
        units.push(Unit { tokens: at..end, span: None, ordinal: true });
        at = end;
    }
    while at < tokens.end {
        let place = &side.stream.places[at];
        let span = spans.iter().position(|span| span.place.start < place.end && place.start < span.place.end);
        let end = match span {
            Some(span) => side.stream.within(&(place.start..spans[span].place.end)).end.clamp(at + 1, tokens.end),
            None => at + 1,
        };
        units.push(Unit { tokens: at..end, span, ordinal: false });
        at = end;
    }
    units
}

fn span_key(span: &LaidSpan) -> u64 {
    fingerprint((&span.slot, &span.concept, &span.row))
}

/// The end of a list's number at the head of a sentence: 3. or （三）.
fn ordinal(side: &Side, tokens: &Range<usize>) -> Option<usize> {
    let mut numbers = 0;
    for at in tokens.clone().take(6) {
        match side.words(&(at..at + 1)) {
            "（" if numbers == 0 => {}
            "." | "、" | "）" if numbers > 0 => return Some(at + 1),
            word if word.chars().all(|c| c.is_ascii_digit() || is_numeral(c)) => numbers += 1,
            _ => return None,
        }
    }
    None
}
