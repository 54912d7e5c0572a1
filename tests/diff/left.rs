//! Figures left from last year (没有改的数) where this year's report contradicts them, zeros, too.

use juesuan::revise::diff::QuestionKind;

use crate::{
    compared::{compared, drafted},
    messages,
};

/// What is asked of a report of this year in which one figure was left.
fn left(department: &str, year: u16, (from, to): (&str, &str)) -> Vec<String> {
    let (last, this) = (drafted(department, year - 1), drafted(department, year));
    let this_left = this.replacen(from, to, 1);
    assert_ne!(this, this_left, "{from}");
    let of = |this: &str| compared(&last, this, |review| messages(review, QuestionKind::FigureLeft));
    assert_eq!(of(&this), [""; 0]);
    of(&this_left)
}

#[test]
fn a_zero_that_its_own_report_contradicts_is_asked_about() {
    for (department, year, figure) in [
        ("example-library", 2023, ("中，因公出国（境）费支出决算为7.6万元", "中，因公出国（境）费支出决算为0万元")),
        ("example-library", 2023, ("支出决算为17.86万元", "支出决算为0万元")),
        ("example-culture", 2024, ("因公出国（境）费支出决算10.80万元", "因公出国（境）费支出决算0.00万元")),
        ("example-culture", 2024, ("占25.63%", "占0.00%")),
    ] {
        let asked = left(department, year, figure);
        assert_eq!(asked.len(), 1, "{figure:?}: {asked:?}");
    }
}

#[test]
fn a_percentage_is_as_exact_as_those_beside_it() {
    assert_eq!(left("example-library", 2023, ("26.03万元，占4.7%", "26.03万元，占5%")).len(), 1);
}
