//! The same batch again (再做一次): what an earlier run left is this run's, or gone, or told.

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

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
