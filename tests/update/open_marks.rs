//! Marks that nobody has settled (未处理的标记) when another correction comes: one mark says what is so now.

use juesuan::{
    formats::lay::Editable,
    revise::{
        laid::Laid,
        update::{Update, update},
    },
};

use crate::{
    SEED,
    desk::{corrected, department, house, laid},
};

/// The text after each of the corrections; the draft before it is the base of each.
fn chain(edit: [&str; 2], corrections: &[&[(&str, &str)]]) -> Vec<Update> {
    let house = house("jilin-county");
    let mut base = laid(&house, &department(SEED), Editable::Txt);
    assert!(base.text.contains(edit[0]));
    let mut text = base.text.replace(edit[0], edit[1]);
    let step = |correction: &&[(&str, &str)]| {
        let new: Laid = laid(&house, &corrected(SEED, correction), Editable::Txt);
        let once = update(&base, &text, &new);
        assert_eq!(update(&new, &once.text, &new).text, once.text);
        (base, text) = (new, once.text.clone());
        once
    };
    corrections.iter().map(step).collect()
}

#[test]
fn a_conflict_asks_for_the_last_correction() {
    let typed = ["支出决算为96.06万元", "支出决算为97万元"];
    let updates = chain(typed, &[&[("决算数: 96.06", "决算数: 95.06")], &[("决算数: 96.06", "决算数: 99.06")]]);
    assert!(updates[1].text.contains("支出决算为【冲突：手改为“97万元”；更正后为“99.06万元”】"), "{}", updates[1].text);
    assert_eq!(updates[1].conflicts.len(), 1);
    // The figures come to say what the person wrote.
    let updates = chain(typed, &[&[("决算数: 96.06", "决算数: 95.06")], &[("决算数: 96.06", "决算数: 97")]]);
    assert!(updates[1].text.contains("支出决算为97万元，完成年初预算的103%"), "{}", updates[1].text);
    assert!(updates[1].conflicts.is_empty() && updates[1].questions.is_empty(), "{:?}", updates[1]);
}

/// What was taken away is a clause, what the mark asks for its figure.
#[test]
fn a_conflict_on_a_clause_that_was_deleted_asks_for_the_last_correction() {
    let edit = ["，完成年初预算的102%", ""];
    let updates = chain(edit, &[&[("决算数: 96.06", "决算数: 98.06")], &[("决算数: 96.06", "决算数: 99.06")], &[]]);
    for (update, rate) in updates.iter().zip(["104.1%", "105.2%", "102%"]) {
        let mark = format!("【冲突：手改已删去；更正后为“{rate}”】");
        assert!(update.text.contains(&mark) && update.text.matches("【冲突").count() == 1, "{rate}: {}", update.text);
    }
}

#[test]
fn a_correction_of_something_else_tells_what_is_open() {
    let updates = chain(
        ["支出决算为96.06万元", "支出决算为97万元"],
        &[
            &[("决算数: 96.06", "决算数: 95.06")],
            &[("决算数: 96.06", "决算数: 95.06"), ("年初预算数: 292", "年初预算数: 293")],
        ],
    );
    let open = |question: &juesuan::revise::update::Question| question.words.contains("更正后为“95.06万元”");
    assert_eq!(updates[1].questions.iter().filter(|question| open(question)).count(), 1, "{:?}", updates[1].questions);
}

#[test]
fn a_direction_that_turns_back_takes_its_mark_away() {
    let turned: &[(&str, &str)] = &[("决算数: 96.06", "决算数: 90.06")];
    let updates = chain(["支出中包含上年结转的经费", "人员增加"], &[turned, &[]]);
    assert!(updates[0].text.contains("人员增加【请核对原因：方向已由大于变为小于】。"));
    assert!(updates[1].text.contains("决算数大于预算数的主要原因是人员增加。"), "{}", updates[1].text);
    assert!(updates[1].questions.is_empty(), "{:?}", updates[1].questions);
}

#[test]
fn a_row_that_is_back_is_not_written_twice() {
    let gone: &[(&str, &str)] = &[(
        "    - 科目编码: 2101199          # 其他行政事业单位医疗支出
      年初预算数: 0.44
      决算数: 0.26
      原因: 预算按全额比例预算，实际缴纳比例小预算比例
",
        "",
    )];
    let updates = chain(["实际缴纳比例小预算比例", "实际缴纳比例小于预算比例"], &[gone, &[]]);
    assert!(updates[0].text.contains("【应删去，因有手改而保留，请核】"));
    assert!(!updates[1].text.contains("【应删去，"), "{}", updates[1].text);
    assert_eq!(updates[1].text.matches("其他行政事业单位医疗支出（项）").count(), 1, "{}", updates[1].text);
    assert_eq!(updates[1].questions.len(), 1);
}

/// The question is the program's own, not a person's work.
#[test]
fn an_item_with_a_question_goes_as_any_other() {
    let rest: &[(&str, &str)] = &[(
        "    - 科目编码: 2010301          # 行政运行
      年初预算数: 94.19
      决算数: 96.06
      原因: 支出中包含上年结转的经费
",
        "",
    )];
    let heading = ["三、支出决算情况说明", "三、支出情况说明"];
    let updates = chain(heading, &[&[("决算数: 96.06", "决算数: 90.06")], rest]);
    assert!(updates[0].text.contains("【请核对原因：方向已由大于变为小于】"));
    assert!(!updates[1].text.contains("行政运行（项）") && !updates[1].text.contains('【'), "{}", updates[1].text);
    assert!(updates[1].questions.is_empty(), "{:?}", updates[1].questions);
}
