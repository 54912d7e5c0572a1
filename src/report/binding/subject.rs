//! Whose report of which year a text is (部门和年度), by what it says most often.

use std::collections::BTreeMap;

use crate::{
    phrase::{SlotKind, read::Step, scan::Held},
    report::{
        document::{PartKind, mark::mark},
        reading::Reading,
    },
};

/// The department and the year.
pub(super) fn subject(reading: &Reading) -> (String, u16) {
    let mut names: BTreeMap<&str, usize> = BTreeMap::new();
    let mut years: BTreeMap<u16, usize> = BTreeMap::new();
    for sentence in &reading.sentences {
        for step in &sentence.read.steps {
            let Step::Slot { slot, range, held, .. } = step else { continue };
            match (&slot.kind, held) {
                (SlotKind::Department, Held::Words) => {
                    *names.entry(&sentence.paragraph.text()[range.clone()]).or_default() += 1;
                }
                (SlotKind::Year { offset }, Held::Year(year)) => {
                    *years.entry(year.saturating_add(*offset)).or_default() += 1;
                }
                _ => {}
            }
        }
    }
    // A text without part three may still name them in the title of another part, or on its cover.
    let is_own = |kind: PartKind| kind == PartKind::Narrative;
    let parts = || reading.document.parts.iter();
    let (own, others) = (parts().filter(|part| is_own(part.kind)), parts().filter(|part| !is_own(part.kind)));
    let titles = own.chain(others).filter_map(|part| part.title.as_ref());
    let cover = reading.document.parts(PartKind::Cover).flat_map(|part| &part.sections);
    let cover = cover.flat_map(|section| &section.paragraphs).map(|paragraph| &paragraph.text);
    let titles = titles.chain(cover.filter(|line| !line.text().contains(['，', '。', '；', '：'])));
    let titles = titles.map(|title| titled(&title.text()[mark(title).1..]));
    let (titled, title_year) = titles.into_iter().find(|(_, year)| year.is_some()).unwrap_or_default();
    // The title counts as much as two sentences.
    if let Some(year) = title_year {
        *years.entry(year).or_default() += 2;
    }
    let name = names.iter().max_by_key(|(_, count)| **count).map(|(name, _)| (*name).to_owned());
    let year = years.iter().max_by_key(|(_, count)| **count).map_or(0, |(year, _)| *year);
    (name.or(titled).unwrap_or_default(), year)
}

/// NAME YYYY年度…: the name and the year of a title without its number.
fn titled(title: &str) -> (Option<String>, Option<u16>) {
    let Some(at) = title.find("年度") else { return (None, None) };
    let before = &title[..at];
    let digits = before.len() - before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let (name, year) = before.split_at(before.len() - digits);
    let name = name.trim();
    ((!name.is_empty()).then(|| name.to_owned()), year.parse().ok())
}
