//! Reasons in sentences that no phrase reads (原因的位置): from the words that lead one in to the end of the sentence.

use std::{ops::Range, sync::OnceLock};

use serde::Deserialize;

use crate::embedded;

#[derive(Deserialize)]
struct Leads {
    reason_leads: Vec<String>,
}

/// Where reasons stand in a text.
pub(super) fn find(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for sentence in text.split_inclusive(['。', '！', '？']) {
        let ends = leads().iter().filter_map(|lead| Some((sentence.find(lead.as_str())?, lead.len())));
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

fn leads() -> &'static [String] {
    static LEADS: OnceLock<Vec<String>> = OnceLock::new();
    LEADS.get_or_init(|| {
        let text = embedded::reference("wording.yaml").unwrap_or_default();
        let leads: Leads = serde_yaml::from_str(text).expect("the shipped wording.yaml can be read");
        leads.reason_leads
    })
}
