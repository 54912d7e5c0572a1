//! The question about wording (写法): what departs from the phrasebook this year only.

use super::{Question, QuestionKind, pairs};
use crate::{
    phrase::read::Step,
    revise::diff::{Change, Review, Wording},
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
