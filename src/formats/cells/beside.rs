//! The tables of a complete report (整本的表) beside those that the figures fill in.

use ahash::{AHashMap, AHashSet};

use super::{
    Asked, Both, Cells, Followed, Place, Row,
    matched::{find, lanes, list, named, pairs, plain},
    table::{Fate, Table},
    unmarked, value,
};
use crate::{
    report::saved::SavedTable,
    revise::update::{Conflict, Kept},
};

/// How a person gets what no cell can take.
pub(super) const AGAIN: &str = "用 draft --whole 重新生成这张表，换到这里，或手工改";
/// Where more cells of a table than this differ from the figures, they are told together.
const MOST_ALONE: usize = 6;

/// Tables as figures fill them in (按数据填好的表).
#[derive(Clone, Copy, Debug)]
pub struct Drafted<'t> {
    /// The tables of the old figures.
    pub old: &'t [SavedTable],
    /// Were these all of the old figures, so that what they leave empty was empty?
    pub known: bool,
    /// The tables of the new figures.
    pub new: &'t [SavedTable],
}

impl Cells {
    /// Hold the tables of a text against those of the new figures and of the old ones: what was the old figure follows,
    /// what is neither was edited by hand and is told, as are rows that come or go. Tables with other headings hold
    /// figures of their own.
    pub fn beside(&mut self, text: &str, rows: &[Row], drafted: Drafted) -> Vec<Kept> {
        let told: AHashSet<usize> =
            self.followed.iter().map(|one| one.at.start).chain(self.asked.iter().map(|one| one.at.start)).collect();
        let mut beside = Beside { own: Cells::default(), kept: Vec::new(), known: AHashSet::new(), told };
        let mut seen = vec![false; drafted.new.len()];
        let mut held = AHashSet::new();
        for found in find(text, rows, drafted.new) {
            seen[found.drafted] = true;
            held.extend(found.rows.iter().map(|row| row[0].start));
            let table = Table::of(text, found, drafted);
            table.unit(&mut beside.own);
            beside.cells(text, &table);
            table.rows_that_come(&mut beside.own);
            table.rows_that_go(&mut beside.own);
            table.rows_that_are_back(&mut self.settled);
        }
        let unseen = drafted.new.iter().zip(seen).filter(|(_, seen)| !seen);
        beside.own.asked.extend(unseen.filter_map(|(table, _)| come(text, table, drafted)));
        beside.elsewhere(
            text,
            rows.iter().filter(|row| row.first().is_some_and(|cell| !held.contains(&cell.start))),
            drafted,
        );
        // Both drafts tell more of a cell than the name of its row alone.
        self.followed.retain(|one| !beside.known.contains(&one.at.start));
        self.asked.retain(|one| !beside.known.contains(&one.at.start));
        self.followed.append(&mut beside.own.followed);
        self.asked.append(&mut beside.own.asked);
        self.both.append(&mut beside.own.both);
        self.settled.append(&mut beside.own.settled);
        self.followed.sort_by_key(|one| one.at.start);
        self.asked.sort_by_key(|one| one.at.start);
        self.both.sort_by_key(|one| one.at.start);
        beside.kept
    }
}

/// What both drafts say of the cells of a text.
struct Beside {
    own: Cells,
    kept: Vec<Kept>,
    /// Where cells begin of which the drafts know what becomes of them.
    known: AHashSet<usize>,
    /// Where cells begin of which something is said already.
    told: AHashSet<usize>,
}

impl Beside {
    fn cells(&mut self, text: &str, table: &Table) {
        let mut kept = Vec::new();
        let cells = table.cells();
        let all = cells.len();
        for (place, at, old, fate) in cells {
            let open = table.conflict_behind(&at);
            match fate {
                Fate::Stands => {
                    self.known.insert(at.start);
                    self.own.settled.extend(open);
                }
                Fate::Follows(new) => {
                    self.known.insert(at.start);
                    self.own.settled.extend(open);
                    self.own.followed.push(Followed { place, at, old, new });
                }
                Fate::Both(base, new) => {
                    self.known.insert(at.start);
                    let conflict = Conflict { section: section(&place), base, edited: old, new, left: None };
                    let both = Both { at, conflict };
                    self.own.settled.extend(open.filter(|mark| text[mark.clone()] != both.mark().words));
                    self.own.both.push(both);
                }
                // Its mark is told, as all that are open.
                Fate::Kept(_) if open.is_some() => {}
                Fate::Unknown(message) if !self.told.contains(&at.start) => {
                    self.own.asked.push(Asked { place, at, message });
                }
                Fate::Kept(now) if !self.told.contains(&at.start) => kept.push((place, now, old)),
                _ => {}
            }
        }
        if kept.len() > MOST_ALONE && kept.len() * 2 > all {
            let some = |of: fn(&(Place, String, String)) -> &String| {
                let first: Vec<&str> = kept.iter().take(2).map(|one| of(one).as_str()).collect();
                format!("{}等 {} 个数", first.join("、"), kept.len())
            };
            let (base, edited) = (some(|(_, now, _)| now), some(|(.., old)| old));
            self.kept.push(Kept { section: table.new.title.clone(), base, edited, figure: true });
            return;
        }
        self.kept.extend(kept.into_iter().map(|(place, base, edited)| Kept {
            section: section(&place),
            base,
            edited,
            figure: true,
        }));
    }
}

