//! The order that the schema of WordprocessingML (ECMA-376, part 1, annex A) asks for, and tags that close.

use quick_xml::{Reader, events::Event};

/// Elements in the order in which they may stand in their parent; only what is in use is listed.
const ORDER: [(&str, &[&str]); 13] = [
    (
        "w:pPr",
        &[
            "pStyle",
            "keepNext",
            "keepLines",
            "pageBreakBefore",
            "widowControl",
            "numPr",
            "tabs",
            "overflowPunct",
            "snapToGrid",
            "spacing",
            "ind",
            "contextualSpacing",
            "jc",
            "outlineLvl",
            "rPr",
            "sectPr",
        ],
    ),
    (
        "w:rPr",
        &[
            "rStyle",
            "rFonts",
            "b",
            "bCs",
            "i",
            "iCs",
            "color",
            "spacing",
            "kern",
            "sz",
            "szCs",
            "highlight",
            "u",
            "shd",
            "vertAlign",
            "lang",
        ],
    ),
    (
        "w:sectPr",
        &["headerReference", "footerReference", "type", "pgSz", "pgMar", "pgNumType", "cols", "titlePg", "docGrid"],
    ),
    (
        "w:settings",
        &[
            "zoom",
            "defaultTabStop",
            "evenAndOddHeaders",
            "drawingGridHorizontalSpacing",
            "drawingGridVerticalSpacing",
            "displayHorizontalDrawingGridEvery",
            "displayVerticalDrawingGridEvery",
            "characterSpacingControl",
            "updateFields",
            "compat",
            "themeFontLang",
            "decimalSymbol",
            "listSeparator",
        ],
    ),
    (
        "w:style",
        &[
            "name",
            "basedOn",
            "next",
            "link",
            "uiPriority",
            "semiHidden",
            "unhideWhenUsed",
            "qFormat",
            "pPr",
            "rPr",
            "tblPr",
        ],
    ),
    ("w:tbl", &["bookmarkStart", "tblPr", "tblGrid", "tr"]),
    ("w:tblPr", &["tblStyle", "tblW", "jc", "tblInd", "tblBorders", "shd", "tblLayout", "tblCellMar", "tblLook"]),
    ("w:tblBorders", &["top", "left", "bottom", "right", "insideH", "insideV"]),
    ("w:tcPr", &["tcW", "gridSpan", "vMerge", "tcBorders", "shd", "noWrap", "tcMar", "vAlign"]),
    ("w:styles", &["docDefaults", "latentStyles", "style"]),
    ("w:font", &["altName", "panose1", "charset", "family", "pitch"]),
    ("w:docDefaults", &["rPrDefault", "pPrDefault"]),
    (
        "w:compat",
        &[
            "spaceForUL",
            "balanceSingleByteDoubleByteWidth",
            "doNotLeaveBackslashAlone",
            "ulTrailSpace",
            "doNotExpandShiftReturn",
            "adjustLineHeightInTable",
            "useFELayout",
            "compatSetting",
        ],
    ),
];

/// What stands where the schema does not let it stand, and where the part is no XML at all.
pub fn faults(xml: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let mut reader = Reader::from_str(xml);
    // The open elements, each with how far its order has come.
    let mut open: Vec<(String, usize)> = Vec::new();
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => {
                let name = tag.name().as_ref().to_owned();
                place(&mut open, &name, &mut faults);
                open.push((name, 0));
            }
            Ok(Event::Empty(tag)) => place(&mut open, tag.name().as_ref(), &mut faults),
            Ok(Event::End(_)) => drop(open.pop()),
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(error) => {
                faults.push(format!("no XML: {error}"));
                break;
            }
        }
    }
    if !open.is_empty() {
        faults.push(format!("{open:?} stays open"));
    }
    faults
}

fn place(open: &mut [(String, usize)], name: &str, faults: &mut Vec<String>) {
    let Some((parent, reached)) = open.last_mut() else { return };
    let Some((_, order)) = ORDER.iter().find(|(element, _)| element == parent) else { return };
    match order.iter().position(|child| name.strip_prefix("w:") == Some(child)) {
        Some(at) if at >= *reached => *reached = at,
        Some(_) => faults.push(format!("{name} stands too late in {parent}")),
        None => faults.push(format!("{name} is not known in {parent}")),
    }
}

#[test]
fn a_wrong_order_is_seen() {
    assert!(faults("<w:p><w:pPr><w:spacing/><w:jc/></w:pPr></w:p>").is_empty());
    assert_eq!(faults("<w:pPr><w:jc/><w:spacing/></w:pPr>").len(), 1);
    assert_eq!(faults("<w:rPr><w:sz/><w:rFonts/></w:rPr>").len(), 1);
    assert_eq!(faults("<w:p><w:r></w:p>").len(), 2);
}
