//! Draft to text against the hand-written report (与手写之比), in alternating rounds on one core.
//!
//! The figure that counts is the ratio of the medians: rounds alternate, so that whatever else the machine does meets
//! both sides alike. Run it with `cargo bench --bench ratio`.

mod handwritten;
mod seed;

use std::{hint::black_box, sync::atomic::Ordering, time::Instant};

use handwritten::{Figures, PLAIN};
use juesuan::{figures::FinalAccounts, formats, report, report::House};

const RECORDS: usize = 100;
const ROUNDS: usize = 101;
/// Reports in one round of one side: some 20 ms, long against the clock and short against a neighbour's work.
const REPORTS: usize = 2_000;

fn main() {
    let house = seed::house();
    let records = seed::records(RECORDS);
    let figures: Vec<Figures> =
        records.iter().map(|record| Figures::of(&report::printed(record, &house.style))).collect();
    for plain in [true, false] {
        PLAIN.store(plain, Ordering::Relaxed);
        for (record, figures) in records.iter().zip(&figures) {
            assert_eq!(draft(&house, record), handwritten::report(figures), "the two sides differ");
        }
    }

    let mut rounds: [Vec<f64>; 3] = Default::default();
    for _ in 0..ROUNDS {
        rounds[0].push(round(|index| draft(&house, &records[index]).len()));
        for (side, plain) in [(1, true), (2, false)] {
            PLAIN.store(plain, Ordering::Relaxed);
            rounds[side].push(round(|index| handwritten::report(&figures[index]).len()));
        }
    }
    let length = draft(&house, &records[0]).len();
    println!("{RECORDS} records, {length} bytes the first, {ROUNDS} rounds of {REPORTS} reports a side");
    let names =
        ["draft to text with spans", "hand-written, figures by rust_decimal", "hand-written, figures by our printer"];
    for (name, side) in names.iter().zip(&rounds) {
        let mut ratios: Vec<f64> = rounds[0].iter().zip(side).map(|(engine, side)| engine / side).collect();
        println!("{name:<38}{:>9.0} reports/s   draft is {:.2} of it", median(&mut side.clone()), median(&mut ratios));
    }
}

/// Figures to text as `juesuan draft` does it for each record.
fn draft(house: &House, record: &FinalAccounts) -> String {
    let printed = report::printed(record, &house.style);
    formats::txt(&report::draft(house, record, &printed))
}

/// Reports a second in one round.
fn round(mut report: impl FnMut(usize) -> usize) -> f64 {
    let start = Instant::now();
    for index in 0..REPORTS {
        black_box(report(black_box(index % RECORDS)));
    }
    REPORTS as f64 / start.elapsed().as_secs_f64()
}

fn median(rounds: &mut [f64]) -> f64 {
    rounds.sort_by(f64::total_cmp);
    rounds[rounds.len() / 2]
}
