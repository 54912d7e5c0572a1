//! Figures files with slips in them: they are refused with words, or drafted in every format without a flaw.

mod drafted;
mod mutated;

use std::{cell::Cell, sync::OnceLock};

use juesuan::{
    diagnostic::{Diagnostic, Severity, render},
    figures::{FinalAccounts, Reference, load, template},
    formats::{Format, txt_explained, word::is_as_written},
    phrase::book::Examples,
    report::{House, Report, SavedReport, Whole, draft, explain, print_explanation, printed, unused_reasons},
    source::Source,
};
use proptest::{prelude::*, sample::Index};

const FILES: [&str; 3] = [
    include_str!("../data/departments/jingyu-zhengwu/2023.yaml"),
    include_str!("../data/departments/example-library/2023.yaml"),
    drafted::HALF_FILLED,
];

/// Values that a figures file may hold, at the limits of what it may.
const VALUES: [&str; 14] = [
    "",
    "0",
    "-0",
    "0.00",
    "1",
    "-5.5",
    "593.32",
    "0.000001",
    "-0.000001",
    "0.005",
    "999999999999999.999999",
    "-999999999999999.999999",
    "同收支总体",
    "\"一\\n二\\r三\\t四<b>*_`|&amp;#\"",
];

/// Values that it may not, or only here and there.
const WILD: [&str; 22] = [
    "1000000000000000",
    "1e3",
    "1e-28",
    "9e999999999",
    "0x1F",
    "１２．５",
    "1,234.5",
    "12万元",
    "~",
    "no",
    "[]",
    "{}",
    "[1, 2]",
    "{ 决算数: 3, 上年决算数: 0 }",
    "{ 决算数: , 上年决算数: 7, 较上年原因: 同收支总体 }",
    "[办公费, 办公费, 水费]",
    "主要原因是：。",
    "、、",
    "|-\n      一段\n      又一段",
    "“三公”",
    "2010301 行政运行",
    "元",
];

const KEYS: [&str; 10] =
    ["决算数", "上年决算数", "年初预算数", "预算数", "原因", "较上年原因", "说明", "明细", "科目编码", "支出总计"];

/// The shipped style, and one that computes from exact figures in 元.
fn houses() -> &'static [&'static House; 2] {
    static HOUSES: OnceLock<[&House; 2]> = OnceLock::new();
    HOUSES.get_or_init(|| {
        let style = "{ compute_from: exact, unit: 元, amount: { decimals: 6, thousands: true, trim: false } }";
        let book = format!("extends: jilin-county\nstyle: {style}\n");
        let shipped = include_str!("../phrasebooks/jilin-county/whole.yaml");
        let charts = "charts:\n  - { title: 甲, kind: years, of: [revenue.grand_total], after: totals }\n  \
                      - { title: 乙, kind: shares, of: [revenue.fiscal], whole: revenue.year_total, after: revenue }\n";
        let whole = shipped.replacen("\nparts:", &format!("\n{charts}parts:"), 1);
        [drafted::house(), drafted::house_of(&[("own/book.yaml", &book), ("own/whole.yaml", &whole)])]
    })
}

fn check_faults(faults: &[Diagnostic]) {
    for fault in faults {
        assert!(fault.help.is_some(), "{fault:?}");
        for label in &fault.labels {
            assert!(label.source.text().get(label.span.clone()).is_some(), "{fault:?}");
        }
    }
    render(faults, false, 100);
}

fn check_report(report: &Report) {
    drafted::check_tree(report);
    let saved = SavedReport::of(report);
    for format in Format::ALL {
        let bytes = format.print(report);
        if format == Format::Docx {
            assert!(is_as_written(&bytes));
            continue;
        }
        let text = String::from_utf8(bytes).unwrap();
        assert!(text.contains("2023") || report.accounts.year != 2023);
        if format == Format::Json {
            assert_eq!(serde_json::from_str::<SavedReport>(&text).unwrap(), saved);
        }
    }
    txt_explained(report);
    check_faults(&unused_reasons(report));
}

/// The complete report holds every format's own words, charts among them.
fn check_whole(report: &Report) {
    static WHOLES: OnceLock<[Whole; 2]> = OnceLock::new();
    let load = |house: &House| Whole::load(house, Examples::LeaveOut, &Reference::shipped().catalogue).0.unwrap();
    let wholes = WHOLES.get_or_init(|| houses().map(load));
    let whole = wholes[usize::from(!std::ptr::eq(report.house, houses()[0]))].draft(report);
    for format in [Format::Txt, Format::Md, Format::Html] {
        assert!(String::from_utf8(format.print_whole(&whole).unwrap()).unwrap().len() > 1000);
    }
    assert!(is_as_written(&Format::Docx.print_whole(&whole).unwrap()));
}

/// Words that stand in the report are found in it.
fn check_look_up(report: &Report, at: Index) {
    let spans: Vec<_> = report.sentences().flat_map(|sentence| sentence.spans()).collect();
    let words = report.words(spans[at.index(spans.len())]).trim();
    let found = explain(report, words);
    assert!(words.is_empty() || !found.hits.is_empty(), "{words}");
    print_explanation(report, &found);
}

fn check_accounts(accounts: &FinalAccounts, house: &House, at: Index) {
    let reference = Reference::shipped();
    check_faults(&reference.check(accounts));
    let printed = printed(accounts, &house.style);
    let report = draft(house, accounts, &printed);
    check_report(&report);
    check_whole(&report);
    check_look_up(&report, at);
    template::from_last(accounts, reference, None, accounts.year + 1).unwrap();
}

#[test]
fn a_file_with_slips_is_refused_or_drafted() {
    let slips = mutated::slips(&VALUES, &WILD, &KEYS);
    let strategy = (prop::sample::select(&FILES[..]), slips, 0_usize..2, any::<Index>());
    let drafted = Cell::new(0);
    let run = mutated::runner(2000).run(&strategy, |(file, slips, house, at)| {
        let source = Source::new("决算.yaml", mutated::mutated(file, &slips));
        let (accounts, faults) = load(&source, Reference::shipped());
        check_faults(&faults);
        match accounts {
            Some(accounts) => {
                drafted.set(drafted.get() + 1);
                check_accounts(&accounts, houses()[house], at);
            }
            None => assert!(faults.iter().any(|fault| fault.severity == Severity::Error), "nothing said"),
        }
        Ok(())
    });
    run.unwrap_or_else(|error| panic!("{error}"));
    assert!(drafted.get() > 300, "most files were refused: only {} drafts were looked at", drafted.get());
}
