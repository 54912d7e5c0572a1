//! Whose a figure is (归属): the words before it name it, not its place in the sentence.

use std::ops::Range;

use super::{Outcome, conflicts::Region, merge::Merge};
use crate::{
    phrase::SpanKind,
    revise::{money, script::Pair, stream::Stream, token::Kind},
};

/// The figures of a sentence of the base, in order.
#[derive(Default)]
pub(super) struct Figures(Vec<Figure>);

struct Figure {
    entry: usize,
    /// Its own words right before it (人员经费, 决算为).
    lead: Range<usize>,
}

/// What names a figure: which figure's words, and how many numbers stand between. A share (占比) is behind the amount that
/// is named.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Name {
    of: usize,
    numbers: usize,
}

impl Figures {
    fn lead<'a>(&self, base: &'a Stream, of: usize) -> &'a [u32] {
        &base.ids[self.0[of].lead.clone()]
    }

    /// The name that stands right before a token, in the base or in the edited text; of 财政拨款收入 and
    /// 一般公共预算财政拨款收入 the longer.
    fn name_before(&self, base: &Stream, stream: &Stream, token: usize) -> Option<usize> {
        let is_name = |&of: &usize| {
            let lead = self.lead(base, of);
            let same = (0..self.0.len()).filter(|&other| self.lead(base, other) == lead).count();
            !lead.is_empty() && same == 1 && stream.ids[..token].ends_with(lead)
        };
        (0..if is_figure(stream, token) { self.0.len() } else { 0 })
            .filter(is_name)
            .max_by_key(|&of| self.0[of].lead.len())
    }

    /// Is all that leads a figure in a word of direction (降低)? A person may have written it for another's.
    fn is_direction(&self, base: &Stream, of: usize) -> bool {
        self.0[of].lead.clone().all(|token| matches!(base.kinds[token], Kind::Direction(_)))
    }

    /// The name that stands last before a figure, in its sentence.
    fn name(&self, base: &Stream, stream: &Stream, token: usize) -> Option<Name> {
        let mut numbers = 0;
        (0..=token).rev().take_while(|&token| !begins(stream, token)).find_map(|token| {
            let of = self.name_before(base, stream, token);
            let name = of.map(|of| Name { of, numbers });
            numbers += usize::from(is_figure(stream, token));
            name
        })
    }
}

/// What of the words before a figure tells it from others: of 2023年度收入总计 and 支出总计 the 收入总计. A person moves it
/// with what it names, and leaves what stands before it.
fn own_words<'a>(
    stream: &Stream,
    lead: &Range<usize>,
    others: impl Iterator<Item = &'a Range<usize>> + Clone,
) -> Range<usize> {
    let tells = |start: usize| {
        let words = &stream.ids[start..lead.end];
        (start..lead.end).any(|token| stream.kinds[token] == Kind::Term)
            && !others.clone().any(|other| stream.ids[other.clone()].ends_with(words))
    };
    let start = lead.clone().rev().find(|&start| tells(start)).unwrap_or(lead.start);
    start..lead.end
}

/// Does a number stand there, or a conflict in its place?
fn is_figure(stream: &Stream, token: usize) -> bool {
    token < stream.len() && (stream.kinds[token] == Kind::Number || stream.is_ours(token))
}

/// Does a piece of the text begin with that token?
fn begins(stream: &Stream, token: usize) -> bool {
    token.checked_sub(1).is_some_and(|before| stream.ends[before])
}

