//! Reasons of last year (沿用上年的原因), however they are led in.

use juesuan::revise::diff::QuestionKind;

use crate::compared::{compared, drafted};

/// Which reasons are asked about as those of last year.
fn kept(last: &str, this: &str) -> Vec<String> {
    compared(last, this, |review| {
        let kept = review.questions.iter().filter(|question| question.kind == QuestionKind::ReasonKept);
        kept.map(|question| question.quote.clone()).collect()
    })
}

#[test]
fn a_reason_that_is_only_led_in_by_other_words_is_last_years() {
    for (department, year) in [("example-library", 2022), ("example-culture", 2023)] {
        let last = drafted(department, year);
        let (old, older) = (year.to_string(), (year - 1).to_string());
        // A year later, and most figures others.
        let this = last.replace(&old, &(year + 1).to_string()).replace(&older, &old);
        let others =
            [("2万元", "1万元"), ("3万元", "4万元"), ("5万元", "6万元"), ("7万元", "8万元"), ("0万元", "9万元")];
        let this = others.iter().fold(this, |this, (from, to)| this.replace(from, to));
        let wanted = kept(&last, &this);
        assert!(wanted.len() > 5, "{wanted:?}");
        for lead in ["主要原因系", "主要原因是由于"] {
            for own in ["主要原因：", "主要原因是"] {
                let found = kept(&last, &this.replace(own, lead));
                assert!(found.iter().all(|reason| wanted.contains(reason)), "{department} {own} {lead}: {found:?}");
                // Where a sentence is not read so nobody knows where its reason ends: 减少。其中：
                assert!(found.len() + 2 >= wanted.len(), "{department} {own} {lead}: {found:?}");
            }
        }
    }
}

/// Which sentences are said to give no reason.
fn lacking(last: &str, this: &str) -> Vec<String> {
    compared(last, this, |review| {
        let thin = review.questions.iter().filter(|question| question.message.contains("没有写原因"));
        thin.map(|question| question.quote.clone()).collect()
    })
}

#[test]
fn a_reason_behind_a_comma_is_the_reason() {
    let department = "example-library";
    let (last, this) = (drafted(department, 2022), drafted(department, 2023));
    let copied = |text: &str| text.replace("的主要原因是人员调资", "的主要原因是年中新增人员和设备");
    let wanted = kept(&copied(&last), &copied(&this).replace("新馆开馆，新增图书购置和设备", "年中新增人员和设备"));
    assert!(!wanted.is_empty());
    for lead in ["，主要系", "，原因为", "，主要是由于", "，其原因是"] {
        let led = |text: &str| text.replace("预算数的主要原因是", &format!("预算数{lead}"));
        // One still waits for its reason.
        assert_eq!(lacking(&last, &this).len(), 1);
        for last in [&last, &led(&last)] {
            assert_eq!(lacking(last, &led(&this)).len(), 1, "{lead}: {:?}", lacking(last, &led(&this)));
        }
        let copy = led(&copied(&this).replace("新馆开馆，新增图书购置和设备", "年中新增人员和设备"));
        let found = kept(&copied(&last), &copy);
        assert!(
            wanted.iter().all(|reason| found.iter().any(|other| other.ends_with(reason.as_str()))),
            "{lead}: {wanted:?} {found:?}"
        );
    }
}
