//! What a text claims about its figures (所称): recomputed percentages, changes, directions, figures stated twice,
//! identities; each claim that does not hold names the figures it hangs on.

use std::{cmp::Ordering, ops::Range};

use rust_decimal::Decimal;

use super::{
    names,
    percent::{Verdict, judge},
    walk::{SlotAt, env, keys, slots},
};
use crate::{
    audit::{Checked, Finding},
    diagnostic::Severity,
    figures::{Env, Expr, FinalAccounts, Function, MoneyUnit, Number, NumberStyle, amount},
    phrase::{SlotKind, read::Step, scan::Held},
    report::{binding::Key, reading::ReadSentence},
};

/// A claim that does not hold.
pub(super) struct Breach {
    /// As it is told.
    pub finding: Finding,
    /// The figures it hangs on.
    pub keys: Vec<Key>,
    /// Values of single figures with which it would hold.
    pub cures: Vec<(Key, Decimal)>,
    /// Where in the text, to tell the same claim again.
    pub place: (usize, usize),
}

/// Everything claimed that does not hold if the figures are these. What the text says of a figure that is `settled`,
/// known to be misprinted, is no claim any more: its printed value, and the words of its direction.
pub(super) fn breaches(checked: &Checked, accounts: &FinalAccounts, settled: &[Key]) -> Vec<Breach> {
    let mut found = Vec::new();
    for slot in slots(checked) {
        slot_breach(checked, accounts, &slot, settled, &mut found);
    }
    stated_twice(checked, accounts, settled, &mut found);
    super::identities::breaches(checked, accounts, &mut found);
    found
}

fn slot_breach(checked: &Checked, accounts: &FinalAccounts, slot: &SlotAt, settled: &[Key], found: &mut Vec<Breach>) {
    let Some(value) = slot.slot.value() else { return };
    let env = env(checked, accounts, slot.row);
    let keys = keys(accounts, value, slot.row);
    let is_settled = || keys.iter().any(|key| settled.contains(key));
    let mut cures = Vec::new();
    let finding = match (&slot.slot.kind, slot.held) {
        (SlotKind::Percent { style, .. }, Held::Number(printed)) => {
            let digits = &slot.sentence.paragraph.text()[printed.digits.clone()];
            let stated = (printed.value, digits);
            let verdict = judge(&env, value, stated, *style, half(checked));
            let turned = matches!(verdict, Some(Verdict::Wrong(_))).then(|| turned(checked, &env, slot, stated));
            match turned.flatten() {
                Some((finding, base)) => {
                    cures.extend(keys.last().map(|key| (*key, base)));
                    Some(finding)
                }
                None => verdict.and_then(|verdict| percent(checked, slot, value, verdict)),
            }
        }
        (SlotKind::Amount { style, .. }, Held::Number(printed)) if !is_settled() => {
            change(&env, value, printed.value, *style).map(|(wanted, off)| {
                let message = format!("增减额与两年的数不符：应为 {wanted}");
                let severity = if off <= room(checked, accounts, &keys) { Severity::Hint } else { Severity::Error };
                let mut finding = checked.at(severity, "B104", slot.sentence, slot.range.clone(), message);
                finding.diagnostic =
                    finding.diagnostic.help(format!("改为 {wanted}；若是本年数或上年数写错，改那个数"));
                finding.computed = Some(wanted);
                finding
            })
        }
        (SlotKind::Word { positive, negative, .. }, Held::Word(Some(said))) if !is_settled() => {
            // Equal figures have no direction at all: the rule of conditions speaks of them.
            let wanted = match env.sign(value).filter(|sign| sign != said) {
                Some(Ordering::Greater) => positive.as_deref(),
                Some(Ordering::Less) => negative.as_deref(),
                _ => None,
            };
            // 预算数 may be the budget of the beginning or of the whole year.
            let other =
                names::other_budget(accounts, value, slot.row).is_some_and(|(this, base)| this.cmp(&base) == *said);
            wanted.filter(|_| !other).map(|wanted| direction(checked, slot.sentence, slot.range, wanted))
        }
        _ => None,
    };
    if let Some(mut finding) = finding {
        finding.formula = Some(formula(&env, value));
        // A figure of another sentence may as well be the wrong one.
        let own = slot.sentence.place(slot.sentence.range());
        if matches!(finding.diagnostic.code, "B101" | "B102" | "B103") {
            for place in keys.iter().filter_map(|key| names::place(accounts, *key)) {
                if place.end <= own.start || own.end <= place.start {
                    finding.diagnostic = finding.diagnostic.at(&checked.document.source, place, "由此算出");
                }
            }
        }
        found.push(Breach { finding, keys, cures, place: slot.at });
    }
}

