//! Files in the encodings that offices really use, and files that cannot be read.

use std::{fs, path::PathBuf};

use juesuan::{diagnostic::Diagnostic, source::Source};

const TEXT: &str = "部门名称: 靖宇县财政局\n收入总计: 593.32\n";

fn decode(bytes: &[u8]) -> (Option<String>, Vec<&'static str>) {
    let mut notes: Vec<Diagnostic> = Vec::new();
    let source = Source::decode("部门.yaml", bytes, &mut notes);
    assert!(notes.iter().all(|note| note.help.is_some()));
    (source.map(|source| source.text().to_owned()), notes.iter().map(|note| note.code).collect())
}

fn utf16(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
    "\u{FEFF}".encode_utf16().chain(text.encode_utf16()).flat_map(order).collect()
}

#[test]
fn every_office_encoding_is_read_and_named() {
    let gbk = encoding_rs::GBK.encode(TEXT).0;
    let with_mark = [b"\xEF\xBB\xBF", TEXT.as_bytes()].concat();
    let cases: [(&[u8], &[&str]); 5] = [
        (TEXT.as_bytes(), &[]),
        (&with_mark, &["Y002"]),
        (&gbk, &["Y003"]),
        (&utf16(TEXT, u16::to_le_bytes), &["Y004"]),
        (&utf16(TEXT, u16::to_be_bytes), &["Y004"]),
    ];
    for (bytes, notes) in cases {
        assert_eq!(decode(bytes), (Some(TEXT.to_owned()), notes.to_vec()));
    }
}

#[test]
fn what_is_no_text_is_refused() {
    let damaged = [TEXT.as_bytes(), b"\xFF\xB2", TEXT.as_bytes()].concat();
    let cut_short = &TEXT.as_bytes()[..10];
    let odd_utf16 = b"\xFF\xFE\x00\xD8\x00\xD8".to_vec();
    for bytes in [&damaged[..], &odd_utf16, b"PK\x03\x04\0\0", b"\xD0\xCF\x11\xE0\xA1\xB1", b"%PDF-1.7", b"\x80\0\x81"]
    {
        assert_eq!(decode(bytes), (None, vec!["Y001"]), "{bytes:?}");
    }
    // Two and a half characters: damaged, not GB18030.
    assert_eq!(decode(cut_short), (None, vec!["Y001"]));
    let mut notes = Vec::new();
    Source::decode("部门.yaml", &damaged, &mut notes);
    let label = &notes[0].labels[0];
    assert_eq!(label.source.line_column(label.span.start), (3, 1));
}

#[test]
fn only_so_much_is_read() {
    assert_eq!(decode(&vec![b'a'; 8 * 1024 * 1024 + 1]), (None, vec!["C004"]));
    assert_eq!(decode(&vec![b'a'; 8 * 1024 * 1024]).1, Vec::<&str>::new());
}

fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::create_dir_all(&folder).expect("a folder");
    folder
}

#[test]
fn a_missing_file_is_named_with_its_neighbour() {
    let folder = folder("source");
    fs::write(folder.join("长白山管委会.yaml"), TEXT).expect("a file");
    let mut notes = Vec::new();
    assert!(Source::read(&folder.join("长白山管委会.yaml"), &mut notes).is_some());
    assert!(notes.is_empty());
    assert!(Source::read(&folder.join("长白山管委.yaml"), &mut notes).is_none());
    assert!(Source::read(&folder, &mut notes).is_none());
    assert_eq!(notes.iter().map(|note| note.code).collect::<Vec<_>>(), ["C001", "C002"]);
    assert!(notes[0].help.as_deref().is_some_and(|help| help.contains("“长白山管委会.yaml”")), "{:?}", notes[0].help);
}

#[test]
fn a_file_that_never_ends_is_given_up() {
    let folder = folder("large");
    let path = folder.join("大.yaml");
    fs::File::create(&path).and_then(|file| file.set_len(1 << 30)).expect("a sparse file");
    let mut notes = Vec::new();
    assert!(Source::read(&path, &mut notes).is_none());
    fs::remove_file(&path).expect("gone");
    assert_eq!(notes[0].code, "C004");
}
