//! W301: an amount without its unit, or in another unit than the rest (单位缺漏).

use crate::{
    audit::{
        Finding,
        printed_number::{Number, numbers},
        text::{Line, Text, head, tail},
        words::ends,
    },
    diagnostic::Diagnostic,
};

/// A unit is the report's own where it stands this many times as often as the others together.
const OFTEN: usize = 10;

pub fn check(text: &Text, found: &mut Vec<Finding>) {
    let mut units: Vec<(&Line, Number)> = Vec::new();
    for line in text.prose() {
        for number in numbers(line.text(), text.words) {
            if let Some(range) = bare(line, &number, text) {
                let words = &line.text()[range.clone()];
                let diagnostic = Diagnostic::warning("W301", format!("金额“{words}”没有写全单位"));
                found.push(Finding::new(line.at(diagnostic, range, "").help("补上单位，如“万元”")));
            } else if number.money.is_some() && counts(line, &number, text) {
                units.push((line, number));
            }
        }
    }
    let Some(usual) = usual(&units) else { return };
    for (line, number) in units.iter().filter(|(_, number)| number.money != Some(usual)) {
        let words = &line.text()[number.range.start..number.end];
        let diagnostic = Diagnostic::warning("W301", format!("全文金额以“{usual}”为单位，这里是“{words}”"));
        let diagnostic = line.at(diagnostic, number.range.start..number.end, "");
        found.push(Finding::new(diagnostic.help(format!("核对金额，改为以“{usual}”为单位"))));
    }
}

/// 支出决算为37.71， and 0.40万（
fn bare(line: &Line, number: &Number, text: &Text) -> Option<std::ops::Range<usize>> {
    if number.money.is_some() || number.percent || line.free {
        return None;
    }
    let stops = |rest: &str| rest.is_empty() || rest.starts_with(['，', '。', '；', '、', '（', '）']);
    // 各为1.2、3.4万元: the unit comes once, at the end.
    let shared = |rest: &str| rest.trim_start_matches(['，', '、']).starts_with(|c: char| c.is_ascii_digit());
    let rest = head(line.text(), number.range.end, 2);
    if rest.strip_prefix('万').is_some_and(stops) {
        return Some(number.range.start..number.range.end + '万'.len_utf8());
    }
    // A whole number of so many digits is the code of an account, never money.
    let digits = &line.text()[number.range.clone()];
    if rest.starts_with('（') && digits.len() >= 3 && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let money = ends(tail(line.text(), number.range.start, 6), &text.words.before_amount).is_some();
    (stops(rest) && !shared(rest) && money).then(|| number.range.clone())
}

/// Is it an amount of the accounts, not one of free text?
fn counts(line: &Line, number: &Number, text: &Text) -> bool {
    let before = tail(line.text(), number.range.start, 6);
    let per = line.text()[number.end..].starts_with(['/', '每']);
    let other = text.words.other_money.iter().any(|word| before.contains(word.as_str()));
    let accounts = ends(before, &text.words.before_amount).is_some();
    accounts && !other && !per && !line.free && !line.in_reason(number.range.start)
}

fn usual<'a>(units: &[(&Line, Number<'a>)]) -> Option<&'a str> {
    let count = |unit: &str| units.iter().filter(|(_, number)| number.money == Some(unit)).count();
    let mut kinds: Vec<&str> = units.iter().filter_map(|(_, number)| number.money).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds.into_iter().find(|unit| count(unit) >= OFTEN * (units.len() - count(unit)))
}
