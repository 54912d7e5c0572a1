//! `juesuan batch --synthesize` (仿真数据): the same departments for the same seed, as lines and as files.

use std::{
    collections::BTreeMap,
    fs,
    path::Path,
    process::{Command, Output},
};

use serde_json::Value;

fn batch(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_juesuan")).arg("batch").args(arguments).current_dir(folder).output().unwrap()
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn lines(output: &Output) -> Vec<Value> {
    let lines = std::str::from_utf8(&output.stdout).unwrap().lines();
    lines.map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn the_same_seed_gives_the_same_lines_whatever_the_number_of_jobs() {
    let folder = tempfile::tempdir().unwrap();
    let made = |arguments: &[&str]| {
        let output = batch(folder.path(), &[&["--synthesize", "12", "--quiet"], arguments].concat());
        assert_eq!(output.status.code(), Some(0), "{}", told(&output));
        output
    };
    let first = made(&["--seed", "7", "--jobs", "1"]);
    assert_eq!(first.stdout, made(&["--seed", "7", "--jobs", "3"]).stdout);
    assert_ne!(first.stdout, made(&[]).stdout);
    assert_eq!(made(&[]).stdout, made(&["--seed", "1", "--year", "2023"]).stdout);
    let names: Vec<Value> = lines(&first).iter().map(|line| line["部门"].clone()).collect();
    assert_eq!(names.iter().map(Value::to_string).collect::<std::collections::BTreeSet<_>>().len(), 12);
    assert!(lines(&made(&["--year", "2024"])).iter().all(|line| line["年度"] == "2024"));
    assert!(lines(&made(&["--phrasebook", "jilin-county"])).iter().all(|line| line["话术"] == "jilin-county"));
}

#[test]
fn a_folder_of_them_is_a_county_that_a_batch_can_do() {
    let folder = tempfile::tempdir().unwrap();
    let output = batch(folder.path(), &["--synthesize", "12", "--seed", "7", "-o", "全县"]);
    assert_eq!((output.status.code(), &*output.stdout), (Some(0), &b""[..]), "{}", told(&output));
    fs::write(folder.path().join("全县.jsonl"), batch(folder.path(), &["--synthesize", "12", "--seed", "7"]).stdout)
        .unwrap();
    let of = |input: &str, out: &str| -> BTreeMap<String, Value> {
        batch(folder.path(), &[input, "-o", out, "--quiet"]);
        let summary = fs::read(folder.path().join(out).join("summary.json")).unwrap();
        let summary: Value = serde_json::from_slice(&summary).unwrap();
        assert_eq!((&summary["count"]["all"], &summary["count"]["failed"]), (&12.into(), &0.into()));
        let departments = summary["departments"].as_array().unwrap().iter();
        departments.map(|it| (it["department"].to_string(), it["expenditure"].clone())).collect()
    };
    assert_eq!(of("全县", "一"), of("全县.jsonl", "二"));
    // What somebody has filled in since is not written over.
    let first = fs::read_dir(folder.path().join("全县")).unwrap().next().unwrap().unwrap().path().join("2023.yaml");
    fs::write(&first, "改过").unwrap();
    let output = batch(folder.path(), &["--synthesize", "12", "--seed", "7", "-o", "全县"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(told(&output).contains("C011") && fs::read_to_string(&first).unwrap() == "改过", "{}", told(&output));
}

#[test]
fn what_cannot_be_asked_for_together_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    for (arguments, words) in [
        (&["--synthesize", "3", "全县"][..], "不能和"),
        (&["--synthesize", "3", "--phrasebook", "my-book"], "仿真部门只用自带的话术册"),
        (&["--synthesize", "三"], "不能是“三”"),
        (&["全县", "-o", "结果", "--seed", "3"], "--synthesize"),
        (&["-o", "结果"], "还要写"),
    ] {
        let output = batch(folder.path(), arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(told(&output).contains(words), "{arguments:?}: {}", told(&output));
    }
}
