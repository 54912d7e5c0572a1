//! Reports in words of their own, and whole ones, carried on (结转).

use std::{fs, path::Path};

use crate::{
    desk::{corrected, department, house, laid},
    roll::numbers,
    segmented, sentence,
};
use juesuan::{
    figures::Reference,
    formats::lay::Editable,
    phrase::SpanKind,
    report::{binding, printed, reading::Shelf},
    revise::{laid::Laid, roll, roll_by_likeness},
    source::Source,
};

/// A made-up report of 2022 in nobody's house style, and whether each number is one that the figures know.
const OWN_STYLE: &str = "示例县图书馆2022年度决算公开
第三部分 2022年度部门决算情况说明
一、收支情况
全馆当年收入总计666.1万元；财政拨款收入583万元，事业收入36.5万元，经营收入12万元，其他收入4.6万元。
当年用出去的钱里，基本支出380.47万元，项目支出215.85万元，经营支出9.8万元。
二、各科目情况
行政运行花了190.25万元，用于日常运转，多出来的原因是人员增加。调资也在当年兑现。
图书馆花了138.6万元；群众文化花了18.35万元。
机关事业单位基本养老保险缴费支出31.02万元，行政单位医疗9.6万元，事业单位医疗6.12万元。
三、其他
当年办讲座48场，到场3,200人次，每场平均花0.35万元。
";

/// Of its 15 amounts 14 are the figures'; no other number may be touched.
#[test]
fn a_made_up_style_is_placed_as_far_as_names_and_amounts_tell() {
    let young = department("example-library/2023.yaml");
    let rolled = roll_by_likeness(OWN_STYLE, &printed(&young, &house("jilin-county").style)).text;
    println!("{rolled}");
    let placed = [
        "收入总计753.13万元",
        "财政拨款收入635万元",
        "事业收入41.2万元",
        "经营收入15.3万元",
        "其他收入3.15万元",
        "基本支出408.5万元",
        "项目支出274.5万元",
        "经营支出11.6万元",
        "行政运行花了201.37万元",
        "图书馆花了163.42万元",
        "群众文化花了16.9万元",
        "缴费支出33.95万元",
        "行政单位医疗9.9万元",
        "事业单位医疗6.48万元",
    ];
    let missed: Vec<_> = placed.iter().filter(|words| !rolled.contains(*words)).collect();
    assert!(missed.is_empty(), "{missed:?}");
    assert!(rolled.contains("人员增加【沿用上年原因，请核】。调资也在当年兑现【沿用上年原因，请核】。"));
    for number in ["48【", "3,200【", "0.35万元【未识别，请核】"] {
        assert!(rolled.contains(number), "{number}");
    }
}

