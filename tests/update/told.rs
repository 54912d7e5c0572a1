//! What an update says of a person's words (更新报告) is true of the text.

use juesuan::revise::update::{Update, update};

use crate::pair;

const SPENT: [(&str, &str); 4] =
    [("决算数: 96.06", "决算数: 98.06"), ("319.77", "321.77"), ("445.65", "447.65"), ("593.99", "595.99")];

fn after(old: &str, typed: &str) -> Update {
    let (base, new) = pair(&SPENT);
    assert!(base.text.contains(old), "{old}");
    update(&base, &base.text.replacen(old, typed, 1), &new)
}

#[test]
fn what_is_a_conflict_is_not_told_as_a_hand_edit_as_well() {
    let update = after("支出总计593.99万元", "支出总计594.00万元");
    assert_eq!((update.conflicts.len(), update.kept.len()), (1, 0), "{:?}", update.kept);
}

#[test]
fn a_figure_that_a_person_changed_is_held_against_the_corrected_one() {
    let update = after("占83.4%", "占83.6%");
    assert_eq!(update.conflicts.len(), 1, "{:?}", update.kept);
    let update = after("年初预算为292万元", "年初预算为293万元");
    let figures: Vec<_> =
        update.kept.iter().filter(|kept| kept.figure).map(|kept| (&*kept.base, &*kept.edited)).collect();
    assert_eq!(figures, [("292", "293")]);
}

#[test]
fn the_same_amount_in_other_writing_follows_or_is_no_other_figure() {
    let update = after("支出总计593.99万元", "支出总计593.990万元");
    assert!(update.text.contains("支出总计595.99万元") && update.conflicts.is_empty(), "{}", update.text);
    let update = after("年初预算为292万元", "年初预算为292.00万元");
    assert!(update.kept.iter().all(|kept| !kept.figure) && update.text.contains("292.00万元"), "{:?}", update.kept);
    // Another unit is asked about whole.
    let update = after("支出总计593.99万元", "支出总计5,939,900.00元");
    assert!(
        update.text.contains("支出总计【冲突：手改为“5,939,900.00元”；更正后为“595.99万元”】。"),
        "{}",
        update.text
    );
}

#[test]
fn a_direction_that_a_person_turned_against_the_figures_is_asked_about() {
    let update = after("支出减少120.8万元", "支出增加120.8万元");
    let asked: Vec<_> = update.questions.iter().map(|question| &*question.message).collect();
    assert_eq!(asked, ["手改的方向“增加”与数据的“减少”不一致"]);
}

#[test]
fn an_old_figure_in_words_of_a_persons_own_is_asked_about() {
    let update = after("支出总计593.99万元", "支出总计593.99万元（593.99万元中含结转，另有7.77万元）");
    assert!(update.text.contains("支出总计595.99万元（593.99万元中含结转"), "{}", update.text);
    let asked: Vec<_> = update.questions.iter().map(|question| (&*question.message, &*question.words)).collect();
    assert_eq!(asked, [("手写的话里有更正前的数，请核对", "593.99万元中含结转")]);
}
