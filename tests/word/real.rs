//! Files that real programs wrote (真实的文件): python-docx, and LibreOffice on top of it; `make.py` made them.

use std::{fs, path::Path};

use juesuan::{
    formats::{
        cells::follow,
        lay::Editable,
        word::{Note, WordFile},
    },
    revise::update,
};

use crate::{
    desk::{corrected, department, house, laid},
    paper::docx,
    shuffle::p,
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

#[test]
fn cells_follow_where_their_row_says_whose_they_are_and_are_pointed_out_elsewhere() {
    let house = house("jilin-county");
    let base = laid(&house, &department(FIGURES), Editable::Txt);
    let new = laid(&house, &corrected(FIGURES, &[("决算数: 201.37", "决算数: 1202.3")]), Editable::Txt);
    let row = |cells: &[&str]| {
        let cells: String = cells.iter().map(|cell| format!("<w:tc>{}</w:tc>", p(cell))).collect();
        format!("<w:tr>{cells}</w:tr>")
    };
    let rows = [
        row(&["2070101", "行政运行", "201.37"]),
        row(&["合计", "201.370", "x"]),
        row(&["2070101", "201.37", "201.37"]),
        row(&["2080505", "33.95"]),
    ];
    let body: String = base.text.lines().map(p).collect();
    let bytes = docx(&format!("<w:tbl>{}</w:tbl>{body}", rows.concat()), &[]);
    let word = WordFile::open("报告.docx", bytes).unwrap();
    let made = update::update(&base, word.source().text(), &new);
    let text = word.source().text().to_owned();
    let name = |id: &str| (id == "gpb.item.final").then(|| "决算数".to_owned());
    let cells = follow(&text, &word.cells(), &made.changed, name);
    let words = |at: &std::ops::Range<usize>| text[at.clone()].to_owned();
    let followed: Vec<_> = cells.followed.iter().map(|one| (words(&one.at), one.new.as_str())).collect();
    assert_eq!(followed, [("201.37".to_owned(), "1202.30")]);
    let asked: Vec<_> = cells.asked.iter().map(|one| words(&one.at)).collect();
    assert_eq!(asked, ["201.370", "201.37", "201.37"]);
    let notes: Vec<Note> = cells.marks().map(|(at, mark)| Note { at, text: mark.remark().to_owned() }).collect();
    assert!(word.revise(&cells.edits().collect::<Vec<_>>(), &notes).is_ok());
}
