//! The figures as sentences use them (印出口径): in the house's unit, rounded if it computes from printed figures.

use std::borrow::Cow;

use rust_decimal::Decimal;

use crate::{
    figures::{FinalAccounts, Kind, MoneyUnit, Record, Shape, amount::round},
    phrase::{ComputeFrom, Style},
};

/// What an amount of the file is multiplied by to stand in the house's unit; exact either way.
pub(super) fn unit_factor(accounts: &FinalAccounts, style: &Style) -> Decimal {
    match (accounts.unit, style.unit.as_str()) {
        (MoneyUnit::Yuan, "万元") => Decimal::new(1, 4),
        (MoneyUnit::WanYuan, "元") => Decimal::from(10_000),
        _ => Decimal::ONE,
    }
}

/// Bring figures into the house's unit; 元 -> 万元 is exact, rounding happens only if the house computes from the
/// printed figures. Figures that need neither are not copied.
pub fn printed<'a>(accounts: &'a FinalAccounts, style: &Style) -> Cow<'a, FinalAccounts> {
    let factor = unit_factor(accounts, style);
    let decimals = (style.compute_from == ComputeFrom::Printed).then_some(style.amount.decimals);
    let long = |record: &Record| {
        decimals.is_some_and(|decimals| {
            record.numbers.iter().any(|number| number.value().is_some_and(|value| value.scale() > decimals))
        })
    };
    let untouched = factor == Decimal::ONE && !long(&accounts.root) && !accounts.groups.iter().flatten().any(long);
    if untouched {
        return Cow::Borrowed(accounts);
    }
    let convert = |value: Decimal| {
        let value = value * factor;
        decimals.map_or(value, |decimals| round(value, decimals))
    };
    let mut printed = accounts.clone();
    let record = |record: &mut Record, shape: &Shape| {
        for (number, def) in record.numbers.iter_mut().zip(&shape.numbers) {
            if accounts.catalogue.concepts[def.concept].kind == Kind::Amount {
                *number = number.map(convert);
            }
        }
    };
    record(&mut printed.root, &accounts.catalogue.root);
    for (rows, group) in printed.groups.iter_mut().zip(&accounts.catalogue.groups) {
        for row in rows {
            record(row, &group.shape);
        }
    }
    Cow::Owned(printed)
}
