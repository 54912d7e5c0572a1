//! Years and dates in Chinese numerals (汉字写的年月): 二〇二四年八月 is carried on as 2024年8月 is.

use std::ops::Range;

use super::{
    likeness::{Likeness, Moved},
    roll::Rest,
};
use crate::{
    phrase::{
        numerals::{push_ordinal, push_year, read_ordinal, read_year},
        slot::DATE_UNITS,
    },
    revise::marks,
};

/// A year, or a date from the year on.
struct Written {
    year: u16,
    /// What follows its numbers: 年, 年月 or 年月日.
    units: String,
    tokens: Range<usize>,
}

impl Rest<'_> {
    /// Carry on those of a piece; `listed`: in the contents and the like only the report's own year is.
    pub(super) fn written_years(&mut self, piece: &Range<usize>, likeness: &Likeness, moved: &[Moved], listed: bool) {
        let mut token = piece.start;
        while token < piece.end {
            let Some(written) = self.written(token..piece.end) else {
                token += 1;
                continue;
            };
            token = written.tokens.end;
            self.written_year(written, piece, (likeness, moved), listed);
        }
    }

    fn written_year(
        &mut self,
        Written { year, units, tokens }: Written,
        piece: &Range<usize>,
        (likeness, moved): (&Likeness, &[Moved]),
        listed: bool,
    ) {
        let whole = self.of(tokens.end - 1) == "年度";
        if listed && !whole || tokens.clone().all(|token| self.is_placed(token)) {
            return;
        }
        let place = self.rolled.place(&tokens);
        let words = self.text[place.clone()].to_owned();
        let written = |number: u16, unit: char| {
            let mut out = String::new();
            if unit == DATE_UNITS[0] {
                push_year(number, &words, &mut out)
            } else {
                push_ordinal(number.into(), true, &mut out)
            }
            out
        };
        if units.chars().count() > 1 {
            let published = self.published(&units, likeness.figures, written);
            if let Some(date) = published.filter(|_| self.is_on_cover(piece)) {
                return self.edits.push((place, date));
            }
        } else if let Some(next) = likeness.year(year).filter(|_| self.is_reports(&tokens, piece, moved)) {
            let digits = self.rolled.place(&(tokens.start..tokens.end - 1));
            return self.edits.push((digits, written(next, DATE_UNITS[0])));
        }
        if !listed && self.of(tokens.end) != marks::UNPLACED {
            self.unplaced(place);
        }
    }

    /// What begins with the first of those tokens.
    fn written(&self, tokens: Range<usize>) -> Option<Written> {
        let rest: String = tokens.clone().take(LONGEST).map(|token| self.of(token)).collect();
        let (year, mut at) = read_year(&rest)?;
        let mut units = String::new();
        for unit in DATE_UNITS {
            let number =
                if unit == DATE_UNITS[0] { Some(0) } else { read_ordinal(&rest[at..]).map(|(_, length)| length) };
            let Some(behind) = number.map(|length| at + length).filter(|&at| rest[at..].starts_with(unit)) else {
                break;
            };
            units.push(unit);
            at = behind + unit.len_utf8();
        }
        let mut end = tokens.start;
        let mut length = 0;
        while length < at {
            length += self.of(end).len();
            end += 1;
        }
        (!units.is_empty()).then_some(Written { year, units, tokens: tokens.start..end })
    }
}

/// No date has more tokens: 二〇二四年十二月三十一日.
const LONGEST: usize = 14;
