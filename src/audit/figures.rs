//! The rules that need figures (数字规则), one file each.

mod against;
mod arithmetic;
mod claims;
mod conditions;
mod identities;
mod names;
mod other_words;
mod percent;
mod unread;
mod walk;

use super::{Checked, Finding};

/// A rule (规则): what it finds goes to the end of the list.
type Rule = fn(&Checked, &mut Vec<Finding>);

/// All of them.
const RULES: [Rule; 4] = [arithmetic::check, conditions::check, other_words::check, unread::check];

/// What does not hold in a text and between it and the figures.
pub(super) fn check(checked: &Checked) -> Vec<Finding> {
    let mut found = Vec::new();
    RULES.iter().for_each(|rule| rule(checked, &mut found));
    found
}
