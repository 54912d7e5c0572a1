//! Sections that last year's report left out as it had nothing to say in them, and that this year's figures fill
//! (上年未写的一节).

use std::ops::Range;

use super::{Changed, Outcome, merge::Merge};
use crate::{
    phrase::SpanKind,
    revise::{
        laid::LaidSentence,
        script::{Pair, Side},
    },
};

impl Merge<'_> {
    /// Such sections come whole, as their title would be taken for one that a person deleted and their first sentence for
    /// words of last year's own. Gives where their pairs are.
    pub(super) fn left_out_sections(&mut self) -> Vec<Range<usize>> {
        let pairs = self.pairs;
        let of = |side: &Side, sentence: Option<usize>| sentence.is_some_and(|at| is_title(&side.laid.sentences[at]));
        let mut at = 0;
        let mut sections = Vec::new();
        for pairs in pairs.chunk_by(|_, next| !of(self.new, next.new) && !of(self.base, next.base)) {
            sections.push(at..at + pairs.len());
            at += pairs.len();
        }
        sections.retain(|section| self.is_left_out(&pairs[section.clone()]));
        // What was found of them is another's.
        let bases = sections.iter().flat_map(|section| &pairs[section.clone()]).filter_map(|pair| pair.base);
        for token in bases.flat_map(|base| self.base.sentences[base].clone()) {
            if let Some(place) = self.to[token].take() {
                self.back[place] = None;
            }
        }
        sections
    }

    /// Did last year's text leave the section out, its title too, where there were no figures, and are there some now?
    fn is_left_out(&self, pairs: &[Pair]) -> bool {
        let has = |side: &Side, sentence: usize, kind: SpanKind| {
            side.laid.sentences[sentence].spans.iter().any(|span| span.kind == kind)
        };
        let silent =
            |base: usize| !has(self.base, base, SpanKind::Figure) || has(self.base, base, SpanKind::Placeholder);
        let titled =
            pairs.first().and_then(|pair| pair.base).is_some_and(|base| is_title(&self.base.laid.sentences[base]));
        let mut bases = pairs.iter().filter_map(|pair| pair.base);
        titled
            && bases.all(|base| silent(base) && self.is_unsaid(base))
            && pairs.iter().filter_map(|pair| pair.new).any(|new| has(self.new, new, SpanKind::Figure))
    }

    fn is_unsaid(&self, base: usize) -> bool {
        let tokens = self.base.sentences[base].clone();
        let found = self.base.stream.weigh(tokens.clone().filter(|&token| self.to[token].is_some()));
        found * 2 < self.base.stream.weigh(tokens) || found == 0
    }

    pub(super) fn come_whole(&mut self, pairs: &[Pair]) {
        let old = stretch(self.base, pairs.iter().filter_map(|pair| pair.base));
        let new = stretch(self.new, pairs.iter().filter_map(|pair| pair.new));
        let place = self.before_next_section(&old).unwrap_or_else(|| {
            let behind = self.behind(old.start).start;
            self.line_end(behind)
        });
        self.edit(place..place, self.new.words_after(&new));
        for new in pairs.iter().filter_map(|pair| pair.new) {
            let laid = &self.new.laid.sentences[new];
            self.stood.push(old.start);
            self.out.changed.push(Changed {
                section: laid.section.clone(),
                sentence: laid.id.clone(),
                concept: None,
                row: None,
                old: String::new(),
                new: self.new.words(&self.new.sentences[new]).to_owned(),
                outcome: Outcome::Followed,
            });
        }
    }

    /// The end of the line before the next title, as a person may have gone on behind the section before.
    fn before_next_section(&self, section: &Range<usize>) -> Option<usize> {
        let next = self.base.sentences.iter().position(|tokens| tokens.start >= section.end && !tokens.is_empty())?;
        let title = Some(next).filter(|&next| is_title(&self.base.laid.sentences[next]))?;
        let token = self.base.sentences[title].clone().find_map(|token| self.to[token])?;
        let line = self.text[..self.line(token).start].trim_end().len();
        (line >= self.behind(section.start).start).then_some(line)
    }
}

fn is_title(sentence: &LaidSentence) -> bool {
    sentence.id.starts_with('#')
}

/// The tokens of sentences in a row.
fn stretch(side: &Side, sentences: impl Iterator<Item = usize>) -> Range<usize> {
    let tokens = sentences.map(|sentence| side.sentences[sentence].clone());
    tokens.reduce(|one, next| one.start..next.end).unwrap_or(0..0)
}
