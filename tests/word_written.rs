//! Word documents: the words of the draft, parts in the order of the schema, ids that occur once, a base to start from.

mod drafted;
#[path = "word_written/order.rs"]
mod order;
#[path = "word_written/programs.rs"]
mod programs;
#[path = "word_written/whole.rs"]
mod whole;

use std::{
    collections::{BTreeMap, HashSet},
    io::{Cursor, Read},
};

use drafted::{HALF_FILLED, drafted, house, house_of, published_department};
use juesuan::{
    formats::{docx, txt, word},
    report::{Report, SavedReport},
};
use quick_xml::{Reader, escape::unescape, events::Event};
use zip::ZipArchive;

/// Figures whose blank reasons have last year's beside them.
const WITH_LAST: &str = include_str!("word_written/with-last-year.yaml");

fn reports() -> [Report<'static>; 3] {
    [published_department(house()), drafted(house(), HALF_FILLED), drafted(house(), WITH_LAST)]
}

/// The parts of a package by name.
fn parts(bytes: &[u8]) -> BTreeMap<String, String> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..zip.len())
        .map(|at| {
            let mut part = zip.by_index(at).unwrap();
            let mut text = String::new();
            part.read_to_string(&mut text).unwrap();
            (part.name().unwrap().into_owned(), text)
        })
        .collect()
}

/// The values of an attribute of every element of that name.
fn attributes(xml: &str, element: &str, attribute: &str) -> Vec<String> {
    let mut reader = Reader::from_str(xml);
    let mut found = Vec::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) | Event::Empty(tag) if tag.name().as_ref() == element => {
                let value = tag.try_get_attribute(attribute).unwrap().unwrap();
                found.push(value.value.into_owned());
            }
            Event::Eof => return found,
            _ => {}
        }
    }
}

/// The words of a body, a line a paragraph.
fn words(xml: &str) -> String {
    let mut reader = Reader::from_str(xml);
    let (mut out, mut inside) = (String::new(), false);
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) if tag.name().as_ref() == "w:t" => inside = true,
            Event::End(tag) if tag.name().as_ref() == "w:t" => inside = false,
            Event::End(tag) if tag.name().as_ref() == "w:p" => out.push('\n'),
            Event::Text(text) if inside => out.push_str(&text),
            Event::GeneralRef(entity) if inside => out.push_str(&unescape(&format!("&{};", &*entity)).unwrap()),
            Event::Eof => return out,
            _ => {}
        }
    }
}

#[test]
fn the_document_says_the_same_as_the_text() {
    for report in reports() {
        assert_eq!(words(&parts(&docx(&report))["word/document.xml"]), txt(&report));
    }
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    let report = drafted(house(), HALF_FILLED);
    assert_eq!(docx(&report), docx(&report));
}

#[test]
fn every_part_is_sound_and_in_the_order_of_the_schema() {
    for report in reports() {
        let parts = parts(&docx(&report));
        for (name, xml) in &parts {
            let faults = order::faults(xml);
            assert!(faults.is_empty(), "{name}: {faults:#?}");
        }
        // What a list or a relationship names is there, and nothing else is.
        let mut named: HashSet<String> =
            attributes(&parts["[Content_Types].xml"], "Override", "PartName").into_iter().collect();
        for (rels, folder) in [("_rels/.rels", "/"), ("word/_rels/document.xml.rels", "/word/")] {
            let targets = attributes(&parts[rels], "Relationship", "Target");
            named.extend(targets.iter().map(|target| match target.strip_prefix("../") {
                Some(up) => format!("/{up}"),
                None => format!("{folder}{target}"),
            }));
        }
        for name in &named {
            assert!(parts.contains_key(&name[1..]), "{name} is named and is not there");
        }
        for name in parts.keys().filter(|name| !name.ends_with(".rels") && *name != "[Content_Types].xml") {
            assert!(named.contains(&format!("/{name}")), "nothing leads to {name}");
        }
        let ids: HashSet<String> =
            attributes(&parts["word/_rels/document.xml.rels"], "Relationship", "Id").into_iter().collect();
        for id in attributes(&parts["word/document.xml"], "w:footerReference", "r:id") {
            assert!(ids.contains(&id), "{id}");
        }
    }
}

