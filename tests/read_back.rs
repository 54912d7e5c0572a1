//! Drafts read back (读回): the figures behind a draft come out of its text again, and make the same draft.

#[path = "random_accounts/mod.rs"]
mod random_accounts;

use std::{borrow::Cow, collections::BTreeMap};

use juesuan::{
    diagnostic::Severity,
    embedded,
    figures::{Expr, Fact, FinalAccounts, Record, Reference, amount, load, save},
    formats::Format,
    phrase::WrittenSpan,
    report::{House, Report, binding, draft, printed, reading::{Shelf, known_titles}, segment},
    source::Source,
};
use rust_decimal::Decimal;

fn drafted<'a>(house: &'a House, accounts: &'a FinalAccounts, printed: &'a Cow<FinalAccounts>) -> Report<'a> {
    draft(house, accounts, printed)
}

/// What a span prints as it stands: which number of which record, and how many times smaller it is kept.
fn direct(value: &Expr) -> Option<Fact> {
    match value {
        Expr::Fact(fact @ (Fact::RootNumber(_) | Fact::RowNumber(_))) => Some(*fact),
        Expr::Binary(_, left, right) if **right == Expr::Number(Decimal::ONE_HUNDRED) => direct(left),
        _ => None,
    }
}

/// The row of the figures read that a row of the draft's is.
fn same_row<'a>(read: &'a FinalAccounts, group: usize, row: &Record) -> Option<&'a Record> {
    let rows = read.rows(group);
    if row.concept.is_some() {
        return rows.iter().find(|other| other.concept == row.concept);
    }
    let same = |other: &&Record| match (&row.account, &other.account) {
        (Some(one), Some(other)) => (&one.class, &one.section, &one.item) == (&other.class, &other.section, &other.item),
        _ => row.name.replace(" ", "") == other.name.replace(" ", ""),
    };
    rows.iter().find(same)
}

fn back(read: &FinalAccounts, fact: Fact, span: &WrittenSpan) -> Option<Decimal> {
    match (fact, span.body.group, span.row) {
        (Fact::RootNumber(index), ..) => read.root.numbers[index].value(),
        (Fact::RowNumber(index), Some(group), Some(row)) => same_row(read, group, row)?.numbers[index].value(),
        _ => None,
    }
}

#[test]
fn explore() {
    let reference = Reference::shipped();
    let catalogue = &reference.catalogue;
    let seeds: u64 = std::env::var("SEEDS").ok().and_then(|s| s.parse().ok()).unwrap_or(30);
    let from: u64 = std::env::var("FROM").ok().and_then(|s| s.parse().ok()).unwrap_or(0);
    let verbose = std::env::var("V").is_ok();
    let houses: Vec<House> =
        embedded::phrasebook_names().iter().map(|name| House::load_to_write(name, catalogue).0.unwrap()).collect();
    let titles = known_titles(&houses);
    let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
    for house in &houses {
        let shelf = Shelf::of(house);
        let mut kinds: BTreeMap<String, (usize, u64, String)> = BTreeMap::new();
        let mut note = |kind: String, seed: u64, what: String| {
            let e = kinds.entry(kind).or_insert((0, seed, what));
            e.0 += 1;
        };
        let mut t = [std::time::Duration::ZERO; 6];
        let mut numbers = 0;
        for seed in from..from + seeds {
            let t0 = std::time::Instant::now();
            let accounts = random_accounts::accounts(seed, house);
            t[0] += t0.elapsed();
            let of_draft = printed(&accounts, &house.style);
            let t0 = std::time::Instant::now();
            let report = drafted(house, &accounts, &of_draft);
            let text = Format::Txt.print(&report);
            t[1] += t0.elapsed();
            let source = Source::new("t.txt", text.as_str());
            let t0 = std::time::Instant::now();
            let document = segment(&source, &titles);
            t[2] += t0.elapsed();
            let t0 = std::time::Instant::now();
            let reading = shelf.read(&document);
            t[3] += t0.elapsed();
            for unread in &reading.unread {
                note(format!("unread {:?}", unread.nearest), seed, unread.paragraph.text()[unread.range.clone()].to_owned());
            }
            for sentence in &reading.sentences {
                if sentence.read.cost >= 500 {
                    note(format!("cost {}", sentence.read.phrase.body.id), seed, format!("{} {}", sentence.read.cost, &sentence.paragraph.text()[sentence.range()]));
                }
            }
            let t0 = std::time::Instant::now();
            let bound = binding::bind(&reading, reference);
            t[4] += t0.elapsed();
            let read = &bound.accounts;
            for sentence in report.sentences() {
                for span in sentence.spans() {
                    let Some(fact) = span.slot.value().and_then(direct) else { continue };
                    if span.kind == juesuan::phrase::SpanKind::Placeholder { continue }
                    let words: String = report.words(span).chars().filter(|c| c.is_ascii_digit() || ".-".contains(*c)).collect();
                    let Ok(value) = amount::parse_amount(&words) else { continue };
                    numbers += 1;
                    let back = back(read, fact, span);
                    let scale = value.scale();
                    let close = |b: Decimal| amount::round(b, scale) == value || b == value / Decimal::ONE_HUNDRED || amount::round(b * Decimal::ONE_HUNDRED, scale) == value;
                    if !back.is_some_and(close) {
                        note(format!("number {} {}", sentence.body().id, span.slot.name), seed, format!("{value} {back:?} {}", sentence.text()));
                    }
                }
            }
            if read.department != accounts.department || read.year != accounts.year {
                note("subject".into(), seed, format!("{} {} {} {}", read.department, accounts.department, read.year, accounts.year));
            }
            let t0 = std::time::Instant::now();
            let saved = save(read, reference);
            let (loaded, faults) = load(&Source::new("s.yaml", saved.as_str()), reference);
            t[5] += t0.elapsed();
            for fault in faults.iter().filter(|f| f.severity > Severity::Hint) {
                note(format!("load {} {:?}", fault.code, fault.severity), seed, fault.message.clone());
            }
            let Some(loaded) = loaded else { continue };
            let p2 = printed(&loaded, &house.style);
            let again = Format::Txt.print(&drafted(house, &loaded, &p2));
            let (text, again) = (text.replace(" ", ""), again.replace(" ", ""));
            if again != text {
                let a: Vec<&str> = text.lines().collect();
                let b: Vec<&str> = again.lines().collect();
                if a.len() != b.len() {
                    let d = similar::TextDiff::from_lines(text.as_str(), again.as_str());
                    let d: String = d.iter_all_changes().filter(|c| c.tag() != similar::ChangeTag::Equal).map(|c| format!("{}{}", c.tag(), c)).take(6).collect();
                    note("again-lines".into(), seed, d);
                } else {
                    for (x, y) in a.iter().zip(&b).filter(|(x, y)| x != y) {
                        let at = report.sentences().find(|s| !s.text().is_empty() && x.contains(s.text()) && !y.contains(s.text()));
                        note(format!("again {:?}", at.map(|s| s.body().id.clone())), seed, format!("\n  {x}\n  {y}"));
                    }
                }
            }
        }
        println!("== {} numbers {numbers} times {t:?}", house.name);
        for (kind, (count, seed, what)) in &kinds {
            println!("{count:5} {kind} [{seed}] {}", if verbose { what.as_str() } else { &what[..what.floor_char_boundary(400)] });
        }
    }
}
