//! Which text a stretch of free words is (归文): the same words may lead in a reason or a remark, and the figures tell
//! which of them the writer would have put there.

use std::ops::Range;

use super::{Binder, Repeated, RowAt, env_at};
use crate::{
    figures::{Fact, GroupIx, Text},
    phrase::{Body, Piece, Say, Slot, Style, Variant},
    report::{
        comparable,
        reading::{ReadSentence, Reading},
    },
};

/// What ends a sentence, and is no part of its last words.
const STOP: &str = "。";

/// Free words that were read.
pub(super) struct Words<'a> {
    pub body: &'a Body,
    pub variant: &'a Variant,
    pub slot: &'a Slot,
    pub row: Option<RowAt>,
    pub lines: Text,
    pub place: Range<usize>,
}

/// A text of a record.
type Home = (Option<(GroupIx, usize)>, usize);

impl Binder {
    /// Take texts down once all figures are known.
    pub(super) fn words(&mut self, all: Vec<Words>, style: &Style) {
        for words in all {
            let own = words.slot.text();
            let rivals = words.body.variants.iter().filter_map(|variant| lone_text(words.body, variant, &words));
            let rivals: Vec<(&Variant, Fact)> = rivals.collect();
            let fit = rivals.iter().filter(|_| rivals.len() > 1).find(|(variant, fact)| {
                let Some(home) = self.home(*fact, words.row).filter(|&home| !self.text_at(home).is_present()) else {
                    return false;
                };
                *self.text_at(home) = words.lines.clone();
                let written = self.chosen(words.body, words.row, style);
                *self.text_at(home) = Text::Absent;
                written.is_some_and(|written| std::ptr::eq(written, *variant))
            });
            let Some(home) = fit.map(|(_, fact)| *fact).or(own).and_then(|fact| self.home(fact, words.row)) else {
                continue;
            };
            if self.text_at(home).lines().is_empty() {
                *self.text_at(home) = words.lines;
                let accounts = &mut self.bound.accounts;
                let record = home.0.map_or(&mut accounts.root, |(group, row)| &mut accounts.groups[group][row]);
                record.text_places.set(home.1, Some(words.place));
                continue;
            }
            let core = |text: &Text| comparable(&text.lines().concat()).trim_end_matches(['。', '；']).to_owned();
            if !words.lines.lines().is_empty() && core(self.text_at(home)) != core(&words.lines) {
                let Words { lines, place, .. } = words;
                self.bound.repeated.push(Repeated { at: home, words: lines.lines().concat(), place });
            }
        }
    }

    /// The variant that the figures taken down so far would be written in.
    fn chosen<'b>(&self, body: &'b Body, row: Option<RowAt>, style: &Style) -> Option<&'b Variant> {
        let env = env_at(&self.bound.accounts, row).asking_from(style.threshold_amount, style.threshold_rate);
        body.variants.iter().find(|variant| variant.when.as_ref().is_none_or(|when| env.holds(when)))
    }

    fn home(&self, fact: Fact, row: Option<RowAt>) -> Option<Home> {
        match (fact, row) {
            (Fact::RootText(index), _) => Some((None, index)),
            (Fact::RowText(index), Some(RowAt::Row(group, row))) => Some((Some((group, row)), index)),
            (Fact::RowText(index), Some(RowAt::Member(group, concept))) => {
                let catalogue = self.bound.accounts.catalogue;
                let kind = catalogue.groups[group].shape.texts[index].kind;
                Some((None, catalogue.concepts[concept].text(kind)?))
            }
            _ => None,
        }
    }

    fn text_at(&mut self, (row, index): Home) -> &mut Text {
        let accounts = &mut self.bound.accounts;
        let record = row.map_or(&mut accounts.root, |(group, row)| &mut accounts.groups[group][row]);
        &mut record.texts[index]
    }
}

/// Sentences that no phrase reads belong to the reason or remark that they stand behind in the same paragraph.
pub(super) fn behind(reading: &Reading, sentence: &ReadSentence, range: &Range<usize>) -> String {
    let text = sentence.paragraph.text();
    let mut end = sentence.read.end;
    if text[range.end..end] != *STOP {
        return String::new();
    }
    let unread = reading.unread_of(sentence.paragraph);
    for unread in &unread[unread.partition_point(|unread| unread.range.start < end)..] {
        if unread.range.start != end || !text[unread.range.clone()].ends_with(STOP) {
            break;
        }
        end = unread.range.end;
    }
    text[range.end..end].trim_end_matches(STOP).to_owned()
}

/// The text that a variant prints between the same words as those read, if that is all it prints.
fn lone_text<'a>(body: &'a Body, variant: &'a Variant, words: &Words) -> Option<(&'a Variant, Fact)> {
    let (before, index, after) = around(variant)?;
    (around(words.variant).is_some_and(|(one, _, other)| (one, other) == (before, after)))
        .then(|| body.slots[index].text())?
        .map(|fact| (variant, fact))
}

/// The words before and after the only slot.
fn around(variant: &Variant) -> Option<(&str, usize, &str)> {
    let Say::Straight(pieces) = &variant.say else { return None };
    match pieces.as_slice() {
        [Piece::Text(before), Piece::Slot(slot)] => Some((before, *slot, "")),
        [Piece::Text(before), Piece::Slot(slot), Piece::Text(after)] => Some((before, *slot, after)),
        _ => None,
    }
}
