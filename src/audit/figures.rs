//! The rules that need figures (数字规则), one file each.

mod account_renamed;
mod against;
mod arithmetic;
mod budget_mixed;
mod claims;
mod class_mistaken;
mod class_not_named;
mod conditions;
mod economic_names;
mod economic_table;
mod identities;
mod last_year_differs;
mod last_year_left;
mod name_misspelt;
mod name_unlisted;
mod names;
mod other_budget;
mod other_words;
mod pairs;
mod part_left_out;
mod percent;
mod printed_figures;
mod purpose_misplaced;
mod rate_missing;
mod reason_contradicts;
mod reason_left_out;
mod reason_repeated;
mod reason_stale;
mod slot_marks;
mod texts;
mod unread;
mod unread_shares;
mod unread_sums;
mod walk;

use super::{Checked, Finding};

/// A rule (规则): what it finds goes to the end of the list.
type Rule = fn(&Checked, &mut Vec<Finding>);

/// All of them.
const RULES: [Rule; 22] = [
    arithmetic::check,
    conditions::check,
    other_words::check,
    unread::check,
    account_renamed::check,
    budget_mixed::check,
    class_not_named::check,
    economic_names::check,
    last_year_differs::check,
    last_year_left::check,
    name_misspelt::check,
    name_unlisted::check,
    other_budget::check,
    part_left_out::check,
    purpose_misplaced::check,
    rate_missing::check,
    reason_contradicts::check,
    reason_left_out::check,
    reason_repeated::check,
    reason_stale::check,
    slot_marks::check,
    unread_sums::check,
];

/// What does not hold in a text and between it and the figures.
pub(super) fn check(checked: &Checked) -> Vec<Finding> {
    let mut found = Vec::new();
    RULES.iter().for_each(|rule| rule(checked, &mut found));
    found
}
