//! W203: a date that no calendar has (日期不存在).

use crate::{
    audit::{Finding, text::Text},
    diagnostic::Diagnostic,
    figures::date::exists,
};

pub fn check(text: &Text, found: &mut Vec<Finding>) {
    for line in &text.lines {
        let words = line.text();
        for (at, _) in words.match_indices('月') {
            let Some((month, start)) = number_before(words, at) else { continue };
            let behind = &words[at + '月'.len_utf8()..];
            let digits = behind.find(|c: char| !c.is_ascii_digit()).unwrap_or(behind.len());
            let day = behind[..digits].parse::<u16>().ok().filter(|_| behind[digits..].starts_with('日'));
            let year = words[..start].strip_suffix('年').and_then(|before| number_before(before, before.len()));
            // 15月 alone may be a length of time.
            if day.is_none() && year.is_none() || exists(year.map(|(year, _)| year), month, day) {
                continue;
            }
            let start = year.map_or(start, |(_, start)| start);
            let end = at + '月'.len_utf8() + day.map_or(0, |_| digits + '日'.len_utf8());
            let diagnostic = Diagnostic::error("W203", format!("没有“{}”这一天或这个月", &words[start..end]));
            found.push(Finding::new(line.at(diagnostic, start..end, "").help("核对日期")));
        }
    }
}

/// The whole number that ends at byte `end`, and where it begins.
fn number_before(text: &str, end: usize) -> Option<(u16, usize)> {
    let digits = text[..end].bytes().rev().take(5).take_while(u8::is_ascii_digit).count();
    let start = end - digits;
    // 1.5月 is no date.
    (digits < 5 && !text[..start].ends_with(['.', ',', '-'])).then_some(())?;
    Some((text[start..end].parse().ok()?, start))
}
