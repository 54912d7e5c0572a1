//! Can anybody see the fault (看不看得出)? Not without the figures if there are figures that are right and whose draft
//! is the faulty text.

use std::collections::BTreeMap;

use juesuan::{
    diagnostic::Severity,
    figures::{Account, FinalAccounts, MoneyUnit, Number, Record, Reference, Text, derive, parse_amount},
    report::{House, printed},
};
use rust_decimal::Decimal;

use crate::{
    clean::{self, Clean, From, RowIx, Token},
    faults::Fault,
};

/// Are there such figures? The change of the text is made to the figures, and where that breaks a sum, to one figure
/// more that the text does not print.
pub fn is_undetectable(house: &House, clean: &Clean, fault: &Fault) -> bool {
    let mut plain = printed(&clean.accounts, &house.style).into_owned();
    plain.unit = if house.style.unit == "元" { MoneyUnit::Yuan } else { MoneyUnit::WanYuan };
    let drafts_to_it = |accounts: &FinalAccounts| is_sound(accounts) && clean::text(house, accounts) == fault.text;
    let mut options = Vec::new();
    let touched: Vec<&Token> = clean.tokens.iter().filter(|token| overlaps(token, fault)).collect();
    if fault.now.is_empty() && touched.iter().any(|token| fault.at.start <= token.range.start) {
        options.extend(without(&plain, &touched));
        options.extend(names_only(&plain, &touched));
    }
    for token in touched {
        change(&plain, clean, token, fault, &mut options);
    }
    options.iter().any(drafts_to_it)
}

fn overlaps(token: &Token, fault: &Fault) -> bool {
    token.range.start < fault.at.end && fault.at.start < token.range.end
}

/// Sums hold, and no name is one that the classification knows to be wrong.
fn is_sound(accounts: &FinalAccounts) -> bool {
    Reference::shipped().check(accounts).iter().all(|diagnostic| diagnostic.severity == Severity::Hint)
}

/// The figures with the change made, derived again.
fn with(accounts: &FinalAccounts, change: impl FnOnce(&mut FinalAccounts)) -> FinalAccounts {
    let mut changed = accounts.clone();
    change(&mut changed);
    for number in &mut changed.root.numbers {
        if matches!(number, Number::Derived(_)) {
            *number = Number::Absent;
        }
    }
    derive(&mut changed, Reference::shipped());
    changed
}

fn number(accounts: &mut FinalAccounts, row: RowIx, at: usize) -> &mut Number {
    match row {
        Some((group, row)) => &mut accounts.groups[group][row].numbers[at],
        None => &mut accounts.root.numbers[at],
    }
}

fn value(accounts: &FinalAccounts, row: RowIx, at: usize) -> Option<Decimal> {
    match row {
        Some((group, row)) => accounts.groups[group][row].numbers[at].value(),
        None => accounts.root.numbers[at].value(),
    }
}

/// The figures without the rows, numbers and words that are gone.
fn without(accounts: &FinalAccounts, gone: &[&Token]) -> Option<FinalAccounts> {
    let mut rows: Vec<(usize, usize)> = gone
        .iter()
        .filter_map(|token| match token.from {
            Some(From::Name(group, row) | From::Account(group, row)) => Some((group, row)),
            _ => None,
        })
        .collect();
    rows.sort_unstable_by(|one, other| other.cmp(one));
    rows.dedup();
    Some(with(accounts, |changed| {
        for token in gone {
            match token.from {
                Some(From::Number(None, at, _)) => changed.root.numbers[at] = Number::Absent,
                Some(From::Text(None, at)) => changed.root.texts[at] = Text::Absent,
                Some(From::Text(Some((group, row)), at)) => changed.groups[group][row].texts[at] = Text::Absent,
                _ => {}
            }
        }
        for (group, row) in rows {
            changed.groups[group].remove(row);
        }
    }))
}

/// The same where the figures give the list by its names only: no amount of it has to add up.
fn names_only(accounts: &FinalAccounts, gone: &[&Token]) -> Option<FinalAccounts> {
    let [Token { from: Some(From::Name(group, row)), .. }] = gone else { return None };
    let mut changed = accounts.clone();
    changed.groups[*group].remove(*row);
    changed.groups[*group].iter_mut().for_each(|row| row.numbers.fill(Number::Absent));
    changed.root.numbers.iter_mut().for_each(|number| {
        if let Number::Derived(value) = *number {
            *number = Number::Given(value);
        }
    });
    derive(&mut changed, Reference::shipped());
    Some(changed)
}

