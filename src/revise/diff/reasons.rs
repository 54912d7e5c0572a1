//! Reasons in sentences that no phrase reads (原因的位置): from the words that lead one in to the end of the sentence.

use std::{ops::Range, sync::OnceLock};

use serde::Deserialize;

use crate::embedded;

/// The lists of the file that are used here (词表).
#[derive(Deserialize)]
pub(in crate::revise) struct Words {
    reason_leads: Vec<String>,
    /// What leads in the day at which a number stood.
    pub as_of: Vec<String>,
    /// Units of money.
    pub money_units: Vec<String>,
}

/// Where reasons stand in a text.
pub(in crate::revise) fn find(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for sentence in text.split_inclusive(['。', '！', '？']) {
        let ends = words().reason_leads.iter().filter_map(|lead| Some((sentence.find(lead.as_str())?, lead.len())));
        if let Some((at, length)) = ends.min() {
            let rest = &sentence[at + length..];
            let reason = rest.trim_start_matches(['是', '为', '：', '，']);
            let end = start + sentence.trim_end_matches(['。', '！', '？']).len();
            let begin = start + sentence.len() - reason.len();
            if begin < end {
                found.push(begin..end);
            }
        }
        start += sentence.len();
    }
    found
}

pub(in crate::revise) fn words() -> &'static Words {
    static WORDS: OnceLock<Words> = OnceLock::new();
    WORDS.get_or_init(|| {
        let text = embedded::reference("wording.yaml").unwrap_or_default();
        serde_yaml::from_str(text).expect("the shipped wording.yaml can be read")
    })
}
