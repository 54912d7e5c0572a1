//! The rules of the house that a compiler cannot see: layers, sizes, where the outside world is touched.

#[path = "architecture/layers.rs"]
mod layers;
#[path = "architecture/no_c.rs"]
mod no_c;
#[path = "architecture/words.rs"]
mod words;

use std::{
    fs,
    path::{Path, PathBuf},
};

/// A file of the repository.
pub struct File {
    /// Its path from the top, with `/`.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// Every text file below a folder of the repository.
pub fn files(folder: &str) -> Vec<File> {
    let top = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    walk(&top.join(folder), &mut found);
    found.sort();
    let named = |path: &PathBuf| path.strip_prefix(top).unwrap().to_str().unwrap().replace('\\', "/");
    found
        .iter()
        .filter_map(|path| Some(File { path: named(path), text: String::from_utf8(fs::read(path).ok()?).ok()? }))
        .collect()
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        if path.is_dir() && !name.starts_with("target") && name != ".git" {
            walk(&path, found);
        } else if path.is_file() {
            found.push(path);
        }
    }
}

/// The lines of a source file that are no comments, with their numbers.
pub fn code(file: &File) -> impl Iterator<Item = (usize, &str)> {
    let lines = file.text.lines().enumerate().map(|(index, line)| (index + 1, line));
    lines.filter(|(_, line)| !line.trim_start().starts_with("//"))
}

/// The words of a line: runs of letters, digits and `_`.
pub fn identifiers(line: &str) -> impl Iterator<Item = &str> {
    line.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty())
}

fn refuse(faults: Vec<String>) {
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn arrows_point_one_way() {
    refuse(files("src").iter().flat_map(layers::faults).collect());
}

#[test]
fn only_the_command_line_touches_the_terminal_and_the_clock() {
    let outside = ["println!", "eprintln!", "print!", "eprint!", "dbg!", "stdout()", "stderr()", "stdin()"];
    let more =
        ["std::time", "SystemTime", "Instant", "IsTerminal", "env::var", "env::args", "process::exit", "fs::write"];
    let mut faults = Vec::new();
    for file in files("src").iter().filter(|file| !file.path.starts_with("src/cli/")) {
        for (number, line) in code(file) {
            for word in outside.iter().chain(&more).filter(|word| line.contains(**word)) {
                faults.push(format!("{}:{number}：{word} 只能在 src/cli 里用", file.path));
            }
        }
    }
    refuse(faults);
}

#[test]
fn money_is_exact_and_rounded_in_one_place() {
    let mut faults = Vec::new();
    for file in files("src") {
        for (number, line) in code(&file) {
            for word in identifiers(line).filter(|word| ["f32", "f64"].contains(word)) {
                faults.push(format!("{}:{number}：{word} 不能碰金额", file.path));
            }
            // The trait's method cannot be named in clippy.toml; it rounds what is too long without a word.
            for way in ["Decimal::from_str(", "parse::<Decimal>"].iter().filter(|way| line.contains(**way)) {
                faults.push(format!("{}:{number}：{way} 会悄悄舍入，用 parse_amount 或 from_str_exact", file.path));
            }
            let rounds = line.contains("round_dp") || line.contains(".round()");
            if rounds && file.path != "src/figures/amount.rs" {
                faults.push(format!("{}:{number}：取整只在 src/figures/amount.rs", file.path));
            }
        }
    }
    refuse(faults);
}

/// Longer files nobody finds the way in.
const MOST_LINES: usize = 400;

#[test]
fn every_file_says_what_it_is_for_and_is_short() {
    let mut faults = Vec::new();
    for file in files("src").iter().chain(&files("tests")).filter(|file| file.path.ends_with(".rs")) {
        if !file.text.starts_with("//! ") {
            faults.push(format!("{}：第一行应以 //! 说明用途", file.path));
        }
        let lines = file.text.lines().count();
        if lines > MOST_LINES {
            faults.push(format!("{}：{lines} 行，最多 {MOST_LINES} 行", file.path));
        }
        let name = file.path.rsplit('/').next().unwrap().trim_end_matches(".rs");
        if ["util", "utils", "helper", "helpers", "manager", "info", "misc", "common"].contains(&name) {
            faults.push(format!("{}：名称看不出里面是什么", file.path));
        }
    }
    refuse(faults);
}

#[test]
fn sentences_are_in_phrasebooks() {
    refuse(words::faults(&files("src")));
}

#[test]
fn nothing_is_left_open_and_nothing_leads_outside() {
    let outside = concat!("../", "shared");
    let open = [concat!("to", "do!("), concat!("unimple", "mented!("), concat!("FIX", "ME")];
    let mut faults = Vec::new();
    for file in files("") {
        for (index, line) in file.text.lines().enumerate() {
            let rust = file.path.ends_with(".rs");
            for word in open.iter().filter(|_| rust).chain([&outside]).filter(|word| line.contains(**word)) {
                faults.push(format!("{}:{}：{word}", file.path, index + 1));
            }
        }
    }
    refuse(faults);
}
