//! Which table of a drafted report a table of the text is, and which row is which (对表).

use std::ops::Range;

use ahash::{AHashMap, RandomState};
use similar::DiffOp;

use super::{Row, unmarked, value};
use crate::{
    in_order::anchored,
    report::{Clean, saved::SavedTable},
    source::Source,
};

/// Rows of headings are looked for in so many rows.
const MOST_HEAD: usize = 8;

/// A title is looked for in so many lines above its table.
const MOST_ABOVE: usize = 4;

/// A table of the text (文中的表).
pub(super) struct Found<'t> {
    /// Which drafted one it is.
    pub drafted: usize,
    /// What stands over it in the text, from its title on.
    pub above: Range<usize>,
    /// Where its title stands; none if a person took it away.
    pub title: Option<Range<usize>>,
    /// The rows behind the headings.
    pub rows: Vec<&'t Row>,
}

/// The tables of a text that are drafted ones: under the same headings, and of several such the one with the title.
pub(super) fn find<'t>(text: &str, rows: &'t [Row], drafted: &[SavedTable]) -> Vec<Found<'t>> {
    let titles: Vec<String> = drafted.iter().map(|table| plain(&table.title)).collect();
    let longest = titles.iter().map(String::len).max().unwrap_or(0) * 2;
    let mut taken = vec![false; drafted.len()];
    let mut found: Vec<Found> = Vec::new();
    for (above, rows) in cut(text, rows) {
        let mut at = above.start;
        let mut lines: Vec<Range<usize>> = Vec::new();
        for line in text[above.clone()].split_inclusive('\n') {
            let words = unmarked(line);
            let start = at + line.len() - line.trim_start().len();
            at += line.len();
            lines.extend((!words.is_empty()).then(|| start..start + words.len()));
        }
        // Further up stands a list of contents, which names all of them.
        let over = lines.into_iter().rev().take(MOST_ABOVE).find_map(|line| {
            let words = plain(text.get(line.clone()).filter(|words| words.len() <= longest)?);
            // 财政拨款收入支出决算总表 ends as 收入支出决算总表 does.
            let named = titles.iter().enumerate().filter(|(_, title)| words.contains(title.as_str()));
            named.max_by_key(|(_, title)| title.len()).map(|(of, _)| (of, line))
        });
        let words: Vec<Vec<String>> = rows.iter().take(MOST_HEAD).map(|row| headings(text, row)).collect();
        let fits = |of: usize| Some((of, body(&words, &drafted[of])?)).filter(|_| !taken[of]);
        let own = match &over {
            Some((of, _)) => fits(*of),
            // Under the same headings stand several tables: without a title the rows must tell.
            None => alike(text, &rows, (0..drafted.len()).filter_map(fits), drafted),
        };
        let Some((of, body)) = own else { continue };
        taken[of] = true;
        let title = over.map(|(_, place)| place);
        let start = title.as_ref().map_or(above.end, |title| title.start);
        let end = rows.get(body).map_or(text.len(), |row| row[0].start);
        found.push(Found { drafted: of, above: start..end, title, rows: rows[body..].to_vec() });
    }
    found
}

/// The table most of whose rows these are, if there is one and no other is as much so.
fn alike(
    text: &str,
    rows: &[&Row],
    tables: impl Iterator<Item = (usize, usize)>,
    drafted: &[SavedTable],
) -> Option<(usize, usize)> {
    let same = |of: usize, body: usize| {
        let own = lanes(&drafted[of].columns).into_iter().flat_map(|lane| {
            let lane = move |row: &Row| -> Vec<Range<usize>> { row.get(lane.clone()).unwrap_or_default().to_vec() };
            rows[body..].iter().map(move |row| lane(row))
        });
        let own: Vec<u64> = own.map(|row| named(row.iter().map(|cell| &text[cell.clone()])).key).collect();
        let young = lanes(&drafted[of].columns).into_iter().flat_map(|lane| list(&drafted[of], &lane).1);
        let young: Vec<u64> = young.map(|row| row.key).collect();
        let shared = young.iter().filter(|key| own.contains(key)).count();
        (shared * 2 > young.len()).then_some(shared)
    };
    let mut scored: Vec<(usize, (usize, usize))> =
        tables.filter_map(|(of, body)| Some((same(of, body)?, (of, body)))).collect();
    scored.sort_by_key(|(shared, _)| std::cmp::Reverse(*shared));
    match scored[..] {
        [(_, only)] => Some(only),
        [(most, first), (next, _), ..] if most > next => Some(first),
        _ => None,
    }
}

