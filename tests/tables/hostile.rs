//! Files that mean harm or are broken: a clear error and no panic.

use std::io::{Cursor, Write};

use juesuan::{figures::Reference, tables};
use proptest::prelude::*;
use zip::{ZipWriter, write::SimpleFileOptions};

use crate::{biff5, build};

/// The codes of what is said about a file that cannot be read.
fn refused(bytes: &[u8]) -> Vec<&'static str> {
    let mut notes = Vec::new();
    let workbook = tables::read("坏.xlsx", bytes, &mut notes);
    assert!(workbook.is_none() != notes.is_empty(), "{notes:?}");
    notes.iter().map(|note| note.code).collect()
}

fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A workbook whose only sheet is that XML.
fn with_sheet(sheet: &str) -> Vec<u8> {
    book("worksheets/sheet1.xml", sheet, &[], "/")
}

/// A workbook whose only sheet stands at that path, with further parts.
fn book(path: &str, sheet: &str, more: &[(&str, &[u8])], separator: &str) -> Vec<u8> {
    let rels = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    let link = |kind: &str, target: &str| {
        format!(
            "<Relationships xmlns=\"{package}\"><Relationship Id=\"r1\" Type=\"{rels}/{kind}\" Target=\"{target}\"/></Relationships>"
        )
    };
    let book = format!(
        "<workbook xmlns:r=\"{rels}\"><sheets><sheet name=\"表\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
    );
    let own = [
        ("[Content_Types].xml", "<Types/>"),
        ("_rels/.rels", &link("officeDocument", "xl/workbook.xml")),
        ("xl/workbook.xml", &book),
        ("xl/_rels/workbook.xml.rels", &link("worksheet", path)),
        (&["xl/", path].concat(), sheet),
    ];
    let all: Vec<(String, &[u8])> = own
        .iter()
        .map(|(name, content)| (*name, content.as_bytes()))
        .chain(more.iter().copied())
        .map(|(name, content)| (name.replace('/', separator), content))
        .collect();
    let all: Vec<(&str, &[u8])> = all.iter().map(|(name, content)| (name.as_str(), *content)).collect();
    packed(&all)
}

#[test]
fn bombs_are_measured_before_they_are_opened() {
    let zeros = vec![b' '; 100 * 1024 * 1024];
    assert_eq!(refused(&packed(&[("[Content_Types].xml", b"<Types/>"), ("xl/sharedStrings.xml", &zeros)])), ["T003"]);
    let many: Vec<String> = (0..2_500).map(|index| format!("xl/{index}.xml")).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|name| (name.as_str(), &b""[..])).collect();
    assert_eq!(refused(&packed(&many)), ["T003"]);
}

const ONE_CELL: &str = "<worksheet><sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row></sheetData></worksheet>";

#[test]
fn pictures_are_neither_measured_nor_read() {
    let white = vec![0xFF; 12 * 1024 * 1024];
    let pictures: [(&str, &[u8]); 3] =
        [("xl/media/image1.bmp", &white), ("xl/media/Image1.bmp", b"1"), ("xl/media/image1.BMP", b"2")];
    for separator in ["/", "\\"] {
        assert_eq!(refused(&book("worksheets/sheet1.xml", ONE_CELL, &pictures, separator)), [""; 0]);
    }
    // What was not measured is not read as a sheet either, whatever the workbook says.
    for path in ["media/sheet1.bmp", "worksheets/sheet1.bin"] {
        assert_eq!(refused(&book(path, ONE_CELL, &[], "/")), ["T001"]);
    }
}

#[test]
fn cells_far_apart_and_cells_without_end() {
    let far = "<worksheet><dimension ref=\"A1:XFD1048576\"/><sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row></sheetData></worksheet>";
    assert_eq!(refused(&with_sheet(far)), ["T003"]);
    let declared = "<worksheet><dimension ref=\"A1:XFD1048576\"/><sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row></sheetData></worksheet>";
    assert_eq!(refused(&with_sheet(declared)), [""; 0]);
    let row = "<c><v>1</v></c>".repeat(900);
    let many: String = (1..=300).map(|index| format!("<row r=\"{index}\">{row}</row>")).collect();
    assert_eq!(refused(&with_sheet(&format!("<worksheet><sheetData>{many}</sheetData></worksheet>"))), ["T003"]);
}

