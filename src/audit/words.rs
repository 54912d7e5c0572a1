//! The words that the audit of a text looks for (词表), from `data/reference/wording.yaml`.

use std::{collections::BTreeMap, sync::OnceLock};

use serde::Deserialize;

use crate::{embedded, phrase::directions::directions};

/// A word and the stretches of text that hold it and are right.
pub(super) type Exceptions = BTreeMap<String, Vec<String>>;

/// The lists (词表); what each is for stands in the file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    pub doubled: Exceptions,
    pub repeated: Vec<String>,
    pub never_repeated: Vec<String>,
    pub residue: Vec<String>,
    pub choices: Vec<String>,
    pub placeholder: String,
    pub clash: Exceptions,
    pub between: Vec<String>,
    pub nearly_level: Vec<String>,
    pub because: Vec<String>,
    pub budget_and_final: Vec<String>,
    pub reason: String,
    pub reason_links: Vec<String>,
    pub reason_leads: Vec<String>,
    pub openers_after_amount: Vec<String>,
    pub colon_after: Vec<String>,
    pub not_colon: Vec<String>,
    pub as_of: Vec<String>,
    pub not_comma: Vec<String>,
    pub continuations: Vec<String>,
    pub year_openers: Vec<String>,
    pub year_with: Vec<String>,
    pub year_than: Vec<String>,
    pub report_names: Vec<String>,
    pub general_names: Vec<String>,
    pub name_suffixes: Vec<String>,
    pub name_before: Vec<String>,
    pub before_amount: Vec<String>,
    pub money_units: Vec<String>,
    pub other_money: Vec<String>,
    pub before_percent: Vec<String>,
    pub before_share: Vec<String>,
    pub free_sections: Vec<String>,
    pub heading_filler: Vec<String>,
    pub trunk: Vec<Vec<String>>,
    pub reason_rise: Vec<String>,
    pub reason_fall: Vec<String>,
    pub reason_either: Vec<String>,
    pub renamed_accounts: BTreeMap<String, RenamedAccount>,
    pub rest_of: String,
    pub basic_table: String,
    pub table_name: String,
    pub table_end: String,
    pub sum_budget: Vec<String>,
    pub sum_final: Vec<String>,
    pub sum_completion: Vec<String>,
    pub sum_than: Vec<String>,
    pub sum_whole: Vec<String>,
    pub share: String,
    pub share_of: String,
    pub share_leads: Vec<String>,
    pub of_which: String,
    /// Of `directions.yaml`, like the next two: what a figure does that rises.
    #[serde(skip)]
    pub rise: Vec<String>,
    #[serde(skip)]
    pub fall: Vec<String>,
    #[serde(skip)]
    pub level: Vec<String>,
}

/// What an account is called now (科目更名).
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RenamedAccount {
    pub now: String,
    /// The first year of the new name.
    pub since: u16,
}

/// The shipped lists.
///
/// # Panics
/// Never in a released program: the file is embedded and every test of the audit reads it.
pub(super) fn words() -> &'static Words {
    static WORDS: OnceLock<Words> = OnceLock::new();
    WORDS.get_or_init(|| {
        let text = embedded::reference("wording.yaml").unwrap_or_default();
        let words: Words = serde_yaml::from_str(text).unwrap_or_else(|fault| panic!("wording.yaml: {fault}"));
        let [rise, fall, level] = [&directions().up, &directions().down, &directions().level];
        let [rise, fall, level] = [rise, fall, level].map(|words| words.change.clone());
        Words { rise, fall, level, ..words }
    })
}

/// The word that a text begins with, the longest if several do.
pub(super) fn begins<'w>(text: &str, words: &'w [String]) -> Option<&'w str> {
    words.iter().map(String::as_str).filter(|word| text.starts_with(word)).max_by_key(|word| word.len())
}

/// The word that a text ends with, the longest if several do.
pub(super) fn ends<'w>(text: &str, words: &'w [String]) -> Option<&'w str> {
    words.iter().map(String::as_str).filter(|word| text.ends_with(word)).max_by_key(|word| word.len())
}

/// Is the stretch `word` at byte `at` of a text part of one of the exceptions?
pub(super) fn excepted(text: &str, at: usize, word: &str, exceptions: &[String]) -> bool {
    exceptions.iter().any(|exception| {
        exception.match_indices(word).any(|(inside, _)| {
            at.checked_sub(inside).and_then(|start| text.get(start..)).is_some_and(|rest| rest.starts_with(exception))
        })
    })
}
