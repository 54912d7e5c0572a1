//! Sentence ids (句子代号): unique in a report, the same as long as its lists and outline stay, whatever the figures are.

use ahash::{AHashMap, AHashSet};

use super::tree::Report;

/// The ids of all sentences, in the order of [`Report::sentences`]: the phrase with its row's account or name. Where
/// that is there already - the outline places a phrase twice, or two projects share a name - the second is `#2`.
pub fn sentence_ids(report: &Report) -> Vec<String> {
    let mut times: AHashMap<String, usize> = AHashMap::new();
    let mut taken = AHashSet::new();
    let mut unique = |id: String| {
        if taken.insert(id.clone()) {
            return id;
        }
        let times = times.entry(id.clone()).or_insert(1);
        loop {
            *times += 1;
            let unique = format!("{id}#{times}");
            if taken.insert(unique.clone()) {
                return unique;
            }
        }
    };
    report.sentences().map(|sentence| unique(sentence.id())).collect()
}
