//! Questions about sections (章节): which are gone with all that they said.

use super::{Question, QuestionKind};
use crate::revise::diff::{Review, Wording};

pub(super) fn gone(review: &Review, found: &mut Vec<Question>) {
    let last = &review.last.sentences;
    let mut row_of_gone = vec![None; last.len()];
    for (index, row) in review.rows.iter().enumerate().filter(|(_, row)| row.this.is_none()) {
        if let Some(gone) = row.last {
            row_of_gone[gone] = Some(index);
        }
    }
    let mut at = 0;
    while let Some(heading) = last.get(at) {
        let end = at + last[at..].iter().take_while(|sentence| is_inside(&sentence.section, &heading.section)).count();
        let told =
            end - at > 1 && heading.wording == Wording::Heading && row_of_gone[at..end].iter().all(Option::is_some);
        if !told {
            at += 1;
            continue;
        }
        found.push(Question {
            kind: QuestionKind::SectionGone,
            row: row_of_gone[at],
            message: format!("今年没有这一部分，上年这里有 {} 句", end - at - 1),
            quote: heading.text.to_owned(),
        });
        at = end;
    }
}

/// Is one section the other or a part of it? 五（三）1 is in 五（三）, and 十一 is not in 十.
fn is_inside(section: &str, outer: &str) -> bool {
    let rest = section.strip_prefix(outer).filter(|_| !outer.is_empty());
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('（') || rest.starts_with(|c: char| c.is_ascii_digit()))
}
