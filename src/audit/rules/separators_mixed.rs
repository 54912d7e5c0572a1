//! W304: thousands separators on some amounts only (千分位不一).

use crate::{
    audit::{
        Finding,
        printed_number::{Number, numbers},
        text::{Line, Text},
    },
    diagnostic::Diagnostic,
};

pub fn check(text: &Text, found: &mut Vec<Finding>) {
    let amounts =
        text.prose().flat_map(|line| numbers(line.text(), text.words).into_iter().map(move |number| (line, number)));
    let large = |number: &Number| number.digits.split('.').next().is_some_and(|whole| whole.len() > 3);
    let (with, without): (Vec<(&Line, Number)>, Vec<_>) = amounts
        .filter(|(_, number)| number.money.is_some() && large(number))
        .partition(|(_, number)| number.digits.contains(','));
    if with.is_empty() || without.is_empty() {
        return;
    }
    let (few, word) = if with.len() <= without.len() { (with, "用了") } else { (without, "没有用") };
    let message = format!("有 {} 处金额{word}千分位逗号，其余相反，第一处是“{}”", few.len(), few[0].1.digits);
    let mut diagnostic = Diagnostic::hint("W304", message);
    for (line, number) in few {
        diagnostic = line.at(diagnostic, number.range, "");
    }
    found.push(Finding::new(diagnostic.help("全文统一：都用或都不用千分位逗号")));
}