fn change(
    accounts: &FinalAccounts,
    clean: &Clean,
    token: &Token,
    fault: &Fault,
    options: &mut Vec<FinalAccounts>,
) -> Option<()> {
    let start = token.range.start.min(fault.at.start);
    let end = token.range.end.max(fault.at.end) + fault.now.len() - fault.was.len();
    let (was, now) = (&clean.text[token.range.clone()], fault.text.get(start..end)?);
    match token.from? {
        From::Number(row, at, percent) => {
            let mut stated = amount(now)?;
            if percent {
                stated /= Decimal::ONE_HUNDRED;
            }
            let delta = stated - value(accounts, row, at)?;
            let first = |changed: &mut FinalAccounts| *number(changed, row, at) = Number::Given(stated);
            options.push(with(accounts, first));
            beside(accounts, clean, &first, delta, options);
        }
        From::Change(row, [this, base]) => {
            let (this, old) = (value(accounts, row, this)?, value(accounts, row, base)?);
            let moved = amount(now).unwrap_or(this - old).abs();
            for other in [this - moved, this + moved].into_iter().filter(|other| *other != old) {
                let first = |changed: &mut FinalAccounts| *number(changed, row, base) = Number::Given(other);
                options.push(with(accounts, first));
                beside(accounts, clean, &first, other - old, options);
            }
        }
        From::Name(group, row) => {
            let official = |name: &str| !Reference::shipped().economic.codes(name).is_empty();
            if !official(was) || official(now) {
                options.push(with(accounts, |changed| changed.groups[group][row].name = now.into()));
            }
        }
        From::Account(group, row) => {
            let account = renamed(accounts.groups[group][row].account.as_ref()?, was, now, &clean.class_names)?;
            // An account that is there twice shows.
            let twice = |other: &Record| other.account.as_ref().is_some_and(|other| same_account(other, &account));
            if accounts.groups[group].iter().any(twice) {
                return None;
            }
            options.push(with(accounts, |changed| {
                let record = &mut changed.groups[group][row];
                record.name = account.item.clone();
                record.code = None;
                record.account = Some(account);
            }));
        }
        From::Text(..) => {}
    }
    Some(())
}

fn amount(words: &str) -> Option<Decimal> {
    let end = words.rfind(|c: char| c.is_ascii_digit())? + 1;
    parse_amount(&words[..end].replace(',', "")).ok()
}

/// The same with one figure more changed by as much, which no piece of the text prints; and the same again with last
/// year's figure.
fn beside(
    accounts: &FinalAccounts,
    clean: &Clean,
    first: &dyn Fn(&mut FinalAccounts),
    delta: Decimal,
    options: &mut Vec<FinalAccounts>,
) {
    let is_printed =
        |at: usize| clean.tokens.iter().any(|token| matches!(token.from, Some(From::Number(None, it, _)) if it == at));
    let open: Vec<usize> = (0..accounts.root.numbers.len())
        .filter(|&at| accounts.root.numbers[at].value().is_some() && !is_printed(at))
        .collect();
    let shifted = |changed: &mut FinalAccounts, at: usize, by: Decimal| {
        let old = accounts.root.numbers[at].value().unwrap_or_default();
        changed.root.numbers[at] = Number::Given(old + by);
    };
    let mut tried = |adapt: &dyn Fn(&mut FinalAccounts)| {
        let option = with(accounts, |changed| {
            first(changed);
            adapt(changed);
        });
        if is_sound(&option) {
            options.push(option);
        }
    };
    for (index, &one) in open.iter().enumerate() {
        for by in [delta, -delta] {
            tried(&|changed| shifted(changed, one, by));
            // Both sides of a total, or a total and the same of last year.
            for &other in &open[index + 1..] {
                if accounts.root.numbers[one] == accounts.root.numbers[other] {
                    tried(&|changed| {
                        shifted(changed, one, by);
                        shifted(changed, other, by);
                    });
                }
            }
        }
    }
}

fn same_account(one: &Account, other: &Account) -> bool {
    [&one.class, &one.section, &one.item] == [&other.class, &other.section, &other.item]
}

/// The account with the names that are printed now; none if one of them was official and is no more. Whether sums by
/// class allow another class the draft and the identities tell.
fn renamed(account: &Account, was: &str, now: &str, class_names: &BTreeMap<String, String>) -> Option<Account> {
    let split = |path: &str| -> Option<[String; 3]> {
        let (class, rest) = path.split_once("（类）")?;
        let (section, item) = rest.split_once("（款）")?;
        Some([class.to_owned(), section.to_owned(), item.trim_end_matches("（项）").to_owned()])
    };
    let (was, now) = (split(was)?, split(now)?);
    let names = &Reference::shipped().functional;
    let short = |name: &str| class_names.iter().find(|(_, short)| *short == name).map(|(code, _)| code.clone());
    let official = |name: &str| short(name).is_some() || !names.codes(name).is_empty();
    if was.iter().zip(&now).any(|(was, now)| was != now && official(was) && !official(now)) {
        return None;
    }
    let name = |index: usize, old: &smol_str::SmolStr| {
        if was[index] == now[index] { old.clone() } else { now[index].as_str().into() }
    };
    let (class, class_code) = if was[0] == now[0] {
        (account.class.clone(), account.class_code.clone())
    } else {
        let code = short(&now[0]).or_else(|| names.codes(&now[0]).iter().find(|code| code.len() == 3).cloned())?;
        (names.name(&code)?.clone(), Some(code.into()))
    };
    Some(Account { code: None, class, class_code, section: name(1, &account.section), item: name(2, &account.item) })
}
