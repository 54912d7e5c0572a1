//! Last year's report carried on (结转): nothing of last year is silently left.
//!
//! `JUESUAN_CASES=N` takes N random departments, `JUESUAN_FROM=N` begins at the Nth.

use std::collections::HashSet;

use crate::{
    corrections,
    desk::{house, laid},
    edits,
    random_accounts::{self, chance::Chance},
    segmented,
};
use juesuan::{
    audit::{self, Against, Finding},
    diagnostic::Severity,
    embedded,
    figures::{FinalAccounts, Reference, years},
    formats::lay::Editable,
    report::{House, binding, printed, reading::Shelf, segment},
    revise::{
        roll, roll_by_likeness,
        token::{Kind, tokens},
    },
    source::Source,
};

pub fn numbers(text: &str) -> Vec<&str> {
    let text_tokens = tokens(text).into_iter().filter(|token| token.kind == Kind::Number);
    text_tokens.map(|token| &text[token.range]).collect()
}

#[test]
fn nothing_of_last_year_is_silently_left() {
    let books: Vec<_> = embedded::phrasebook_names().iter().map(|name| house(name)).collect();
    let (mut checked, mut marked, mut left) = (0, 0, Vec::new());
    for seed in crate::cases(150) {
        let house = &books[seed as usize % books.len()];
        let mut chance = Chance::new(seed);
        let old = random_accounts::accounts(seed, house);
        let mut young = corrections::correct(&old, &mut chance);
        young.year += 1;
        let text = edits::edit(&laid(house, &old, Editable::Txt).text, 2, &mut chance).text;
        let source = Source::new("上年.txt", text.clone());
        let document = segment(&source, &[]);
        let reading = Shelf::of(house).read(&document);
        let mut read = binding::bind(&reading, Reference::shipped()).accounts;
        years::in_order_of(&mut read, &young);
        read.year = old.year;
        if read.department.is_empty() {
            read.department = old.department.clone();
        }
        let new = laid(house, &young, Editable::Txt);
        let figures = printed(&young, &house.style);
        let rolled = roll(&laid(house, &read, Editable::Txt), &text, &new, &figures);
        let known: HashSet<&str> = numbers(&new.text).into_iter().collect();
        for line in rolled.text.lines() {
            checked += 1;
            if ["【沿用上年原因，", "【未识别，", "【应删去，", "〔"].iter().any(|mark| line.contains(mark))
            {
                marked += 1;
                continue;
            }
            // A person may have put blanks inside a number; an item's own counts up.
            let line = &line.trim_start_matches(|c: char| c.is_ascii_digit()).replace("  ", "");
            let old: Vec<&str> = numbers(line).into_iter().filter(|number| !known.contains(number)).collect();
            if !old.is_empty() {
                left.push(format!("{seed}: {old:?} in {line}"));
            }
        }
    }
    println!("{checked} lines, {marked} marked, {} with figures of last year", left.len());
    assert!(left.is_empty(), "{}\n{}", left.len(), left[..left.len().min(12)].join("\n"));
}

/// What an audit against its own figures finds in a text above a hint, but at marks and places to fill in.
fn found(house: &House, shelf: &Shelf, text: &str, figures: &FinalAccounts) -> Vec<(String, String)> {
    let document = segmented::document(&Source::new("结转.txt", text));
    let against = Against { figures: Some(figures), last: None };
    let audit = audit::audit(&document, &shelf.read(&document), (100, true), against, Reference::shipped());
    let own: Vec<_> = Reference::shipped().check(figures).iter().map(|breach| breach.code).collect();
    let line = |finding: &Finding| {
        let label = finding.diagnostic.labels.first();
        let line = label.map_or(1, |label| label.source.line_column(label.span.start).0);
        text.lines().nth(line - 1).unwrap_or_default().to_owned()
    };
    // What stays with a mark though this year has no such item may be missed elsewhere.
    let kept: String = text.lines().filter(|line| line.contains("【应删去，")).collect();
    let of_kept = |finding: &Finding| {
        let named = finding.diagnostic.message.split(['“', '”']).nth(1);
        finding.diagnostic.code == "B502" && named.is_some_and(|class| kept.contains(class))
    };
    let counts = |finding: &&Finding| {
        let marked = line(finding).contains('【') || of_kept(finding);
        finding.severity() != Severity::Hint && !marked && !own.contains(&finding.diagnostic.code)
    };
    let told = |finding: &Finding| {
        let message = format!("{} {}", finding.diagnostic.code, finding.diagnostic.message);
        (message, line(finding))
    };
    assert_eq!(house.name, shelf.house.name);
    audit.findings.iter().filter(counts).map(told).collect()
}

