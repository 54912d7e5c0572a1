//! B120: percentages in sentences that no phrase reads (没有读懂的句子里的算术).

use std::ops::Range;

use rust_decimal::Decimal;

use super::unread_shares::shares;
use crate::{
    audit::{
        Checked, Finding,
        printed_number::{Number, numbers},
        text::{is_end, tail},
        words::{ends, words},
    },
    diagnostic::Diagnostic,
    figures::{amount::round, parse_amount},
};

/// What stands before a number is looked for so far back.
pub(super) const BEFORE: usize = 12;

pub fn check(checked: &Checked, found: &mut Vec<Finding>) {
    for unread in &checked.reading.unread {
        let text = unread.paragraph.text();
        let mut start = unread.range.start;
        for sentence in text[unread.range.clone()].split_inclusive(is_end) {
            let numbers = numbers(sentence, words());
            let pairs = completion(sentence, &numbers).into_iter().chain(change(sentence, &numbers));
            for wrong in pairs.chain(shares(sentence, &numbers)) {
                let place = start + wrong.range.start..start + wrong.range.end;
                let message = format!("按这句里的数算是 {}%，写的是 {}%", wrong.right, wrong.stated);
                let place = unread.paragraph.place(place);
                let mut error = Diagnostic::error("B120", message);
                if wrong.close {
                    error = Diagnostic::hint("B120", error.message);
                }
                let mut finding = Finding::new(
                    error.at(&checked.document.source, place, "").help("重算百分比，或者核对这句里的金额"),
                );
                (finding.stated, finding.computed) = (Some(wrong.stated.to_string()), Some(wrong.right.to_string()));
                found.push(finding);
            }
            start += sentence.len();
        }
    }
}

/// A percentage that does not fit.
pub(super) struct Wrong {
    pub(super) range: Range<usize>,
    stated: Decimal,
    pub(super) right: Decimal,
    /// The last digit only: cut off, or figures rounded before.
    close: bool,
}

/// 年初预算…X万元，支出决算…Y万元，完成…Z%.
fn completion(sentence: &str, numbers: &[Number]) -> Option<Wrong> {
    let [budget, accounts, rate] = numbers else { return None };
    let before = |number: &Number, list: &[String]| {
        let before = tail(sentence, number.range.start, BEFORE);
        list.iter().any(|word| before.contains(word.as_str()))
    };
    let fits = budget.money.is_some() && budget.money == accounts.money && rate.percent;
    let named = before(budget, &words().sum_budget)
        && before(accounts, &words().sum_final)
        && before(rate, &words().sum_completion);
    (fits && named).then(|| compare(value(accounts)?, value(budget)?, rate))?
}

/// X万元，比上年增加D万元，增长P%.
fn change(sentence: &str, numbers: &[Number]) -> Option<Wrong> {
    let [this, amount, rate] = numbers.iter().filter(|n| n.money.is_some() || n.percent).collect::<Vec<_>>()[..] else {
        return None;
    };
    let led = |number: &Number, list: &[String]| ends(&sentence[..number.range.start], list).is_some();
    let fits = this.money.is_some() && this.money == amount.money && rate.percent;
    let compares = words().sum_than.iter().any(|word| sentence[this.end..amount.range.start].contains(word.as_str()));
    let rise = led(amount, &words().rise) && led(rate, &words().rise);
    let fall = led(amount, &words().fall) && led(rate, &words().fall);
    if !(fits && compares && (rise || fall)) {
        return None;
    }
    let (this, moved) = (value(this)?, value(amount)?);
    compare(moved, if rise { this - moved } else { this + moved }, rate)
}

pub(super) fn value(number: &Number) -> Option<Decimal> {
    parse_amount(&number.digits.replace(',', "")).ok()
}

/// Hold a percentage against part and whole, each of them rounded to the cent.
pub(super) fn compare(part: Decimal, whole: Decimal, rate: &Number) -> Option<Wrong> {
    let stated = value(rate)?;
    let half = Decimal::new(5, 3);
    if part < Decimal::ZERO || whole <= half {
        return None;
    }
    let exact = part.checked_div(whole)?.checked_mul(Decimal::ONE_HUNDRED)?;
    let decimals = rate.decimals().len() as u32;
    let right = round(exact, decimals);
    if right == stated {
        return None;
    }
    let slack = (half * Decimal::ONE_HUNDRED + exact * half) / (whole - half);
    let close = (exact - stated).abs() <= slack + Decimal::new(1, decimals);
    Some(Wrong { range: rate.range.start..rate.end, stated, right, close })
}
