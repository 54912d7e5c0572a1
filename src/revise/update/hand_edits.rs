//! What people had changed (手改), listed so that somebody sees what stays.

use std::ops::Range;

use super::{Kept, Replacement, merge::Merge};
use crate::{
    phrase::SpanKind,
    report::{Clean, Document, document::PartKind, part_places},
    revise::{
        marks, money,
        script::Entry,
        token::{Kind, tokens},
    },
    source::Source,
};

/// Words of the base and what stands in their place; either may be empty.
struct HandEdit {
    base: Range<usize>,
    edited: Range<usize>,
}

impl<'a> Merge<'a> {
    /// Walk the edited text: what stands between two words of the base and is not what stood there.
    pub(super) fn list_hand_edits(&mut self) {
        let mut places: Vec<usize> = (0..self.edited.len()).filter(|&token| self.back[token].is_some()).collect();
        places.push(self.edited.len());
        let own = self.own_part();
        let mut edits: Vec<HandEdit> = Vec::new();
        let (mut at, mut of) = (0, 0);
        for place in places {
            let next = self.back.get(place).copied().flatten().unwrap_or(self.base.stream.len());
            let lost = if of <= next && (of..next).all(|token| self.to[token].is_none()) { of..next } else { of..of };
            let start = at.clamp(own.start, own.end.max(own.start));
            let edit = HandEdit { base: lost, edited: start..place.clamp(start, own.end.max(start)) };
            (at, of) = (place + 1, next + 1);
            if !self.is_hand_edit(&edit) {
                continue;
            }
            let edit = self.whole_clause(edit);
            // Two that cut the same clause are one.
            match edits.last_mut().filter(|last| edit.base.start < last.base.end && edit.edited.start < last.edited.end)
            {
                Some(last) => (last.base.end, last.edited.end) = (edit.base.end, edit.edited.end),
                None => edits.push(edit),
            }
        }
        edits.into_iter().for_each(|edit| self.keep(edit));
    }

    fn is_hand_edit(&self, HandEdit { base, edited }: &HandEdit) -> bool {
        // Between most words nothing stands.
        if base.is_empty() && edited.is_empty() {
            return false;
        }
        let own = edited.clone().all(|token| !self.taken[token]);
        // What the correction asks for stands there already: no edit of a person's own.
        let followed = !edited.is_empty() && edited.clone().all(|token| self.new_back[token].is_some());
        let letters = |words: &str| words.split_whitespace().collect::<String>();
        let same = letters(self.base.words(base)) == letters(self.edited_words(edited));
        own && !followed && !same
    }

    /// The same with the rest of the words that it cuts, up to a mark, a number, or where another slot wrote.
    fn whole_clause(&self, HandEdit { mut base, mut edited }: HandEdit) -> HandEdit {
        let word = |token: usize| matches!(self.base.stream.kinds[token], Kind::Term | Kind::Letter);
        let cut = |of_base: Option<usize>, of_edited: Option<usize>| {
            of_base.is_none_or(word)
                && of_edited.is_none_or(|token| matches!(self.edited.kinds[token], Kind::Term | Kind::Letter))
        };
        let Some(slot) = self.slot_of(&base) else { return HandEdit { base, edited } };
        let joins = |token: usize, place: usize| {
            self.base.stream.ids.get(token).is_some()
                && self.to[token] == Some(place)
                && word(token)
                && self.slot_of(&(token..token + 1)) == Some(slot)
        };
        let ends = |range: &Range<usize>| (!range.is_empty()).then(|| (range.start, range.end - 1));
        let (first, last) = (
            cut(ends(&base).map(|ends| ends.0), ends(&edited).map(|ends| ends.0)),
            cut(ends(&base).map(|ends| ends.1), ends(&edited).map(|ends| ends.1)),
        );
        while first && base.start > 0 && edited.start > 0 && joins(base.start - 1, edited.start - 1) {
            (base.start, edited.start) = (base.start - 1, edited.start - 1);
        }
        while last && joins(base.end, edited.end) {
            (base.end, edited.end) = (base.end + 1, edited.end + 1);
        }
        HandEdit { base, edited }
    }

    /// The sentence and the span in which all of those tokens of the base stand; none if they are several.
    fn slot_of(&self, base: &Range<usize>) -> Option<(usize, Option<usize>)> {
        let at = self.sentence_of(base.start);
        let spans = &self.base.laid.sentences[at].spans;
        let span = |token: usize| {
            let place = &self.base.stream.places[token];
            spans.iter().position(|span| span.place.start < place.end && place.start < span.place.end)
        };
        if base.is_empty() {
            let token = base.start.checked_sub(1).unwrap_or(base.start);
            return (base.start < self.base.stream.len()).then(|| (self.sentence_of(token), span(token)));
        }
        let first = span(base.start);
        let one = base.clone().all(|token| self.sentence_of(token) == at && span(token) == first);
        one.then_some((at, first))
    }

    pub(super) fn sentence_of(&self, token: usize) -> usize {
        let sentences = &self.base.sentences;
        sentences.partition_point(|tokens| tokens.end <= token).min(sentences.len() - 1)
    }

