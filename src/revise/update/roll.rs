//! Last year's report carried on (结转): what stays of it is marked.

use std::ops::Range;

use super::{Question, Update, merge::Merge};
use crate::{
    phrase::SpanKind,
    report::{Clean, segment},
    revise::{
        align::align,
        marks,
        script::{Entry, Pair, Side},
        stream::{Stream, Vocabulary},
        token::Kind,
    },
    source::Source,
};

impl Merge<'_> {
    /// Words of last year that this year's figures ask for anew stay and are marked.
    pub(super) fn roll_words(&mut self, pair: &Pair, at: usize, entry: &Entry) -> bool {
        let (Some(base), Some((old, new))) = (pair.base, self.slots(pair, entry)) else { return false };
        if old.kind != SpanKind::Reason || new.kind != SpanKind::Placeholder {
            return false;
        }
        let stretch = self.intact(&entry.base).or_else(|| self.region(pair, at).edited);
        let Some(stretch) = stretch.filter(|stretch| !stretch.is_empty()) else { return false };
        let words = self.edited_words(&stretch).to_owned();
        self.mark(self.reason_end(&stretch), marks::LAST_REASON);
        self.question(base, "沿用了上年的原因，请核对", words);
        true
    }
}

/// Mark every number of part three that this year's draft does not have there: what no rule placed is not silently left.
pub(super) fn mark_unplaced(update: &mut Update, new: &Side, words: &mut Vocabulary) {
    let rolled = Stream::of(&update.text, words);
    let mut placed = vec![false; rolled.len()];
    let to = align(&new.stream, &rolled, &vec![false; rolled.len()]);
    to.into_iter().flatten().for_each(|token| placed[token] = true);
    let narrative = narrative(&update.text);
    let range = rolled.within(&narrative);
    let (first, last) = (range.start, range.end.saturating_sub(1));
    let of = |token: usize| &update.text[rolled.places[token].clone()];
    let mut marks = Vec::new();
    for piece in rolled.pieces() {
        // A reason that was kept is marked as a whole.
        let kept = piece.clone().any(|token| of(token) == marks::LAST_REASON);
        let own =
            |token: &usize| rolled.kinds[*token] == Kind::Number && !placed[*token] && (first..last).contains(token);
        for token in piece.filter(own).filter(|_| !kept) {
            let unit = (token + 1..last).take_while(|&at| matches!(of(at), "万元" | "元" | "年" | "年度"));
            let end = unit.last().unwrap_or(token);
            if of(end + 1) != marks::UNPLACED {
                marks.push((rolled.places[token].start, rolled.places[end].end));
            }
        }
    }
    for &(start, end) in &marks {
        update.questions.push(Question {
            section: String::new(),
            sentence: String::new(),
            message: "上年文本里的数，不知道今年是多少".to_owned(),
            words: update.text[start..end].to_owned(),
        });
    }
    for (_, end) in marks.into_iter().rev() {
        update.insert_mark(end, marks::UNPLACED);
    }
}

/// Where part three (第三部分) stands in a text.
fn narrative(text: &str) -> Range<usize> {
    let source = Source::new("", text);
    let document = segment(&source, &[]);
    let pieces = document.narrative().flat_map(|section| {
        section.title.iter().chain(section.paragraphs.iter().map(|paragraph| &paragraph.text)).map(Clean::extent)
    });
    pieces.reduce(|one, other| one.start.min(other.start)..one.end.max(other.end)).unwrap_or(0..text.len())
}
