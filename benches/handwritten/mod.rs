//! The seed's part three written by hand (手写对照): what the engine's speed is measured against.
//!
//! Direct code as a careful engineer would write it for this one wording: exact decimals, every direction a figure can
//! move in, reasons that may be missing, one string that grows. It knows no phrasebook, records no spans, and another
//! house's wording would be another program. Its figures are printed either by rust_decimal alone, as one would write it
//! without this crate, or by this crate's own printer, which is the harder thing to be measured against.

mod budget;
pub mod figures;
mod other;
mod sangong;
mod totals;

pub use figures::Figures;

use std::{
    fmt::Write,
    sync::atomic::{AtomicBool, Ordering},
};

use juesuan::figures::{
    NumberStyle,
    amount::{print, print_percent},
};
use rust_decimal::{Decimal, RoundingStrategy};

/// Print figures by rust_decimal alone, not by the crate's printer.
pub static PLAIN: AtomicBool = AtomicBool::new(false);

const AMOUNT: NumberStyle = NumberStyle { decimals: 2, trim: true, thousands: false };
const PERCENT: NumberStyle = NumberStyle { decimals: 1, trim: true, thousands: false };
const COUNT: NumberStyle = NumberStyle { decimals: 0, trim: true, thousands: false };

/// Write the whole report (情况说明).
pub fn report(figures: &Figures) -> String {
    let mut out = String::with_capacity(16 * 1024);
    out.push_str("第三部分 ");
    out.push_str(&figures.year);
    out.push_str("年度部门决算情况说明\n");
    totals::write(figures, &mut out);
    budget::write(figures, &mut out);
    sangong::write(figures, &mut out);
    other::write(figures, &mut out);
    out
}

/// Round and trim as rust_decimal does it; false where the crate's printer is to print.
fn plain(out: &mut String, value: Decimal, decimals: u32) -> bool {
    if !PLAIN.load(Ordering::Relaxed) {
        return false;
    }
    let mut decimals = decimals;
    let mut rounded = value.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero);
    while rounded.is_zero() && !value.is_zero() && decimals < 6 {
        decimals += 1;
        rounded = value.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero);
    }
    let _ = write!(out, "{}", rounded.normalize());
    true
}

/// 593.32万元
fn amount(out: &mut String, value: Decimal) {
    if !plain(out, value, AMOUNT.decimals) {
        print(value, AMOUNT, out);
    }
    out.push_str("万元");
}

/// A whole number.
fn count(out: &mut String, value: Decimal) {
    if !plain(out, value, COUNT.decimals) {
        print(value, COUNT, out);
    }
}

/// 77.7%, or nothing where there is no whole.
fn percent(out: &mut String, part: Decimal, whole: Decimal) {
    if let Some(ratio) = part.checked_div(whole) {
        if !plain(out, ratio * Decimal::ONE_HUNDRED, PERCENT.decimals) {
            print_percent(ratio, PERCENT, out);
        }
        out.push('%');
    }
}

/// ，占75%
fn share(out: &mut String, part: Decimal, whole: Decimal) {
    if part > Decimal::ZERO && whole > Decimal::ZERO {
        out.push_str("，占");
        percent(out, part, whole);
    }
}

/// 减少122.05万元，下降17.1%
fn change(out: &mut String, this: Decimal, base: Decimal) {
    change_in(out, this, base, "下降", "支出");
}

fn change_in(out: &mut String, this: Decimal, base: Decimal, down: &str, what: &str) {
    if this == base {
        out.push_str("持平");
        return;
    }
    let difference = this - base;
    let rises = difference > Decimal::ZERO;
    out.push_str(if rises { "增加" } else { "减少" });
    amount(out, difference.abs());
    if base.is_zero() {
        out.push_str("（上年无");
        out.push_str(what);
        out.push('）');
    } else if this >= Decimal::ZERO && base > Decimal::ZERO {
        out.push_str(if rises { "，增长" } else { "，" });
        if !rises {
            out.push_str(down);
        }
        percent(out, difference.abs(), base);
    }
}

/// The officer's words, or what is still to be written.
fn reason(out: &mut String, reason: Option<&str>) {
    out.push_str(reason.unwrap_or("【待补充：主要原因】"));
}

/// Parts with their amounts and shares, those that are zero left out.
fn parts(out: &mut String, parts: &[figures::Part], whole: Decimal) {
    let mut first = true;
    for part in parts.iter().filter(|part| !part.amount.is_zero()) {
        if !first {
            out.push('；');
        }
        first = false;
        out.push_str(&part.name);
        amount(out, part.amount);
        share(out, part.amount, whole);
    }
}
