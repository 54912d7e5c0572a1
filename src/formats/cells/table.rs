//! One table of a text between its old and its new draft (一张表): what each cell was, and what it should be.

use std::ops::Range;

use rust_decimal::Decimal;

use super::{
    Asked, Cells, Followed, Place, Row, alike,
    beside::{AGAIN, Drafted},
    matched::{Found, Named, lanes, list, named, pairs},
    value,
};
use crate::{figures::amount::round, report::saved::SavedTable, revise::marks};

/// How many letters of a row are quoted.
const QUOTED: usize = 40;

/// A row of the text, or the half of one.
struct Line<'t> {
    cells: &'t [Range<usize>],
    /// The number of its first column.
    column: usize,
    named: Named,
    old: Option<&'t [String]>,
    new: Option<&'t [String]>,
}

/// A table of the text and what it is in either draft.
pub(super) struct Table<'t> {
    text: &'t str,
    found: Found<'t>,
    old: Option<&'t SavedTable>,
    pub new: &'t SavedTable,
    lines: Vec<Line<'t>>,
    /// Rows of the new draft that the text has nowhere, and behind which of its lines they would stand.
    come: Vec<(Option<usize>, &'t [String])>,
    /// How many of the text's units one of the drafts is in most cells (元 for 万元).
    scale: Decimal,
    known: bool,
}

/// What becomes of a cell.
pub(super) enum Fate {
    /// It is what it should be.
    Stands,
    /// It was the old figure and becomes the new one.
    Follows(String),
    /// It is neither, a person wrote it; what the figures say.
    Kept(String),
    /// The same of a figure that was corrected; what it was, and what it is now.
    Both(String, String),
    /// It may be the old figure, which nobody knows.
    Unknown(String),
    /// Its words are nothing of the figures'.
    Own,
}

