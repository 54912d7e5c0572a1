//! Cells of tables (表格单元格) that show a figure of before a correction: where the row says whose it is they follow, all
//! others are pointed out.

mod beside;
mod matched;
mod table;
mod told;

use std::{fmt, ops::Range};

use ahash::AHashMap;
use rust_decimal::Decimal;

pub use beside::Drafted;
pub use told::{json, text};

use super::revision::short;
use crate::{
    figures::{
        MoneyUnit,
        amount::{NumberStyle, parse_amount, print},
    },
    revise::{
        marks,
        update::{Changed, Conflict, OPEN, Outcome, Question, Replacement},
    },
};

/// Where the cells of a row stand in the text (一行的单元格).
pub type Row = Vec<Range<usize>>;

/// A figure that was corrected.
struct Corrected<'u> {
    old: Figure,
    new: Figure,
    /// The row it speaks of, by its code or its name.
    row: Option<&'u str>,
    /// The name of its concept.
    name: String,
    /// The unit that the draft prints behind it.
    unit: &'static str,
}

/// What a cell shows.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Figure {
    number: Decimal,
    percent: bool,
}

/// What stands before the unit of a cell or of a draft's amount, and that unit; empty where none stands there.
fn unit(words: &str) -> (&str, &'static str) {
    // 万元 ends with 元, too.
    let units = [MoneyUnit::WanYuan, MoneyUnit::Yuan].map(MoneyUnit::name);
    let named = units.into_iter().find_map(|unit| Some((words.trim_end().strip_suffix(unit)?, unit)));
    named.unwrap_or((words, ""))
}

impl fmt::Display for Figure {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        write!(out, "{}{}", self.number, if self.percent { "%" } else { "" })
    }
}

/// A cell as a person finds it (在哪一格).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// What stands over the table; empty for one that no draft knows.
    pub table: String,
    /// What the row is called; empty for what concerns the table.
    pub row: String,
    /// What the column holds.
    pub column: String,
}

/// A cell that follows, or the line over a table that says its unit (跟着改的).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Followed {
    /// Which it is.
    pub place: Place,
    /// Where its words stand in the text.
    pub at: Range<usize>,
    /// Its words.
    pub old: String,
    /// What stands there now.
    pub new: String,
}

/// What somebody has to look at (请核对的).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Which cell, row or table it is.
    pub place: Place,
    /// Behind which words of the text it is said.
    pub at: Range<usize>,
    /// What to look at, and how to mend it.
    pub message: String,
}

/// A cell that a person changed and the correction, too (冲突).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Both {
    /// Where its words stand in the text.
    pub at: Range<usize>,
    /// What it was, what the person made of it, and what the figures say now.
    pub conflict: Conflict,
}

impl Both {
    /// What stands behind it in a text.
    fn mark(&self) -> Replacement {
        Replacement::mark_cell(self.at.end, &marks::both(&self.conflict.edited, &self.conflict.new))
    }
}

/// What becomes of cells (单元格的去向).
#[derive(Debug, Default)]
pub struct Cells {
    /// Those that follow.
    pub followed: Vec<Followed>,
    /// Those that somebody has to look at.
    pub asked: Vec<Asked>,
    /// Those that both changed.
    pub both: Vec<Both>,
    /// Marks of earlier updates that ask for nothing any more: the row is in the figures again, or the cell says another
    /// figure.
    pub settled: Vec<Range<usize>>,
}

impl Cells {
    /// What changes in the text.
    pub fn edits(&self) -> impl Iterator<Item = Replacement> {
        let followed = self.followed.iter().map(|one| Replacement { at: one.at.clone(), words: one.new.clone() });
        followed.chain(self.settled.iter().map(|at| Replacement { at: at.clone(), words: String::new() }))
    }

    /// What is asked, each behind the words that it is said of.
    pub fn marks(&self) -> impl Iterator<Item = (Range<usize>, Replacement)> {
        let asked = self.asked.iter().map(|one| (&one.at, Replacement::mark_cell(one.at.end, &one.message)));
        let both = self.both.iter().map(|one| (&one.at, one.mark()));
        asked.chain(both).map(|(at, mark)| (at.clone(), mark))
    }

    /// Is a question of the prose about a number of a cell that follows or is asked about as a cell?
    pub fn tell(&self, question: &Question) -> bool {
        let follow = self.followed.iter().map(|one| &one.at).chain(self.asked.iter().map(|one| &one.at));
        let mut told = follow.chain(self.both.iter().map(|one| &one.at));
        question.at.as_ref().is_some_and(|at| told.any(|cell| cell.start <= at.start && at.start < cell.end))
    }

