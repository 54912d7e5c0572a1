//! Stretches of a text (文字段), to ask of many whether one of them meets another.

use std::{collections::BTreeMap, ops::Range};

/// A set of stretches; those that overlap are one.
#[derive(Default)]
pub(super) struct Stretches {
    /// Start to end, in order of both.
    known: BTreeMap<usize, usize>,
}

impl Stretches {
    /// Add one.
    pub fn add(&mut self, mut range: Range<usize>) {
        while let Some((start, end)) = self.met(&range) {
            if start <= range.start && range.end <= end {
                return;
            }
            self.known.remove(&start);
            range = start.min(range.start)..end.max(range.end);
        }
        let end = self.known.entry(range.start).or_insert(range.end);
        *end = range.end.max(*end);
    }

    /// Has one of them a place in common with this one? One without letters has, inside another.
    pub fn meets(&self, range: Range<usize>) -> bool {
        self.met(&range).is_some()
    }

    /// The last of those that overlap.
    fn met(&self, range: &Range<usize>) -> Option<(usize, usize)> {
        let before = self.known.range(..range.end).next_back();
        before.map(|(start, end)| (*start, *end)).filter(|(_, end)| *end > range.start)
    }
}

#[cfg(test)]
mod tests {
    use super::Stretches;

    #[test]
    fn as_if_all_were_kept() {
        // A few hundred short stretches, some without letters, in no order.
        let ranges = (0..300_usize).map(|n| n * 7919 % 997).zip((0..300_usize).map(|n| n * 31 % 6));
        let ranges: Vec<_> = ranges.map(|(start, length)| start..start + length).collect();
        let mut stretches = Stretches::default();
        for (index, own) in ranges.iter().enumerate() {
            let meets = ranges[..index].iter().any(|other| other.start < own.end && own.start < other.end);
            assert_eq!(stretches.meets(own.clone()), meets, "{own:?}");
            stretches.add(own.clone());
        }
    }
}
