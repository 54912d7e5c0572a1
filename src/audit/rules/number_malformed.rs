//! W306: digits that are no number (数字写坏).

use crate::{
    audit::{
        Finding,
        printed_number::{Number, numbers},
        text::Text,
    },
    diagnostic::Diagnostic,
};

pub fn check(text: &Text, found: &mut Vec<Finding>) {
    for line in text.prose() {
        for number in numbers(line.text(), text.words).iter().filter(|number| is_malformed(number)) {
            let range = number.range.start..number.end;
            let diagnostic = Diagnostic::error("W306", format!("“{}”不是一个数", number.digits));
            let mut finding = Finding::new(line.at(diagnostic, range, "").help("核对数字，改正小数点和逗号"));
            finding.stated = Some(number.digits.to_owned());
            found.push(finding);
        }
    }
}

fn is_malformed(number: &Number) -> bool {
    let digits = number.digits;
    if ["..", ".,", ",.", ",,"].iter().any(|pair| digits.contains(pair)) {
        return true;
    }
    // 2023.12.31 and 1,2 are other things, but no amounts.
    if number.money.is_none() && !number.percent {
        return false;
    }
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, "0"));
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    let grouped = whole.contains(',');
    let fits = groups.all(|group| group.len() == 3) && (!grouped || (1..=3).contains(&first.len()));
    let zero = first.len() > 1 && first.starts_with('0');
    !fits || zero || decimals.is_empty() || decimals.contains([',', '.'])
}
