//! Reading (读句): text + phrase -> what each slot holds. The other direction of [`mod@super::write`].
//!
//! A search goes through a [`Network`] and a text together, what costs least first. Words that agree cost nothing; a
//! letter too many, too few or another costs a slip, and so does what a slot tolerates (another unit, another word of
//! direction). Free text costs a trifle a letter, so that it ends at the first place where the rest fits.

use std::{
    cmp::{Ordering, Reverse},
    collections::{BinaryHeap, HashSet},
    hash::{BuildHasherDefault, Hasher},
    ops::Range,
};

pub use super::step::Step;
use super::{
    body::Phrase,
    network::{Network, Node, NodeIx},
    scan::{self, Held},
    slips::{self, SLIP},
    slot::SlotKind,
};
use crate::figures::Expr;

/// A stretch of text read as a phrase (读出的一句).
#[derive(Clone, Debug)]
pub struct Match<'a> {
    /// The phrase.
    pub phrase: &'a Phrase,
    /// Where it ends.
    pub end: usize,
    /// How much was tolerated; a slip of one letter is [`SLIP`].
    pub cost: u32,
    /// What was read, in order.
    pub steps: Vec<Step<'a>>,
}

/// What reading needs to know of a book (读句所需).
pub struct Reader<'b> {
    /// What stands before and after the words of a placeholder.
    pub missing: &'b (String, String),
    /// All words of direction of the book.
    pub directions: &'b [(String, Ordering)],
}

/// A search that has come this far without an end is given up: the text is none of the phrase's. Those of real reports
/// end after a few hundred.
const MOST_VISITS: usize = 8_000;
/// A text that ends in free words has many ends; the first few are enough.
const MOST_ENDS: usize = 8;
/// Free text weighs less than any slip, however long.
const MOST_FREE: u32 = 400;
/// A free text goes on over the end of a sentence only if nothing else can be made of what follows.
const OVER_A_STOP: u32 = 60;
/// A sentence with figures of its own is no part of a reason.
const OVER_FIGURES: u32 = 4_000;
/// What money was used for may have them (其中……万元), and so may a reason, if words of the phrase lead on behind it.
const OVER_FIGURES_LED_ON: u32 = 2_500;
/// The same for each further sentence with figures.
const OVER_MORE_FIGURES: u32 = 300;
/// Words of the phrase that a free text goes over, as if they were its own.
const OVER_LEAD: u32 = 2_500;
/// So many letters behind a full stop are words of the phrase and no chance.
const LEAD: usize = 3;
const YEAR_DIGITS: usize = 4;
/// Prose that no words of the phrase lead in is whatever no other phrase is.
const BARE_PROSE: u32 = 3_000;
/// A number of a list is no lead-in.
const LEAD_IN: usize = 6;
/// What one phrase says is not what another accepts.
const ACCEPTED: u32 = 2;

/// No letter takes more bytes.
const LONGEST_LETTER: usize = 4;

const SMALL_TABLE: usize = 1_000;

struct Visit<'a> {
    node: NodeIx,
    at: usize,
    cost: u32,
    parent: u32,
    step: Option<Step<'a>>,
}

#[derive(Default)]
struct Mix(u64);

impl Hasher for Mix {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|&byte| self.write_u64(u64::from(byte)));
    }

    fn write_u64(&mut self, value: u64) {
        self.0 = (self.0 ^ value).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(29);
    }
}

/// All that one search remembers; kept between searches to spare the memory.
#[derive(Default)]
pub struct Memory<'a> {
    visits: Vec<Visit<'a>>,
    seen: HashSet<u64, BuildHasherDefault<Mix>>,
    /// Costs nothing more than what is looked at now, the latest first, so that the first variant wins.
    now: Vec<u32>,
    later: BinaryHeap<Reverse<(u32, u32)>>,
    found: Vec<scan::Found>,
    /// What all searches so far looked at.
    steps: usize,
}

impl Memory<'_> {
    /// How much the last search looked at.
    pub fn effort(&self) -> usize {
        self.visits.len()
    }

    /// How much all searches so far looked at, each begun counting as one.
    pub fn steps(&self) -> usize {
        self.steps
    }
}

