//! One defect, one finding (追根): where several claims break, the one figure whose change mends them is told, and they
//! are told as what follows from it.

use std::collections::{HashMap, HashSet, hash_map::Entry};

use rust_decimal::Decimal;

use super::{
    claims::{Breach, breaches, number},
    names,
};
use crate::{
    audit::{Checked, Finding},
    diagnostic::{Diagnostic, Severity},
    figures::{ConceptIx, FinalAccounts, Number, derive_from_text},
    report::binding::Key,
};

/// More broken claims than this and the text is not what was read: they are told one by one.
const MOST_BREACHES: usize = 60;
/// More candidates than this are not tried.
const MOST_TRIALS: usize = 150;
/// Every trial goes through all that was read; so many steps in all are gone through.
const MOST_STEPS: usize = 4_000_000;

/// What does not add up in a text.
pub(super) fn check(checked: &Checked, found: &mut Vec<Finding>) {
    let mut accounts = checked.bound.accounts.clone();
    let mut settled = Vec::new();
    let mut broken = breaches(checked, &accounts, &settled);
    if let Some(figures) = checked.figures {
        super::against::check(checked, figures, &mut broken, found);
        found.extend(same_year_after_year(broken, &accounts));
        return;
    }
    let trials = |broken: &[Breach]| broken.len() > 1 && broken.len() <= MOST_BREACHES;
    let steps: usize = checked.reading.sentences.iter().map(|sentence| sentence.read.steps.len()).sum();
    let mut left = MOST_STEPS / steps.max(1);
    while trials(&broken) {
        let Some((key, value, mended)) = root(checked, &accounts, &settled, &broken, &mut left) else { break };
        let mended_accounts = with(checked, &accounts, key, value);
        let before = std::mem::replace(&mut accounts, mended_accounts);
        settled.push(key);
        broken = breaches(checked, &accounts, &settled);
        found.push(tell(checked, &before, key, value, mended));
    }
    let broken = super::class_mistaken::tell(checked, &accounts, broken, found);
    found.extend(same_year_after_year(broken, &accounts));
}

/// One identity that breaks for this year and the last over the same concepts is one defect.
fn same_year_after_year(broken: Vec<Breach>, accounts: &FinalAccounts) -> Vec<Finding> {
    let mut told: Vec<Finding> = Vec::new();
    let mut first: HashMap<(&str, Vec<ConceptIx>), usize> = HashMap::new();
    for breach in broken {
        let mut concepts: Vec<ConceptIx> = breach.cures.iter().map(|(key, _)| names::concept(accounts, *key)).collect();
        concepts.sort_unstable();
        let code = breach.finding.diagnostic.code;
        if code.starts_with('A') && !concepts.is_empty() {
            match first.entry((code, concepts)) {
                Entry::Occupied(known) => {
                    told[*known.get()].related.push(breach.finding);
                    continue;
                }
                Entry::Vacant(free) => _ = free.insert(told.len()),
            }
        }
        told.push(breach.finding);
    }
    told
}

/// The figure and the value with which the most broken claims hold and no other breaks; none if there is no one such,
/// or more would have to be tried than the trials that are left.
fn root(
    checked: &Checked,
    accounts: &FinalAccounts,
    settled: &[Key],
    broken: &[Breach],
    left: &mut usize,
) -> Option<(Key, Decimal, Vec<Finding>)> {
    let without = |key: Key, value: Decimal| {
        let settled: Vec<Key> = settled.iter().copied().chain([key]).collect();
        breaches(checked, &with(checked, accounts, key, value), &settled)
    };
    let mut candidates: Vec<(Key, Decimal)> = Vec::new();
    for cure in broken.iter().flat_map(|breach| &breach.cures) {
        if !candidates.contains(cure) {
            candidates.push(*cure);
        }
    }
    candidates.truncate(MOST_TRIALS);
    candidates.retain(|(key, _)| broken.iter().filter(|breach| breach.keys.contains(key)).count() > 1);
    *left = left.checked_sub(candidates.len() + 1)?;
    let serious = |breaches: &[Breach]| breaches.iter().filter(|breach| is_serious(breach)).count();
    let all = serious(broken);
    let tried: Vec<(usize, Key, Decimal)> =
        candidates.into_iter().map(|(key, value)| (serious(&without(key, value)), key, value)).collect();
    let least = tried.iter().map(|(left, ..)| *left).min()?;
    let mut best = tried.iter().filter(|(left, ..)| *left == least);
    let &(_, key, value) = best.next()?;
    // Two figures that mend as much: nobody can tell which one is wrong.
    if least + 2 > all || best.any(|(_, other, _)| *other != key) {
        return None;
    }
    let left: HashSet<_> = without(key, value).iter().map(identity).collect();
    let mended = broken.iter().filter(|breach| !left.contains(&identity(breach)));
    Some((key, value, mended.map(|breach| breach.finding.clone()).collect()))
}