    /// The marks of tables that stand in a text as before and of which nothing was said.
    pub fn open(&self, text: &str) -> Vec<Question> {
        let mut questions = Vec::new();
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            for mark in marks::find(line).into_iter().filter(|mark| marks::is_cell(&line[mark.clone()])) {
                let (place, words) = (at + mark.start..at + mark.end, &line[mark]);
                let told = self.settled.contains(&place)
                    || self.marks().any(|(_, mark)| mark.at.start == place.start && mark.words == words);
                if !told {
                    let of = unmarked(line.trim_start_matches(['|', ' ', '\t']));
                    let name =
                        of.split(['|', '\t']).map(str::trim).find(|cell| !cell.is_empty() && value(cell).is_none());
                    let section = format!("表格“{}”", short(name.unwrap_or_default()));
                    let (sentence, message, words) = (String::new(), OPEN.to_owned(), words.to_owned());
                    questions.push(Question { section, sentence, message, words, at: None });
                }
            }
            at += line.len();
        }
        questions
    }
}

/// What becomes of cells that show an old figure, row by row: in a row with the code or the name of what was corrected
/// the one cell with it follows; any other may be a figure of its own and is pointed out. `name` knows the concepts of
/// final figures, which tables show, and no others.
pub fn follow(text: &str, rows: &[Row], changed: &[Changed], name: impl Fn(&str) -> Option<String>) -> Cells {
    let told = |changed: &&Changed| matches!(changed.outcome, Outcome::Followed | Outcome::Already);
    let mut corrected: AHashMap<Figure, Vec<Corrected>> = AHashMap::new();
    for one in changed.iter().filter(told).filter_map(|one| of(one, &name)) {
        corrected.entry(one.old).or_default().push(one);
    }
    let mut found = Cells::default();
    for cells in rows.iter().filter(|_| !corrected.is_empty()) {
        let units: Vec<(&str, &str)> = cells.iter().map(|cell| unit(&text[cell.clone()])).collect();
        let values: Vec<Option<Figure>> = units.iter().map(|(number, _)| figure(number)).collect();
        let row = cells.iter().zip(&values).find(|(cell, value)| value.is_none() && !cell.is_empty());
        for ((cell, value), (number, unit)) in cells.iter().zip(&values).zip(&units) {
            let of = value.and_then(|value| corrected.get(&value)).into_iter().flatten();
            let of: Vec<&Corrected> = of.filter(|one| unit.is_empty() || one.unit == *unit).collect();
            if of.is_empty() {
                continue;
            }
            let labelled = |one: &&Corrected| {
                let label = |cell: &Range<usize>| {
                    let text = text[cell.clone()].trim();
                    one.row == Some(text) || one.row.is_none() && one.name == text
                };
                cells.iter().any(label)
            };
            let own: Vec<&Corrected> = of.iter().copied().filter(labelled).collect();
            let alone = values.iter().filter(|other| *other == value).count() == 1;
            let (at, old) = (cell.clone(), text[cell.clone()].to_owned());
            let row = row.map_or_else(String::new, |(cell, _)| text[cell.clone()].to_owned());
            let place = Place { row, ..Place::default() };
            match own.first() {
                Some(one) if alone && own.iter().all(|other| other.new == one.new) => {
                    let number = number.trim_end_matches(PERCENT).trim_end();
                    let new = alike(number, one.new.number) + &old[number.len()..];
                    found.followed.push(Followed { place, at, old, new });
                }
                // The same share stands in many rows.
                None if of[0].old.percent => {}
                _ => {
                    let [was, is] = [of[0].old, of[0].new];
                    let message = format!("正文里的 {was} 已改为 {is}，这里的 {old} 要不要跟着改，请核对");
                    found.asked.push(Asked { place, at, message });
                }
            }
        }
    }
    found
}

/// The cells of the lines of a text that are rows of tables: between the bars of Markdown, or parted by tabs.
pub fn text_rows(text: &str) -> impl Iterator<Item = Row> {
    let mut at = 0;
    let lines = text.split_inclusive('\n').map(move |line| {
        at += line.len();
        (at - line.len(), line)
    });
    lines.filter_map(|(at, line)| {
        let words = line.trim();
        if let Some(inner) = words.strip_prefix('|').and_then(|inner| inner.strip_suffix('|')) {
            return Some(cells(inner, '|', at + line.len() - line.trim_start().len() + 1));
        }
        // A row may end with empty cells, and a paragraph may begin with a tab.
        line.trim_start().trim_end_matches(['\r', '\n']).contains('\t').then(|| cells(line, '\t', at))
    })
}

