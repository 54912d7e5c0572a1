//! Texts that are no report: they are read, audited and printed in every form without a panic, and in no long time.

mod mutated;

use std::sync::OnceLock;

use juesuan::{
    audit::{Against, Audit, Baseline, audit_with},
    embedded,
    figures::{FinalAccounts, Reference, load_path},
    formats::findings,
    report::{House, reading::known_titles, segment},
    source::Source,
};
use proptest::prelude::*;

const REPORT: &str = include_str!("../golden/jingyu-zhengwu/2023/published.txt");

fn houses() -> &'static [House] {
    static HOUSES: OnceLock<Vec<House>> = OnceLock::new();
    HOUSES.get_or_init(|| {
        let catalogue = &Reference::shipped().catalogue;
        embedded::phrasebook_names().iter().map(|name| House::load_to_write(name, catalogue).0.unwrap()).collect()
    })
}

fn figures() -> FinalAccounts {
    load_path("data/departments/jingyu-zhengwu/2023.yaml".as_ref(), Reference::shipped()).0.unwrap()
}

fn audited(text: &str, figures: Option<&FinalAccounts>) -> Audit {
    let titles = known_titles(houses());
    let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
    let document = segment(&Source::new("报告.txt", text), &titles);
    let houses: Vec<&House> = houses().iter().collect();
    audit_with(&houses, &document, false, Against { figures, last: figures }, Reference::shipped()).unwrap()
}

/// Audit a text and print what was found in all four forms.
fn survives(text: &str, figures: Option<&FinalAccounts>) {
    let audit = audited(text, figures);
    for finding in &audit.findings {
        for label in &finding.diagnostic.labels {
            assert!(label.source.text().get(label.span.clone()).is_some(), "{} {:?}", finding.told(), label.span);
        }
    }
    let printed = [
        findings::term(&audit, true, 80),
        findings::json(std::slice::from_ref(&audit)),
        findings::sarif(std::slice::from_ref(&audit)),
        findings::html(&audit),
    ];
    assert!(printed.iter().all(|text| !text.is_empty()));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(24) })]

    #[test]
    fn any_text(text in "(?s).{0,400}") {
        survives(&text, None);
    }

    #[test]
    fn text_of_a_reports_words(pieces in prop::collection::vec(prop::sample::select(&WORDS[..]), 0..120)) {
        survives(&pieces.concat(), Some(&figures()));
    }
}

/// Numbers at the limits of what a figure may be, and the words that make rules compute with them.
const WORDS: [&str; 26] = [
    "第三部分 2023年度部门决算情况说明\n",
    "一、收入支出决算总体情况说明\n",
    "三、支出决算情况说明\n",
    "2023年度收入总计",
    "，支出总计",
    "。与2022年度相比，收入",
    "本年支出合计",
    "，其中：基本支出",
    "；项目支出",
    "，占",
    "减少",
    "增加",
    "，增长",
    "，下降",
    "持平",
    "0万元",
    "-1万元",
    "99999999999999999999999999999.99万元",
    "0.0000000000000000000000000001万元",
    "79228162514264337593543950335万元",
    "100%",
    "0%",
    "9999-1年",
    "。",
    "\n",
    "主要原因：。",
];

#[test]
fn slips_in_a_report() {
    let mut runner = mutated::runner(24);
    let figures = figures();
    let slips = mutated::slips(&["0", "1e9", "99999999999999.99", "-5"], &["𠀀", "＋", "1,2,3"], &["一", "：", ""]);
    runner
        .run(&slips, |slips| {
            survives(&mutated::mutated(REPORT, &slips), Some(&figures));
            Ok(())
        })
        .unwrap();
}

/// What is told does not grow with the text: neighbours that nobody can read are one, and very many are counted.
#[test]
fn many_pieces_are_few_findings() {
    let report = REPORT.split("\n第四部分").next().unwrap();
    for (piece, most) in [("甲。", 2), ("0万元。", 2), ("甲。\n", 1000), ("（", 1000), ("XX，", 1000)] {
        let audit = audited(&format!("{report}\n{}", piece.repeat(3000)), None);
        for code in ["R001", "W103", "W106"] {
            let alike = audit.findings.iter().filter(|finding| finding.diagnostic.code == code);
            let places: usize = alike.map(|finding| finding.diagnostic.labels.len()).sum();
            assert!(places <= most, "{piece:?}: {places} of {code}");
        }
    }
}

/// What a person has accepted does not take the place of what nobody has.
#[test]
fn what_is_accepted_leaves_room_for_the_rest() {
    let report = REPORT.split("\n第四部分").next().unwrap();
    let mut audit = audited(&format!("{report}\n{}甲】。\n", "乙（。\n".repeat(1500)), None);
    let told = |audit: &Audit, words: &str| {
        let alike = audit.findings.iter().filter(|finding| finding.diagnostic.code == "W103");
        alike.filter(|finding| finding.quote() == words).count()
    };
    assert_eq!((told(&audit, "（"), told(&audit, "】")), (1000, 0));
    let list = Source::new("认可.yaml", "- {代码: W103, 原文: （, 原因: 照抄}\n");
    let mut baseline = Baseline::read(&list, &mut Vec::new()).unwrap();
    assert_eq!(baseline.apply(&mut audit), 1500);
    assert_eq!((told(&audit, "（"), told(&audit, "】")), (0, 1));
    assert!(audit.findings.is_sorted_by_key(|finding| finding.diagnostic.offset()));
}

#[test]
fn a_megabyte_of_anything() {
    let report = REPORT.repeat(1_000_000 / REPORT.len());
    let letters = "支出决算".repeat(80_000);
    let digits = "12345.67万元，".repeat(50_000);
    let words = WORDS.concat().repeat(2_000);
    // A finding a line: finding the place of each takes as long as there are lines.
    let lines = "一、\n".repeat(10_000);
    // Many small pieces: each costs something wherever pieces are looked at.
    let small = ["。", "、", "\n", "1. \n", "（一）", "0万元。", "“", "123", "甲。"];
    let small = small.map(|piece| piece.repeat(200_000 / piece.len()));
    for text in [report, letters, digits, words, lines].into_iter().chain(small) {
        println!("{} bytes {}", text.len(), text.chars().take(20).collect::<String>());
        survives(&text, None);
    }
}
