//! Conflicts in the words of a clause (整个分句的冲突): what a correction says in other words cannot be chosen piece by piece.

use std::ops::Range;

use super::{Outcome, conflicts::Pending, merge::Merge};
use crate::{
    phrase::SpanKind,
    revise::script::{Entry, Pair},
};

/// What parts clauses.
pub(super) const CLAUSES: [u32; 4] = ['，' as u32, '。' as u32, '；' as u32, '：' as u32];

impl Merge<'_> {
    /// Changes of words that wait, each with the other words of its clause that change (决算数与预算数持平). `told` is where
    /// the changes of the sentence begin that were told.
    pub(super) fn whole_clauses(&mut self, pair: &Pair, told: usize, pending: &mut [Pending]) {
        for pending in pending.iter_mut().filter(|_| !self.rolling) {
            let Some(clause) = self.clause_of_words(pair, pending.entry) else { continue };
            let end = Some(clause.end).filter(|&end| end < pair.entries.len());
            let region = self.between_entries(pair, clause.start.checked_sub(1), end);
            if region.edited.as_ref().is_none_or(Range::is_empty) {
                continue;
            }
            pending.region = region;
            let nth = |entry: usize| told + pair.entries[..entry].iter().filter(|entry| entry.changed).count();
            self.out.changed[nth(clause.start)..nth(clause.end)]
                .iter_mut()
                .for_each(|changed| changed.outcome = Outcome::Conflict);
        }
    }

    /// The entries of a clause in which several words change, this one among them, and no figure.
    fn clause_of_words(&self, pair: &Pair, at: usize) -> Option<Range<usize>> {
        let entries = &pair.entries;
        let ends = |&index: &usize| {
            let Entry { base, changed, .. } = &entries[index];
            !changed
                && base.len() == 1
                && CLAUSES.contains(&self.base.stream.ids[base.start])
                && self.intact(base).is_some()
        };
        let clause = (0..at).rev().find(ends).map_or(0, |before| before + 1)
            ..(at + 1..entries.len()).find(ends).unwrap_or(entries.len());
        let spans = &self.base.laid.sentences[pair.base?].spans;
        let figure = |entry: &Entry| entry.spans[0].is_some_and(|span| spans[span].kind == SpanKind::Figure);
        let replaced =
            |entry: &&Entry| !entry.ordinal && !entry.base.is_empty() && !entry.new.is_empty() && !figure(entry);
        let changes = || entries[clause.clone()].iter().filter(|entry| entry.changed);
        (changes().count() > 1 && changes().all(|entry| replaced(&entry))).then_some(clause)
    }
}
