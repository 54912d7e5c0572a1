//! The complete report: what the house puts into it, and that part three is read out of it as if it stood alone.

mod drafted;
#[path = "whole/part_one.rs"]
mod part_one;
#[path = "random_accounts/mod.rs"]
mod random_accounts;
#[path = "segmented/mod.rs"]
mod segmented;

use drafted::{HALF_FILLED, drafted, house, house_of, published_department};
use juesuan::{
    audit::{self, Against},
    diagnostic::Severity,
    figures::{FinalAccounts, Reference, load_path},
    formats::{Format, md, md_whole, txt, txt_whole},
    phrase::book::Examples,
    report::{
        self, House, Report, Whole,
        document::{Document, PartKind},
        reading::Shelf,
        whole::{Part, WholeReport},
    },
    source::Source,
};

const DEPARTMENTS: [&str; 5] = [
    "jingyu-zhengwu/2023",
    "example-culture/2024",
    "example-library/2023",
    "example-new-unit/2023",
    "example-social-work/2024",
];

fn whole_of(house: &'static House) -> &'static Whole {
    let (whole, faults) = Whole::load(house, Examples::LeaveOut, &Reference::shipped().catalogue);
    Box::leak(Box::new(whole.unwrap_or_else(|| panic!("{faults:?}"))))
}

/// A house like the shipped one, put together in another way.
fn house_with(whole: &str) -> &'static House {
    let book = "extends: jilin-county\ntitle: 例\n";
    house_of(&[("book.yaml", book), ("whole.yaml", whole)])
}

fn faults(whole: &str) -> Vec<String> {
    let (whole, faults) = Whole::load(house_with(whole), Examples::Read, &Reference::shipped().catalogue);
    assert!(whole.is_none(), "{faults:?}");
    faults.into_iter().map(|fault| format!("{} {} {:?}", fault.code, fault.message, fault.help)).collect()
}

/// Sections and paragraphs of part three.
fn narrative(document: &Document) -> Vec<String> {
    let mut out = Vec::new();
    for section in document.narrative() {
        out.extend(section.title.iter().map(|title| title.text().to_owned()));
        out.extend(section.paragraphs.iter().map(|paragraph| paragraph.text.text().to_owned()));
    }
    out
}

fn text(name: &str, text: &str) -> Document {
    segmented::document(&Source::new(name, text))
}

fn same_narrative(report: &Report, whole: &WholeReport, what: &str) {
    let alone = narrative(&text("a.txt", &txt(report)));
    assert!(alone.len() > 20, "{what}");
    assert_eq!(narrative(&text("a.txt", &txt_whole(whole))), alone, "{what}");
    assert_eq!(narrative(&text("a.md", &md_whole(whole))), narrative(&text("a.md", &md(report))), "{what}");
}

#[test]
fn part_three_is_read_out_of_the_whole_as_if_it_stood_alone() {
    for house in segmented::houses() {
        let whole = Whole::load(house, Examples::LeaveOut, &Reference::shipped().catalogue).0.unwrap();
        for seed in 0..20 {
            let accounts = random_accounts::complete(seed, house);
            let printed = report::printed(&accounts, &house.style);
            let report = report::draft(house, &accounts, &printed);
            same_narrative(&report, &whole.draft(&report), &format!("{} {seed}", house.name));
        }
    }
}

#[test]
fn checking_the_whole_finds_what_checking_part_three_finds() {
    let reference = Reference::shipped();
    for path in DEPARTMENTS {
        let accounts = load_path(format!("data/departments/{path}.yaml").as_ref(), reference).0.unwrap();
        let house = House::load(accounts.phrasebook.as_deref().unwrap(), &reference.catalogue).0.unwrap();
        let whole = Whole::load(&house, Examples::LeaveOut, &reference.catalogue).0.unwrap();
        let printed = report::printed(&accounts, &house.style);
        let report = report::draft(&house, &accounts, &printed);
        let whole = whole.draft(&report);
        same_narrative(&report, &whole, path);
        let shelf = Shelf::of(&house);
        let found = |name: &str, words: String, figures: Option<&FinalAccounts>| {
            let document = text(name, &words);
            let against = Against { figures, last: None };
            let audit = audit::audit(&document, &shelf.read(&document), (100, true), against, reference);
            let told =
                |finding: &audit::Finding| (finding.diagnostic.code, finding.severity(), finding.quote().to_owned());
            audit.findings.iter().map(told).collect::<Vec<_>>()
        };
        for figures in [None, Some(&accounts)] {
            for (name, part, all) in
                [("a.txt", txt(&report), txt_whole(&whole)), ("a.md", md(&report), md_whole(&whole))]
            {
                let (part, all) = (found(name, part, figures), found(name, all, figures));
                assert_eq!(part, all, "{path} {name}");
                // What is to be filled in is said (W107); totals that are really the year's own need not be equal (A105),
                // which the text alone does not say.
                let known = |code: &str| {
                    ["A105", "W107"].contains(&code) || accounts.verified.iter().any(|one| one.code == code)
                };
                let loud = all.iter().filter(|(code, severity, _)| *severity != Severity::Hint && !known(code));
                assert_eq!(loud.count(), 0, "{path} {name}: {all:?}");
            }
        }
    }
}

