//! Files that nobody should have to open (恶意文件): an error, in bounded time, and never a panic.

use juesuan::formats::word::{Note, WordFile};

use crate::{
    paper::{SPACE, docx, zipped},
    random_accounts::chance::Chance,
    shuffle::p,
};

fn code(bytes: Vec<u8>) -> &'static str {
    WordFile::open("坏.docx", bytes).err().expect("must be refused").code
}

fn part(text: &str) -> Vec<u8> {
    zipped(&[("word/document.xml", text.as_bytes())])
}

#[test]
fn what_is_no_word_file_is_named() {
    for bytes in [&b""[..], b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", b"<html><body>", b"PK\x03\x04", b"hello"] {
        assert_eq!(code(bytes.to_vec()), "O001", "{bytes:?}");
    }
    assert_eq!(code(zipped(&[("xl/workbook.xml", b"<a/>")])), "O001");
    assert_eq!(code(zipped(&[("word/vbaProject.bin", b"x"), ("word/document.xml", b"<a/>")])), "O003");
}

#[test]
fn paths_that_lead_outside_and_doubled_parts_are_refused() {
    for path in ["../up.xml", "/etc/x", "word\\..\\..\\x.xml", "\\x", "a/../../b", "C:x"] {
        assert_eq!(code(zipped(&[(path, b"x"), ("word/document.xml", b"<a/>")])), "O002", "{path}");
    }
    assert_eq!(code(zipped(&[("word/a.xml", b"x"), ("word/A.xml", b"y")])), "O002");
    assert_eq!(code(zipped(&[("word/a.xml", b"x"), ("word\\a.xml", b"y")])), "O002");
}

#[test]
fn a_bomb_is_not_inflated() {
    let zeros = vec![b' '; 65 * 1024 * 1024];
    for size in [60, 65] {
        assert_eq!(code(zipped(&[("word/document.xml", &zeros[..size * 1024 * 1024])])), "O002");
    }
    // A hundred parts that are all the same megabyte of the file.
    let noise: Vec<u8> =
        (0..1_000_000_u64).map(|at| (at.wrapping_mul(at).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as u8).collect();
    let names: Vec<String> = (10..99).map(|number| format!("word/media/{number}.png")).collect();
    let mut parts = vec![("word/media/00.png", noise.as_slice()), ("word/document.xml", b"<a/>")];
    parts.extend(names.iter().map(|name| (name.as_str(), &b"x"[..])));
    let mut bytes = zipped(&parts);
    let heads: Vec<usize> = memchr::memmem::find_iter(&bytes, b"PK\x01\x02").collect();
    for &head in &heads[2..] {
        bytes.copy_within(heads[0] + 16..heads[0] + 28, head + 16);
        bytes.copy_within(heads[0] + 42..heads[0] + 46, head + 42);
    }
    assert_eq!(code(bytes), "O002");
}

#[test]
fn what_honest_programs_pack_is_read_and_carried_along() {
    // Pictures are never unpacked, so that it does not matter how well they pack, and may be called alike.
    let white = vec![0xFF; 12 * 1024 * 1024];
    let pictures: Vec<String> = (0..2_500).map(|number| format!("word/media/picture{number}.png")).collect();
    let mut parts: Vec<(&str, &[u8])> =
        vec![("word/media/A.bmp", &white), ("word/media/a.bmp", b"1"), ("word/media/a.BMP", b"2")];
    parts.extend(pictures.iter().map(|name| (name.as_str(), &b"PNG"[..])));
    let body = docx(&p("收入1万元。"), &[]);
    let own = parts_of(&body);
    parts.extend(own.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice())));
    let windows: Vec<(String, &[u8])> = parts.iter().map(|(path, bytes)| (path.replace('/', "\\"), *bytes)).collect();
    let windows: Vec<(&str, &[u8])> = windows.iter().map(|(path, bytes)| (path.as_str(), *bytes)).collect();
    for parts in [parts, windows] {
        let file = WordFile::open("报告.docx", zipped(&parts)).unwrap();
        assert_eq!(file.source().text(), "收入1万元。\n");
        let change = juesuan::revise::update::Replacement { at: 6..7, words: "2".to_owned() };
        let saved = parts_of(&file.revise(&[change], &[]).unwrap());
        assert_eq!(saved.len(), parts.len());
        for ((path, old), (now, new)) in parts.iter().zip(&saved) {
            assert_eq!(path.replace('\\', "/"), *now);
            assert_eq!(now == "word/document.xml", old != new, "{path}");
        }
    }
}

fn parts_of(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut parts = Vec::new();
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut part, &mut bytes).unwrap();
        parts.push((part.name().unwrap().into_owned(), bytes));
    }
    parts
}

