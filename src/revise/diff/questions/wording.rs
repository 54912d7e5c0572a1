//! The question about wording (写法): what departs from the phrasebook this year only.

use rust_decimal::Decimal;

use super::{Question, QuestionKind, pairs};
use crate::{
    phrase::read::Step,
    revise::{
        diff::{Change, FigureChange, Measure, Review, Wording},
        money,
    },
};

pub(super) fn departs(review: &Review, found: &mut Vec<Question>) {
    for (index, row, last, this) in pairs(review) {
        let kept = matches!(last.wording, Wording::Own | Wording::Accepted);
        let message = match this.wording {
            // One that is unread for its units or figures has the words that it had.
            Wording::Unread if row.change() != Change::Wording => continue,
            Wording::Unread => "今年的写法话术里没有，上年有".to_owned(),
            Wording::Slipped => {
                let read = this.read.map(|read| &review.this.reading.sentences[read]);
                let slip = read.and_then(|sentence| {
                    sentence.read.steps.iter().find_map(|step| match step {
                        Step::Slip { range, wanted } => Some((&sentence.paragraph.text()[range.clone()], wanted)),
                        _ => None,
                    })
                });
                match slip {
                    Some((stands, wanted)) => format!("今年写作“{stands}”，话术和上年是“{wanted}”"),
                    None => "今年的写法和话术不同，上年相同".to_owned(),
                }
            }
            _ => continue,
        };
        if kept {
            let quote = this.text.to_owned();
            found.push(Question { kind: QuestionKind::WordingDeparts, row: Some(index), message, quote });
        }
    }
}

/// No figure becomes so many times another in a year; 元 for 万元 makes it ten thousand times another.
const BEYOND: Decimal = Decimal::ONE_THOUSAND;

/// Another unit than last year's, by which the amount would be another one altogether.
pub(super) fn units(review: &Review, found: &mut Vec<Question>) {
    for (index, row, _, this) in pairs(review) {
        let Some(figure) = row.figures.iter().find(|figure| is_in_a_wrong_unit(figure)) else { continue };
        found.push(Question {
            kind: QuestionKind::WordingDeparts,
            row: Some(index),
            message: format!("{}今年写作 {}，上年是 {}，单位不同", figure.name, figure.this_text, figure.last_text),
            quote: this.text.to_owned(),
        });
    }
}

fn is_in_a_wrong_unit(figure: &FigureChange) -> bool {
    let units = money::unit(&figure.last_text).zip(money::unit(&figure.this_text));
    let (last, this) = (figure.last.abs(), figure.this.abs());
    let far = |small: Decimal, large: Decimal| {
        !small.is_zero() && small.checked_mul(BEYOND).is_some_and(|most| most <= large)
    };
    figure.measure == Measure::Amount
        && units.is_some_and(|(last, this)| last != this)
        && (far(last, this) || far(this, last))
}
