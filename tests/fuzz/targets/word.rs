//! Any bytes as a Word file (任意 Word 文件), and as the parts of one: read, revised and saved again.
#![no_main]

use juesuan::{
    diagnostic::render,
    formats::word::{Note, WordFile},
    report::segment,
};
use juesuan_fuzz::{packed, parts};
use libfuzzer_sys::fuzz_target;

const ROOT: &[u8] = br#"<Relationships><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;
const RELATED: &[u8] = br#"<Relationships><Relationship Id="s" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="n" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering" Target="numbering.xml"/><Relationship Id="c" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments" Target="comments.xml"/></Relationships>"#;

fuzz_target!(|bytes: &[u8]| {
    open(bytes.to_vec());
    let [text, styles, numbering, comments] = parts(bytes);
    let mut all = vec![("_rels/.rels", ROOT), ("word/_rels/document.xml.rels", RELATED), ("word/document.xml", text)];
    let others = [("word/styles.xml", styles), ("word/numbering.xml", numbering), ("word/comments.xml", comments)];
    all.extend(others.into_iter().filter(|(_, part)| !part.is_empty()));
    open(packed(&all));
});

fn open(bytes: Vec<u8>) {
    let mut file = match WordFile::open("报告.docx", bytes) {
        Ok(file) => file,
        Err(fault) => {
            render(&[*fault], true, 80);
            return;
        }
    };
    render(&file.notes(), true, 80);
    render(&file.unfinished(), true, 80);
    file.base();
    let source = file.source().clone();
    segment(&source, &[]);
    let notes = [Note { at: 0..source.text().len(), text: "核对".to_owned() }];
    if let Ok(bytes) = file.revise(&[], &notes) {
        let again = WordFile::open("报告.docx", bytes).expect("what was saved is read again");
        assert_eq!(again.source().text(), source.text());
    }
}