#[test]
fn no_id_and_no_name_occurs_twice() {
    for report in reports() {
        let parts = parts(&docx(&report));
        let body = &parts["word/document.xml"];
        let starts = attributes(body, "w:bookmarkStart", "w:id");
        let unique = |all: &[String]| assert_eq!(all.iter().collect::<HashSet<_>>().len(), all.len());
        unique(&starts);
        let mut ends = attributes(body, "w:bookmarkEnd", "w:id");
        ends.sort_by_key(|id| id.parse::<u32>().unwrap());
        assert_eq!(starts, ends, "every bookmark ends");
        let names = attributes(body, "w:bookmarkStart", "w:name");
        unique(&names.iter().map(|name| name.to_lowercase()).collect::<Vec<_>>());
        assert!(names.iter().all(|name| name.chars().count() <= 40), "{names:?}");
        let comments = attributes(&parts["word/comments.xml"], "w:comment", "w:id");
        unique(&comments);
        for mark in ["w:commentRangeStart", "w:commentRangeEnd", "w:commentReference"] {
            assert_eq!(attributes(body, mark, "w:id"), comments, "{mark}");
        }
        assert_eq!(comments.len(), report.missing().count());
    }
}

#[test]
fn bookmarks_lead_to_the_sentences_and_spans_of_the_base() {
    let report = published_department(house());
    let parts = parts(&docx(&report));
    let base = base(&parts);
    let names = attributes(&parts["word/document.xml"], "w:bookmarkStart", "w:name");
    let numbers = |name: &str| -> Vec<usize> { name[3..].split('_').map_while(|part| part.parse().ok()).collect() };
    let sentences: Vec<_> = base.sentences().collect();
    let marked = names.iter().filter(|name| name.starts_with("_js"));
    assert_eq!(marked.map(|name| numbers(name)[0]).collect::<Vec<_>>(), (1..=sentences.len()).collect::<Vec<_>>());
    let body = &parts["word/document.xml"];
    let mut figures = 0;
    for name in names.iter().filter(|name| name.starts_with("_jf")) {
        let [sentence, span] = numbers(name)[..2] else { panic!("{name}") };
        let sentence = sentences[sentence - 1];
        let span = &sentence.spans[span - 1];
        let letters: Vec<char> = sentence.text.chars().collect();
        let said: String = letters[span.start..span.end].iter().collect();
        let start = body.find(&format!("w:name=\"{name}\"/>")).unwrap();
        let place = &body[start..start + body[start..].find("<w:bookmarkEnd").unwrap()];
        assert_eq!(words(&format!("<w:x {place}")).replace('\n', ""), said, "{name}");
        figures += 1;
    }
    assert!(figures > 100, "{figures}");
}

fn base(parts: &BTreeMap<String, String>) -> SavedReport {
    let item = &parts["customXml/item1.xml"];
    assert!(item.contains(&format!("<base xmlns=\"{}\"", word::write::BASE_NAMESPACE)), "{}", &item[..200]);
    assert!(parts["customXml/itemProps1.xml"].contains(word::write::BASE_NAMESPACE));
    let json = &item[item.find('{').unwrap()..item.rfind("</base>").unwrap()];
    serde_json::from_str(&unescape(json).unwrap()).unwrap()
}

#[test]
fn the_base_is_the_saved_report_without_origins() {
    for report in reports() {
        let mut saved = SavedReport::of(&report);
        saved.missing.clear();
        let paragraphs = saved.sections.iter_mut().flat_map(|section| &mut section.paragraphs);
        for sentence in paragraphs.flat_map(|one| &mut one.sentences) {
            (sentence.phrase, sentence.variant) = (String::new(), String::new());
            for span in &mut sentence.spans {
                (span.value, span.unit) = (None, None);
                (span.formula, span.source, span.concepts) = (None, None, Vec::new());
            }
        }
        assert_eq!(base(&parts(&docx(&report))), saved);
    }
}

