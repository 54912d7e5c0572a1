//! Last year's sentences in the phrase's words whose figures could not be told (句式相同而没有归数的), and those that
//! stand where this year's sentence would be mixed into them.

use std::ops::Range;

use super::{
    apart::{self, is_remark},
    own_words::Retold,
};
use crate::{
    phrase::SpanKind,
    revise::{laid::LaidSpan, money, terms, token::Kind},
};

impl Retold<'_> {
    /// Sentences of this year's draft that last year's has not, where the text says them in their words.
    pub(super) fn find_forms(&mut self, sentences: Range<usize>, pieces: Range<usize>) {
        for at in sentences {
            if self.told[at] || self.is_begun(at) || self.new.sentences[at].is_empty() {
                continue;
            }
            let bodies: Vec<Range<usize>> =
                pieces.clone().map(|piece| self.edited.body(&self.edited.pieces[piece])).collect();
            for body in bodies {
                if self.says_in_form(at, body.start) || self.says_changes(at, &body) || self.says_reason(at, &body) {
                    self.tell(at);
                    break;
                }
            }
        }
    }

    /// Does last year's draft have something of the sentence, found in the text?
    fn is_begun(&self, at: usize) -> bool {
        let found = self.base_of(at).map(|base| self.base.sentences[base].clone());
        found.is_some_and(|mut tokens| tokens.any(|token| self.to[token].is_some()))
    }

    /// Do its words stand there but for figures and directions?
    fn says_in_form(&mut self, at: usize, start: usize) -> bool {
        let (new, edited) = (&self.new.stream, &self.edited);
        let own = self.new.stream.body(&self.new.sentences[at]);
        let place = start..start + own.len();
        let alike = |(of, token): (usize, usize)| match (new.kinds[of], edited.kinds[token]) {
            (Kind::Number, Kind::Number) | (Kind::Direction(_), Kind::Direction(_)) => true,
            _ => new.ids[of] == edited.ids[token],
        };
        let numbers = own.clone().any(|token| new.kinds[token] == Kind::Number);
        let free = place.end <= edited.len() && place.clone().all(|token| !self.is_read(token) && !self.is_said(token));
        if !numbers || !free || !own.clone().zip(place).all(alike) {
            return false;
        }
        for span in &self.new.laid.sentences[at].spans {
            let tokens = new_tokens(self, span);
            let there = tokens.start - own.start + start..tokens.end - own.start + start;
            self.say(there, at, span.clone(), self.new.laid.text[span.place.clone()].to_owned());
        }
        true
    }

    /// Does the piece say of the same names by how much they changed, in other words (比上一年（2021年度），收入增加…)?
    fn says_changes(&mut self, at: usize, body: &Range<usize>) -> bool {
        let (new, edited) = (&self.new.stream, &self.edited);
        let figures = self.new.laid.sentences[at].spans.iter().filter(|span| span.kind == SpanKind::Figure);
        let figures: Vec<(usize, &LaidSpan)> = figures.map(|span| (new_tokens(self, span).start, span)).collect();
        let unit =
            |token: usize| money::is_unit(edited.places.get(token).map_or("", |place| &self.text[place.clone()]));
        let share = |token: usize| self.text[edited.places[token].clone()].ends_with('%');
        let number = |token: &usize| edited.kinds[*token] == Kind::Number && (share(*token) || unit(token + 1));
        let numbers: Vec<usize> = body.clone().filter(number).collect();
        let directed = |kinds: &[Kind], at: usize| at > 0 && matches!(kinds[at - 1], Kind::Direction(_));
        // What changed stands before the direction, or it is said of what stood before.
        let name = |ids: &[u32], at: usize| at.checked_sub(2).map(|name| ids[name]);
        let alike = |(&token, &(of, _)): (&usize, &(usize, &LaidSpan))| {
            let free = !self.is_read(token) && !self.is_said(token);
            free && directed(&edited.kinds, token)
                && directed(&new.kinds, of)
                && share(token) == self.new.words(&(of..of + 1)).ends_with('%')
                && name(&edited.ids, token) == name(&new.ids, of)
        };
        if numbers.is_empty() || numbers.len() != figures.len() || !numbers.iter().zip(&figures).all(alike) {
            return false;
        }
        let mut said = Vec::new();
        for (&token, &(of, span)) in numbers.iter().zip(&figures) {
            if edited.kinds[token - 1] != new.kinds[of - 1] {
                let Some(turned) = terms::opposite(&self.text[edited.places[token - 1].clone()]) else { return false };
                let word = LaidSpan { kind: SpanKind::Word, ..span.clone() };
                said.push((token - 1, word, turned.to_owned()));
            }
            said.push((token, span.clone(), self.new.words(&(of..of + 1)).to_owned()));
        }
        for (token, span, words) in said {
            self.say(token..token + 1, at, span, words);
        }
        true
    }

    /// Does a reason stand there, led in as this one is?
    fn says_reason(&mut self, at: usize, body: &Range<usize>) -> bool {
        let [span] = self.new.laid.sentences[at].spans.as_slice() else { return false };
        let tokens = new_tokens(self, span);
        let lead = &self.new.stream.ids[self.new.sentences[at].start..tokens.start];
        let free = body.clone().all(|token| !self.is_read(token) && !self.is_said(token));
        if !(is_remark(span) || span.is_reason())
            || lead.len() < 2
            || !free
            || !self.edited.ids[body.clone()].starts_with(lead)
        {
            return false;
        }
        // A reason that this year's figures do not give stays, and is marked.
        if !is_remark(span) {
            return true;
        }
        let start = self.edited.places[body.start + lead.len() - 1].end;
        let words = &self.text[start..self.edited.place(body).end];
        let place = self.edited.within(&(start..start + apart::reason(words)));
        let words = self.new.laid.text[span.place.clone()].to_owned();
        if place.is_empty() {
            return false;
        }
        self.say(place, at, span.clone(), words);
        true
    }

    /// Sentences of which last year's draft has a part, where the text says in words of its own more than that, and this
    /// year's draft as well (全年列支…，完成预算的…): piece by piece both would stand in one sentence.
    pub(super) fn find_mixed(&mut self, sentences: Range<usize>, pieces: &Range<usize>) {
        for at in sentences {
            let Some(base) = self.base_of(at).filter(|_| !self.told[at]) else { continue };
            let tokens = self.base.sentences[base].clone();
            let kinds = &self.base.stream.kinds;
            let lost = tokens.clone().any(|token| self.to[token].is_none() && kinds[token] == Kind::Term);
            let is_figure = |span: &&LaidSpan| span.kind == SpanKind::Figure;
            let known = self.base.laid.sentences[base].spans.iter().any(|span| is_figure(&span));
            let mut figures = self.new.laid.sentences[at].spans.iter().filter(is_figure);
            if known && lost && figures.any(|span| self.is_lacking(at, span)) && self.says_more(&tokens, pieces) {
                self.tell(at);
            }
        }
    }

    /// Is there a number that last year's draft does not have in the piece in which most of those tokens of it stand?
    fn says_more(&self, base: &Range<usize>, pieces: &Range<usize>) -> bool {
        let own = |piece: &Range<usize>| {
            let of_base = |token: &usize| self.back[*token].is_some_and(|of| base.contains(&of));
            let (own, others): (Vec<usize>, Vec<usize>) =
                piece.clone().filter(|&token| self.back[token].is_some()).partition(of_base);
            Some(own.len()).filter(|own| *own > others.len())
        };
        let home = self.edited.pieces[pieces.clone()]
            .iter()
            .filter_map(|piece| Some((own(piece)?, piece)))
            .max_by_key(|(own, _)| *own);
        home.is_some_and(|(_, piece)| piece.clone().any(|token| self.is_open_number(token)))
    }

    /// Where the text leaves out shares (占比) that last year's draft says of its figures, this year's are left out.
    pub(super) fn find_cut(&mut self, sentences: Range<usize>) {
        for at in sentences {
            let Some(base) = self.base_of(at).filter(|_| !self.told[at]) else { continue };
            let stream = &self.base.stream;
            let figures = self.base.laid.sentences[base].spans.iter().filter(|span| span.kind == SpanKind::Figure);
            let tokens: Vec<usize> = figures.map(|span| stream.within(&span.place).start).collect();
            let share = |token: usize| self.base.words(&(token..token + 1)).ends_with('%');
            let lost = |token: usize| self.to[token].is_none() && self.to[token.saturating_sub(1)].is_none();
            let (shares, amounts): (Vec<usize>, Vec<usize>) = tokens.iter().partition(|&&token| share(token));
            let cut = shares.iter().any(|&token| lost(token));
            let led = |token: usize| !matches!(stream.kinds[token.saturating_sub(1)], Kind::Direction(_));
            let found = amounts.iter().filter(|&&token| self.to[token].is_some()).count();
            if cut && shares.iter().all(|&token| led(token)) && found * 2 > amounts.len() {
                self.tell(at);
            }
        }
    }

    /// Sentences that last year's draft says there is nothing of, though something of them stands in words of last
    /// year's own: this year's stand behind these and are not mixed into them.
    pub(super) fn find_apart(&mut self, sentences: Range<usize>, part: Range<usize>) {
        for at in sentences {
            let Some(base) = self.base_of(at).filter(|_| !self.told[at]) else { continue };
            let has = |spans: &[LaidSpan]| spans.iter().any(|span| span.kind == SpanKind::Figure);
            if has(&self.base.laid.sentences[base].spans) || !has(&self.new.laid.sentences[at].spans) {
                continue;
            }
            let of = |token: &usize| {
                let piece = self.edited.pieces.partition_point(|piece| piece.end <= *token);
                self.edited.pieces[piece].clone()
            };
            let found = self.base.sentences[base].clone().filter_map(|token| self.to[token]);
            let found = found.filter(|token| part.contains(token));
            let pieces: Vec<Range<usize>> = found.map(|token| of(&token)).collect();
            let Some(piece) = pieces.into_iter().find(|piece| piece.clone().any(|token| self.is_open_amount(token)))
            else {
                continue;
            };
            self.removed[base] = true;
            self.apart.push((at, piece));
        }
    }
}

fn new_tokens(retold: &Retold, span: &LaidSpan) -> Range<usize> {
    retold.new.stream.within(&span.place)
}
