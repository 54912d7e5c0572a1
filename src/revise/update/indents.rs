//! Lines that come are indented (缩进) as a person has indented the lines beside them.

use super::{lines::line_start, merge::Merge};

impl Merge<'_> {
    /// Words that come behind a token of the base: where they begin a line, it is indented as the one before or behind is,
    /// if the draft indents that one alike.
    pub(super) fn indented(&self, words: String, behind: usize) -> String {
        let head = words.len() - words.trim_start().len();
        let Some(start) = words[..head].rfind('\n').map(|at| at + 1) else { return words };
        let found = |token: &usize| self.to[*token].is_some();
        let beside = [(0..behind).rev().find(found), (behind..self.to.len()).find(found)];
        let own = beside.into_iter().flatten().find_map(|token| {
            let heading = self.base.laid.sentences[self.sentence_of(token)].id.starts_with('#');
            let drafted = indent(&self.base.laid.text, self.base.stream.places[token].start);
            let there = indent(self.text, self.edited.places[self.to[token]?].start);
            (!heading && drafted == &words[start..head]).then_some(there)
        });
        match own {
            Some(own) if own != &words[start..head] => [&words[..start], own, &words[head..]].concat(),
            _ => words,
        }
    }
}

/// The blanks before the line in which a place stands.
fn indent(text: &str, at: usize) -> &str {
    let line = &text[line_start(text, at)..];
    &line[..line.len() - line.trim_start_matches([' ', '\u{3000}', '\t']).len()]
}
