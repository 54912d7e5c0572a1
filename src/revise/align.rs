//! Where the words of a base draft stand in the text that people made of it (对齐).
//!
//! Whole sentences first, then sentences whose figures alone differ, then words between those; a sentence that was
//! carried elsewhere is found by its likeness. The work is bounded: what is left over is unaligned, never wrong.

mod exchanged;
mod home;

use std::{borrow::Cow, cmp::Reverse, ops::Range};

use ahash::AHashMap;
use similar::DiffOp;

use self::{exchanged::Free, home::Pieces};
use super::stream::Stream;
use crate::in_order::{anchored, shortest};

/// Pieces on either side that are compared by likeness, at most.
const MOST_PIECES: usize = 400;
/// How alike two pieces must be, in percent of their pairs of tokens.
const ALIKE: usize = 50;
/// A run of matching tokens between changes must weigh this much, or it is chance.
const CHANCE: usize = 3;

/// For every token of the base, the token of the edited text that it is; `taken` tokens of the edited text are none.
pub(super) fn align(base: &Stream, edited: &Stream, taken: &[bool]) -> Vec<Option<usize>> {
    let pieces = Pieces::of(base, edited);
    let mut aligner = Aligner { base, edited, taken, to: vec![None; base.len()], used: vec![false; edited.len()] };
    let anchors = aligner.anchors(&pieces);
    aligner.carried_whole(&pieces);
    aligner.at_home(&pieces, &[]);
    let gaps = gaps(&anchors, pieces.base.len(), pieces.edited.len());
    let in_place = aligner.carried(&pieces, &gaps);
    let homes = aligner.at_home(&pieces, &in_place);
    let (lost, found) = aligner.moved_lines(&pieces, &anchors, &gaps, &homes);
    for (base, edited) in &gaps {
        aligner.gap(&without(pieces.base, base, &lost), &without(pieces.edited, edited, &found));
    }
    aligner.exchanged(&gaps, &pieces);
    aligner.to
}

/// Those pieces of a gap that are not told; in most gaps all.
fn without<'a>(pieces: &'a [Range<usize>], gap: &Range<usize>, told: &[bool]) -> Cow<'a, [Range<usize>]> {
    if told[gap.clone()].contains(&true) {
        gap.clone().filter(|&at| !told[at]).map(|at| pieces[at].clone()).collect()
    } else {
        Cow::Borrowed(&pieces[gap.clone()])
    }
}

struct Aligner<'a> {
    base: &'a Stream,
    edited: &'a Stream,
    taken: &'a [bool],
    to: Vec<Option<usize>>,
    used: Vec<bool>,
}

