//! What else of last year's own words this year's draft says anew (自述的其余): shares, directions, reasons and lists of
//! the figures that were found.

use std::ops::Range;

use super::{
    apart::{self, is_remark},
    lines::line_start,
    merge::whole,
    own_words::{Retold, Said, is_same},
};
use crate::{
    phrase::SpanKind,
    revise::{
        diff::reasons,
        laid::{LaidSentence, LaidSpan},
        money, terms,
        token::Kind,
    },
};

/// What stands between the names of a list, and around it.
const LISTED: char = '、';
const AROUND: [char; 5] = ['：', '，', '；', '。', '\n'];

pub(super) fn fill(retold: &mut Retold) {
    let told: Vec<usize> = (0..retold.told.len()).filter(|&at| retold.told[at]).collect();
    told.iter().for_each(|&at| retold.aligned(at));
    for said in 0..retold.slots.len() {
        retold.beside(said);
    }
    let lines = retold.lines();
    let alone = |line: &Range<usize>| {
        let mut said = retold.slots.iter().filter(|said| line.contains(&said.tokens.start)).map(|said| said.sentence);
        let first = said.next()?;
        said.all(|at| at == first).then_some((first, line.clone()))
    };
    let one: Vec<(usize, Range<usize>)> = lines.iter().filter_map(alone).collect();
    for (at, line) in &one {
        // A sentence in several lines has its reason in one of them.
        retold.compared(*at, line);
        if one.iter().filter(|(other, _)| other == at).count() == 1 {
            retold.reason(*at, line);
        }
    }
    told.iter().for_each(|&at| retold.lists(at, &lines));
}

