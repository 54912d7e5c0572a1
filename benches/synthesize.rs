//! Plausible departments by the thousand (仿真数据), the same for the same seed: JSON Lines on stdout.
//!
//! `cargo bench --bench synthesize -- 1000 [SEED] [YEAR] [complete]`: departments of every shipped book in turn, of one
//! year, 2023 unless told. One in six has one to three gaps; `complete` ones have none. More of them begin with the
//! same ones.

use std::io::{self, BufWriter, Write};

use juesuan::{
    batch::synthetic::{INCOMPLETE, Run, line},
    embedded,
    figures::Reference,
    report::House,
};

fn main() -> io::Result<()> {
    // Cargo passes a word of its own.
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let numbers: Vec<u64> = arguments.iter().filter_map(|argument| argument.parse().ok()).collect();
    let Some(&count) = numbers.first() else {
        eprintln!("usage: cargo bench --bench synthesize -- COUNT [SEED] [YEAR] [complete]");
        return Ok(());
    };
    let seed = numbers.get(1).copied().unwrap_or(1);
    let year = numbers.get(2).map_or(2023, |&year| year as u16);
    let complete = arguments.iter().any(|argument| argument == "complete");
    let catalogue = &Reference::shipped().catalogue;
    let books: Vec<House> =
        embedded::phrasebook_names().iter().filter_map(|name| House::load(name, catalogue).0).collect();
    let mut out = BufWriter::new(io::stdout().lock());
    for index in 0..count {
        let book = &books[index as usize % books.len()];
        let run = Run { book, year, incomplete: if complete { 0 } else { INCOMPLETE } };
        let mut accounts = run.department(seed.wrapping_mul(1_000_003) + index);
        // Departments are told apart by a number.
        accounts.department.push_str(&format!("{index:06}"));
        writeln!(out, "{}", line(&accounts))?;
    }
    out.flush()
}