/// Half a unit of the last place in which amounts are printed.
fn half(checked: &Checked) -> Decimal {
    match checked.bound.accounts.unit {
        MoneyUnit::WanYuan => Decimal::new(5, 3),
        MoneyUnit::Yuan => Decimal::new(5, checked.reading.house.style.amount.decimals + 1),
    }
}

fn percent(checked: &Checked, slot: &SlotAt, value: &Expr, verdict: Verdict) -> Option<Finding> {
    let (code, name) = match value.without_abs() {
        Expr::Call(Function::Completion, _) => ("B101", "完成率"),
        Expr::Call(Function::Share, _) => ("B102", "占比"),
        _ => ("B103", "增减幅度"),
    };
    let (severity, code, message, wanted) = match verdict {
        Verdict::Right => return None,
        Verdict::Short(wanted) => {
            (Severity::Warning, "B106", format!("{name}少取了小数位：按本文的位数应为 {wanted}"), wanted)
        }
        Verdict::Cut(wanted) => {
            (Severity::Warning, "B105", format!("{name}截去了尾数，没有四舍五入：应为 {wanted}"), wanted)
        }
        Verdict::Roundable(wanted) => {
            let message = format!("{name}按文中的数算应为 {wanted}；按元计算可能另有尾差");
            (Severity::Hint, "B107", message, wanted)
        }
        Verdict::Wrong(wanted) => (Severity::Error, code, format!("{name}算错了：应为 {wanted}"), wanted),
    };
    let mut finding = checked.at(severity, code, slot.sentence, slot.range.clone(), message);
    finding.diagnostic = finding.diagnostic.help(format!("改为 {wanted}；若是被除数或除数写错，改那个数"));
    finding.computed = Some(wanted);
    Some(finding)
}

/// What a printed change (增减额) should be, if it is not, and by how much it is off.
fn change(env: &Env, value: &Expr, stated: Decimal, style: NumberStyle) -> Option<(String, Decimal)> {
    let Expr::Call(Function::Change, _) = value.without_abs() else { return None };
    let wanted = env.computed(value)?;
    let rounded = amount::round(wanted, style.decimals);
    (rounded.abs() != stated.abs()).then(|| {
        let mut out = String::new();
        amount::print(wanted.abs(), style, &mut out);
        (out, (rounded.abs() - stated.abs()).abs())
    })
}

/// By how much totals that the text does not print may be off, as sums of n parts that it prints rounded: (n + 1) × half
/// a unit of the last place.
fn room(checked: &Checked, accounts: &FinalAccounts, keys: &[Key]) -> Decimal {
    let parts = |key: &Key| {
        let number = key.row.is_none().then(|| accounts.root.numbers.get(key.number)).flatten()?;
        let sum = checked.reference.identities.iter().find(|identity| identity.derives(key.number))?;
        matches!(number, Number::Derived(_)).then(|| sum.parts().count() + 1)
    };
    half(checked) * Decimal::from(keys.iter().filter_map(parts).sum::<usize>())
}

