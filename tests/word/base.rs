//! The base draft in a Word file: that of its own text, or none (底稿).

use std::{fs, path::Path, process::Command};

use juesuan::{
    formats::word::{self, WordFile, is_as_written},
    report::{SavedReport, draft, printed},
    revise::update::Replacement,
};

use crate::{
    desk::{department, house},
    paper, shuffle, view,
};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn saved(path: &str) -> SavedReport {
    let (house, accounts) = (house("jilin-county"), department(path));
    SavedReport::base(&draft(&house, &accounts, &printed(&accounts, &house.style)))
}

fn base(bytes: &[u8]) -> Option<SavedReport> {
    WordFile::open("报告.docx", bytes.to_vec()).unwrap().base()
}

fn run(arguments: &[&str], folder: &Path) -> i32 {
    let done = Command::new(env!("CARGO_BIN_EXE_juesuan")).args(arguments).current_dir(folder).output().unwrap();
    done.status.code().unwrap()
}

/// The draft of 2022, as a Word file.
fn drafted() -> Vec<u8> {
    let (house, accounts) = (house("jilin-county"), department("example-library/2022.yaml"));
    word::docx(&draft(&house, &accounts, &printed(&accounts, &house.style)))
}

#[test]
fn an_update_names_the_checksum_of_its_body() {
    let (drafted, young) = (drafted(), saved("example-library/2023.yaml"));
    assert!(is_as_written(&drafted));
    let edit = || {
        let file = WordFile::open("报告.docx", drafted.clone()).unwrap();
        let at = file.source().text().find("2022").unwrap();
        (file, Replacement { at: at..at + 4, words: "2023".to_owned() })
    };
    let (file, change) = edit();
    let updated = file.update(&[change], &[], Some(&young)).unwrap();
    assert_eq!(base(&updated), Some(young));
    assert!(is_as_written(&updated));
    // Somebody saves it: another body, the same base.
    let file = WordFile::open("报告.docx", updated.clone()).unwrap();
    let touched = file.revise(&[Replacement { at: 0..0, words: "甲".to_owned() }], &[]).unwrap();
    assert!(base(&touched).is_some() && !is_as_written(&touched));
    // Without a base of its own it does not keep another text's.
    let (file, change) = edit();
    let updated = file.update(&[change], &[], None).unwrap();
    assert_eq!(base(&updated), None);
    assert!(!view::part(&updated, "customXml/item1.xml").unwrap().contains("2022"));
    assert!(is_as_written(&updated));
}

/// In words of nobody's phrasebook there is no base to write: neither the file's old one nor a sidecar may stay.
#[test]
fn a_stale_base_does_not_stay() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let figures = format!("{ROOT}/data/departments/example-library/2023.yaml");
    let own = "示例县图书馆2022年度决算公开\n本馆当年收入总计达666.1万元之多。\n".repeat(3);
    let body: String = own.lines().map(shuffle::p).collect();
    let old = format!("<base xmlns=\"urn:juesuan:base:1\">{}</base>", json(&saved("example-library/2022.yaml")));
    fs::write(at("上年.docx"), paper::docx(&body, &[("customXml", &old)])).unwrap();
    assert!(base(&fs::read(at("上年.docx")).unwrap()).is_some());
    fs::write(at("上年.txt"), &own).unwrap();
    // What stands there from an earlier run has a sidecar.
    for name in ["今年.txt", "今年.docx"] {
        let draft = ["draft", &figures, "-o", "旧.txt"];
        assert_eq!(run(&draft, folder.path()), 0);
        fs::rename(at("旧.txt.base.json"), at(&format!("{name}.base.json"))).unwrap();
        fs::rename(at("旧.txt"), at(name)).unwrap();
    }
    for (last, name) in [("上年.txt", "今年.txt"), ("上年.docx", "今年.docx")] {
        assert_eq!(run(&["roll", last, "--to", &figures, "-o", name], folder.path()), 1, "{last}");
        assert!(!at(&format!("{name}.base.json")).exists(), "{name}");
    }
    let rolled = fs::read(at("今年.docx")).unwrap();
    assert!(view::text(&rolled, true).contains("753.13万元"));
    assert_eq!(base(&rolled), None);
}

/// A Word file carries its base itself; beside it there is none.
#[test]
fn an_updated_file_needs_no_sidecar_and_may_be_written_again() {
    let folder = tempfile::tempdir().unwrap();
    let figures = format!("{ROOT}/data/departments/example-library/2022.yaml");
    fs::write(folder.path().join("送审.docx"), drafted()).unwrap();
    let corrected = fs::read_to_string(&figures).unwrap().replace("190.25", "191.25");
    fs::write(folder.path().join("更正.yaml"), corrected).unwrap();
    let update = ["update", "送审.docx", "--to", "更正.yaml", "-o", "新稿.docx"];
    assert!(run(&update, folder.path()) < 2);
    let new = fs::read(folder.path().join("新稿.docx")).unwrap();
    assert!(base(&new).is_some() && is_as_written(&new) && !folder.path().join("新稿.docx.base.json").exists());
    assert!(run(&update, folder.path()) < 2, "its own file is written again");
    let file = WordFile::open("新稿.docx", new).unwrap();
    let touched = file.revise(&[Replacement { at: 0..0, words: "甲".to_owned() }], &[]).unwrap();
    fs::write(folder.path().join("新稿.docx"), &touched).unwrap();
    assert_eq!(run(&update, folder.path()), 2, "what somebody has changed is not");
    assert_eq!(fs::read(folder.path().join("新稿.docx")).unwrap(), touched);
}

fn json(saved: &SavedReport) -> String {
    serde_json::to_string(saved).unwrap().replace('&', "&amp;").replace('<', "&lt;")
}
