//! What a report costs as there are more of them, and as they grow (规模): `cargo bench --bench scale`.
//!
//! JSON Lines in, JSON Lines out, in one process on one core, from 1 to 100,000 departments and from 10 to 10,000 line
//! items. Prints the figures and draws them into `benches/scale.svg`.

mod plot;

use std::{fmt::Write, hint::black_box, path::Path, time::Instant};

use juesuan::{
    batch::{Desk, Work, lines::lines, push_result_line, synthetic::line},
    figures::{Reference, load_path},
    formats::Format,
};

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/departments/jingyu-zhengwu/2023.yaml");
const PLOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/scale.svg");
const WORK: Work = Work { draft: Some(Format::Txt), check: true, base: false, summary: false };

fn main() -> std::io::Result<()> {
    let (seed, _) = load_path(FILE.as_ref(), Reference::shipped());
    let seed = seed.expect("the seed's figures");
    let line = line(&seed) + "\n";
    let desk = Desk::new(Reference::shipped(), None);
    // The book and the reference data are laid out once.
    cost(&desk, &line, 1);
    let departments: Vec<(f64, f64)> = [1, 10, 100, 1_000, 10_000, 100_000]
        .map(|count: usize| (count as f64, best(&desk, &line, count) / count as f64))
        .to_vec();
    let items: Vec<(f64, f64)> = [10, 30, 100, 300, 1_000, 3_000, 10_000]
        .map(|count| (count as f64, best(&desk, &with_items(count), 1)))
        .to_vec();
    print("departments", &departments, |_, cost| cost);
    print("line items", &items, |count, cost| cost / count);
    let drawn = plot::draw(&[
        plot::Panel { title: "departments in one stream", unit: "µs a report", points: &departments },
        plot::Panel { title: "line items in one report", unit: "µs a report", points: &items },
    ]);
    std::fs::write(Path::new(PLOT), drawn)
}

fn print(what: &str, points: &[(f64, f64)], each: impl Fn(f64, f64) -> f64) {
    for &(count, cost) in points {
        println!("{count:>8} {what:<12}{cost:>12.1} µs a report{:>10.2} µs each", each(count, cost));
    }
}

/// The best of some runs in µs: other work on the machine only adds.
fn best(desk: &Desk, line: &str, count: usize) -> f64 {
    let runs = (20_000 / count).clamp(1, 20);
    (0..runs).map(|_| cost(desk, line, count)).fold(f64::MAX, f64::min)
}

fn cost(desk: &Desk, line: &str, count: usize) -> f64 {
    let start = Instant::now();
    for line in (0..count).flat_map(|_| lines("标准输入".into(), line.as_bytes())) {
        let (_, source) = line.expect("memory can be read");
        let done = desk.figures(&source.expect("a line of text"), WORK);
        let mut line = Vec::new();
        push_result_line(&done.entry, done.report.as_ref(), WORK, &mut line);
        black_box(line);
    }
    start.elapsed().as_secs_f64() * 1e6
}

/// A department with so many line items.
fn with_items(count: usize) -> String {
    let mut items = String::new();
    for number in 0..count {
        let comma = if number > 0 { "," } else { "" };
        let _ = write!(
            items,
            r#"{comma}{{"类":"教育支出","款":"普通教育","项":"项目{number:05}","年初预算数":"{number}.5","决算数":"{number}.25","原因":"人员变动"}}"#
        );
    }
    let total = count * (count - 1) / 2 * 100 + count * 25;
    let total = format!("{}.{:02}", total / 100, total % 100);
    format!(
        r#"{{"部门":"示例县教育局","年度":"2023","金额单位":"万元","话术":"jilin-county","收入支出决算总表":{{"收入总计":"{total}","支出总计":"{total}"}},"收入决算表":{{"本年收入合计":"{total}"}},"支出决算表":{{"本年支出合计":"{total}"}},"财政拨款收入支出决算总表":{{"财政拨款收入":"{total}","财政拨款支出":"{total}"}},"一般公共预算财政拨款支出决算表":{{"本年支出合计":"{total}","明细":[{items}]}}}}"#
    ) + "\n"
}