impl Beside {
    /// Old figures of a row in tables that are set in another way: what prose does not say nobody else would see.
    fn elsewhere<'t>(&mut self, text: &str, rows: impl Iterator<Item = &'t Row>, drafted: Drafted) {
        let changed = if drafted.known { changed(drafted) } else { AHashMap::new() };
        for row in rows.filter(|_| !changed.is_empty()) {
            let named = named(row.iter().map(|cell| &text[cell.clone()]));
            let Some(figures) = changed.get(&named.code.unwrap_or(named.name)) else { continue };
            for at in row.iter().filter(|at| !self.told.contains(&at.start)) {
                let here = &text[at.clone()];
                let Some((was, is)) = figures.iter().find(|(was, _)| value(here) == value(was)) else { continue };
                let name = row.iter().map(|cell| &text[cell.clone()]).find(|cell| value(cell).is_none());
                let place = Place { row: name.unwrap_or_default().to_owned(), ..Place::default() };
                let message = format!("决算表里的 {was} 已改为 {is}，这里的 {here} 要不要跟着改，请核对");
                self.own.asked.push(Asked { place, at: at.clone(), message });
            }
        }
    }
}

/// Where a person finds a row.
fn section(place: &Place) -> String {
    format!("{}“{}”", place.table, place.row)
}

/// The figures of rows that both drafts have and that differ in them, by the code of the row, else its name.
fn changed(drafted: Drafted) -> AHashMap<String, Vec<(String, String)>> {
    let mut changed: AHashMap<String, Vec<(String, String)>> = AHashMap::new();
    for new in drafted.new {
        let Some(old) = drafted.old.iter().find(|old| old.title == new.title) else { continue };
        for lane in lanes(&new.columns) {
            let ((before, elder), (after, young)) = (list(old, &lane), list(new, &lane));
            for (at, of) in pairs(&young, &elder).into_iter().enumerate() {
                let Some(of) = of else { continue };
                let name = || young[at].code.clone().unwrap_or_else(|| young[at].name.clone());
                let both = before[of].iter().zip(after[at]);
                let differ = both.filter(|(was, is)| {
                    value(was).is_some_and(|was| !was.is_zero() && value(is).is_some_and(|is| is != was))
                });
                let differ: Vec<_> = differ.map(|(was, is)| (was.clone(), is.clone())).collect();
                if !differ.is_empty() {
                    changed.entry(name()).or_default().extend(differ);
                }
            }
        }
    }
    changed
}

/// A table that has figures only now, if its title stands in the text.
fn come(text: &str, table: &SavedTable, drafted: Drafted) -> Option<Asked> {
    let figures = |table: &SavedTable| table.rows.iter().any(|row| named(row.iter().map(String::as_str)).figures);
    let old = drafted.old.iter().find(|old| old.title == table.title);
    if !drafted.known || !figures(table) || old.is_some_and(figures) {
        return None;
    }
    let title = plain(&table.title);
    let mut at = 0;
    let lines = text.split_inclusive('\n').map(|line| {
        let start = at + line.len() - line.trim_start().len();
        at += line.len();
        start..start + unmarked(line).len()
    });
    let over =
        lines.filter(|line| line.len() <= title.len() * 2 && plain(&text[line.clone()]).ends_with(&title)).last();
    Some(Asked {
        place: Place { table: table.title.clone(), ..Place::default() },
        at: over?,
        message: format!("更正后这张表有数了，这里还没有；{AGAIN}"),
    })
}
