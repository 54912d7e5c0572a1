//! Corrected figures that the text shows nowhere (没写进去的): where a person took a sentence apart, what followed may stand
//! in words that a conflict then took whole.

use super::{Conflict, Outcome, Replacement, merge::Merge};
use crate::revise::marks;

impl Merge<'_> {
    /// Ask for them where they stood in the base draft. `edits` make `text`; tells whether there are more of them now.
    pub(super) fn ask_unplaced(&mut self, edits: &[Replacement], text: &str) -> bool {
        let figures = || self.out.changed.iter().enumerate().filter(|(_, changed)| changed.concept.is_some());
        if self.rolling || self.unmarked || figures().all(|(_, changed)| changed.outcome == Outcome::Kept) {
            return false;
        }
        let shown = |new: &str| {
            let new = new.trim().trim_end_matches("万元");
            edits.iter().any(|edit| edit.words.contains(new)) || text.contains(new)
        };
        let placed = |outcome: Outcome| matches!(outcome, Outcome::Followed | Outcome::Already);
        let unplaced = figures().filter(|(_, changed)| placed(changed.outcome) && !shown(&changed.new));
        let unplaced: Vec<usize> = unplaced.map(|(at, _)| at).collect();
        for &at in &unplaced {
            let changed = &mut self.out.changed[at];
            changed.outcome = Outcome::Conflict;
            let (section, base, new) = (changed.section.clone(), changed.old.clone(), changed.new.clone());
            self.edit(self.behind(self.stood[at]), marks::conflict("", &new));
            self.out.conflicts.push(Conflict { section, base, edited: String::new(), new });
        }
        !unplaced.is_empty()
    }
}
