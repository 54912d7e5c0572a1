//! How a house's Word documents look (版式): `word.yaml`, over the shipped settings.

use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use super::measure::{Align, Characters, Highlight, Millimetres, Place, Points, Size};
use crate::{
    diagnostic::Diagnostic,
    embedded,
    source::Source,
    yaml::{self, Arena, Entry, Node, Value, decode},
};

/// The settings' file, in a phrasebook's folder and in the reference data.
pub const FILE: &str = "word.yaml";

/// The settings of a document, complete (版式).
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Layout {
    /// Paper and margins.
    pub page: Page,
    /// The fixed distance of lines (行距).
    pub line: Points,
    /// How far a paragraph's first line moves in (段首缩进).
    pub indent: Characters,
    /// The face of digits and Latin letters; empty for that of the Chinese around them.
    pub digits: String,
    /// The title over all sections (标题).
    pub title: Face,
    /// Headings of sections (一级标题).
    pub heading1: Face,
    /// Headings inside sections (二级标题).
    pub heading2: Face,
    /// Everything else (正文).
    pub body: Face,
    /// The lines of the cover of a complete report (封面).
    pub cover: Face,
    /// What stands in and around the tables of a complete report (表).
    pub table: Face,
    /// Page numbers (页码).
    pub page_number: PageNumber,
    /// What placeholders are painted with (待补充的底色).
    pub missing: Highlight,
}

/// Paper and margins (页面).
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Page {
    /// Width of the paper.
    pub width: Millimetres,
    /// Height of the paper.
    pub height: Millimetres,
    /// 天头.
    pub top: Millimetres,
    /// 地脚.
    pub bottom: Millimetres,
    /// 订口.
    pub left: Millimetres,
    /// 切口.
    pub right: Millimetres,
    /// From the lower edge of the page number to that of the paper.
    pub footer: Millimetres,
}

/// How letters and their paragraphs look (字体与段落).
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Face {
    /// The font of Chinese characters.
    pub font: String,
    /// The font where a machine has not got it.
    pub instead: String,
    /// 字号.
    pub size: Size,
    /// Bold?
    pub bold: bool,
    /// Where lines stand.
    pub align: Align,
    /// Space above (段前).
    pub before: Points,
    /// Space below (段后).
    pub after: Points,
}

/// Page numbers (页码).
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct PageNumber {
    /// Their font.
    pub font: String,
    /// Their size.
    pub size: Size,
    /// Where they stand.
    pub place: Place,
    /// What stands before the number.
    pub before: String,
    /// What stands after it.
    pub after: String,
}

