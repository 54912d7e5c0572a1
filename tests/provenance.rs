//! Provenance: spans cover what comes from the figures, tell where it comes from, and keep their ids.

mod drafted;

use std::collections::BTreeSet;

use drafted::{HALF_FILLED, drafted, house, house_of, published_department};
use juesuan::{
    phrase::{Body, Piece, Say, SlotKind},
    report::{House, Provenance, Report, SavedReport, explain, house::Block, print_explanation, sentence_ids},
};

fn digits(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty())
}

fn own_words(body: &Body, found: &mut BTreeSet<String>) {
    for variant in &body.variants {
        if let Say::Straight(pieces) = &variant.say {
            for piece in pieces {
                if let Piece::Text(text) = piece {
                    found.extend(digits(text).map(str::to_owned));
                }
            }
        }
    }
    for slot in &body.slots {
        if let SlotKind::Use { body } | SlotKind::Each { body, .. } = &slot.kind {
            own_words(body, found);
        }
    }
}

/// Digits that the phrasebook itself writes, 单位价值100万元以上.
fn digits_of_the_book(house: &House) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    house.phrases.iter().for_each(|phrase| own_words(&phrase.body, &mut found));
    for block in house.sections.iter().flat_map(|section| &section.blocks) {
        if let Block::Heading { body, .. } = block {
            own_words(body, &mut found);
        }
    }
    found
}

#[test]
fn every_figure_that_comes_from_data_is_a_span() {
    let book = digits_of_the_book(house());
    for report in [published_department(house()), drafted(house(), HALF_FILLED)] {
        for sentence in report.sentences() {
            let text = sentence.text();
            let mut rest = String::new();
            let mut at = 0;
            for span in sentence.spans() {
                let local = sentence.local(span);
                rest.push_str(&text[at..local.start]);
                rest.push('|');
                at = local.end;
            }
            rest.push_str(&text[at..]);
            // A row's number among those printed is no figure.
            let ordinal = rest.trim_start_matches(|c: char| c.is_ascii_digit());
            for run in digits(ordinal) {
                assert!(book.contains(run), "{run} in {rest} is covered by no span");
            }
        }
    }
}

#[test]
fn saved_spans_count_characters() {
    for report in [published_department(house()), drafted(house(), HALF_FILLED)] {
        let saved = SavedReport::of(&report);
        assert_eq!(saved.sentences().count(), report.sentences().count());
        for (saved, sentence) in saved.sentences().zip(report.sentences()) {
            assert_eq!(saved.text, sentence.text());
            assert_eq!(saved.spans.len(), sentence.spans().len());
            let mut last = 0;
            for (saved_span, span) in saved.spans.iter().zip(sentence.spans()) {
                let words: String =
                    saved.text.chars().skip(saved_span.start).take(saved_span.end - saved_span.start).collect();
                assert_eq!(words, report.words(span));
                assert!(saved_span.start >= last);
                last = saved_span.end;
            }
        }
    }
}

#[test]
fn ids_are_unique_and_do_not_change_with_the_figures() {
    let before = drafted(house(), HALF_FILLED);
    let changed = HALF_FILLED.replace("决算数: 7000000 }", "决算数: 5900000.05 }").replace("10000000", "13000000.07");
    let after = drafted(house(), &changed);
    assert_ne!(juesuan::formats::txt(&before), juesuan::formats::txt(&after));
    assert_eq!(sentence_ids(&before), sentence_ids(&after));
    for report in [before, after, published_department(house())] {
        let ids = sentence_ids(&report);
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{ids:?}");
    }
}

const PROJECTS: &[(&str, &str)] = &[
    ("book.yaml", "name: test\ndocument: { title: 标题 }\nsections: [a]\n"),
    (
        "1.yaml",
        "section: a\ntitle: 一\noutline:\n  - paragraphs: [p]\n  - paragraph: [q]\n  - paragraph: [q]\nphrases:\n  - id: p\n    each: performance.evaluations\n    where: final > 0\n    slots: { sum: { type: amount, value: final } }\n    variants: [{ id: v, say: \"资金{{ sum }}。\" }]\n  - id: q\n    variants: [{ id: v, say: 完。 }]\n",
    ),
];

