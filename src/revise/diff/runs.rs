//! What changed inside a pair (标记): whole numbers, words and clauses, as a reader sees them.

use std::ops::Range;

use similar::DiffOp;

use super::{
    keys::{Role, Word},
    sentence::Sentence,
};
use crate::{in_order::anchored, revise::Direction};

/// What a stretch of a pair is (片段).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RunKind {
    /// The same on both sides.
    Same,
    /// Another number of the list: 3. and 4.
    Number,
    /// Another year.
    Year,
    /// Another figure.
    Figure,
    /// Another word of direction.
    Direction,
    /// Other words of the phrase, because the figures are others.
    Follows,
    /// Other words.
    Wording,
}

/// A stretch of a pair, on either side maybe empty (片段).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// What it is.
    pub kind: RunKind,
    /// Where it stands in last year's sentence.
    pub last: Range<usize>,
    /// Where it stands in this year's.
    pub this: Range<usize>,
    /// Does a direction turn in it?
    pub turned: bool,
}

/// A stretch of tokens on both sides.
#[derive(Clone, Debug)]
struct Piece {
    kind: RunKind,
    last: Range<usize>,
    this: Range<usize>,
}

/// The stretches of a pair in order, which together are both texts; `follows` if the phrase's own words depend on
/// nothing but figures.
pub(super) fn runs(last: &Sentence, this: &Sentence, follows: bool) -> Vec<Run> {
    let pair = Pair { last, this, follows };
    let mut pieces = pair.pieces();
    pair.slide(&mut pieces);
    let pieces = pair.by_clause(pieces);
    let mut runs: Vec<Run> = Vec::new();
    for piece in pieces {
        let run = pair.run(&piece);
        match runs.last_mut().filter(|before| before.kind == run.kind && run.kind == RunKind::Same) {
            Some(before) => (before.last.end, before.this.end) = (run.last.end, run.this.end),
            None => runs.push(run),
        }
    }
    runs
}

struct Pair<'p, 's> {
    last: &'p Sentence<'s>,
    this: &'p Sentence<'s>,
    follows: bool,
}

impl Pair<'_, '_> {
    fn pieces(&self) -> Vec<Piece> {
        let mut pieces = Vec::with_capacity(self.last.words.len());
        let ops = self.ops();
        for op in ops {
            let (last, this) = (op.old_range(), op.new_range());
            if let DiffOp::Equal { .. } = op {
                pieces.extend(last.zip(this).map(|(last, this)| self.matched(last, this)));
            } else {
                let numbers = last.len() == 1
                    && this.len() == 1
                    && self.last.words[last.start].role == Role::Number
                    && self.this.words[this.start].role == Role::Number;
                let kind = if numbers { RunKind::Figure } else { RunKind::Wording };
                pieces.push(Piece { kind, last, this });
            }
        }
        pieces
    }

    /// The words of both by what they stand for; most sentences say the same with other figures.
    fn ops(&self) -> Vec<DiffOp> {
        let known = self.last.read.is_some() && self.this.read.is_some();
        let keys = |sentence: &Sentence| -> Vec<u64> {
            sentence.words.iter().map(|word| if known { word.key } else { word.plain }).collect()
        };
        let (last, this) = (keys(self.last), keys(self.this));
        if last == this {
            return vec![DiffOp::Equal { old_index: 0, new_index: 0, len: last.len() }];
        }
        anchored(&last, &this)
    }

    /// Where a replacement should be cut: at a full stop that only one side has.
    fn full_stop(&self, last: &Range<usize>, this: &Range<usize>) -> Option<(usize, usize)> {
        let stop = |sentence: &Sentence, range: &Range<usize>| {
            let word = |at: &usize| &sentence.text[sentence.words[*at].range.clone()];
            range.clone().skip(1).find(|at| word(at) == "。")
        };
        match (last.is_empty() || this.is_empty(), stop(self.last, last), stop(self.this, this)) {
            (false, Some(at), None) => Some((at, this.end)),
            (false, None, Some(at)) => Some((last.end, at)),
            _ => None,
        }
    }

