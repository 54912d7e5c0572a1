//! Corrected figures that the text shows nowhere (没写进去的): where a person took a sentence apart, what followed may stand
//! in words that a conflict then took whole.

use super::{Conflict, Outcome, Replacement, merge::Merge};
use crate::revise::{
    marks,
    money::{Numbers, Written},
};

impl Merge<'_> {
    /// Ask for them where they stood in the base draft. `edits` make `text`; tells whether there are more of them now.
    pub(super) fn ask_unplaced(&mut self, edits: &[Replacement], text: &str) -> bool {
        let figures = || self.out.changed.iter().enumerate().filter(|(_, changed)| changed.concept.is_some());
        if self.rolling || self.unmarked || figures().all(|(_, changed)| changed.outcome == Outcome::Kept) {
            return false;
        }
        let shown = |new: &str| {
            let printed = new.trim().trim_end_matches("万元");
            edits.iter().any(|edit| edit.words.contains(printed)) || text.contains(printed) || is_written(text, new)
        };
        let placed = |outcome: Outcome| matches!(outcome, Outcome::Followed | Outcome::Already);
        let unplaced = figures().filter(|(_, changed)| placed(changed.outcome) && !shown(&changed.new));
        let unplaced: Vec<usize> = unplaced.map(|(at, _)| at).collect();
        for &at in &unplaced {
            let changed = &mut self.out.changed[at];
            changed.outcome = Outcome::Conflict;
            let (section, base, new) = (changed.section.clone(), changed.old.clone(), changed.new.clone());
            self.edit(self.behind(self.stood[at]), marks::conflict("", &new));
            self.out.conflicts.push(Conflict { section, base, edited: String::new(), new, left: None });
        }
        !unplaced.is_empty()
    }
}

/// Does a text show a number in other writing than the draft's?
fn is_written(text: &str, number: &str) -> bool {
    let wanted: Numbers = Written::at_head(number).into_iter().collect();
    let counts = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '-') || Written::begins_with(c);
    let heads = text.match_indices(counts).filter(|(at, _)| !text[..*at].ends_with(counts));
    !wanted.is_empty() && heads.filter_map(|(at, _)| wanted.like(&text[at..]).0).any(|other| wanted.may_hold(&other))
}
