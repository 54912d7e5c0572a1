//! An update of what was updated already (再次更新): the old base named once more changes nothing.

use std::{collections::HashSet, ops::Range};

use super::{
    Outcome, Update,
    merge::{Merge, whole},
    owners::Figures,
};
use crate::revise::{
    marks,
    script::{Entry, Pair, Side, script},
    stream::{Stream, Vocabulary},
};

/// Does anything of an earlier update show: words that stand already, or its marks?
pub(super) fn may_be_updated(update: &Update, text: &str) -> bool {
    let of = |outcome: Outcome| update.changed.iter().filter(|changed| changed.outcome == outcome).count();
    let stand = of(Outcome::Already);
    update.text != text
        && (stand > 0 && stand >= of(Outcome::Followed) || text.lines().any(|line| !marks::find(line).is_empty()))
}

/// Is the text what an update makes of it once it is taken back to the base? Words alone do not tell: a list that was
/// turned, or a sentence that a person wrote like the new one, looks half like either draft.
pub(super) fn is_updated(base: &Side, new: &Side, text: &str, words: &mut Vocabulary) -> bool {
    let [there, back] = [(base, new), (new, base)].map(|(old, young)| script(old, young));
    let mut undo = Merge::new((new, base, &back), text, words);
    undo.unmarked = true;
    let earlier = undo.run().text;
    earlier != text && Merge::new((base, new, &there), &earlier, words).run().text == text
}

/// What an update of such a text says: all stands there, and what an earlier one asked is still to be settled.
pub(super) fn stands(mut update: Update, text: &str) -> Update {
    text.clone_into(&mut update.text);
    update.edits.clear();
    update.changed.iter_mut().filter(|changed| changed.outcome == Outcome::Followed).for_each(|changed| {
        changed.outcome = Outcome::Already;
    });
    let asked: Vec<&str> =
        text.lines().flat_map(|line| marks::find(line).into_iter().map(move |mark| &line[mark])).collect();
    update.conflicts.retain(|conflict| asked.iter().any(|mark| marks::asks_for(mark, &conflict.new)));
    update
}

/// Tokens of the edited text that are sentences of the new draft alone: an earlier update has put them there.
pub(super) fn taken(base: &Side, new: &Side, pairs: &[Pair], edited: &Stream) -> Vec<bool> {
    let mut taken = vec![false; edited.len()];
    if pairs.iter().all(|pair| pair.base.is_some()) {
        return taken;
    }
    let known: HashSet<u64> = base.stream.prints.iter().copied().collect();
    let come = pairs.iter().filter(|pair| pair.base.is_none()).filter_map(|pair| pair.new);
    let come: HashSet<u64> = come
        .flat_map(|sentence| new.stream.pieces_of(new.sentences[sentence].clone()))
        .map(|piece| new.stream.print(&piece))
        .filter(|piece| !known.contains(piece))
        .collect();
    for (piece, print) in edited.pieces.iter().zip(&edited.prints) {
        if come.contains(print) {
            taken[piece.clone()].fill(true);
        }
    }
    taken
}

/// Where tokens of the new draft stand in a text into which no update can have put any: those that the base has, too, where
/// it has them. None if one can have: all that comes must have words of its own, and the text none of them.
pub(super) fn untouched(
    base: &Side,
    new: &Side,
    pairs: &[Pair],
    (edited, to): (&Stream, &[Option<usize>]),
) -> Option<Vec<Option<usize>>> {
    // Whatever has a higher number than all words of the base is none of them.
    let [known, last] = [base, new].map(|side| side.stream.ids.iter().copied().max().unwrap_or_default());
    let own = |id: &u32| (known + 1..=last).contains(id);
    let tells = |tokens: &Range<usize>| tokens.is_empty() || new.stream.ids[tokens.clone()].iter().any(own);
    let all_tell = pairs.iter().all(|pair| match pair.base {
        Some(_) => pair.entries.iter().filter(|entry| entry.changed).all(|entry| tells(&entry.new)),
        None => pair.new.is_none_or(|sentence| tells(&new.sentences[sentence])),
    });
    if !all_tell || edited.ids.iter().any(own) {
        return None;
    }
    let mut new_to = vec![None; new.stream.len()];
    for entry in pairs.iter().flat_map(|pair| &pair.entries).filter(|entry| !entry.changed) {
        new_to[entry.new.clone()].copy_from_slice(&to[entry.base.clone()]);
    }
    Some(new_to)
}

impl Merge<'_> {
    /// Is the sentence nearer to the new draft than to the base?
    pub(super) fn is_updated(&self, pair: &Pair) -> bool {
        let (Some(base), Some(new)) = (pair.base, pair.new) else { return false };
        let (old, young) = (&self.base.sentences[base], &self.new.sentences[new]);
        if old.is_empty() || young.is_empty() {
            return false;
        }
        if whole(&self.to, old).is_some() {
            return young.len() > old.len() && whole(&self.new_to, young).is_some();
        }
        let found = |side: &Side, tokens: &Range<usize>, to: &[Option<usize>]| {
            let all = side.stream.weigh(tokens.clone()).max(1);
            let found = side.stream.weigh(tokens.clone().filter(|&token| to[token].is_some()));
            // Which of them explains more of the text; if both explain all of it, which has less besides; if they have the
            // same words, which has them in that order.
            let joined = |token: &usize| to[*token].is_some_and(|place| to[token + 1] == Some(place + 1));
            let in_order = (tokens.start..tokens.end - 1).filter(joined).count();
            (found, 1000 * found / all, in_order)
        };
        found(self.new, young, &self.new_to) > found(self.base, old, &self.to)
    }

    /// Do the new draft's words stand there already?
    pub(super) fn stands(&self, pair: &Pair, at: usize, figures: &Figures) -> bool {
        let entry = &pair.entries[at];
        if entry.new.is_empty() {
            let place = self.intact(&entry.base);
            return place.is_none_or(|mut place| place.any(|token| self.new_back[token].is_some()));
        }
        // In the line where the sentence begins, not in one like it.
        let sentence = pair.new.map_or(0..0, |new| self.new.sentences[new].clone());
        let begin = sentence.into_iter().find_map(|token| self.new_to[token]);
        whole(&self.new_to, &entry.new).zip(begin).is_some_and(|(place, begin)| {
            self.in_one_line(begin, place.start) && !self.is_others(pair, figures, at, place.start)
        })
    }

    /// Does a conflict of an earlier update ask for the new words? A person settles it, not another update.
    pub(super) fn is_asked(&self, pair: &Pair, entry: &Entry) -> bool {
        let new = self.new.words(&entry.new);
        pair.base.is_some_and(|base| !entry.new.is_empty() && self.asks_already(base, new))
    }

    /// Do the new words stand there, from a token of the edited text on? Where a person wrote into a name, they may be part
    /// of a longer term.
    pub(super) fn follows(&self, token: usize, new: &Range<usize>) -> bool {
        self.edited.ids.get(token..).is_some_and(|ids| ids.starts_with(&self.new.stream.ids[new.clone()]))
            || self.edited.places.get(token).is_some_and(|at| self.text[at.start..].starts_with(self.new.words(new)))
    }

    /// Do they stand right before a token?
    pub(super) fn ends_before(&self, token: usize, new: &Range<usize>) -> bool {
        self.edited.ids[..token].ends_with(&self.new.stream.ids[new.clone()])
            || self.text[..self.edited.end_before(token)].ends_with(self.new.words(new))
    }
}
