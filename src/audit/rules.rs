//! The rules that need only the text (行文规则), one file each, in the order of their codes.

mod bracket_unbalanced;
mod contents_differ;
mod date_impossible;
mod decimals_mixed;
mod department_misnamed;
mod direction_contradicts;
mod full_stop_inside;
mod full_width_digit;
mod half_width;
mod heading_empty;
mod level_with_change;
mod number_malformed;
mod number_missing;
mod number_repeated;
mod percent_missing;
mod placeholder_left;
mod punctuation_doubled;
mod punctuation_missing;
mod quote_unbalanced;
mod reason_link_missing;
mod section_missing;
mod sentence_unfinished;
mod separators_mixed;
mod template_residue;
mod unit_missing;
mod word_doubled;
mod year_stale;
mod zeros_mixed;

use super::{Finding, text::Text};
use crate::report::Document;

/// A rule (规则): what it finds in a text goes to the end of the list.
type Rule = fn(&Text, &mut Vec<Finding>);

/// All of them.
const RULES: [Rule; 28] = [
    word_doubled::check,
    quote_unbalanced::check,
    bracket_unbalanced::check,
    half_width::check,
    full_width_digit::check,
    punctuation_doubled::check,
    template_residue::check,
    placeholder_left::check,
    direction_contradicts::check,
    level_with_change::check,
    reason_link_missing::check,
    sentence_unfinished::check,
    punctuation_missing::check,
    full_stop_inside::check,
    year_stale::check,
    department_misnamed::check,
    date_impossible::check,
    unit_missing::check,
    percent_missing::check,
    decimals_mixed::check,
    separators_mixed::check,
    zeros_mixed::check,
    number_malformed::check,
    number_missing::check,
    number_repeated::check,
    contents_differ::check,
    section_missing::check,
    heading_empty::check,
];

/// What is wrong with the words of a report (行文审核), in the order of the text.
pub fn wording(document: &Document) -> Vec<Finding> {
    let text = Text::of(document);
    let mut found = Vec::new();
    RULES.iter().for_each(|rule| rule(&text, &mut found));
    found.sort_by_cached_key(|finding| finding.diagnostic.offset());
    found
}
