//! The table that reviewers pass around (审核意见表): written, answered in Excel or Word, and taken as a baseline.

#[path = "findings/mod.rs"]
mod made;

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

use juesuan::{
    audit::Answers,
    formats::{
        findings::{docx, xlsx},
        word::{Package, WordFile, is_as_written},
    },
    tables,
};

/// The rows that a program reads in either file.
fn rows(name: &str, bytes: &[u8]) -> Vec<Vec<String>> {
    if name.ends_with(".docx") {
        return WordFile::open(name, bytes.to_vec()).unwrap().rows().unwrap();
    }
    tables::read(name, bytes, &mut Vec::new()).unwrap().sheets[0].rows(40)
}

#[test]
fn both_forms_say_the_same_and_answered_rows_count_no_more() {
    let audits = [made::audit()];
    let (book, document) = (rows("意见.xlsx", &xlsx(&audits)), rows("意见.docx", &docx(&audits)));
    assert_eq!(book, rows("意见.xlsx", &xlsx(&audits)), "the same input gives the same table");
    assert_eq!(book[0][..7], document[0][..]);
    assert_eq!(book[0][..7], ["序号", "位置", "原文", "问题", "依据", "改法", "答复"]);
    assert_eq!((book.len(), document.len()), (7, 7));
    for (cells, words) in book[1..].iter().zip(&document[1..]) {
        assert_eq!(format!("{}{}", cells[0], cells[7]), words[0]);
        // Lines of a cell are paragraphs in Word.
        let plain = |cells: &[String]| cells.iter().map(|cell| cell.replace('\n', "")).collect::<Vec<_>>();
        assert_eq!(plain(&cells[1..7]), plain(&words[1..7]));
    }
    assert_eq!(book[2][..3], ["2", "一，第 7 行", "增长21.0%"]);
    assert!(book[2][3].starts_with("错误 A101：收入总计增长率算错了\n同时："), "{}", book[2][3]);
    for mut rows in [book, document] {
        rows[2][6] = "按附表核对，不改".to_owned();
        rows[6][6] = "已补".to_owned();
        rows.push(vec!["我加的".to_owned()]);
        let mut answers = Answers::of("意见.xlsx", rows).unwrap();
        let mut audit = made::audit();
        audit.findings[5].section = "八".to_owned();
        assert_eq!(answers.apply(&mut audit), 1);
        assert_eq!((audit.findings.len(), audit.accepted), (5, 3));
        assert!(audit.findings.iter().all(|finding| finding.diagnostic.code != "A101"));
        assert!(answers.stale().unwrap().message.contains("第 6 条"));
    }
}

#[test]
fn a_table_in_word_tells_whether_somebody_changed_it() {
    let bytes = docx(&[made::audit()]);
    assert!(is_as_written(&bytes));
    assert!(!is_as_written(&answered("意见.docx", bytes)));
    assert!(WordFile::open("意见.docx", docx(&[])).unwrap().base().is_none());
}

/// The file with an answer in the first row.
fn answered(name: &str, bytes: Vec<u8>) -> Vec<u8> {
    let (part, empty, filled) = match name.ends_with(".docx") {
        true => (
            "word/document.xml",
            "<w:p><w:pPr><w:pStyle w:val=\"TableText\"/></w:pPr></w:p></w:tc></w:tr>",
            "<w:p><w:ins w:id=\"1\" w:author=\"甲\"><w:r><w:t>不改</w:t></w:r></w:ins></w:p></w:tc></w:tr>",
        ),
        false => (
            "xl/worksheets/sheet1.xml",
            "<c r=\"G2\" s=\"3\"/>",
            "<c r=\"G2\" s=\"3\" t=\"inlineStr\"><is><t>不改</t></is></c>",
        ),
    };
    let mut package = Package::open(name, bytes).unwrap();
    let xml = package.part(part).unwrap().unwrap();
    assert!(xml.contains(empty), "{xml}");
    package.put(part, xml.replacen(empty, filled, 1));
    package.save().unwrap()
}

fn check(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_juesuan")).arg("check").args(arguments).current_dir(folder).output().unwrap()
}

/// Errors, warnings and hints that are left, and how many are accepted.
fn summary(output: &Output) -> String {
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    text.lines().last().unwrap().split('；').skip(1).take(2).collect::<Vec<_>>().join("；")
}

#[test]
fn the_file_comes_back_answered_also_through_libreoffice() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let report = include_str!("cli/files/one-defect.txt");
    fs::write(folder.join("说明.txt"), report).unwrap();
    let all = summary(&check(folder, &["说明.txt"]));
    for name in ["意见.xlsx", "意见.docx"] {
        assert_eq!(check(folder, &["说明.txt", "-o", name]).status.code(), Some(1));
        let bytes = answered(name, fs::read(folder.join(name)).unwrap());
        let unanswered = check(folder, &["说明.txt", "--baseline", name]);
        assert_eq!(summary(&unanswered), all);
        fs::write(folder.join(name), bytes).unwrap();
        let left = check(folder, &["说明.txt", "--baseline", name]);
        assert!(summary(&left).ends_with("另有 1 处已认可"), "{name}: {}", summary(&left));
        // What is answered is never written over.
        assert_eq!(check(folder, &["说明.txt", "-o", name]).status.code(), Some(2));
        let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
        let format = name.rsplit('.').next().unwrap();
        let mut soffice = Command::new("soffice");
        soffice.args([&profile, "--headless", "--convert-to", format, "--outdir", "back", name]).current_dir(folder);
        let back = format!("back/{name}");
        if soffice.output().is_err() || !folder.join(&back).exists() {
            eprintln!("SKIPPED: soffice does not save {name} here");
            continue;
        }
        assert_eq!(summary(&check(folder, &["说明.txt", "--baseline", &back])), summary(&left), "{name}");
    }
    fs::write(folder.join("改过.txt"), report.replace("30.3%", "30.4%")).unwrap();
    assert_eq!(summary(&check(folder, &["改过.txt", "--baseline", "意见.xlsx"])), all, "other words count again");
    let other = check(folder, &["说明.txt", "--baseline", "说明.docx"]);
    assert_eq!(other.status.code(), Some(2), "there is no such file");
}
