//! A paragraph as a row of phrases (读段): the row that leaves the least unread.

use std::ops::Range;

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
/// What is tolerated in one phrase.
const LIMIT: u32 = 7 * SLIP / 2;

/// Read a paragraph, first word for word, then with slips.
pub(super) fn read<'a>(
    reader: &Reader,
    networks: &[&Network<'a>],
    text: &str,
    memory: &mut Memory<'a>,
    effort: &mut usize,
) -> Vec<Piece<'a>> {
    let exact = row(reader, networks, text, 0, memory, effort);
    if exact.iter().all(|piece| matches!(piece, Piece::Read(..))) || *effort == 0 {
        return exact;
    }
    row(reader, networks, text, LIMIT, memory, effort)
}

/// The cheapest row from the beginning to the end; a free text of an exact phrase costs less than a slip.
fn row<'a>(
    reader: &Reader,
    networks: &[&Network<'a>],
    text: &str,
    limit: u32,
    memory: &mut Memory<'a>,
    effort: &mut usize,
) -> Vec<Piece<'a>> {
    // An exact search lets free texts be as long as they are.
    let limit = if limit == 0 { SLIP / 2 - 1 } else { limit };
    let mut best: Vec<(usize, u32, Option<(usize, Piece<'a>)>)> = vec![(0, 0, None)];
    let mut at_index = 0;
    let mut matches = Vec::new();
    // Places are looked at from left to right; each is reached for the last time before it is looked at.
    while let Some((at, cost)) = next(&best, at_index) {
        if at >= text.len() {
            break;
        }
        matches.clear();
        for network in networks {
            if *effort == 0 && limit >= SLIP / 2 {
                break;
            }
            if limit >= SLIP / 2 {
                *effort -= 1;
            }
            reader.find(network, text, at, limit, memory, &mut matches);
        }
        for read in matches.drain(..) {
            let more = cost + read.cost + 1;
            reach(&mut best, read.end, more, at, Piece::Read(at, read));
        }
        let end = at + sentence(&text[at..]);
        reach(&mut best, end, cost + LEFT + ((end - at) / 3) as u32, at, Piece::Unread(at..end));
        at_index = at + 1;
    }
    let mut pieces = Vec::new();
    let mut at = text.len();
    while let Some(index) = best.iter().position(|(place, ..)| *place == at) {
        let Some((from, piece)) = best.swap_remove(index).2 else { break };
        pieces.push(piece);
        at = from;
    }
    pieces.reverse();
    pieces
}

/// The first place from `from` on that has been reached.
fn next(best: &[(usize, u32, Option<(usize, Piece)>)], from: usize) -> Option<(usize, u32)> {
    best.iter().filter(|(place, ..)| *place >= from).min_by_key(|(place, ..)| *place).map(|(at, cost, _)| (*at, *cost))
}

fn reach<'a>(
    best: &mut Vec<(usize, u32, Option<(usize, Piece<'a>)>)>,
    end: usize,
    cost: u32,
    from: usize,
    piece: Piece<'a>,
) {
    match best.iter_mut().find(|(place, ..)| *place == end) {
        Some(known) if known.1 <= cost => {}
        Some(known) => (known.1, known.2) = (cost, Some((from, piece))),
        None => best.push((end, cost, Some((from, piece)))),
    }
}

/// How long the first sentence is: up to its full stop and what closes behind it.
pub(super) fn sentence(text: &str) -> usize {
    let Some(stop) = text.find(['。', '！', '？']) else { return text.len() };
    let behind = stop + '。'.len_utf8();
    behind + (text[behind..].len() - text[behind..].trim_start_matches(['”', '）', '’', '》']).len())
}
