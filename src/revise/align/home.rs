//! Lines and where they stand now (段落的去处): what an item says is looked for where the item is. A sentence that many
//! items have (决算数与预算数持平) tells nothing of its own place.

use std::ops::Range;

use ahash::AHashMap;

use super::Aligner;
use crate::revise::stream::Stream;

/// The pieces of both texts, told by their index.
pub(super) struct Pieces<'a> {
    pub base: &'a [Range<usize>],
    pub edited: &'a [Range<usize>],
    /// Pieces that more than one line has: their index in both texts.
    same: Vec<[Vec<usize>; 2]>,
    /// For the pieces of either text, does the other have their words?
    pub shared: [Vec<bool>; 2],
    /// For pieces of the base, are they found by their own words: do they stand once in both texts?
    pub tells: Vec<bool>,
}

impl<'a> Pieces<'a> {
    pub fn of(base: &'a Stream, edited: &'a Stream) -> Pieces<'a> {
        let mut counts: AHashMap<u64, [usize; 2]> = AHashMap::with_capacity(base.prints.len() + edited.prints.len());
        for (side, stream) in [base, edited].into_iter().enumerate() {
            stream.prints.iter().for_each(|print| counts.entry(*print).or_default()[side] += 1);
        }
        let mut same: AHashMap<u64, [Vec<usize>; 2]> = AHashMap::new();
        let mut tells = Vec::new();
        let shared = [(0, base), (1, edited)].map(|(side, stream)| {
            let shared = stream.prints.iter().enumerate().map(|(at, print)| {
                let [old, new] = counts[print];
                if side == 0 {
                    tells.push(old == 1 && new <= 1);
                }
                let shared = old > 0 && new > 0;
                if shared && old + new > 2 {
                    same.entry(*print).or_default()[side].push(at);
                }
                shared
            });
            shared.collect()
        });
        let mut same: Vec<_> = same.into_values().collect();
        same.sort_unstable();
        Pieces { base: &base.pieces, edited: &edited.pieces, same, shared, tells }
    }
}

impl Aligner<'_> {
    /// For every line of the base, the line of the edited text in which most of it stands.
    fn homes(&self, pieces: &Pieces, in_place: &[(usize, usize)]) -> Vec<Option<usize>> {
        let mut found: Vec<Vec<(usize, usize)>> = vec![Vec::new(); self.base.lines.last().map_or(0, |last| last + 1)];
        let mut stands = |base: usize, there: usize, weight: usize| {
            let found = &mut found[self.base.lines[base]];
            match found.iter_mut().find(|(line, _)| *line == there) {
                Some((_, all)) => *all += weight,
                None => found.push((there, weight)),
            }
        };
        for (at, piece) in pieces.base.iter().enumerate().filter(|(at, _)| pieces.tells[*at]) {
            let paired = piece.clone().filter(|&token| self.to[token].is_some());
            if let Some(place) = paired.clone().find_map(|token| self.to[token]) {
                stands(at, self.edited.line_of(place), self.base.weigh(paired));
            }
        }
        for &(base, edited) in in_place {
            stands(base, self.edited.lines[edited], self.base.weigh(pieces.base[base].clone()));
        }
        let heaviest = |lines: Vec<(usize, usize)>| lines.into_iter().max_by_key(|(_, weight)| *weight);
        found.into_iter().map(|lines| heaviest(lines).map(|(line, _)| line)).collect()
    }

    /// Pair pieces that several lines have within the line that each stands in.
    /// `in_place` are pieces that were edited where they stand.
    pub(super) fn at_home(&mut self, pieces: &Pieces, in_place: &[(usize, usize)]) -> Vec<Option<usize>> {
        let homes = self.homes(pieces, in_place);
        for [old, new] in &pieces.same {
            let mut free: Vec<usize> = new.clone();
            let mut own = Vec::new();
            for &base in old {
                let home = homes[self.base.lines[base]];
                if let Some(at) = free.iter().position(|&edited| home == Some(self.edited.lines[edited])) {
                    own.push((base, free.remove(at)));
                }
            }
            for (base, edited) in own {
                self.exchange(pieces, old, (base, edited));
            }
        }
        homes
    }

    /// Pair two pieces of the same words, whatever others like the one are paired with.
    fn exchange(&mut self, pieces: &Pieces, like: &[usize], (base, edited): (usize, usize)) {
        let (tokens, place) = (pieces.base[base].clone(), pieces.edited[edited].clone());
        let stands = |aligner: &Self, base: usize, place: &Range<usize>| {
            aligner.to[pieces.base[base].start] == Some(place.start)
        };
        if stands(self, base, &place) {
            return;
        }
        let other = like.iter().copied().find(|&other| stands(self, other, &place));
        if other.is_none() && place.clone().any(|token| self.used[token]) {
            return;
        }
        for base in other.into_iter().chain([base]) {
            for token in pieces.base[base].clone() {
                if let Some(place) = self.to[token].take() {
                    self.used[place] = false;
                }
            }
        }
        self.pair_pieces(&tokens, &place);
    }

    /// Lines that stand elsewhere now: what is left of them is looked for there and nowhere else. Tells which pieces of both
    /// texts are theirs.
    pub(super) fn moved_lines(
        &mut self,
        pieces: &Pieces,
        anchors: &[(usize, usize)],
        gaps: &[(Range<usize>, Range<usize>)],
        homes: &[Option<usize>],
    ) -> (Vec<bool>, Vec<bool>) {
        let (mut lost, mut found) = (vec![false; pieces.base.len()], vec![false; pieces.edited.len()]);
        let mut stays = vec![false; homes.len()];
        for &(base, _) in anchors.iter().filter(|(base, _)| pieces.tells[*base]) {
            stays[self.base.lines[base]] = true;
        }
        for (old, new) in gaps {
            for line in old.clone().map(|base| self.base.lines[base]) {
                stays[line] |= new.clone().any(|edited| homes[line] == Some(self.edited.lines[edited]));
            }
        }
        for (line, home) in homes.iter().enumerate() {
            let Some(home) = home.filter(|_| !stays[line]) else { continue };
            let (old, new) = (self.base.pieces_in(line), self.edited.pieces_in(home));
            let open: Vec<Range<usize>> =
                pieces.base[old.clone()].iter().filter(|piece| self.to[piece.start].is_none()).cloned().collect();
            self.words(&open, &pieces.edited[new.clone()]);
            lost[old].fill(true);
            found[new].fill(true);
        }
        (lost, found)
    }
}