#[test]
fn deep_and_broken_markup() {
    let deep = "<a>".repeat(1_000_000);
    assert_eq!(refused(&with_sheet(&deep)), ["T001"]);
    assert_eq!(refused(&with_sheet("<worksheet><sheetData><row><c r=\"ZZZZZZ99999999999\"><v>1</v></c>")), ["T001"]);
    let merged = "<worksheet><sheetData><row r=\"1\"><c r=\"A1\"><v>x</v></c></row></sheetData><mergeCells><mergeCell ref=\"B2:A1\"/></mergeCells></worksheet>";
    refused(&with_sheet(merged));
}

#[test]
fn what_opens_only_with_a_password_says_so() {
    assert_eq!(refused(&build::locked()), ["T002"]);
    assert_eq!(refused(&biff5::locked()), ["T002"]);
    let manifest = "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"><manifest:file-entry manifest:full-path=\"content.xml\" manifest:media-type=\"text/xml\"><manifest:encryption-data/></manifest:file-entry></manifest:manifest>";
    let open_document = [
        ("mimetype", &b"application/vnd.oasis.opendocument.spreadsheet"[..]),
        ("content.xml", &[0xA5; 64][..]),
        ("META-INF/manifest.xml", manifest.as_bytes()),
    ];
    assert_eq!(refused(&packed(&open_document)), ["T002"]);
    assert_eq!(refused(&packed(&[open_document[0], ("encrypted-package", &[0xA5; 64])])), ["T002"]);
}

#[test]
fn other_files_are_named() {
    assert_eq!(refused(b"%PDF-1.7"), ["T001"]);
    assert_eq!(refused(b"\xEF\xBB\xBF<html>"), ["T001"]);
    assert_eq!(refused(&packed(&[("word/document.xml", b"<w/>")])), ["T001"]);
    assert_eq!(refused(b"PK\x03\x04"), ["T001"]);
    assert_eq!(refused(b"\xD0\xCF\x11\xE0"), ["T001"]);
    assert_eq!(refused(b"\xFF\0\xFE\0"), ["T001"]);
    assert_eq!(refused(b""), ["T001"]);
}

const FIXTURES: [&[u8]; 4] = [
    include_bytes!("fixtures/shanghai.xls"),
    include_bytes!("fixtures/caijue.xls"),
    include_bytes!("fixtures/national.xls"),
    include_bytes!("fixtures/national.ods"),
];

/// Read, and import if there is anything to read: neither may panic.
fn survives(bytes: &[u8]) {
    let mut notes = Vec::new();
    let Some(workbook) = tables::read("坏.xls", bytes, &mut notes) else {
        assert!(!notes.is_empty());
        return;
    };
    let input = tables::Input { workbook, role: tables::Role::This };
    tables::import(&[input], tables::Layouts::shipped(), Reference::shipped(), tables::Settings::default());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn damaged_files_are_refused_or_read(
        which in 0..FIXTURES.len() + 1,
        cut in 0.0..1.0_f64,
        hits in prop::collection::vec((0.0..1.0_f64, any::<u8>()), 0..12),
        truncated in any::<bool>(),
    ) {
        let drawn = crate::drawings(include_str!("shanghai.txt"));
        let mut bytes = FIXTURES.get(which).map_or_else(|| build::workbook(&drawn[..3]), |bytes| bytes.to_vec());
        let at = |share: f64, length: usize| ((length as f64 * share) as usize).min(length - 1);
        for (share, byte) in hits {
            let index = at(share, bytes.len());
            bytes[index] = byte;
        }
        if truncated {
            let end = at(cut, bytes.len());
            bytes.truncate(end);
        }
        survives(&bytes);
    }

    #[test]
    fn random_tables_are_read_or_told(rows in prop::collection::vec(prop::collection::vec(cell(), 0..8), 0..14)) {
        let drawing: String = rows.iter().map(|row| format!("{}\n", row.join(" | "))).collect();
        survives(drawing.replace(" | ", ",").as_bytes());
    }
}

/// Something that tables are made of, in no order at all.
fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        prop::sample::select(vec![
            "收入支出决算总表",
            "支出决算表",
            "金额单位：万元",
            "部门：甲",
            "项目",
            "决算数",
            "收入",
            "支出",
            "合计",
            "总计",
            "科目编码",
            "科目名称",
            "基本支出",
            "项目支出",
            "类",
            "款",
            "项",
            "栏次",
            "其中：",
            "（",
            "一、",
            "2023年",
            "年",
            "201",
            "03",
            "2010301",
            "行政运行",
            "-",
            "#REF!",
            "１２",
            "机构运行信息表",
            "统计数",
            "公务用车保有量（辆）",
        ])
        .prop_map(str::to_owned),
        "[0-9]{1,20}(\\.[0-9]{1,12})?",
        "\\PC{0,6}".prop_map(|text| text.replace(['\n', '"'], "")),
    ]
}
