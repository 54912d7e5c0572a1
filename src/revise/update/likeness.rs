//! Last year's figures in sentences of nobody's phrasebook (相近的数): a number that is last year's figure of the one
//! concept whose name stands before it becomes this year's.

use std::ops::Range;

use rust_decimal::Decimal;

use super::Question;
use crate::{
    figures::{
        FinalAccounts, NumberStyle, Period, Record, Shape, amount,
        concepts::AccountKind,
        parse_amount,
        years::{amounts, records},
    },
    revise::{stream::Stream, terms, token::Kind},
};

/// A figure of both years (两年都有的数).
pub(super) struct Known<'a> {
    pub labels: Vec<&'a str>,
    pub last: Decimal,
    pub this: Decimal,
    /// This year's budgets.
    pub budgets: Vec<(Period, Decimal)>,
}

/// This year's figures, to be found by last year's (相近的数).
pub(super) struct Likeness<'a> {
    pub figures: &'a FinalAccounts,
    pub known: Vec<Known<'a>>,
}

/// What is written in place of a token.
pub(super) struct Moved {
    pub token: usize,
    pub words: String,
}

/// How many digits a year has.
pub(super) const YEAR: usize = 4;

impl<'a> Likeness<'a> {
    /// Figures in the unit of the text, rounded as they are printed.
    pub fn of(figures: &'a FinalAccounts) -> Likeness<'a> {
        let mut known = Vec::new();
        for (_, record, shape) in records(figures) {
            for (this, last) in amounts(figures, shape) {
                let (Some(this_value), Some(last)) = (record.numbers[this].value(), record.numbers[last].value())
                else {
                    continue;
                };
                let concept = &figures.catalogue.concepts[shape.numbers[this].concept];
                let labels = if record.name.is_empty() {
                    [&concept.key].into_iter().chain(&concept.also).map(String::as_str).collect()
                } else {
                    vec![record.name.as_str()]
                };
                let own = shape.numbers.iter().zip(&record.numbers).filter(|(def, _)| {
                    def.concept == shape.numbers[this].concept && !matches!(def.period, Period::Final | Period::Last)
                });
                let budgets = own.filter_map(|(def, number)| Some((def.period, number.value()?))).collect();
                known.push(Known { labels, last, this: this_value, budgets });
            }
        }
        Likeness { figures, known }
    }

    /// Accounts of this year that the text does not name.
    pub fn unnamed(&self, text: &str) -> Vec<Question> {
        let accounts = self.figures;
        let rows = records(accounts).filter(|(group, ..)| {
            group.is_some_and(|group| accounts.catalogue.groups[group].account == Some(AccountKind::Functional))
        });
        let spent = |record: &Record, shape: &Shape| {
            let finals = shape.numbers.iter().zip(&record.numbers).filter(|(of, _)| of.period == Period::Final);
            finals.filter_map(|(_, number)| number.value()).any(|value| !value.is_zero())
        };
        rows.filter(|(_, record, shape)| spent(record, shape) && !text.contains(&*record.name))
            .map(|(_, record, shape)| Question {
                section: shape.numbers.first().map_or(String::new(), |number| {
                    accounts.catalogue.tables[accounts.catalogue.concepts[number.concept].table].key.clone()
                }),
                sentence: String::new(),
                message: "今年有这个科目，文中没有".to_owned(),
                words: record.name.to_string(),
                at: None,
            })
            .collect()
    }

    /// What becomes of the numbers of a sentence that have no place in this year's draft.
    pub fn moved(
        &self,
        text: &str,
        stream: &Stream,
        sentence: Range<usize>,
        free: impl Fn(usize) -> bool,
    ) -> Vec<Moved> {
        let mut moved = Vec::new();
        let of = |token: usize| {
            if sentence.contains(&token) { &text[stream.places[token].clone()] } else { "" }
        };
        // The only amount so far, what it is, and where it ends in the sentence.
        let mut subject: Option<(&Known, usize)> = None;
        for token in sentence.clone().filter(|&token| stream.kinds[token] == Kind::Number) {
            let (word, next) = (of(token), of(token + 1));
            if next.starts_with('年') && word.len() == YEAR {
                continue;
            }
            let start = stream.places[sentence.start].start;
            let before = &text[start..stream.places[token].start];
            let is_amount = next == self.figures.unit.name();
            let share = || self.share(before, subject?, word).filter(|_| word.ends_with('%') && free(token));
            if let Some(words) = share() {
                moved.push(Moved { token, words });
                continue;
            }
            if !is_amount && !word.ends_with('%') || !free(token) {
                subject = subject.filter(|_| !is_amount);
                continue;
            }
            let last = token.checked_sub(1).filter(|last| sentence.contains(last));
            let direction = last.filter(|&last| matches!(stream.kinds[last], Kind::Direction(_)));
            if let Some((known, end)) = subject
                && let Some(direction) = direction
                && terms::lists()
                    .last_year
                    .iter()
                    .any(|lead| text[start + end..stream.places[direction].start].contains(lead.as_str()))
            {
                match change(known, word, of(direction)) {
                    Some((turned, words)) => {
                        moved.extend(turned.map(|words| Moved { token: direction, words }));
                        moved.push(Moved { token, words });
                    }
                    None => subject = None,
                }
                continue;
            }
            if let Some(words) = is_amount.then(|| self.beside(before, subject, word)).flatten() {
                moved.push(Moved { token, words });
                continue;
            }
            let found = is_amount.then(|| self.find(before, word)).flatten();
            subject = found.map(|known| (known, before.len() + word.len()));
            moved.extend(found.map(|known| Moved { token, words: print(known.this, word) }));
        }
        moved
    }

    /// The year one later, if it is last year or the one before.
    pub(super) fn year(&self, year: u16) -> Option<u16> {
        let next = year.checked_add(1)?;
        (next == self.figures.year || next + 1 == self.figures.year).then_some(next)
    }

    /// The figure that was this number last year and whose name stands last before it; none if that may be several.
    fn find(&self, before: &str, number: &str) -> Option<&Known<'a>> {
        let value = parse_amount(&number.replace(',', "")).ok().filter(|value| !value.is_zero())?;
        let named = |known: &&Known| {
            let ends = known.labels.iter().filter_map(|label| {
                let at = before.rfind(label).filter(|_| !label.is_empty())?;
                let between = &before[at + label.len()..];
                // A budget is another figure, and so is what another number stands for.
                let other = |budget: &String| between.contains(budget.as_str());
                let none = !terms::lists().budgets.iter().any(other) && !between.contains(|c: char| c.is_ascii_digit());
                none.then_some(at + label.len())
            });
            ends.max()
        };
        let same = self.known.iter().filter(|known| known.last.normalize() == value.normalize());
        let found: Vec<(usize, &Known)> = same.filter_map(|known| Some((named(&known)?, known))).collect();
        let (nearest, known) = found.iter().max_by_key(|(end, _)| *end)?;
        let others = || found.iter().filter(|(end, _)| end == nearest);
        others().all(|(_, other)| other.this == known.this).then_some(*known)
    }
}

