//! The rules that need figures (数字规则), one file each.

mod account_renamed;
mod class_not_named;
mod economic_names;
mod economic_table;
mod last_year_differs;
mod last_year_left;
mod purpose_misplaced;
mod reason_contradicts;
mod reason_repeated;
mod reason_stale;
mod texts;
mod unread_sums;

use super::{Checked, Finding};

/// A rule (规则): what it finds goes to the end of the list.
type Rule = fn(&Checked, &mut Vec<Finding>);

/// All of them.
const RULES: [Rule; 10] = [
    account_renamed::check,
    class_not_named::check,
    economic_names::check,
    last_year_differs::check,
    last_year_left::check,
    purpose_misplaced::check,
    reason_contradicts::check,
    reason_repeated::check,
    reason_stale::check,
    unread_sums::check,
];

/// What does not hold in a text and between it and the figures.
pub(super) fn check(checked: &Checked) -> Vec<Finding> {
    let mut found = Vec::new();
    RULES.iter().for_each(|rule| rule(checked, &mut found));
    found
}
