//! The merge itself (合并): every change of the draft is put where its words stand in the edited text.

use std::ops::Range;

use smol_str::SmolStr;

use super::{
    Changed, Outcome, Question, Replacement, Update,
    again::{self, taken},
    conflicts::{Pending, Region},
    owners::Figures,
};
use crate::revise::{
    align,
    laid::{LaidSentence, LaidSpan},
    marks, money,
    script::{Entry, Pair, Side},
    stream::{Stream, Vocabulary},
};

pub(super) struct Merge<'a> {
    pub base: &'a Side<'a>,
    pub new: &'a Side<'a>,
    /// The edited text.
    pub text: &'a str,
    pub edited: Stream,
    /// For tokens of the base, where they stand in the edited text.
    pub to: Vec<Option<usize>>,
    /// The way back.
    pub back: Vec<Option<usize>>,
    /// For tokens of the new draft, where they stand in the edited text: an earlier update may have put them there.
    pub new_to: Vec<Option<usize>>,
    /// The way back.
    pub new_back: Vec<Option<usize>>,
    /// Tokens of the edited text that an earlier update has put there.
    pub taken: Vec<bool>,
    /// The two drafts sentence by sentence.
    pub pairs: &'a [Pair],
    /// Is last year's report carried on (结转)?
    pub rolling: bool,
    /// What stands behind reasons there and is none.
    pub apart: &'a [String],
    /// Did an earlier update leave conflicts that nobody has settled?
    pub unsettled: bool,
    /// Are no marks to be written?
    pub unmarked: bool,
    pub edits: Vec<Replacement>,
    /// Behind which token of the base each of the changes stands that are told of.
    pub stood: Vec<usize>,
    /// Where marks stand that this update would have written, too.
    pub told: Vec<Range<usize>>,
    pub out: Update,
}

impl<'a> Merge<'a> {
    pub fn new(
        (base, new, pairs): (&'a Side<'a>, &'a Side<'a>, &'a [Pair]),
        text: &'a str,
        words: &mut Vocabulary,
    ) -> Merge<'a> {
        let edited = Stream::of(text, words);
        let taken = taken(base, new, pairs, &edited);
        let to = align::align(&base.stream, &edited, &taken);
        let new_to = again::untouched(base, new, pairs, (&edited, &to))
            .unwrap_or_else(|| align::align(&new.stream, &edited, &vec![false; edited.len()]));
        let [back, new_back] = [&to, &new_to].map(|to| back(to, edited.len()));
        Merge {
            base,
            new,
            text,
            edited,
            to,
            back,
            new_to,
            new_back,
            taken,
            pairs,
            unsettled: marks::has_conflict(text),
            rolling: false,
            apart: &[],
            unmarked: false,
            edits: Vec::new(),
            stood: Vec::new(),
            told: Vec::new(),
            out: Update::default(),
        }
    }

    pub fn run(mut self) -> Update {
        let pairs = self.pairs;
        let mut turns = Vec::new();
        let mut behind = 0;
        let mut left_out = Vec::new();
        if self.rolling {
            self.forget_unsaid();
            self.forget_strayed();
            left_out = self.left_out_sections();
        }
        for (index, pair) in pairs.iter().enumerate() {
            if self.rolling && self.roll_whole(index, &left_out, behind) {
                behind = pair.base.map_or(behind, |base| self.base.sentences[base].end);
                continue;
            }
            match (pair.base, pair.new) {
                (Some(base), Some(_)) => {
                    self.sentence(index, pair, &mut turns);
                    behind = self.base.sentences[base].end;
                }
                (Some(base), None) => {
                    self.gone(index, base);
                    behind = self.base.sentences[base].end;
                }
                (None, Some(new)) => self.come(new, behind),
                (None, None) => {}
            }
        }
        self.mark_turns(&turns);
        self.list_hand_edits();
        self.list_old_figures();
        self.list_open();
        // What nobody has edited is numbered as it is drafted.
        if !self.rolling && self.text != self.base.laid.text {
            self.number_lists();
        }
        let (mut edits, mut text) = self.applied();
        if self.ask_unplaced(&edits, &text) {
            (edits, text) = self.applied();
        }
        Update { text, edits, ..self.out }
    }

