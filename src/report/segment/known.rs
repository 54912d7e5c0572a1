//! Headings known beforehand (已知标题): from house styles and from the text's own table of contents.

use std::collections::{HashMap, HashSet};

use crate::{phrase::numerals::read_ordinal, report::document::PartKind};

/// Where a heading stands (层次).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// Over a section: 一、
    Section,
    /// Inside a section: （一）
    Inner,
}

/// The longest text that is looked at as a heading, in bytes.
pub const LONGEST: usize = 240;

/// The title of a part in the table of contents (目录), without 第X部分.
#[derive(Debug)]
pub struct PartTitle {
    /// Which part.
    pub kind: PartKind,
    /// Its words.
    pub body: String,
}

/// Headings known beforehand (已知标题).
#[derive(Debug, Default)]
pub struct Known {
    /// Headings to the letter, and where they stand.
    exact: HashMap<String, Vec<(PartKind, Level)>>,
    /// What headings of the same section have in common.
    levels: HashMap<(PartKind, String), Level>,
    /// The titles of parts in the order of the contents.
    pub parts: Vec<PartTitle>,
    /// The same with 第X部分.
    part_titles: HashSet<String>,
}

impl Known {
    /// The section headings of part three from house styles.
    pub fn new(titles: &[&str]) -> Known {
        let mut known = Known::default();
        known.add(PartKind::Narrative, titles);
        known
    }

    /// Add headings of a part, with or without their numbers.
    pub fn add(&mut self, kind: PartKind, titles: &[&str]) {
        for title in titles {
            let title: String = title.chars().filter(|&c| !c.is_whitespace()).collect();
            let inner = title.strip_prefix('（').and_then(|rest| Some(&rest[read_ordinal(rest)?.1..]));
            match inner.and_then(|rest| rest.strip_prefix('）')) {
                Some(body) => self.insert(kind, body, Level::Inner),
                None => {
                    let length = read_ordinal(&title).map_or(0, |(_, length)| length);
                    self.insert(kind, title[length..].strip_prefix('、').unwrap_or(&title), Level::Section);
                }
            }
        }
    }

    /// Add a heading of a part, without its number.
    pub fn insert(&mut self, kind: PartKind, body: &str, level: Level) {
        if body.len() > LONGEST {
            return;
        }
        let body = body.trim_end_matches(['。', '：']);
        let kinds = self.exact.entry(body.to_owned()).or_default();
        if !kinds.iter().any(|(other, _)| *other == kind) {
            kinds.push((kind, level));
        }
        if let Some(key) = key(body) {
            self.levels.entry((kind, key)).or_insert(level);
        }
    }

    /// Add the title of a part, 第X部分 apart.
    pub fn insert_part(&mut self, kind: PartKind, number: &str, body: String) {
        self.part_titles.insert(format!("{number}{body}"));
        self.parts.push(PartTitle { kind, body });
    }

    /// Is it the title of a part to the letter?
    pub fn is_part(&self, title: &str) -> bool {
        self.part_titles.contains(title)
    }

    /// Is a numbered heading known, if perhaps in slightly other words?
    pub fn level(&self, kind: PartKind, body: &str) -> Option<Level> {
        self.exact(kind, body).or_else(|| self.levels.get(&(kind, key(body)?)).copied())
    }

    /// Is a line without a number a known heading? It has to be the same, or to end as headings do.
    pub fn bare_level(&self, kind: PartKind, text: &str) -> Option<Level> {
        if ends_as_heading(text) { self.level(kind, text) } else { self.exact(kind, text) }
    }

    /// Is it a known heading to the letter?
    pub fn is_exact(&self, kind: PartKind, body: &str) -> bool {
        self.exact(kind, body).is_some()
    }

    fn exact(&self, kind: PartKind, body: &str) -> Option<Level> {
        let kinds = self.exact.get(body)?;
        kinds.iter().find(|(other, _)| *other == kind).map(|(_, level)| *level)
    }
}

/// Headings of part three end so.
pub fn ends_as_heading(text: &str) -> bool {
    text.ends_with("情况") || text.ends_with("说明")
}

/// What headings of the same section have in common: 十、关于2023年度预算绩效管理情况的说明, 预算绩效管理情况.
fn key(body: &str) -> Option<String> {
    if body.len() > LONGEST {
        return None;
    }
    let bare: String = body.chars().filter(|c| c.is_alphanumeric() && !c.is_ascii_digit()).collect();
    let bare = ["年度", "关于", "情况", "说明", "的"].iter().fold(bare, |bare, word| bare.replace(word, ""));
    (bare.chars().count() >= 2).then_some(bare)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_is_known_in_slightly_other_words() {
        let known = Known::new(&["十、预算绩效管理情况说明", "（一）机关运行经费支出情况", "其他重要事项说明"]);
        let level = |text| known.bare_level(PartKind::Narrative, text);
        assert_eq!(level("关于2023年度预算绩效管理情况的说明"), Some(Level::Section));
        assert_eq!(level("其他重要事项的情况说明"), Some(Level::Section));
        assert_eq!(level("机关运行经费支出情况说明"), Some(Level::Inner));
        assert_eq!(level("机关运行经费支出"), None);
        assert_eq!(level("收入决算情况说明"), None);
        assert_eq!(known.level(PartKind::Narrative, "其他重要事项"), Some(Level::Section));
    }
}
