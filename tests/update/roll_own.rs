//! What a person wrote into last year's report of their own stays in this year's, and is told (结转).

use crate::{
    corrections,
    desk::{corrected, department, house, laid},
    random_accounts::{self, chance::Chance},
    segmented,
};
use juesuan::{
    figures::{FinalAccounts, Reference, years},
    formats::lay::Editable,
    report::{House, binding, printed, reading::Shelf},
    revise::{roll, roll_by_likeness, update::Update},
    source::Source,
};

pub fn carried(house: &House, text: &str, old: &FinalAccounts, young: &FinalAccounts) -> Update {
    let document = segmented::document(&Source::new("上年.txt", text));
    let mut read = binding::bind(&Shelf::of(house).read(&document), Reference::shipped()).accounts;
    years::in_order_of(&mut read, young);
    read.department.clone_from(&old.department);
    read.year = old.year;
    let figures = printed(young, &house.style);
    roll(&laid(house, &read, Editable::Txt), text, &laid(house, young, Editable::Txt), &figures)
}

/// Last year's report of the library with other words in it, carried on.
pub fn library(words: &str, others: &str) -> Update {
    let house = house("jilin-county");
    let old = department("example-library/2022.yaml");
    let text = laid(&house, &old, Editable::Txt).text.replacen(words, others, 1);
    assert!(text.contains(others), "{words}");
    carried(&house, &text, &old, &department("example-library/2023.yaml"))
}

pub fn line<'t>(update: &'t Update, holds: &str) -> &'t str {
    update.text.lines().find(|line| line.contains(holds)).unwrap_or_else(|| panic!("{holds}\n{}", update.text))
}

pub fn asks(update: &Update, words: &str) -> bool {
    update.questions.iter().any(|question| question.words.contains(words))
}

#[test]
fn a_reason_goes_with_its_sentence_only_as_the_report_says() {
    let house = house("jilin-county");
    let (old, reason) = (department("example-library/2022.yaml"), "展览场次减少");
    let text = laid(&house, &old, Editable::Txt).text;
    assert!(text.contains(&format!("决算数小于预算数的主要原因是{reason}。其中：")), "{text}");
    // The draft of figures without a reason has no such sentence there.
    let unsaid = ("    较预算原因: 年中追加文化产业发展资金和职业年金\n", "");
    let update = carried(&house, &text, &old, &corrected("example-library/2023.yaml", &[unsaid]));
    assert!(update.text.contains(reason) || asks(&update, reason), "{:?}", update.questions);
    // Where other words come for it nothing is asked.
    let level = [("决算数: 163.42", "决算数: 150"), ("      原因: 新馆开馆，新增图书购置和设备\n", "")];
    let update = carried(&house, &text, &old, &corrected("example-library/2023.yaml", &level));
    assert!(update.text.contains("年初预算为150万元，支出决算为150万元"), "{}", update.text);
    assert!(!asks(&update, "图书招标节约"), "{:?}", update.questions);
}

#[test]
fn what_stands_behind_a_reason_stays_when_the_reason_is_replaced() {
    let reason = "主要原因：新馆布展经费增加。";
    let update = library(reason, "主要原因：新馆布展经费增加，2022年被评为先进单位。本馆另接受捐赠。");
    let wanted = "主要原因：新馆开馆，运行和活动经费增加，2022年【未识别，请核】被评为先进单位。\
                  本馆另接受捐赠【沿用上年原因，请核】。";
    assert!(line(&update, "被评为").ends_with(wanted), "{}", line(&update, "被评为"));
    assert!(asks(&update, "2022年") && asks(&update, "本馆另接受捐赠"));
    // Clauses of a reason go with it, and are told.
    let update = library(reason, "主要原因：新馆布展经费增加，本馆另接受捐赠。");
    assert!(asks(&update, "新馆布展经费增加，本馆另接受捐赠"));
}

#[test]
fn what_stands_behind_a_reason_stays_when_the_reason_goes_or_waits() {
    let update = library("原因是部分活动改为线上。", "原因是部分活动改为线上，2022年停办灯会。另办展览。");
    let wanted = "原因是部分活动改为线上，2022年停办灯会【沿用上年原因，请核】。另办展览【沿用上年原因，请核】。";
    assert!(line(&update, "另办展览").ends_with(wanted), "{}", line(&update, "另办展览"));
    let house = house("jilin-county");
    let (old, young) = (department("example-library/2022.yaml"), department("example-library/2023.yaml"));
    let text = laid(&house, &old, Editable::Txt).text;
    let said = "原因是部分活动改为线上。";
    let text = text.replace(said, &format!("{said}另办展览。"));
    let mut without = young.clone();
    for rows in &mut without.groups {
        rows.retain(|row| &*row.name != "群众文化");
    }
    let update = carried(&house, &text, &old, &without);
    assert!(update.text.lines().any(|line| line == "另办展览【沿用上年原因，请核】。"), "{}", update.text);
    assert!(!update.text.contains("改为线上") && update.kept.iter().any(|kept| kept.edited.contains("另办展览")));
}