impl Reader<'_> {
    /// The ways in which a text from `at` on can be the phrase, at the cost of up to `limit`, word for word or with
    /// slips; one for each place where it can end.
    pub fn find<'a>(
        &self,
        network: &Network<'a>,
        text: &str,
        at: usize,
        (limit, tolerant): (u32, bool),
        memory: &mut Memory<'a>,
        out: &mut Vec<Match<'a>>,
    ) {
        memory.visits.clear();
        memory.steps += 1;
        // Each slip takes away one letter at most.
        let slips = if tolerant { (limit / (SLIP / 2)) as usize } else { 0 };
        if text.len() - at + slips * LONGEST_LETTER < network.shortest {
            return;
        }
        if !tolerant && !network.firsts[network.start].fits(&text[at..]) {
            return;
        }
        // Emptying a table that one long search made large costs as much as the search.
        if memory.seen.capacity() > SMALL_TABLE {
            memory.seen = HashSet::default();
        } else {
            memory.seen.clear();
        }
        memory.now.clear();
        memory.later.clear();
        let mut search = Search { from: at, reader: self, network, text, limit, tolerant, memory };
        search.run(out);
        memory.steps += memory.visits.len();
    }
}

struct Search<'s, 'a> {
    /// Where the phrase begins.
    from: usize,
    reader: &'s Reader<'s>,
    network: &'s Network<'a>,
    text: &'s str,
    limit: u32,
    /// Are slips allowed?
    tolerant: bool,
    memory: &'s mut Memory<'a>,
}