    /// Two tokens that stand for the same.
    fn matched(&self, last: usize, this: usize) -> Piece {
        let (one, other) = (&self.last.words[last], &self.this.words[this]);
        let same = self.last.text[one.range.clone()] == self.this.text[other.range.clone()];
        let kind = match (one.role, other.role) {
            _ if same => RunKind::Same,
            (Role::Lead, _) => RunKind::Number,
            (Role::Year, _) => RunKind::Year,
            (Role::Number | Role::Unit, _) => RunKind::Figure,
            // 增长 for 增加 says the same in other words.
            (Role::Direction(one), Role::Direction(other)) if one != other => RunKind::Direction,
            _ => RunKind::Wording,
        };
        Piece { kind, last: last..last + 1, this: this..this + 1 }
    }

    /// What was put in or taken out between equal words can be seen in several places: show it behind a mark, so that
    /// whole clauses and names are marked.
    fn slide(&self, pieces: &mut [Piece]) {
        for index in 1..pieces.len() {
            let piece = &pieces[index];
            let (words, range) = match (piece.last.is_empty(), piece.this.is_empty()) {
                (true, false) => (&self.this.words, piece.this.clone()),
                (false, true) => (&self.last.words, piece.last.clone()),
                _ => continue,
            };
            let is_mark = |at: usize| matches!(words[at].role, Role::Mark | Role::Stop);
            let worth = |steps: usize| {
                let (start, end) = (range.start - steps, range.end - steps);
                2 * usize::from(start == 0 || is_mark(start - 1)) + usize::from(is_mark(end - 1))
            };
            let single = |piece: &Piece| piece.kind == RunKind::Same && piece.last.len() == 1;
            let before = pieces[..index].iter().rev().take_while(|piece| single(piece)).count();
            let far = (1..=before.min(range.len())).take_while(|steps| {
                let (ahead, last) = (&words[range.start - steps], &words[range.end - steps]);
                ahead.key == last.key && ahead.role == last.role && !ahead.slot
            });
            let best = far.map(|steps| (worth(steps), steps)).filter(|(worth_of, _)| *worth_of > worth(0));
            let Some((_, steps)) = best.max_by_key(|&(worth, steps)| (worth, std::cmp::Reverse(steps))) else {
                continue;
            };
            let back = |range: &Range<usize>| range.start - steps..range.end - steps;
            let moved =
                Piece { kind: pieces[index].kind, last: back(&pieces[index].last), this: back(&pieces[index].this) };
            let (last, this) = (moved.last.end, moved.this.end);
            pieces[index - steps] = moved;
            for step in 0..steps {
                let (last, this) = (last + step, this + step);
                pieces[index - steps + 1 + step] = self.matched(last, this);
            }
        }
    }

    /// Between two marks that both have, what mostly changed changed as a whole; elsewhere single letters that happen to
    /// be the same are no reason to cut a change in two.
    fn by_clause(&self, pieces: Vec<Piece>) -> Vec<Piece> {
        if pieces.iter().all(|piece| piece.kind != RunKind::Wording) {
            return pieces;
        }
        let mut out: Vec<Piece> = Vec::with_capacity(pieces.len());
        let mut clause: Vec<Piece> = Vec::new();
        let mut before = false;
        for piece in pieces {
            // The officer's words begin and end where the phrase's do.
            let officers = self.is_officers(&piece);
            if officers != std::mem::replace(&mut before, officers) {
                self.close(&mut clause, &mut out);
            }
            if self.is_fixed(&piece) {
                self.close(&mut clause, &mut out);
                out.push(piece);
            } else {
                clause.push(piece);
            }
        }
        self.close(&mut clause, &mut out);
        out
    }

    /// A mark that both have, or a figure that is known to be the same one.
    fn is_fixed(&self, piece: &Piece) -> bool {
        let Some(word) = self.last.words.get(piece.last.start).filter(|_| piece.kind != RunKind::Wording) else {
            return false;
        };
        word.slot || matches!(word.role, Role::Stop | Role::Year | Role::Lead)
    }

