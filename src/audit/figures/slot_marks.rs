//! W201, W301, W302 where a phrase knows what belongs: the year of the report, the unit of an amount, the sign of a
//! percentage.

use super::walk::{SlotAt, slots};
use crate::{
    audit::{Checked, Finding},
    diagnostic::Severity,
    phrase::{SlotKind, scan::Held},
};

pub fn check(checked: &Checked, found: &mut Vec<Finding>) {
    let year = checked.figures.map_or(checked.bound.accounts.year, |figures| figures.year);
    let bare = |slot: &SlotAt| matches!(slot.held, Held::Number(printed) if !printed.unit);
    let money = |slot: &SlotAt| matches!(slot.slot.kind, SlotKind::Amount { .. });
    let amounts = slots(checked).filter(money).count();
    // A text that is in another unit throughout is not one that has slipped.
    let slipped = slots(checked).filter(|slot| money(slot) && bare(slot)).count() * 2 < amounts;
    for slot in slots(checked) {
        let told = match (&slot.slot.kind, slot.held) {
            (SlotKind::Year { offset }, Held::Year(stated)) if year > 0 && stated.saturating_add(*offset) != year => {
                let right = year - offset;
                let message = format!("{year}年度的报告，这里却是{stated}年");
                Some((Severity::Error, "W201", message, format!("改为{right}；报告不是{year}年度的，改标题")))
            }
            (SlotKind::Amount { unit, .. }, _) if slipped && bare(&slot) => {
                let message = format!("这里的金额以“{unit}”为单位，没有写或者写的是别的");
                Some((Severity::Warning, "W301", message, format!("核对金额，写明“{unit}”")))
            }
            (SlotKind::Percent { .. }, _) if bare(&slot) => {
                Some((Severity::Warning, "W302", "漏了“%”".to_owned(), "在数字后面加“%”".to_owned()))
            }
            _ => None,
        };
        if let Some((severity, code, message, help)) = told {
            let mut finding = checked.at(severity, code, slot.sentence, slot.range.clone(), message);
            finding.diagnostic = finding.diagnostic.help(help);
            found.push(finding);
        }
    }
}
