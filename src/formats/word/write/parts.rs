//! The parts that a layout alone decides (固定部件): styles, fonts, settings, footers, and how they hang together.

use std::sync::OnceLock;

use serde::Serialize;
use tera::{Context, Tera};

use crate::phrase::{
    Layout,
    layout::Face,
    measure::{Highlight, Size},
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
}

/// A font and the one to take where it is missing.
#[derive(Serialize, PartialEq)]
struct Font<'a> {
    name: &'a str,
    instead: &'a str,
}

/// Name and text of every part that is the same in all reports. The list of contents comes first, as the format asks.
pub(super) fn fixed(layout: &Layout) -> Vec<(&'static str, String)> {
    let mut context = context(layout);
    let mut footer = |even: bool| {
        context.insert("even", &even);
        render("footer.xml", &context)
    };
    let footers = [footer(false), footer(true)];
    let [odd, even] = footers;
    vec![
        ("[Content_Types].xml", include_str!("parts/content-types.xml").to_owned()),
        ("_rels/.rels", include_str!("parts/package-rels.xml").to_owned()),
        ("word/_rels/document.xml.rels", include_str!("parts/document-rels.xml").to_owned()),
        ("word/styles.xml", render("styles.xml", &context)),
        ("word/fontTable.xml", render("fontTable.xml", &context)),
        ("word/settings.xml", render("settings.xml", &context)),
        ("word/footer1.xml", odd),
        ("word/footer2.xml", even),
        ("customXml/_rels/item1.xml.rels", include_str!("parts/item-rels.xml").to_owned()),
        ("customXml/itemProps1.xml", include_str!("parts/item-props.xml").to_owned()),
    ]
}

/// Page, margins and footers.
pub(super) fn section(layout: &Layout) -> String {
    render("section.xml", &context(layout))
}

/// The property that paints a placeholder.
pub(super) fn highlight(layout: &Layout) -> String {
    match (layout.missing, serde_json::to_value(layout.missing)) {
        (Highlight::None, _) | (_, Err(_)) => String::new(),
        (_, Ok(name)) => format!("<w:highlight w:val={name}/>"),
    }
}

fn context(layout: &Layout) -> Context {
    let latin = |font| if layout.digits.is_empty() { font } else { layout.digits.as_str() };
    let style = |id, name, face, indented: bool, level, heads| Style {
        id,
        name,
        face,
        latin: latin(&face.font),
        indent: if indented { layout.indent.hundredths() * character(&face.size) / 100 } else { 0 },
        level,
        heads,
    };
    let styles = [
        style("Normal", "Normal", &layout.body, false, 0, false),
        style("BodyText", "Body Text", &layout.body, true, 0, false),
        style("Title", "Title", &layout.title, false, 0, true),
        style("Heading1", "heading 1", &layout.heading1, true, 1, true),
        style("Heading2", "heading 2", &layout.heading2, true, 2, true),
    ];
    let mut fonts: Vec<Font> = Vec::new();
    for face in [&layout.title, &layout.heading1, &layout.heading2, &layout.body] {
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