/// By how much a figure changed, printed as the old words are: the other direction if it turned, and the number.
fn change(known: &Known, number: &str, direction: &str) -> Option<(Option<String>, String)> {
    let change = known.this.checked_sub(known.last).filter(|change| !change.is_zero())?;
    let way = terms::at_head(direction)?.1?;
    let turned = match (way, change.is_sign_negative()) {
        (terms::Direction::Up, false) | (terms::Direction::Down, true) => None,
        (terms::Direction::Level, _) => return None,
        _ => Some(terms::opposite(direction)?.to_owned()),
    };
    let words = if number.ends_with('%') {
        percent(change.abs().checked_div(known.last.abs())?, number)
    } else {
        print(change.abs(), number)
    };
    Some((turned, words))
}

pub(super) fn percent(ratio: Decimal, like: &str) -> String {
    let mut words = String::new();
    amount::print_percent(ratio, style(like.trim_end_matches('%')), &mut words);
    words + "%"
}

pub(super) fn print(value: Decimal, like: &str) -> String {
    let mut words = String::new();
    amount::print(value, NumberStyle { decimals: 2, ..style(like) }, &mut words);
    words
}

/// How a number is printed: zeros at its end say that they are kept.
fn style(like: &str) -> NumberStyle {
    let decimals = like.rsplit_once('.').map_or(0, |(_, decimals)| decimals.len() as u32);
    NumberStyle {
        decimals: if like.ends_with('0') && decimals > 0 { decimals } else { decimals.max(1) },
        trim: !(like.ends_with('0') && decimals > 0),
        thousands: like.contains(','),
    }
}
