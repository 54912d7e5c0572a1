//! Corrected figures that the text shows nowhere (没写进去的): where a person took a sentence apart, what followed may stand
//! in words that a conflict then took whole.

use super::{Conflict, Outcome, Replacement, merge::Merge};
use crate::revise::marks;

impl Merge<'_> {
    /// Ask for them where they stood in the base draft.
    pub(super) fn ask_unplaced(&mut self) {
        let figures = || self.out.changed.iter().enumerate().filter(|(_, changed)| changed.concept.is_some());
        if self.rolling || self.unmarked || figures().all(|(_, changed)| changed.outcome == Outcome::Kept) {
            return;
        }
        let text = Replacement::apply(self.in_order(), self.text);
        let shown = |new: &str| text.contains(new.trim().trim_end_matches("万元"));
        let placed = |outcome: Outcome| matches!(outcome, Outcome::Followed | Outcome::Already);
        let unplaced = figures().filter(|(_, changed)| placed(changed.outcome) && !shown(&changed.new));
        for at in unplaced.map(|(at, _)| at).collect::<Vec<_>>() {
            let changed = &mut self.out.changed[at];
            changed.outcome = Outcome::Conflict;
            let (section, base, new) = (changed.section.clone(), changed.old.clone(), changed.new.clone());
            self.edit(self.behind(self.stood[at]), marks::conflict("", &new));
            self.out.conflicts.push(Conflict { section, base, edited: String::new(), new });
        }
    }
}
