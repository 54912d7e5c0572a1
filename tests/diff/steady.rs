//! What stays the same from one year to the next, rightly or not (没有变的数).

use juesuan::revise::diff::QuestionKind;

use crate::{
    compared::{compared, drafted},
    messages,
};

#[test]
fn a_zero_is_no_figure_left_from_last_year() {
    let works = "、政府采购工程支出0万元、政府采购服务支出54.5万元";
    let last = drafted("example-library", 2022).replace("、政府采购服务支出54.5万元", works);
    let this = drafted("example-library", 2023).replace("、政府采购工程支出46.2万元、政府采购服务支出33.4万元", works);
    assert!(last.contains(works) && this.contains(works));
    let left = compared(&last, &this, |review| messages(review, QuestionKind::FigureLeft));
    assert_eq!(left, ["政府采购服务支出（决算数） 54.5万元 与上年一分不差，和今年报告里别的数对不上"]);
}

#[test]
fn a_total_that_is_called_level_and_is_not_is_asked_about() {
    let last = drafted("example-library", 2022);
    // As it is drafted from figures of which the total alone was forgotten.
    let this = [
        ("550.25万元", "493.82万元"),
        (
            "一般公共预算财政拨款支出增加56.43万元，增长11.4%。主要原因：新馆开馆，运行和活动经费增加。",
            "一般公共预算财政拨款支出持平。",
        ),
        ("占本年支出合计的78%", "占本年支出合计的70%"),
        ("468.69万元，占85.2%", "468.69万元，占94.9%"),
        ("39.15万元，占7.1%", "39.15万元，占7.9%"),
        ("16.38万元，占3%", "16.38万元，占3.3%"),
        ("26.03万元，占4.7%", "26.03万元，占5.3%"),
        ("完成年初预算的106.3%。决算数大于", "完成年初预算的95.4%。决算数小于"),
    ];
    let this = this.iter().fold(drafted("example-library", 2023), |text, (from, to)| {
        assert!(text.contains(from), "{from}");
        text.replace(from, to)
    });
    let left = compared(&last, &this, |review| messages(review, QuestionKind::FigureLeft));
    assert_eq!(left, ["本年支出合计（决算数） 493.82万元 与上年一分不差，和今年报告里别的数对不上"]);
    // An item that contradicts its own percentage is what is wrong, and the total is level indeed.
    let year_later = last.replace("2022年", "2023年").replace("2021年", "2022年");
    let level = year_later
        .replace(
            "一般公共预算财政拨款支出增加7.72万元，增长1.6%。主要原因：人员调资。",
            "一般公共预算财政拨款支出持平。",
        )
        .replace("支出决算为138.6万元", "支出决算为148.6万元");
    assert!(level.contains("持平。\n（二）一般公共") && level.contains("148.6"));
    let left = compared(&last, &level, |review| messages(review, QuestionKind::FigureLeft));
    assert!(left.iter().all(|message| !message.contains("493.82")), "{left:?}");
}

/// The library's report of 2023, and the one a year later in which its 公务用车运行 costs what it cost.
fn a_level_year() -> (String, String) {
    let last = drafted("example-library", 2023);
    let mut this = last.replace("2023年", "2024年").replace("2022年", "2023年");
    for (from, to) in [
        ("增加24.66万元，增长275.5%，主要原因是购置流动图书车、参加国际图书博览会。", "持平。"),
        ("支出减少0.55万元，下降8%，主要原因是压减车辆运行支出。", "支出持平。"),
    ] {
        assert!(this.contains(from), "{from}");
        this = this.replace(from, to);
    }
    (last, this)
}

#[test]
fn a_level_sentence_is_not_asked_for_the_reason_of_the_one_before() {
    let (last, this) = a_level_year();
    let of_the_whole = |this: &str| -> Vec<String> {
        let (from, to) = (
            "支出预算为35.4万元，支出决算为33.61万元，完成预算的94.9%",
            "支出预算为67.22万元，支出决算为33.61万元，完成预算的50%",
        );
        assert!(this.contains(from));
        let thin = compared(&last, &this.replace(from, to), |review| messages(review, QuestionKind::ReasonThin));
        thin.into_iter().filter(|message| message.starts_with("合计（决算数）比合计（预算数）")).collect()
    };
    assert_eq!(of_the_whole(&this), [""; 0]);
    let thin = this.replace("主要原因是压减一般性支出", "主要原因是压减");
    assert_eq!(of_the_whole(&thin), ["合计（决算数）比合计（预算数）减少 50%，原因只写了“压减”"]);
}

#[test]
fn a_reason_whose_figures_stayed_may_stay() {
    let (last, this) = a_level_year();
    let last = last.replace("下降8%，主要原因是压减车辆运行支出。", "下降8%，主要原因是用车标准提高。");
    let kept = compared(&last, &this, |review| {
        let kept = review.questions.iter().filter(|question| question.kind == QuestionKind::ReasonKept);
        kept.map(|question| (question.quote.clone(), question.message.clone())).collect::<Vec<_>>()
    });
    assert!(kept.iter().all(|(reason, _)| reason != "压减车辆运行支出"), "{kept:?}");
}