/// The halves of a table that lists two or three things beside each other (左右两栏): where the first heading comes again.
pub(super) fn lanes(columns: &[String]) -> Vec<Range<usize>> {
    let last = |column: &String| column.rsplit('·').next().unwrap_or_default().to_owned();
    let heads: Vec<String> = columns.iter().map(last).collect();
    let mut starts: Vec<usize> = (0..heads.len()).filter(|&at| heads[at] == heads[0]).collect();
    starts.push(columns.len());
    starts.windows(2).map(|ends| ends[0]..ends[1]).collect()
}

/// The rows of a drafted table, or of one of the lists in it, and what each says.
pub(super) fn list<'t>(table: &'t SavedTable, columns: &Range<usize>) -> (Vec<&'t [String]>, Vec<Named>) {
    let rows: Vec<&[String]> = table.rows.iter().map(|row| row.get(columns.clone()).unwrap_or_default()).collect();
    let names = rows.iter().map(|row| named(row.iter().map(String::as_str))).collect();
    (rows, names)
}

/// Rows that stand together, with what stands before them from the table before on.
fn cut<'t>(text: &str, rows: &'t [Row]) -> Vec<(Range<usize>, Vec<&'t Row>)> {
    let mut rows = rows.iter().filter(|row| !row.is_empty()).peekable();
    let mut tables: Vec<(Range<usize>, Vec<&Row>)> = Vec::new();
    let (mut at, mut above, mut open) = (0, 0, false);
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let Some(row) = rows.next_if(|row| row[0].start < at) else {
            if open && !line.trim().is_empty() {
                (above, open) = (start, false);
            }
            continue;
        };
        if !std::mem::replace(&mut open, true) {
            tables.push((above..start, Vec::new()));
        }
        // The line between heading and rows in Markdown says only where figures stand.
        let rule = |cell: &Range<usize>| text[cell.clone()].bytes().all(|byte| matches!(byte, b'-' | b':'));
        if let Some((_, rows)) = tables.last_mut().filter(|_| !row.iter().all(rule) || line.contains('\t')) {
            rows.push(row);
        }
    }
    tables
}

/// Where the rows begin behind the headings of a drafted table: in rows of their own, or each column's in one cell.
fn body(words: &[Vec<String>], drafted: &SavedTable) -> Option<usize> {
    let plain = |words: &[String]| -> Vec<String> { words.iter().map(|words| self::plain(words)).collect() };
    let (columns, head) = (plain(&drafted.columns), drafted.head.iter().map(|row| plain(row)).collect::<Vec<_>>());
    let columns: Vec<String> = columns.into_iter().filter(|words| !words.is_empty()).collect();
    (0..words.len()).find_map(|at| {
        if words[at] == columns {
            return Some(at + 1);
        }
        (!head.is_empty() && words[at..].starts_with(&head)).then_some(at + head.len())
    })
}

fn headings(text: &str, row: &Row) -> Vec<String> {
    row.iter().map(|cell| plain(&text[cell.clone()])).filter(|words| !words.is_empty()).collect()
}

/// Words as they are compared: without blanks and the marks of Markdown.
pub(super) fn plain(words: &str) -> String {
    Clean::of(&Source::new("", words), 0..words.len()).into_text()
}

/// A row by what it says without its figures (行).
pub(super) struct Named {
    key: u64,
    /// Its code, if it has one.
    pub code: Option<String>,
    /// The first of its cells that is no figure and no code.
    pub name: String,
    /// Does it show a figure that is not nought?
    pub figures: bool,
}

impl Named {
    /// Do both say the same?
    pub fn same(&self, other: &Named) -> bool {
        self.key == other.key
    }
}

