//! Words that are compared as one (整词), from `data/reference/terms.yaml`.

use std::{collections::HashMap, sync::OnceLock};

use serde::Deserialize;

use crate::embedded;

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

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    up: Vec<String>,
    down: Vec<String>,
    level: Vec<String>,
    terms: Vec<String>,
}

/// The words by their first letter, the longest first.
struct Terms(HashMap<char, Vec<(String, Option<Direction>)>>);

/// The word at the head of `text`: its length in bytes, and its direction.
pub(super) fn at_head(text: &str) -> Option<(usize, Option<Direction>)> {
    let first = text.chars().next()?;
    let words = terms().0.get(&first)?;
    words.iter().find(|(word, _)| text.starts_with(word)).map(|(word, direction)| (word.len(), *direction))
}

fn terms() -> &'static Terms {
    static TERMS: OnceLock<Terms> = OnceLock::new();
    TERMS.get_or_init(|| {
        let text = embedded::reference("terms.yaml").unwrap_or_default();
        let file: File = serde_yaml::from_str(text).expect("the shipped terms.yaml can be read");
        let directed = [(file.up, Direction::Up), (file.down, Direction::Down), (file.level, Direction::Level)];
        let directed =
            directed.into_iter().flat_map(|(words, way)| words.into_iter().map(move |word| (word, Some(way))));
        let mut by_letter: HashMap<char, Vec<_>> = HashMap::new();
        for (word, way) in directed.chain(file.terms.into_iter().map(|word| (word, None))) {
            if let Some(first) = word.chars().next() {
                by_letter.entry(first).or_default().push((word, way));
            }
        }
        by_letter.values_mut().for_each(|words| words.sort_by_key(|(word, _)| std::cmp::Reverse(word.len())));
        Terms(by_letter)
    })
}
