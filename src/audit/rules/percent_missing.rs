//! W302: a percentage without its sign (漏百分号).

use crate::{
    audit::{
        Finding,
        printed_number::numbers,
        text::{Text, tail},
        words::ends,
    },
    diagnostic::Diagnostic,
};

pub fn check(text: &Text, found: &mut Vec<Finding>) {
    for line in text.prose() {
        for number in numbers(line.text(), text.words) {
            let rest = &line.text()[number.range.end..];
            let stops = rest.is_empty() || rest.starts_with(['，', '。', '；', '、', '）']);
            // 各增长1.2、3.4%: the sign comes once, at the end.
            let shared = rest.trim_start_matches(['，', '、']).starts_with(|c: char| c.is_ascii_digit());
            if number.money.is_some() || number.percent || !stops || shared {
                continue;
            }
            let before = tail(line.text(), number.range.start, 20);
            let clause = before.rsplit(['，', '。', '；', '：', '、']).next().unwrap_or(before);
            // 完成年初预算的95, 占本年支出合计的100.
            let share = clause
                .strip_suffix('的')
                .is_some_and(|clause| text.words.before_share.iter().any(|word| clause.contains(word.as_str())));
            if !share && ends(clause, &text.words.before_percent).is_none() {
                continue;
            }
            let message =
                format!("“{}{}”漏了“%”", ends(clause, &text.words.before_percent).unwrap_or("的"), number.digits);
            let diagnostic = line.at(Diagnostic::warning("W302", message), number.range.clone(), "");
            let mut finding = Finding::new(diagnostic.help("在数字后面加“%”"));
            finding.stated = Some(number.digits.to_owned());
            found.push(finding);
        }
    }
}
