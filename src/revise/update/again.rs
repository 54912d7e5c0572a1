//! An update of what was updated already (再次更新): the old base named once more changes nothing.

use std::collections::HashSet;

use super::{Outcome, Update, merge::Merge};
use crate::revise::{
    marks,
    script::{Pair, Side, script},
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