    /// Where the tokens stand in the edited text, if they stand there whole and side by side.
    pub fn intact(&self, base: &Range<usize>) -> Option<Range<usize>> {
        whole(&self.to, base)
    }

    pub fn edit(&mut self, at: Range<usize>, words: impl Into<String>) {
        self.edits.push(Replacement { at, words: words.into() });
    }

    /// The words of a stretch of the edited text.
    pub fn edited_words(&self, tokens: &Range<usize>) -> &'a str {
        &self.text[self.edited.place(tokens)]
    }

    /// Do those tokens stand somewhere in the stretch of the edited text?
    pub fn holds(&self, stretch: &Range<usize>, new: &Range<usize>) -> bool {
        let wanted = &self.new.stream.ids[new.clone()];
        !wanted.is_empty() && self.edited.ids[stretch.clone()].windows(wanted.len()).any(|words| words == wanted)
    }

    fn sentence(&mut self, index: usize, pair: &Pair, turns: &mut Vec<super::turns::Turn>) {
        let mut pending = Vec::new();
        let told = self.out.changed.len();
        let changes = pair.entries.iter().any(|entry| entry.changed);
        let updated = changes && !self.rolling && self.is_updated(pair);
        let asked = changes && self.is_asked_for(pair);
        let figures = if changes { self.figures(pair) } else { Figures::default() };
        for (at, entry) in pair.entries.iter().enumerate() {
            if entry.changed && (asked || updated && (self.stands(pair, at, &figures) || self.is_asked(pair, entry))) {
                self.changed(pair, entry, Outcome::Already);
                continue;
            }
            if !entry.base.is_empty() && !entry.new.is_empty() {
                self.glue(entry);
            }
            if !entry.changed {
                continue;
            }
            if let Some(turn) = self.turn(index, at, entry) {
                turns.push(turn);
            }
            let outcome = self.change(pair, at, &figures, updated).unwrap_or_else(|region| {
                pending.push(Pending { region, entry: at });
                Outcome::Conflict
            });
            self.changed(pair, entry, outcome);
        }
        self.whole_clauses(pair, told, &mut pending);
        self.settle(pair, pending);
    }

    /// One change of a sentence, or where a person has touched it.
    fn change(&mut self, pair: &Pair, at: usize, figures: &Figures, updated: bool) -> Result<Outcome, Region> {
        let entry = &pair.entries[at];
        if self.rolling && self.roll_words(pair, at, entry) {
            return Ok(Outcome::Kept);
        }
        if entry.base.is_empty() {
            return self.insert(pair, at, entry);
        }
        // Where an earlier update put the sentence, the old words that stand there may be another piece's new ones.
        let place = self.intact(&entry.base).filter(|place| !updated || !self.is_elsewhere(place, &entry.new));
        let loose = place.as_ref().is_some_and(|place| entry.new.is_empty() && self.is_loose(&entry.base, place));
        if let Some(place) = place.filter(|_| !loose) {
            if self.is_others(pair, figures, at, place.start) {
                let (base, new) = (entry.base.clone(), entry.new.clone());
                let followed = self.follow_name(pair, figures, at, place.start);
                return followed.unwrap_or(Err(Region { base, new, edited: Some(place) }));
            }
            let words = |entry: &Entry| self.new.words(&entry.new);
            let other = self.told_together(pair, figures, at, place.start);
            if !self.rolling && other.is_some_and(|other| words(&pair.entries[other]) != words(entry)) {
                return Err(Region { base: entry.base.clone(), new: entry.new.clone(), edited: Some(place) });
            }
            let range = self.edited.place(&place);
            if entry.new.is_empty() {
                self.edit(self.edited.end_before(place.start)..range.end, "");
            } else {
                self.replace(entry, &place);
            }
            return Ok(Outcome::Followed);
        }
        if entry.ordinal {
            return Ok(Outcome::Kept);
        }
        if !self.rolling && self.is_told_with_another(pair, at, figures) {
            return Ok(Outcome::Already);
        }
        let region = self.region(pair, at);
        if region.edited.as_ref().is_some_and(|stretch| self.stands_in(pair, figures, at, stretch)) {
            return Ok(Outcome::Already);
        }
        if let Some(followed) = self.follow_other_word(entry, &region) {
            return Ok(followed);
        }
        if let Some(followed) = self.line_of(pair).and_then(|token| self.follow_name(pair, figures, at, token)) {
            return followed;
        }
        if entry.new.is_empty()
            && let Some(gone) = self.gone_piece(pair, at, loose, &region)
        {
            return gone;
        }
        if self.hand_written_reason(pair, entry) { Ok(Outcome::Kept) } else { Err(region) }
    }

    /// Are those words of the edited text the new draft's, but in another place than `new`?
    pub fn is_elsewhere(&self, place: &Range<usize>, new: &Range<usize>) -> bool {
        place
            .clone()
            .all(|token| self.new_back[token].is_some_and(|of| !new.contains(&of) && self.is_at_home(of, token)))
    }

    /// Put the new words in the place of the old, numbers as a person writes them; where only some tokens differ, the blanks
    /// between them stay.
    fn replace(&mut self, entry: &Entry, place: &Range<usize>) {
        let (base, new) = (self.base, self.new);
        let one = |at: usize| at..at + 1;
        let alike = entry.base.len() == entry.new.len()
            && entry.base.clone().zip(entry.new.clone()).skip(1).all(|(old, young)| base.glue(old) == new.glue(young));
        if !alike {
            let words = money::in_writing(self.edited_words(place), base.words(&entry.base), new.words(&entry.new));
            self.edit(self.edited.place(place), words);
            return;
        }
        for ((old, young), at) in entry.base.clone().zip(entry.new.clone()).zip(place.clone()) {
            let [drafted, corrected] = [base.words(&one(old)), new.words(&one(young))];
            if drafted != corrected {
                let words = money::in_writing(self.edited_words(&one(at)), drafted, corrected);
                self.edit(self.edited.places[at].clone(), words);
            }
        }
    }

    /// The slot that wrote an entry, in the base draft and in the new one.
    pub fn slots(&self, pair: &Pair, entry: &Entry) -> Option<(&'a LaidSpan, &'a LaidSpan)> {
        let [old, new] = entry.spans;
        let base = &self.base.laid.sentences[pair.base?].spans[old?];
        Some((base, &self.new.laid.sentences[pair.new?].spans[new?]))
    }

    fn insert(&mut self, pair: &Pair, at: usize, entry: &Entry) -> Result<Outcome, Region> {
        let region = self.region(pair, at);
        if region.edited.as_ref().is_some_and(|stretch| self.holds(stretch, &entry.new))
            || !self.rolling && self.is_moved_already(pair, &entry.new)
        {
            return Ok(Outcome::Already);
        }
        let before = entry
            .base
            .start
            .checked_sub(1)
            .filter(|&token| pair.base.is_some_and(|base| self.base.sentences[base].contains(&token)));
        let behind =
            pair.base.map(|base| self.base.sentences[base].clone()).filter(|all| all.contains(&entry.base.start));
        let place = match (before.and_then(|token| self.to[token]), behind.and_then(|_| self.to[entry.base.start])) {
            (Some(token), _) if self.roll_over(token, &entry.new) => return Ok(Outcome::Followed),
            // An earlier update put it there, though what stands around it was taken apart.
            (Some(token), _) if !self.rolling && self.follows(token + 1, &entry.new) => return Ok(Outcome::Already),
            (None, Some(token)) if !self.rolling && self.ends_before(token, &entry.new) => return Ok(Outcome::Already),
            (Some(token), _) => self.edited.places[token].end,
            (None, Some(token)) => self.edited.end_before(token),
            (None, None) => return Err(region),
        };
        self.edit(place..place, self.new.words_after(&entry.new));
        Ok(Outcome::Followed)
    }

    /// Layout before a piece that both drafts have.
    fn glue(&mut self, entry: &Entry) {
        let (old, new) = (self.base.glue(entry.base.start), self.new.glue(entry.new.start));
        if old == new {
            return;
        }
        let Some(token) = self.to[entry.base.start] else { return };
        let at = self.edited.end_before(token)..self.edited.places[token].start;
        if &self.text[at.clone()] == old {
            self.edit(at, new);
        }
    }

    /// A mark behind a place, unless it stands there already.
    pub fn mark(&mut self, at: usize, mark: &str) {
        if self.unmarked {
            return;
        }
        let there = self.text[..at].trim_end().ends_with(mark) || self.text[at..].trim_start().starts_with(mark);
        if there {
            self.told.push(at..at);
        } else if !self.edits.iter().any(|edit| edit.at == (at..at) && edit.words == mark) {
            self.edit(at..at, mark);
        }
    }

    pub fn question(&mut self, base: usize, message: &str, words: String) {
        self.question_in(&self.base.laid.sentences[base], message, words);
    }

    pub fn question_in(&mut self, laid: &LaidSentence, message: &str, words: String) {
        let (section, sentence) = (laid.section.clone(), laid.id.clone());
        self.out.questions.push(Question { section, sentence, message: message.to_owned(), words, at: None });
    }

    fn changed(&mut self, pair: &Pair, entry: &Entry, outcome: Outcome) {
        let (Some(base), Some(new)) = (pair.base, pair.new) else { return };
        let old = entry.spans[0].map(|span| &self.base.laid.sentences[base].spans[span]);
        let span = old.or(entry.spans[1].map(|span| &self.new.laid.sentences[new].spans[span]));
        let laid = &self.base.laid.sentences[base];
        self.stood.push(entry.base.start);
        self.out.changed.push(Changed {
            section: laid.section.clone(),
            sentence: laid.id.clone(),
            concept: span.and_then(|span| span.concept.as_ref()).map(SmolStr::to_string),
            row: span.and_then(|span| span.row.as_ref()).map(SmolStr::to_string),
            old: self.base.words(&entry.base).to_owned(),
            new: self.new.words(&entry.new).to_owned(),
            outcome,
        });
    }

    /// The edits in their order, in the line ends of the edited text; of two that reach into each other the first alone,
    /// and what only comes behind it.
    fn in_order(&self) -> Vec<Replacement> {
        let windows = self.text.contains("\r\n");
        let mut edits = self.edits.clone();
        edits.sort_by_key(|edit| edit.at.start);
        self.keep_lines(&mut edits);
        let mut at = 0;
        edits.retain_mut(|edit| {
            if edit.at.start < at && !edit.at.is_empty() && !edit.words.is_empty() && !edit.is_mark() {
                return false;
            }
            edit.at = edit.at.start.max(at)..edit.at.end.max(at);
            at = edit.at.end;
            if windows {
                edit.words = edit.words.replace("\r\n", "\n").replace('\n', "\r\n");
            }
            true
        });
        edits
    }

    /// The edits in their order, and the text with them.
    fn applied(&self) -> (Vec<Replacement>, String) {
        let edits = self.in_order();
        let text = Replacement::apply(&edits, self.text);
        (edits, text)
    }
}

/// The way back: which token stands there.
pub(super) fn back(to: &[Option<usize>], length: usize) -> Vec<Option<usize>> {
    let mut back = vec![None; length];
    for (token, place) in to.iter().enumerate() {
        if let Some(place) = *place {
            back[place] = Some(token);
        }
    }
    back
}

/// Where tokens stand, if they stand whole and side by side.
pub(super) fn whole(to: &[Option<usize>], tokens: &Range<usize>) -> Option<Range<usize>> {
    let first = to[tokens.start]?;
    let whole = tokens.clone().enumerate().all(|(step, token)| to[token] == Some(first + step));
    whole.then(|| first..first + tokens.len())
}