fn direction(checked: &Checked, sentence: &ReadSentence, range: &Range<usize>, wanted: &str) -> Finding {
    let message = format!("方向写反了：按前后的数应为“{wanted}”");
    let mut finding = checked.at(Severity::Error, "B201", sentence, range.clone(), message);
    finding.diagnostic = finding.diagnostic.help(format!("改为“{wanted}”，并核对原因是否说的是这个方向"));
    finding.computed = Some(wanted.to_owned());
    finding
}

/// A change whose percentage is right if it goes the other way: the word is wrong. With it the base that follows.
fn turned(checked: &Checked, env: &Env, slot: &SlotAt, (stated, _): (Decimal, &str)) -> Option<(Finding, Decimal)> {
    let value = slot.slot.value()?;
    let Expr::Call(Function::Rate, sides) = value.without_abs() else { return None };
    let SlotKind::Percent { style, .. } = &slot.slot.kind else { return None };
    let (change, base) = env.ratio(value.without_abs())?;
    let other = base.checked_add(change)?.checked_add(change)?;
    let mut printed = String::new();
    let fits = amount::print_ratio(change.abs(), other.abs(), *style, &mut printed)
        && Decimal::from_str_exact(&printed).is_ok_and(|printed| printed == stated.abs());
    let word = slot.sentence.read.steps.iter().find_map(|step| match step {
        Step::Slot { slot: word, range, held: Held::Word(Some(_)), .. } => match (&word.kind, word.value()) {
            (SlotKind::Word { positive, negative, .. }, Some(Expr::Call(Function::Change, same))) if same == sides => {
                let wanted = if change > Decimal::ZERO { negative } else { positive };
                Some((range, wanted.as_deref()?))
            }
            _ => None,
        },
        _ => None,
    });
    let (range, wanted) = word.filter(|_| fits)?;
    Some((direction(checked, slot.sentence, range, wanted), other))
}

/// The formula with the values put in.
pub(super) fn formula(env: &Env, value: &Expr) -> String {
    match env.ratio(value) {
        Some((part, whole)) => format!("{} ÷ {}", part.normalize(), whole.normalize()),
        None => match value.without_abs() {
            Expr::Call(Function::Change, sides) => {
                let side = |expr| env.computed(expr).map_or_else(String::new, |value| value.normalize().to_string());
                format!("{} − {}", side(&sides[0]), side(&sides[1]))
            }
            _ => String::new(),
        },
    }
}

/// The same figure with two values.
fn stated_twice(checked: &Checked, accounts: &FinalAccounts, settled: &[Key], found: &mut Vec<Breach>) {
    let bound = checked.bound;
    let open = bound.statements.iter().filter(|statement| !settled.contains(&statement.key));
    for statement in open.filter(|statement| !statement.derived) {
        let Some(value) = number(accounts, statement.key) else { continue };
        if value == statement.value {
            continue;
        }
        let sentence = &checked.reading.sentences[statement.sentence];
        let Step::Slot { range, .. } = &sentence.read.steps[statement.step] else { continue };
        let name = names::name(accounts, statement.key);
        let message = format!("同一个数前后不一：{name}这里是 {}，别处是 {}", statement.value, value.normalize());
        let mut finding = checked.at(Severity::Error, "B401", sentence, range.clone(), message);
        if let Some(place) = names::place(accounts, statement.key) {
            finding.diagnostic = finding.diagnostic.at(&checked.document.source, place, "别处写在这里");
        }
        finding.diagnostic = finding.diagnostic.help("对照决算表，改成一样的数");
        finding.computed = Some(value.normalize().to_string());
        found.push(Breach {
            finding,
            keys: vec![statement.key],
            cures: vec![(statement.key, statement.value)],
            place: (statement.sentence, statement.step),
        });
    }
}

/// The value of a figure.
pub(super) fn number(accounts: &FinalAccounts, key: Key) -> Option<Decimal> {
    match key.row {
        Some((group, row)) => accounts.groups.get(group)?.get(row)?.numbers.get(key.number)?.value(),
        None => accounts.root.numbers.get(key.number)?.value(),
    }
}