    fn close(&self, clause: &mut Vec<Piece>, out: &mut Vec<Piece>) {
        if clause.iter().all(|piece| piece.kind != RunKind::Wording) {
            return out.append(clause);
        }
        let letters =
            |words: &[Word]| words.iter().filter(|word| !matches!(word.role, Role::Mark | Role::Stop)).count();
        let size = |piece: &Piece| {
            letters(&self.last.words[piece.last.clone()]).max(letters(&self.this.words[piece.this.clone()]))
        };
        let (mut same, mut changed) = (0, 0);
        for piece in clause.iter() {
            match piece.kind {
                RunKind::Wording => changed += size(piece),
                _ => same += size(piece),
            }
        }
        let both = |of: fn(&Piece) -> &Range<usize>| {
            clause.iter().any(|piece| piece.kind == RunKind::Wording && !of(piece).is_empty())
        };
        if changed > same && both(|piece| &piece.last) && both(|piece| &piece.this) {
            let (first, end) = (&clause[0], &clause[clause.len() - 1]);
            let whole = (first.last.start..end.last.end, first.this.start..end.this.end);
            self.push_replaced(whole.0, whole.1, out);
            clause.clear();
            return;
        }
        let first = out.len();
        for (index, piece) in clause.iter().enumerate() {
            let before = out[first..].last().is_some_and(|piece| piece.kind == RunKind::Wording);
            let behind = clause.get(index + 1).is_some_and(|piece| piece.kind == RunKind::Wording);
            let island = piece.kind == RunKind::Same && size(piece) <= 1 && before && behind;
            let more = piece.kind == RunKind::Wording && before;
            match out.last_mut().filter(|_| island || more) {
                Some(last) => (last.last.end, last.this.end) = (piece.last.end, piece.this.end),
                None => out.push(piece.clone()),
            }
        }
        clause.clear();
    }

    /// What stands behind the sentence that was reworded is another sentence.
    fn push_replaced(&self, last: Range<usize>, this: Range<usize>, out: &mut Vec<Piece>) {
        let kind = RunKind::Wording;
        match self.full_stop(&last, &this) {
            Some((last_end, this_end)) => {
                out.push(Piece { kind, last: last.start..last_end, this: this.start..this_end });
                out.push(Piece { kind, last: last_end..last.end, this: this_end..this.end });
            }
            None => out.push(Piece { kind, last, this }),
        }
    }

    /// Where a piece stands in either sentence.
    fn bytes(&self, piece: &Piece) -> (Range<usize>, Range<usize>) {
        let bytes = |sentence: &Sentence, range: &Range<usize>| {
            let at = sentence.words.get(range.start).map_or(sentence.text.len(), |word| word.range.start);
            if range.is_empty() { at..at } else { at..sentence.words[range.end - 1].range.end }
        };
        (bytes(self.last, &piece.last), bytes(self.this, &piece.this))
    }

    fn is_officers(&self, piece: &Piece) -> bool {
        let (last, this) = self.bytes(piece);
        let inside = |free: &[Range<usize>], at: &Range<usize>| {
            free.iter().any(|free| free.start < at.end && at.start < free.end)
        };
        inside(&self.last.free, &last) || inside(&self.this.free, &this)
    }

    fn run(&self, piece: &Piece) -> Run {
        let (last, this) = self.bytes(piece);
        let lead =
            |words: &[Word], range: &Range<usize>| words[range.clone()].iter().all(|word| word.role == Role::Lead);
        let kind = match piece.kind {
            RunKind::Wording if lead(&self.last.words, &piece.last) && lead(&self.this.words, &piece.this) => {
                RunKind::Number
            }
            RunKind::Wording if self.follows && !self.is_officers(piece) => RunKind::Follows,
            kind => kind,
        };
        Run { turned: kind == RunKind::Direction && self.turns(piece), kind, last, this }
    }

    fn turns(&self, piece: &Piece) -> bool {
        let way = |word: &Word| match word.role {
            Role::Direction(way) => Some(way),
            _ => None,
        };
        let (one, other) = (way(&self.last.words[piece.last.start]), way(&self.this.words[piece.this.start]));
        matches!(
            (one, other),
            (Some(Direction::Up), Some(Direction::Down)) | (Some(Direction::Down), Some(Direction::Up))
        )
    }
}
