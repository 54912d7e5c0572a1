//! Small Word files made by hand (纸面): parts zipped together.
#![allow(dead_code, reason = "not every test program needs all of it")]

use std::io::{Cursor, Read, Write};

use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

pub const SPACE: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// A zip of parts.
pub fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, bytes) in parts {
        writer.start_file(*path, SimpleFileOptions::DEFAULT).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// The same zip with parts as `edit` leaves them.
pub fn edited(bytes: &[u8], edit: impl Fn(&str, String) -> String) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = Vec::new();
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        let (mut text, name) = (String::new(), part.name().unwrap().into_owned());
        part.read_to_string(&mut text).unwrap();
        parts.push((name.clone(), edit(&name, text)));
    }
    let parts: Vec<(&str, &[u8])> = parts.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    zipped(&parts)
}

/// A Word file with this body, and further parts of the kinds that they are named by.
pub fn docx(body: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let types = "<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>";
    let relation = |number: usize, kind: &str, target: &str| {
        format!(
            "<Relationship Id=\"r{number}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}\" Target=\"{target}\"/>"
        )
    };
    let relations = |inside: String| {
        format!(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{inside}</Relationships>"
        )
    };
    let top = relations(relation(1, "officeDocument", "word/document.xml"));
    let own: String =
        more.iter().enumerate().map(|(number, (kind, _))| relation(number, kind, &format!("{kind}.xml"))).collect();
    let own = relations(own);
    let document = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document xmlns:w=\"{SPACE}\"><w:body>{body}<w:sectPr><w:pgSz w:w=\"1\"/></w:sectPr></w:body></w:document>"
    );
    let mut parts: Vec<(String, Vec<u8>)> = vec![
        ("[Content_Types].xml".into(), types.into()),
        ("_rels/.rels".into(), top.into()),
        ("word/document.xml".into(), document.into()),
        ("word/_rels/document.xml.rels".into(), own.into()),
        ("word/media/image1.png".into(), vec![0x89, b'P', 0, 1, 2, 3]),
    ];
    for (kind, text) in more {
        parts.push((format!("word/{kind}.xml"), text.as_bytes().to_vec()));
    }
    let parts: Vec<(&str, &[u8])> = parts.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice())).collect();
    zipped(&parts)
}
