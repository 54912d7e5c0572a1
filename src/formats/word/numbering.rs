//! Automatic numbers (自动编号): what Word prints before a paragraph, computed from the list definitions.

use std::collections::HashMap;

use super::xml::{Node, Walk};
use crate::phrase::numerals::push_ordinal;

/// One level of a list (级别).
#[derive(Clone, Debug)]
struct Level {
    start: usize,
    format: String,
    text: String,
    /// The level that starts it anew; 0 for never.
    restart: Option<usize>,
    /// Nothing behind the number?
    tight: bool,
}

impl Default for Level {
    fn default() -> Level {
        Level { start: 1, format: "decimal".to_owned(), text: String::new(), restart: None, tight: false }
    }
}

/// A list by its number in the document: its definition and what it changes there.
#[derive(Debug, Default)]
struct List {
    definition: String,
    starts: HashMap<usize, usize>,
    levels: HashMap<usize, Level>,
}

/// The lists of a document, and how far each is counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    definitions: HashMap<String, HashMap<usize, Level>>,
    lists: HashMap<String, List>,
    /// By definition: the counts of all levels.
    counts: HashMap<String, [Option<usize>; LEVELS]>,
    /// Lists whose own starts were used.
    begun: Vec<(String, usize)>,
}

/// Levels of a list.
const LEVELS: usize = 9;

impl Numbering {
    pub fn read(text: &str) -> Result<Numbering, String> {
        let (mut walk, mut numbering) = (Walk::new(text), Numbering::default());
        let (mut definition, mut list, mut level) = (None::<String>, None::<String>, 0);
        while let Some(node) = walk.next()? {
            let Node::Open(tag) = node else { continue };
            let Some(name) = tag.word() else { continue };
            match name {
                "abstractNum" => (definition, list) = (tag.attribute("w:abstractNumId"), None),
                "num" => (definition, list) = (None, tag.attribute("w:numId")),
                "abstractNumId" => {
                    if let Some(list) = &list {
                        numbering.lists.entry(list.clone()).or_default().definition = tag.value().unwrap_or_default();
                    }
                }
                "lvl" | "lvlOverride" => {
                    level = tag.attribute("w:ilvl").and_then(|level| level.parse().ok()).unwrap_or(0);
                    if name == "lvl"
                        && let Some(levels) = numbering.levels(&definition, &list)
                    {
                        levels.insert(level, Level::default());
                    }
                }
                "startOverride" => {
                    if let (Some(list), Some(start)) = (&list, tag.number()) {
                        numbering.lists.entry(list.clone()).or_default().starts.insert(level, start);
                    }
                }
                _ => {
                    let Some(level) = numbering.levels(&definition, &list).and_then(|levels| levels.get_mut(&level))
                    else {
                        continue;
                    };
                    match name {
                        "start" => level.start = tag.number().unwrap_or(1),
                        "numFmt" => level.format = tag.value().unwrap_or_default(),
                        "lvlText" => level.text = tag.value().unwrap_or_default(),
                        "lvlRestart" => level.restart = tag.number(),
                        "suff" => level.tight = tag.value().is_some_and(|value| value == "nothing"),
                        _ => {}
                    }
                }
            }
        }
        Ok(numbering)
    }

    fn levels(&mut self, definition: &Option<String>, list: &Option<String>) -> Option<&mut HashMap<usize, Level>> {
        match (definition, list) {
            (Some(definition), _) => Some(self.definitions.entry(definition.clone()).or_default()),
            (None, Some(list)) => Some(&mut self.lists.entry(list.clone()).or_default().levels),
            (None, None) => None,
        }
    }

    /// Count a paragraph of a list and print its number; empty for bullets and lists that are not defined.
    pub fn next(&mut self, id: &str, level: usize) -> String {
        let Some(list) = self.lists.get(id).filter(|_| level < LEVELS) else { return String::new() };
        let empty = HashMap::new();
        let definition = self.definitions.get(&list.definition).unwrap_or(&empty);
        let of = |level: usize| list.levels.get(&level).or_else(|| definition.get(&level));
        let Some(own) = of(level) else { return String::new() };
        let counts = self.counts.entry(list.definition.clone()).or_default();
        let start = |level: usize| list.starts.get(&level).copied().or(of(level).map(|level| level.start)).unwrap_or(1);
        // A list with a start of its own begins there the first time.
        let begin = list.starts.contains_key(&level) && !self.begun.contains(&(id.to_owned(), level));
        if begin {
            self.begun.push((id.to_owned(), level));
            counts[level] = None;
        }
        counts[level] = Some(counts[level].map_or(start(level), |count| count.saturating_add(1)));
        for (below, count) in counts.iter_mut().enumerate().skip(level + 1) {
            let restart = of(below).and_then(|level| level.restart);
            if restart.is_none_or(|restart| restart > 0 && level < restart) {
                *count = None;
            }
        }
        if matches!(own.format.as_str(), "bullet" | "none") {
            return String::new();
        }
        let mut out = String::new();
        let mut rest = own.text.as_str();
        while let Some(at) = rest.find('%') {
            out.push_str(&rest[..at]);
            rest = &rest[at + 1..];
            let Some(digit) = rest.chars().next().and_then(|c| c.to_digit(10)).filter(|digit| *digit > 0) else {
                continue;
            };
            let shown = digit as usize - 1;
            let count = counts.get(shown).copied().flatten().unwrap_or_else(|| start(shown));
            print(count, of(shown).map_or("decimal", |level| level.format.as_str()), &mut out);
            rest = &rest[1..];
        }
        out.push_str(rest);
        if !own.tight && out.ends_with(|c: char| c.is_ascii()) {
            out.push(' ');
        }
        out
    }
}

/// A number in one of Word's formats.
fn print(number: usize, format: &str, out: &mut String) {
    match format {
        format if format.starts_with("chineseCounting") || format.starts_with("japaneseCounting") => {
            push_ordinal(number, true, out);
        }
        "taiwaneseCounting" | "taiwaneseCountingThousand" | "ideographDigital" | "koreanCounting" => {
            push_ordinal(number, true, out);
        }
        "decimalFullWidth" | "decimalFullWidth2" => {
            let shift = |c: char| char::from_u32(c as u32 - '0' as u32 + '０' as u32).unwrap_or(c);
            out.extend(number.to_string().chars().map(shift));
        }
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" if (1..=20).contains(&number) => {
            out.extend(char::from_u32('①' as u32 + number as u32 - 1));
        }
        "upperLetter" if (1..=26).contains(&number) => out.push((b'A' + number as u8 - 1) as char),
        "lowerLetter" if (1..=26).contains(&number) => out.push((b'a' + number as u8 - 1) as char),
        "upperRoman" => out.push_str(&roman(number)),
        "lowerRoman" => out.push_str(&roman(number).to_lowercase()),
        "decimalZero" if number < 10 => {
            out.push('0');
            push_ordinal(number, false, out);
        }
        _ => push_ordinal(number, false, out),
    }
}

fn roman(mut number: usize) -> String {
    const SIGNS: [(usize, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut out = String::new();
    if number > 3999 {
        return number.to_string();
    }
    for (value, sign) in SIGNS {
        while number >= value {
            out.push_str(sign);
            number -= value;
        }
    }
    out
}
