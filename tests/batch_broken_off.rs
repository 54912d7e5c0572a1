//! A batch that is broken off (中断的批量): by Ctrl-C, a full disk or a folder that takes nothing, it leaves whole files
//! only, says so, and goes on afterwards as if nothing had been.
#![cfg(unix)]

use std::{
    collections::BTreeMap,
    fs,
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Command, Output, Stdio},
    time::Duration,
};

use serde_json::Value;

const PROGRAM: &str = env!("CARGO_BIN_EXE_juesuan");
const SEED: &str = "data/departments/jingyu-zhengwu/2023.yaml";

/// So many departments with the seed's figures.
fn departments(folder: &Path, count: usize) {
    let figures = fs::read_to_string(SEED).unwrap();
    fs::create_dir(folder).unwrap();
    for number in 0..count {
        fs::write(folder.join(format!("{number:03}.yaml")), &figures).unwrap();
    }
}

fn batch(inputs: &Path, out: &Path) -> Command {
    let mut command = Command::new(PROGRAM);
    command.arg("batch").arg(inputs).arg("-o").arg(out).args(["--jobs", "1"]);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
    command
}

/// Every file of a folder, the record of progress apart.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names
        .filter(|name| name != "progress.jsonl")
        .map(|name| (name.clone(), fs::read(folder.join(name)).unwrap()))
        .collect()
}

/// Reports and their bases are what an undisturbed run writes, and nothing else lies about.
fn all_whole(broken_off: &Path, undisturbed: &BTreeMap<String, Vec<u8>>) -> usize {
    let found = files(broken_off);
    for (name, bytes) in found.iter().filter(|(name, _)| !name.starts_with("summary")) {
        assert!(undisturbed.get(name) == Some(bytes), "{name} is not whole");
    }
    found.keys().filter(|name| name.ends_with(".txt")).count()
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn after_ctrl_c_every_file_is_whole_and_the_rest_can_follow() {
    const ALL: usize = 200;
    let folder = tempfile::tempdir().unwrap();
    let (inputs, out, undisturbed) = (folder.path().join("全县"), folder.path().join("一"), folder.path().join("二"));
    departments(&inputs, ALL);
    assert!(batch(&inputs, &undisturbed).output().unwrap().status.success());
    let undisturbed = files(&undisturbed);

    let child = batch(&inputs, &out).spawn().unwrap();
    while !out.join("002.txt").exists() {
        std::thread::sleep(Duration::from_millis(2));
    }
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(2), "{}", told(&output));
    assert!(told(&output).contains("--resume"), "{}", told(&output));
    let done = all_whole(&out, &undisturbed);
    assert!((3..ALL).contains(&done), "{done} of {ALL} were done");
    let summary: Value = serde_json::from_slice(&fs::read(out.join("summary.json")).unwrap()).unwrap();
    assert_eq!(summary["count"]["all"], done);

    let output = batch(&inputs, &out).arg("--resume").output().unwrap();
    assert!(output.status.success(), "{}", told(&output));
    assert!(files(&out) == undisturbed, "resumed, it is what it would have been");
}

