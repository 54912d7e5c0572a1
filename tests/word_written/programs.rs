//! Other programs open the document: python-docx, and LibreOffice there and back. Where they are missing the test says
//! so aloud and stops.

use std::{fs, path::Path, process::Command};

use juesuan::{formats::docx, report::Report};

use crate::{HALF_FILLED, attributes, drafted, house, parts, published_department, txt, words};

fn written(report: &Report, folder: &Path) -> std::path::PathBuf {
    let path = folder.join("report.docx");
    fs::write(&path, docx(report)).unwrap();
    path
}

/// Does this command work here?
pub fn is_there(program: &str, arguments: &[&str]) -> bool {
    let there = Command::new(program).args(arguments).output().is_ok_and(|output| output.status.success());
    if !there {
        eprintln!("SKIPPED: {program} {} does not work here", arguments.join(" "));
    }
    there
}

/// Convert a file, into a folder beside it.
pub fn soffice(folder: &Path, path: &Path, format: &str, out: &str) {
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
    let mut soffice = Command::new("soffice");
    soffice.args([&profile, "--headless", "--convert-to", format, "--outdir"]).arg(folder.join(out));
    soffice.arg(path).output().unwrap();
}

#[test]
fn python_docx_reads_paragraphs_styles_and_comments() {
    if !is_there("python3", &["-c", "import docx"]) {
        return;
    }
    let script = "import sys, docx\n\
        document = docx.Document(sys.argv[1])\n\
        sys.stdout.buffer.write(''.join(p.text + '\\n' for p in document.paragraphs).encode())\n\
        heads = [p.text for p in document.paragraphs if p.style.name == 'Heading 1']\n\
        assert len(heads) == 11, heads\n\
        comments = getattr(document, 'comments', None)\n\
        assert comments is None or all(c.author == '决算' for c in comments)\n\
        assert round(document.sections[0].page_width.mm) == 210\n";
    let folder = tempfile::tempdir().unwrap();
    for report in [published_department(house()), drafted(house(), HALF_FILLED)] {
        let path = written(&report, folder.path());
        let output = Command::new("python3").args(["-c", script]).arg(&path).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        assert_eq!(String::from_utf8(output.stdout).unwrap(), txt(&report));
    }
}

#[test]
fn libreoffice_keeps_words_bookmarks_comments_and_base() {
    if !is_there("soffice", &["--headless", "--version"]) {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let report = drafted(house(), HALF_FILLED);
    let path = written(&report, folder.path());
    let convert = |format: &str, out: &str| soffice(folder.path(), &path, format, out);
    convert("docx:MS Word 2007 XML", "back");
    let Ok(back) = fs::read(folder.path().join("back/report.docx")) else {
        eprintln!("SKIPPED: soffice has no Writer here");
        return;
    };
    let (before, after) = (parts(&fs::read(&path).unwrap()), parts(&back));
    assert_eq!(words(&after["word/document.xml"]), words(&before["word/document.xml"]));
    let mut names = [&before, &after].map(|parts| attributes(&parts["word/document.xml"], "w:bookmarkStart", "w:name"));
    names.iter_mut().for_each(|names| names.sort());
    assert_eq!(names[0], names[1]);
    let comments = |parts: &std::collections::BTreeMap<String, String>| {
        attributes(&parts["word/comments.xml"], "w:comment", "w:author")
    };
    assert_eq!(comments(&before), comments(&after));
    assert!(after.iter().any(|(name, text)| name.starts_with("customXml/item") && text.contains("urn:juesuan:base:1")));
    convert("pdf", "pdf");
    assert!(fs::read(folder.path().join("pdf/report.pdf")).unwrap().starts_with(b"%PDF"));
}
