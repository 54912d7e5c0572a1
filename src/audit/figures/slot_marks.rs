//! B108, W201, W301, W302 where a phrase knows what belongs: the year of the report, the unit and the decimals of an
//! amount, the sign of a percentage.

use super::walk::{SlotAt, slots};
use crate::{
    audit::{Checked, Finding},
    diagnostic::Severity,
    phrase::{SlotKind, scan::Held},
};

/// Decimals say something where so many amounts have them as the house does to one that has not.
const OFTEN: usize = 10;

pub fn check(checked: &Checked, found: &mut Vec<Finding>) {
    let year = checked.figures.map_or(checked.bound.accounts.year, |figures| figures.year);
    let bare = |slot: &SlotAt| matches!(slot.held, Held::Number(printed) if !printed.unit);
    let money = |slot: &SlotAt| matches!(slot.slot.kind, SlotKind::Amount { .. });
    let amounts = slots(checked).filter(money).count();
    // A text that is in another unit throughout is not one that has slipped.
    let slipped = slots(checked).filter(|slot| money(slot) && bare(slot)).count() * 2 < amounts;
    let uneven = |slot: &SlotAt| money(slot) && is_uneven(slot);
    let even = slots(checked).filter(uneven).count() * OFTEN < amounts;
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
            (SlotKind::Amount { style, .. }, _) if even && is_uneven(&slot) => {
                let message = format!("全文金额保留 {} 位小数，这里不是", style.decimals);
                Some((Severity::Warning, "B108", message, "对照决算表核对这个数，小数点有没有错位".to_owned()))
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

/// Has the amount other decimals than the house prints?
fn is_uneven(slot: &SlotAt) -> bool {
    let (SlotKind::Amount { style, .. }, Held::Number(printed)) = (&slot.slot.kind, slot.held) else { return false };
    let digits = &slot.sentence.paragraph.text()[printed.digits.clone()];
    let decimals = digits.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let most = style.decimals as usize;
    decimals > most || !style.trim && decimals < most && !printed.value.is_zero()
}