impl Aligner<'_> {
    fn pair(&mut self, base: usize, edited: usize) {
        let same = self.base.ids[base] == self.edited.ids[edited];
        if same && self.to[base].is_none() && !self.used[edited] && !self.taken[edited] {
            self.to[base] = Some(edited);
            self.used[edited] = true;
        }
    }

    fn pair_pieces(&mut self, base: &Range<usize>, edited: &Range<usize>) {
        base.clone().zip(edited.clone()).for_each(|(base, edited)| self.pair(base, edited));
    }

    /// Equal pieces in the same order; their numbers in pairs.
    fn anchors(&mut self, pieces: &Pieces) -> Vec<(usize, usize)> {
        // What the other text has nowhere is only work.
        let both = |stream: &Stream, shared: &[bool]| {
            let here = stream.prints.iter().copied().enumerate().filter(|(at, _)| shared[*at]);
            here.unzip::<usize, u64, Vec<_>, Vec<_>>()
        };
        let [old, new] = &pieces.shared;
        let ((base, prints), (edited, others)) = (both(self.base, old), both(self.edited, new));
        let pairs = equal(&anchored(&prints, &others));
        let mut pairs: Vec<_> = pairs.into_iter().map(|(left, right)| (base[left], edited[right])).collect();
        self.draw_near(&mut pairs);
        for &(base, edited) in &pairs {
            self.pair_pieces(&pieces.base[base], &pieces.edited[edited]);
        }
        pairs
    }

    /// What stands in the edited text twice is the one beside its next neighbour: a heading, not its entry in the contents.
    fn draw_near(&self, pairs: &mut [(usize, usize)]) {
        for at in (1..pairs.len()).rev() {
            let ((base, edited), (next, before)) = (pairs[at - 1], (pairs[at].0, pairs[at].1 - 1));
            if base + 1 == next && edited < before && self.edited.prints[before] == self.base.prints[base] {
                pairs[at - 1].1 = before;
            }
        }
    }

    /// Pieces of some length that stand elsewhere word for word, whatever their number in a list; then those whose figures
    /// alone differ.
    fn carried_whole(&mut self, pieces: &Pieces) {
        self.carried_alike(pieces, Stream::print);
        self.carried_alike(pieces, Stream::skeleton);
    }

    fn carried_alike(&mut self, pieces: &Pieces, print: fn(&Stream, &Range<usize>) -> u64) {
        let lost = pieces.base.iter().filter(|piece| self.to[piece.start].is_none());
        let lost: Vec<Range<usize>> = lost.map(|piece| self.base.body(piece)).collect();
        let free = pieces.edited.iter().filter(|piece| !self.used[piece.start]);
        let [lost, free] = [(self.base, lost), (self.edited, free.map(|piece| self.edited.body(piece)).collect())].map(
            |(stream, bodies)| {
                let mut known: AHashMap<u64, Vec<Range<usize>>> = AHashMap::new();
                for body in bodies.into_iter().filter(|body| stream.weigh(body.clone()) > 2 * CHANCE) {
                    known.entry(print(stream, &body)).or_default().push(body);
                }
                known
            },
        );
        for (print, bodies) in &lost {
            if let ([body], Some([other])) = (bodies.as_slice(), free.get(print).map(Vec::as_slice)) {
                self.pair_pieces(body, other);
                // The number in the list, if it is the same.
                let [one, two] = [(pieces.base, body), (pieces.edited, other)].map(|(pieces, body)| {
                    pieces[pieces.partition_point(|piece| piece.end <= body.start)].start..body.start
                });
                if self.base.ids[one.clone()] == self.edited.ids[two.clone()] {
                    self.pair_pieces(&one, &two);
                }
            }
        }
    }

    /// Between two anchors: pieces whose figures alone differ, then token by token.
    fn gap(&mut self, base: &[Range<usize>], edited: &[Range<usize>]) {
        if base.is_empty() || edited.is_empty() {
            return;
        }
        let marks: Vec<u64> = base.iter().map(|piece| self.base.skeleton(piece)).collect();
        let other_marks: Vec<u64> = edited.iter().map(|piece| self.edited.skeleton(piece)).collect();
        let same = equal(&anchored(&marks, &other_marks));
        let (mut at, mut other) = (0, 0);
        for (left, right) in same {
            self.words(&base[at..left], &edited[other..right]);
            self.pair_pieces(&base[left], &edited[right]);
            (at, other) = (left + 1, right + 1);
        }
        self.words(&base[at..], &edited[other..]);
    }

    fn words(&mut self, base: &[Range<usize>], edited: &[Range<usize>]) {
        let [base, edited] = [base, edited].map(|pieces| pieces.iter().cloned().flatten().collect::<Vec<_>>());
        if base.is_empty() || edited.is_empty() {
            return;
        }
        let (old, new) = (self.base.words_of(&base), self.edited.words_of(&edited));
        for op in shortest(&old, &new) {
            let DiffOp::Equal { old_index, new_index, len } = op else { continue };
            let run = base[old_index..old_index + len].iter().zip(&edited[new_index..]);
            // A word or two that match between changes on both sides are chance.
            let inside = old_index > 0 && old_index + len < base.len();
            if inside && self.base.weigh(run.clone().map(|pair| *pair.0)) < CHANCE {
                continue;
            }
            run.for_each(|(&base, &edited)| self.pair(base, edited));
        }
    }

    /// Clauses that changed places with others of their sentence; what stands between two gaps of it stays.
    fn exchanged(&mut self, gaps: &[(Range<usize>, Range<usize>)], pieces: &Pieces) {
        let goes_on = |(base, _): &(Range<usize>, Range<usize>)| {
            pieces.base.get(base.end).is_some_and(|anchor| self.base.ids[anchor.end - 1] == u32::from('；'))
        };
        let sentences: Vec<_> = gaps.chunk_by(|gap, _| goes_on(gap)).collect();
        for gaps in sentences {
            let base = gaps.iter().flat_map(|(base, _)| &pieces.base[base.clone()]).flat_map(Range::clone);
            let edited = gaps.iter().flat_map(|(_, edited)| &pieces.edited[edited.clone()]).flat_map(Range::clone);
            let free = Free { base: base.collect(), edited: edited.collect() };
            let Some((old, new)) = free.exchanged(self) else { continue };
            for (token, place) in old {
                (self.to[token], self.used[place]) = (None, false);
            }
            new.into_iter().for_each(|(base, edited)| self.pair(base, edited));
        }
    }

    /// Pieces that were edited, wherever they stand now: each with the likest that is as free, if it is like enough.
    /// Gives the pairs that stand between the same anchors by their index: their words are paired with all between those.
    fn carried(&mut self, pieces: &Pieces, gaps: &[(Range<usize>, Range<usize>)]) -> Vec<(usize, usize)> {
        let long = |piece: &Range<usize>| piece.len() > 3;
        let lost = |piece: &Range<usize>| long(piece) && piece.clone().all(|at| self.to[at].is_none());
        let free = |piece: &Range<usize>| long(piece) && piece.clone().all(|at| !self.used[at] && !self.taken[at]);
        let (lost, free) = (bags(self.base, pieces.base, lost), bags(self.edited, pieces.edited, free));
        let in_place =
            |(base, edited): (usize, usize)| gaps.iter().any(|(old, new)| old.contains(&base) && new.contains(&edited));
        // Which of the lost pieces have a pair of tokens: most have nothing in common with most.
        let mut having: Vec<(u64, usize)> = Vec::new();
        for (at, (_, bag)) in lost.iter().enumerate() {
            having.extend(bag.iter().map(|&pair| (pair, at)));
        }
        having.sort_unstable();
        let mut found = Vec::new();
        let mut common = vec![0; lost.len()];
        for (edited, other) in &free {
            common.fill(0);
            for pair in other {
                let first = having.partition_point(|(known, _)| known < pair);
                having[first..].iter().take_while(|(known, _)| known == pair).for_each(|&(_, at)| common[at] += 1);
            }
            for ((base, bag), common) in lost.iter().zip(&common) {
                // What two pieces have in common, in percent.
                let alike = 200 * common / (bag.len() + other.len()).max(1);
                if alike >= ALIKE {
                    found.push((Reverse(alike), !in_place((*base, *edited)), *base, *edited));
                }
            }
        }
        found.sort_unstable();
        let mut done: Vec<(usize, usize)> = Vec::new();
        for (_, _, base, edited) in found {
            if done.iter().all(|&(one, other)| one != base && other != edited) {
                if !in_place((base, edited)) {
                    self.words(&pieces.base[base..=base], &pieces.edited[edited..=edited]);
                }
                done.push((base, edited));
            }
        }
        done.retain(|&pair| in_place(pair));
        done
    }
}