#[test]
fn ids_tell_rows_and_places_apart() {
    let projects = |first: &str| {
        let rows =
            format!("预算绩效:\n  绩效自评: [{{ 项目名称: 甲, 资金: {first} }}, {{ 项目名称: 乙, 资金: 20000 }}]\n");
        HALF_FILLED.replace("预算绩效:\n", &rows)
    };
    let house = house_of(PROJECTS);
    assert_eq!(sentence_ids(&drafted(house, &projects("10000"))), ["p[甲]", "p[乙]", "q", "q#2"]);
    assert_eq!(sentence_ids(&drafted(house, &projects("0"))), ["p[乙]", "q", "q#2"]);
}

#[test]
fn the_fingerprint_follows_words_and_settings_not_folders() {
    let moved: Vec<(String, &str)> = PROJECTS.iter().map(|(name, text)| (format!("/home/x/{name}"), *text)).collect();
    let moved: Vec<(&str, &str)> = moved.iter().map(|(name, text)| (name.as_str(), *text)).collect();
    let first = house_of(PROJECTS).fingerprint();
    assert_eq!(first, house_of(&moved).fingerprint());
    let worded = PROJECTS[1].1.replace("完。", "完毕。");
    assert_ne!(first, house_of(&[PROJECTS[0], ("1.yaml", &worded)]).fingerprint());
    let set = format!("{}style: {{ unit: 元 }}\n", PROJECTS[0].1);
    assert_ne!(first, house_of(&[("book.yaml", &set), PROJECTS[1]]).fingerprint());
}

fn of<'a>(report: &Report<'a>, id: &str, words: &str) -> Provenance<'a> {
    let sentence = report.sentences().find(|sentence| sentence.id() == id).unwrap();
    let span = sentence.spans().iter().find(|span| report.words(span) == words);
    Provenance::of(report, sentence, span.unwrap_or_else(|| panic!("{words} is not in {}", sentence.text())))
}

#[test]
fn a_figure_keeps_its_exact_value_in_the_printed_unit() {
    let report = drafted(house(), HALF_FILLED);
    let total = of(&report, "totals.total", "1234.57万元");
    assert_eq!(total.value.unwrap().to_string(), "1234.56789");
    assert_eq!((total.unit, total.formula), ("万元", None));
    let visits = of(&report, "sangong.visits", "3");
    assert_eq!((visits.value.unwrap().to_string(), visits.unit), ("3".to_owned(), "批次"));
    // Computed from the printed figures: 900 / 1234.57.
    let share = of(&report, "expenditure.kinds", "72.9%");
    assert_eq!(share.formula.unwrap().values, "900 ÷ 1234.57");
}

#[test]
fn a_row_that_stands_for_a_concept_tells_that_concept() {
    let report = published_department(house());
    let fiscal = of(&report, "revenue.sources", "100%");
    let ids: Vec<&str> = fiscal.sources.iter().map(|source| source.id).collect();
    assert_eq!(ids, ["revenue.fiscal", "revenue.year_total"]);
    assert_eq!(fiscal.formula.unwrap().names, "财政拨款收入（决算数） ÷ 本年收入合计（决算数）");
    let item = of(&report, "gpb.item[2010301]", "94.19万元");
    assert_eq!(item.concept(), Some("gpb.item.budget_initial"));
    assert_eq!(item.sources[0].cell, "《一般公共预算财政拨款支出决算表》“2010301 行政运行”行“合计”栏（年初预算数）");
    assert_eq!(item.fragment.unwrap().id, "against_budget");
}

