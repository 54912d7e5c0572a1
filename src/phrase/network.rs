//! A phrase laid out for reading (读句网): every way to say it, as literals and slots from its first word to its last.
//!
//! Writing walks one path through a body, the one whose conditions hold; reading has to try them all. A body holds no
//! body that holds itself, so every path can be laid out beforehand.

use super::{
    body::{Body, Phrase, Piece, Say, Variant},
    slot::{Slot, SlotKind},
};
use crate::figures::GroupIx;

/// Index of a node.
pub type NodeIx = usize;

/// A step of a network.
#[derive(Debug)]
pub enum Node<'a> {
    /// Words, as compared.
    Literal {
        /// The words.
        text: String,
        /// The same letter by letter, for spellings that differ a little.
        letters: Vec<char>,
        /// What follows.
        next: NodeIx,
    },
    /// A slot that holds words of its own.
    Slot {
        /// The slot.
        slot: &'a Slot,
        /// Its body.
        body: &'a Body,
        /// The variant it stands in.
        variant: &'a Variant,
        /// What follows.
        next: NodeIx,
    },
    /// One of several ways.
    Split(Vec<NodeIx>),
    /// A variant of a body begins here.
    Enter {
        /// The body.
        body: &'a Body,
        /// The variant.
        variant: &'a Variant,
        /// Is it one of its accepted spellings (also_read), not its own words?
        accepted: bool,
        /// What follows.
        next: NodeIx,
    },
    /// A row of a list begins here.
    Row {
        /// The list.
        group: GroupIx,
        /// What follows.
        next: NodeIx,
    },
    /// The list is over.
    RowsEnd {
        /// What follows.
        next: NodeIx,
    },
    /// Nothing follows.
    Accept,
}

/// What the words behind a free text can begin with (首字), to find where it ends.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct First {
    /// Anything, or nothing at all.
    pub any: bool,
    /// One of these letters.
    pub letters: Vec<char>,
}

impl First {
    fn any() -> First {
        First { any: true, letters: Vec::new() }
    }

    fn add(&mut self, other: &First) {
        self.any |= other.any;
        for &letter in &other.letters {
            if !self.letters.contains(&letter) {
                self.letters.push(letter);
            }
        }
    }

    /// Can the rest of a text be what follows?
    pub fn fits(&self, rest: &str) -> bool {
        self.any || rest.chars().next().is_some_and(|c| self.letters.contains(&c))
    }
}

/// A phrase laid out for reading (读句网).
#[derive(Debug)]
pub struct Network<'a> {
    /// The phrase.
    pub phrase: &'a Phrase,
    /// Steps; those that follow a step have smaller indices, but where a list begins again.
    pub nodes: Vec<Node<'a>>,
    /// What each step can begin with.
    pub firsts: Vec<First>,
    /// The first step.
    pub start: NodeIx,
    /// How many bytes of text it takes at least.
    pub shortest: usize,
}

/// A phrase that is laid out to more steps than this is not read.
const MOST_NODES: usize = 60_000;

impl<'a> Network<'a> {
    /// Lay a phrase out; `clean` makes its words comparable. None for a phrase that only a template engine can write.
    pub fn of(phrase: &'a Phrase, clean: &dyn Fn(&str) -> String) -> Option<Network<'a>> {
        let mut builder =
            Builder { nodes: Vec::new(), firsts: Vec::new(), shortest: Vec::new(), clean, readable: true };
        let accept = builder.push(Node::Accept, First::any());
        let mut start = builder.body(&phrase.body, accept, true);
        if let Some(group) = phrase.each {
            let first = builder.firsts[start].clone();
            start = builder.push(Node::Row { group, next: start }, first);
        }
        let Builder { nodes, firsts, shortest, readable, .. } = builder;
        readable.then(|| Network { phrase, nodes, firsts, start, shortest: shortest[start] })
    }
}

struct Builder<'a, 'c> {
    nodes: Vec<Node<'a>>,
    firsts: Vec<First>,
    /// For each step, how many bytes it and what follows take at least.
    shortest: Vec<usize>,
    clean: &'c dyn Fn(&str) -> String,
    readable: bool,
}

impl<'a> Builder<'a, '_> {
    fn push(&mut self, node: Node<'a>, first: First) -> NodeIx {
        // A slot may hold a single letter, or nothing.
        let least = |next: &NodeIx| self.shortest[*next];
        self.shortest.push(match &node {
            Node::Literal { text, next, .. } => text.len() + least(next),
            Node::Slot { next, .. } | Node::Enter { next, .. } | Node::Row { next, .. } | Node::RowsEnd { next } => {
                least(next)
            }
            Node::Split(ways) => ways.iter().map(least).min().unwrap_or(0),
            Node::Accept => 0,
        });
        self.nodes.push(node);
        self.firsts.push(first);
        self.readable &= self.nodes.len() <= MOST_NODES;
        self.nodes.len() - 1
    }

