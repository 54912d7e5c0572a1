//! The table of basic expenditure in a report (基本支出决算表), read off its lines: codes, amounts, nothing else.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::{audit::words::words, figures::parse_amount, source::Source};

/// No table has more lines.
const MOST_LINES: usize = 250;

/// Amounts by code; an account without one is blank. Only classes whose items make up their total are told.
pub(super) fn read(source: &Source, before: usize) -> BTreeMap<String, Option<Decimal>> {
    let text = &source.text()[..before];
    let lines: Vec<&str> = text.lines().collect();
    let bare = |line: &str| line.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let is_title = |line: &str| {
        let line = bare(line);
        line.ends_with(words().table_end.as_str()) && line.contains(words().table_name.as_str())
    };
    let starts = lines
        .iter()
        .enumerate()
        .filter(|(_, line)| is_title(line) && bare(line).contains(words().basic_table.as_str()));
    let tables = starts.map(|(start, _)| {
        let rest = &lines[start + 1..];
        let length = rest.iter().position(|line| is_title(line)).unwrap_or(rest.len()).min(MOST_LINES);
        sound(entries(&rest[..length]))
    });
    // The contents name the table, too.
    tables.max_by_key(BTreeMap::len).unwrap_or_default()
}

/// Codes in order, each with the amount that follows it.
fn entries(lines: &[&str]) -> BTreeMap<String, Option<Decimal>> {
    let mut found = BTreeMap::new();
    let mut open: Option<String> = None;
    for token in lines.iter().flat_map(|line| line.split(|c: char| c.is_whitespace() || c == '|')) {
        let digits = token.bytes().take_while(u8::is_ascii_digit).count();
        let code = matches!(digits, 3 | 5) && token.starts_with('3') && !token[digits..].starts_with(['.', ',']);
        if code {
            // A code that comes twice makes the table doubtful: no amounts.
            if found.insert(token[..digits].to_owned(), None).is_some() {
                return BTreeMap::new();
            }
            open = Some(token[..digits].to_owned());
        } else if let Ok(amount) = parse_amount(&token.replace(',', ""))
            && let Some(code) = open.take()
        {
            found.insert(code, Some(amount));
        }
    }
    found
}

/// Those classes whose items add up to the class's own amount.
fn sound(entries: BTreeMap<String, Option<Decimal>>) -> BTreeMap<String, Option<Decimal>> {
    let cent = Decimal::new(1, 2);
    let holds = |class: &str| {
        let items = entries.iter().filter(|(code, _)| code.len() == 5 && code.starts_with(class));
        let amounts: Vec<Decimal> =
            items.filter_map(|(_, amount)| *amount).filter(|amount| !amount.is_zero()).collect();
        let sum: Decimal = amounts.iter().sum();
        let total = entries.get(class).copied().flatten();
        total.is_some_and(|total| (total - sum).abs() <= cent * Decimal::from(amounts.len()))
    };
    let classes: Vec<String> = entries.keys().filter(|code| code.len() == 3 && holds(code)).cloned().collect();
    let of_class = |code: &String| code.len() == 5 && classes.contains(&code[..3].to_owned());
    entries.into_iter().filter(|(code, _)| of_class(code)).collect()
}
