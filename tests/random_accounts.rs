//! Random departments are true ones: every file loads and balances, every draft is written, every variant is used.

#[path = "random_accounts/mod.rs"]
mod random_accounts;
#[allow(dead_code, reason = "what can be read is counted by the tests that read")]
#[path = "random_accounts/reached.rs"]
mod reached;

use juesuan::{
    diagnostic::Severity,
    embedded,
    figures::Reference,
    report::{House, draft, printed},
};

const DEFAULT: &str = "jilin-county";

/// So many departments for the default book, fewer for the others.
const SEEDS: u64 = 3000;
const SEEDS_OF_OTHERS: u64 = 1500;
/// And so many of which nothing is missing.
const SEEDS_COMPLETE: u64 = 300;
/// Departments that have what chance gives one in thousands: no expenditure at all and a budget of nothing (全年预算为零).
const RARE: [u64; 1] = [4588];

/// Variants that no department reaches, each with the reason in a comment: book, phrase or fragment, variant. The test
/// fails, too, when one of these is reached.
const OUT_OF_REACH: [(&str, &str, &str); 0] = [];

fn house(book: &str) -> House {
    let (house, faults) = House::load_to_write(book, &Reference::shipped().catalogue);
    house.unwrap_or_else(|| panic!("{book}: {faults:?}"))
}

#[test]
fn every_variant_of_every_book_is_used() {
    let mut faults = Vec::new();
    for book in embedded::phrasebook_names() {
        let house = house(&book);
        let mut used = reached::variants(&house);
        let seeds = if book == DEFAULT { SEEDS } else { SEEDS_OF_OTHERS };
        for seed in (0..seeds).chain(RARE) {
            let accounts = random_accounts::accounts(seed, &house);
            let printed = printed(&accounts, &house.style);
            assert!(draft(&house, &accounts, &printed).text_len() > 0, "{book} {seed}");
            reached::count(&house, &printed, &mut used);
        }
        for seed in 0..SEEDS_COMPLETE {
            let accounts = random_accounts::complete(seed, &house);
            reached::count(&house, &printed(&accounts, &house.style), &mut used);
        }
        for ((file, _, name), times) in used {
            let listed =
                OUT_OF_REACH.iter().any(|(of, body, variant)| *of == book && format!("{body} {variant}") == name);
            match (times, listed) {
                (0, false) => faults.push(format!("{file}: {name} is not used by any of {seeds} departments")),
                (1.., true) => faults.push(format!("{file}: {name} is used {times} times: take it off the list")),
                _ => {}
            }
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn sums_hold() {
    let house = house(DEFAULT);
    for seed in 0..500 {
        let accounts = random_accounts::accounts(seed, &house);
        let found = Reference::shipped().check(&accounts);
        let loud: Vec<_> = found.iter().filter(|breach| breach.severity != Severity::Hint).collect();
        let said: Vec<_> = loud.iter().map(|breach| (breach.code, &breach.message)).collect();
        assert!(said.is_empty(), "seed {seed}: {said:#?}\n{}", accounts.source.text());
    }
}

#[test]
fn the_same_seed_makes_the_same_department() {
    let house = house(DEFAULT);
    assert_eq!(random_accounts::file(7, &house), random_accounts::file(7, &house));
    assert_ne!(random_accounts::file(7, &house), random_accounts::file(8, &house));
}