#[test]
fn xml_that_is_more_than_it_seems_is_refused() {
    let root = format!("<w:document xmlns:w=\"{SPACE}\">");
    let entity = "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]>";
    for text in [
        format!("{entity}{root}<w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>"),
        format!("{root}<w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>"),
        format!("{root}<w:body><w:p>"),
        format!("{root}<w:body></w:p></w:body></w:document>"),
        format!("{root}{}{}</w:document>", "<w:sdt>".repeat(5000), "</w:sdt>".repeat(5000)),
        "<document/>".to_owned(),
        format!("<x:document xmlns:x=\"{SPACE}\" xmlns:w=\"{SPACE}\"><x:body/></x:document>"),
        format!("<document xmlns=\"{SPACE}\"><body/></document>"),
        "<w:document xmlns:w=\"urn:other\"/>".to_owned(),
    ] {
        assert_eq!(code(part(&text)), "O004", "{}", &text[..200.min(text.len())]);
    }
    assert_eq!(code(zipped(&[("word/document.xml", b"<w:document xmlns:w='\xFF'/>")])), "O004");
}

#[test]
fn bytes_changed_at_random_never_panic() {
    let whole = docx(&p("一、收入情况").repeat(20), &[("comments", "<w:comments/>")]);
    let (mut read, cases) = (0, 3000);
    for seed in 0..cases {
        let mut chance = Chance::new(seed);
        let mut bytes = whole.clone();
        for _ in 0..1 + chance.below(4) {
            let at = chance.below(bytes.len());
            match chance.below(3) {
                0 => bytes.truncate(at),
                1 => bytes[at] = chance.below(256) as u8,
                _ => drop(bytes.splice(at..at, [chance.below(256) as u8])),
            }
            if bytes.is_empty() {
                break;
            }
        }
        if let Ok(file) = WordFile::open("坏.docx", bytes) {
            read += 1;
            let end = file.source().text().len();
            let _ = file.revise(&[], &[Note { at: 0..end, text: "批注".into() }]);
        }
    }
    println!("{read} of {cases} could still be read");
}

#[test]
fn xml_changed_at_random_never_panics() {
    let body = "<w:p><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr><w:rPr/></w:pPr><w:ins w:id=\"1\" w:author=\"甲\"><w:r><w:rPr/><w:t>甲乙</w:t><w:br/></w:r></w:ins><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r></w:p><w:tbl><w:tr><w:tc><w:p/></w:tc><w:tc><w:p><w:r><w:t>丙</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";
    let text = format!("<w:document xmlns:w=\"{SPACE}\"><w:body>{body}</w:body></w:document>");
    let tags: Vec<&str> = text.split_inclusive('>').collect();
    let (mut read, cases) = (0, 6000);
    for seed in 0..cases {
        let mut chance = Chance::new(seed);
        let mut tags = tags.clone();
        for _ in 0..1 + chance.below(3) {
            let (one, other) = (chance.below(tags.len()), chance.below(tags.len()));
            match chance.below(3) {
                0 => drop(tags.remove(one)),
                1 => tags.swap(one, other),
                _ => tags.insert(one, tags[other]),
            }
        }
        let Ok(file) = WordFile::open("坏.docx", part(&tags.concat())) else { continue };
        read += 1;
        let text = file.source().text().to_owned();
        let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let (one, other) = (*chance.pick(&places), *chance.pick(&places));
        let at = one.min(other)..one.max(other);
        let words = chance.pick(&["", "新", "新\n段", "\n三、新"]).to_string();
        let change = juesuan::revise::update::Replacement { at: at.clone(), words };
        let _ = file.revise(&[change], &[Note { at, text: "批注".into() }]);
    }
    assert!(read > 300, "{read}");
}

#[test]
fn a_hundred_megabytes_of_runs_are_refused_or_read_in_bounded_time() {
    let run = "<w:r><w:rPr><w:sz w:val=\"32\"/></w:rPr><w:t>收入支出决算</w:t></w:r>";
    let many = |count: usize| {
        let paragraph = format!("<w:p>{}</w:p>", run.repeat(50));
        format!("<w:document xmlns:w=\"{SPACE}\"><w:body>{}</w:body></w:document>", paragraph.repeat(count / 50))
    };
    assert_eq!(code(part(&many(1_600_000))), "O002");
    let body =
        |inside: String| part(&format!("<w:document xmlns:w=\"{SPACE}\"><w:body>{inside}</w:body></w:document>"));
    // What would take memory many times its size.
    assert_eq!(code(body(format!("<w:p>{}</w:p>", "<w:r/>".repeat(2_100_000)))), "O004");
    let mut words = String::new();
    for number in 0..1_300_000_u64 {
        words.push_str(&(number * 7919).to_string());
    }
    assert_eq!(code(body(p(&words))), "O004");
    let file = WordFile::open("大.docx", part(&format!("{}<!--{}-->", many(100_000), "")));
    // So much of the same deflates to nearly nothing; what does not is read.
    assert!(file.is_ok_and(|file| file.source().text().len() > 1_000_000));
}
