//! What `batch` is given (批量的输入): folders, figures files and JSON Lines, in one fixed order.

use std::{
    collections::HashMap,
    fs::File,
    io::{self, BufReader},
    path::{Component, Path, PathBuf},
};

use walkdir::WalkDir;

use crate::{batch::lines, cli::usage::refuse, diagnostic::Diagnostic, source::Source};

/// One department to do (一项).
pub struct Item {
    /// The file, or the stream and the line.
    pub name: String,
    /// Its text, a file still to be read, or why there is none.
    pub text: Text,
    /// Where its report goes below the output folder, without an ending; for a line of a stream its folder.
    pub place: PathBuf,
    /// The number of the line, for a stream.
    pub line: Option<usize>,
}

/// Where the text of an item is.
pub enum Text {
    /// In this file.
    File(PathBuf),
    /// Here.
    Read(Source),
    /// Nowhere.
    Fault(Box<Diagnostic>),
}

impl Item {
    /// Its text; why there is none stands in the notes.
    pub fn source(&self, notes: &mut Vec<Diagnostic>) -> Option<Source> {
        match &self.text {
            Text::Read(source) => Some(source.clone()),
            Text::File(path) => Source::read(path, notes),
            Text::Fault(fault) => {
                notes.push((**fault).clone());
                None
            }
        }
    }
}

/// Figures files and streams in the order in which they were named; folders in the order of their names.
pub enum Input {
    /// A figures file, and where its report goes.
    File(PathBuf, PathBuf),
    /// JSON Lines in a file.
    Lines(PathBuf),
    /// JSON Lines on stdin.
    Stdin,
}

/// Look through what was named; faults for what is not there.
pub fn find(named: &[PathBuf], out: Option<&Path>) -> Result<Vec<Input>, Vec<Diagnostic>> {
    let mut inputs = Vec::new();
    let mut faults = Vec::new();
    for path in named {
        if path == Path::new("-") {
            inputs.push(Input::Stdin);
        } else if path.is_dir() {
            // Of several folders each keeps its name, or their files would meet.
            let above = if named.len() > 1 { path.file_name().map(PathBuf::from) } else { None };
            walk(path, &above.unwrap_or_default(), out, &mut inputs, &mut faults);
        } else if !path.exists() {
            let fault = Diagnostic::error("C001", format!("找不到“{}”", path.display()));
            faults.push(fault.help("检查文件名和所在文件夹"));
        } else if ends(path, &["jsonl", "ndjson"]) {
            inputs.push(Input::Lines(path.clone()));
        } else {
            let inside = path.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
            let place = if inside { Some(path.as_os_str()) } else { path.file_name() };
            inputs.push(Input::File(path.clone(), place.map(PathBuf::from).unwrap_or_default().with_extension("")));
        }
    }
    if inputs.is_empty() && faults.is_empty() {
        faults.push(refuse("这些文件夹里没有决算数据文件", "数据文件以 .yaml 结尾；逐行数据以 .jsonl 结尾"));
    }
    meet(&inputs, &mut faults);
    if faults.is_empty() { Ok(inputs) } else { Err(faults) }
}

/// Files whose reports would go to the same place.
fn meet(inputs: &[Input], faults: &mut Vec<Diagnostic>) {
    let mut places: HashMap<&Path, &Path> = HashMap::new();
    for input in inputs {
        let Input::File(path, place) = input else { continue };
        if let Some(other) = places.insert(place, path) {
            let message = format!("“{}”和“{}”的结果会写成同一个文件", other.display(), path.display());
            faults.push(refuse(message, "改一个文件名，或者分两次做，各用一个结果文件夹"));
        }
    }
}

/// All figures files below a folder; what this program writes there is left aside.
fn walk(folder: &Path, above: &Path, out: Option<&Path>, inputs: &mut Vec<Input>, faults: &mut Vec<Diagnostic>) {
    let written = out.and_then(|out| out.canonicalize().ok());
    let walk = WalkDir::new(folder).sort_by_file_name().into_iter();
    let inside = |path: &Path| written.as_ref().is_some_and(|out| path.canonicalize().is_ok_and(|path| path == *out));
    for entry in walk.filter_entry(|entry| entry.depth() == 0 || !inside(entry.path())) {
        match entry {
            Ok(entry) if entry.file_type().is_dir() || !ends(entry.path(), &["yaml", "yml"]) => {}
            Ok(entry) => {
                let place = above.join(entry.path().strip_prefix(folder).unwrap_or(entry.path())).with_extension("");
                inputs.push(Input::File(entry.into_path(), place));
            }
            Err(error) => {
                let fault = Diagnostic::error("C003", format!("读不了文件夹“{}”：{error}", folder.display()));
                faults.push(fault.help("检查文件夹的权限"));
            }
        }
    }
}

fn ends(path: &Path, endings: &[&str]) -> bool {
    path.extension()
        .and_then(|ending| ending.to_str())
        .is_some_and(|ending| endings.iter().any(|other| ending.eq_ignore_ascii_case(other)))
}

impl Input {
    /// The departments of it.
    pub fn items(self) -> Box<dyn Iterator<Item = Item>> {
        match self {
            Input::File(path, place) => {
                let name = path.display().to_string();
                Box::new(std::iter::once(Item { name, text: Text::File(path), place, line: None }))
            }
            Input::Lines(path) => {
                let name = path.display().to_string();
                let place = path.file_stem().map(PathBuf::from).unwrap_or_default();
                match File::open(&path) {
                    Ok(file) => stream(name, place, BufReader::with_capacity(1 << 16, file)),
                    Err(error) => {
                        let fault = Diagnostic::error("C001", format!("打不开“{name}”：{error}"));
                        let text = Text::Fault(Box::new(fault.help("检查文件名和权限")));
                        Box::new(std::iter::once(Item { name, text, place, line: None }))
                    }
                }
            }
            Input::Stdin => stream("标准输入".into(), PathBuf::from("stdin"), BufReader::new(io::stdin())),
        }
    }
}

fn stream(name: String, place: PathBuf, reader: impl io::BufRead + 'static) -> Box<dyn Iterator<Item = Item>> {
    Box::new(lines::lines(name.clone(), reader).map(move |line| {
        let (number, text) = match line {
            Ok((number, Ok(source))) => (Some(number), Text::Read(source)),
            Ok((number, Err(fault))) => (Some(number), Text::Fault(fault)),
            Err(error) => {
                let fault = Diagnostic::error("C003", format!("读不出“{name}”：{error}"));
                (None, Text::Fault(Box::new(fault.help("检查管道前面的命令或磁盘"))))
            }
        };
        let name = number.map_or_else(|| name.clone(), |number| format!("{name} 第 {number} 行"));
        Item { name, text, place: place.clone(), line: number }
    }))
}
