//! Figures that a text does not print but that follow from it (解出).

use std::{cmp::Ordering, collections::HashSet, ops::Range};

use rust_decimal::Decimal;

use super::{Binder, Key};
use crate::figures::{FinalAccounts, Number, Reference, derive};

/// A printed change: this − base = ± amount.
pub(super) struct Change {
    pub this: Key,
    pub base: Key,
    /// None where it is to be filled in.
    pub amount: Option<Decimal>,
    pub sign: Option<Ordering>,
    pub place: Range<usize>,
    pub sentence: usize,
    pub step: usize,
}

/// One side of an equality.
#[derive(Clone, Copy)]
pub(super) enum Side {
    Key(Key),
    Number(Decimal),
}

/// An equality that the chosen words state.
pub(super) struct Equality {
    pub left: Side,
    pub right: Side,
    pub place: Range<usize>,
    /// Only one of two things that the words may state.
    pub alternative: bool,
}

impl Binder {
    /// Solve until nothing new follows; every round settles a figure.
    pub(super) fn solve(&mut self) {
        let (changes, equalities) = (std::mem::take(&mut self.changes), std::mem::take(&mut self.equalities));
        loop {
            let before = self.known.len();
            // 上年无此项 leaves nothing to be worked out, least of all from a direction that contradicts it.
            for equality in &equalities {
                self.equality(equality);
            }
            for change in &changes {
                self.change(change);
            }
            if self.known.len() == before && !self.nothing_of(&changes, &equalities) {
                break;
            }
        }
        self.confirm(&changes);
        self.bound.statements.sort_by_key(|statement| statement.place.start);
        // A base of which only a placeholder speaks is to be filled in, too.
        for change in changes.iter().filter(|change| change.amount.is_none()) {
            if !self.known.contains_key(&change.base) {
                self.record(change.base).numbers[change.base.number] = Number::Blank;
            }
        }
    }

    /// A base that the words gave, and a printed change as well, is stated by the change.
    fn confirm(&mut self, changes: &[Change]) {
        let mut stated: HashSet<Key> = self.bound.statements.iter().map(|statement| statement.key).collect();
        for change in changes {
            let (Some(amount), Some(sign)) = (change.amount, change.sign) else { continue };
            let (Some(&this), Some(&base)) = (self.known.get(&change.this), self.known.get(&change.base)) else {
                continue;
            };
            let moved = this.checked_sub(base);
            if moved.is_some_and(|moved| moved.abs() == amount && moved.cmp(&Decimal::ZERO) == sign)
                && stated.insert(change.base)
            {
                self.state(change.base, base, change.place.clone(), (change.sentence, change.step), true);
            }
        }
    }

    /// What is zero or not there is zero where it is compared with last year's (未发生收支。与上年相比，减少……).
    fn nothing_of(&mut self, changes: &[Change], equalities: &[Equality]) -> bool {
        let compared = |key: Key| {
            let side = |side: Side| matches!(side, Side::Key(other) if other == key);
            changes.iter().any(|change| change.this == key && change.amount.is_some())
                || equalities.iter().any(|equality| {
                    matches!((equality.left, equality.right), (Side::Key(_), Side::Key(_)))
                        && (side(equality.left) || side(equality.right))
                })
        };
        let mut nothing = std::mem::take(&mut self.nothing);
        nothing.retain(|(key, _)| !self.known.contains_key(key) && compared(*key));
        let found = !nothing.is_empty();
        nothing.into_iter().for_each(|(key, place)| self.settle(key, Decimal::ZERO, place));
        found
    }

    fn change(&mut self, change: &Change) {
        let (Some(amount), Some(sign)) = (change.amount, change.sign) else { return };
        let signed = match sign {
            Ordering::Less => -amount,
            Ordering::Equal => Decimal::ZERO,
            Ordering::Greater => amount,
        };
        let known = |key| self.known.get(&key).copied();
        let solved = match (known(change.this), known(change.base)) {
            (Some(this), None) => this.checked_sub(signed).map(|base| (change.base, base)),
            (None, Some(base)) => base.checked_add(signed).map(|this| (change.this, this)),
            _ => None,
        };
        if let Some((key, value)) = solved {
            if key == change.base {
                self.bound.bases.push((change.this, change.base));
            }
            self.state(key, value, change.place.clone(), (change.sentence, change.step), true);
        }
    }

    fn equality(&mut self, equality: &Equality) {
        let value = |side| match side {
            Side::Key(key) => self.known.get(&key).copied(),
            Side::Number(number) => Some(number),
        };
        match (equality.left, value(equality.left), equality.right, value(equality.right)) {
            (Side::Key(key), None, _, Some(value)) | (_, Some(value), Side::Key(key), None)
                if !(equality.alternative && value.is_zero()) =>
            {
                self.settle(key, value, equality.place.clone());
            }
            _ => {}
        }
    }
}

/// Sums below zero follow from what was taken back (冲回); a figures file does not have them typed.
pub(super) fn leave_to_follow(accounts: &mut FinalAccounts, reference: &Reference) {
    let catalogue = accounts.catalogue;
    let below = |at: &usize| {
        let typed = matches!(accounts.root.numbers[*at], Number::Given(value) if value < Decimal::ZERO);
        typed && !catalogue.concepts[catalogue.root.numbers[*at].concept].negative
    };
    let below: Vec<usize> = (0..accounts.root.numbers.len()).filter(below).collect();
    if below.is_empty() {
        return;
    }
    let mut follow = accounts.clone();
    below.iter().for_each(|&at| follow.root.numbers[at] = Number::Absent);
    derive(&mut follow, reference);
    for at in below {
        if follow.root.numbers[at].value() == accounts.root.numbers[at].value() {
            accounts.root.numbers[at] = follow.root.numbers[at];
        }
    }
}
