//! Cover and part one of a report carried on (封面、部门概况): the day of publication, and how many of a list there are.

use std::ops::Range;

use super::roll::Rest;
use crate::{
    figures::date::date,
    figures::{FinalAccounts, Text, TextKind},
    phrase::slot::DATE_UNITS,
    revise::marks,
};

impl Rest<'_> {
    /// Put this year's in the place of these numbers, if the figures file holds it.
    pub(super) fn front(&mut self, numbers: &Range<usize>, piece: &Range<usize>, figures: &FinalAccounts) -> bool {
        let place = self.rolled.place(numbers);
        if self.is_on_cover(piece) {
            return self.date(numbers, figures);
        }
        self.about.iter().any(|about| about.contains(&place.start))
            && numbers.len() == 1
            && self.count(numbers.start, piece, figures)
    }

    /// Is it a line of the cover? A sentence that somebody put before all headings is none.
    pub(super) fn is_on_cover(&self, piece: &Range<usize>) -> bool {
        let place = self.rolled.place(piece);
        let line = !self.text[place.clone()].contains(['，', '。', '；']);
        line && self.cover.iter().any(|cover| cover.contains(&place.start))
    }

    /// A date on the cover is the day of publication (公开日期), or its month.
    fn date(&mut self, numbers: &Range<usize>, figures: &FinalAccounts) -> bool {
        let units: String = numbers.clone().skip(1).step_by(2).map(|token| self.of(token)).collect();
        let Some(published) = self.published(&units, figures, |number, _| number.to_string()) else { return false };
        self.edits.push((self.rolled.place(numbers), published));
        true
    }

    /// The day of publication, or its month if `units` name no day.
    pub(super) fn published(
        &self,
        units: &str,
        figures: &FinalAccounts,
        print: impl Fn(u16, char) -> String,
    ) -> Option<String> {
        let date = date(figures.published.as_ref()?)?;
        let known = ["年月", "年月日"].contains(&units);
        known.then(|| {
            date.into_iter().zip(DATE_UNITS).take(units.chars().count()).fold(
                String::new(),
                |mut out, (number, unit)| {
                    out.push_str(&print(number, unit));
                    out.push(unit);
                    out
                },
            )
        })
    }

    /// How many names a list has (内设3个机构); whether they are this year's a person sees.
    fn count(&mut self, token: usize, piece: &Range<usize>, figures: &FinalAccounts) -> bool {
        let (place, number) = (self.rolled.place(piece), self.rolled.places[token].clone());
        let (before, behind) = (&self.text[place.start..number.start], &self.text[number.end..place.end]);
        let texts = figures.catalogue.root.texts.iter().zip(&figures.root.texts);
        let found = texts.filter(|(def, _)| def.kind == TextKind::Names).find_map(|(def, text)| {
            let key = &figures.catalogue.concepts[def.concept].key;
            let Text::Given(names) = text else { return None };
            counts(key, before, behind).then_some((key, names))
        });
        let Some((key, names)) = found else { return false };
        let same = self.text[number.clone()] == names.len().to_string();
        self.edits.push((number, names.len().to_string()));
        if !same || names.iter().any(|name| !behind.contains(name.as_str())) {
            self.ask(place.start, &format!("{key}换成了今年的个数，名单还是上年的"), names.join("、"));
            let end = place.start + self.text[place].trim_end().trim_end_matches('。').len();
            self.edits.push((end..end, marks::UNPLACED.to_owned()));
        }
        true
    }
}

/// Does a number between the two count what the key names: 内设3个机构, 内设机构3个?
fn counts(key: &str, before: &str, behind: &str) -> bool {
    let Some(behind) = behind.strip_prefix('个') else { return false };
    let ends = key.char_indices().skip(1).map(|(at, _)| at).chain([key.len()]);
    ends.into_iter().any(|at| before.ends_with(&key[..at]) && behind.starts_with(&key[at..]))
}
