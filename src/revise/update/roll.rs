//! Last year's report carried on (结转): what stays of it is marked.

use std::ops::Range;

use super::{
    Question, Update,
    hand_edits::narrative,
    likeness::{Likeness, Moved},
    merge::Merge,
};
use crate::{
    phrase::SpanKind,
    report::{Places, segment},
    revise::{
        align::align,
        diff::reasons,
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

/// What of part three this year's draft does not have is last year's: numbers are moved where likeness tells which they
/// are, and marked where it does not; reasons are marked.
pub(super) fn carry_rest(update: &mut Update, new: &Side, likeness: &Likeness, words: &mut Vocabulary) {
    let text = std::mem::take(&mut update.text);
    let rolled = Stream::of(&text, words);
    let mut placed = vec![false; rolled.len()];
    let to = align(&new.stream, &rolled, &vec![false; rolled.len()]);
    to.into_iter().flatten().for_each(|token| placed[token] = true);
    let document = segment(&Source::new("", text.as_str()), &[]);
    let places = Places::of(&document);
    let mut rest = Rest { text: &text, places: &places, rolled, placed, edits: Vec::new(), questions: Vec::new() };
    let range = rest.rolled.within(&narrative(&document));
    for piece in rest.rolled.pieces() {
        if piece.start >= range.end || piece.end <= range.start {
            rest.year(piece, likeness);
        } else {
            rest.sentence(piece.start.max(range.start)..piece.end.min(range.end), likeness);
        }
    }
    update.questions.append(&mut rest.questions);
    let mut edits = rest.edits;
    edits.sort_by_key(|(place, _)| place.start);
    update.text = text;
    for (place, words) in edits.into_iter().rev() {
        update.replace(place, &words);
    }
}

/// A rolled text, and what is still to do in it.
struct Rest<'a> {
    text: &'a str,
    /// Where a reader finds them.
    places: &'a Places<'a>,
    rolled: Stream,
    /// Which of its tokens this year's draft has there.
    placed: Vec<bool>,
    edits: Vec<(Range<usize>, String)>,
    questions: Vec<Question>,
}

impl Rest<'_> {
    fn of(&self, token: usize) -> &str {
        self.rolled.places.get(token).map_or("", |place| &self.text[place.clone()])
    }

    /// On the cover and in other parts only the report's own year is this program's business.
    fn year(&mut self, piece: Range<usize>, likeness: &Likeness) {
        let moved = likeness.moved(self.text, &self.rolled, piece, |token| self.of(token + 1) == "年度");
        let years: Vec<Moved> = moved.into_iter().filter(|moved| self.of(moved.token + 1) == "年度").collect();
        self.edits.extend(years.into_iter().map(|moved| (self.rolled.places[moved.token].clone(), moved.words)));
    }

    fn sentence(&mut self, piece: Range<usize>, likeness: &Likeness) {
        // A reason that was kept is marked as a whole.
        if piece.clone().any(|token| self.of(token) == marks::LAST_REASON) {
            return;
        }
        let moved = likeness.moved(self.text, &self.rolled, piece.clone(), |token| !self.placed[token]);
        for Moved { token, words } in &moved {
            let place = self.rolled.places[*token].clone();
            // A year is no guess.
            if !self.of(token + 1).starts_with('年') {
                self.ask(
                    place.start,
                    "按相近的说法换成了今年的，请核对",
                    format!("{} → {words}", &self.text[place.clone()]),
                );
            }
            self.edits.push((place, words.clone()));
        }
        let free = |token: &usize| self.rolled.kinds[*token] == Kind::Number && !self.placed[*token];
        let left: Vec<usize> =
            piece.clone().filter(free).filter(|at| !moved.iter().any(|one| one.token == *at)).collect();
        for token in left {
            let unit = (token + 1..piece.end).take_while(|&at| matches!(self.of(at), "万元" | "元" | "年" | "年度"));
            let end = unit.last().unwrap_or(token);
            if self.of(end + 1) != marks::UNPLACED {
                let (start, end) = (self.rolled.places[token].start, self.rolled.places[end].end);
                self.ask(start, "上年文本里的数，不知道今年是多少", self.text[start..end].to_owned());
                self.edits.push((end..end, marks::UNPLACED.to_owned()));
            }
        }
        self.reasons(&piece);
    }

    /// Reasons that this year's draft does not have.
    fn reasons(&mut self, piece: &Range<usize>) {
        let place = self.rolled.place(piece);
        for reason in reasons::find(&self.text[place.clone()]) {
            let place = place.start + reason.start..place.start + reason.end;
            let tokens = self.rolled.within(&place);
            let words = &self.text[place.clone()];
            let all = self.rolled.weigh(tokens.clone());
            let own = self.rolled.weigh(tokens.filter(|&token| self.placed[token]));
            if own * 2 < all && !words.contains('【') {
                let end = place.start + words.trim_end_matches(['；', '。']).len();
                self.ask(place.start, "沿用了上年的原因，请核对", words.to_owned());
                self.edits.push((end..end, marks::LAST_REASON.to_owned()));
            }
        }
    }

    fn ask(&mut self, at: usize, message: &str, words: String) {
        let (section, sentence) = (self.places.at(at), String::new());
        self.questions.push(Question { section, sentence, message: message.to_owned(), words });
    }
}
