//! How well a review marks what changed (对比的质量), against a diff of letters: random departments in two years, every
//! figure another one, an item gone, an item new, some reasons rewritten.

#[path = "diff_quality/two_years.rs"]
mod two_years;

use std::collections::HashMap;

use juesuan::{
    figures::Reference,
    report::{
        House, binding,
        reading::{Shelf, known_titles},
        segment,
    },
    revise::diff::{Review, Row, Side, THRESHOLD, diff},
    source::Source,
};
use similar::{Algorithm, DiffTag, capture_diff_slices};
use two_years::{Truth, TwoYears};

const PAIRS: u64 = 60;

/// Of a thousand changed numbers that both years state in the same place, so many are not shown whole and side by side;
/// a ratchet: lower it when marking gets better.
const ASTRAY: usize = 10;

#[derive(Default)]
struct Tally {
    /// Numbers of which only a part is marked.
    cut: usize,
    /// Numbers that both years state and that changed.
    changed: usize,
    /// Those of them that stand beside their counterpart.
    paired: usize,
    /// Numbers that stand beside another.
    wrong: usize,
}

fn house() -> &'static House {
    let (house, faults) = House::load_to_write("jilin-county", &Reference::shipped().catalogue);
    Box::leak(Box::new(house.unwrap_or_else(|| panic!("{faults:?}"))))
}

/// Every number of a text: where it stands.
fn numbers(text: &str) -> Vec<std::ops::Range<usize>> {
    juesuan::revise::token::tokens(text)
        .into_iter()
        .filter(|token| token.kind == juesuan::revise::token::Kind::Number)
        .map(|token| token.range)
        .collect()
}

/// The replacements of a review as places in both sources' clean texts, per row.
fn count(review: &Review, row: &Row, truth: &Truth, tally: &mut Tally) {
    let (Some(last), Some(this)) = (row.last, row.this) else { return };
    let (last, this) = (&review.last.sentences[last], &review.this.sentences[this]);
    for run in row.runs.iter().filter(|run| run.kind != juesuan::revise::diff::RunKind::Same) {
        for (text, range) in [(last.text, &run.last), (this.text, &run.this)] {
            let inside = |number: &std::ops::Range<usize>| number.start < range.end && range.start < number.end;
            let cut = numbers(text).into_iter().filter(inside);
            tally.cut += cut.filter(|number| number.start < range.start || number.end > range.end).count();
        }
        let (old, new) = (last.text[run.last.clone()].trim_end_matches('%'), this.text[run.this.clone()].trim_end_matches('%'));
        if let Some(wanted) = truth.last_of(new) {
            if wanted == old {
                tally.paired += 1;
            } else if old.parse::<rust_decimal::Decimal>().is_ok() {
                tally.wrong += 1;
            }
        }
    }
}
