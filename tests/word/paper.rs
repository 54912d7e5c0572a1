//! Small Word files made by hand (纸面): parts zipped together, and texts whose runs are split anywhere.

use std::io::{Cursor, Write};

use crate::random_accounts::chance::Chance;
use zip::{ZipWriter, write::SimpleFileOptions};

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

pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// A paragraph of one run.
pub fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t xml:space=\"preserve\">{}</w:t></w:r></w:p>", escaped(text))
}

/// A text with a paragraph a line, its runs split at random, set at random and in whatever may stand around them.
pub fn shuffled(text: &str, chance: &mut Chance) -> String {
    let mut body = String::new();
    for (number, line) in text.strip_suffix('\n').unwrap_or(text).split('\n').enumerate() {
        if line.is_empty() && chance.percent(50) {
            body.push_str("<w:p/>");
            continue;
        }
        let set = [
            "",
            "<w:pPr><w:ind w:firstLine=\"640\"/></w:pPr>",
            "<w:pPr><w:jc w:val=\"both\"/><w:rPr><w:b/></w:rPr></w:pPr>",
            "<w:pPr/>",
        ];
        body.push_str(&format!("<w:p w:rsidR=\"00{number}\">{}", chance.pick(&set)));
        let letters: Vec<char> = line.chars().collect();
        let mut at = 0;
        while at < letters.len() {
            let end = (at + 1 + chance.below(9)).min(letters.len());
            let words: String = letters[at..end].iter().collect();
            body.push_str(&around(&words, number, chance));
            at = end;
        }
        body.push_str("</w:p>");
    }
    body
}

fn around(words: &str, number: usize, chance: &mut Chance) -> String {
    let set =
        ["", "<w:rPr><w:b/></w:rPr>", "<w:rPr><w:rFonts w:eastAsia=\"仿宋_GB2312\"/><w:sz w:val=\"32\"/></w:rPr>"];
    let run = format!(
        "<w:r w:rsidRPr=\"0{number}\">{}<w:t xml:space=\"preserve\">{}</w:t></w:r>",
        chance.pick(&set),
        escaped(words)
    );
    match chance.below(12) {
        0 => format!("<w:hyperlink w:anchor=\"a\">{run}</w:hyperlink>"),
        1 => format!("<w:sdt><w:sdtPr><w:tag w:val=\"t\"/></w:sdtPr><w:sdtContent>{run}</w:sdtContent></w:sdt>"),
        2 => format!("<w:ins w:id=\"{}\" w:author=\"他人\">{run}</w:ins>", 900 + number),
        3 => format!(
            "{run}<w:del w:id=\"{}\" w:author=\"他人\"><w:r><w:delText>删去的</w:delText></w:r></w:del>",
            100 + number
        ),
        4 => format!("<w:bookmarkStart w:id=\"5{number}\" w:name=\"b\"/>{run}<w:bookmarkEnd w:id=\"5{number}\"/>"),
        5 => format!(
            "{run}<w:r><w:drawing><w:p><w:r><w:t>图</w:t></w:r></w:p></w:drawing></w:r><w:proofErr w:type=\"spellStart\"/>"
        ),
        _ => run,
    }
}
