//! Sums of the tables (表内表间合计): down by codes, across by columns, and classes that two tables have. Amounts that
//! slipped into another row or column show in them.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::{
    body::Seen,
    figures::{ROUNDED_AWAY, converted},
    import::Role,
    problems::Spot,
    reading::Read,
    sheet::{Place, address},
};
use crate::{
    diagnostic::{Diagnostic, Severity},
    figures::{AccountKind, MoneyUnit, Reference},
};

/// What does not add up. Numbers that were left out have been told of; their rows and columns are not added up.
pub fn sums(reads: &[Read], reference: &Reference) -> Vec<Diagnostic> {
    let whole: Vec<&Read> = reads.iter().filter(|read| read.table.unit.is_some()).collect();
    let mut found = Vec::new();
    for read in &whole {
        let table = Table { read, reference };
        found.extend(table.down());
        found.extend(table.across());
        found.extend(table.classes());
        for other in whole.iter().filter(|other| other.table.role == read.table.role && read.table.role != Role::Budget)
        {
            found.extend(table.against(&Table { read: other, reference }));
        }
    }
    found
}

/// A table that was read whole.
#[derive(Clone, Copy)]
struct Table<'a> {
    read: &'a Read<'a>,
    reference: &'a Reference,
}

impl<'a> Table<'a> {
    fn grid(&self) -> &'a [Seen] {
        &self.read.body.grid
    }

    /// Was a number left out in the columns of these cells?
    fn lacks(&self, mut cells: impl Iterator<Item = &'a Seen>) -> bool {
        let lost = &self.read.body.lost;
        !lost.is_empty() && cells.any(|seen| lost.iter().any(|place| place.1 == seen.place.1))
    }

    /// Is a column's sum told by the layout, so that its rows must have it, too?
    fn is_added(&self, column: &str) -> bool {
        let names = |sum: &super::layout::Across| sum.total == column || sum.parts.iter().any(|part| part == column);
        self.read.layout.across.iter().any(names)
    }

    /// The difference of a sum from its parts, which are so many; none where there is none.
    fn gap(&self, code: &'static str, at: Place, words: &str, sides: (Decimal, Decimal, usize)) -> Option<Diagnostic> {
        let (total, sum, count) = sides;
        let difference = (total - sum).abs();
        if difference.is_zero() {
            return None;
        }
        // n figures rounded to 0.01 万元, and their rounded sum, can differ by (n+1) × 0.005; 元 are exact.
        let unit = self.read.table.unit?;
        let cent = Decimal::new(5, 3) * Decimal::from(count + 1);
        let rounding = unit == MoneyUnit::WanYuan && difference <= cent;
        let (severity, why) =
            if rounding { (Severity::Hint, "（四舍五入可以解释）") } else { (Severity::Error, "") };
        let spot = Spot { workbook: &self.read.table.workbook, sheet: self.read.sheet, place: at };
        let difference = difference.normalize();
        let message = format!("{}：{words}，差 {difference}{}{why}", spot.shown(), unit.name());
        Some(
            Diagnostic::new(severity, code, message).help("核对这几格，看有没有漏一行、串了行、串了栏，或合计没有重算"),
        )
    }

    /// Every code is the sum of those below it, the total of the uppermost.
    fn down(&self) -> Vec<Diagnostic> {
        let Some(kind) = self.read.layout.accounts else { return Vec::new() };
        let mut codes: BTreeSet<&str> = self.read.body.names.keys().map(String::as_str).collect();
        codes.extend(self.grid().iter().filter_map(|seen| seen.code.as_deref()));
        let parent = |code: &str| (1..code.len()).rev().find_map(|end| codes.get(&code[..end]).copied());
        let mut children: BTreeMap<Option<&str>, Vec<&str>> = BTreeMap::new();
        codes.iter().for_each(|&code| children.entry(parent(code)).or_default().push(code));
        let mut cells: BTreeMap<(Option<&'a str>, &'a str), Vec<&'a Seen>> = BTreeMap::new();
        for seen in self.grid().iter().filter(|seen| seen.code.is_some() || seen.is_total) {
            cells.entry((seen.code.as_deref(), &seen.column)).or_default().push(seen);
        }
        let columns: BTreeSet<&str> = self.grid().iter().map(|seen| seen.column.as_str()).collect();
        let whole = |column: &&str| !self.lacks(self.grid().iter().filter(|seen| seen.column == *column));
        let columns: Vec<&str> = columns.into_iter().filter(whole).collect();
        let of = |code: Option<&'a str>, column: &'a str| cells.get(&(code, column)).map_or(&[][..], Vec::as_slice);
        let add = |cells: &[&Seen]| cells.iter().map(|seen| seen.value).sum::<Decimal>();
        let mut found = Vec::new();
        for (&above, below) in &children {
            // The total of economic accounts is made of 人员经费 and 公用经费, which the figures check.
            if above.is_none() && kind == AccountKind::Economic {
                continue;
            }
            let all = columns.iter().flat_map(|&column| of(above, column));
            let Some(row) = all.map(|seen| seen.place.0).min() else { continue };
            for &column in &columns {
                let total = of(above, column);
                let mut parts: Vec<&Seen> = below.iter().flat_map(|&code| of(Some(code), column)).copied().collect();
                parts.sort_by_key(|seen| seen.place);
                // Carry-over is often filled only in the row of totals, and adds up nothing.
                if parts.is_empty() && !self.is_added(column) {
                    continue;
                }
                let Some(place) = total.iter().chain(&parts).next().map(|seen| (row, seen.place.1)) else { continue };
                let (total, sum) = (add(total), add(&parts));
                let name = above.map_or("合计".to_owned(), |code| format!("编码 {code} "));
                let cells: Vec<String> = parts.iter().map(|seen| address(seen.place)).collect();
                let words =
                    format!("{name}{}，下面各行（{}）相加是 {}", total.normalize(), few(&cells), sum.normalize());
                found.extend(self.gap("T030", place, &words, (total, sum, below.len())));
            }
        }
        found
    }

    /// In every row the columns add up.
    fn across(&self) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        for sum in &self.read.layout.across {
            let mut rows: BTreeMap<(u32, u32), Vec<&Seen>> = BTreeMap::new();
            let is_part = |seen: &Seen| sum.parts.contains(&seen.column);
            // A lane in which no part is ever filled has no such columns.
            let lanes: BTreeSet<u32> = self.grid().iter().filter(|&it| is_part(it)).map(|it| it.lane).collect();
            let mine =
                self.grid().iter().filter(|it| lanes.contains(&it.lane) && (is_part(it) || it.column == sum.total));
            mine.for_each(|seen| rows.entry((seen.place.0, seen.lane)).or_default().push(seen));
            for (&(row, _), cells) in &rows {
                if self.read.body.lost.range((row, 0)..=(row, u32::MAX)).next().is_some() {
                    continue;
                }
                let total = cells.iter().find(|seen| seen.column == sum.total);
                let parts: Vec<&&Seen> = cells.iter().filter(|seen| is_part(seen)).collect();
                let Some(place) = total.or(cells.first()).map(|seen| seen.place) else { continue };
                let value = total.map_or(Decimal::ZERO, |seen| seen.value);
                let added: Decimal = parts.iter().map(|seen| seen.value).sum();
                let at: Vec<String> = parts.iter().map(|seen| address(seen.place)).collect();
                let words = match parts.is_empty() {
                    true => format!("“{}”{}，分项都空着", sum.total, value.normalize()),
                    false => {
                        let added = added.normalize();
                        format!("“{}”{}，分项（{}）相加是 {added}", sum.total, value.normalize(), few(&at))
                    }
                };
                found.extend(self.gap("T031", place, &words, (value, added, parts.len())));
            }
        }
        found
    }

    /// The classes of a lane, by their codes.
    fn class_cells(&self) -> impl Iterator<Item = (String, &'a Seen)> + Clone {
        let (reference, lanes) = (self.reference, &self.read.layout.class_totals);
        self.grid().iter().filter_map(move |seen| {
            let code = match &seen.code {
                Some(code) => Some(code.clone()).filter(|code| code.len() == 3),
                // 其他支出 is a class of one lane and an economic account of the next.
                None if lanes.iter().any(|sum| seen.lane_name.as_ref() == Some(&sum.lane)) => {
                    reference.functional.codes(&seen.label).iter().find(|code| code.len() == 3).cloned()
                }
                None => None,
            };
            Some((code?, seen))
        })
    }

    /// The classes of a lane add up to its total.
    fn classes(&self) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        for sum in &self.read.layout.class_totals {
            let in_lane = |seen: &&Seen| seen.lane_name.as_ref() == Some(&sum.lane);
            let spelled = |label: &String| {
                let same = |row: &super::layout::Row| row.label.contains(&sum.total) && row.label.contains(label);
                *label == sum.total || self.read.layout.rows.iter().any(same)
            };
            for total in self.grid().iter().filter(in_lane).filter(|seen| spelled(&seen.label)) {
                let of = |(_, seen): &(String, &Seen)| seen.column == total.column && seen.lane == total.lane;
                let classes: Vec<(String, &Seen)> = self.class_cells().filter(of).collect();
                if classes.is_empty() || self.lacks(std::iter::once(total)) {
                    continue;
                }
                let added: Decimal = classes.iter().map(|(_, seen)| seen.value).sum();
                let at: Vec<String> = classes.iter().map(|(_, seen)| address(seen.place)).collect();
                let value = total.value.normalize();
                let words = format!("“{}”{value}，各类（{}）相加是 {}", total.label, few(&at), added.normalize());
                found.extend(self.gap("T030", total.place, &words, (total.value, added, classes.len())));
            }
        }
        found
    }

    /// A class has one amount in both tables.
    fn against(&self, other: &Table) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        for rule in self.read.layout.against.iter().filter(|rule| rule.table == other.read.layout.table) {
            let (here, there) = (self.of_classes(&rule.column), other.of_classes(&rule.of));
            let (Some(here), Some(there)) = (here, there) else { continue };
            for (code, &(place, value)) in &here {
                let beside = there.get(code).map(|seen| (other, seen.0, seen.1));
                found.extend(self.class_gap(code, (place, value), beside.ok_or(other)));
            }
            // Those that only the other table has.
            for (code, &seen) in there.iter().filter(|(code, _)| !here.contains_key(*code)) {
                found.extend(other.class_gap(code, seen, Err(self)));
            }
        }
        found
    }

    /// The amounts of the classes in a column; none if there are none, or if some were left out.
    fn of_classes(&self, column: &str) -> Option<BTreeMap<String, (Place, Decimal)>> {
        let cells = self.class_cells().filter(|(_, seen)| seen.column == column);
        let amounts: BTreeMap<_, _> = cells.clone().map(|(code, seen)| (code, (seen.place, seen.value))).collect();
        (!amounts.is_empty() && !self.lacks(cells.map(|(_, seen)| seen))).then_some(amounts)
    }

    /// One class, and the other table with its amount there, if it has one.
    fn class_gap(
        &self,
        code: &str,
        (place, value): (Place, Decimal),
        beside: Result<(&Table, Place, Decimal), &Table>,
    ) -> Option<Diagnostic> {
        let own = self.read.table.unit?;
        let name = self.reference.functional.name(code).map_or(code, |name| name);
        let name = format!("{name} {}", value.normalize());
        let (words, amount) = match beside {
            Ok((other, place, amount)) => {
                let (unit, book) = (other.read.table.unit?, &other.read.table.workbook);
                let amount = converted(amount, unit, own)?;
                // 元 beside 万元: what rounding to 万元 took away is none.
                let wan = converted((value - amount).abs(), own, MoneyUnit::WanYuan)?;
                if unit != own && wan <= ROUNDED_AWAY {
                    return None;
                }
                (format!("{name}，{book} {} 是 {}", other.read.sheet.address(place), amount.normalize()), amount)
            }
            Err(other) => (format!("{name}，《{}》里没有这一类", other.read.table.title), Decimal::ZERO),
        };
        self.gap("T032", place, &words, (value, amount, 0))
    }
}

/// The first and the last of many cells.
fn few(cells: &[String]) -> String {
    match cells {
        [first, .., last] if cells.len() > 4 => format!("{first} 至 {last} 共 {} 格", cells.len()),
        [] => "都空着".to_owned(),
        cells => cells.join("、"),
    }
}
