//! What was counted, as a table, and the least that must be found.

use std::fmt;

use crate::{
    clean::Clean,
    desk::{Judged, Verdict},
    faults::{Fault, KINDS, Kind},
};

#[derive(Clone, Default)]
struct Row {
    planted: usize,
    verdicts: [usize; 5],
    misses: Vec<String>,
}

/// What was counted of one book.
pub struct Tally {
    book: String,
    pub reports: usize,
    /// Reports that are drafted to themselves from the figures that they state.
    pub back: usize,
    /// By kind, without and with figures.
    rows: Vec<[Row; 2]>,
    astray: Vec<String>,
}

/// The least that must be found of what can be found, in percent over all books, without figures.
const LEAST: [(Kind, usize); 16] = [
    (Kind::DigitChanged, 72),
    (Kind::DigitsSwapped, 88),
    (Kind::PointShifted, 90),
    (Kind::DirectionFlipped, 98),
    (Kind::LastYearsFigure, 82),
    (Kind::YearChanged, 98),
    (Kind::PercentDropped, 98),
    (Kind::UnitChanged, 92),
    (Kind::UnitDropped, 96),
    (Kind::ItemDropped, 85),
    (Kind::LetterChanged, 95),
    (Kind::OldName, 98),
    (Kind::ReasonRemoved, 90),
    (Kind::SentenceDoubled, 98),
    (Kind::WordDoubled, 98),
    (Kind::AccountRenamed, 89),
];

/// With figures, of every kind.
const LEAST_WITH_FIGURES: usize = 99;
/// The same of all kinds together, for each book: without and with figures.
const LEAST_OF_ALL: [usize; 2] = [96, 99];

impl Tally {
    pub fn of(book: &str) -> Tally {
        let rows = vec![<[Row; 2]>::default(); KINDS.len()];
        Tally { book: book.to_owned(), reports: 0, back: 0, rows, astray: Vec::new() }
    }

    pub fn count(&mut self, kind: Kind, with: bool, clean: &Clean, fault: &Fault, judged: &Judged) {
        let row = &mut self.rows[kind as usize][usize::from(with)];
        row.planted += 1;
        row.verdicts[judged.verdict as usize] += 1;
        let sentence = &fault.text[fault.sentence.clone()];
        let about = format!("{}: 「{}」→「{}」 in 「{sentence}」", clean.name, fault.was, fault.now);
        if matches!(judged.verdict, Verdict::Missed | Verdict::Elsewhere) {
            row.misses.push(format!("{:?} {about} {}", judged.verdict, judged.astray.join(" | ")));
        }
        let with = if with { "with figures" } else { "alone" };
        self.astray.extend(judged.astray.iter().map(|astray| format!("{kind:?} {with} {astray} <= {about}")));
    }
}

impl Row {
    /// Found at the right place, and all that can be found.
    fn found(&self) -> (usize, usize) {
        let found = self.verdicts[Verdict::Right as usize] + self.verdicts[Verdict::Hint as usize];
        (found, self.planted - self.verdicts[Verdict::Undetectable as usize])
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}: {} reports, {} come back", self.book, self.reports, self.back)?;
        let head = "planted right hint elsewhere missed undetectable rate";
        writeln!(f, "{:<18}{:<9}{head}", "kind", "")?;
        for with in [0, 1] {
            let mut sum = (0, 0);
            for kind in KINDS {
                let row = &self.rows[kind as usize][with];
                let (found, all) = row.found();
                sum = (sum.0 + found, sum.1 + all);
                let name = format!("{kind:?}");
                let rate = 100.0 * found as f64 / all.max(1) as f64;
                let way = ["alone", "figures"][with];
                let counts: Vec<String> = row.verdicts.iter().map(|count| format!("{count:>5}")).collect();
                writeln!(f, "{name:<18}{way:<9}{:>5} {} {rate:>6.1}", row.planted, counts.join(" "))?;
            }
            writeln!(f, "all: {} of {}, {:.1} %", sum.0, sum.1, 100.0 * sum.0 as f64 / sum.1.max(1) as f64)?;
        }
        writeln!(f, "astray: {}", self.astray.len())?;
        let shown = std::env::var("JUESUAN_MISSES").ok().and_then(|count| count.parse().ok()).unwrap_or(0);
        for kind in KINDS {
            for (row, way) in self.rows[kind as usize].iter().zip(["alone", "figures"]) {
                for miss in row.misses.iter().take(shown) {
                    writeln!(f, "{kind:?} {way} {miss}")?;
                }
            }
        }
        for astray in self.astray.iter().take(shown * 10) {
            writeln!(f, "astray {astray}")?;
        }
        Ok(())
    }
}

/// Fail if less is found than was.
pub fn hold(tallies: &[Tally]) {
    for tally in tallies {
        for (way, least) in LEAST_OF_ALL.into_iter().enumerate() {
            let rows = tally.rows.iter().map(|row| row[way].found());
            let (found, all) = rows.fold((0, 0), |sum, row| (sum.0 + row.0, sum.1 + row.1));
            assert!(found * 100 >= least * all, "{} {}: {found} of {all}", tally.book, ["alone", "with figures"][way]);
        }
    }
    for (kind, alone) in LEAST {
        for (way, least) in [alone, LEAST_WITH_FIGURES].into_iter().enumerate() {
            let rows = tallies.iter().map(|tally| tally.rows[kind as usize][way].found());
            let (found, all) = rows.fold((0, 0), |sum, row| (sum.0 + row.0, sum.1 + row.1));
            assert!(found * 100 >= least * all, "{kind:?} {}: {found} of {all}", ["alone", "with figures"][way]);
        }
    }
}
