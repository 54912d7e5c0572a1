//! Plain text with the origin of every sentence below it (溯源文本), for whoever maintains the wording.

use crate::report::{Report, SentenceView, sentence_ids};

/// Print a report sentence by sentence: phrase, variant and its condition, file:line.
pub fn txt_explained(report: &Report) -> String {
    let mut out = String::with_capacity(report.text_len() * 2);
    out.push_str(report.title());
    out.push('\n');
    let mut ids = sentence_ids(report).into_iter();
    for section in report.sections() {
        out.push_str(section.title());
        out.push('\n');
        for sentence in section.paragraphs().flat_map(|paragraph| paragraph.sentences()) {
            out.push_str(sentence.text());
            out.push('\n');
            origin(&ids.next().unwrap_or_default(), sentence, &mut out);
        }
    }
    out
}

fn origin(id: &str, sentence: SentenceView, out: &mut String) {
    let variant = sentence.variant();
    out.push_str("    ← ");
    out.push_str(id);
    if sentence.phrase().is_some() {
        out.push_str("，说法 ");
        out.push_str(&variant.id);
    }
    if let Some(when) = &variant.when_text {
        out.push_str("（when: ");
        out.push_str(when);
        out.push('）');
    }
    out.push('，');
    out.push_str(&variant.place.file_line());
    out.push('\n');
}
