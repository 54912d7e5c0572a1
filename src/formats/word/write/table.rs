//! Tables in Word (表格): merged cells, figures on the right with their bookmarks, headings on every page.

use std::fmt::Write;

use unicode_width::UnicodeWidthStr;

use super::{bookmark, content::Body};
use crate::{
    formats::whole::shown,
    report::{
        Report,
        forms::{Cell, Table},
    },
};

/// Columns are no narrower and no wider than this, in half characters: longer words take a second line.
const WIDTHS: (usize, usize) = (8, 34);

/// What every table looks like: thin lines around each cell, columns as given.
pub(super) const PROPERTIES: &str = "<w:jc w:val=\"center\"/><w:tblBorders>\
    <w:top w:val=\"single\" w:sz=\"6\" w:space=\"0\" w:color=\"auto\"/>\
    <w:left w:val=\"single\" w:sz=\"6\" w:space=\"0\" w:color=\"auto\"/>\
    <w:bottom w:val=\"single\" w:sz=\"6\" w:space=\"0\" w:color=\"auto\"/>\
    <w:right w:val=\"single\" w:sz=\"6\" w:space=\"0\" w:color=\"auto\"/>\
    <w:insideH w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/>\
    <w:insideV w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/></w:tblBorders>\
    <w:tblLayout w:type=\"fixed\"/><w:tblCellMar><w:left w:w=\"85\" w:type=\"dxa\"/>\
    <w:right w:w=\"85\" w:type=\"dxa\"/></w:tblCellMar>";

/// Write a table of that width, with Latin letters of that width, in twentieths of a point; `cells` counts the bookmarks
/// of cells.
pub(super) fn write(table: &Table, report: &Report, (width, letter): (u32, u32), body: &mut Body, cells: &mut usize) {
    let columns = columns(table, width, letter);
    let _ =
        write!(body.out, "<w:tbl><w:tblPr><w:tblW w:w=\"{width}\" w:type=\"dxa\"/>{PROPERTIES}</w:tblPr><w:tblGrid>");
    for width in &columns {
        let _ = write!(body.out, "<w:gridCol w:w=\"{width}\"/>");
    }
    body.out.push_str("</w:tblGrid>");
    let names = table.columns();
    for (rows, head) in [(&table.head, true), (&table.rows, false)] {
        for at in 0..rows.len() {
            body.out.push_str("<w:tr><w:trPr><w:cantSplit/>");
            body.out.push_str(if head { "<w:tblHeader/></w:trPr>" } else { "</w:trPr>" });
            for column in 0..columns.len() {
                if rows[at][column] == Cell::Left {
                    continue;
                }
                let across = 1 + rows[at][column + 1..].iter().take_while(|cell| **cell == Cell::Left).count();
                let width: u32 = columns[column..column + across].iter().sum();
                let down = rows.get(at + 1).is_some_and(|row| row[column] == Cell::Above);
                open(&rows[at][column], across, width, down, &mut body.out);
                let text = shown(&rows[at][column], &names[column], report);
                // One comment a row, at its first open cell, names them all.
                let first = rows[at].iter().position(|cell| *cell == Cell::Missing) == Some(column);
                if first {
                    open_cell(&rows[at], &names, &text, body);
                } else {
                    cell(&rows[at][column], &text, head, body, cells);
                }
                body.out.push_str("</w:tc>");
            }
            body.out.push_str("</w:tr>");
        }
    }
    body.out.push_str("</w:tbl>");
}

fn open(cell: &Cell, across: usize, width: u32, down: bool, out: &mut String) {
    let _ = write!(out, "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>");
    if across > 1 {
        let _ = write!(out, "<w:gridSpan w:val=\"{across}\"/>");
    }
    match cell {
        Cell::Above => out.push_str("<w:vMerge/>"),
        _ if down => out.push_str("<w:vMerge w:val=\"restart\"/>"),
        _ => {}
    }
    out.push_str("<w:vAlign w:val=\"center\"/></w:tcPr>");
}

/// The first open cell of a row.
fn open_cell(row: &[Cell], names: &[Vec<&str>], text: &str, body: &mut Body) {
    let open = row.iter().zip(names).filter(|(cell, _)| **cell == Cell::Missing);
    let columns: Vec<String> = open.map(|(_, name)| name.concat()).collect();
    let label = row.iter().find_map(|cell| match cell {
        Cell::Words(words) if words.chars().any(|c| !c.is_ascii_digit()) => Some(words.as_str()),
        _ => None,
    });
    body.style = "TableNumber";
    body.open(text, &format!("{}：{}", label.unwrap_or_default(), columns.join("、")));
    body.close();
}

fn cell(cell: &Cell, text: &str, head: bool, body: &mut Body, cells: &mut usize) {
    body.style = match cell {
        _ if head => "TableHead",
        Cell::Figure { .. } | Cell::Missing => "TableNumber",
        _ => "TableText",
    };
    body.begin();
    match cell {
        Cell::Figure { concept: Some(concept), row, .. } => {
            *cells += 1;
            let row = row.as_ref().map(|row| format!("[{row}]")).unwrap_or_default();
            let bookmark = body.start(|out| bookmark::cell(*cells, &[concept.as_str(), &row].concat(), out));
            body.words(text, false);
            body.end(bookmark);
        }
        _ => body.words(text, *cell == Cell::Missing),
    }
    body.close();
}

/// The widths of the columns: as their longest words ask, together as wide as the table. Where that is too much, headings
/// and names take a second line before any figure does.
fn columns(table: &Table, width: u32, letter: u32) -> Vec<u32> {
    let count = table.head.first().map_or(0, Vec::len);
    let rows = || table.head.iter().chain(&table.rows);
    let longest = |column: usize, of: fn(&str) -> bool, around: usize| {
        let alone = rows().filter(|row| row.get(column + 1) != Some(&Cell::Left));
        let words = alone.map(|row| row[column].text()).filter(|text| of(text));
        let letters = words.map(UnicodeWidthStr::width).max().unwrap_or(0) + around;
        letters.clamp(WIDTHS.0, WIDTHS.1) as u32 * letter
    };
    // Figures fit, too, where the font is missing and a wider one stands in for it.
    let least: Vec<u32> = (0..count).map(|column| longest(column, str::is_ascii, 4)).collect();
    let wanted: Vec<u32> = (0..count).map(|column| longest(column, |_| true, 2).max(least[column])).collect();
    let (all, needed) = (wanted.iter().sum::<u32>().max(1), least.iter().sum::<u32>());
    let fitted = |(wanted, least): (&u32, &u32)| match (all > width, needed < width) {
        (true, true) => least + (wanted - least) * (width - needed) / (all - needed),
        _ => width * wanted / all,
    };
    let mut widths: Vec<u32> = wanted.iter().zip(&least).map(fitted).collect();
    let rest = width - widths.iter().sum::<u32>();
    widths.iter_mut().take(1).for_each(|first| *first += rest);
    widths
}
