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
        identities::{Gap, Identity, Part, Texts},
    },
    phrase::scan::Held,
    report::binding::{Key, key_of},
};

/// What is claimed of figures and does not hold.
#[derive(Default)]
pub(super) struct Doubts {
    claims: Vec<Claim>,
    /// How many claims speak against a figure.
    against: HashMap<Key, usize>,
    /// How many percentages bear a figure out.
    borne_out: HashMap<Key, usize>,
}

/// Something that does not hold.
struct Claim {
    /// The figures that it hangs on.
    keys: Vec<Key>,
    /// What one side of a sum comes to; none of it where it is no sum.
    totals: Option<Vec<Key>>,
}

/// A total that stayed is wrong if of so many other figures of its sum no more than one stayed.
const MOVED: usize = 3;

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
            match agrees(this, figure, printed.value, 0) {
                Some(true) if keys.len() > 1 => doubts.bear_out(&keys),
                Some(false) => doubts.cast(Claim { keys, totals: None }),
                _ => {}
            }
        }
        let broken = gaps(this);
        let known = if broken.is_empty() { Vec::new() } else { gaps(last) };
        for (_, claim) in broken.into_iter().filter(|(gap, _)| !known.iter().any(|(other, _)| other == gap)) {
            doubts.cast(claim);
        }
        doubts
    }

    fn cast(&mut self, claim: Claim) {
        claim.keys.iter().for_each(|key| *self.against.entry(*key).or_default() += 1);
        self.claims.push(claim);
    }

    fn bear_out(&mut self, keys: &[Key]) {
        keys.iter().for_each(|key| *self.borne_out.entry(*key).or_default() += 1);
    }

    /// Which of the figures that stayed are wrong where a claim does not hold. `rather` says which of two such are
    /// wrong; one that is `spared`, by a sum or by another claim, is wrong only as the total of figures that moved.
    pub fn wrong(
        &self,
        stayed: &[Key],
        spared: impl Fn(&Key, bool) -> bool,
        rather: impl Fn(&Key) -> bool,
    ) -> Vec<Key> {
        let mut found = Vec::new();
        for claim in &self.claims {
            let stayed: Vec<Key> = claim.keys.iter().filter(|key| stayed.contains(key)).copied().collect();
            let doubtful = self.most_doubtful(claim);
            let total = self.forgotten_total(claim, &stayed);
            let spared = |key: &Key| spared(key, claim.totals.is_some());
            let is_suspect = |key: &&Key| total == Some(**key) || doubtful.contains(key) && !spared(key);
            let suspects: Vec<Key> = stayed.iter().filter(is_suspect).copied().collect();
            let first = suspects.iter().any(&rather);
            found.extend(suspects.into_iter().filter(|key| !first || rather(key)));
        }
        found
    }

    fn against(&self, key: &Key) -> usize {
        self.against.get(key).copied().unwrap_or_default()
    }

    /// As doubtful as any that a claim hangs on.
    fn most_doubtful(&self, claim: &Claim) -> Vec<Key> {
        let borne_out = |key: &Key| self.borne_out.get(key).copied().unwrap_or_default();
        let weight = |key: &Key| self.against(key).checked_signed_diff(borne_out(key));
        let most = claim.keys.iter().map(weight).max().flatten();
        claim.keys.iter().filter(|key| weight(key) == most).copied().collect()
    }

    /// The total that stayed while what it sums up moved. No percentage bears it out: they are computed from it.
    fn forgotten_total(&self, claim: &Claim, stayed: &[Key]) -> Option<Key> {
        let most = claim.keys.iter().map(|key| self.against(key)).max()?;
        let moved = stayed.len().saturating_sub(1) * MOVED < claim.keys.len();
        claim.totals.iter().flatten().find(|key| moved && stayed.contains(key) && self.against(key) == most).copied()
    }
}

/// Which identity does not hold, and for which row.
type Broken = (&'static str, String);

/// The sums that do not hold in a report, as far as it prints them in full, with their figures.
fn gaps(side: &Side) -> Vec<(Broken, Claim)> {
    let (accounts, reference) = (&side.bound.accounts, side.bound.reference);
    let mut gaps = Vec::new();
    let told = |identity: &&Identity| identity.texts != Texts::Never;
    reference.identities.iter().filter(told).for_each(|identity| identity.gaps(accounts, &mut gaps));
    let proven = |gap: &&Gap| gap.diagnostic.severity != Severity::Hint && is_whole(accounts, gap);
    let broken = gaps.iter().filter(proven).map(|gap| {
        let row = gap.identity.each.zip(gap.row).map(|(group, row)| accounts.rows(group)[row].key());
        let parts = gap.parts(accounts);
        let key = |part: &Part| Key { row: part.row, number: part.number };
        let alone = |part: &&Part| parts.iter().filter(|other| other.left == part.left).count() == 1;
        let totals = parts.iter().filter(alone).map(key).collect();
        let claim = Claim { keys: parts.iter().map(key).collect(), totals: Some(totals) };
        ((gap.identity.code, row.unwrap_or_else(|| gap.identity.title.clone())), claim)
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
