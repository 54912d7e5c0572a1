//! Plausible departments by the thousand (仿真数据), the same for the same seed: JSON Lines on stdout.
//!
//! `cargo bench --bench synthesize -- 1000 [SEED] [complete]`: departments of every shipped book in turn, with all that
//! happens in real files (rises, falls, nothing last year, whole tables that do not apply); `complete` ones have every
//! reason filled in.

mod lines;
#[path = "../tests/random_accounts/mod.rs"]
mod random_accounts;

use std::io::{self, BufWriter, Write};

use juesuan::{embedded, figures::Reference, report::House};

fn main() -> io::Result<()> {
    // Cargo passes a word of its own.
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let number = |at: usize| arguments.get(at).and_then(|argument| argument.parse::<u64>().ok());
    let Some(count) = number(0) else {
        eprintln!("usage: cargo bench --bench synthesize -- COUNT [SEED] [complete]");
        return Ok(());
    };
    let complete = arguments.iter().any(|argument| argument == "complete");
    let catalogue = &Reference::shipped().catalogue;
    let books: Vec<House> =
        embedded::phrasebook_names().iter().filter_map(|name| House::load(name, catalogue).0).collect();
    let mut out = BufWriter::new(io::stdout().lock());
    for index in 0..count {
        let seed = number(1).unwrap_or(1).wrapping_mul(1_000_003) + index;
        let book = &books[index as usize % books.len()];
        let accounts = if complete { random_accounts::complete(seed, book) } else { random_accounts::made(seed, book) };
        // Departments are told apart by a number.
        let line = lines::line(&accounts, &format!("{}{index:06}", accounts.department));
        writeln!(out, "{line}")?;
    }
    out.flush()
}