    /// A body before `next`; `speaking` leaves out the variants that say nothing.
    fn body(&mut self, body: &'a Body, next: NodeIx, speaking: bool) -> NodeIx {
        let mut ways = Vec::new();
        for variant in &body.variants {
            let Say::Straight(say) = &variant.say else {
                self.readable = false;
                continue;
            };
            for (index, pieces) in std::iter::once(say).chain(&variant.also_read).enumerate() {
                if (speaking && pieces.is_empty()) || !self.readable {
                    continue;
                }
                let begin = self.pieces(body, variant, pieces, next);
                let first = self.firsts[begin].clone();
                ways.push(self.push(Node::Enter { body, variant, accepted: index > 0, next: begin }, first));
            }
        }
        self.split(ways)
    }

    fn split(&mut self, ways: Vec<NodeIx>) -> NodeIx {
        if let [only] = ways[..] {
            return only;
        }
        let mut first = First::default();
        ways.iter().for_each(|&way| first.add(&self.firsts[way].clone()));
        self.push(Node::Split(ways), first)
    }

    fn pieces(&mut self, body: &'a Body, variant: &'a Variant, pieces: &'a [Piece], next: NodeIx) -> NodeIx {
        pieces.iter().rev().fold(next, |next, piece| match piece {
            Piece::Text(text) => self.literal(text, next),
            Piece::Slot(index) => self.slot(&body.slots[*index], body, variant, next),
        })
    }

    fn literal(&mut self, text: &str, next: NodeIx) -> NodeIx {
        let text = (self.clean)(text);
        let letters: Vec<char> = text.chars().collect();
        let Some(&begin) = letters.first() else { return next };
        let first = First { any: false, letters: vec![begin] };
        self.push(Node::Literal { text, letters, next }, first)
    }

    fn slot(&mut self, slot: &'a Slot, body: &'a Body, variant: &'a Variant, next: NodeIx) -> NodeIx {
        match &slot.kind {
            SlotKind::Use { body } => self.body(body, next, false),
            SlotKind::Each { group, body, join, .. } => {
                let end_first = self.firsts[next].clone();
                let end = self.push(Node::RowsEnd { next }, end_first);
                // The row that follows is laid out after this; it is filled in below.
                let again = self.push(Node::Split(vec![end]), First::any());
                let row = self.body(body, again, true);
                let first = self.firsts[row].clone();
                let begin = self.push(Node::Row { group: *group, next: row }, first);
                let joined = self.literal(join, begin);
                let mut first = self.firsts[joined].clone();
                first.add(&self.firsts[end].clone());
                self.firsts[again] = first;
                // Another row rather than the end, where both could be.
                self.nodes[again] = Node::Split(vec![joined, end]);
                // A list of which no row is printed leaves only the words around it.
                self.split(vec![begin, end])
            }
            kind => {
                let first = match kind {
                    SlotKind::Amount { .. } | SlotKind::Percent { .. } | SlotKind::Count { .. } => {
                        First { any: false, letters: "0123456789-【".chars().collect() }
                    }
                    SlotKind::Ordinal { .. } | SlotKind::Number => {
                        First { any: false, letters: "0123456789一二三四五六七八九十【".chars().collect() }
                    }
                    SlotKind::Year { .. } => First { any: false, letters: "0123456789".chars().collect() },
                    _ => First::any(),
                };
                self.push(Node::Slot { slot, body, variant, next }, first)
            }
        }
    }
}
