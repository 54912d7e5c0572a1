//! Hidden rows and columns of an .xlsx (隐藏的行和列): the reader of cells does not tell them.

use std::{
    collections::{BTreeSet, HashMap},
    io::{Cursor, Read},
};

use memchr::memmem;
use quick_xml::{
    Reader, XmlVersion,
    events::{BytesStart, Event},
};

use super::{MOST_COLUMNS, MOST_ROWS};
use crate::tables::sheet::Sheet;

/// One of these stands in a sheet that hides something: said so, or drawn without height or width.
const HIDING: [&[u8]; 3] = [b"hidden=", b"ht=\"0", b"width=\"0"];

type Archive<'a> = zip::ZipArchive<Cursor<&'a [u8]>>;

/// Mark what is hidden in the sheets; of what cannot be told, nothing.
pub(super) fn mark(bytes: &[u8], sheets: &mut [Sheet]) {
    let Ok(mut archive) = Archive::new(Cursor::new(bytes)) else { return };
    let Some(parts) = parts(&mut archive) else { return };
    for sheet in sheets {
        let text = parts.get(&sheet.name).and_then(|part| text(&mut archive, part));
        // Most sheets hide nothing: looking is cheaper than reading.
        let may_hide = |text: &String| HIDING.iter().any(|word| memmem::find(text.as_bytes(), word).is_some());
        if let Some(text) = text.filter(may_hide) {
            (sheet.hidden_rows, sheet.hidden_columns) = hidden(&text);
        }
    }
}

/// The parts of the sheets, by the names on their tabs.
fn parts(archive: &mut Archive) -> Option<HashMap<String, String>> {
    let mut targets = HashMap::new();
    each(&text(archive, "xl/_rels/workbook.xml.rels")?, |tag| {
        if let (Some(id), Some(target)) = (attribute(tag, "Id"), attribute(tag, "Target")) {
            let whole = target.strip_prefix('/').map(str::to_owned);
            targets.insert(id, whole.unwrap_or_else(|| format!("xl/{target}")));
        }
    });
    let mut parts = HashMap::new();
    each(&text(archive, "xl/workbook.xml")?, |tag| {
        if is(tag, "sheet") {
            let target = attribute(tag, "r:id").and_then(|id| targets.remove(&id));
            parts.extend(attribute(tag, "name").zip(target));
        }
    });
    Some(parts)
}

/// A part as text; what it comes to was looked at before.
fn text(archive: &mut Archive, part: &str) -> Option<String> {
    let mut text = String::new();
    archive.by_name(part).ok()?.read_to_string(&mut text).ok()?;
    Some(text)
}

fn hidden(sheet: &str) -> (BTreeSet<u32>, BTreeSet<u32>) {
    let (mut rows, mut columns) = (BTreeSet::new(), BTreeSet::new());
    let mut next = 0;
    each(sheet, |tag| {
        let number = |name| attribute(tag, name)?.parse::<u32>().ok()?.checked_sub(1);
        if is(tag, "row") {
            let row = number("r").unwrap_or(next);
            next = row.saturating_add(1);
            if row < MOST_ROWS && is_hidden(tag, "ht") {
                rows.insert(row);
            }
        } else if is(tag, "col") && is_hidden(tag, "width") {
            let (first, last) = (number("min").unwrap_or_default(), number("max").unwrap_or_default());
            columns.extend(first..=last.min(MOST_COLUMNS));
        }
    });
    (rows, columns)
}

fn is_hidden(tag: &BytesStart, size: &str) -> bool {
    attribute(tag, "hidden").is_some_and(|value| matches!(value.as_str(), "1" | "true"))
        || attribute(tag, size).is_some_and(|value| value.parse() == Ok(0.0))
}

fn is(tag: &BytesStart, name: &str) -> bool {
    let own: &str = tag.local_name().into_inner();
    own == name
}

fn attribute(tag: &BytesStart, name: &str) -> Option<String> {
    let attribute = tag.try_get_attribute(name).ok()??;
    Some(attribute.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned())
}

/// Every start tag, as far as the text can be read.
fn each(text: &str, mut take: impl FnMut(&BytesStart)) {
    let mut reader = Reader::from_str(text);
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(tag) | Event::Empty(tag) => take(&tag),
            Event::Eof => break,
            _ => {}
        }
    }
}
