//! Scripts that need other people's programs (需要别的程序的脚本) say so and pass where these are missing.
#![cfg(unix)]

use std::{os::unix::fs::symlink, path::Path, process::Command};

/// Run a script where only these programs are found, and these others by name only.
fn run_with_only(programs: &[&str], in_name: &[&str], script: &str) -> (Option<i32>, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = std::env::var("PATH").unwrap();
    for program in programs {
        let found = path.split(':').map(|folder| Path::new(folder).join(program)).find(|path| path.exists()).unwrap();
        symlink(found, folder.path().join(program)).unwrap();
    }
    for program in in_name {
        symlink("/bin/sh", folder.path().join(program)).unwrap();
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join(script);
    let output = Command::new("/bin/sh").arg(script).env("PATH", folder.path()).output().unwrap();
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}

const PLAIN: [&str; 3] = ["dirname", "mktemp", "rm"];

#[test]
fn without_python_the_jinja2_peer_is_skipped() {
    let skipped = |why: &str| (Some(0), format!("SKIPPED: {why}\n"));
    assert_eq!(run_with_only(&PLAIN, &[], "benches/peers/jinja2.sh"), skipped("no python3"));
}

#[test]
fn without_java_or_python_the_pyspark_pipe_is_skipped() {
    let skipped = |why: &str| (Some(0), format!("SKIPPED: {why}\n"));
    let script = "tests/pipelines/pyspark.sh";
    assert_eq!(run_with_only(&PLAIN, &[], script), skipped("no java"));
    assert_eq!(run_with_only(&PLAIN, &["java"], script), skipped("no python3"));
}
