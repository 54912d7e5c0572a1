//! W102: a quotation mark without its other half (引号不成对).

use super::bracket_unbalanced::{Pair, unbalanced};
use crate::{
    audit::{Finding, text::Text},
    diagnostic::Diagnostic,
};

const QUOTES: [Pair; 3] = [('“', '”'), ('‘', '’'), ('《', '》')];

pub fn check(text: &Text, found: &mut Vec<Finding>) {
    for (line, range) in QUOTES.iter().flat_map(|pair| unbalanced(text, *pair)) {
        let mark = &line.text()[range.clone()];
        let name = if mark.starts_with(['《', '》']) { "书名号" } else { "引号" };
        let diagnostic = Diagnostic::warning("W102", format!("{name}不成对：这里的 {mark} 缺另一半"));
        found.push(Finding::new(line.at(diagnostic, range, "").help("补上缺的一半，或删去多余的一半")));
    }
}
