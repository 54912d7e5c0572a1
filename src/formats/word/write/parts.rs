//! The parts that a layout alone decides (固定部件): styles, fonts, settings, footers, and how they hang together.

use std::sync::OnceLock;

use serde::Serialize;
use tera::{Context, Tera};

use super::chart;
use crate::phrase::{
    Layout,
    layout::Face,
    measure::{Align, Highlight, Millimetres, Points, Size},
};

/// Tera escapes what it prints into templates whose names end in `.xml`.
const TEMPLATES: [(&str, &str); 5] = [
    ("styles.xml", include_str!("parts/styles.xml.tera")),
    ("fontTable.xml", include_str!("parts/font-table.xml.tera")),
    ("settings.xml", include_str!("parts/settings.xml.tera")),
    ("footer.xml", include_str!("parts/footer.xml.tera")),
    ("section.xml", include_str!("parts/section.xml.tera")),
];

/// A paragraph style, as the template prints it.
#[derive(Serialize)]
struct Style<'a> {
    id: &'static str,
    name: &'static str,
    face: &'a Face,
    latin: &'a str,
    /// The first line's indent in twentieths of a point, for programs that do not count characters; 0 for none.
    indent: u32,
    /// From 1; 0 for what no table of contents lists.
    level: u32,
    /// Does it stay with the paragraph below it?
    heads: bool,
    /// Are its lines as close as their letters allow?
    close: bool,
}

/// A font and the one to take where it is missing.
#[derive(Serialize, PartialEq)]
struct Font<'a> {
    name: &'a str,
    instead: &'a str,
}

/// What the document holds.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Kind {
    /// Part three.
    Narrative,
    /// The complete report.
    Whole,
}

/// Name and text of every part that is the same in all reports. The list of contents comes first, as the format asks.
pub(super) fn fixed(layout: &Layout, kind: Kind, charts: usize) -> Vec<(&'static str, String)> {
    let mut context = context(layout, kind);
    let mut footer = |even: bool| {
        context.insert("even", &even);
        render("footer.xml", &context)
    };
    let footers = [footer(false), footer(true)];
    let [odd, even] = footers;
    vec![
        ("[Content_Types].xml", more(include_str!("parts/content-types.xml"), "</Types>", charts, chart::content_type)),
        ("_rels/.rels", include_str!("parts/package-rels.xml").to_owned()),
        (
            "word/_rels/document.xml.rels",
            more(include_str!("parts/document-rels.xml"), "</Relationships>", charts, chart::relationship),
        ),
        ("word/styles.xml", render("styles.xml", &context)),
        ("word/fontTable.xml", render("fontTable.xml", &context)),
        ("word/settings.xml", render("settings.xml", &context)),
        ("word/footer1.xml", odd),
        ("word/footer2.xml", even),
        ("customXml/_rels/item1.xml.rels", include_str!("parts/item-rels.xml").to_owned()),
        ("customXml/itemProps1.xml", include_str!("parts/item-props.xml").to_owned()),
    ]
}

/// A list of parts with those of the charts before its end.
fn more(list: &str, end: &str, charts: usize, entry: fn(usize) -> String) -> String {
    let entries: String = (1..=charts).map(entry).collect();
    list.replacen(end, &[&entries, end].concat(), 1)
}

/// Page, margins and footers.
pub(super) fn section(layout: &Layout) -> String {
    render("section.xml", &context(layout, Kind::Narrative))
}

/// The pages of the complete report (各节的页面).
pub(super) struct Sections {
    /// Cover and contents, without page numbers.
    pub front: String,
    /// Every other page, numbered.
    pub upright: String,
    /// The same on its side.
    pub on_its_side: String,
    /// The width of text on either, in twentieths of a point.
    pub widths: (u32, u32),
    /// The width of a Latin letter in a table, in the same.
    pub letter: u32,
}

impl Sections {
    pub fn of(layout: &Layout) -> Sections {
        let mut context = context(layout, Kind::Whole);
        let upright = render("section.xml", &context);
        context.insert("front", &true);
        let front = render("section.xml", &context);
        context.insert("front", &false);
        context.insert("on_its_side", &true);
        let on_its_side = render("section.xml", &context);
        let page = &layout.page;
        let text = |whole: &Millimetres, one: &Millimetres, other: &Millimetres| {
            whole.twips().saturating_sub(one.twips() + other.twips())
        };
        let widths = (text(&page.width, &page.left, &page.right), text(&page.height, &page.top, &page.bottom));
        let letter = character(&layout.table.size) / 2;
        Sections { front, upright, on_its_side, widths, letter }
    }
}

