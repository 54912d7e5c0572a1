//! Is a sentence said as its figures want it (说法)? A variant's `when` is a condition to write and an assertion to read.

use crate::{
    audit::{Checked, Finding, figures::walk::BodyAt},
    diagnostic::Severity,
    figures::{Env, Expr, Fact, FinalAccounts, Function, expr::Operator},
    phrase::{Body, Piece, Say, Slot, SlotKind, Variant, read::Step},
    report::{binding::wanted, house::Block},
};

use super::walk::{bodies, env};

/// Bodies whose figures want another variant than the one that was read.
pub(super) fn check(checked: &Checked, found: &mut Vec<Finding>) {
    let accounts = &checked.bound.accounts;
    for body in bodies(checked) {
        let env = env(checked, accounts, body.row);
        let Some(wanted) = wanted(body.body, &env) else { continue };
        if !std::ptr::eq(wanted, body.variant) {
            found.extend(differs(checked, accounts, &body, wanted));
        }
    }
    // What the text does not print the figures know.
    silent(checked, checked.figures.unwrap_or(accounts), found);
}

fn differs(checked: &Checked, accounts: &FinalAccounts, body: &BodyAt, wanted: &Variant) -> Option<Finding> {
    let said = words(body);
    let env = env(checked, accounts, body.row);
    // A ratio to nothing.
    let ratio = slots(body.body, body.variant).find(|slot| {
        matches!(&slot.kind, SlotKind::Percent { value, .. } if base(value).is_some_and(|base| {
            env.computed(base).is_some_and(|base| base.is_zero())
        }))
    });
    if let Some(slot) = ratio {
        let place = body.sentence.read.steps.iter().find_map(|step| match step {
            Step::Slot { slot: other, range, .. } if std::ptr::eq(*other, slot) => Some(range.clone()),
            _ => None,
        });
        let completion = matches!(slot.value().map(Expr::without_abs), Some(Expr::Call(Function::Completion, _)));
        let (message, help) = if completion {
            ("预算为零，没有完成率", "删去完成率；年初没有安排的，写明年初未安排预算")
        } else {
            ("上年为零，没有增减幅度", "删去百分比，写明上年无此项；不能写增长100%")
        };
        let place = place.unwrap_or(said.clone());
        let finding = checked.at(Severity::Warning, "B110", body.sentence, place, message);
        return Some(help_with(finding, help));
    }
    // A note stands where a reason does: 主要是……
    let free = slots(body.body, body.variant).any(|slot| slot.text().is_some()) || gives_reason_read(body);
    // 持平 where the figures differ, whether or not they want a reason as well.
    if says_equal(body.variant) && !is_equal(wanted) && has_figures(wanted) {
        let finding = checked.at(Severity::Error, "B203", body.sentence, said, "写了持平，两数并不相等");
        return Some(help_with(finding, "写明增减额和原因；确实持平的，核对这两个数"));
    }
    match (free, gives_reason(body.body, wanted, &env)) {
        // What was not read of the same paragraph may be the reason; so may what follows a colon (其中：).
        (false, true) if checked.is_whole(body.sentence) && !leads_on(body) => {
            let finding = checked.at(Severity::Warning, "B301", body.sentence, said, "两数不等，没有写原因");
            Some(help_with(finding, "在这里补上原因"))
        }
        (true, false) if is_equal(wanted) && reason(body.body, body.variant) => {
            let finding = checked.at(Severity::Warning, "B302", body.sentence, said, "两数相等，不该有原因");
            Some(help_with(finding, "删去原因，写“持平”；两数本不该相等的，核对这两个数"))
        }
        _ => None,
    }
}

fn help_with(mut finding: Finding, help: &str) -> Finding {
    finding.diagnostic = finding.diagnostic.help(help);
    finding
}

/// The words that a body was read from: up to where the sentence ends if it has none.
fn words(body: &BodyAt) -> std::ops::Range<usize> {
    let ranges = body.sentence.read.steps[body.at.1..].iter();
    // A fragment's own slots come first; the next body's are not its own.
    let own = ranges.filter_map(|step| match step {
        Step::Slot { range, body: other, .. } if std::ptr::eq(*other, body.body) => Some(range.clone()),
        _ => None,
    });
    let own = own.reduce(|a, b| a.start..b.end);
    own.unwrap_or_else(|| {
        let before = body.sentence.read.steps[..body.at.1].iter().rev().find_map(|step| match step {
            Step::Slot { range, .. } => Some(range.clone()),
            _ => None,
        });
        before.unwrap_or(body.sentence.range())
    })
}

