//! Words that are compared as one (整词), from `data/reference/terms.yaml` and `directions.yaml`.

use std::{ops::RangeInclusive, sync::OnceLock};

use ahash::AHashMap;
use serde::Deserialize;

use crate::{embedded, phrase::directions::directions};

/// What a word of direction says (方向).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// 增加、大于.
    Up,
    /// 减少、小于.
    Down,
    /// 持平.
    Level,
}

/// The lists of words in `terms.yaml` (词表).
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Lists {
    terms: Vec<String>,
    opposites: Vec<[String; 2]>,
    /// What leads in a comparison with the year before (与上年相比).
    pub last_year: Vec<String>,
    /// What says that an amount is a budget.
    pub budgets: Vec<String>,
    /// What leads in last year's figure itself (上年为).
    pub last_figures: Vec<String>,
    /// What makes a year the beginning or the end of a time (以来).
    pub spans: Vec<String>,
    copulas: Vec<String>,
    /// What leads from such words to the reason itself.
    pub reason_links: Vec<String>,
    /// What begins so and belongs to the reason.
    pub no_reason_links: Vec<String>,
    /// What says that a percentage is a share.
    pub shares: Vec<String>,
    /// What people call a budget in words of their own.
    pub plans: Vec<String>,
    /// What they call a final figure.
    pub spendings: Vec<String>,
    /// What says that an amount is by how much something differs.
    pub differences: Vec<String>,
    /// What a clause that gives a reason begins and ends with.
    pub causes: Vec<[String; 2]>,
    /// What begins so and gives none.
    pub no_causes: Vec<String>,
}

/// A word, and the direction that it says, if any.
type Word = (String, Option<Direction>);

struct Terms {
    /// The words by their first letter, the longest first.
    by_letter: AHashMap<char, Vec<Word>>,
    /// Which letters begin one, of those that most texts are made of.
    begins: Vec<bool>,
    lists: Lists,
}

const HAN: RangeInclusive<char> = '\u{4e00}'..='\u{9fff}';

/// Where a letter stands among them.
fn of_han(letter: char) -> usize {
    letter as usize - *HAN.start() as usize
}

/// The word at the head of `text`: its length in bytes, and its direction.
pub(super) fn at_head(text: &str) -> Option<(usize, Option<Direction>)> {
    let first = text.chars().next()?;
    let terms = terms();
    if HAN.contains(&first) && !terms.begins[of_han(first)] {
        return None;
    }
    let words = terms.by_letter.get(&first)?;
    words.iter().find(|(word, _)| text.starts_with(word)).map(|(word, direction)| (word.len(), *direction))
}

/// The lists of words.
pub(super) fn lists() -> &'static Lists {
    &terms().lists
}

/// Does a text end with what leads in the year of such a comparison (与, 比)? The year begins in the words themselves.
pub(super) fn leads_a_year(text: &str) -> bool {
    lists().last_year.iter().filter_map(|lead| lead.strip_suffix("20")).any(|lead| text.ends_with(lead))
}

/// The words without what only leads from a name to its number (为).
pub(super) fn without_copula(words: &str) -> &str {
    let copulas = &terms().lists.copulas;
    let end = copulas.iter().find_map(|copula| words.strip_suffix(copula.as_str()));
    end.map_or(words, without_copula)
}

/// The word for the other direction.
pub(super) fn opposite(word: &str) -> Option<&'static str> {
    let other = |[one, other]: &'static [String; 2]| match word {
        word if word == one => Some(other.as_str()),
        word if word == other => Some(one.as_str()),
        _ => None,
    };
    terms().lists.opposites.iter().find_map(other)
}

fn terms() -> &'static Terms {
    static TERMS: OnceLock<Terms> = OnceLock::new();
    TERMS.get_or_init(|| {
        let text = embedded::reference("terms.yaml").unwrap_or_default();
        let lists: Lists = serde_yaml::from_str(text).expect("the shipped terms.yaml can be read");
        let known = directions();
        let directed = [(&known.up, Direction::Up), (&known.down, Direction::Down), (&known.level, Direction::Level)];
        let directed = directed.into_iter().flat_map(|(words, way)| words.all().map(move |word| (word, Some(way))));
        let mut by_letter: AHashMap<char, Vec<_>> = AHashMap::new();
        for (word, way) in directed.chain(lists.terms.iter().map(|word| (word.as_str(), None))) {
            if let Some(first) = word.chars().next() {
                by_letter.entry(first).or_default().push((word.to_owned(), way));
            }
        }
        by_letter.values_mut().for_each(|words| words.sort_by_key(|(word, _)| std::cmp::Reverse(word.len())));
        let mut begins = vec![false; of_han(*HAN.end()) + 1];
        by_letter.keys().filter(|letter| HAN.contains(*letter)).for_each(|letter| begins[of_han(*letter)] = true);
        Terms { by_letter, begins, lists }
    })
}
