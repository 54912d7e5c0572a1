//! What a reviewer must not miss (审核人要看到的): a section left out, an amount in another unit.

use juesuan::revise::diff::QuestionKind;

use crate::{
    asked,
    compared::{compared, drafted},
};

#[test]
fn a_section_that_is_left_out_is_asked_about() {
    let (last, this) = (drafted("example-library", 2022), drafted("example-library", 2023));
    let gone = |this: &str| {
        compared(&last, this, |review| {
            let gone = review.questions.iter().filter(|question| question.kind == QuestionKind::SectionGone);
            gone.map(|question| (question.quote.clone(), question.message.clone())).collect::<Vec<_>>()
        })
    };
    assert_eq!(gone(&this), []);
    let at = |heading: &str| this.find(heading).expect(heading);
    let without = |from: &str, to: &str| [&this[..at(from)], &this[at(to)..]].concat();
    let told =
        |heading: &str, count: usize| vec![(heading.to_owned(), format!("今年没有这一部分，上年这里有 {count} 句"))];
    assert_eq!(gone(&without("三、支出决算", "四、财政拨款")), told("三、支出决算情况说明", 1));
    assert_eq!(gone(&without("（二）政府采购", "（三）国有资产")), told("（二）政府采购支出情况", 2));
    // With its parts it is one.
    let asked = gone(&without("九、财政拨款", "十、关于"));
    assert!(asked.len() == 1 && asked[0].0.starts_with("九、"), "{asked:?}");
    // Under another heading it is there.
    assert_eq!(gone(&this.replace("三、支出决算情况说明", "三、本年支出构成")), []);
}

#[test]
fn an_amount_in_another_unit_is_asked_about_where_it_would_be_another() {
    let departs = |from, to| asked(QuestionKind::WordingDeparts, from, to);
    let message = |name, this, last| vec![format!("{name}今年写作 {this}，上年是 {last}，单位不同")];
    assert_eq!(
        departs("本年收入合计699.65万元", "本年收入合计699.65元"),
        message("本年收入合计（决算数）", "699.65元", "646.1万元")
    );
    assert_eq!(
        departs("支出决算为201.37万元", "支出决算为201.37亿元"),
        message("行政运行（决算数）", "201.37亿元", "190.25万元")
    );
    assert_eq!(departs("本年收入合计699.65万元", "本年收入合计6996500元"), [""; 0]);
}
