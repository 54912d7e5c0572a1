//! What the user of the machine may not read or write (没有权限): told, and in the way of nothing else.
#![cfg(unix)]

use std::{
    fs::{self, Permissions},
    os::unix::fs::{MetadataExt, PermissionsExt},
    path::Path,
    process::{Command, Output},
};

const PROGRAM: &str = env!("CARGO_BIN_EXE_juesuan");
const SEED: &str = "data/departments/jingyu-zhengwu/2023.yaml";

fn permit(path: &Path, mode: u32) {
    fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
}

/// A batch as somebody whom permissions bind; none, said aloud, where nobody else can be become.
fn batch(folder: &Path, arguments: &[&str]) -> Option<Output> {
    permit(folder, 0o777);
    let is_root = fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0);
    let mut command = if is_root { Command::new("setpriv") } else { Command::new(PROGRAM) };
    if is_root {
        command.args(["--reuid=65534", "--regid=65534", "--clear-groups", PROGRAM]);
    }
    let output = command.arg("batch").args(arguments).current_dir(folder).output().ok();
    let output = output.filter(|output| told(output).contains("个部门") || told(output).contains("[C"));
    if output.is_none() {
        eprintln!("SKIPPED: root cannot become somebody else");
    }
    output
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn what_may_not_be_read_stops_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let county = folder.path().join("全县");
    for name in ["甲局", "乙局", "丙局"] {
        fs::create_dir_all(county.join(name)).unwrap();
        fs::copy(SEED, county.join(name).join("2023.yaml")).unwrap();
    }
    fs::write(county.join("丁局.jsonl"), "{}").unwrap();
    permit(&county.join("乙局"), 0);
    permit(&county.join("丙局/2023.yaml"), 0);
    permit(&county.join("丁局.jsonl"), 0);
    let output = batch(folder.path(), &["全县", "-o", "结果"]);
    permit(&county.join("乙局"), 0o755);
    let Some(output) = output else { return };
    assert_eq!(output.status.code(), Some(1));
    let expected = [
        "没做成 全县/丁局.jsonl：[C003] 打不开“全县/丁局.jsonl”：没有权限",
        "没做成 全县/丙局/2023.yaml：[C003] 没有读取文件“全县/丙局/2023.yaml”的权限",
        "没做成 全县/乙局：[C003] 读不了文件夹“全县/乙局”：没有权限",
        "4 个部门：可用 1，要人看 0，没做成 3",
    ];
    assert_eq!(told(&output).lines().take(4).collect::<Vec<_>>(), expected);
    assert!(folder.path().join("结果/甲局/2023.txt").is_file());
}

#[test]
fn what_may_not_be_written_is_told_by_its_name_and_once() {
    let folder = tempfile::tempdir().unwrap();
    let county = folder.path().join("全县");
    fs::create_dir_all(county.join("甲局")).unwrap();
    fs::copy(SEED, county.join("甲局/2023.yaml")).unwrap();
    let Some(_) = batch(folder.path(), &["全县", "-o", "结果"]) else { return };
    permit(&folder.path().join("结果/甲局/2023.txt"), 0);
    fs::write(folder.path().join("全县/甲局/2023.yaml"), fs::read_to_string(SEED).unwrap().replace("593.32", "594.32"))
        .unwrap();
    let output = batch(folder.path(), &["全县", "-o", "结果"]).unwrap();
    permit(&folder.path().join("结果/甲局/2023.txt"), 0o644);
    let first = "没做成 全县/甲局/2023.yaml：[C012] 写不了“结果/甲局/2023.txt”：没有权限";
    assert_eq!(told(&output).lines().next(), Some(first), "{}", told(&output));
    assert_eq!(told(&output).matches("甲局/2023.txt").count(), 1, "{}", told(&output));
    permit(&folder.path().join("结果/progress.jsonl"), 0);
    let output = batch(folder.path(), &["全县", "-o", "结果"]).unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(told(&output).contains("写不了“结果/progress.jsonl”：没有权限"), "{}", told(&output));
}
