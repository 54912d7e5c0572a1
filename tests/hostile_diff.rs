//! Texts that are no reports, side by side: a review of them never fails, is whole, and ends soon.

#[path = "compared/mod.rs"]
mod compared;

use compared::{compared, drafted};
use juesuan::formats::review;
use proptest::prelude::*;

/// Compare and print in every format; every sentence of both is in the review once.
fn review_of(last: &str, this: &str) {
    compared(last, this, |found| {
        let mut seen = (Vec::new(), Vec::new());
        for row in &found.rows {
            seen.0.extend(row.last);
            seen.1.extend(row.this);
            let (Some(one), Some(other)) = (row.last, row.this) else { continue };
            let (one, other) = (found.last.sentences[one].text, found.this.sentences[other].text);
            let texts = (
                row.runs.iter().map(|run| &one[run.last.clone()]).collect::<String>(),
                row.runs.iter().map(|run| &other[run.this.clone()]).collect::<String>(),
            );
            assert_eq!((texts.0.as_str(), texts.1.as_str()), (one, other));
        }
        for (mut seen, sentences) in [(seen.0, &found.last.sentences), (seen.1, &found.this.sentences)] {
            seen.sort_unstable();
            let shared = |index: &usize| sentences[*index].part == juesuan::report::document::PartKind::Narrative;
            seen.retain(shared);
            let both = [&found.last.sentences, &found.this.sentences];
            let narrative = both.map(|side| {
                (0..side.len()).filter(|at| side[*at].part == juesuan::report::document::PartKind::Narrative).count()
            });
            if narrative.iter().all(|count| *count > 0) {
                assert_eq!(seen, (0..sentences.len()).filter(shared).collect::<Vec<_>>());
            }
        }
        for width in [0, 30, 100, 400] {
            review::term(found, width > 50, width);
        }
        review::md(found);
        review::json(found);
        assert!(!review::html(found).contains("<script"));
    });
}

const HEAD: &str = "第三部分 示例县档案馆2023年度部门决算情况说明\n五、一般公共预算财政拨款支出决算情况说明\n";

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_texts_are_compared(last in ".{0,200}", this in ".{0,200}") {
        review_of(&last, &this);
        review_of(&format!("{HEAD}{last}"), &format!("{HEAD}{this}"));
    }

    #[test]
    fn pieces_of_reports_in_any_order_are_compared(
        pieces in prop::collection::vec((any::<prop::sample::Index>(), "[0-9.%万元，。（）增减少\n<>]{0,5}"), 1..60),
        cut in any::<prop::sample::Index>(),
    ) {
        let report = drafted("example-library", 2023);
        let words: Vec<&str> = report.split_inclusive(['，', '。', '；', '\n']).collect();
        let mixed: Vec<String> = pieces.iter().map(|(at, more)| format!("{}{more}", at.get(&words))).collect();
        let (one, other) = mixed.split_at(cut.index(mixed.len()));
        review_of(&format!("{HEAD}{}", one.concat()), &format!("{HEAD}{}", other.concat()));
        review_of(&report, &format!("{HEAD}{}", mixed.concat()));
    }
}

#[test]
fn markup_in_a_report_stays_text() {
    let text = format!("{HEAD}<script>alert(1)</script>本单位“&”另有支出3.5万元。\n");
    review_of(&text, &text.replace("3.5", "4.5"));
}

#[test]
fn long_texts_of_one_kind_end_soon() {
    let line = "本单位另有自筹资金3.50万元，原因是修缮库房，用于办公。\n";
    review_of(
        &format!("{HEAD}{}", line.repeat(3_000)),
        &format!("{HEAD}{}", line.replace("修缮", "扩建").repeat(3_000)),
    );
    let long = "另有自筹资金，修缮库房".repeat(4_000);
    review_of(&format!("{HEAD}{long}"), &format!("{HEAD}{}", long.replace("修缮", "扩建")));
}