/// Declares what a file may say of a group of settings - any of them - and puts it over what is there.
macro_rules! entry {
    ($entry:ident over $target:ident: $($key:ident $kind:ty),*; $($group:ident $inner:ty),*) => {
        #[derive(Debug, Default, Deserialize)]
        #[serde(deny_unknown_fields)]
        struct $entry {
            $(#[serde(default)] $key: Option<$kind>,)*
            $(#[serde(default)] $group: Option<$inner>,)*
        }

        impl $entry {
            fn put_over(self, target: &mut $target) {
                $(if let Some(value) = self.$key { target.$key = value; })*
                $(if let Some(entry) = self.$group { entry.put_over(&mut target.$group); })*
            }
        }
    };
}

entry!(LayoutEntry over Layout: line Points, indent Characters, digits String, missing Highlight;
    page PageEntry, title FaceEntry, heading1 FaceEntry, heading2 FaceEntry, body FaceEntry,
    cover FaceEntry, table FaceEntry,
    page_number PageNumberEntry);
entry!(PageEntry over Page: width Millimetres, height Millimetres, top Millimetres, bottom Millimetres,
    left Millimetres, right Millimetres, footer Millimetres;);
entry!(FaceEntry over Face: font String, instead String, size Size, bold bool, align Align, before Points,
    after Points;);
entry!(PageNumberEntry over PageNumber: font String, size Size, place Place, before String, after String;);

impl Layout {
    /// The shipped settings (自带版式).
    ///
    /// # Panics
    /// Never in a released program: a test reads them.
    pub fn shipped() -> &'static Layout {
        static SHIPPED: OnceLock<Layout> = OnceLock::new();
        SHIPPED.get_or_init(|| {
            let source = Source::new(FILE, embedded::reference(FILE).expect("the settings are embedded"));
            let (mut layout, mut faults) = (Layout::default(), Vec::new());
            let arena = Arena::default();
            if let Some(root) = yaml::parse(&source, &arena, &mut faults) {
                layout.read(&source, &root, &mut faults);
            }
            assert!(faults.is_empty(), "{faults:?}");
            layout
        })
    }

    /// Put over these settings what a file says (套用版式).
    pub fn read(&mut self, source: &Source, root: &Node, faults: &mut Vec<Diagnostic>) {
        if root.is_blank() {
            return; // a file of comments only
        }
        let before = faults.len();
        for setting in settings(root, &Arena::default()) {
            match decode::<LayoutEntry>(&setting, source) {
                Ok(entry) => entry.put_over(self),
                Err(fault) => faults.push(*fault),
            }
        }
        if faults.len() > before {
            return; // margins that could not be read say nothing about the text between them
        }
        let Page { width, height, top, bottom, left, right, .. } = &self.page;
        let left_over = [(width, left, right, "左右"), (height, top, bottom, "上下")];
        for (whole, one, other, sides) in left_over {
            if one.twips() + other.twips() + LEAST_TEXT.twips() > whole.twips() {
                let message = format!("{sides}页边加起来太宽，版心不足 {} 毫米", LEAST_TEXT.0);
                let place = root.get("page").map_or(root.span.clone(), |page| page.span.clone());
                let fault = Diagnostic::error("P019", message).at(source, place, "");
                faults.push(fault.help("改小页边，或改大纸张"));
            }
        }
    }
}

/// Every setting by itself, still in its group, so that one wrong value hides no other.
fn settings<'t>(root: &Node<'t>, arena: &'t Arena) -> Vec<Node<'t>> {
    let Value::Mapping(entries) = root.value else { return vec![root.clone()] };
    let alone = |entry| Node { span: root.span.clone(), value: Value::Mapping(arena.entries([entry])) };
    let mut found = Vec::new();
    for entry in entries {
        match &entry.value.value {
            Value::Mapping(inner) if !inner.is_empty() => found.extend(inner.iter().map(|inner| {
                let value = Value::Mapping(arena.entries([inner.clone()]));
                alone(Entry { value: Node { span: entry.value.span.clone(), value }, ..entry.clone() })
            })),
            _ => found.push(alone(entry.clone())),
        }
    }
    found
}

/// Text narrower than this nobody can read.
const LEAST_TEXT: Millimetres = Millimetres(rust_decimal::Decimal::from_parts(50, 0, 0, false, 0));

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Layout, Vec<String>) {
        let (mut layout, mut faults) = (Layout::shipped().clone(), Vec::new());
        let source = Source::new(FILE, text);
        let arena = Arena::default();
        let root = yaml::parse(&source, &arena, &mut faults);
        if let Some(root) = root {
            layout.read(&source, &root, &mut faults);
        }
        (layout, faults.into_iter().map(|fault| format!("{} {} {:?}", fault.code, fault.message, fault.help)).collect())
    }

    #[test]
    fn every_shipped_setting_is_there() {
        let shipped = serde_json::to_value(Layout::shipped()).unwrap();
        fn blank(value: &serde_json::Value, path: &str, found: &mut Vec<String>) {
            match value {
                serde_json::Value::Object(map) => {
                    map.iter().for_each(|(key, value)| blank(value, &format!("{path}.{key}"), found));
                }
                serde_json::Value::String(text) if text.is_empty() => found.push(path.to_owned()),
                _ => {}
            }
        }
        let mut found = Vec::new();
        blank(&shipped, "", &mut found);
        assert!(found.is_empty(), "{found:?}");
        assert_eq!(Layout::shipped().body.size, Size::half_points(32));
        assert_eq!(Layout::shipped().page.width.twips(), 11906);
    }

    #[test]
    fn a_house_changes_what_it_names() {
        let (layout, faults) = read("body: { font: 仿宋_GB2312, size: 小三 }\nline: 28.5\ndigits: \"\"\n");
        assert!(faults.is_empty(), "{faults:?}");
        assert_eq!((layout.body.font.as_str(), &layout.body.size), ("仿宋_GB2312", &Size::half_points(30)));
        assert_eq!((layout.line.twips(), layout.digits.as_str()), (570, ""));
        assert_eq!(layout.title, Layout::shipped().title);
        assert_eq!(read("# 什么也不改\n").0, *Layout::shipped());
    }

    #[test]
    fn what_cannot_be_is_refused_where_it_stands() {
        let refused = |text: &str, code: &str, words: &str| {
            let faults = read(text).1;
            assert!(faults.len() == 1 && faults[0].starts_with(code) && faults[0].contains(words), "{faults:?}");
        };
        refused("page: { widht: 210 }", "Y030", "width");
        refused("body: { size: 三好 }", "Y033", "三好");
        refused("body: { size: 900 }", "Y033", "900");
        refused("line: 一行", "Y033", "一行");
        refused("page: { left: 150 }", "P019", "左右页边");
        refused("page: { left: 28mm }", "Y033", "28mm");
        refused("page_number: { place: outsid }", "Y033", "outside");
        refused("missing: blue-ish", "Y033", "yellow");
        refused("body: 仿宋", "Y032", "一组");
        refused("- body", "Y032", "一组");
        assert_eq!(read("bdy: { font: 宋体 }\npage: { left: 一, right: 二 }\nline: 三\n").1.len(), 4);
    }
}
