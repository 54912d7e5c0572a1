//! The same batch again (再做一次): what an earlier run left is this run's, or gone, or told.

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

use juesuan::formats::word::Package;

fn batch(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_juesuan")).arg("batch").args(arguments).current_dir(folder).output().unwrap()
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The names of all files of a result that are of one department.
fn results(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> =
        names.filter(|name| !name.starts_with("summary") && name != "progress.jsonl").collect();
    names.sort();
    names
}

fn line(name: &str, total: &str) -> String {
    format!(
        r#"{{"部门":"{name}","年度":2023,"金额单位":"万元","话术":"jilin-county","收入支出决算总表":{{"收入总计":100,"支出总计":{total}}},"收入决算表":{{"本年收入合计":100}},"支出决算表":{{"本年支出合计":100}},"财政拨款收入支出决算总表":{{"财政拨款收入":100,"财政拨款支出":100}},"一般公共预算财政拨款支出决算表":{{"本年支出合计":100}}}}"#
    )
}

#[test]
fn findings_that_are_mended_are_gone() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("结果");
    for (total, names) in [("90", 4), ("100", 2)] {
        fs::write(folder.path().join("甲局.yaml"), line("甲局", total)).unwrap();
        batch(folder.path(), &["甲局.yaml", "-o", "结果", "--resume"]);
        assert_eq!(results(&out).len(), names, "{:?}", results(&out));
    }
    // Somebody's words are nobody's to take away.
    fs::write(folder.path().join("甲局.yaml"), line("甲局", "90")).unwrap();
    batch(folder.path(), &["甲局.yaml", "-o", "结果"]);
    fs::write(out.join("甲局.check.html"), "批注").unwrap();
    fs::write(folder.path().join("甲局.yaml"), line("甲局", "100")).unwrap();
    for _ in 0..2 {
        let output = batch(folder.path(), &["甲局.yaml", "-o", "结果"]);
        assert!(told(&output).contains("不在其中 结果/甲局.check.html：是上次的结果"), "{}", told(&output));
    }
    assert_eq!(fs::read_to_string(out.join("甲局.check.html")).unwrap(), "批注");
}

#[test]
fn who_checks_only_keeps_the_reports() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("甲局.yaml"), line("甲局", "90")).unwrap();
    batch(folder.path(), &["甲局.yaml", "-o", "结果"]);
    fs::write(folder.path().join("甲局.yaml"), line("甲局", "100")).unwrap();
    let output = batch(folder.path(), &["甲局.yaml", "-o", "结果", "--do", "check"]);
    assert_eq!(results(&folder.path().join("结果")), ["甲局.txt", "甲局.txt.base.json"]);
    assert!(!told(&output).contains("不在其中"), "{}", told(&output));
}

#[test]
fn lines_that_move_up_leave_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let lines = ["甲局", "乙局", "丙局"].map(|name| line(name, "100"));
    fs::write(folder.path().join("全县.jsonl"), lines.join("\n")).unwrap();
    batch(folder.path(), &["全县.jsonl", "-o", "结果"]);
    fs::write(folder.path().join("全县.jsonl"), [&*lines[0], &*lines[2]].join("\n")).unwrap();
    batch(folder.path(), &["全县.jsonl", "-o", "结果", "--resume"]);
    let names = results(&folder.path().join("结果/全县"));
    assert_eq!(names, ["000001-甲局.txt", "000001-甲局.txt.base.json", "000002-丙局.txt", "000002-丙局.txt.base.json"]);
}

#[test]
fn other_departments_of_the_folder_stay_and_are_told() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("甲局.yaml"), line("甲局", "100")).unwrap();
    fs::write(folder.path().join("乙局.yaml"), line("乙局", "100")).unwrap();
    batch(folder.path(), &["甲局.yaml", "-o", "结果"]);
    let output = batch(folder.path(), &["乙局.yaml", "-o", "结果"]);
    assert!(told(&output).contains("不在其中 结果/甲局.txt：是上次的结果"), "{}", told(&output));
    assert_eq!(results(&folder.path().join("结果")).len(), 4);
}