/// Figures of one year and of the next: some corrected, if they still agree, or another department's altogether.
#[test]
fn what_is_rolled_checks_clean_but_for_the_marks() {
    let (mut lines, mut marked, mut wrong) = (0, 0, Vec::new());
    // A sentence that stood behind the reasons of two items that go; a reason that several sentences give; one that names
    // years; a figure that was level and now wants a reason.
    for seed in crate::cases(120).chain([148, 330, 5147, 9040, 5217]) {
        let houses = segmented::houses();
        let house = &houses[seed as usize % houses.len()];
        let shelf = Shelf::of(house);
        let mut chance = Chance::new(seed);
        let old = random_accounts::complete(seed, house);
        let corrected = corrections::correct(&old, &mut chance);
        let sound = seed % 4 < 2 && Reference::shipped().check(&corrected).is_empty();
        let mut young = if sound { corrected } else { random_accounts::complete(seed + 7_777, house) };
        young.department.clone_from(&old.department);
        young.year = old.year + 1;
        let text = laid(house, &old, Editable::Txt).text;
        let document = segmented::document(&Source::new("上年.txt", text.as_str()));
        let reading = shelf.read(&document);
        let mut read = binding::bind(&reading, Reference::shipped()).accounts;
        read.department.clone_from(&old.department);
        years::in_order_of(&mut read, &young);
        read.year = old.year;
        let (new, figures) = (laid(house, &young, Editable::Txt), printed(&young, &house.style));
        let rolled = roll(&laid(house, &read, Editable::Txt), &text, &new, &figures);
        lines += rolled.text.lines().count();
        marked += rolled.text.lines().filter(|line| line.contains('【')).count();
        let known: Vec<String> =
            found(house, &shelf, &new.text, &young).into_iter().map(|(message, _)| message).collect();
        let own =
            found(house, &shelf, &rolled.text, &young).into_iter().filter(|(message, _)| !known.contains(message));
        wrong.extend(own.map(|(message, line)| {
            format!("{seed}: {message}\n    {line}\n{}", crate::differing(&[&text, &rolled.text, &new.text]))
        }));
    }
    println!("{lines} lines, {marked} with marks, {} findings", wrong.len());
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong[..wrong.len().min(12)].join("\n"));
}

/// A report in words of its own: what it says is last year's of one figure becomes this year's, the rest is marked.
#[test]
fn a_report_in_words_of_its_own_is_carried_on_as_far_as_likeness_goes() {
    let house = house("jilin-county");
    let young = crate::desk::department("example-library/2023.yaml");
    let figures = printed(&young, &house.style);
    let rolled = roll_by_likeness(
        "示例县图书馆2022年度部门决算
第三部分 2022年度部门决算情况说明
一、收支总体情况
本馆2022年度收入总计达666.1万元之多，原因为活动增多。
机关运行经费花去39.85万元，比上年减少2.15万元，下降5.1%；其中年初预算39.85万元。
机关运行经费39.85万元，食堂收入12.34万元，比上年增加3万元。
本馆2019年成立，于2022年10月搬入新址。
",
        &figures,
    );
    assert_eq!(
        rolled.text,
        "示例县图书馆2023年度部门决算
第三部分 2023年度部门决算情况说明
一、收支总体情况
本馆2023年度收入总计达753.13万元之多，原因为活动增多【沿用上年原因，请核】。
机关运行经费花去41.2万元，比上年增加1.35万元，增长3.4%；其中年初预算39.85万元【未识别，请核】。
机关运行经费41.2万元，食堂收入12.34万元【未识别，请核】，比上年增加3万元【未识别，请核】。
本馆2019年【未识别，请核】成立，于2022年10月【未识别，请核】搬入新址。
"
    );
    assert!(rolled.questions.iter().any(|question| question.words == "39.85 → 41.2"));
    assert!(rolled.questions.iter().any(|question| question.words == "行政运行"));
}