#[test]
fn figures_of_one_name_are_told_apart_by_their_tables() {
    let share = of(&published_department(house()), "gpb.total", "100%");
    let names = share.formula.unwrap().names;
    assert_eq!(
        names,
        "《一般公共预算财政拨款支出决算表》本年支出合计（决算数） ÷ 《支出决算表》本年支出合计（决算数）"
    );
}

#[test]
fn a_figure_left_out_tells_what_it_follows_from() {
    let report = drafted(house(), HALF_FILLED);
    let basic = of(&report, "expenditure.kinds", "900万元");
    assert_eq!(basic.derived.unwrap(), "人员经费 800 + 公用经费 100（A106）");
    assert_eq!(basic.sources[0].place, None);
}

fn answer(report: &Report, query: &str) -> String {
    print_explanation(report, &explain(report, query))
}

#[test]
fn a_number_is_found_however_it_is_typed() {
    let report = published_department(house());
    for query in ["102", "102%", "102.0%", "１０２％"] {
        let explanation = explain(&report, query);
        let ids: Vec<&str> = explanation.hits.iter().map(|hit| hit.sentence_id.as_str()).collect();
        assert_eq!(ids, ["gpb.item[2010301]"], "{query}");
    }
    assert_eq!(explain(&report, "593.32").hits.len(), explain(&report, "593.320万元").hits.len());
    assert!(explain(&report, "102万元").hits.is_empty());
    let text = answer(&report, "102");
    assert!(text.contains("102%　完成年初预算的102%\n"), "{text}");
    assert!(text.contains("算式   决算数 ÷ 年初预算数 = 96.06 ÷ 94.19 = 101.985348…% → 102%\n"), "{text}");
    assert!(
        text.contains("说法 budgeted（when: base > 0 and this > 0）　phrasebooks/jilin-county/book.yaml:"),
        "{text}"
    );
}

#[test]
fn a_number_cut_off_instead_of_rounded_is_recognised() {
    let report = published_department(house());
    for query in ["101.9", "101.9%"] {
        let text = answer(&report, query);
        assert!(text.starts_with(&format!("文中没有“{query}”。\n以下各数截去尾数（不四舍五入）会得到它")), "{text}");
        assert!(text.contains("101.985348…% → 102%"), "{text}");
    }
    let text = answer(&report, "94%");
    assert!(text.contains("换一种小数位数") && text.contains("93.930041…% → 93.9%"), "{text}");
}

#[test]
fn figures_that_stand_only_behind_the_text_are_found() {
    let text = answer(&published_department(house()), "715.37");
    assert!(text.starts_with("“715.37”没有直接写在文中"), "{text}");
    assert!(text.contains("|593.32 − 715.37| = 122.05万元\n"), "{text}");
    let text = answer(&drafted(house(), HALF_FILLED), "7000000");
    assert!(text.contains("700万元　支出决算为700万元"), "{text}");
}

#[test]
fn words_codes_and_ids_find_their_sentences() {
    let report = published_department(house());
    let first = |query: &str| explain(&report, query).hits.first().map(|hit| hit.sentence_id.clone());
    assert_eq!(first("2010301").as_deref(), Some("gpb.item[2010301]"));
    assert_eq!(first("gpb.budget").as_deref(), Some("gpb.budget"));
    assert_eq!(first("收入总计").as_deref(), Some("totals.total"));
    assert_eq!(first("云服务").as_deref(), None);
    assert!(answer(&report, "云服务").contains("改法："));
    assert!(answer(&report, "595").contains("最接近的数：\n\n593.99万元"));
}

#[test]
fn odd_queries_are_answered() {
    let report = drafted(house(), HALF_FILLED);
    for query in [
        "",
        " ",
        "%",
        "万元",
        "-",
        "−5",
        "１，２３４．５７",
        "999999999999999",
        "99999999999999999999",
        "1e9",
        "【",
        "\n",
    ] {
        answer(&report, query);
    }
    assert_eq!(explain(&report, "１，２３４．５７").hits.len(), 3);
}