#[test]
fn halves_of_files_are_taken_away() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("甲局.yaml"), line("甲局", "100")).unwrap();
    let below = folder.path().join("结果/下面");
    fs::create_dir_all(&below).unwrap();
    for name in [".juesuan-a1B2c3", ".juesuan-note-", ".juesuan-a1B2c3.txt", "juesuan-a1B2c3"] {
        fs::write(below.join(name), "一半").unwrap();
    }
    fs::write(folder.path().join(".juesuan-a1B2c3"), "别处的").unwrap();
    batch(folder.path(), &["甲局.yaml", "-o", "结果"]);
    assert_eq!(results(&below), [".juesuan-a1B2c3.txt", ".juesuan-note-", "juesuan-a1B2c3"]);
    assert!(folder.path().join(".juesuan-a1B2c3").exists());
}

/// Figures with a word that is easily replaced in the report.
const SEED: &str = "data/departments/jingyu-zhengwu/2023.yaml";

/// Put a person's words into a report of the seed.
fn edit(path: &Path) {
    if path.extension().is_some_and(|ending| ending == "docx") {
        let bytes = fs::read(path).unwrap();
        let mut package = Package::open("说明.docx", bytes).unwrap();
        let body = package.part("word/document.xml").unwrap().unwrap();
        package.put("word/document.xml", body.replacen("主要原因", "主要原因我局", 1));
        fs::write(path, package.save().unwrap()).unwrap();
    } else {
        let text = fs::read_to_string(path).unwrap();
        fs::write(path, text.replacen("主要原因", "主要原因我局", 1)).unwrap();
    }
}

/// The seed and a corrected one, in a folder of their own.
fn seed(folder: &Path) -> (String, String) {
    let seed = fs::read_to_string(SEED).unwrap();
    fs::create_dir(folder.join("全县")).unwrap();
    fs::write(folder.join("全县/甲局.yaml"), &seed).unwrap();
    (seed.clone(), seed.replace("593.32", "594.32"))
}

#[test]
fn a_report_that_was_edited_stays_and_is_no_fault_while_the_figures_stay() {
    for ending in ["txt", "docx"] {
        let folder = tempfile::tempdir().unwrap();
        let (old, new) = seed(folder.path());
        let arguments = ["全县", "-o", "结果", "--format", ending];
        batch(folder.path(), &arguments);
        let report = folder.path().join(format!("结果/甲局.{ending}"));
        edit(&report);
        let edited = fs::read(&report).unwrap();
        for figures in [&old, &new, &old] {
            fs::write(folder.path().join("全县/甲局.yaml"), figures).unwrap();
            let output = batch(folder.path(), &arguments);
            assert_eq!(fs::read(&report).unwrap(), edited);
            // Refused once and told once, with what there is to do.
            let refusals = told(&output).matches(&format!("甲局.{ending}")).count();
            assert_eq!(refusals, usize::from(figures == &new), "{}", told(&output));
        }
    }
}

#[test]
fn what_update_made_of_an_edited_report_is_not_drafted_over() {
    for ending in ["txt", "docx"] {
        let folder = tempfile::tempdir().unwrap();
        let (_, new) = seed(folder.path());
        let arguments = ["全县", "-o", "结果", "--format", ending];
        batch(folder.path(), &arguments);
        let (report, edited) = (format!("结果/甲局.{ending}"), format!("改过.{ending}"));
        for beside in ["", ".base.json"] {
            let _ = fs::copy(
                folder.path().join(format!("{report}{beside}")),
                folder.path().join(format!("{edited}{beside}")),
            );
        }
        edit(&folder.path().join(&edited));
        fs::write(folder.path().join("全县/甲局.yaml"), &new).unwrap();
        let program = |arguments: &[&str]| {
            Command::new(env!("CARGO_BIN_EXE_juesuan")).args(arguments).current_dir(folder.path()).output().unwrap()
        };
        // Twice, since what the same verb wrote is its own.
        for _ in 0..2 {
            let output = program(&["update", &edited, "--to", "全县/甲局.yaml", "-o", &report]);
            assert!(!told(&output).contains("C011"), "{}", told(&output));
        }
        let updated = fs::read(folder.path().join(&report)).unwrap();
        let output = batch(folder.path(), &arguments);
        assert!(!told(&output).contains("C011"), "it is of these figures: {}", told(&output));
        let output = program(&["draft", "全县/甲局.yaml", "-o", &report]);
        assert!(told(&output).contains("是从手改过的文本更新来的，没有覆盖"), "{}", told(&output));
        fs::write(folder.path().join("全县/甲局.yaml"), new.replace("594.32", "595.32")).unwrap();
        let output = batch(folder.path(), &arguments);
        assert!(told(&output).contains("C011"), "{}", told(&output));
        assert_eq!(fs::read(folder.path().join(&report)).unwrap(), updated);
    }
}