pub(super) fn named<'c>(cells: impl Iterator<Item = &'c str>) -> Named {
    let cells: Vec<&str> = cells.map(str::trim).filter(|cell| !cell.is_empty()).collect();
    let (mut words, mut code) = (Vec::new(), None);
    let mut figures = false;
    for (at, cell) in cells.iter().enumerate() {
        match value(cell) {
            // What stands right before a name is a code.
            Some(_) if cells.get(at + 1).is_some_and(|next| value(next).is_none()) => {
                code.get_or_insert_with(|| (*cell).to_owned());
            }
            Some(number) => figures |= !number.is_zero(),
            None if cell.contains('【') => {}
            None => words.push(plain(cell)),
        }
    }
    let key = RandomState::with_seeds(0, 0, 0, 0).hash_one((&code, &words));
    Named { key, code, name: words.into_iter().next().unwrap_or_default(), figures }
}

/// For each row the one of the others that it is: in their order word for word first, then by what only one of either
/// has - its words, its code, its name where one of the two has no code.
pub(super) fn pairs(rows: &[Named], others: &[Named]) -> Vec<Option<usize>> {
    let keys = |rows: &[Named]| rows.iter().map(|row| row.key).collect::<Vec<_>>();
    let mut of = vec![None; rows.len()];
    let mut used = vec![false; others.len()];
    for op in anchored(&keys(rows), &keys(others)) {
        if let DiffOp::Equal { old_index, new_index, len } = op {
            for step in 0..len {
                (of[old_index + step], used[new_index + step]) = (Some(new_index + step), true);
            }
        }
    }
    let mut only = |tell: &dyn Fn(&Named) -> Option<String>, fit: &dyn Fn(&Named, &Named) -> bool| {
        let mut told: AHashMap<String, (Vec<usize>, Vec<usize>)> = AHashMap::new();
        let left = rows.iter().enumerate().filter(|(at, _)| of[*at].is_none());
        left.for_each(|(at, row)| tell(row).into_iter().for_each(|words| told.entry(words).or_default().0.push(at)));
        let free = others.iter().enumerate().filter(|(at, _)| !used[*at]);
        free.for_each(|(at, row)| tell(row).into_iter().for_each(|words| told.entry(words).or_default().1.push(at)));
        for ends in told.into_values() {
            if let ([row], [other]) = (&ends.0[..], &ends.1[..])
                && fit(&rows[*row], &others[*other])
            {
                (of[*row], used[*other]) = (Some(*other), true);
            }
        }
    };
    only(&|row| Some(row.key.to_string()), &|_, _| true);
    only(&|row| row.code.clone(), &|_, _| true);
    let name = |row: &Named| Some(row.name.clone()).filter(|name| !name.is_empty());
    only(&name, &|row, other| row.code.is_none() || other.code.is_none());
    of
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(rows: &[&str]) -> Vec<Named> {
        rows.iter().map(|row| named(row.split(' '))).collect()
    }

    #[test]
    fn a_row_is_known_by_code_and_name() {
        let text = rows(&["20103 政府办公厅 5", "2010301 行政运行 3", "2013101 行政运行 2", "合计 9"]);
        let young = rows(&["2010201 行政运行 1", "2010301 行政运行 4", "合计 9"]);
        assert_eq!(pairs(&text, &young), [None, Some(1), None, Some(2)]);
        // Exchanged, renamed, and without its code.
        let text = rows(&["30202 印刷费 2", "30201 办公用品费 1", "水费 3"]);
        let young = rows(&["30201 办公费 1", "30202 印刷费 2", "30205 水费 3"]);
        assert_eq!(pairs(&text, &young), [Some(1), Some(0), Some(2)]);
    }

    #[test]
    fn halves_begin_where_the_first_heading_comes_again() {
        let columns = |words: &str| words.split(' ').map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(lanes(&columns("收入·项目 收入·决算数 支出·项目 支出·决算数")), [0..2, 2..4]);
        assert_eq!(lanes(&columns("项目 合计 车辆·小计 车辆·购置")).len(), 1);
    }
}
