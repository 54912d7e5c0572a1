//! Transcripts of the command line (命令行记录): every file below tests/cli/, and the examples of the users' manual, are
//! played and held against the program.
//!
//! In a ```console block a line `$ command` is run by the shell in a fresh folder that holds `tests/cli/files` and the
//! repository's `data` and `golden`; below it stand its stdout, then `# stderr` and its stderr, then `# exit N` unless N is 0.
//! `UPDATE_GOLDEN=1 cargo test --test cli` writes what the program does now.
#![cfg(unix)]

#[path = "cli/help.rs"]
mod help;

use std::{
    fmt::Write,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

#[test]
fn transcripts_are_what_the_program_does() {
    let mut transcripts: Vec<PathBuf> = fs::read_dir(Path::new(ROOT).join("tests/cli"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "md"))
        .collect();
    assert!(!transcripts.is_empty(), "tests/cli/ 下没有记录");
    transcripts.push(Path::new(ROOT).join("README.zh-CN.md"));
    transcripts.sort();
    let update = std::env::var_os("UPDATE_GOLDEN").is_some_and(|value| value == "1");
    let mut faults = String::new();
    for path in transcripts {
        let written = fs::read_to_string(&path).unwrap();
        let played = play(&written);
        if update {
            fs::write(&path, &played).unwrap();
        } else if let Some(line) = first_difference(&written, &played) {
            let _ = writeln!(faults, "{} 第 {} 行\n{}", path.display(), line.0, line.1);
        }
    }
    assert!(faults.is_empty(), "\n{faults}\n改法：核对之后 UPDATE_GOLDEN=1 cargo test --test cli");
}

/// The transcript with what its commands give now.
fn play(transcript: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    copy(&Path::new(ROOT).join("tests/cli/files"), folder.path());
    for name in ["data", "golden"] {
        std::os::unix::fs::symlink(Path::new(ROOT).join(name), folder.path().join(name)).unwrap();
    }
    let mut out = String::new();
    let mut inside = false;
    for line in transcript.lines() {
        if line.starts_with("```") {
            inside = line == "```console";
            out.push_str(line);
            out.push('\n');
        } else if let Some(command) = line.strip_prefix("$ ").filter(|_| inside) {
            let _ = writeln!(out, "{line}");
            run(command, folder.path(), &mut out);
        } else if !inside {
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}

fn run(command: &str, folder: &Path, out: &mut String) {
    let program = Path::new(env!("CARGO_BIN_EXE_juesuan")).parent().unwrap();
    let path = std::env::var("PATH").unwrap_or_default();
    let result = Command::new("sh")
        .args(["-c", command])
        .current_dir(folder)
        .env("PATH", format!("{}:{path}", program.display()))
        .env_remove("CLICOLOR_FORCE")
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the program writes UTF-8");
    let mut put = |text: String| {
        // Spaces at the end of a line are invisible and would be lost in an editor.
        for line in text.lines() {
            let _ = writeln!(out, "{}", line.trim_end());
        }
    };
    put(text(result.stdout));
    let stderr = text(result.stderr);
    if !stderr.is_empty() {
        put(format!("# stderr\n{stderr}"));
    }
    match result.status.code() {
        Some(0) => {}
        Some(code) => put(format!("# exit {code}")),
        None => put("# killed".to_owned()),
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

fn first_difference(written: &str, played: &str) -> Option<(usize, String)> {
    let (mut a, mut b) = (written.lines(), played.lines());
    let mut number = 0;
    loop {
        number += 1;
        match (a.next(), b.next()) {
            (None, None) => return None,
            (a, b) if a == b => {}
            (a, b) => {
                let show = |line: Option<&str>| line.unwrap_or("（没有这一行）").to_owned();
                return Some((number, format!("  记录：{}\n  实际：{}", show(a), show(b))));
            }
        }
    }
}
