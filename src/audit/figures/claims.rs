//! What a text claims about its figures (所称): recomputed percentages, changes, directions, figures stated twice,
//! identities; each claim that does not hold names the figures it hangs on.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::{
    percent::{Verdict, judge},
    walk::{SlotAt, env, keys, slots},
};
use crate::{
    audit::{Checked, Finding},
    diagnostic::Severity,
    figures::{Expr, FinalAccounts, Function, MoneyUnit, NumberStyle, amount},
    phrase::{SlotKind, scan::Held},
    report::binding::Key,
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

/// Everything claimed that does not hold if the figures are these.
pub(super) fn breaches(checked: &Checked, accounts: &FinalAccounts) -> Vec<Breach> {
    let mut found = Vec::new();
    for slot in slots(checked) {
        slot_breach(checked, accounts, &slot, &mut found);
    }
    stated_twice(checked, accounts, &mut found);
    super::identities::breaches(checked, accounts, &mut found);
    found
}

fn slot_breach(checked: &Checked, accounts: &FinalAccounts, slot: &SlotAt, found: &mut Vec<Breach>) {
    let Some(value) = slot.slot.value() else { return };
    let env = env(checked, accounts, slot.row);
    let finding = match (&slot.slot.kind, slot.held) {
        (SlotKind::Percent { style, .. }, Held::Number(printed)) => {
            let digits = &slot.sentence.paragraph.text()[printed.digits.clone()];
            judge(&env, value, (printed.value, digits), *style, half(checked))
                .and_then(|verdict| percent(checked, slot, value, verdict))
        }
        (SlotKind::Amount { style, .. }, Held::Number(printed)) => {
            change(&env, value, printed.value, *style).map(|wanted| {
                let message = format!("增减额与两年的数不符：应为 {wanted}");
                let mut finding = checked.at(Severity::Error, "B104", slot.sentence, slot.range.clone(), message);
                finding.computed = Some(wanted);
                finding
            })
        }
        (SlotKind::Word { positive, negative, .. }, Held::Word(Some(said))) => {
            // Equal figures have no direction at all: the rule of conditions speaks of them.
            let wanted = match env.sign(value).filter(|sign| sign != said) {
                Some(Ordering::Greater) => positive.as_deref(),
                Some(Ordering::Less) => negative.as_deref(),
                _ => None,
            };
            wanted.map(|wanted| direction(checked, slot, wanted))
        }
        _ => None,
    };
    if let Some(mut finding) = finding {
        finding.formula = Some(formula(&env, value));
        let keys = keys(accounts, value, slot.row);
        let place = slot.at;
        found.push(Breach { finding, keys, cures: Vec::new(), place });
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
    let (code, name) = match inner(value) {
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

fn inner(value: &Expr) -> &Expr {
    match value {
        Expr::Call(Function::Abs, inner) => &inner[0],
        other => other,
    }
}

/// What a printed change (增减额) should be, if it is not.
fn change(env: &crate::figures::Env, value: &Expr, stated: Decimal, style: NumberStyle) -> Option<String> {
    let Expr::Call(Function::Change, _) = inner(value) else { return None };
    let wanted = env.computed(value)?;
    let rounded = amount::round(wanted, style.decimals);
    (rounded.abs() != stated.abs()).then(|| {
        let mut out = String::new();
        amount::print(wanted.abs(), style, &mut out);
        out
    })
}

fn direction(checked: &Checked, slot: &SlotAt, wanted: &str) -> Finding {
    let message = format!("方向写反了：按前后的数应为“{wanted}”");
    let mut finding = checked.at(Severity::Error, "B201", slot.sentence, slot.range.clone(), message);
    finding.diagnostic = finding.diagnostic.help(format!("改为“{wanted}”，并核对原因是否说的是这个方向"));
    finding.computed = Some(wanted.to_owned());
    finding
}

/// The formula with the values put in.
pub(super) fn formula(env: &crate::figures::Env, value: &Expr) -> String {
    match env.ratio(value) {
        Some((part, whole)) => format!("{} ÷ {}", part.normalize(), whole.normalize()),
        None => match inner(value) {
            Expr::Call(Function::Change, sides) => {
                let side = |expr| env.computed(expr).map_or_else(String::new, |value| value.normalize().to_string());
                format!("{} − {}", side(&sides[0]), side(&sides[1]))
            }
            _ => String::new(),
        },
    }
}

/// The same figure with two values.
fn stated_twice(checked: &Checked, accounts: &FinalAccounts, found: &mut Vec<Breach>) {
    let bound = checked.bound;
    for statement in bound.statements.iter().filter(|statement| !statement.derived) {
        let Some(value) = number(accounts, statement.key) else { continue };
        if value == statement.value {
            continue;
        }
        let sentence = &checked.reading.sentences[statement.sentence];
        let crate::phrase::read::Step::Slot { range, .. } = &sentence.read.steps[statement.step] else { continue };
        let name = super::names::name(accounts, statement.key);
        let message = format!("同一个数前后不一：{name}这里是 {}，别处是 {}", statement.value, value.normalize());
        let mut finding = checked.at(Severity::Error, "B401", sentence, range.clone(), message);
        if let Some(place) = super::names::place(accounts, statement.key) {
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
