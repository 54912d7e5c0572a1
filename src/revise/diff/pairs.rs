//! Which sentence of last year is which of this year (配对): by phrase and row where both were read, then by the words
//! without figures, then by likeness.

use std::{cmp::Reverse, hash::Hash};

use ahash::AHashMap;

use super::{
    keys::{Role, Word, key},
    sentence::{Sentence, Wording},
};

/// From so many thousandths on two texts are the same sentence reworded.
const ALIKE: usize = 450;
/// A pair of words that stands in so many sentences says nothing about which is which.
const MOST_COMMON: usize = 64;
/// Of the sentences that are like one, so many are looked at.
const MOST_LIKE: usize = 24;

/// A sentence of last year and one of this year.
pub(super) type Pair = (Option<usize>, Option<usize>);

/// Pair the sentences; those of this year in order, those that are gone behind the one they stood behind.
pub(super) fn pairs(last: &[Sentence], this: &[Sentence]) -> Vec<Pair> {
    let mut pairing = Pairing { last, this, of_last: vec![None; last.len()], of_this: vec![None; this.len()] };
    pairing.equal(|sentence| {
        let row = sentence.subject.as_ref().map(|subject| (subject.group, &subject.key));
        sentence.phrase.map(|phrase| key((phrase, row)))
    });
    pairing.equal(|sentence| Some(skeleton(sentence)));
    pairing.alike();
    pairing.in_order()
}

/// All its words, figures as such.
fn skeleton(sentence: &Sentence) -> u64 {
    key(sentence.words.iter().skip(numbered(sentence)).map(|word| word.key).collect::<Vec<_>>())
}

fn numbered(sentence: &Sentence) -> usize {
    usize::from(sentence.words.first().is_some_and(|word| word.role == Role::Lead))
}

struct Pairing<'p, 's> {
    last: &'p [Sentence<'s>],
    this: &'p [Sentence<'s>],
    of_last: Vec<Option<usize>>,
    of_this: Vec<Option<usize>>,
}

impl Pairing<'_, '_> {
    fn join(&mut self, last: usize, this: usize) {
        (self.of_last[last], self.of_this[this]) = (Some(this), Some(last));
    }

    /// Sentences of the same key, in order; those in the same section first.
    fn equal<K: Hash + Eq + Copy>(&mut self, of: impl Fn(&Sentence) -> Option<K>) {
        for within in [true, false] {
            let full = |sentence: &Sentence| {
                let section = if within { key(&sentence.section) } else { 0 };
                Some((of(sentence)?, section, sentence.wording == Wording::Heading))
            };
            let mut open: AHashMap<_, Vec<usize>> = AHashMap::new();
            for (index, sentence) in
                self.last.iter().enumerate().rev().filter(|(index, _)| self.of_last[*index].is_none())
            {
                if let Some(key) = full(sentence) {
                    open.entry(key).or_default().push(index);
                }
            }
            for index in 0..self.this.len() {
                if self.of_this[index].is_some() {
                    continue;
                }
                let Some(same) = full(&self.this[index]).and_then(|key| open.get_mut(&key)) else { continue };
                let fits = same.iter().rposition(|&last| self.may_be(last, index));
                if let Some(at) = fits {
                    let last = same.remove(at);
                    self.join(last, index);
                }
            }
        }
    }

