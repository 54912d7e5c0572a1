//! What stands around a table (表头附注): the unit of its money, the department, the year.

use super::{
    find::Found,
    sheet::{Cell, Place, Sheet},
    words::{Words, plain},
};
use crate::figures::MoneyUnit;

/// What the lines around a table say (表头).
#[derive(Clone, Debug, Default)]
pub struct Caption {
    /// 金额单位, if the table says it once or several times alike.
    pub unit: Option<MoneyUnit>,
    /// What else is given as a unit of money: 千元, or both 元 and 万元.
    pub odd_unit: Option<String>,
    /// 部门.
    pub department: Option<String>,
    /// 年度.
    pub year: Option<u16>,
}

/// Lines above a title that still belong to the table.
const ABOVE: u32 = 2;

/// Read the lines from just above the title down to the first row of numbers.
pub fn caption(sheet: &Sheet, found: &Found, body: u32, words: &Words) -> Caption {
    let mut caption = Caption { year: year(&found.before).or_else(|| year(&sheet.name)), ..Caption::default() };
    let first = found.rows.start.saturating_sub(ABOVE);
    let mut units: Vec<String> = Vec::new();
    for (&(row, column), cell) in sheet.cells.range((first, 0)..(body, 0)) {
        let Cell::Text(text) = cell else { continue };
        if row >= found.rows.start && !found.columns.contains(&column) {
            continue;
        }
        units.extend(said(sheet, (row, column), text, &words.unit, words).filter(|unit| unit.ends_with('元')));
        units.extend(behind_heading(text));
        if let Some(name) = said(sheet, (row, column), text, &words.department, words) {
            caption.department.get_or_insert(name);
        }
        caption.year = caption.year.or_else(|| year(&plain(text)));
    }
    units.sort();
    units.dedup();
    match units.as_slice() {
        [] => {}
        [unit] if unit == "万元" => caption.unit = Some(MoneyUnit::WanYuan),
        [unit] if unit == "元" => caption.unit = Some(MoneyUnit::Yuan),
        several => caption.odd_unit = Some(several.join("、")),
    }
    caption
}

/// What one of the words says: behind its colon, or in the next cell.
fn said(sheet: &Sheet, (row, column): Place, text: &str, keys: &[String], words: &Words) -> Option<String> {
    let mut lines = text.split(['\n', '　']).map(str::trim);
    let told = lines.find_map(|line| words.behind(keys, line))?;
    if !told.is_empty() {
        return Some(told.to_owned());
    }
    let next = sheet.row(row).find(|(other, _)| *other > column)?;
    match next.1 {
        Cell::Text(text) if !text.contains([':', '：']) => Some(text.trim().to_owned()),
        _ => None,
    }
    .filter(|text| !text.is_empty())
}

/// 决算数（万元）.
fn behind_heading(text: &str) -> Option<String> {
    let text = plain(text);
    let (_, inside) = text.strip_suffix(')')?.rsplit_once('(')?;
    matches!(inside, "万元" | "元").then(|| inside.to_owned())
}

/// The year in a title: 2023年.
fn year(text: &str) -> Option<u16> {
    let mut starts = text.match_indices("20").map(|(at, _)| at);
    starts.find_map(|at| {
        let digits = text.get(at..at + 4)?;
        let year = digits.parse::<u16>().ok().filter(|_| text[at + 4..].starts_with('年'))?;
        let alone = !text[..at].ends_with(|c: char| c.is_ascii_digit());
        (alone && (1990..=2099).contains(&year)).then_some(year)
    })
}