    fn keep(&mut self, HandEdit { base, edited }: HandEdit) {
        if self.rolling && !edited.is_empty() && self.is_replaced(&base, &edited) {
            return;
        }
        if !self.rolling && !edited.is_empty() && self.is_written_over(&edited) {
            return;
        }
        let at = self.sentence_of(base.start);
        let laid = &self.base.laid.sentences[at];
        let number = |tokens: &Range<usize>, kinds: &[Kind]| tokens.clone().any(|token| kinds[token] == Kind::Number);
        let slot = laid.spans.iter().any(|span| {
            let tokens = self.base.stream.within(&span.place);
            span.kind == SpanKind::Figure && tokens.start < base.end && base.start < tokens.end
        });
        let (old, words) = (self.base.words(&base), self.edited_words(&edited).to_owned());
        let figure = slot
            && number(&base, &self.base.stream.kinds)
            && number(&edited, &self.edited.kinds)
            && !money::same(old, &words);
        if !self.rolling
            && let Some(turned) = self.turned_by_hand(&base, &edited)
        {
            self.question(at, &turned, words);
            return;
        }
        let base = if figure { self.said_now(at, &base) } else { old };
        self.out.kept.push(Kept { section: laid.section.clone(), base: base.to_owned(), edited: words, figure });
    }

    /// Does a conflict show those words, or did the correction come in their place?
    fn is_written_over(&self, edited: &Range<usize>) -> bool {
        let place = self.edited.place(edited);
        let over = |edit: &Replacement| edit.at.start <= place.start && place.end <= edit.at.end;
        edited.clone().all(|token| marks::is_mark(self.edited_words(&(token..token + 1))))
            || self.edits.iter().any(over)
    }

    /// What the new draft has in the place of those words of the base.
    fn said_now(&self, sentence: usize, base: &Range<usize>) -> &'a str {
        let pair = self.pairs.iter().find(|pair| pair.base == Some(sentence));
        let within = |entry: &&Entry| entry.base.start <= base.start && base.end <= entry.base.end;
        let Some(entry) = pair.and_then(|pair| pair.entries.iter().find(within)) else { return self.base.words(base) };
        let first = entry.new.start + (base.start - entry.base.start);
        let part = first..first + base.len();
        self.new.words(if part.end <= entry.new.end { &part } else { &entry.new })
    }

    /// Did a person turn a direction that the figures do not turn?
    fn turned_by_hand(&self, base: &Range<usize>, edited: &Range<usize>) -> Option<String> {
        let (was, drafted) = self.base.direction(base)?;
        let (is, typed) = edited.clone().find_map(|token| match self.edited.kinds[token] {
            Kind::Direction(direction) => Some((direction, self.edited_words(&(token..token + 1)))),
            _ => None,
        })?;
        (was != is).then(|| format!("手改的方向“{typed}”与数据的“{drafted}”不一致"))
    }

    /// Did this year's words come in the place of last year's own? Where more than figures changed a person is told.
    fn is_replaced(&mut self, base: &Range<usize>, edited: &Range<usize>) -> bool {
        let place = self.edited.place(edited);
        let over = |at: &Range<usize>| !at.is_empty() && at.start <= place.start && place.end <= at.end;
        let Some(edit) = self.edits.iter().find(|edit| over(&edit.at)) else { return false };
        let words = self.edited_words(edited);
        let [own, new] = [words, &edit.words].map(|words| {
            let masked = tokens(words).into_iter().map(|token| match token.kind {
                Kind::Number => "",
                _ => &words[token.range],
            });
            masked.collect::<Vec<_>>()
        });
        if !new.windows(own.len()).any(|stretch| stretch == own) {
            self.question(self.sentence_of(base.start), "上年自己的写法换成了话术册的，请核对", words.to_owned());
        }
        true
    }

    /// The tokens of the edited text that can be compared: where it has parts that the base never had, as a published
    /// file has a cover and a glossary, only those of part three (第三部分).
    pub(super) fn own_part(&self) -> Range<usize> {
        let parts = part_places(&Source::new("", self.text));
        if parts.len() <= 1 || parts.len() <= self.parts_of_base() {
            return 0..self.edited.len();
        }
        let own = parts.into_iter().filter(|(kind, _)| *kind == PartKind::Narrative).map(|(_, place)| place);
        let own = own.reduce(|one, other| one.start.min(other.start)..one.end.max(other.end));
        own.map_or(0..self.edited.len(), |own| self.edited.within(&own))
    }

    /// How many parts the base has; a draft's titles and headings say that.
    fn parts_of_base(&self) -> usize {
        let laid = self.base.laid;
        if !laid.text.contains("部分") {
            return 0;
        }
        let headings = laid.sentences.iter().filter(|sentence| sentence.id.starts_with('#'));
        let headings: Vec<&str> = headings.map(|heading| &laid.text[heading.place.clone()]).collect();
        part_places(&Source::new("", headings.join("\n"))).len()
    }
}

/// Where part three (第三部分) stands in a text; all of it if it has none.
pub(super) fn narrative(document: &Document) -> Range<usize> {
    let pieces = document.narrative().flat_map(|section| {
        section.title.iter().chain(section.paragraphs.iter().map(|paragraph| &paragraph.text)).map(Clean::extent)
    });
    let titles = document.parts(PartKind::Narrative).filter_map(|part| part.title.as_ref()).map(Clean::extent);
    pieces
        .chain(titles)
        .reduce(|one, other| one.start.min(other.start)..one.end.max(other.end))
        .unwrap_or(0..document.source.text().len())
}
