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
