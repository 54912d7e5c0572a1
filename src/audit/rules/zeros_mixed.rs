//! W305: nothing written in several ways (零的写法不一).

use std::collections::BTreeMap;

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
    let zeros: Vec<(&Line, Number)> =
        amounts.filter(|(_, number)| number.money.is_some() && number.is_zero()).collect();
    let form = |number: &Number| format!("{}{}", number.digits, number.money.unwrap_or_default());
    let mut forms: BTreeMap<String, usize> = BTreeMap::new();
    zeros.iter().for_each(|(_, number)| *forms.entry(form(number)).or_default() += 1);
    let Some(most) = forms.keys().rev().max_by_key(|known| forms[*known]).filter(|_| forms.len() > 1) else { return };
    let odd: Vec<_> = zeros.iter().filter(|(_, number)| form(number) != *most).collect();
    let message = format!("零多写作“{}”，有 {} 处不同，第一处是“{}”", most, odd.len(), form(&odd[0].1));
    let mut diagnostic = Diagnostic::hint("W305", message);
    for (line, number) in odd {
        diagnostic = line.at(diagnostic, number.range.start..number.end, "");
    }
    found.push(Finding::new(diagnostic.help("全文统一零的写法")));
}