fn is_serious(breach: &Breach) -> bool {
    breach.finding.severity() != Severity::Hint
}

/// What makes two claims the same, whatever their figures come to.
fn identity(breach: &Breach) -> (&'static str, (usize, usize), Option<usize>) {
    let label = breach.finding.diagnostic.labels.first().map(|label| label.span.start);
    (breach.finding.diagnostic.code, breach.place, label)
}

/// The figures with one of them changed, and what was solved or summed from it changed with it.
fn with(checked: &Checked, accounts: &FinalAccounts, key: Key, value: Decimal) -> FinalAccounts {
    let mut changed = accounts.clone();
    let old = number(accounts, key);
    set(&mut changed, key, value);
    for (_, base) in checked.bound.bases.iter().filter(|(this, _)| *this == key) {
        if let (Some(old), Some(was)) = (old, number(accounts, *base)) {
            set(&mut changed, *base, was + value - old);
        }
    }
    for number in &mut changed.root.numbers {
        if matches!(number, Number::Derived(_)) {
            *number = Number::Absent;
        }
    }
    derive_from_text(&mut changed, checked.reference);
    changed
}

fn set(accounts: &mut FinalAccounts, key: Key, value: Decimal) {
    let record = match key.row {
        Some((group, row)) => accounts.groups.get_mut(group).and_then(|rows| rows.get_mut(row)),
        None => Some(&mut accounts.root),
    };
    if let Some(number) = record.and_then(|record| record.numbers.get_mut(key.number)) {
        *number = Number::Given(value);
    }
}

fn tell(checked: &Checked, accounts: &FinalAccounts, key: Key, value: Decimal, mended: Vec<Finding>) -> Finding {
    // The word of direction is the root where turning it mends the rest.
    if let Some(at) = mended.iter().position(|finding| finding.diagnostic.code == "B201") {
        let mut mended = mended;
        let mut finding = mended.swap_remove(at);
        finding.related = mended;
        return finding;
    }
    // Of several statements of the figure the one with another value is wrong.
    let statements = || checked.bound.statements.iter().filter(|statement| statement.key == key && !statement.derived);
    let wrong = statements().find(|statement| statement.value != value);
    let stated = wrong.map_or_else(|| number(accounts, key).unwrap_or_default(), |wrong| wrong.value);
    let name = names::name(accounts, key);
    let message = format!("{name} {} 与 {} 处对不上，都指向 {}", stated.normalize(), mended.len(), value.normalize());
    let mut diagnostic = Diagnostic::new(Severity::Error, "B400", message)
        .help(format!("对照决算表核对这个数；若应为 {}，改了它，下面各处就都对上", value.normalize()));
    if let Some(place) = wrong.map(|wrong| wrong.place.clone()).or_else(|| names::place(accounts, key)) {
        diagnostic = diagnostic.at(&checked.document.source, place, "");
    }
    let mut finding = Finding::new(diagnostic);
    (finding.stated, finding.computed) = (Some(stated.normalize().to_string()), Some(value.normalize().to_string()));
    finding.related = mended;
    finding
}
