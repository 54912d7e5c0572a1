//! Random figures made to agree (勾稽平衡): totals follow from their parts, other equations are met by moving a part.

use juesuan::{
    diagnostic::Severity,
    figures::{
        Env, Expr, Fact, FinalAccounts, Number, Period, Reference, derive,
        identities::{Identity, Relation, Texts},
    },
};
use rust_decimal::Decimal;

use super::{chance::Chance, rows::settle_classes};

/// After so many rounds over all identities a figure that still disturbs is left out.
const PATIENCE: usize = 4;

/// So many figures are moved for the sake of equations that only check.
const LEVELLED: usize = 60;

/// Make all identities hold; then write about half of what follows, as officers do.
pub fn settle(made: &mut FinalAccounts, reference: &Reference, chance: &mut Chance) {
    leave_out_totals(made, reference);
    let mut now = derived(made, reference);
    for round in 0..3 * PATIENCE {
        settle_classes(made, &now);
        hold_budgets(made, reference);
        // Lists of classes may be shorter now.
        now = derived(made, reference);
        let mut settled = true;
        for identity in reference.identities.iter().filter(|identity| identity.texts != Texts::Never) {
            if !is_broken(identity, &now) {
                continue;
            }
            settled = false;
            let repair = Repair { reference, derived: &now, identity };
            if round >= PATIENCE || !repair.done(made) {
                repair.drop(made);
            }
            now = derived(made, reference);
        }
        if settled {
            break;
        }
    }
    let catalogue = made.catalogue;
    for (at, number) in made.root.numbers.iter_mut().enumerate() {
        let negative = catalogue.concepts[catalogue.root.numbers[at].concept].negative;
        if let Number::Derived(value) = now.root.numbers[at]
            && (negative || value >= Decimal::ZERO)
            && chance.percent(50)
        {
            *number = Number::Given(value);
        }
    }
    level(made, reference);
}

/// Equations that only check are met when all else stands, and the chance of a seed is spent: by moving a figure that no
/// other equation adds, else by raising the smaller side, and what that disturbs in turn.
fn level(made: &mut FinalAccounts, reference: &Reference) {
    let checks_only = |identity: &&Identity| identity.texts == Texts::Never;
    let mut now = derived(made, reference);
    if !reference.identities.iter().filter(checks_only).any(|identity| gap(identity, &now).is_some()) {
        return;
    }
    for _ in 0..LEVELLED {
        let strict = |identity: &&Identity| checks_only(identity) || identity.severity != Severity::Hint;
        let broken = reference.identities.iter().filter(strict).find_map(|identity| gap(identity, &now));
        let Some((identity, excess)) = broken else { return };
        let repair = Repair { reference, derived: &now, identity };
        if !repair.levelled(made, excess) {
            repair.drop(made);
        }
        now = derived(made, reference);
    }
}

/// What the left side of it has more than the right, where it does not hold.
fn gap<'i>(identity: &'i Identity, derived: &FinalAccounts) -> Option<(&'i Identity, Decimal)> {
    let mut found = Vec::new();
    identity.check(&Env::new(derived), &mut vec![false; derived.verified.len()], &mut found);
    found.first().map(|gap| (identity, gap.difference))
}

fn derived(made: &FinalAccounts, reference: &Reference) -> FinalAccounts {
    let mut derived = made.clone();
    derive(&mut derived, reference);
    derived
}

fn is_broken(identity: &Identity, derived: &FinalAccounts) -> bool {
    let mut found = Vec::new();
    identity.check(&Env::new(derived), &mut vec![false; derived.verified.len()], &mut found);
    found.iter().any(|breach| breach.diagnostic.severity != Severity::Hint)
}