#[test]
fn every_part_is_found_again() {
    let report = published_department(house());
    let whole = whole_of(house());
    let kinds = [
        PartKind::Cover,
        PartKind::Contents,
        PartKind::About,
        PartKind::Tables,
        PartKind::Narrative,
        PartKind::Glossary,
    ];
    for document in [text("a.txt", &txt_whole(&whole.draft(&report))), text("a.md", &md_whole(&whole.draft(&report)))] {
        let found: Vec<PartKind> = document.parts.iter().map(|part| part.kind).collect();
        assert_eq!(found, kinds, "{}", document.source.name());
    }
}

#[test]
fn the_contents_list_every_heading() {
    let report = published_department(house());
    let whole = whole_of(house()).draft(&report);
    let headings = whole.headings();
    assert_eq!(headings.iter().filter(|heading| heading.level == 1).count(), 4);
    assert_eq!(headings.iter().filter(|heading| heading.level == 2).count(), 2 + 13 + 11);
    let text = txt_whole(&whole);
    for heading in headings {
        assert_eq!(text.lines().filter(|line| *line == heading.text).count(), 2, "{}", heading.text);
    }
}

#[test]
fn what_waits_to_be_filled_in_shows_on_the_cover_and_in_part_one() {
    let report = drafted(house(), HALF_FILLED);
    let whole = whole_of(house()).draft(&report);
    let open: Vec<&str> = whole.cover.iter().filter_map(|line| Some(line.missing.as_ref()?.1.as_str())).collect();
    assert_eq!(open, ["公开日期"]);
    let told: Vec<&str> = whole.overview().unwrap().missing().map(|(_, span)| span.slot.what.as_str()).collect();
    assert_eq!(told, ["部门职责", "内设机构"]);
    let Part::Tables { tables, .. } = &whole.parts[1] else { panic!() };
    assert!(tables.iter().map(|table| table.missing()).sum::<usize>() > 0);
    assert!(txt_whole(&whole).contains("【待补充：决算数】") || txt_whole(&whole).contains("【待补充：合计】"));
}

const SMALL: &str = "cover: [\"{{ year }}年{{ department }}\"]\nparts:\n  - narrative:\n  - glossary:\n      title: 名词\n      list: used\n      line: \"{{ number }}．{{ term }}，{{ text }}\"\n      terms:\n        - { term: 甲, text: 说经营收入。, of: revenue.operating }\n        - { term: 乙, text: 说财政拨款收入。, of: [revenue.fiscal] }\n        - { term: 丙, text: 总要说。 }\n";

#[test]
fn a_glossary_of_what_is_used_is_numbered_anew() {
    let house = house_with(SMALL);
    let report = published_department(house);
    let whole = whole_of(house).draft(&report);
    let Part::Glossary { terms, .. } = &whole.parts[1] else { panic!() };
    assert_eq!(terms, &["一．乙，说财政拨款收入。", "二．丙，总要说。"]);
    assert!(txt_whole(&whole).starts_with("2023年靖宇县政务服务和数字化建设管理局\n\n第三部分 "));
}

#[test]
fn separators_of_thousands_stand_in_tables_only() {
    let tables = "thousands: true\nparts:\n  - tables:\n      title: 表\n      list: [{ form: totals, title: 总表 }]\n  - narrative:\n";
    let house = house_with(tables);
    let report = drafted(house, HALF_FILLED);
    let text = txt_whole(&whole_of(house).draft(&report));
    let (above, below) = text.split_once("第三部分").unwrap();
    assert!(above.contains("\t1,200.00\t"), "{above}");
    assert!(below.contains("1200万元") && !below.contains("1,200"), "{below}");
}

