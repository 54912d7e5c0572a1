//! Files that real programs wrote (真实的文件): python-docx, and LibreOffice on top of it; `make.py` made them.

use std::{fs, path::Path};

use juesuan::{
    formats::{lay::Editable, word::WordFile},
    revise::update,
};

use crate::{
    desk::{corrected, department, house, laid},
    view,
};

const FIGURES: &str = "example-library/2023.yaml";

fn file(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/files").join(name)).unwrap()
}

#[test]
fn they_are_read_as_their_draft_and_updated_with_all_else_kept() {
    let house = house("jilin-county");
    let base = laid(&house, &department(FIGURES), Editable::Txt);
    let new = laid(&house, &corrected(FIGURES, &[("决算数: 201.37", "决算数: 202.37")]), Editable::Txt);
    for name in ["python-docx.docx", "libreoffice.docx"] {
        let bytes = file(name);
        let word = WordFile::open(name, bytes.clone()).unwrap();
        let text = word.source().text().to_owned();
        let lines =
            |text: &str| -> String { text.lines().filter(|line| !line.is_empty() && !line.contains('\t')).collect() };
        assert_eq!(lines(&text), lines(&base.text), "{name}");
        assert_eq!((word.comments().len(), word.revisions().len()), (1, 0), "{name}");
        let made = update::update(&base, &text, &new);
        assert!(made.text.contains("202.37"), "{name}");
        let revised = word.revise(&made.edits, &[]).unwrap();
        assert!(view::letters(&revised, false) == view::letters(&bytes, true), "{name}: rejected");
        assert_eq!(view::part(&revised, "word/comments.xml"), view::part(&bytes, "word/comments.xml"), "{name}");
        let again = WordFile::open(name, revised).unwrap();
        assert_eq!(lines(again.source().text()), lines(&new.text), "{name}: accepted");
    }
}