impl<'t> Table<'t> {
    pub fn of(text: &'t str, mut found: Found<'t>, drafted: Drafted<'t>) -> Table<'t> {
        let new = &drafted.new[found.drafted];
        let old = drafted.old.iter().find(|old| old.title == new.title);
        let rows = std::mem::take(&mut found.rows);
        let (mut lines, mut come) = (Vec::new(), Vec::new());
        for lane in lanes(&new.columns) {
            half(text, &rows, lane, (old, new), drafted.known, &mut lines, &mut come);
        }
        let mut table = Table { text, found, old, new, lines, come, scale: Decimal::ONE, known: drafted.known };
        table.scale = table.scale();
        table
    }

    /// The line over it that says its unit follows where the drafts differ in it.
    pub fn unit(&self, out: &mut Cells) {
        let Some((old, new)) = self.old.and_then(|old| old.unit.as_ref()).zip(self.new.unit.as_ref()) else { return };
        let above = &self.found.above;
        let at = self.text[above.clone()].find(old.as_str()).filter(|_| old != new).map(|at| above.start + at);
        out.followed.extend(at.map(|at| Followed {
            place: self.place(None, None),
            at: at..at + old.len(),
            old: old.clone(),
            new: new.clone(),
        }));
    }

    /// Every cell that the new draft has a place for, with its words.
    pub fn cells(&self) -> Vec<(Place, Range<usize>, String, Fate)> {
        let mut cells = Vec::new();
        for line in &self.lines {
            let Some(new) = line.new else { continue };
            for (column, (at, now)) in line.cells.iter().zip(new).enumerate() {
                let here = &self.text[at.clone()];
                let before = line.old.and_then(|old| old.get(column)).map(String::as_str);
                // Where not all old figures are known, one that is empty may not have been so.
                let before = before.filter(|before| self.known || !before.is_empty());
                // By code and name the row is known; they are nobody's figures.
                let name = |words: &str| !words.is_empty() && !figure(words) && !words.contains('【');
                let code = figure(now) && new.get(column + 1).is_some_and(|next| name(next));
                let fate = if name(now) || code { Fate::Own } else { self.fate(here, before, now) };
                cells.push((self.place(Some(line), Some(column)), at.clone(), here.to_owned(), fate));
            }
        }
        cells
    }

    fn fate(&self, here: &str, before: Option<&str>, now: &str) -> Fate {
        if here.trim() == now.trim() {
            return Fate::Stands;
        }
        if let Some((before, unit)) = before.and_then(|before| Some((before, self.unit_of(here, before)?))) {
            let (printed, young) = (value(before), value(now));
            if before == now || printed.is_some() && printed == young {
                return Fate::Stands;
            }
            let exact = value(here).zip(printed).is_none_or(|(here, printed)| printed.checked_mul(unit) == Some(here));
            return match young.and_then(|young| young.checked_mul(unit)) {
                _ if !exact => Fate::Unknown(format!("数据由 {before} 改为 {now}；表里的数更细，请照决算表改")),
                Some(young) if Some(young) == value(here) => Fate::Stands,
                Some(young) if !here.is_empty() || unit != Decimal::ONE => Fate::Follows(alike(here, young)),
                _ => Fate::Follows(now.to_owned()),
            };
        }
        if self.unit_of(here, now).is_some() {
            return Fate::Stands;
        }
        if !figure(here) && !figure(now) {
            return Fate::Own;
        }
        match before {
            Some(before) if before != now && (value(before).is_none() || value(before) != value(now)) => {
                return Fate::Both(before.to_owned(), now.to_owned());
            }
            None if !self.known => {}
            _ => return Fate::Kept(now.to_owned()),
        }
        let shown = |words: &str| if words.is_empty() { "空的".to_owned() } else { format!(" {words}") };
        Fate::Unknown(format!(
            "数据为{}，这里是{}，起草时是多少不知道，请核对；更新时加 --from 起草时的数据，能跟着改的就跟着改",
            shown(now),
            shown(here)
        ))
    }

    /// If a cell shows what is printed in a draft, how many of its units one of the draft's is.
    fn unit_of(&self, here: &str, printed: &str) -> Option<Decimal> {
        if here.trim() == printed.trim() {
            return Some(if here.is_empty() { self.scale } else { Decimal::ONE });
        }
        let (here, printed) = value(here).zip(value(printed))?;
        let known = [Decimal::ONE, YUAN, Decimal::ONE / YUAN];
        let exact = known.into_iter().find(|unit| printed.checked_mul(*unit) == Some(here) && !printed.is_zero());
        // One in 元 may say more than was printed in 万元.
        exact
            .or((here == printed).then_some(Decimal::ONE))
            .or((self.scale == YUAN && shows(here, printed)).then_some(YUAN))
    }

    /// The unit in which most cells show what they were, or are.
    fn scale(&self) -> Decimal {
        let (mut same, mut smaller) = (0, 0);
        for line in &self.lines {
            let drafts = [line.old, line.new].map(Option::unwrap_or_default);
            for (column, cell) in line.cells.iter().enumerate() {
                let next = line.cells.get(column + 1).map_or("", |next| &self.text[next.clone()]);
                // What stands right before a name is a code.
                let code = !next.is_empty() && value(next).is_none();
                let Some(here) = value(&self.text[cell.clone()]).filter(|here| !here.is_zero() && !code) else {
                    continue;
                };
                let mut printed = drafts.iter().filter_map(|row| value(row.get(column)?));
                if printed.clone().any(|printed| printed == here) {
                    same += 1;
                } else if printed.any(|printed| shows(here, printed)) {
                    smaller += 1;
                }
            }
        }
        if smaller > same { YUAN } else { Decimal::ONE }
    }

    pub fn rows_that_come(&self, out: &mut Cells) {
        for rows in self.come.chunk_by(|one, next| one.0 == next.0) {
            let behind = rows[0].0.map(|line| &self.lines[line]);
            let words: Vec<String> = rows.iter().map(|(_, row)| quoted(row.iter().map(String::as_str))).collect();
            let number = if words.len() == 1 { "一行".to_owned() } else { format!(" {} 行", words.len()) };
            let message = format!("更正后这下面多了{number}{}，没有加上；{AGAIN}", words.concat());
            let place = self.place(behind, None);
            out.asked.push(Asked { place, at: behind.map_or_else(|| self.over(), |line| self.head(line)), message });
        }
    }

    pub fn rows_that_go(&self, out: &mut Cells) {
        let goes = |line: &Line| line.new.is_none() && line.named.figures && (line.old.is_some() || !self.known);
        for lines in self.lines.chunk_by(|one, next| goes(one) == goes(next)).filter(|lines| goes(&lines[0])) {
            let words: Vec<String> = lines.iter().map(|line| quoted(self.words(line))).collect();
            let number = if words.len() == 1 { String::new() } else { format!("等 {} 行", words.len()) };
            let message = if self.known {
                format!("更正后没有{}{number}了，这里还留着；{AGAIN}", words[0])
            } else {
                format!("数据里没有{}{number}，请核对；{AGAIN}", words[0])
            };
            out.asked.push(Asked { place: self.place(Some(&lines[0]), None), at: self.head(&lines[0]), message });
        }
    }

    /// The marks behind rows that the last draft did not have and this one has.
    pub fn rows_that_are_back(&self, settled: &mut Vec<Range<usize>>) {
        let back = self.lines.iter().filter(|line| self.known && line.old.is_none() && line.new.is_some());
        let marks = back.flat_map(|line| line.cells).filter_map(|cell| self.mark_behind(cell));
        settled.extend(marks.filter(|mark| marks::is_cell(&self.text[mark.clone()])));
    }

    /// The mark behind a cell that says that both changed it.
    pub fn conflict_behind(&self, cell: &Range<usize>) -> Option<Range<usize>> {
        self.mark_behind(cell).filter(|mark| marks::is_both(&self.text[mark.clone()]))
    }

    fn mark_behind(&self, cell: &Range<usize>) -> Option<Range<usize>> {
        let behind = &self.text[cell.end..];
        let line = &behind[..behind.find('\n').unwrap_or(behind.len())];
        let mark = marks::find(line).into_iter().next().filter(|mark| mark.start == 0)?;
        Some(cell.end..cell.end + mark.end)
    }

    fn words<'s>(&'s self, line: &'s Line) -> impl Iterator<Item = &'s str> {
        line.cells.iter().map(|cell| &self.text[cell.clone()])
    }

    /// Where a person looks for a row: its name.
    fn head(&self, line: &Line) -> Range<usize> {
        let first = || line.cells.iter().find(|cell| !cell.is_empty());
        self.name(line, 0..line.cells.len()).or_else(first).unwrap_or(&line.cells[0]).clone()
    }

    /// The first of those cells that is no figure and no code.
    fn name<'l>(&self, line: &'l Line, mut cells: impl Iterator<Item = usize>) -> Option<&'l Range<usize>> {
        let words = |cell: &Range<usize>| !cell.is_empty() && value(&self.text[cell.clone()]).is_none();
        cells.find_map(|cell| line.cells.get(cell).filter(|cell| words(cell)))
    }

    /// What stands over it, else its first row.
    fn over(&self) -> Range<usize> {
        let first = || self.lines.first().map_or(self.found.above.clone(), |line| self.head(line));
        self.found.title.clone().unwrap_or_else(first)
    }

    fn place(&self, line: Option<&Line>, column: Option<usize>) -> Place {
        // Some tables have two names in a row, each with its figures to the right.
        let left = |line| self.name(line, (0..column?).rev());
        let name = line.and_then(|line| left(line).or_else(|| self.name(line, 0..line.cells.len())));
        Place {
            table: self.new.title.clone(),
            row: name.map_or("", |cell| &self.text[cell.clone()]).to_owned(),
            column: column
                .and_then(|column| self.new.columns.get(line.map_or(0, |line| line.column) + column))
                .cloned()
                .unwrap_or_default(),
        }
    }
}

