//! Sentence ids (句子代号): unique in a report, the same as long as its lists and outline stay, whatever the figures are.

use std::collections::{HashMap, HashSet};

use super::tree::Report;

/// The ids of all sentences, in the order of [`Report::sentences`]: the phrase with its row's account or name. Where
/// that is there already - the outline places a phrase twice, or two projects share a name - the second is `#2`.
pub fn sentence_ids(report: &Report) -> Vec<String> {
    let mut times: HashMap<String, usize> = HashMap::new();
    let mut taken = HashSet::new();
    let mut unique = |id: String| loop {
        let times = times.entry(id.clone()).or_insert(0);
        *times += 1;
        let unique = if *times > 1 { format!("{id}#{times}") } else { id.clone() };
        if taken.insert(unique.clone()) {
            return unique;
        }
    };
    report.sentences().map(|sentence| unique(sentence.id())).collect()
}
