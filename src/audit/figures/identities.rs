//! Identities between the figures of a text (勾稽关系): what `data/reference/identities/` says of figures, said of a
//! text.

use super::{
    claims::{Breach, number},
    printed_figures,
};
use crate::{
    audit::{Checked, Finding},
    diagnostic::{Label, Severity},
    figures::{
        Expr, Fact, FinalAccounts, Number, Period,
        identities::{Gap, Identity, Texts},
    },
    report::binding::Key,
};

/// The identities that do not hold. One whose figures the sentences of the house do not print in full proves nothing.
pub(super) fn breaches(checked: &Checked, accounts: &FinalAccounts, found: &mut Vec<Breach>) {
    let mut gaps = Vec::new();
    let printed = printed_figures::printed(checked.reading.house);
    let is_told = |identity: &Identity| match identity.texts {
        Texts::All => true,
        Texts::Printed => figures(identity).all(|figure| printed.contains(&figure)),
        Texts::Never => false,
    };
    for identity in checked.reference.identities.iter().filter(|identity| is_told(identity)) {
        identity.gaps(accounts, &mut gaps);
    }
    for gap in gaps.into_iter().filter(|gap| !is_open(accounts, gap)) {
        let mut cures = Vec::new();
        sides(accounts, &gap, &mut cures);
        let keys = cures.iter().map(|(key, _)| *key).collect();
        let title = &gap.identity.title;
        // What the house would print of it may stand in a table alone.
        let unsaid = gap.identity.texts == Texts::Printed
            && figures(gap.identity).any(|at| accounts.root.numbers[at] == Number::Absent);
        let mut finding = Finding::of_gap(gap);
        let diagnostic = &mut finding.diagnostic;
        // The wrong figure is known only by looking at the tables.
        diagnostic.help = Some(format!("应为：{title}。对照决算表改正"));
        diagnostic.labels.sort_by_key(|label| label.span.start);
        if diagnostic.labels.is_empty() {
            let place = cures.iter().find_map(|(key, _)| super::names::place(accounts, *key));
            if let Some(place) = place {
                let source = checked.document.source.clone();
                diagnostic.labels.push(Label { source, span: place, text: String::new() });
            }
        }
        if unsaid {
            diagnostic.severity = diagnostic.severity.max(Severity::Warning);
        }
        let start = diagnostic.labels.first().map_or(0, |label| label.span.start);
        if checked.unread_beside(start) {
            diagnostic.severity = Severity::Hint;
        }
        if diagnostic.severity == Severity::Hint {
            cures.clear();
        }
        found.push(Breach { finding, keys, cures, place: (usize::MAX, 0) });
    }
}

/// The figures of the department that an identity adds.
fn figures(identity: &Identity) -> impl Iterator<Item = usize> {
    identity.left.iter().chain(&identity.right).filter_map(|expr| match expr {
        Expr::Fact(Fact::RootNumber(at)) => Some(*at),
        _ => None,
    })
}

/// Could a part that the text does not print make up the difference? This year's figures are listed but for those that
/// are zero; of budgets and last year's figures sentences print some and not others.
fn is_open(accounts: &FinalAccounts, gap: &Gap) -> bool {
    let unprinted = |part: &Expr| match part {
        Expr::Fact(Fact::RootNumber(at)) => {
            accounts.root.numbers[*at] == Number::Absent && accounts.catalogue.root.numbers[*at].period != Period::Final
        }
        _ => false,
    };
    gap.difference > rust_decimal::Decimal::ZERO && gap.identity.right.iter().any(unprinted)
}

/// Each figure of an identity with the value that would make it hold.
fn sides(accounts: &FinalAccounts, gap: &Gap, cures: &mut Vec<(Key, rust_decimal::Decimal)>) {
    for part in gap.parts(accounts) {
        let key = Key { row: part.row, number: part.number };
        if let Some(value) = number(accounts, key) {
            cures.push((key, if part.left { value - gap.difference } else { value + gap.difference }));
        }
    }
}