    /// What is left, the most alike first; of equals those in the same section, then those at the same place.
    fn alike(&mut self) {
        let bigrams = |sentence: &Sentence| bigrams(sentence, |word| word.plain);
        // Of two sentences that are read it is known which figures they state.
        let read = |sentence: &Sentence| sentence.read.is_some();
        let mut holders: AHashMap<u64, Vec<usize>> = AHashMap::new();
        let mut lengths = vec![0; self.last.len()];
        for (index, sentence) in self.last.iter().enumerate().filter(|(index, _)| self.of_last[*index].is_none()) {
            let bigrams = bigrams(sentence);
            lengths[index] = bigrams.len();
            bigrams.into_iter().for_each(|bigram| holders.entry(bigram).or_default().push(index));
        }
        let mut found = Vec::new();
        for index in (0..self.this.len()).filter(|&index| self.of_this[index].is_none()) {
            let mut common: AHashMap<usize, usize> = AHashMap::new();
            let own = bigrams(&self.this[index]);
            let mut taken: AHashMap<u64, usize> = AHashMap::new();
            for bigram in &own {
                let Some(all) = holders.get(bigram).filter(|all| all.len() <= MOST_COMMON) else { continue };
                let nth = taken.entry(*bigram).or_default();
                *nth += 1;
                // Each time it stands there it can be met once.
                let mut times: AHashMap<usize, usize> = AHashMap::new();
                for &last in all {
                    let times = times.entry(last).or_default();
                    *times += 1;
                    if times == nth {
                        *common.entry(last).or_default() += 1;
                    }
                }
            }
            let like = common.into_iter().map(|(last, common)| {
                let (one, other) = (&self.last[last], &self.this[index]);
                let common = if read(one) && read(other) { common_figures(one, other) } else { common };
                let score = 2_000 * common / (lengths[last] + own.len()).max(1);
                let elsewhere = self.last[last].section != self.this[index].section;
                (Reverse(score), elsewhere, last.abs_diff(index), last, index)
            });
            let mut like: Vec<_> = like.filter(|(score, ..)| score.0 >= ALIKE).collect();
            like.sort_unstable();
            like.truncate(MOST_LIKE);
            found.extend(like);
        }
        found.sort_unstable();
        for (.., last, this) in found {
            let free = self.of_last[last].is_none() && self.of_this[this].is_none();
            if free && self.may_be(last, this) {
                self.join(last, this);
            }
        }
    }

    /// Can it be the same sentence? Two accounts are two, however alike what is said of them.
    fn may_be(&self, last: usize, this: usize) -> bool {
        let (last, this) = (&self.last[last], &self.this[this]);
        if (last.wording == Wording::Heading) != (this.wording == Wording::Heading) {
            return false;
        }
        match (&last.subject, &this.subject) {
            (Some(one), Some(other)) => {
                let same = one.key == other.key;
                let renamed = !(one.coded && other.coded) && one.group == other.group;
                same || renamed && names_alike(&one.name, &other.name)
            }
            (Some(row), None) => this.text.contains(&row.name),
            (None, Some(row)) => last.text.contains(&row.name),
            (None, None) => true,
        }
    }

    fn in_order(&self) -> Vec<Pair> {
        let mut behind: Vec<Vec<usize>> = vec![Vec::new(); self.this.len() + 1];
        let mut place = 0;
        for (index, of) in self.of_last.iter().enumerate() {
            match of {
                Some(this) => place = this + 1,
                None => behind[place].push(index),
            }
        }
        let mut pairs: Vec<Pair> = Vec::with_capacity(self.last.len() + self.this.len());
        for (index, gone) in behind.iter().enumerate() {
            if index > 0 {
                pairs.push((self.of_this[index - 1], Some(index - 1)));
            }
            pairs.extend(gone.iter().map(|&gone| (Some(gone), None)));
        }
        pairs
    }
}

/// The pairs of words that stand beside each other.
fn bigrams(sentence: &Sentence, of: fn(&Word) -> u64) -> Vec<u64> {
    let words = &sentence.words[numbered(sentence)..];
    let mut all: Vec<u64> = words.windows(2).map(|two| key((of(&two[0]), of(&two[1])))).collect();
    // A single word is alike only if it is the same.
    all.extend(words.first().map(of));
    all
}

/// How many pairs of words both sentences have, the figures by what they are.
fn common_figures(one: &Sentence, other: &Sentence) -> usize {
    let [one, other] = [one, other].map(|sentence| {
        let mut bigrams = bigrams(sentence, |word| word.key);
        bigrams.sort_unstable();
        bigrams
    });
    let mut rest = other.iter().peekable();
    let met = |bigram: &&u64| {
        while rest.next_if(|next| next < bigram).is_some() {}
        rest.next_if_eq(bigram).is_some()
    };
    one.iter().filter(met).count()
}

/// Is one name the other with a few letters changed? Half of the longer one must be there in order.
fn names_alike(one: &str, other: &str) -> bool {
    let longer = one.chars().count().max(other.chars().count());
    let mut rest = other.chars();
    let common = one.chars().filter(|&c| {
        let ahead = rest.clone().position(|other| other == c);
        ahead.is_some_and(|ahead| rest.nth(ahead).is_some())
    });
    2 * common.count() > longer
}
