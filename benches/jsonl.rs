//! JSON Lines end to end (逐行数据，从读到写): a line parsed, drafted and answered, against the same by hand.
//!
//! Rounds alternate on one core, as in `ratio`; run it with `cargo bench --bench jsonl`; with `-- lines` it only prints the
//! lines, for other programs. The hand-written side parses
//! the line with serde_json into a struct of exact decimals, writes the report, and answers with the same line. It checks
//! nothing and knows no places; ours reads any figures file, finds what is wrong with it and says where.

mod handwritten;
#[allow(dead_code, reason = "other measurements use other records")]
mod seed;
mod typed;

use std::{hint::black_box, io::Write, sync::atomic::Ordering, time::Instant};

use handwritten::{Figures, PLAIN};
use juesuan::{
    batch::{Desk, Work, lines::lines, push_result_line, synthetic::line},
    figures::Reference,
    formats::Format,
    report,
};
use serde::Serialize;
use typed::Line;

const RECORDS: usize = 100;
const ROUNDS: usize = 101;

/// Draft only, as the hand-written side does.
const WORK: Work = Work { draft: Some(Format::Txt), check: false, base: false, summary: false };

/// What the hand-written side answers.
#[derive(Serialize)]
struct Answer<'a> {
    schema: u8,
    department: &'a str,
    year: &'a str,
    status: &'a str,
    text: &'a str,
}

fn main() {
    PLAIN.store(true, Ordering::Relaxed);
    let records = seed::coherent(RECORDS);
    let mut input = String::new();
    for record in &records {
        input.push_str(&line(record));
        input.push('\n');
    }
    if std::env::args().any(|argument| argument == "lines") {
        print!("{input}");
        return;
    }
    let desk = Desk::new(Reference::shipped(), None);
    // What either side says of a report may differ, the report may not.
    let text = |line: &str| serde_json::from_str::<serde_json::Value>(line).expect("JSON")["text"].clone();
    let house = seed::house();
    let own = String::from_utf8(ours(&desk, &input)).expect("JSON is text");
    let hand = String::from_utf8(by_hand(&input)).expect("JSON is text");
    for ((ours, by_hand), record) in own.lines().zip(hand.lines()).zip(&records) {
        assert_eq!(text(ours), text(by_hand), "the two sides differ");
        let printed = report::printed(record, &house.style);
        assert_eq!(text(ours), handwritten::report(&Figures::of(&printed)), "the line says something else");
    }

    let mut rounds: [Vec<f64>; 2] = Default::default();
    for _ in 0..ROUNDS {
        rounds[0].push(round(|| ours(&desk, &input).len()));
        rounds[1].push(round(|| by_hand(&input).len()));
    }
    let mut ratios: Vec<f64> = rounds[0].iter().zip(&rounds[1]).map(|(ours, by_hand)| ours / by_hand).collect();
    println!("{RECORDS} lines of {} bytes, {ROUNDS} rounds a side", input.len() / RECORDS);
    println!(
        "{:<28}{:>9.0} reports/s   {:.2} of it",
        "parse, draft, write",
        median(&mut rounds[0]),
        median(&mut ratios)
    );
    println!("{:<28}{:>9.0} reports/s", "the same by hand", median(&mut rounds[1]));
}

fn ours(desk: &Desk, input: &str) -> Vec<u8> {
    let mut out = Vec::new();
    for line in lines("标准输入".into(), input.as_bytes()) {
        let (_, source) = line.expect("memory can be read");
        let done = desk.figures(&source.expect("a line of text"), WORK);
        push_result_line(&done.entry, done.report.as_ref(), WORK, &mut out);
    }
    out
}

fn by_hand(input: &str) -> Vec<u8> {
    let mut out = Vec::new();
    for line in input.as_bytes().split(|&byte| byte == b'\n').filter(|line| !line.is_empty()) {
        let line: Line = serde_json::from_slice(line).expect("the seed's keys");
        let figures = line.figures();
        let text = handwritten::report(&figures);
        let answer =
            Answer { schema: 1, department: &figures.department, year: &figures.year, status: "clean", text: &text };
        serde_json::to_writer(&mut out, &answer).expect("memory can be written");
        writeln!(out).expect("memory can be written");
    }
    out
}

/// Reports a second in one round.
fn round(work: impl FnOnce() -> usize) -> f64 {
    let start = Instant::now();
    black_box(work());
    RECORDS as f64 / start.elapsed().as_secs_f64()
}

fn median(rounds: &mut [f64]) -> f64 {
    rounds.sort_by(f64::total_cmp);
    rounds[rounds.len() / 2]
}