impl<'a> Search<'_, 'a> {
    /// Every place where the phrase can end, the cheapest way first.
    fn run(&mut self, out: &mut Vec<Match<'a>>) {
        let (network, from) = (self.network, self.from);
        self.push(network.start, from, 0, u32::MAX, None, true);
        let mut ends: Vec<usize> = Vec::new();
        while let Some(index) = self.pop() {
            let Visit { node, at: end, cost, .. } = self.memory.visits[index as usize];
            // Two ways to the same place: the cheaper came first.
            if !self.memory.seen.insert((node as u64) << 32 | end as u64) {
                continue;
            }
            if matches!(network.nodes[node], Node::Accept) {
                if end > from && !ends.contains(&end) {
                    ends.push(end);
                    let steps = self.steps(index);
                    out.push(Match { phrase: network.phrase, end, cost, steps });
                }
                if ends.len() >= MOST_ENDS {
                    return;
                }
                continue;
            }
            self.follow(index, node, end, cost);
            if self.memory.visits.len() > MOST_VISITS {
                return;
            }
        }
    }

    fn push(&mut self, node: NodeIx, at: usize, cost: u32, parent: u32, step: Option<Step<'a>>, now: bool) {
        // Word for word, a step whose first letter is another leads nowhere.
        if cost > self.limit || !self.tolerant && !self.network.firsts[node].fits(&self.text[at..]) {
            return;
        }
        let index = self.memory.visits.len() as u32;
        self.memory.visits.push(Visit { node, at, cost, parent, step });
        if now {
            self.memory.now.push(index);
        } else {
            self.memory.later.push(Reverse((cost, index)));
        }
    }

    fn pop(&mut self) -> Option<u32> {
        self.memory.now.pop().or_else(|| self.memory.later.pop().map(|Reverse((_, index))| index))
    }

    fn steps(&self, mut index: u32) -> Vec<Step<'a>> {
        let mut steps = Vec::new();
        while let Some(visit) = self.memory.visits.get(index as usize) {
            steps.extend(visit.step.clone());
            index = visit.parent;
        }
        steps.reverse();
        steps
    }

    fn follow(&mut self, index: u32, node: NodeIx, at: usize, cost: u32) {
        let network = self.network;
        match &network.nodes[node] {
            Node::Accept => {}
            Node::Split(ways) => {
                for &way in ways.iter().rev() {
                    self.push(way, at, cost, index, None, true);
                }
            }
            Node::Enter { body, variant, accepted, next } => {
                let step = Step::Enter { body, variant, accepted: *accepted };
                let more = if *accepted { ACCEPTED } else { 0 };
                self.push(*next, at, cost + more, index, Some(step), more == 0);
            }
            Node::Row { group, next } => self.push(*next, at, cost, index, Some(Step::Row { group: *group }), true),
            Node::RowsEnd { next } => self.push(*next, at, cost, index, Some(Step::RowsEnd), true),
            Node::Literal { text, letters, next } => {
                if self.text[at..].starts_with(text.as_str()) {
                    self.push(*next, at + text.len(), cost, index, None, true);
                } else if self.tolerant {
                    let allowed = self.limit.saturating_sub(cost);
                    for (length, slips) in slips::ways(letters, &self.text[at..], allowed) {
                        let step = Step::Slip { range: at..at + length, wanted: text.clone() };
                        self.push(*next, at + length, cost + slips, index, Some(step), false);
                    }
                }
            }
            Node::Slot { slot, body, variant, next } => {
                let slot_step = |range: Range<usize>, held| Some(Step::Slot { slot, body, variant, range, held });
                let tolerant = self.tolerant;
                let mut found = std::mem::take(&mut self.memory.found);
                let reader = self.reader;
                scan::scan(slot, self.text, at, reader.missing, reader.directions, tolerant, &mut found);
                if let Some(Expr::Fact(fact)) = slot.value()
                    && variant.wants_absent(*fact)
                {
                    found.retain(|found| found.held == Held::Placeholder);
                }
                let placeholder = found.iter().any(|found| found.held == Held::Placeholder);
                for scan::Found { held, end, cost: more } in found.drain(..) {
                    let step = slot_step(at..end, held);
                    self.push(*next, end, cost + more, index, step, more == 0);
                }
                self.memory.found = found;
                if !placeholder && let Some((most, stops)) = scan::reach(&slot.kind) {
                    self.free(index, at, cost, *next, (most, stops), &slot.kind, &slot_step);
                }
            }
        }
    }

    /// Do words of the phrase itself stand from `at` on, more than a mark or a chance letter?
    fn leads_on(&self, node: NodeIx, at: usize, letters: usize) -> bool {
        match &self.network.nodes[node] {
            Node::Literal { text, letters: own, next } => {
                let all = letters + own.iter().filter(|letter| letter.is_alphabetic()).count();
                self.text[at..].starts_with(text.as_str())
                    && (all >= LEAD || self.leads_on(*next, at + text.len(), all))
            }
            Node::Slot { slot, next, .. } if matches!(slot.kind, SlotKind::Year { .. }) => {
                let digits = self.text[at..].bytes().take_while(u8::is_ascii_digit).count();
                digits == YEAR_DIGITS && self.leads_on(*next, at + digits, letters)
            }
            Node::Split(ways) => ways.iter().any(|&way| self.leads_on(way, at, letters)),
            Node::Enter { next, .. } | Node::Row { next, .. } | Node::RowsEnd { next } => {
                self.leads_on(*next, at, letters)
            }
            Node::Slot { .. } | Node::Accept => false,
        }
    }

    /// Free text from `at` on: every end at which what follows can begin.
    #[allow(clippy::too_many_arguments)]
    fn free(
        &mut self,
        index: u32,
        at: usize,
        cost: u32,
        next: NodeIx,
        (most, stops): (usize, &[char]),
        kind: &SlotKind,
        step: &dyn Fn(Range<usize>, Held) -> Option<Step<'a>>,
    ) {
        let rest = &self.text[at..];
        let first = &self.network.firsts[next];
        let prose = matches!(kind, SlotKind::Prose { .. });
        if prose && first.any {
            if !rest.is_empty() {
                let bare = if at - self.from < LEAD_IN { BARE_PROSE } else { MOST_FREE };
                self.push(next, self.text.len(), cost + bare, index, step(at..self.text.len(), Held::Words), false);
            }
            return;
        }
        let (mut free, mut figures, mut stopped, mut ways) = (0_u32, false, 0_u32, 0);
        // Sentences with figures that were passed.
        let mut over = 0_u32;
        for (offset, c) in rest.char_indices() {
            let is_stop = c == '。' && !prose;
            let led_on = is_stop && self.leads_on(next, at + offset, 0);
            if offset > 0 && first.fits(&rest[offset..]) {
                let figured = match over {
                    0 => 0,
                    over if led_on => OVER_FIGURES_LED_ON + (over - 1) * OVER_MORE_FIGURES,
                    over => over * OVER_FIGURES,
                };
                let more = free.min(MOST_FREE) + stopped + figured;
                self.push(next, at + offset, cost + more, index, step(at..at + offset, Held::Words), false);
                ways += 1;
            }
            if offset > most || stops.contains(&c) || ways > 40 {
                return;
            }
            free += 1;
            let figure = !figures && (c == '%' || (c == '万' && rest[offset..].starts_with("万元")));
            figures |= figure;
            if is_stop {
                stopped += if led_on { OVER_LEAD } else { OVER_A_STOP };
                figures = false;
            } else if figure && stopped > 0 && !prose {
                over += 1;
            }
        }
        // The end of the text, where words that should follow are missing.
        if !rest.is_empty() && self.tolerant {
            let end = self.text.len();
            let more = free.min(MOST_FREE) + stopped + over * OVER_FIGURES;
            self.push(next, end, cost + more, index, step(at..end, Held::Words), false);
        }
    }
}