#[test]
fn a_year_that_dates_a_fact_stays_and_is_marked() {
    let young = department("example-library/2023.yaml");
    let figures = printed(&young, &house("jilin-county").style);
    let cases = [
        ("依据《图书馆条例》（2022年修订）。", "依据《图书馆条例》（2022年【未识别，请核】修订）。"),
        ("自2022年以来购书。", "自2022年【未识别，请核】以来购书。"),
        ("自2022年以来行政运行花了190.25万元。", "自2022年【未识别，请核】以来行政运行花了201.37万元。"),
        ("2021年、2022年两年。", "2021年【未识别，请核】、2022年【未识别，请核】两年。"),
        ("2022年被评为先进单位。", "2022年【未识别，请核】被评为先进单位。"),
        ("二〇二二年被评为先进单位。", "二〇二二年【未识别，请核】被评为先进单位。"),
        ("2022年被评为先进，行政运行花了190.25万元。", "2022年【未识别，请核】被评为先进，行政运行花了201.37万元。"),
        // The report's own.
        ("2022年，行政运行花了190.25万元。", "2023年，行政运行花了201.37万元。"),
        ("本馆2022年在行政运行上花了190.25万元。", "本馆2023年在行政运行上花了201.37万元。"),
        ("2022年收支平衡，与2021年相比持平。", "2023年收支平衡，与2022年相比持平。"),
        ("二〇二二年度较二〇二一年有所改善。", "二〇二三年度较二〇二二年有所改善。"),
    ];
    let mut wrong = Vec::new();
    for (last, wanted) in cases {
        let text = format!("第三部分 2022年度部门决算情况说明\n一、收支情况\n{last}\n");
        let update = roll_by_likeness(&text, &figures);
        let line = update.text.lines().last().unwrap();
        wrong.extend((line != wanted).then(|| format!("{wanted}\n{line}")));
        assert!(!line.contains('【') || asks(&update, "年"));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
    let update = library("\n二、收入", "\n2022年被评为先进单位。\n二、收入");
    assert_eq!(line(&update, "被评为"), "2022年【未识别，请核】被评为先进单位。");
}

#[test]
fn amounts_in_chinese_numerals_are_marked() {
    let young = department("example-library/2023.yaml");
    let figures = printed(&young, &house("jilin-county").style);
    let text = "第三部分 2022年度部门决算情况说明\n一、收支情况\n行政运行六万元，比上年多两万元，购书陆仟元，医疗六万一千二百元，合计一百九十六万元，展出四十五天。\n";
    let update = roll_by_likeness(text, &figures);
    let wanted = "第三部分 2023年度部门决算情况说明\n一、收支情况\n行政运行六万元【未识别，请核】，比上年多两万元【未识别，请核】，购书陆仟元【未识别，请核】，医疗六万一千二百元【未识别，请核】，合计一百九十六万元【未识别，请核】，展出四十五天。\n";
    for amount in ["六万元", "两万元", "陆仟元", "六万一千二百元", "一百九十六万元"] {
        assert!(update.questions.iter().any(|question| question.words == amount), "{amount}");
    }
    assert_eq!(update.text, wanted);
}

const STEMS: [&str; 10] = ["甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸"];

/// Behind any reason, whatever becomes of that reason this year.
#[test]
fn nothing_behind_a_reason_is_dropped() {
    let (mut written, mut lost) = (0, Vec::new());
    // A dated clause behind a reason that goes with its sentence.
    for seed in crate::cases(100).chain([5022]) {
        let houses = segmented::houses();
        let house = &houses[seed as usize % houses.len()];
        let mut chance = Chance::new(seed);
        let old = random_accounts::complete(seed, house);
        let other = random_accounts::complete(seed + 7_777, house);
        let mut young = if seed % 3 == 0 { other } else { corrections::correct(&old, &mut chance) };
        young.department.clone_from(&old.department);
        young.year = old.year + 1;
        let (mut text, mut typed) = (String::new(), Vec::new());
        for line in laid(house, &old, Editable::Txt).text.lines() {
            let behind =
                line.rfind("原因").filter(|_| line.ends_with('。') && !line.contains('【') && chance.below(2) == 0);
            if behind.is_some() && typed.len() < STEMS.len() * STEMS.len() {
                let name = format!("{}{}", STEMS[typed.len() / STEMS.len()], STEMS[typed.len() % STEMS.len()]);
                let year = format!("，{}年", old.year);
                let clause =
                    if chance.below(2) == 0 { format!("{year}被评为{name}先进单位") } else { String::new() };
                text += &format!("{}{clause}。本部门另接受{name}捐赠。\n", line.trim_end_matches('。'));
                typed.push((!clause.is_empty()).then(|| format!("被评为{name}先进单位")));
                typed.push(Some(format!("本部门另接受{name}捐赠")));
            } else {
                text += &format!("{line}\n");
            }
        }
        let update = carried(house, &text, &old, &young);
        for words in typed.into_iter().flatten() {
            written += 1;
            if !update.text.contains(&words) {
                let last = text.lines().find(|line| line.contains(&words)).unwrap_or_default();
                lost.push(format!("{seed}: {words}\n{last}\n"));
            }
        }
    }
    println!("{written} written, {} lost", lost.len());
    assert!(written > 100 && lost.is_empty(), "{}\n{}", lost.len(), lost[..lost.len().min(12)].join("\n"));
}
