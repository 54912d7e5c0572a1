//! Clauses of a sentence that changed places (对调): each is found where it stands now, its figures with its name.

use ahash::AHashSet;

use super::{Aligner, CHANCE, equal};
use crate::{
    in_order::shortest,
    revise::{stream::Stream, token::Kind},
};

/// So many pairs of tokens are compared at most.
const MOST_PAIRS: usize = 60_000;

type Pairs = Vec<(usize, usize)>;

/// Tokens that can be paired, in order.
pub(super) struct Free {
    pub base: Vec<usize>,
    pub edited: Vec<usize>,
}

impl Free {
    /// The pairs of those tokens, and others in their place that say more, as they carry clauses past each other.
    pub fn exchanged(mut self, aligner: &Aligner) -> Option<(Pairs, Pairs)> {
        if !self.says_the_same(aligner) || self.base.len() * self.edited.len() > MOST_PAIRS {
            return None;
        }
        let edited: AHashSet<usize> = self.edited.iter().copied().collect();
        let old = self.base.iter().filter_map(|&token| Some((token, aligner.to[token]?)));
        let old: Pairs = old.filter(|(_, place)| edited.contains(place)).collect();
        // What is paired with words elsewhere stays so.
        let own: AHashSet<usize> = old.iter().map(|pair| pair.1).collect();
        self.base.retain(|&token| aligner.to[token].is_none_or(|place| own.contains(&place)));
        self.edited.retain(|token| own.contains(token) || !aligner.used[*token] && !aligner.taken[*token]);
        let mut clauses = Vec::new();
        while let Some(clause) = self.heaviest(aligner) {
            self = self.without(&clause);
            clauses.push(clause);
        }
        clauses.sort_unstable();
        if clauses.is_sorted_by_key(|clause| clause[0].1) {
            return None;
        }
        let mut new = clauses.concat();
        new.extend(self.between(aligner));
        let weigh = |pairs: &[(usize, usize)]| aligner.base.weigh(pairs.iter().map(|pair| pair.0));
        (weigh(&new) >= weigh(&old) + CHANCE).then_some((old, new))
    }

    fn without(&self, pairs: &[(usize, usize)]) -> Free {
        let base: AHashSet<usize> = pairs.iter().map(|pair| pair.0).collect();
        let edited: AHashSet<usize> = pairs.iter().map(|pair| pair.1).collect();
        Free {
            base: self.base.iter().copied().filter(|token| !base.contains(token)).collect(),
            edited: self.edited.iter().copied().filter(|token| !edited.contains(token)).collect(),
        }
    }

    /// Does a number, or a term that names one, stand in both and is paired with nothing?
    fn says_the_same(&self, aligner: &Aligner) -> bool {
        let is = |stream: &Stream, token: usize, kind: Kind| stream.kinds.get(token) == Some(&kind);
        let says = |stream: &Stream, token: usize| {
            is(stream, token, Kind::Number) || is(stream, token, Kind::Term) && is(stream, token + 1, Kind::Number)
        };
        let lost = self.base.iter().filter(|&&token| aligner.to[token].is_none() && says(aligner.base, token));
        let lost: Vec<u32> = lost.map(|&token| aligner.base.ids[token]).collect();
        let free = |token: usize| !aligner.used[token] && !aligner.taken[token] && says(aligner.edited, token);
        !lost.is_empty() && self.edited.iter().any(|&token| free(token) && lost.contains(&aligner.edited.ids[token]))
    }

    /// The heaviest clause that stands in both, word for word, a figure in it.
    fn heaviest(&self, aligner: &Aligner) -> Option<Pairs> {
        let (ids, others) = (&aligner.base.ids, &aligner.edited.ids);
        // What is the same up to each token of the edited text.
        let mut before = vec![Run::default(); self.edited.len() + 1];
        let (mut best, mut last) = (Run::default(), (0, 0));
        for (at, &token) in self.base.iter().enumerate() {
            let mut here = vec![Run::default(); self.edited.len() + 1];
            for (other, &there) in self.edited.iter().enumerate() {
                if ids[token] != others[there] {
                    continue;
                }
                let joined =
                    at > 0 && other > 0 && self.base[at - 1] + 1 == token && self.edited[other - 1] + 1 == there;
                let run = if joined { before[other] } else { Run::default() };
                if run.length == 0 && !begins_clause(aligner.base, token) {
                    continue;
                }
                let run = run.and(aligner.base.kinds[token], aligner.base.weigh([token]));
                here[other + 1] = run;
                if run.figures > 0 && run.weight > best.weight {
                    (best, last) = (run, (token, there));
                }
            }
            before = here;
        }
        let pairs = (0..best.length).rev().map(|step| (last.0 - step, last.1 - step));
        (best.length > 0).then(|| pairs.collect())
    }

    /// What stands between the clauses, in order (；, 其中).
    fn between(&self, aligner: &Aligner) -> Pairs {
        let ops = shortest(&aligner.base.words_of(&self.base), &aligner.edited.words_of(&self.edited));
        let pairs: Pairs = equal(&ops).into_iter().map(|(one, other)| (self.base[one], self.edited[other])).collect();
        let runs = pairs.chunk_by(|one, other| one.0 + 1 == other.0 && one.1 + 1 == other.1);
        let says = |run: &&[(usize, usize)]| {
            let is_mark = aligner.base.kinds[run[0].0] == Kind::Mark;
            run.len() == 1 && is_mark || aligner.base.weigh(run.iter().map(|pair| pair.0)) >= CHANCE
        };
        runs.filter(says).flatten().copied().collect()
    }
}

/// Words that are the same in both.
#[derive(Clone, Copy, Default)]
struct Run {
    weight: usize,
    length: usize,
    /// How many letters of a name stand before its figures; a term counts for several.
    name: usize,
    figures: usize,
}

impl Run {
    fn and(self, kind: Kind, weight: usize) -> Run {
        let Run { length, name, figures, .. } = self;
        let letters = match kind {
            Kind::Term => 2,
            Kind::Letter => 1,
            _ => 0,
        };
        Run {
            weight: self.weight + weight,
            length: length + 1,
            name: if figures == 0 { name + letters } else { name },
            figures: figures + usize::from(kind == Kind::Number && name > 1),
        }
    }
}

/// Can a clause begin there? With a name, not in the middle of one, nor with what a number counts.
fn begins_clause(stream: &Stream, token: usize) -> bool {
    let is_word = |token: usize| matches!(stream.kinds[token], Kind::Term | Kind::Letter);
    let before = token.checked_sub(1).filter(|&before| !stream.ends[before]);
    is_word(token) && !before.is_some_and(|before| is_word(before) || stream.kinds[before] == Kind::Number)
}