/// The property that paints a placeholder.
pub(super) fn highlight(layout: &Layout) -> String {
    match (layout.missing, serde_json::to_value(layout.missing)) {
        (Highlight::None, _) | (_, Err(_)) => String::new(),
        (_, Ok(name)) => format!("<w:highlight w:val={name}/>"),
    }
}

fn context(layout: &Layout, kind: Kind) -> Context {
    let latin = |font| if layout.digits.is_empty() { font } else { layout.digits.as_str() };
    let style = |id, name, face, indented: bool, level, heads| Style {
        id,
        name,
        face,
        latin: latin(&face.font),
        indent: if indented { layout.indent.hundredths() * character(&face.size) / 100 } else { 0 },
        level,
        heads,
        close: false,
    };
    let mut styles = vec![
        style("Normal", "Normal", &layout.body, false, 0, false),
        style("BodyText", "Body Text", &layout.body, true, 0, false),
    ];
    let second = Face { before: Points::default(), after: Points::default(), ..layout.body.clone() };
    let first = Face { font: layout.heading1.font.clone(), ..second.clone() };
    let aligned = |align| Face { align, ..layout.table.clone() };
    let (centred, right) = (aligned(Align::Center), aligned(Align::Right));
    match kind {
        Kind::Narrative => styles.extend([
            style("Title", "Title", &layout.title, false, 0, true),
            style("Heading1", "heading 1", &layout.heading1, true, 1, true),
            style("Heading2", "heading 2", &layout.heading2, true, 2, true),
        ]),
        Kind::Whole => {
            styles.extend([
                style("Heading1", "heading 1", &layout.title, false, 1, true),
                style("Heading2", "heading 2", &layout.heading1, true, 2, true),
                style("Heading3", "heading 3", &layout.heading2, true, 3, true),
                Style { close: true, ..style("Cover", "Cover", &layout.cover, false, 0, false) },
                style("ContentsHeading", "Contents Heading", &layout.title, false, 0, false),
                style("TOC1", "toc 1", &first, false, 0, false),
                style("TOC2", "toc 2", &second, true, 0, false),
            ]);
            let table = [
                ("TableAbove", "Table Above", &layout.table),
                ("TableHead", "Table Head", &centred),
                ("TableText", "Table Text", &layout.table),
                ("TableNumber", "Table Number", &right),
            ];
            let close = |(id, name, face)| Style { close: true, ..style(id, name, face, false, 0, false) };
            styles.extend(table.map(close));
        }
    }
    let mut fonts: Vec<Font> = Vec::new();
    let of_whole = [&layout.cover, &layout.table];
    let more = if kind == Kind::Whole { &of_whole[..] } else { &[] };
    for &face in [&layout.title, &layout.heading1, &layout.heading2, &layout.body].iter().chain(more) {
        let font = Font { name: &face.font, instead: &face.instead };
        if !fonts.iter().any(|other| other.name == font.name) {
            fonts.push(font);
        }
    }
    let mut context = Context::from_serialize(layout).unwrap_or_else(|fault| panic!("{fault}"));
    context.insert("styles", &styles);
    context.insert("fonts", &fonts);
    context.insert("latin", latin(&layout.body.font));
    context.insert("character", &character(&layout.page_number.size));
    context.insert("even", &false);
    context.insert("front", &false);
    context.insert("on_its_side", &false);
    context
}

/// The width of a Chinese character, in twentieths of a point.
fn character(size: &Size) -> u32 {
    size.in_half_points() * 10
}

fn render(name: &str, context: &Context) -> String {
    static TERA: OnceLock<Tera> = OnceLock::new();
    let tera = TERA.get_or_init(|| {
        let mut tera = Tera::new();
        for (name, template) in TEMPLATES {
            tera.add_raw_template(name, template).unwrap_or_else(|fault| panic!("{fault}"));
        }
        tera
    });
    tera.render(name, context).unwrap_or_else(|fault| panic!("{fault}"))
}
