//! W107: what a draft left open (待补充).

use crate::{
    audit::{
        Finding,
        text::{Text, head},
    },
    diagnostic::Diagnostic,
};

/// Characters between the brackets, and some.
const LONGEST: usize = 60;

pub fn check(text: &Text, found: &mut Vec<Finding>) {
    for line in &text.lines {
        for (at, open) in line.text().match_indices(text.words.placeholder.as_str()) {
            let rest = head(line.text(), at, LONGEST);
            let end = at + rest.find('】').map_or(open.len(), |close| close + '】'.len_utf8());
            let diagnostic = Diagnostic::warning("W107", format!("“{}”还没有补上", &line.text()[at..end]));
            found.push(Finding::new(line.at(diagnostic, at..end, "").help("补上内容，连同方括号一起替换")));
        }
    }
}
