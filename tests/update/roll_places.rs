//! What last year's text had no place for, or had elsewhere, stands in its right place in this year's (结转).

use crate::{
    desk::{department, house, laid},
    roll_own::carried,
    sentence,
};
use juesuan::{
    formats::lay::Editable,
    report::printed,
    revise::{roll, update::Update},
};

/// A department's report, edited, carried on to the next year; and the draft of that year.
fn rolled(book: &str, [last, this]: [&str; 2], edit: impl Fn(&str) -> String) -> (Update, String) {
    let (house, old, young) = (house(book), department(last), department(this));
    let draft = laid(&house, &old, Editable::Txt).text;
    let text = edit(&draft);
    assert_ne!(text, draft);
    (carried(&house, &text, &old, &young), laid(&house, &young, Editable::Txt).text)
}

const LIBRARY: [&str; 2] = ["example-library/2022.yaml", "example-library/2023.yaml"];
const CULTURE: [&str; 2] = ["example-culture/2023.yaml", "example-culture/2024.yaml"];

/// The lines of one text that the other does not have.
fn besides<'t>(text: &'t str, other: &str) -> Vec<&'t str> {
    text.lines().filter(|line| !other.lines().any(|of| of == *line)).collect()
}

/// Is it the title of a section: 七、…?
fn is_title(line: &str) -> bool {
    line.chars().nth(1) == Some('、') && !line.starts_with(|c: char| c.is_ascii_digit())
}

/// The lines of the section of that number.
fn section(text: &str, number: char) -> String {
    let lines = text.lines().skip_while(|line| !line.starts_with(number) || !is_title(line)).enumerate();
    lines.take_while(|(at, line)| *at == 0 || !is_title(line)).map(|(_, line)| format!("{line}\n")).collect()
}

/// Left out last year as there was nothing to say in it, filled this year: it stands whole and in its place, behind what a
/// person added to the section before.
#[test]
fn a_section_that_last_year_left_out_comes_whole() {
    for (book, years, number) in
        [("jilin-county", LIBRARY, '七'), ("jilin-county", LIBRARY, '八'), ("shanghai-district", CULTURE, '八')]
    {
        for own in ["", "办公设备用于新馆。\n"] {
            let (update, draft) = rolled(book, years, |text| text.replacen(section(text, number).as_str(), own, 1));
            assert_eq!(section(&update.text, number), section(&draft, number), "{book} {number}\n{}", update.text);
            assert!(update.text.contains(&format!("\n{own}{number}、")), "{}", update.text);
        }
    }
}

/// A clause of a text to the front of another one.
fn exchanged(text: &str, one: &str, other: &str) -> String {
    assert!(text.contains(one) && text.contains(other), "{one}\n{other}\n{text}");
    text.replacen(one, "〇", 1).replacen(other, one, 1).replacen('〇', other, 1)
}

/// Two items told in another order: what a person typed stays in its item, numbers count up, nothing else is touched.
#[test]
fn items_told_in_another_order_stay_so() {
    let (update, draft) = rolled("jilin-county", LIBRARY, |text| {
        let item =
            |number: &str| text.lines().find(|line| line.starts_with(number)).unwrap()[number.len()..].to_owned();
        let (culture, medical) = (item("4. "), item("6. "));
        let noted = culture.replace("（项）", "（项）（详见附件2）");
        exchanged(text, &culture, &medical).replacen(&culture, &noted, 1)
    });
    let own = besides(&update.text, &draft);
    let items: Vec<&str> = update.text.lines().skip_while(|line| !line.starts_with("1. ")).take(10).collect();
    for (item, number) in items.iter().zip(1..) {
        assert!(item.starts_with(&format!("{number}. ")), "{}", update.text);
    }
    let noted = items.iter().find(|item| item.contains("（项）（详见附件2")).unwrap();
    // Where the typed words keep a sentence from being read, nothing of last year stays without a mark.
    let told = noted.contains("支出决算为16.9万元") || noted.contains("支出决算为18.35万元【未识别，请核】");
    assert!(noted.contains("群众文化（项）") && told, "{noted}");
    let others = own.iter().filter(|line| line != &noted);
    assert!(others.clone().all(|line| line.contains("（项）") && !line.contains("【未识别")), "{own:#?}");
}

/// The same number with other zeros is this year's already.
#[test]
fn a_share_printed_with_fewer_zeros_is_no_old_one() {
    let draft = |amount: &'static str| {
        sentence(&[("收入", None), (amount, Some("收入")), ("，占", None), ("100.00%", Some("占比")), ("。", None)])
    };
    let young = department(LIBRARY[1]);
    let figures = printed(&young, &house("jilin-county").style);
    let update = roll(&draft("50万元"), "收入50万元，占100%。\n", &draft("60万元"), &figures);
    assert_eq!(update.text, "收入60万元，占100%。\n");
}