fn slots<'b>(body: &'b Body, variant: &'b Variant) -> impl Iterator<Item = &'b Slot> {
    let pieces = match &variant.say {
        Say::Straight(pieces) => pieces.as_slice(),
        Say::Logic(_) => &[],
    };
    pieces.iter().filter_map(|piece| match piece {
        Piece::Slot(index) => body.slots.get(*index),
        Piece::Text(_) => None,
    })
}

fn reason(body: &Body, variant: &Variant) -> bool {
    slots(body, variant).any(|slot| matches!(slot.kind, SlotKind::Reason { .. }))
}

fn has_figures(variant: &Variant) -> bool {
    matches!(&variant.say, Say::Straight(pieces) if pieces.iter().any(|piece| matches!(piece, Piece::Slot(_))))
}

/// Would the variant give a reason, in its own words or in those of a fragment that it uses?
fn gives_reason(body: &Body, variant: &Variant, env: &Env) -> bool {
    slots(body, variant).any(|slot| match &slot.kind {
        SlotKind::Reason { .. } => true,
        SlotKind::Use { body } => wanted(body, env).is_some_and(|variant| gives_reason(body, variant, env)),
        _ => false,
    })
}

/// Does the sentence end with a colon: are its parts, and their reasons, still to come?
fn leads_on(body: &BodyAt) -> bool {
    let range = body.sentence.range();
    body.sentence.paragraph.text()[..range.end].ends_with('：')
}

/// Was a reason read behind the beginning of the body, in whatever fragment?
fn gives_reason_read(body: &BodyAt) -> bool {
    let reason = |slot: &Slot| matches!(slot.kind, SlotKind::Reason { .. });
    body.sentence.read.steps[body.at.1..].iter().any(|step| matches!(step, Step::Slot { slot, .. } if reason(slot)))
}

/// Does the variant say so in words?
fn says_equal(variant: &Variant) -> bool {
    is_equal(variant) && matches!(&variant.say, Say::Straight(pieces) if !pieces.is_empty())
}

/// Is the variant for two figures that are equal?
fn is_equal(variant: &Variant) -> bool {
    fn equal(expr: &Expr) -> bool {
        match expr {
            Expr::Binary(Operator::Equal, left, right) => {
                let fact = |expr: &Expr| matches!(expr, Expr::Fact(Fact::RootNumber(_) | Fact::RowNumber(_)));
                fact(left) && fact(right)
            }
            Expr::Binary(Operator::And, left, right) => equal(left) || equal(right),
            _ => false,
        }
    }
    variant.when.as_ref().is_some_and(|when| equal(when.expr()))
}

/// What a ratio is measured from.
fn base(value: &Expr) -> Option<&Expr> {
    match value.without_abs() {
        Expr::Call(Function::Rate | Function::Completion, sides) => Some(&sides[1]),
        _ => None,
    }
}

/// Sentences that give a reason, where the text has their neighbours and not them.
fn silent(checked: &Checked, accounts: &FinalAccounts, found: &mut Vec<Finding>) {
    let house = checked.reading.house;
    let env = env(checked, accounts, None);
    for (index, section) in house.sections.iter().enumerate() {
        for block in &section.blocks {
            let Block::Paragraph { when, phrases, per_row: false } = block else { continue };
            if when.as_ref().is_some_and(|when| !env.holds(when)) {
                continue;
            }
            let said = |phrase: usize| {
                let body = &house.phrases[phrase].body;
                checked.reading.sentences.iter().filter(move |sentence| {
                    sentence.section == Some(index) && std::ptr::eq(&sentence.read.phrase.body, body)
                })
            };
            let Some(last) = phrases
                .iter()
                // The same words further down are another paragraph's.
                .filter_map(|&phrase| said(phrase).next())
                .max_by_key(|sentence| sentence.place(sentence.range()).start)
            else {
                continue;
            };
            for &phrase in phrases.iter().filter(|&&phrase| said(phrase).next().is_none()) {
                let phrase = &house.phrases[phrase];
                let wanted = wanted(&phrase.body, &env);
                if checked.is_whole(last)
                    && phrase.each.is_none()
                    && wanted.is_some_and(|wanted| gives_reason(&phrase.body, wanted, &env))
                {
                    let finding = checked.at(Severity::Warning, "B301", last, last.range(), "两数不等，没有写原因");
                    found.push(help_with(finding, "在这一句后面补上原因"));
                }
            }
        }
    }
}
