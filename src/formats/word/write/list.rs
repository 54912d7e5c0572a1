//! A document that is one table (列表文档): a title, a line above, rows that carry a hidden mark.

use std::fmt::Write;

use super::{
    Blank,
    content::{Body, IN_WHOLE, Written},
    parts::{Kind, Sections},
    table::PROPERTIES,
    xml::push_escaped,
};
use crate::phrase::Layout;

/// A row (一行).
pub struct Listed<'a> {
    /// By column.
    pub cells: &'a [String],
    /// Hidden letters behind those of the first cell, for the program that reads the table again.
    pub mark: &'a str,
}

/// Write a table in the shipped layout, on paper that lies on its side; columns have a heading and a share of the width.
pub fn docx_list(title: &str, above: &str, columns: &[(&str, u32)], rows: &[Listed]) -> Vec<u8> {
    let layout = Layout::shipped();
    let blank = Blank::with(layout, Kind::Whole, &[]);
    let sections = Sections::of(layout);
    blank.finish(None, &write(title, above, columns, rows, &sections))
}

fn write(title: &str, above: &str, columns: &[(&str, u32)], rows: &[Listed], sections: &Sections) -> Written {
    let mut body = Body::new("", &IN_WHOLE, 64 * 1024);
    body.title("Heading1", [None, None], title);
    body.style = "TableAbove";
    body.words(above, false);
    body.close();
    let width = sections.widths.1;
    let all: u32 = columns.iter().map(|(_, share)| share).sum::<u32>().max(1);
    let widths: Vec<u32> = columns.iter().map(|(_, share)| width * share / all).collect();
    let _ =
        write!(body.out, "<w:tbl><w:tblPr><w:tblW w:w=\"{width}\" w:type=\"dxa\"/>{PROPERTIES}</w:tblPr><w:tblGrid>");
    for width in &widths {
        let _ = write!(body.out, "<w:gridCol w:w=\"{width}\"/>");
    }
    body.out.push_str("</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
    for (&(name, _), &width) in columns.iter().zip(&widths) {
        body.style = "TableHead";
        cell(name, "", width, &mut body);
    }
    body.out.push_str("</w:tr>");
    for row in rows {
        body.out.push_str("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
        for (index, (text, &width)) in row.cells.iter().zip(&widths).enumerate() {
            body.style = if index == 0 { "TableHead" } else { "TableText" };
            cell(text, if index == 0 { row.mark } else { "" }, width, &mut body);
        }
        body.out.push_str("</w:tr>");
    }
    body.out.push_str("</w:tbl>");
    // Behind a table a paragraph has to stand.
    body.style = "TableText";
    body.begin();
    body.close();
    body.finish(&sections.on_its_side)
}

fn cell(text: &str, mark: &str, width: u32, body: &mut Body) {
    let _ = write!(body.out, "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr>");
    body.words(text, false);
    body.begin();
    if !mark.is_empty() {
        body.out.push_str("<w:r><w:rPr><w:vanish/></w:rPr><w:t>");
        push_escaped(mark, &mut body.out);
        body.out.push_str("</w:t></w:r>");
    }
    body.close();
    body.out.push_str("</w:tc>");
}
