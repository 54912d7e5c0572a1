//! W303: percentages with more or fewer decimals than the rest (小数位数不一).

use crate::{
    audit::{
        Finding,
        printed_number::{Number, numbers},
        text::{Line, Text},
    },
    diagnostic::Diagnostic,
};

/// Fewer percentages do not show a custom.
const ENOUGH: usize = 5;

pub fn check(text: &Text, found: &mut Vec<Finding>) {
    let rates: Vec<(&Line, Number)> = text
        .prose()
        .filter(|line| !line.free)
        .flat_map(|line| rates(line, text).into_iter().map(move |rate| (line, rate)))
        .collect();
    let Some(usual) = usual(&rates).filter(|_| rates.len() >= ENOUGH) else { return };
    let ends_in_zero = |rate: &Number| rate.decimals().len() == usual && rate.decimals().ends_with('0');
    let zeros = rates.iter().filter(|(_, rate)| ends_in_zero(rate)).count();
    let shorter = rates.iter().filter(|(_, rate)| rate.decimals().len() < usual).count();
    let kept = zeros > 0 && zeros >= shorter;
    let odd: Vec<_> = rates
        .iter()
        .filter(|(_, rate)| {
            let decimals = rate.decimals().len();
            // Where zeros at the end are dropped, fewer decimals are no exception.
            let long = decimals > usual && !small(rate, usual) || !kept && ends_in_zero(rate);
            long || decimals < usual && kept
        })
        .collect();
    let Some((_, first)) = odd.first() else { return };
    let message = format!("百分比多为 {usual} 位小数，有 {} 处不同，第一处是“{}%”", odd.len(), first.digits);
    let mut diagnostic = Diagnostic::hint("W303", message);
    for (line, rate) in odd {
        diagnostic = line.at(diagnostic, rate.range.start..rate.end, "");
    }
    found.push(Finding::new(diagnostic.help("全文百分比保留同样的小数位数")));
}

fn rates<'a>(line: &Line<'a>, text: &Text) -> Vec<Number<'a>> {
    let mut found = numbers(line.text(), text.words);
    found.retain(|number| {
        let bound = line.text()[number.end..].starts_with(['以', '左']);
        number.percent && !number.is_zero() && !bound && !line.in_reason(number.range.start)
    });
    found
}

/// The number of decimals that most have, whole percentages aside if any other is there.
fn usual(rates: &[(&Line, Number)]) -> Option<usize> {
    let count = |decimals: usize| rates.iter().filter(|(_, rate)| rate.decimals().len() == decimals).count();
    let longest = rates.iter().map(|(_, rate)| rate.decimals().len()).max()?.min(9);
    (1..=longest).rev().max_by_key(|&decimals| count(decimals)).or(Some(0))
}

/// A percentage that would print as 0 takes more decimals.
fn small(rate: &Number, usual: usize) -> bool {
    let zeros = rate.decimals().chars().take_while(|c| *c == '0').count();
    rate.digits.starts_with("0.") && zeros >= usual
}
