//! Last year's report carried on (结转): nothing of last year is silently left.
//!
//! `JUESUAN_CASES=N` takes N random departments.

use std::collections::HashSet;

use crate::{
    corrections,
    desk::{house, laid},
    edits,
    random_accounts::{self, chance::Chance},
};
use juesuan::{
    embedded,
    figures::Reference,
    formats::lay::Editable,
    report::{binding, reading::Shelf, segment},
    revise::{
        roll,
        token::{Kind, tokens},
    },
    source::Source,
};

fn numbers(text: &str) -> Vec<&str> {
    let text_tokens = tokens(text).into_iter().filter(|token| token.kind == Kind::Number);
    text_tokens.map(|token| &text[token.range]).collect()
}

#[test]
fn nothing_of_last_year_is_silently_left() {
    let cases = std::env::var("JUESUAN_CASES").ok().and_then(|count| count.parse().ok()).unwrap_or(60);
    let books: Vec<_> = embedded::phrasebook_names().iter().map(|name| house(name)).collect();
    let (mut checked, mut marked, mut left) = (0, 0, Vec::new());
    for seed in 0..cases {
        let house = &books[seed as usize % books.len()];
        let mut chance = Chance::new(seed);
        let old = random_accounts::accounts(seed, house);
        let mut young = corrections::correct(&old, &mut chance);
        young.year += 1;
        let text = edits::edit(&laid(house, &old, Editable::Txt).text, 2, &mut chance).text;
        let source = Source::new("上年.txt", text.clone());
        let document = segment(&source, &[]);
        let reading = Shelf::of(house).read(&document);
        let mut read = binding::bind(&reading, Reference::shipped()).accounts;
        read.year = old.year;
        if read.department.is_empty() {
            read.department = old.department.clone();
        }
        let new = laid(house, &young, Editable::Txt);
        let rolled = roll(&laid(house, &read, Editable::Txt), &text, &new);
        let known: HashSet<&str> = numbers(&new.text).into_iter().collect();
        for line in rolled.text.lines() {
            checked += 1;
            if ["【沿用上年原因，", "【未识别，", "【应删去，", "〔"].iter().any(|mark| line.contains(mark))
            {
                marked += 1;
                continue;
            }
            // A person may have put blanks inside a number.
            let line = &line.replace("  ", "");
            let old: Vec<&str> = numbers(line).into_iter().filter(|number| !known.contains(number)).collect();
            if !old.is_empty() {
                left.push(format!("{seed}: {old:?} in {line}"));
            }
        }
    }
    println!("{checked} lines, {marked} marked, {} with figures of last year", left.len());
    assert!(left.is_empty(), "{}\n{}", left.len(), left[..left.len().min(12)].join("\n"));
}
