//! W113: a full stop in the middle of a sentence (一句未完用句号).

use crate::{
    audit::{Finding, text::Text, words::begins},
    diagnostic::Diagnostic,
};

pub fn check(text: &Text, found: &mut Vec<Finding>) {
    for line in text.prose() {
        for (at, stop) in line.text().match_indices('。') {
            let end = at + stop.len();
            let Some(next) = begins(&line.text()[end..], &text.words.continuations) else { continue };
            let diagnostic = Diagnostic::hint("W113", format!("“{next}”接着上文说，前面用了句号"));
            let diagnostic = line.at(diagnostic, at..end, "");
            found.push(Finding::new(diagnostic.help("把句号改为逗号；本部门历来这样断句的不必改")));
        }
    }
}
