//! Which phrases can begin with a letter (首字): most are never tried.

use std::collections::HashMap;

use crate::phrase::network::{First, Network};

/// Phrases of a section, by what they can begin with; each list in the order of the book.
#[derive(Default)]
pub(super) struct Starts {
    /// All of them.
    pub all: Vec<usize>,
    /// Those that can begin with a letter.
    by_letter: HashMap<char, Vec<usize>>,
    /// Those that can begin with any.
    with_any: Vec<usize>,
}

impl Starts {
    /// Lay phrases out; those without a network are not read.
    pub fn of(phrases: impl IntoIterator<Item = usize>, networks: &[Option<Network>]) -> Starts {
        let mut starts = Starts::default();
        for phrase in phrases {
            let Some(network) = &networks[phrase] else { continue };
            let First { any, letters } = &network.firsts[network.start];
            starts.all.push(phrase);
            if *any {
                starts.with_any.push(phrase);
                starts.by_letter.values_mut().for_each(|known| known.push(phrase));
                continue;
            }
            for &letter in letters {
                let known = starts.by_letter.entry(letter).or_insert_with(|| starts.with_any.clone());
                known.push(phrase);
            }
        }
        starts
    }

    /// Those that a text can begin, word for word.
    pub fn exact(&self, text: &str) -> &[usize] {
        let known = text.chars().next().and_then(|letter| self.by_letter.get(&letter));
        known.unwrap_or(&self.with_any)
    }
}
