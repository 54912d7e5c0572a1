//! The hand-written report of the benchmarks (手写对照) says byte for byte what the engine drafts.

#[path = "../benches/handwritten/mod.rs"]
mod handwritten;
#[path = "../benches/seed/mod.rs"]
mod seed;

use juesuan::{formats, report};

#[test]
fn the_hand_written_report_is_the_draft() {
    let house = seed::house();
    for (number, accounts) in seed::records(200).iter().enumerate() {
        let printed = report::printed(accounts, &house.style);
        let drafted = formats::txt(&report::draft(&house, accounts, &printed));
        let written = handwritten::report(&handwritten::Figures::of(&printed));
        for (drafted, written) in drafted.lines().zip(written.lines()) {
            assert_eq!(drafted, written, "record {number}");
        }
        assert_eq!(drafted.len(), written.len(), "record {number}");
    }
}

#[test]
fn the_records_differ() {
    let records = seed::records(3);
    assert_ne!(records[0].root.numbers, records[1].root.numbers);
    assert_ne!(records[1].root.numbers, records[2].root.numbers);
}