/// Beside a figure that is known by name and amount: its share, last year's figure, its budget. What nothing vouches for
/// stays and is marked.
#[test]
fn what_is_said_beside_a_figure_is_placed_where_it_can_be_held_against_it() {
    let young = department("example-library/2023.yaml");
    let figures = printed(&young, &house("jilin-county").style);
    let cases = [
        // 380.47 / 614.12 = 62.0%, 408.5 / 705.1 = 57.9%.
        (
            "全年支出合计614.12万元。基本支出380.47万元，占本年支出合计的62.0%，比上年增加9万元。",
            "基本支出408.5万元，占本年支出合计的57.9%，比上年增加28.03万元。",
        ),
        ("本年支出合计614.12万元，其中基本支出380.47万元，占62%。", "基本支出408.5万元，占57.9%。"),
        // A share of something else, and one that was wrong.
        ("基本支出380.47万元，占人员经费的62%。", "占人员经费的62%【未识别，请核】。"),
        ("基本支出380.47万元，占本年支出合计的63%。", "占本年支出合计的63%【未识别，请核】。"),
        ("事业收入36.5万元，上年为31.2万元，增收明显。", "事业收入41.2万元，上年为36.5万元，增收明显。"),
        ("事业收入36.5万元，2021年度为31.2万元。", "事业收入41.2万元，2022年度为36.5万元。"),
        ("事业收入36.5万元，上年经营收入31.2万元。", "上年经营收入31.2万元【未识别，请核】。"),
        ("事业收入36.5万元，上年结转31.2万元。", "上年结转31.2万元【未识别，请核】。"),
        ("行政运行年初预算为180万元，实际花了190.25万元。", "行政运行年初预算为195万元，实际花了"),
        ("行政运行花了190.25万元，年初预算180万元。", "行政运行花了201.37万元，年初预算195万元。"),
        ("行政运行花了190.25万元，超年初预算10.25万元。", "超年初预算10.25万元【未识别，请核】。"),
        ("行政运行花了190.25万元，全年预算188万元。", "全年预算188万元【未识别，请核】。"),
    ];
    let mut wrong = Vec::new();
    for (last, wanted) in cases {
        let text = format!("示例县图书馆2022年度部门决算\n第三部分 2022年度部门决算情况说明\n一、收支情况\n{last}\n");
        let rolled = roll_by_likeness(&text, &figures).text;
        let line = rolled.lines().last().unwrap();
        wrong.extend((!line.contains(wanted)).then(|| format!("{wanted}\n{line}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// Years and the date on the cover in Chinese numerals.
#[test]
fn dates_in_chinese_numerals_are_carried_on() {
    let house = house("jilin-county");
    let mut young = department("example-library/2023.yaml");
    young.published = Some("2024-09-20".to_owned());
    let figures = printed(&young, &house.style);
    let report = |cover: &str, prose: &str| {
        format!("{cover}\n第一部分 部门概况\n本馆职责。\n第三部分 2022年度部门决算情况说明\n一、收支情况\n{prose}\n")
    };
    let last = report(
        "二○二二年度\n示例县图书馆部门决算\n二○二三年八月",
        "本馆二〇一九年成立，二〇二二年购书，二〇二二年十月搬入新址。",
    );
    let rolled = roll_by_likeness(&last, &figures).text;
    let this = report(
        "二○二三年度\n示例县图书馆部门决算\n二○二四年九月",
        "本馆二〇一九年【未识别，请核】成立，二〇二二年【未识别，请核】购书，二〇二二年十月【未识别，请核】搬入新址。",
    );
    assert_eq!(rolled, this.replace("第三部分 2022", "第三部分 2023"));
    let whole = roll_by_likeness(&last.replace("八月", "八月二十一日"), &figures).text;
    assert!(whole.contains("\n二○二四年九月二十日\n"), "{whole}");
    let short = roll_by_likeness(&last.replace("二○二三年八月", "2023年8月"), &figures).text;
    assert!(short.contains("\n2024年9月\n"), "{short}");
}

/// A published report with its cover, contents, tables and glossary: nothing of last year stays unsaid.
#[test]
fn a_whole_report_is_carried_on() {
    let house = house("jilin-county");
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("golden/jingyu-zhengwu/2023");
    let read = |name: &str| fs::read_to_string(golden.join(name)).unwrap();
    let (around, narrative) = (read("published-whole.txt"), read("published.txt"));
    let (before, glossary) = around.split_at(around.rfind("第四部分").unwrap());
    let text = format!("{before}收入总计 593.32 支出总计 593.99\n{narrative}\n{glossary}");
    let young = corrected(
        "jingyu-zhengwu/2023.yaml",
        &[
            ("年度: 2023", "年度: 2024"),
            ("公开日期: 2024-10-09", "公开日期: 2025-10-10"),
            ("    - 营商环境督察服务科（社会信用体系建设及数据共享管理应用科）\n", ""),
            ("{ 决算数: 593.32, 上年决算数: 715.37 }", "{ 决算数: 618.45, 上年决算数: 593.32 }"),
            ("{ 决算数: 593.99, 上年决算数: 714.79 }", "{ 决算数: 618.45, 上年决算数: 593.99 }"),
        ],
    );
    let document = segmented::document(&Source::new("上年.txt", text.as_str()));
    let last = binding::bind(&Shelf::of(&house).read(&document), Reference::shipped()).accounts;
    assert_eq!(last.year, 2023);
    let new = laid(&house, &young, Editable::Txt);
    let rolled = roll(&laid(&house, &last, Editable::Txt), &text, &new, &printed(&young, &house.style));
    let known = numbers(&new.text);
    let body = &rolled.text[..rolled.text.rfind("第四部分").unwrap()];
    let known_line = |line: &&str| line.starts_with("收入总计 ") || line.contains('【') || *line == "2025年10月10日";
    let lines = body.lines().filter(|line| !known_line(line) && !line.contains("内设2个机构"));
    let left: Vec<_> = lines.filter(|line| numbers(line).iter().any(|number| !known.contains(number))).collect();
    assert!(left.is_empty(), "{left:#?}");
    assert!(rolled.text.starts_with("2024年度\n") && rolled.text.contains("\n2025年10月10日\n"));
    assert!(!rolled.text.contains("2023年度部门决算") && rolled.text.contains("内设2个机构，分别为办公室（人事科）、"));
    assert!(rolled.text.contains("政务大厅监督管理科）【未识别，请核】。"));
    assert!(rolled.questions.iter().any(|question| question.message.contains("内设机构换成了今年的个数")));
    assert!(rolled.text.ends_with(glossary));
    assert!(rolled.questions.iter().any(|question| question.message.contains("请换成今年的表")));
}

/// Both totals told together last year, apart in the phrase, one of them this year: what is left of the phrase's words
/// goes with the rest.
#[test]
fn words_of_the_phrase_that_told_more_at_once_do_not_run_into_this_years() {
    let young = department("example-library/2023.yaml");
    let change = |words: [&'static str; 3], row: &'static str| {
        let [direction, amount, name] = words;
        [(name, Some(row)), ("总计", None), (direction, Some(row)), (amount, Some(row))]
    };
    let income = change(["减少", "12.5万元", "财政拨款收入"], "收入");
    let spending = [("，", None), ("支出总计", None), ("减少", Some("支出")), ("13.5万元", Some("支出"))];
    let last = sentence(&[&[("与上年相比，", None)][..], &income, &spending, &[("。", None)]].concat());
    let this = change(["增加", "20.25万元", "财政拨款支出"], "支出");
    let new = sentence(&[&[("与上年相比，", None)][..], &this, &[("。", None)]].concat());
    let rolled = roll(
        &last,
        "与上年相比，财政拨款收入支出总计减少12.5万元。\n",
        &new,
        &printed(&young, &house("jilin-county").style),
    )
    .text;
    assert_eq!(rolled, "与上年相比，财政拨款支出总计增加20.25万元。\n");
}

/// A sentence that somebody put before all headings is not the cover, whose date is the day of publication.
#[test]
fn a_date_in_a_sentence_is_not_the_day_of_publication() {
    let house = house("jilin-county");
    let mut young = department("example-library/2023.yaml");
    young.published = Some("2024-09-20".to_owned());
    let figures = printed(&young, &house.style);
    for (date, marked) in [
        ("2022年12月31日", "2022年12月31日【未识别，请核】"),
        ("二○二二年十二月三十一日", "二○二二年十二月三十一日【未识别，请核】"),
    ] {
        let text =
            format!("截至{date}，本馆共有车辆2辆。\n第三部分 2022年度部门决算情况说明\n一、收支情况\n本馆购书。\n");
        let rolled = roll_by_likeness(&text, &figures).text;
        assert!(rolled.starts_with(&format!("截至{marked}，")), "{rolled}");
    }
}

/// Level last year and therefore without a reason: this year's reason comes, and no full stop twice.
#[test]
fn a_reason_that_last_years_text_had_no_place_for_comes() {
    let young = department("example-library/2023.yaml");
    let change = |words: [&'static str; 2]| [("与上年相比，收入", None), (words[0], Some("增减")), (words[1], None)];
    let reason = |words: &'static str| [("主要原因：", None), (words, Some("原因")), ("。", None)];
    let draft = |first: Laid, mut second: Laid, kind: SpanKind| {
        let shift = first.text.len();
        let mut sentences = first.sentences;
        for mut sentence in second.sentences.drain(..) {
            sentence.id = "b".to_owned();
            sentence.place = sentence.place.start + shift..sentence.place.end + shift;
            for span in &mut sentence.spans {
                span.place = span.place.start + shift..span.place.end + shift;
                span.kind = kind;
            }
            sentences.push(sentence);
        }
        Laid { text: first.text + &second.text, sentences }
    };
    let last = draft(
        sentence(&change(["减少", "12.5万元。"])),
        sentence(&reason("【待补充：主要原因】")),
        SpanKind::Placeholder,
    );
    let new = draft(sentence(&change(["增加", "20.25万元。"])), sentence(&reason("增拨经费")), SpanKind::Reason);
    let figures = printed(&young, &house("jilin-county").style);
    let rolled = roll(&last, "与上年相比，收入持平。\n", &new, &figures).text;
    assert_eq!(rolled.trim_end(), "与上年相比，收入增加20.25万元。主要原因：增拨经费。");
}