/// No total is less than the parts that are known, though one of them is not (那一行没有预算): what is typed of it is
/// raised.
fn hold_budgets(made: &mut FinalAccounts, reference: &Reference) {
    for identity in reference.identities.iter().filter(|identity| identity.relation == Relation::AtMost) {
        let ([Expr::Sum(group, part)], [Expr::Fact(Fact::RootNumber(total))]) =
            (&identity.left[..], &identity.right[..])
        else {
            continue;
        };
        let known: Decimal = made.rows(*group).iter().filter_map(|row| row.numbers[*part].value()).sum();
        if let Number::Given(typed) = &mut made.root.numbers[*total] {
            *typed = known.max(*typed);
        }
    }
}

/// Leave out every total that follows from parts; one whose parts are not there stays.
fn leave_out_totals(made: &mut FinalAccounts, reference: &Reference) {
    let of = |at: usize| reference.identities.iter().filter(move |identity| identity.derives(at));
    let totals: Vec<usize> = (0..made.root.numbers.len()).filter(|&at| of(at).next().is_some()).collect();
    let typed = made.root.numbers.clone();
    for &total in &totals {
        made.root.numbers[total] = Number::Absent;
    }
    loop {
        let now = derived(made, reference);
        let open = |at: usize| totals.contains(&at) && now.root.numbers[at] == Number::Absent && typed[at].is_present();
        // The lowest first, so that what adds it can follow.
        let lowest = |&&at: &&usize| open(at) && !of(at).flat_map(Identity::parts).any(open);
        let Some(&at) = totals.iter().find(lowest).or_else(|| totals.iter().find(|&&at| open(at))) else { break };
        made.root.numbers[at] = typed[at];
    }
}

/// One identity that does not hold.
struct Repair<'a> {
    reference: &'a Reference,
    derived: &'a FinalAccounts,
    identity: &'a Identity,
}

