//! `juesuan new` as its users and their scripts call it.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

const SEED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/departments/jingyu-zhengwu/2023.yaml");

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("new_command").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn juesuan(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_juesuan")).args(arguments).current_dir(folder).output().unwrap()
}

fn status(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn a_blank_file_goes_to_stdout_and_drafts() {
    let folder = folder("blank");
    let new = juesuan(&folder, &["new", "示例县某某局", "--year", "2024"]);
    assert_eq!((status(&new), stderr(&new).as_str()), (0, ""));
    fs::write(folder.join("a.yaml"), &new.stdout).unwrap();
    let draft = juesuan(&folder, &["draft", "a.yaml"]);
    assert_eq!(status(&draft), 0, "{}", stderr(&draft));
    assert!(String::from_utf8(draft.stdout).unwrap().contains("【待补充"));
    let strict = juesuan(&folder, &["draft", "a.yaml", "--strict"]);
    assert_eq!(status(&strict), 1);
}

#[test]
fn the_chinese_alias_is_the_same_verb() {
    let folder = folder("alias");
    let arguments = ["示例县某某局", "--year", "2024"];
    let [one, other] = ["new", "新建"].map(|verb| juesuan(&folder, &[&[verb], &arguments[..]].concat()).stdout);
    assert!(!one.is_empty() && one == other);
}

#[test]
fn last_years_file_gives_this_years() {
    let folder = folder("from");
    let new = juesuan(&folder, &["new", "--from", SEED, "--year", "2024", "-o", "2024.yaml"]);
    assert_eq!((status(&new), stderr(&new).as_str()), (0, ""));
    let text = fs::read_to_string(folder.join("2024.yaml")).unwrap();
    assert!(text.contains("部门: 靖宇县政务服务和数字化建设管理局\n年度: 2024\n"));
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 1, "nothing beside it");
    let draft = juesuan(&folder, &["draft", "2024.yaml"]);
    assert_eq!(status(&draft), 0, "{}", stderr(&draft));
    assert!(!stderr(&draft).contains("错误"), "{}", stderr(&draft));
}

#[test]
fn what_is_wrong_is_refused_and_nothing_is_written() {
    let folder = folder("refused");
    for (arguments, code) in [
        (&["new", "--year", "2024"][..], "C010"),
        (&["new", "某局"], "C010"),
        (&["new", "某局", "--year", "24"], "C010"),
        (&["new", "--from", SEED, "--year", "2025"], "N001"),
        (&["new", "--from", "没有.yaml", "--year", "2024"], "C001"),
        (&["new", "某局", "--schema", "--year", "2024"], "C010"),
    ] {
        let output = juesuan(&folder, &[arguments, &["-o", "out.yaml"]].concat());
        assert_eq!(status(&output), 2, "{arguments:?}");
        assert!(stderr(&output).contains(code), "{arguments:?}: {}", stderr(&output));
        assert!(!folder.join("out.yaml").exists(), "{arguments:?}");
    }
}

#[test]
fn an_officers_file_is_never_written_over() {
    let folder = folder("kept");
    let arguments = ["new", "某局", "--year", "2024", "-o", "a.yaml"];
    assert_eq!(status(&juesuan(&folder, &arguments)), 0);
    assert_eq!(status(&juesuan(&folder, &arguments)), 0, "the same once more is no change");
    fs::write(folder.join("a.yaml"), "部门: 填了一半").unwrap();
    let again = juesuan(&folder, &arguments);
    assert!(status(&again) == 2 && stderr(&again).contains("C011"), "{}", stderr(&again));
    assert_eq!(fs::read_to_string(folder.join("a.yaml")).unwrap(), "部门: 填了一半");
    assert_eq!(status(&juesuan(&folder, &[&arguments[..], &["--force"]].concat())), 0);

    fs::copy(SEED, folder.join("2023.yaml")).unwrap();
    let own = juesuan(&folder, &["new", "--from", "2023.yaml", "--year", "2024", "-o", "./2023.yaml", "--force"]);
    assert!(status(&own) == 2 && stderr(&own).contains("读入的文件"), "{}", stderr(&own));
    assert_eq!(fs::read(folder.join("2023.yaml")).unwrap(), fs::read(SEED).unwrap());
}

#[test]
fn the_schema_is_the_committed_one() {
    let schema = juesuan(&folder("schema"), &["new", "--schema"]);
    let committed = fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/data/reference/figures.schema.json")).unwrap();
    assert!(status(&schema) == 0 && schema.stdout == committed);
}