impl<'a> Retold<'a> {
    fn sentence(&self, at: usize) -> &'a LaidSentence {
        let new = self.new;
        &new.laid.sentences[at]
    }

    fn words(&self, span: &LaidSpan) -> String {
        self.new.laid.text[span.place.clone()].to_owned()
    }

    /// The lines in which something is said, as tokens.
    fn lines(&self) -> Vec<Range<usize>> {
        let mut lines: Vec<Range<usize>> = self.slots.iter().map(|said| self.line(said.tokens.start)).collect();
        lines.sort_by_key(|line| line.start);
        lines.dedup();
        lines
    }

    fn line(&self, token: usize) -> Range<usize> {
        let at = self.edited.places[token].start;
        let start = line_start(self.text, at);
        let end = self.text[at..].find('\n').map_or(self.text.len(), |length| at + length);
        self.edited.within(&(start..end))
    }

    /// Do those tokens wait for this year's words?
    fn is_open(&self, tokens: &Range<usize>) -> bool {
        !tokens.is_empty() && tokens.clone().all(|token| !self.is_said(token) && !self.is_read(token))
    }

    /// What last year's draft had, found in the text.
    fn aligned(&mut self, at: usize) {
        let Some(base) = self.base_of(at) else { return };
        let old = self.base;
        for span in &old.laid.sentences[base].spans {
            let tokens = old.stream.within(&span.place);
            let place = Some(&tokens).filter(|tokens| !tokens.is_empty()).and_then(|tokens| whole(&self.to, tokens));
            let mut same = self.sentence(at).spans.iter().filter(|other| other.kind == span.kind);
            let is_words = matches!(span.kind, SpanKind::Name | SpanKind::Placeholder);
            if let Some((place, other)) = place.zip(same.find(|other| is_same(other, span)))
                && !is_words
                && self.is_open(&place)
            {
                self.say(place, at, other.clone(), self.words(other));
            }
        }
    }

    /// What stands behind an amount and is said of it: its share, by how much it changed.
    fn beside(&mut self, said: usize) {
        let (mut token, at) = (self.slots[said].tokens.end - 1, self.slots[said].sentence);
        let sentence = self.sentence(at);
        let Some(span) = sentence.spans.iter().position(|span| span.place == self.slots[said].span.place) else {
            return;
        };
        let mut before = &sentence.spans[span];
        let is_figure = |span: &&LaidSpan| span.kind == SpanKind::Figure;
        for figure in sentence.spans[span + 1..].iter().filter(is_figure) {
            let line = self.line(token);
            let is_number = |next: &usize| self.edited.kinds[*next] == Kind::Number;
            // What is said of both figures of a row stands behind either.
            let of_row = |next: &usize| figure.row.is_some() && self.says_of_row(*next, at, figure);
            let mut next = token + 1;
            let mut lead = next;
            while next < line.end && (!is_number(&next) || of_row(&next)) {
                lead = if is_number(&next) { next + 1 } else { lead };
                next += 1;
            }
            if next == line.end {
                return;
            }
            let tokens = self.new.stream.within(&figure.place);
            let leads = [self.new.stream.within(&before.place).end..tokens.start, lead..next];
            if !self.is_open(&(next..next + 1)) || !self.leads_alike(leads) || !self.counts_alike(tokens.start, next) {
                return;
            }
            if let Kind::Direction(way) = self.edited.kinds[next - 1]
                && Kind::Direction(way) != self.new.stream.kinds[tokens.start - 1]
            {
                let own = &self.text[self.edited.places[next - 1].clone()];
                let Some(turned) = terms::opposite(own) else { return };
                self.say(next - 1..next, at, LaidSpan { kind: SpanKind::Word, ..figure.clone() }, turned.to_owned());
            }
            let words = self.new.words(&(tokens.start..tokens.start + 1)).to_owned();
            self.say(next..next + 1, at, figure.clone(), words);
            (token, before) = (next, figure);
        }
    }

    /// Does a figure of the same row stand there?
    fn says_of_row(&self, token: usize, sentence: usize, figure: &LaidSpan) -> bool {
        let same = |said: &Said| said.sentence == sentence && said.span.row == figure.row;
        self.slots.iter().any(|said| said.tokens.contains(&token) && same(said))
    }

    /// Are a number of the draft and one of the text both percentages, or amounts in one unit?
    fn counts_alike(&self, new: usize, edited: usize) -> bool {
        let words = [self.new.words(&(new..new + 1)), &self.text[self.edited.places[edited].clone()]];
        let [one, other] = words.map(|words| words.ends_with('%'));
        one == other && (one || self.new.stream.ids.get(new + 1) == self.edited.ids.get(edited + 1))
    }

    /// Do both say a direction, or begin with the same word (占)?
    fn leads_alike(&self, [new, edited]: [Range<usize>; 2]) -> bool {
        let (new_stream, stream) = (&self.new.stream, &self.edited);
        let directed = |kind: Option<&Kind>| matches!(kind, Some(Kind::Direction(_)));
        let ways = [new_stream.kinds[new.clone()].last(), stream.kinds[edited.clone()].last()].map(directed);
        let first = |kinds: &[Kind], ids: &[u32]| {
            let at = kinds.iter().position(|kind| !matches!(kind, Kind::Mark))?;
            ids.get(at).copied()
        };
        // Behind an amount its unit comes first.
        let unit = |lead: Range<usize>, words: &str| {
            if money::is_unit(words) { lead.start + 1..lead.end } else { lead }
        };
        let word = |at: usize| self.edited.places.get(at).map_or("", |place| &self.text[place.clone()]);
        let edited = unit(edited.clone(), word(edited.start));
        let same = first(&new_stream.kinds[new.clone()], &new_stream.ids[new])
            == first(&stream.kinds[edited.clone()], &stream.ids[edited]);
        ways == [true, true] || ways == [false, false] && same
    }

    /// 大于 and 小于, where no number follows.
    fn compared(&mut self, at: usize, line: &Range<usize>) {
        let number = |kinds: &[Kind], token: usize| kinds.get(token + 1) == Some(&Kind::Number);
        let directed =
            |kinds: &[Kind], token: &usize| matches!(kinds[*token], Kind::Direction(_)) && !number(kinds, *token);
        let new = self.new;
        let spans = self.sentence(at).spans.iter().filter(|span| span.kind == SpanKind::Word);
        let mut ours = spans.filter(|span| {
            let tokens = new.stream.within(&span.place);
            tokens.len() == 1 && directed(&new.stream.kinds, &tokens.start)
        });
        let (Some(word), None) = (ours.next(), ours.next()) else { return };
        let mut theirs = line.clone().filter(|token| directed(&self.edited.kinds, token));
        let (Some(token), None) = (theirs.next(), theirs.next()) else { return };
        let (own, this) = (&self.text[self.edited.places[token].clone()], self.words(word));
        if self.is_open(&(token..token + 1)) && (own == this || terms::opposite(own) == Some(this.as_str())) {
            self.say(token..token + 1, at, word.clone(), this);
        }
    }

    /// This year's reason in the place of last year's.
    fn reason(&mut self, at: usize, line: &Range<usize>) {
        // What the money was for (用途) is no reason.
        let mut remarks = self.sentence(at).spans.iter().filter(|span| is_remark(span) && span.is_reason());
        let (Some(span), None) = (remarks.next(), remarks.next()) else { return };
        let place = self.edited.place(line);
        let found = reasons::find(&self.text[place.clone()]);
        let [reason] = found.as_slice() else { return };
        let start = place.start + reason.start;
        let length = apart::reason(&self.text[start..place.start + reason.end]);
        let tokens = self.edited.within(&(start..start + length));
        if self.is_open(&tokens) {
            self.say(tokens, at, span.clone(), self.words(span));
        }
    }

    /// This year's list in the place of the one that has the most of its names.
    fn lists(&mut self, at: usize, lines: &[Range<usize>]) {
        let new = self.new;
        let names: Vec<&LaidSpan> = self.sentence(at).spans.iter().filter(|span| span.kind == SpanKind::Name).collect();
        let text = &new.laid.text;
        let joined = |one: &&LaidSpan, next: &&LaidSpan| {
            text[one.place.end..next.place.start] == *LISTED.encode_utf8(&mut [0; 4])
        };
        for list in names.chunk_by(joined).filter(|list| list.len() > 1) {
            let known: Vec<&str> = list.iter().map(|span| &text[span.place.clone()]).collect();
            let stretches = lines.iter().flat_map(|line| {
                let place = self.edited.place(line);
                let mut at = place.start;
                self.text[place].split_inclusive(AROUND).map(move |stretch| {
                    at += stretch.len();
                    at - stretch.len()..at
                })
            });
            let found = stretches.filter_map(|place| {
                listed(&self.text[place.clone()], &known)
                    .map(|(hits, names)| (hits, place.start + names.start..place.start + names.end))
            });
            let Some((_, place)) = found.max_by_key(|(hits, _)| *hits) else { continue };
            let tokens = self.edited.within(&place);
            if self.is_open(&tokens) {
                let words = text[list[0].place.start..list[list.len() - 1].place.end].to_owned();
                self.say(tokens, at, list[0].clone(), words);
            }
        }
    }
}

/// How many of the known names a stretch lists, and where the list stands; none if it is another one.
fn listed(stretch: &str, known: &[&str]) -> Option<(usize, Range<usize>)> {
    let words = stretch.trim_end_matches(AROUND);
    let names: Vec<&str> = words.split(LISTED).map(str::trim).collect();
    let (first, last) = (names.first()?, names.last()?);
    let longest = |is: &dyn Fn(&str) -> bool| known.iter().filter(|name| is(name)).map(|name| name.len()).max();
    // 主要包括办公费、印刷费等
    let head = longest(&|name| first.ends_with(name)).unwrap_or(first.len());
    let tail = longest(&|name| last.starts_with(name)).unwrap_or(last.len());
    let hits = names.iter().filter(|name| known.contains(name)).count();
    let place = first.len() - head..words.len() - (last.len() - tail);
    (names.len() > 1 && hits > 1 && hits * 2 >= names.len()).then_some((hits, place))
}