/// The second would take away what the first is writing.
#[test]
fn two_runs_do_not_write_to_one_folder() {
    let folder = tempfile::tempdir().unwrap();
    let (inputs, out) = (folder.path().join("全县"), folder.path().join("结果"));
    departments(&inputs, 3);
    let mut first = Command::new(PROGRAM);
    first.args(["batch", "-", "--jsonl", "-o"]).arg(&out).stdin(Stdio::piped()).stdout(Stdio::null());
    let mut first = first.stderr(Stdio::null()).spawn().unwrap();
    let mut lines = first.stdin.take().unwrap();
    writeln!(lines, r#"{{"部门":"丁局"}}"#).unwrap();
    while !fs::metadata(out.join("progress.jsonl")).is_ok_and(|record| record.len() > 0) {
        std::thread::sleep(Duration::from_millis(2));
    }
    let second = batch(&inputs, &out).output().unwrap();
    assert_eq!(second.status.code(), Some(2));
    assert!(told(&second).contains("另一个 juesuan batch 正在往"), "{}", told(&second));
    drop(lines);
    assert_eq!(first.wait().unwrap().code(), Some(1));
    assert!(batch(&inputs, &out).output().unwrap().status.success());
}

/// A question, an answer, the next question; then nobody asks any more, and nobody has to wait for the end either.
#[test]
fn a_filter_answers_what_it_is_asked_and_says_that_it_was_stopped() {
    let mut command = Command::new(PROGRAM);
    command.args(["batch", "-", "--jsonl", "--quiet"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut questions = child.stdin.take().unwrap();
    let mut answers = BufReader::new(child.stdout.take().unwrap()).lines();
    for number in 1..=3 {
        writeln!(questions, r#"{{"部门":"{number}局"}}"#).unwrap();
        assert!(answers.next().unwrap().unwrap().contains(&format!(r#""department":"{number}局""#)));
    }
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(2), "{}", told(&output));
    assert_eq!(told(&output), "中途停下，只答了前面 3 个部门\n");
    drop(questions);
}

#[test]
fn a_filter_says_that_nobody_can_take_its_lines() {
    let full = Path::new("/dev/full");
    if !full.exists() {
        eprintln!("SKIPPED: no /dev/full");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let lines = folder.path().join("数据.jsonl");
    fs::write(&lines, "{}\n".repeat(1000)).unwrap();
    let mut command = Command::new(PROGRAM);
    command.arg("batch").arg(&lines).arg("--jsonl").stdout(fs::File::options().write(true).open(full).unwrap());
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(told(&output).contains("C012"), "{}", told(&output));
}

/// Run a batch into a small file system of its own, mounted with these options; what it says, and what it left.
/// None, said aloud, where one may not be mounted.
fn into_a_small_disk(options: &str, inputs: &Path, left: &Path) -> Option<Output> {
    let disk = tempfile::tempdir().unwrap();
    let script = format!(
        "mount -t tmpfs -o {options} juesuan '{disk}' || exit 99
         '{PROGRAM}' batch '{inputs}' -o '{disk}/结果' --jobs 1; status=$?
         [ ! -d '{disk}/结果' ] || cp -r '{disk}/结果' '{left}'
         exit $status",
        disk = disk.path().display(),
        inputs = inputs.display(),
        left = left.display(),
    );
    let output = Command::new("unshare").args(["--map-root-user", "--mount", "sh", "-c", &script]).output();
    // 99 is the script's; where unshare itself may not, the program never said a word of its own.
    let ran = |output: &Output| {
        output.status.code() != Some(99) && (told(output).contains("个部门") || told(output).contains("[C"))
    };
    let output = output.ok().filter(ran);
    if output.is_none() {
        eprintln!("SKIPPED: no file system may be mounted");
    }
    output
}

#[test]
fn a_full_disk_is_reported_and_leaves_whole_files() {
    let folder = tempfile::tempdir().unwrap();
    let (inputs, left, undisturbed) = (folder.path().join("全县"), folder.path().join("一"), folder.path().join("二"));
    departments(&inputs, 40);
    batch(&inputs, &undisturbed).output().unwrap();
    let Some(output) = into_a_small_disk("size=256k", &inputs, &left) else { return };
    assert!(matches!(output.status.code(), Some(1 | 2)), "{}", told(&output));
    assert!(told(&output).contains("写不了"), "{}", told(&output));
    let done = all_whole(&left, &files(&undisturbed));
    assert!((1..40).contains(&done), "{done} were done: {}", told(&output));
    // With room again, it goes on.
    let output = batch(&inputs, &left).arg("--resume").output().unwrap();
    assert!(output.status.success(), "{}", told(&output));
    assert!(files(&left) == files(&undisturbed), "resumed, it is what it would have been");
}

#[test]
fn a_folder_that_takes_nothing_is_reported() {
    let folder = tempfile::tempdir().unwrap();
    let (inputs, left) = (folder.path().join("全县"), folder.path().join("一"));
    departments(&inputs, 2);
    if let Some(output) = into_a_small_disk("ro", &inputs, &left) {
        assert_eq!(output.status.code(), Some(2));
        assert!(told(&output).contains("C012"), "{}", told(&output));
        assert!(!left.exists());
    }
    // Where a folder should be, a file is: for one department, then for all.
    let out = folder.path().join("结果");
    fs::create_dir(inputs.join("乙局")).unwrap();
    fs::copy(SEED, inputs.join("乙局/2023.yaml")).unwrap();
    fs::create_dir(&out).unwrap();
    fs::write(out.join("乙局"), "别人的").unwrap();
    let output = batch(&inputs, &out).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(told(&output).contains("3 个部门：可用 2，要人看 0，没做成 1"), "{}", told(&output));
    assert_eq!(fs::read_to_string(out.join("乙局")).unwrap(), "别人的");
    let output = batch(&inputs, &out.join("乙局")).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(told(&output).contains("C012"), "{}", told(&output));
}

/// A report is lost with the power between itself and its base; the next run must not take it for somebody's work.
#[test]
fn a_report_without_its_base_is_no_obstacle() {
    let folder = tempfile::tempdir().unwrap();
    let (inputs, out) = (folder.path().join("全县"), folder.path().join("结果"));
    departments(&inputs, 3);
    batch(&inputs, &out).output().unwrap();
    let whole = files(&out);
    fs::remove_file(out.join("001.txt.base.json")).unwrap();
    fs::write(out.join("progress.jsonl"), "").unwrap();
    let output = batch(&inputs, &out).arg("--resume").output().unwrap();
    assert!(output.status.success(), "{}", told(&output));
    assert!(files(&out) == whole);
}
