//! Plausible departments (仿真部门), the same for the same seed: what a bureau would get, to try things out with.
//!
//! Amounts, changes and gaps have the shares that they have in real files. The tables are derived from one another from
//! the spending of each item upwards, so that all sums hold, and every reason that the house asks for is filled in, but
//! for one to three in some departments. Names and reasons come from `data/reference/synthetic.yaml`.

pub mod chance;
mod line;
mod money;
pub mod open;
mod other;
mod spending;
mod tables;
mod vocabulary;
mod words;

pub use line::line;

use self::{
    chance::Chance,
    money::Money,
    open::{Home, open},
};
use crate::{
    figures::{FinalAccounts, Reference, Text, load},
    report::House,
    source::Source,
};

/// After so many rounds a draft still leaves something open that is no reason.
const ROUNDS: usize = 6;

/// So many departments of a hundred have gaps, unless told (有待补充的百分比).
pub const INCOMPLETE: usize = 17;

/// Departments of one run (同一批).
pub struct Run<'b> {
    /// The book that they are written by.
    pub book: &'b House,
    /// 年度.
    pub year: u16,
    /// So many of a hundred have one to three gaps.
    pub incomplete: usize,
}

impl Run<'_> {
    /// The department of that seed.
    ///
    /// # Panics
    /// Where the shipped data and the code that makes departments of it do not agree; tests make thousands.
    pub fn department(&self, seed: u64) -> FinalAccounts {
        let mut chance = Chance::new(seed);
        let tree = tables::department(&mut chance, self.year, &self.book.name).to_string();
        let source = Source::new(format!("seed-{seed}.json"), tree.as_str());
        let (accounts, faults) = load(&source, Reference::shipped());
        let faults = faults.iter().map(|fault| (fault.code, &fault.message)).collect::<Vec<_>>();
        assert!(faults.is_empty(), "seed {seed}: {faults:#?}\n{tree}");
        let mut made = accounts.expect("a file without faults");
        let written = self.fill(&mut made, &mut chance, seed);
        if chance.percent(self.incomplete) {
            let gaps = 1 + chance.below(3);
            for home in chance.some(&written, gaps) {
                home.write(&mut made, Text::Absent);
            }
        }
        made
    }

    /// Write every reason, purpose and remark that a draft asks for; where they are.
    fn fill(&self, made: &mut FinalAccounts, chance: &mut Chance, seed: u64) -> Vec<Home> {
        let mut written = Vec::new();
        for _ in 0..ROUNDS {
            let Some(open) = open(made, Reference::shipped(), self.book) else { break };
            let number = open.numbers.first().and_then(|home| home.number(made));
            let number = number.map(|(concept, _)| &Reference::shipped().catalogue.concepts[concept].id);
            assert!(number.is_none(), "seed {seed}: no {number:?} for {}", self.book.name);
            if open.texts.is_empty() {
                break;
            }
            for home in open.texts {
                let text = words::fitting(chance, made, &home);
                home.write(made, text);
                written.push(home);
            }
        }
        written
    }
}