/// The cells between separators, without the blanks around their words and the marks behind them; the line begins at `at`.
pub fn cells(line: &str, separator: char, mut at: usize) -> Row {
    let mut cells = Vec::new();
    for cell in line.trim_end_matches('\n').split(separator) {
        let words = unmarked(cell);
        let blank = cell.chars().next().filter(|c| words.is_empty() && c.is_whitespace()).map_or(0, char::len_utf8);
        let start = if words.is_empty() { at + blank } else { at + cell.len() - cell.trim_start().len() };
        cells.push(start..start + words.len());
        at += cell.len() + separator.len_utf8();
    }
    cells
}

/// Words without the blanks around them and without what the program asks behind them.
fn unmarked(words: &str) -> &str {
    let end = marks::find(words).first().map_or(words.len(), |mark| mark.start);
    words[..end].trim()
}

fn of<'u>(changed: &'u Changed, name: impl Fn(&str) -> Option<String>) -> Option<Corrected<'u>> {
    let concept = changed.concept.as_deref()?;
    let name = name(concept)?;
    let ((was, unit), (is, _)) = (unit(&changed.old), unit(&changed.new));
    let (old, new) = (figure(was)?, figure(is)?);
    // A nought stands everywhere.
    (old != new && !old.number.is_zero()).then_some(Corrected { old, new, row: changed.row.as_deref(), name, unit })
}

/// A whole cell as a number; percentages and counts with their unit are none.
fn value(text: &str) -> Option<Decimal> {
    let text = text.trim();
    let first = text.bytes().next().filter(|byte| byte.is_ascii_digit() || *byte == b'-');
    first.and_then(|_| parse_amount(&text.replace([',', '，'], "")).ok())
}

/// A whole cell as a number or a percentage.
fn figure(text: &str) -> Option<Figure> {
    let number = text.trim().trim_end_matches(PERCENT);
    Some(Figure { number: value(number)?, percent: number.len() < text.trim().len() })
}

/// How a percentage ends.
const PERCENT: [char; 2] = ['%', '％'];

/// A number set like the one that stood there.
fn alike(old: &str, new: Decimal) -> String {
    let places = old.trim().rsplit_once('.').map_or(0, |(_, places)| places.len() as u32);
    let decimals = places.max(new.normalize().scale());
    let mut out = String::new();
    print(new, NumberStyle { decimals, trim: false, thousands: old.contains([',', '，']) }, &mut out);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_stand_between_bars_or_are_parted_by_tabs() {
        let text = "正文。\n| 行政运行 |  | 96.06【请核对表格：甲】 |\r\n\t缩进的正文\r\n2010301\t行政运行\t\t96.06\r\n合计\t\t\r\n";
        let rows: Vec<Row> = text_rows(text).collect();
        let words: Vec<Vec<&str>> =
            rows.iter().map(|row| row.iter().map(|cell| &text[cell.clone()]).collect()).collect();
        assert_eq!(
            words,
            [vec!["行政运行", "", "96.06"], vec!["2010301", "行政运行", "", "96.06"], vec!["合计", "", ""]]
        );
        // What comes into an empty cell stands between its blanks.
        assert!(text[rows[0][1].start..].starts_with(" | 96.06"));
    }

    #[test]
    fn a_percentage_follows_in_the_row_that_says_whose_it_is() {
        let changed = |row: Option<&str>, old: &str, new: &str| Changed {
            section: String::new(),
            sentence: String::new(),
            concept: Some("gp".to_owned()),
            row: row.map(str::to_owned),
            old: old.to_owned(),
            new: new.to_owned(),
            outcome: Outcome::Followed,
        };
        let changed = [changed(Some("行政运行"), "102%", "104.1%"), changed(None, "71.8%", "72%")];
        let text = "行政运行\t96.06\t102％\n事业运行\t102%\n人员经费\t71.80%\t71.8\n行政运行\t102%\t102%\n";
        let rows: Vec<Row> = text_rows(text).collect();
        let cells = follow(text, &rows, &changed, |_| Some("人员经费".to_owned()));
        let followed: Vec<_> = cells.followed.iter().map(|one| (&*one.old, &*one.new)).collect();
        assert_eq!(followed, [("102％", "104.1％"), ("71.80%", "72.00%")]);
        assert_eq!(cells.asked.iter().filter(|one| one.message.contains("102% 已改为 104.1%")).count(), 2);
    }
}