#[test]
fn a_missing_reason_is_explained_beside_it() {
    let parts = parts(&docx(&drafted(house(), WITH_LAST)));
    let comments = words(&parts["word/comments.xml"]);
    for line in [
        "待补充：主要原因",
        "收入总计（决算数） 120万元",
        "收入总计（上年决算数） 100万元",
        "上年：新增一个项目",
        "填在数据文件：收入支出决算总表 › 原因",
        "上年：同收支总体",
    ] {
        assert!(comments.lines().any(|one| one == line), "{line} is not in\n{comments}");
    }
    assert!(parts["word/document.xml"].contains("<w:highlight w:val=\"yellow\"/>"));
    assert!(parts["word/comments.xml"].contains("w:author=\"决算\"") && !parts["word/comments.xml"].contains("w:date"));
}

#[test]
fn a_file_that_nobody_saved_since_is_known_again() {
    let bytes = docx(&drafted(house(), HALF_FILLED));
    assert!(word::is_as_written(&bytes));
    let other = docx(&published_department(house()));
    for broken in [&b""[..], b"PK", &bytes[..bytes.len() / 2], b"\xff\xfe not a package at all"] {
        assert!(!word::is_as_written(broken));
    }
    // The base of one report beside the body of another.
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let (mut one, mut two) =
        (ZipArchive::new(Cursor::new(&bytes[..])).unwrap(), ZipArchive::new(Cursor::new(&other[..])).unwrap());
    zip.raw_copy_file(one.by_name("customXml/item1.xml").unwrap()).unwrap();
    zip.raw_copy_file(two.by_name("word/document.xml").unwrap()).unwrap();
    assert!(!word::is_as_written(&zip.finish().unwrap().into_inner()));
}

#[test]
fn a_house_decides_how_its_documents_look() {
    let book = "name: 例\ntitle: 例\ndocument: { title: 说明 }\nsections: [totals]\n";
    let section = "section: totals\ntitle: \"一、总体\"\noutline: [{ paragraph: [a] }]\nphrases:\n  - id: a\n    variants: [{ id: a, say: 都好。 }]\n";
    let layout = "page: { left: 25 }\nbody: { font: 仿宋_GB2312, size: 小三 }\ndigits: \"\"\n\
        page_number: { place: center, before: \"\", after: \"\" }\nmissing: none\nline: 30\n";
    let house = house_of(&[("book.yaml", book), ("01.yaml", section), ("word.yaml", layout)]);
    let parts = parts(&docx(&drafted(house, HALF_FILLED)));
    let styles = &parts["word/styles.xml"];
    assert!(styles.contains("w:ascii=\"仿宋_GB2312\" w:eastAsia=\"仿宋_GB2312\""), "{styles}");
    assert!(styles.contains("<w:sz w:val=\"30\"/>") && styles.contains("w:line=\"600\""), "{styles}");
    assert!(parts["word/document.xml"].contains("w:left=\"1417\""), "{}", parts["word/document.xml"]);
    assert!(!parts["word/settings.xml"].contains("evenAndOdd"));
    for xml in parts.values() {
        assert!(order::faults(xml).is_empty());
    }
}

#[test]
fn headings_make_a_table_of_contents() {
    let parts = parts(&docx(&published_department(house())));
    let styles = &parts["word/styles.xml"];
    for (id, name, level) in [("Heading1", "heading 1", 0), ("Heading2", "heading 2", 1)] {
        let start = styles.find(&format!("w:styleId=\"{id}\"><w:name w:val=\"{name}\"/>")).unwrap();
        let style = &styles[start..start + styles[start..].find("</w:style>").unwrap()];
        assert!(style.contains(&format!("<w:outlineLvl w:val=\"{level}\"/>")), "{style}");
    }
    let used: HashSet<String> = attributes(&parts["word/document.xml"], "w:pStyle", "w:val").into_iter().collect();
    let known: HashSet<String> = attributes(styles, "w:style", "w:styleId").into_iter().collect();
    assert!(used.is_subset(&known) && used.contains("Heading2"), "{used:?}");
}
