//! Reasons in sentences that no phrase reads (原因的位置): from the words that lead one in to the end of the sentence, or
//! a clause that gives the reason of what the sentence states (因机构改革，…).

use std::{ops::Range, sync::OnceLock};

use serde::Deserialize;

use crate::{embedded, revise::terms};

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
            let reason = bare(rest);
            let end = start + sentence.trim_end_matches(['。', '！', '？']).len();
            let begin = start + sentence.len() - reason.len();
            if begin < end {
                found.push(begin..end);
            }
        } else if let Some(cause) = cause(sentence) {
            found.push(start + cause.start..start + cause.end);
        }
        start += sentence.len();
    }
    found
}

/// What ends a clause of a sentence.
const CLAUSES: [char; 8] = ['，', '；', '：', '（', '）', '。', '！', '？'];

/// The reason that a clause gives, up to one that says how much.
fn cause(sentence: &str) -> Option<Range<usize>> {
    let mut at = 0;
    let mut found: Option<Range<usize>> = None;
    for clause in sentence.split_inclusive(CLAUSES) {
        let place = at..at + clause.trim_end_matches(CLAUSES).len();
        at += clause.len();
        let words = &sentence[place.clone()];
        match &mut found {
            Some(_) if words.contains(|c: char| c.is_ascii_digit()) => break,
            Some(cause) => cause.end = place.end.max(cause.end),
            None => found = led_in(words).map(|start| place.start + start..place.end),
        }
    }
    found.filter(|cause| !cause.is_empty())
}

/// Where the reason begins in a clause that gives one.
fn led_in(clause: &str) -> Option<usize> {
    let lists = terms::lists();
    let clause_of = |[lead, end]: &&[String; 2]| clause.starts_with(lead.as_str()) && clause.ends_with(end.as_str());
    let [lead, end] = lists.causes.iter().find(clause_of)?;
    let other = lists.no_causes.iter().any(|word| clause.starts_with(word.as_str()));
    // 受疫情影响 is the reason with what stands around it.
    (!other).then_some(if end.is_empty() { lead.len() } else { 0 })
}

/// A reason without what only leads it in (主要原因系、在于).
pub(in crate::revise) fn bare(reason: &str) -> &str {
    let lists = terms::lists();
    if lists.no_reason_links.iter().any(|word| reason.starts_with(word.as_str())) {
        return reason;
    }
    let rest = lists.reason_links.iter().find_map(|link| reason.strip_prefix(link.as_str()));
    rest.map_or(reason, bare)
}

pub(in crate::revise) fn words() -> &'static Words {
    static WORDS: OnceLock<Words> = OnceLock::new();
    WORDS.get_or_init(|| {
        let text = embedded::reference("wording.yaml").unwrap_or_default();
        serde_yaml::from_str(text).expect("the shipped wording.yaml can be read")
    })
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn a_reason_is_found_by_its_lead_or_in_a_clause_of_its_own() {
        let cases = [
            ("减少3万元，主要原因是人员退休。", "人员退休"),
            ("因机构改革，比上年减少3万元。", "机构改革"),
            ("比上年减少3万元，因机构改革，人员划转。", "机构改革，人员划转"),
            ("因机构改革，人员划转，支出减少3万元，下降2%。", "机构改革，人员划转"),
            ("受疫情影响，活动支出减少3万元。", "受疫情影响"),
            ("主要因人员退休，减少3万元。", "人员退休"),
        ];
        for (words, wanted) in cases {
            let found: Vec<&str> = find(words).into_iter().map(|range| &words[range]).collect();
            assert_eq!(found, [wanted], "{words}");
        }
        for (reason, bare) in [("系由于人员退休", "人员退休"), ("系统升级", "系统升级"), ("：为了节能", "为了节能")]
        {
            assert_eq!(super::bare(reason), bare);
        }
        for none in ["因公出国（境）费3万元。", "因此减少3万元。", "受理案件3件。", "受益人数增加3人。"]
        {
            assert!(find(none).is_empty(), "{none}");
        }
    }
}
