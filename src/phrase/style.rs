//! What a house decides for all its sentences (样式): decimals, units, placeholders, customary names.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::Deserialize;

use crate::figures::{NumberStyle, amount, parse_amount};

/// What changes and percentages are computed from (计算口径).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ComputeFrom {
    /// The figures as printed, so that a reader with a calculator gets the same answer.
    #[default]
    Printed,
    /// The figures as typed, in 元 or with more places.
    Exact,
}

/// The settings of a book, complete.
#[derive(Clone, Debug)]
pub struct Style {
    /// What changes and percentages are computed from.
    pub compute_from: ComputeFrom,
    /// The unit printed after amounts, 万元 or 元.
    pub unit: String,
    /// How amounts are printed.
    pub amount: NumberStyle,
    /// How percentages are printed.
    pub percent: NumberStyle,
    /// What stands before and after the words of a placeholder.
    pub missing: (String, String),
    /// From which difference on a reason is asked for, in the printed unit.
    pub threshold_amount: Decimal,
    /// From which ratio on a reason is asked for.
    pub threshold_rate: Decimal,
    /// Customary short names of accounts by code.
    pub account_names: BTreeMap<String, String>,
}

impl Default for Style {
    fn default() -> Style {
        Style {
            compute_from: ComputeFrom::Printed,
            unit: "万元".to_owned(),
            amount: NumberStyle { decimals: 2, trim: false, thousands: false },
            percent: NumberStyle { decimals: 2, trim: false, thousands: false },
            missing: ("【待补充：".to_owned(), "】".to_owned()),
            threshold_amount: Decimal::ZERO,
            threshold_rate: Decimal::ZERO,
            account_names: BTreeMap::new(),
        }
    }
}

/// `style:` of a `book.yaml`; what is left out stays as in the parent book.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StyleEntry {
    #[serde(default)]
    compute_from: Option<ComputeFrom>,
    #[serde(default)]
    unit: Option<String>,
    #[serde(default)]
    amount: Option<NumberEntry>,
    #[serde(default)]
    percent: Option<NumberEntry>,
    #[serde(default)]
    missing: Option<String>,
    #[serde(default)]
    reason_threshold: Option<ThresholdEntry>,
    #[serde(default)]
    account_names: BTreeMap<String, String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct NumberEntry {
    #[serde(default)]
    decimals: Option<u32>,
    #[serde(default)]
    trim: Option<bool>,
    #[serde(default)]
    thousands: Option<bool>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ThresholdEntry {
    #[serde(default)]
    amount: Option<String>,
    #[serde(default)]
    percent: Option<String>,
}

/// More places than an amount can have mean nothing.
pub(super) const MOST_DECIMALS: u32 = amount::MOST_DECIMALS as u32;

impl Style {
    /// Change what an entry gives; the fault says what cannot be.
    pub fn apply(&mut self, entry: StyleEntry) -> Result<(), String> {
        if let Some(compute_from) = entry.compute_from {
            self.compute_from = compute_from;
        }
        if let Some(unit) = entry.unit {
            if unit != "万元" && unit != "元" {
                return Err(format!("unit 只能是 万元 或 元，不能是 {unit}"));
            }
            self.unit = unit;
        }
        number(&mut self.amount, entry.amount)?;
        number(&mut self.percent, entry.percent)?;
        if let Some(missing) = entry.missing {
            let (before, after) =
                missing.split_once("{}").ok_or("missing 里要有 {}，表示待补充的内容，如 【待补充：{}】")?;
            if before.is_empty() || after.is_empty() {
                return Err("missing 的 {} 前后都要有文字，否则占位看不出来".to_owned());
            }
            self.missing = (before.to_owned(), after.to_owned());
        }
        if let Some(threshold) = entry.reason_threshold {
            let read = |text: &str| {
                parse_amount(text)
                    .ok()
                    .filter(|value| !value.is_sign_negative())
                    .ok_or(format!("界限 {text} 应是不小于 0 的数"))
            };
            if let Some(amount) = threshold.amount {
                self.threshold_amount = read(&amount)?;
            }
            if let Some(percent) = threshold.percent {
                self.threshold_rate = read(&percent)? / Decimal::ONE_HUNDRED;
            }
        }
        self.account_names.extend(entry.account_names);
        Ok(())
    }
}

fn number(style: &mut NumberStyle, entry: Option<NumberEntry>) -> Result<(), String> {
    let Some(entry) = entry else { return Ok(()) };
    if let Some(decimals) = entry.decimals {
        if decimals > MOST_DECIMALS {
            return Err(format!("decimals 最多 {MOST_DECIMALS} 位"));
        }
        style.decimals = decimals;
    }
    style.trim = entry.trim.unwrap_or(style.trim);
    style.thousands = entry.thousands.unwrap_or(style.thousands);
    Ok(())
}
