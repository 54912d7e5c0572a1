//! A paragraph as a row of phrases (读段): the row that leaves the least unread.

use std::{collections::BTreeMap, ops::Range};

use super::starts::Starts;
use crate::phrase::{
    network::Network,
    read::{Match, Memory, Reader},
    slips::SLIP,
};

/// A piece of a paragraph.
pub(super) enum Piece<'a> {
    /// Read as a phrase, from this offset on.
    Read(usize, Match<'a>),
    /// Not read.
    Unread(Range<usize>),
}

/// A sentence left unread weighs more than slips that would make it readable.
const LEFT: u32 = 4 * SLIP;
/// What a search costs before it looks at anything.
const SEARCH: usize = 20;
/// What is tolerated in one phrase.
const LIMIT: u32 = 7 * SLIP / 2;
/// What free words may cost where everything else is there word for word.
const EXACT: u32 = SLIP / 2 - 1;

/// How much work a text may still cause; what is left then is not read but reported. Real reports take a hundredth.
pub(super) struct Effort {
    /// Word for word.
    exact: usize,
    /// With slips, for texts that fit no phrase.
    tolerant: usize,
}

impl Effort {
    /// What one text may cause.
    pub fn of_a_text() -> Effort {
        Effort { exact: 3_000_000, tolerant: 500_000 }
    }
}

/// What paragraphs of a section are read with.
pub(super) struct Desk<'r, 'a> {
    pub reader: &'r Reader<'r>,
    /// Of every phrase of the book.
    pub networks: &'r [Option<Network<'a>>],
    /// The phrases of the section.
    pub phrases: &'r Starts,
}

/// The cheapest way to a place in a paragraph: what it costs, and the piece that ends there with where it begins.
struct Reached<'a> {
    cost: u32,
    by: Option<(usize, Piece<'a>)>,
}

impl<'a> Desk<'_, 'a> {
    /// Read a paragraph, first word for word, then with slips.
    pub fn read(&self, text: &str, memory: &mut Memory<'a>, effort: &mut Effort) -> Vec<Piece<'a>> {
        let is_whole = |pieces: &[Piece]| pieces.iter().all(|piece| matches!(piece, Piece::Read(..)));
        let (exact, _) = self.row(text, (EXACT, false), memory, effort);
        if is_whole(&exact) || effort.tolerant == 0 {
            return exact;
        }
        // Free words may be long and have sentences of their own; where they cost as much as a slip, that may be one.
        let (free, cost) = self.row(text, (LIMIT, false), memory, effort);
        if is_whole(&free) && cost < SLIP || effort.tolerant == 0 {
            return free;
        }
        let (tolerant, least) = self.row(text, (LIMIT, true), memory, effort);
        if cost <= least { free } else { tolerant }
    }

    /// The cheapest row from the beginning to the end, and what it costs; a free text of an exact phrase costs less
    /// than a slip.
    fn row(
        &self,
        text: &str,
        (limit, tolerant): (u32, bool),
        memory: &mut Memory<'a>,
        effort: &mut Effort,
    ) -> (Vec<Piece<'a>>, u32) {
        let effort = if limit > EXACT { &mut effort.tolerant } else { &mut effort.exact };
        let mut reached = BTreeMap::from([(0, Reached { cost: 0, by: None })]);
        let mut from = 0;
        // Where the sentence ends in which the last place stood: a long one is not walked through for each place in it.
        let (mut here, mut end) = (0..0, 0);
        let mut matches = Vec::new();
        // Places are looked at from left to right; each is reached for the last time before it is looked at.
        while let Some((at, cost)) = reached.range(from..text.len()).next().map(|(at, place)| (*at, place.cost)) {
            if !here.contains(&at) {
                let (stop, behind) = sentence(&text[at..]);
                (here, end) = (at..at + stop, at + behind);
            }
            // Marks alone are no sentence, and may be very many.
            let says = text[at..end].contains(char::is_alphanumeric);
            matches.clear();
            let phrases = if tolerant { &self.phrases.all } else { self.phrases.exact(&text[at..]) };
            for network in phrases.iter().filter(|_| says).filter_map(|&phrase| self.networks[phrase].as_ref()) {
                if *effort == 0 {
                    break;
                }
                self.reader.find(network, text, at, (limit, tolerant), memory, &mut matches);
                let begun = if tolerant { SEARCH } else { 1 };
                *effort = effort.saturating_sub(begun + memory.effort());
            }
            for read in matches.drain(..) {
                reach(&mut reached, read.end, cost + read.cost + 1, at, Piece::Read(at, read));
            }
            let left = cost.saturating_add(LEFT + ((end - at) / 3) as u32);
            reach(&mut reached, end, left, at, Piece::Unread(at..end));
            from = at + 1;
        }
        let cost = reached.get(&text.len()).map_or(0, |place| place.cost);
        let mut pieces = Vec::new();
        let mut at = text.len();
        while let Some((before, piece)) = reached.remove(&at).and_then(|place| place.by) {
            pieces.push(piece);
            at = before;
        }
        pieces.reverse();
        (pieces, cost)
    }
}

fn reach<'a>(reached: &mut BTreeMap<usize, Reached<'a>>, end: usize, cost: u32, from: usize, piece: Piece<'a>) {
    let place = reached.entry(end).or_insert(Reached { cost: u32::MAX, by: None });
    if cost < place.cost {
        *place = Reached { cost, by: Some((from, piece)) };
    }
}

/// Where the first sentence has its full stop, and where it ends, behind what closes behind that.
fn sentence(text: &str) -> (usize, usize) {
    let Some(stop) = text.find(['。', '！', '？']) else { return (text.len(), text.len()) };
    let behind = stop + '。'.len_utf8();
    (stop, behind + (text[behind..].len() - text[behind..].trim_start_matches(['”', '）', '’', '》']).len()))
}
