//! Looking for departments (找数据): what was named, what is in folders, and what is passed over there.

use std::{
    fs,
    path::{Component, Path, PathBuf},
    sync::Arc,
};

use walkdir::{DirEntry, WalkDir};

use super::{
    inputs::{Beside, Input},
    places, record,
};
use crate::{
    batch::{self, summary::PassedOver},
    cli::{figures_file::is_workbook, usage::refuse},
    diagnostic::Diagnostic,
    source::{Source, why},
};

/// Everything that was found (找到的).
#[derive(Default)]
pub struct Found {
    /// What is to be done, in the order in which it was named; in folders in the order of names.
    pub inputs: Vec<Input>,
    /// What looks like more of it, and is not looked into.
    pub passed_over: Vec<PassedOver>,
}

/// Look through what was named; faults for what is not there. `reports` are the endings of what is written for each, and
/// with `lines` every named file is JSON Lines that is neither figures file nor workbook.
pub fn find(named: &[PathBuf], out: Option<&Path>, reports: &[&str], lines: bool) -> Result<Found, Vec<Diagnostic>> {
    let mut found = Found::default();
    let mut faults = Vec::new();
    let is_lines = |path: &Path| is_jsonl(path) || lines && !is_figures(path) && !is_workbook(path);
    for path in named {
        if path == Path::new("-") {
            found.inputs.push(Input::Stdin(PathBuf::from("stdin")));
        } else if path.is_dir() {
            let above = if named.len() > 1 { short(path, named) } else { PathBuf::new() };
            let from = found.inputs.len();
            walk(path, &above, out, &mut found);
            look_beside(&mut found.inputs[from..]);
        } else if !path.exists() {
            let fault = Diagnostic::error("C001", format!("找不到“{}”", path.display()));
            faults.push(fault.help("检查文件名和所在文件夹"));
        } else if is_lines(path) {
            found.inputs.push(Input::Lines(path.clone(), short(path, named).with_extension("")));
        } else {
            let inside = path.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
            let place = if inside { path.clone() } else { short(path, named) };
            found.inputs.push(Input::File(path.clone(), place.with_extension(""), Arc::default()));
        }
    }
    if found.inputs.is_empty() && faults.is_empty() {
        faults.push(refuse(
            "这些文件夹里没有决算数据文件",
            "数据文件以 .yaml 结尾，决算表以 .xlsx、.xls 结尾；逐行数据以 .jsonl 结尾",
        ));
    }
    places::settle(&mut found.inputs, reports);
    if faults.is_empty() { Ok(found) } else { Err(faults) }
}

/// What its results are called after: its name, and its whole path where several have one name.
fn short(path: &Path, named: &[PathBuf]) -> PathBuf {
    let is_met = named.iter().filter(|other| other.file_stem() == path.file_stem()).count() > 1;
    match path.file_name() {
        Some(name) if !is_met => PathBuf::from(name),
        _ => path.components().filter(|part| matches!(part, Component::Normal(_))).collect(),
    }
}

/// All departments below a folder; what this program writes there is no input, and hidden files are nobody's.
fn walk(folder: &Path, above: &Path, out: Option<&Path>, found: &mut Found) {
    let written = out.and_then(|out| out.canonicalize().ok());
    let is_written = |path: &Path| written.as_ref().is_some_and(|out| path.canonicalize().is_ok_and(|it| it == *out));
    let is_wanted = |entry: &DirEntry| entry.depth() == 0 || !is_hidden(entry) && !is_written(entry.path());
    for entry in WalkDir::new(folder).sort_by_file_name().into_iter().filter_entry(is_wanted) {
        match entry {
            Ok(entry) if entry.file_type().is_dir() => {}
            Ok(entry) => {
                let place = above.join(entry.path().strip_prefix(folder).unwrap_or(entry.path())).with_extension("");
                file(entry.into_path(), place, found);
            }
            Err(error) => {
                let path = error.path().unwrap_or(folder);
                let why = error.io_error().map_or_else(|| error.to_string(), why);
                let fault = Diagnostic::error("C003", format!("读不了文件夹“{}”：{why}", path.display()));
                found.inputs.push(unread(path, fault.help("检查文件夹的权限")));
            }
        }
    }
}

/// A file of a folder, if it is one of a department.
fn file(path: PathBuf, place: PathBuf, found: &mut Found) {
    let meta = fs::metadata(&path);
    if meta.as_ref().is_ok_and(fs::Metadata::is_dir) {
        let why = "是指向文件夹的链接，没有进去；要做的单独写在命令里".to_owned();
        found.passed_over.push(PassedOver { input: path.display().to_string(), why });
        return;
    }
    let is_record = path.file_name().is_some_and(|name| name == record::NAME);
    let is_lines = is_jsonl(&path) && !is_record;
    // Tables as text have no mark of a department.
    if !is_lines && !is_figures(&path) && (!is_workbook(&path) || ends(&path, &["csv"])) {
        return;
    }
    found.inputs.push(match meta {
        Ok(meta) if !meta.is_file() => {
            let fault = Diagnostic::error("C003", format!("“{}”不是普通文件，没有读", path.display()));
            unread(&path, fault.help("换成文件；要从管道读，用 - 表示标准输入"))
        }
        _ if is_lines => Input::Lines(path, place),
        _ => Input::File(path, place, Arc::default()),
    });
}

fn unread(path: &Path, fault: Diagnostic) -> Input {
    Input::Unread(path.display().to_string(), Box::new(fault))
}

/// Tell workbooks of figures files in the same folder, which may have been imported from them.
fn look_beside(inputs: &mut [Input]) {
    let whole = |input: &Input| if let Input::File(path, ..) = input { Some(path.clone()) } else { None };
    let parent = |path: &Path| path.parent().map(Path::to_owned);
    let folder = |input: &Input| whole(input).and_then(|path| parent(&path));
    for inputs in inputs.chunk_by_mut(|one, other| folder(one) == folder(other)) {
        let (books, texts): (Vec<PathBuf>, Vec<PathBuf>) =
            inputs.iter().filter_map(whole).partition(|path| is_workbook(path));
        if books.is_empty() || texts.is_empty() {
            continue;
        }
        let beside: Arc<[Beside]> = texts.into_iter().map(beside).collect();
        for input in inputs {
            match input {
                Input::File(path, _, files) if is_workbook(path) => *files = beside.clone(),
                _ => {}
            }
        }
    }
}

fn beside(path: PathBuf) -> Beside {
    let whose = Source::read(&path, &mut Vec::new()).and_then(|source| batch::whose(&source));
    Beside { path, whose }
}

/// Hidden files are left by other programs, as are locks of Excel.
fn is_hidden(entry: &DirEntry) -> bool {
    entry.file_name().to_string_lossy().starts_with(['~', '.'])
}

fn is_figures(path: &Path) -> bool {
    ends(path, &["yaml", "yml"])
}

fn is_jsonl(path: &Path) -> bool {
    ends(path, &["jsonl", "ndjson"])
}

fn ends(path: &Path, endings: &[&str]) -> bool {
    path.extension()
        .and_then(|ending| ending.to_str())
        .is_some_and(|ending| endings.iter().any(|other| ending.eq_ignore_ascii_case(other)))
}
