//! How many faults are found: clean drafts of every book with one fault planted in each, counted by kind.
//!
//! `JUESUAN_CASES=N` takes N departments a book instead of a few; `JUESUAN_MISSES=N` shows N misses a kind.

#[path = "mutations/clean.rs"]
mod clean;
#[path = "mutations/desk.rs"]
mod desk;
#[path = "mutations/faults.rs"]
mod faults;
#[path = "mutations/from.rs"]
mod from;
#[path = "mutations/oracle.rs"]
mod oracle;
#[path = "random_accounts/mod.rs"]
mod random_accounts;
#[path = "mutations/tally.rs"]
mod tally;

use std::{env, thread};

use clean::Clean;
use desk::{Desk, told};
use faults::{KINDS, plant};
use juesuan::{diagnostic::Severity, embedded};
use random_accounts::chance::Chance;
use tally::Tally;

fn cases(usual: usize) -> usize {
    env::var("JUESUAN_CASES").ok().and_then(|count| count.parse().ok()).unwrap_or(usual)
}

/// So many random reports without a gap; the seeds that make one are the same everywhere.
fn reports<'d>(desk: &'d Desk, count: usize) -> impl Iterator<Item = (u64, Clean)> + 'd {
    (0..).filter_map(|seed| Some((seed, clean::random(seed, desk.house)?))).take(count)
}

#[test]
fn planted_faults_are_found() {
    let books = embedded::phrasebook_names();
    let tallies: Vec<Tally> = thread::scope(|scope| {
        let running: Vec<_> = books.iter().map(|book| scope.spawn(|| counted(book))).collect();
        running.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    for tally in &tallies {
        println!("{tally}");
    }
    tally::hold(&tallies);
}

fn counted(book: &str) -> Tally {
    let desk = Desk::of(book);
    let mut tally = Tally::of(book);
    let kept = clean::departments(desk.house).into_iter().zip(1_000_000..).map(|(clean, seed)| (seed, clean));
    for (seed, clean) in kept.chain(reports(&desk, cases(30))) {
        tally.reports += 1;
        tally.back += usize::from(desk.comes_back(&clean));
        let figures = [None, Some(&clean.accounts)];
        let known = figures.map(|figures| desk.known(&clean, figures));
        for (index, kind) in KINDS.into_iter().enumerate() {
            let mut chance = Chance::new(seed * 100 + index as u64);
            let Some(fault) = plant(kind, &clean, &mut chance) else { continue };
            for (figures, known) in figures.iter().zip(&known) {
                let judged = desk.judge(&clean, &fault, *figures, known);
                tally.count(kind, figures.is_some(), &clean, &fault, &judged);
            }
        }
    }
    tally
}

#[test]
fn clean_reports_have_no_finding_above_hints() {
    let books = embedded::phrasebook_names();
    let found: Vec<Vec<String>> = thread::scope(|scope| {
        let running: Vec<_> = books.iter().map(|book| scope.spawn(|| cried(book))).collect();
        running.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    let found = found.concat();
    assert!(found.is_empty(), "{}\n{}", found.len(), found[..found.len().min(60)].join("\n"));
}

/// Totals that are really the year's own (口径：本年合计) need not be equal; that they are not is a true finding.
fn unequal(clean: &Clean) -> bool {
    let differ = |period: &str| {
        let of = |side: &str| clean.accounts.number(&format!("{side}.grand_total{period}"));
        of("revenue") != of("expenditure")
    };
    differ("") || differ(".last")
}

fn cried(book: &str) -> Vec<String> {
    let desk = Desk::of(book);
    let mut found = Vec::new();
    for (_, clean) in reports(&desk, cases(40)) {
        for figures in [None, Some(&clean.accounts)] {
            let audit = desk.audit(&clean.text, figures);
            let loud = audit.findings.iter().filter(|finding| finding.severity() != Severity::Hint);
            let loud = loud.filter(|finding| finding.diagnostic.code != "A105" || !unequal(&clean));
            let with = if figures.is_some() { "with figures" } else { "alone" };
            found.extend(loud.map(|finding| format!("{} {with}: {}", clean.name, told(finding))));
        }
    }
    found
}