/// The open ones of some pieces, told by their index, with their pairs of tokens.
fn bags(stream: &Stream, pieces: &[Range<usize>], open: impl Fn(&Range<usize>) -> bool) -> Vec<(usize, Vec<u64>)> {
    let open = pieces.iter().enumerate().filter(|(_, piece)| open(piece)).take(MOST_PIECES);
    open.map(|(at, piece)| (at, pairs(stream, piece))).collect()
}

/// The pairs of tokens that follow each other, sorted, each once.
fn pairs(stream: &Stream, piece: &Range<usize>) -> Vec<u64> {
    let pair = |pair: &[u32]| u64::from(pair[0]) << u32::BITS | u64::from(pair[1]);
    let mut pairs: Vec<_> = stream.ids[piece.clone()].windows(2).map(pair).collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

fn equal(ops: &[DiffOp]) -> Vec<(usize, usize)> {
    let runs = ops.iter().filter_map(|op| match *op {
        DiffOp::Equal { old_index, new_index, len } => Some((old_index, new_index, len)),
        _ => None,
    });
    runs.flat_map(|(old, new, len)| (0..len).map(move |step| (old + step, new + step))).collect()
}

/// The stretches between anchors.
fn gaps(anchors: &[(usize, usize)], base: usize, edited: usize) -> Vec<(Range<usize>, Range<usize>)> {
    let mut gaps = Vec::new();
    let (mut at, mut other) = (0, 0);
    for &(left, right) in anchors.iter().chain([&(base, edited)]) {
        gaps.push((at..left, other..right));
        (at, other) = (left + 1, right + 1);
    }
    gaps
}
