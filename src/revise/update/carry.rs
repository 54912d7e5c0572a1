//! Last year's words where this year's draft has others (结转的改动).

use std::ops::Range;

use super::{
    apart::{has_clauses, is_remark},
    conflicts::Region,
    merge::Merge,
};
use crate::{
    phrase::SpanKind,
    revise::{
        diff::reasons,
        laid::LaidSpan,
        marks,
        script::{Entry, Pair, Side},
        token::Kind,
    },
};

/// What is asked about a reason that would go without a word.
const UNSAID: &str = "上年这里写了原因，今年的初稿没有这句话，还要写的补上";

impl Merge<'_> {
    /// Words of last year that this year's figures ask for anew stay and are marked.
    pub(super) fn roll_words(&mut self, pair: &Pair, at: usize, entry: &Entry) -> bool {
        let Some(base) = pair.base else { return false };
        if entry.new.is_empty() && self.drops_clause(pair, at) {
            let place = self.base.stream.place(&entry.base);
            let inside = |span: &&LaidSpan| place.start <= span.place.start && span.place.end <= place.end;
            self.ask_for_reasons(base, inside);
        }
        let Some(old) = entry.spans[0] else { return false };
        let old = &self.base.laid.sentences[base].spans[old];
        let asked = self.slots(pair, entry).is_some_and(|(_, new)| new.kind == SpanKind::Placeholder);
        if old.kind != SpanKind::Reason || !asked {
            let words = &self.base.laid.text[old.place.clone()];
            if is_remark(old) && has_clauses(words) {
                self.question(base, "上年的原因换掉了，看看里面有没有要留的话", words.to_owned());
            }
            return false;
        }
        let stretch = self.intact(&entry.base).or_else(|| self.region(pair, at).edited);
        let Some(stretch) = stretch.filter(|stretch| !stretch.is_empty()) else { return false };
        let stretch = self.with_own_words(stretch);
        let words = self.edited_words(&stretch).to_owned();
        // Whoever settles one sentence deletes its mark and sees that the next one is open.
        let (begin, end) = (self.edited.place(&stretch).start, self.reason_end(&stretch));
        for (at, _) in self.text[begin..end].match_indices('。') {
            self.mark(begin + at, marks::LAST_REASON);
        }
        self.mark(end, marks::LAST_REASON);
        self.question(base, "沿用了上年的原因，请核对", words);
        true
    }

    /// Ask about the reason in a sentence of last year's draft that this year's has not, nor another in its place; what
    /// was said of an account goes with it.
    pub(super) fn ask_for_reason(&mut self, index: usize, base: usize) {
        let comes = |at: Option<usize>| at.and_then(|at| self.pairs.get(at)).is_some_and(|pair| pair.base.is_none());
        if comes(index.checked_sub(1)) || comes(Some(index + 1)) {
            return;
        }
        self.ask_for_reasons(base, |_| true);
    }

    fn ask_for_reasons(&mut self, base: usize, of: impl Fn(&&LaidSpan) -> bool) {
        let laid = self.base.laid;
        let said = |row| self.new.laid.sentences.iter().flat_map(|new| &new.spans).any(|span| span.row == row);
        let spans = laid.sentences[base].spans.iter().filter(|span| span.kind == SpanKind::Reason);
        let spans: Vec<_> = spans.filter(of).filter(|span| span.row.is_none() || said(span.row.clone())).collect();
        for span in spans {
            self.question(base, UNSAID, laid.text[span.place.clone()].to_owned());
        }
    }

    /// Does all around this change go, and nothing but figures comes in its place? Where the figures are level now other
    /// words do (持平).
    fn drops_clause(&self, pair: &Pair, at: usize) -> bool {
        let spans = pair.new.map_or(&[][..], |new| &self.new.laid.sentences[new].spans);
        let figure = |entry: &Entry| entry.spans[1].is_some_and(|span| spans[span].kind == SpanKind::Figure);
        let goes = |entry: &Entry| entry.new.is_empty() || figure(entry);
        let (before, behind) = pair.entries.split_at(at);
        let changed = |entry: &&Entry| entry.changed;
        behind.iter().take_while(changed).chain(before.iter().rev().take_while(changed)).all(goes)
    }

    /// A reason with what a person wrote behind it in the same sentence.
    fn with_own_words(&self, stretch: Range<usize>) -> Range<usize> {
        let own = |token: &usize| self.back[*token].is_none() && !self.edited.ends[*token];
        let behind = (stretch.end..self.edited.len()).take_while(own).count();
        stretch.start..stretch.end + behind
    }

    /// A sentence that waits for its words in the draft of last year's figures is one that last year's text does not have:
    /// a mark that was taken for one of it is another's.
    pub(super) fn forget_unsaid(&mut self) {
        for base in self.pairs.iter().filter_map(|pair| pair.base).filter(|&base| waits(self.base, base)) {
            let found: Vec<usize> =
                self.base.sentences[base].clone().filter(|&token| self.to[token].is_some()).collect();
            if found.iter().all(|&token| self.base.stream.kinds[token] == Kind::Mark) {
                for place in found.into_iter().filter_map(|token| self.to[token].take()) {
                    self.back[place] = None;
                }
            }
        }
    }

    /// Words of a reason that were found in the line of another sentence are that one's reason, as several give the same:
    /// they are looked for in their own.
    pub(super) fn forget_strayed(&mut self) {
        let sentences = self.base.sentences.iter();
        let home = |tokens| self.fullest_line(tokens).map(|(token, ..)| self.edited.line_of(token));
        let homes: Vec<Option<usize>> = sentences.map(home).collect();
        for (at, home) in homes.iter().enumerate() {
            let Some(home) = *home else { continue };
            let spans = self.base.laid.sentences[at].spans.iter().filter(|span| is_remark(span));
            for span in spans {
                // The stop behind it as well.
                let mut tokens = self.base.stream.within(&span.place);
                let end = tokens.end;
                tokens.end += usize::from(self.base.stream.kinds.get(end) == Some(&Kind::Mark));
                let strays = |token: &usize| {
                    let line = self.to[*token].map(|place| self.edited.line_of(place));
                    line.is_some_and(|line| line != home && homes.contains(&Some(line)))
                };
                let strayed: Vec<usize> = tokens.clone().filter(strays).collect();
                for &token in &strayed {
                    let place = self.to[token].take();
                    place.into_iter().for_each(|place| self.back[place] = None);
                }
                if !strayed.is_empty() {
                    self.find_at_home(&(tokens.start..end), home);
                }
            }
        }
    }

    /// Pair tokens of the base with the same words side by side in a line, if these are nobody's.
    fn find_at_home(&mut self, tokens: &Range<usize>, line: usize) {
        let ids = &self.base.stream.ids[tokens.clone()];
        let free = |at: usize| self.back[at].is_none_or(|of| tokens.contains(&of));
        let same = |start: &usize| self.edited.ids[*start..].starts_with(ids) && (*start..start + ids.len()).all(free);
        let Some(place) = self.edited.tokens_of(line).find(same) else { return };
        for token in tokens.clone() {
            let old = self.to[token].replace(place + token - tokens.start);
            old.into_iter().for_each(|old| self.back[old] = None);
        }
        tokens.clone().for_each(|token| self.back[place + token - tokens.start] = Some(token));
    }

    /// Is a sentence done with of which last year's text has nothing, or nothing in words of the phrase?
    pub(super) fn roll_whole(&mut self, index: usize, left_out: &[Range<usize>], behind: usize) -> bool {
        let pair = &self.pairs[index];
        if let Some(section) = left_out.iter().find(|section| section.contains(&index)) {
            if section.start == index {
                self.come_whole(&self.pairs[section.clone()]);
            }
            return true;
        }
        let (Some(base), Some(new)) = (pair.base, pair.new) else { return false };
        if self.is_said_now(base, new) {
            self.come(new, behind);
            return true;
        }
        false
    }

    /// Has last year's text nothing of a sentence that this year's figures say in full, as the reason of a figure that
    /// was level then, or ask for, and its line no reason in other words?
    fn is_said_now(&self, base: usize, new: usize) -> bool {
        let tokens = self.base.sentences[base].clone();
        let unsaid = tokens.clone().all(|token| self.to[token].is_none());
        let line = (0..tokens.start).rev().find_map(|token| self.to[token]).map(|token| self.line(token));
        let given = || line.is_none_or(|line| !reasons::find(&self.text[line]).is_empty());
        unsaid && waits(self.base, base) && (!waits(self.new, new) || !given())
    }

    /// What of a region is not a person's own: no more sentences than the base has there, but for those that the new draft
    /// says much the same.
    pub(super) fn without_own(&self, pair: &Pair, region: &Region) -> Range<usize> {
        let stretch = self.without_apart(region.edited.clone().unwrap_or(0..0));
        let sentences = region.base.clone().filter(|&token| self.base.stream.ends[token]).count().max(1);
        let ends: Vec<usize> =
            stretch.clone().filter(|&token| self.edited.ends[token]).map(|token| token + 1).collect();
        let Some(&first) = ends.get(sentences - 1) else { return stretch };
        let behind = ends[sentences..].iter().copied().chain([stretch.end]);
        let end = behind.scan(first, |start, end| {
            let more = std::mem::replace(start, end)..end;
            (!more.is_empty() && !self.is_own(pair, &more, region)).then_some(end)
        });
        stretch.start..end.last().unwrap_or(first)
    }

    /// A stretch up to what goes on behind a reason in its sentence and is none.
    fn without_apart(&self, stretch: Range<usize>) -> Range<usize> {
        let words = self.edited_words(&stretch);
        let first = |apart: &String| {
            apart.split('。').next().filter(|clause| !clause.is_empty()).and_then(|clause| words.find(clause))
        };
        let start = self.apart.iter().filter_map(first).min();
        let at = start.map(|start| self.edited.place(&stretch).start + start);
        let end = at.map_or(stretch.end, |at| self.edited.places.partition_point(|place| place.end <= at));
        stretch.start..end.clamp(stretch.start, stretch.end)
    }

    /// Where last year's text has nothing but words of the phrase, told in another way (收入支出总计 for both totals), this
    /// year's take their place whole: piece by piece they would run into each other.
    pub(super) fn roll_phrase(&mut self, pair: &Pair, at: usize, region: &Region) -> bool {
        let within = |entry: &Entry| region.base.start <= entry.base.start && entry.base.end <= region.base.end;
        let others =
            pair.entries.iter().enumerate().any(|(index, entry)| index != at && entry.changed && within(entry));
        let stretch = self.without_own(pair, region);
        if stretch.is_empty() || others {
            return false;
        }
        let own = |token: usize| self.back[token].is_none_or(|of| !region.base.contains(&of));
        if region.new.is_empty() || stretch.clone().any(own) {
            return false;
        }
        self.edit(self.edited.place(&stretch), self.new.words(&region.new));
        true
    }

    /// Last year's text may say there already what comes, with a number that could not be read (完成预算的…%, its budget
    /// not printed): this year's words take its place.
    pub(super) fn roll_over(&mut self, before: usize, new: &Range<usize>) -> bool {
        let there = before + 1..before + 1 + new.len();
        let same = |(at, of): (usize, usize)| {
            let (edited, new) = (&self.edited, &self.new.stream);
            let numbers = edited.kinds[at] == Kind::Number && new.kinds[of] == Kind::Number;
            self.back[at].is_none() && (numbers || edited.ids[at] == new.ids[of])
        };
        let rolled = self.rolling && there.end <= self.edited.len() && there.clone().zip(new.clone()).all(same);
        if rolled {
            self.edit(self.edited.place(&there), self.new.words(new));
        }
        rolled
    }
}

/// Does a sentence wait for words of the officer's?
fn waits(side: &Side, sentence: usize) -> bool {
    side.laid.sentences[sentence].spans.iter().any(|span| span.kind == SpanKind::Placeholder)
}
