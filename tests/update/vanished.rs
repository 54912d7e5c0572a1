//! What the correction takes away and a person has touched (应删去) is asked about, never left without a word.

use juesuan::revise::update::update;

use crate::pair;

#[test]
fn a_clause_that_a_person_reworded_and_the_correction_takes_away_is_asked_about() {
    let corrections =
        [("  项目支出: 148.34\n", ""), ("基本支出:\n    决算数: 445.65", "基本支出:\n    决算数: 593.99")];
    let (base, new) = pair(&corrections);
    assert!(!new.text.contains("项目支出148.34"));
    let edited = base.text.replace("项目支出148.34万元，占25%", "项目类支出148.34万元，占25%");
    assert_ne!(edited, base.text);
    let update = update(&base, &edited, &new);
    assert!(update.text.contains("【冲突：手改为“项目类支出148.34万元，占25%；”；更正后应删去】"), "{}", update.text);
    assert_eq!(update.conflicts.len(), 1);
    // A person who took it away as well is asked nothing.
    let edited = base.text.replace("项目支出148.34万元，占25%；", "");
    let update = juesuan::revise::update(&base, &edited, &new);
    assert_eq!(update.conflicts, []);
    assert_eq!(update.text, new.text);
}

#[test]
fn a_reason_that_a_person_wrote_for_a_change_that_is_none_any_more_is_asked_about() {
    let (base, new) = pair(&[("上年决算数: 714.79", "上年决算数: 593.99")]);
    let reason = "主要原因：一般行政管理事务和其他网信事务科目对应的相关项目业务没发生。";
    let edited = base.text.replace(reason, "主要原因：项目减少。");
    assert_ne!(edited, base.text);
    let update = update(&base, &edited, &new);
    for line in update.text.lines().filter(|line| line.contains("主要原因：项目减少")) {
        assert!(line.contains("【请核对原因：") || line.contains("【应删去，"), "{line}");
    }
}

/// Some write a full stop between the parts of a long sentence, all through the text.
#[test]
fn a_clause_goes_whatever_marks_a_person_wrote_around_it() {
    let item = |code: &str, reason: &str| format!("    - 科目编码: {code}{reason}\n");
    let gone = [
        item(
            "2101101          # 行政单位医疗\n      年初预算数: 5.03\n      决算数: 5.26\n      原因: ",
            "支出中包含上年结转的款项",
        ),
        item("2101102          # 事业单位医疗\n      年初预算数: 10.53\n      决算数: 10\n      原因: ", "有人员变动"),
        item(
            "2101199          # 其他行政事业单位医疗支出\n      年初预算数: 0.44\n      决算数: 0.26\n      原因: ",
            "预算按全额比例预算，实际缴纳比例小预算比例",
        ),
    ];
    let gone: Vec<(&str, &str)> = gone.iter().map(|item| (item.as_str(), "")).collect();
    let (base, new) = pair(&gone);
    assert!(base.text.contains("；卫生健康支出") && !new.text.contains("卫生健康"));
    let edit = |text: &str| text.replace('；', "。");
    let update = update(&base, &edit(&base.text), &new);
    assert_eq!(update.text, edit(&new.text));
    assert_eq!(update.conflicts, []);
}