impl Repair<'_> {
    fn done(&self, made: &mut FinalAccounts) -> bool {
        // The right side speaks of another list's rows.
        if self.identity.beside.is_some() {
            return false;
        }
        let Some(group) = self.identity.each else {
            let env = Env::new(self.derived);
            let excess = sum(&self.identity.left, &env) - sum(&self.identity.right, &env);
            return self.moved(made, excess);
        };
        let Some(Expr::Fact(Fact::RowNumber(part))) = self.identity.right.last() else { return false };
        for (at, row) in self.derived.rows(group).iter().enumerate() {
            let env = Env::new(self.derived).at(row);
            let excess = sum(&self.identity.left, &env) - sum(&self.identity.right, &env);
            let given = self.identity.right.iter().any(|part| env.value(part).number().is_some());
            if given && !excess.is_zero() {
                let old = made.groups[group][at].numbers[*part].value().unwrap_or_default();
                made.groups[group][at].numbers[*part] = Number::Given(old + excess);
            }
        }
        true
    }

    /// Move a figure that no other equation adds, else raise the smaller side.
    fn levelled(&self, made: &mut FinalAccounts, excess: Decimal) -> bool {
        let (left, right) = (&self.identity.left, &self.identity.right);
        let alone = |side: &'_ [Expr]| side.iter().filter(|part| self.shared(part) == 1).cloned().collect::<Vec<_>>();
        if self.shift(made, alone(right).iter(), excess, false) || self.shift(made, alone(left).iter(), -excess, false)
        {
            return true;
        }
        let mut smaller: Vec<&Expr> = if excess > Decimal::ZERO { right } else { left }.iter().collect();
        smaller.sort_by_key(|part| self.shared(part));
        [false, true].into_iter().any(|fill| self.shift(made, smaller.iter().copied(), excess.abs(), fill))
    }

    /// How many equations add a figure.
    fn shared(&self, part: &Expr) -> usize {
        let adds = |identity: &&Identity| identity.left.iter().chain(&identity.right).any(|other| other == part);
        self.reference.identities.iter().filter(adds).count()
    }

    fn moved(&self, made: &mut FinalAccounts, excess: Decimal) -> bool {
        let (left, right) = (&self.identity.left, &self.identity.right);
        match self.identity.relation {
            Relation::Equal => [false, true].into_iter().any(|fill| {
                self.shift(made, left.iter().rev(), -excess, fill) || self.shift(made, right.iter().rev(), excess, fill)
            }),
            // What is typed is lowered; a total is met by what may be larger.
            Relation::AtMost => {
                let typed = left.iter().all(|part| matches!(part, Expr::Fact(_)) && !self.follows(made, part));
                (typed && self.shift(made, left.iter(), -excess, false)) || self.shift(made, right.iter(), excess, true)
            }
        }
    }

    fn follows(&self, made: &FinalAccounts, part: &Expr) -> bool {
        matches!(part, Expr::Fact(Fact::RootNumber(at)) if made.root.numbers[*at] == Number::Absent)
    }

    /// Move the first of these figures that can be moved by so much, or a part of it where it follows.
    fn shift<'e>(
        &self,
        made: &mut FinalAccounts,
        parts: impl Iterator<Item = &'e Expr>,
        by: Decimal,
        fill: bool,
    ) -> bool {
        for part in parts {
            match *part {
                Expr::Fact(Fact::RootNumber(at)) => {
                    let (old, free) = match (made.root.numbers[at], self.derived.root.numbers[at]) {
                        (Number::Given(old), _) => (old, true),
                        (Number::Absent, Number::Absent) => (Decimal::ZERO, fill && self.has_final(made, at)),
                        _ => (Decimal::ZERO, false),
                    };
                    if free && old + by >= Decimal::ZERO {
                        made.root.numbers[at] = Number::Given(old + by);
                        return true;
                    }
                    let env = Env::new(self.derived);
                    let from = self.reference.identities.iter().filter(|identity| {
                        identity.derives(at) && identity.when.as_ref().is_none_or(|when| env.holds(when))
                    });
                    let derived = matches!(self.derived.root.numbers[at], Number::Derived(_));
                    for identity in from.filter(|_| derived) {
                        let order: Vec<&Expr> = match self.identity.relation {
                            Relation::Equal => identity.right.iter().rev().collect(),
                            Relation::AtMost => identity.right.iter().collect(),
                        };
                        if self.shift(made, order.into_iter(), by, fill) {
                            return true;
                        }
                    }
                }
                Expr::Sum(group, at) => {
                    for row in &mut made.groups[group] {
                        if let Number::Given(old) = row.numbers[at]
                            && old + by >= Decimal::ZERO
                        {
                            row.numbers[at] = Number::Given(old + by);
                            return true;
                        }
                    }
                }
                _ => {}
            }
        }
        false
    }

    /// Nothing is written beside a figure that is not there itself.
    fn has_final(&self, made: &FinalAccounts, at: usize) -> bool {
        let catalogue = made.catalogue;
        let def = &catalogue.root.numbers[at];
        let ended = catalogue.concepts[def.concept].number(Period::Final);
        def.period == Period::Final || ended.is_some_and(|ended| self.derived.root.numbers[ended].is_present())
    }

    /// Leave out a figure that the department need not have.
    fn drop(&self, made: &mut FinalAccounts) {
        let catalogue = made.catalogue;
        if let Some(group) = self.identity.each {
            made.groups[group].clear();
            return;
        }
        let both = self.identity.right.iter().rev().chain(&self.identity.left);
        let mut at = both.filter_map(|part| match part {
            Expr::Fact(Fact::RootNumber(at)) => Some(*at),
            _ => None,
        });
        let optional = |&at: &usize| {
            let def = &catalogue.root.numbers[at];
            let needed = catalogue.concepts[def.concept].required && def.period == Period::Final;
            made.root.numbers[at].is_present() && !needed
        };
        if let Some(at) = at.find(optional) {
            let def = &catalogue.root.numbers[at];
            for period in Period::ALL.into_iter().filter(|_| def.period == Period::Final) {
                if let Some(at) = catalogue.concepts[def.concept].number(period) {
                    made.root.numbers[at] = Number::Absent;
                }
            }
            made.root.numbers[at] = Number::Absent;
        }
    }
}

fn sum(parts: &[Expr], env: &Env) -> Decimal {
    parts.iter().filter_map(|part| env.value(part).number()).sum()
}