impl Merge<'_> {
    pub(super) fn figures(&self, pair: &Pair) -> Figures {
        let Some(sentence) = pair.base else { return Figures::default() };
        let (stream, start) = (&self.base.stream, self.base.sentences[sentence].start);
        let spans = &self.base.laid.sentences[sentence].spans;
        let is_figure = |span: Option<usize>| span.is_some_and(|span| spans[span].kind == SpanKind::Figure);
        let entries = pair.entries.iter().enumerate();
        let entries = entries.filter(|(_, entry)| is_figure(entry.spans[0]) && !entry.base.is_empty());
        let lead = |end: usize| {
            let word = |token: &usize| matches!(stream.kinds[*token], Kind::Term | Kind::Letter | Kind::Direction(_));
            (start..end).rev().take_while(word).last().unwrap_or(end)..end
        };
        let leads: Vec<(usize, Range<usize>)> = entries.map(|(entry, at)| (entry, lead(at.base.start))).collect();
        let own = |(entry, lead): &(usize, Range<usize>)| Figure {
            entry: *entry,
            lead: own_words(stream, lead, leads.iter().filter(|other| other.0 != *entry).map(|other| &other.1)),
        };
        Figures(leads.iter().map(own).collect())
    }

    /// Does another figure's name stand before that token of the edited text, where the entry's own name should?
    pub(super) fn is_others(&self, pair: &Pair, figures: &Figures, entry: usize, token: usize) -> bool {
        let base = &self.base.stream;
        if figures.0.iter().all(|figure| figure.entry != entry) {
            return false;
        }
        let own = figures.name(base, base, pair.entries[entry].base.start);
        let name = figures.name(base, &self.edited, token);
        // Behind more numbers than its own it is another figure's alone: the name of this one was reworded.
        own.zip(name).is_some_and(|(own, name)| {
            own.of != name.of && own.numbers == name.numbers && !figures.is_direction(base, name.of)
        })
    }

    /// What stands behind a figure's own name in the line of that token follows, or is asked about; none if the name does
    /// not stand there, or the figure goes.
    pub(super) fn follow_name(
        &mut self,
        pair: &Pair,
        figures: &Figures,
        entry: usize,
        token: usize,
    ) -> Option<Result<Outcome, Region>> {
        let (old, new) = (&pair.entries[entry].base, &pair.entries[entry].new);
        if new.is_empty() {
            return None;
        }
        let own = self.behind_name(pair, figures, entry, token)?;
        let stands = |ids: &[u32]| self.edited.ids[own..].starts_with(ids);
        if stands(&self.new.stream.ids[new.clone()]) {
            return Some(Ok(Outcome::Already));
        }
        // Its unit is the same as before, unless a person changed that, too.
        let unit = &self.base.stream.ids[old.start + 1..old.end];
        let same_unit = self.edited.ids[own + 1..].starts_with(unit);
        let place = own..own + 1 + if same_unit { unit.len() } else { 0 };
        let [written, drafted] = [self.edited_words(&(own..own + 1)), self.base.words(&(old.start..old.start + 1))];
        if same_unit && money::same(written, drafted) {
            let words = money::in_writing(self.edited_words(&place), self.base.words(old), self.new.words(new));
            self.edit(self.edited.place(&place), words);
            return Some(Ok(Outcome::Followed));
        }
        // An earlier update has written it as a person writes it.
        if same_unit && money::same(written, self.new.words(&(new.start..new.start + 1))) {
            return Some(Ok(Outcome::Already));
        }
        let other_unit = !unit.is_empty()
            && place.len() == 1
            && self.edited.ids.len() > place.end
            && money::is_unit(self.edited_words(&(place.end..place.end + 1)));
        let place = place.start..place.end + usize::from(other_unit);
        Some(Err(Region { base: old.clone(), new: new.clone(), edited: Some(place) }))
    }

    /// Where the number behind an entry's own name stands in the line of that token.
    fn behind_name(&self, pair: &Pair, figures: &Figures, entry: usize, token: usize) -> Option<usize> {
        figures.0.iter().find(|figure| figure.entry == entry)?;
        let base = &self.base.stream;
        let first = pair.entries[entry].base.start;
        let own = figures.name(base, base, first)?;
        // Where a person took an amount away, the share behind it is none.
        let share = |words: &str| words.ends_with('%');
        let alike = |token: usize| {
            self.edited.is_ours(token)
                || share(self.edited_words(&(token..token + 1))) == share(self.base.words(&(first..first + 1)))
        };
        let is_own = |token: usize| alike(token) && figures.name(base, &self.edited, token) == Some(own);
        self.edited.within(&self.line(token)).find(|&token| is_figure(&self.edited, token) && is_own(token))
    }

    /// Another figure of the sentence that was the same and that a person told together with this one (收支总计均为…): its
    /// number stands nowhere, and no name of its own stands before this one's.
    pub(super) fn told_together(&self, pair: &Pair, figures: &Figures, entry: usize, token: usize) -> Option<usize> {
        figures.0.iter().find(|figure| figure.entry == entry)?;
        let (base, own) = (&self.base.stream, pair.entries[entry].base.clone());
        if figures.name(base, base, own.start) == figures.name(base, &self.edited, token) {
            return None;
        }
        let others = figures.0.iter().map(|figure| figure.entry).filter(|&other| other != entry);
        others.into_iter().find(|&other| {
            let tokens = pair.entries[other].base.clone();
            base.ids[tokens.clone()] == base.ids[own.clone()]
                && tokens.into_iter().all(|token| self.to[token].is_none())
        })
    }

    /// Does another figure's number stand for that one as well, which the correction makes the same?
    pub(super) fn is_told_with_another(&self, pair: &Pair, entry: usize, figures: &Figures) -> bool {
        let words = |entry: usize| self.new.words(&pair.entries[entry].new);
        let others = figures.0.iter().map(|figure| figure.entry).filter(|&other| words(other) == words(entry));
        others.into_iter().any(|other| {
            let place = self.intact(&pair.entries[other].base);
            place.is_some_and(|place| self.told_together(pair, figures, other, place.start) == Some(entry))
        })
    }

    /// Do the new words of an entry stand in a stretch of the edited text, behind no other's name?
    pub(super) fn stands_in(&self, pair: &Pair, figures: &Figures, entry: usize, stretch: &Range<usize>) -> bool {
        let wanted = &self.new.stream.ids[pair.entries[entry].new.clone()];
        let own = |token: usize| !self.is_others(pair, figures, entry, token);
        let stands = |token: usize| self.edited.ids[token..stretch.end].starts_with(wanted) && own(token);
        !wanted.is_empty() && (stretch.start..stretch.end).any(stands)
    }
}