#[test]
fn wrong_settings_are_all_told_where_they_stand() {
    let told = faults(
        "covr: [甲]\nparts:\n  - tables:\n      title: 表\n      list:\n        - { form: totls, title: 总表 }\n        - { form: gpb }\n  - glossary:\n      title: 名词\n      list: some\n      line: \"{{ term }}{{ text }}\"\n      terms: [{ term: 甲, text: \"{{ what }}\", of: revenue.fiscl }]\n",
    );
    for words in ["covr", "totls", "title", "all 或 used", "revenue.fiscl", "what"] {
        assert!(told.iter().any(|fault| fault.contains(words)), "{words}: {told:#?}");
    }
    assert!(faults("parts: []\n")[0].contains("parts"));
    assert!(faults("parts:\n  - narative:\n")[0].contains("narrative"));
    let overview = "parts:\n  - overview:\n      title: 概况\n      sections: [{ section: a, title: 甲, outline: [{ paragraph: [b] }] }]\n";
    assert!(faults(overview)[0].starts_with("P031"));
}

#[test]
fn only_formats_for_people_have_a_complete_report() {
    let report = published_department(house());
    let whole = whole_of(house()).draft(&report);
    for format in Format::ALL {
        assert_eq!(format.print_whole(&whole).is_some(), format != Format::Json, "{format:?}");
    }
}

#[test]
fn the_page_has_tables_with_merged_cells_and_figures_that_say_what_they_are() {
    let report = published_department(house());
    let page = String::from_utf8(Format::Html.print_whole(&whole_of(house()).draft(&report)).unwrap()).unwrap();
    assert_eq!(page.matches("<table>").count(), 13);
    assert!(
        page.contains("<th colspan=\"3\">公务用车购置及运行费</th>")
            && page.contains("<th rowspan=\"2\">公务接待费</th>")
    );
    assert!(page.contains("项目　本年支出合计　gpb.total\">593.99</span>"), "cards say which figure a cell is");
    assert!(!page.contains("<script") && !page.contains("http"), "the page needs nothing else");
    let ids: Vec<&str> = page.split(" id=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    assert_eq!(ids.iter().collect::<std::collections::HashSet<_>>().len(), ids.len());
}

const CHARTS: &str = "charts:\n  - { title: \"收入构成（{{ unit }}）\", kind: shares, of: [revenue.fiscal, revenue.undertaking], whole: revenue.year_total, after: revenue }\n  - { title: 支出构成, kind: shares, of: [expenditure.basic], whole: expenditure.year_total, after: expenditure }\n  - { title: 与上年比较, kind: years, of: [revenue.grand_total, expenditure.grand_total], after: totals }\nparts:\n  - narrative:\n";

#[test]
fn charts_show_what_adds_up_and_nothing_else() {
    let house = house_with(CHARTS);
    let report = published_department(house);
    let whole = whole_of(house).draft(&report);
    let titles: Vec<&str> = whole.charts.iter().map(|chart| chart.title.as_str()).collect();
    assert_eq!(titles, ["收入构成（万元）", "与上年比较"]);
    // 基本支出不是全部支出。
    assert_eq!(whole.not_drawn, ["支出构成"]);
    let shown: Vec<&str> =
        whole.charts[1].series.iter().flat_map(|one| &one.points).map(|one| one.text.as_str()).collect();
    assert_eq!(shown, ["715.37", "714.79", "593.32", "593.99"]);
    assert_eq!(whole.charts[0].series[0].points[0].text, "593.32　100%");
    let page = String::from_utf8(Format::Html.print_whole(&whole).unwrap()).unwrap();
    assert_eq!(page.matches("<svg").count(), 2);
    assert!(page.contains("stroke-dasharray=\"100 100\""));
    // 上年 715.37 最长，今年 593.32 是它的 0.8294。
    assert!(page.contains("width=\"360\"") && page.contains("width=\"299\""), "{page}");
    for format in [Format::Txt, Format::Md] {
        assert!(!String::from_utf8(format.print_whole(&whole).unwrap()).unwrap().contains("构成（万元）"));
    }
    let told =
        faults(&CHARTS.replace("revenue.undertaking", "revenue.undertakin").replace("after: totals", "after: total"));
    assert!(told.len() == 2 && told[0].contains("revenue.undertaking") && told[1].contains("totals"), "{told:?}");
}

#[test]
fn markdown_has_one_row_of_headings_and_figures_on_the_right() {
    let report = published_department(house());
    let text = md_whole(&whole_of(house()).draft(&report));
    assert!(text.contains("| 项目 | 合计 | 因公出国（境）费 | 公务用车购置及运行费·小计 |"), "{text}");
    assert!(text.contains("\n| --- | ---: | --- | ---: | ---: | ---: | ---: |\n"));
    assert!(text.contains("# 目录\n\n- 第一部分 部门概况\n  - 一、部门职责\n"));
}