/// The rows of a table, or of one of the lists beside each other in it, each with what it is in either draft.
fn half<'t>(
    text: &'t str,
    rows: &[&'t Row],
    columns: Range<usize>,
    (old, new): (Option<&'t SavedTable>, &'t SavedTable),
    known: bool,
    lines: &mut Vec<Line<'t>>,
    come: &mut Vec<(Option<usize>, &'t [String])>,
) {
    let own: Vec<&'t [Range<usize>]> =
        rows.iter().map(|row| &row[columns.start.min(row.len())..columns.end.min(row.len())]).collect();
    let named: Vec<Named> = own.iter().map(|row| named(row.iter().map(|cell| &text[cell.clone()]))).collect();
    let (before, elder) = old.map(|old| list(old, &columns)).unwrap_or_default();
    let (after, young) = list(new, &columns);
    let (of_old, of_new) = (pairs(&named, &elder), pairs(&named, &young));
    let first = lines.len();
    let mut behind = None;
    for (at, name) in young.iter().enumerate() {
        match of_new.iter().position(|of| *of == Some(at)) {
            // A half that is empty there is nothing to point at.
            Some(line) => behind = Some(first + line).filter(|_| !named[line].name.is_empty()).or(behind),
            None => {
                // What both drafts have, a person took away.
                let gone = known && elder.iter().any(|other| other.same(name));
                come.extend((name.figures && !gone).then(|| (behind, after[at])));
            }
        }
    }
    let rows = own.into_iter().zip(named).zip(of_old.into_iter().zip(of_new));
    lines.extend(rows.map(|((cells, named), (of_old, of_new))| Line {
        cells,
        column: columns.start,
        named,
        old: of_old.map(|at| before[at]),
        new: of_new.map(|at| after[at]),
    }));
}

fn figure(words: &str) -> bool {
    words.starts_with(|c: char| c.is_ascii_digit() || c == '-')
}

/// So many 元 are one 万元.
const YUAN: Decimal = Decimal::from_parts(10_000, 0, 0, false, 0);

/// Is a number in 元 a printed one in 万元? It may say more than was printed.
pub(super) fn shows(yuan: Decimal, printed: Decimal) -> bool {
    let rounded = yuan.checked_div(YUAN).map(|value| round(value, printed.scale()));
    !printed.is_zero() && rounded == Some(printed)
}

fn quoted<'c>(cells: impl Iterator<Item = &'c str>) -> String {
    let words: Vec<&str> = cells.map(str::trim).filter(|cell| !cell.is_empty()).collect();
    let words = words.join(" ");
    match words.char_indices().nth(QUOTED) {
        Some((at, _)) => format!("“{}…”", &words[..at]),
        None => format!("“{words}”"),
    }
}
