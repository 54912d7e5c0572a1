//! What this year's report says against figures of its own (自相矛盾): a percentage that does not follow from them, a sum
//! that does not hold, another value somewhere else. Each such claim casts doubt on the figures that it hangs on.

use std::collections::HashMap;

use rust_decimal::Decimal;

use super::{
    figures::{TOLERANCE, agrees},
    side::Side,
};
use crate::{
    diagnostic::Severity,
    figures::{
        FinalAccounts, Number, Period,
        identities::{Gap, Identity, Texts},
    },
    phrase::scan::Held,
    report::binding::{Key, key_of},
};

/// What is claimed of figures and does not hold.
#[derive(Default)]
pub(super) struct Doubts {
    claims: Vec<Vec<Key>>,
    /// How many claims speak against a figure, less those that bear it out.
    weight: HashMap<Key, i64>,
}

impl Doubts {
    /// Those of this year's report; a sum that did not hold last year either says nothing.
    pub fn of(last: &Side, this: &Side) -> Doubts {
        let mut doubts = Doubts::default();
        for figure in this.sentences.iter().flat_map(|sentence| &sentence.figures) {
            let (Some(value), Held::Number(printed)) = (figure.slot.value(), figure.held) else { continue };
            let accounts = &this.bound.accounts;
            let mut facts = Vec::new();
            value.facts(&mut facts);
            let mut keys: Vec<Key> = facts.into_iter().filter_map(|fact| key_of(accounts, fact, figure.row)).collect();
            keys.dedup();
            match agrees(this, figure, printed.value) {
                Some(true) if keys.len() > 1 => doubts.bear_out(&keys),
                Some(false) => doubts.cast(keys),
                _ => {}
            }
        }
        let known = gaps(last);
        for (_, keys) in gaps(this).into_iter().filter(|(gap, _)| !known.iter().any(|(other, _)| other == gap)) {
            doubts.cast(keys);
        }
        doubts
    }

    fn cast(&mut self, keys: Vec<Key>) {
        keys.iter().for_each(|key| *self.weight.entry(*key).or_default() += 1);
        self.claims.push(keys);
    }

    fn bear_out(&mut self, keys: &[Key]) {
        keys.iter().for_each(|key| *self.weight.entry(*key).or_default() -= 1);
    }

    /// Which of some figures are wrong where a claim does not hold: as doubtful as any that it hangs on. `rather` says
    /// which of two such are wrong.
    pub fn wrong(&self, figures: &[Key], rather: impl Fn(&Key) -> bool) -> Vec<Key> {
        let mut found = Vec::new();
        for claim in &self.claims {
            let weight = |key: &&Key| self.weight.get(*key).copied().unwrap_or_default();
            let most = claim.iter().map(|key| weight(&key)).max().unwrap_or_default();
            let suspects: Vec<Key> =
                claim.iter().filter(|key| weight(key) == most && figures.contains(key)).copied().collect();
            let first = suspects.iter().any(&rather);
            found.extend(suspects.into_iter().filter(|key| !first || rather(key)));
        }
        found
    }
}

/// Which identity does not hold, and for which row.
type Broken = (&'static str, String);

/// The sums that do not hold in a report, as far as it prints them in full, with their figures.
fn gaps(side: &Side) -> Vec<(Broken, Vec<Key>)> {
    let (accounts, reference) = (&side.bound.accounts, side.bound.reference);
    let mut gaps = Vec::new();
    let told = |identity: &&Identity| identity.texts != Texts::Never;
    reference.identities.iter().filter(told).for_each(|identity| identity.gaps(accounts, &mut gaps));
    let proven = |gap: &&Gap| gap.diagnostic.severity != Severity::Hint && is_whole(accounts, gap);
    let broken = gaps.iter().filter(proven).map(|gap| {
        let row = gap.identity.each.zip(gap.row).map(|(group, row)| accounts.rows(group)[row].key());
        let keys = gap.parts(accounts).into_iter().map(|part| Key { row: part.row, number: part.number });
        ((gap.identity.code, row.unwrap_or_else(|| gap.identity.title.clone())), keys.collect())
    });
    broken.collect()
}

/// Is no part of it left out that could make up the difference? Of this year's figures sentences print all but those that
/// are zero, as far as the house prints them.
fn is_whole(accounts: &FinalAccounts, gap: &Gap) -> bool {
    gap.parts(accounts).iter().filter(|part| part.row.is_none()).all(|part| {
        let said = accounts.root.numbers[part.number] != Number::Absent;
        let of_this_year = accounts.catalogue.root.numbers[part.number].period == Period::Final;
        said || of_this_year && gap.identity.texts == Texts::All
    })
}

/// How far the rounding of the printed figures can move a percentage of them.
pub(super) fn room(part: Decimal, whole: Decimal) -> Option<Decimal> {
    let share = part.abs().checked_add(whole.abs())?.checked_div(whole.checked_mul(whole)?)?;
    share.checked_mul(TOLERANCE)?.checked_mul(Decimal::from(50))
}
