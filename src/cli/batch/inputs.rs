//! What `batch` is given (批量的输入): folders, figures files and JSON Lines, in one fixed order.

use std::{
    collections::{HashMap, HashSet},
    fs::{self, File},
    io::{self, BufReader},
    path::{Component, Path, PathBuf},
};

use walkdir::WalkDir;

use crate::{
    batch::{Figures, lines},
    cli::{figures_file::is_workbook, import::Known, usage::refuse},
    diagnostic::Diagnostic,
    source::{self, MAX_BYTES, Source},
};

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
    /// How many bytes it has, as far as is known without reading it.
    pub fn bytes(&self) -> usize {
        match &self.text {
            Text::File(path) => fs::metadata(path).map_or(0, |file| file.len() as usize),
            Text::Read(source) => source.text().len(),
            Text::Fault(_) => 0,
        }
    }

    /// What it holds; why there is nothing stands in the notes.
    pub fn given(&self, notes: &mut Vec<Diagnostic>) -> Option<Given> {
        match &self.text {
            Text::Read(source) => Some(Given::Text(source.clone())),
            Text::File(path) if is_workbook(path) => {
                source::load(path, MAX_BYTES, notes).map(|bytes| Given::Workbook(self.name.clone(), bytes))
            }
            Text::File(path) => Source::read(path, notes).map(Given::Text),
            Text::Fault(fault) => {
                notes.push((**fault).clone());
                None
            }
        }
    }
}

/// What a department has handed in (交来的).
pub enum Given {
    /// A figures file.
    Text(Source),
    /// A workbook, by its name.
    Workbook(String, Vec<u8>),
}

impl Given {
    /// Its bytes, to tell whether it has changed.
    pub fn bytes(&self) -> &[u8] {
        match self {
            Given::Text(source) => source.text().as_bytes(),
            Given::Workbook(_, bytes) => bytes,
        }
    }

    /// The figures in it.
    pub fn figures(&self, known: &Known) -> Figures {
        match self {
            Given::Text(source) => Figures::of_text(source, known.reference),
            Given::Workbook(name, bytes) => Figures::of_workbook(name, bytes, known.layouts, known.reference),
        }
    }
}

/// Everything that was found (找到的).
#[derive(Default)]
pub struct Found {
    /// What is to be done.
    pub inputs: Vec<Input>,
    /// Workbooks that figures files stand beside: they came out of them.
    pub beside: Vec<PathBuf>,
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
pub fn find(named: &[PathBuf], out: Option<&Path>) -> Result<Found, Vec<Diagnostic>> {
    let Found { mut inputs, mut beside } = Found::default();
    let mut faults = Vec::new();
    for path in named {
        if path == Path::new("-") {
            inputs.push(Input::Stdin);
        } else if path.is_dir() {
            // Of several folders each keeps its name, or their files would meet.
            let above = if named.len() > 1 { path.file_name().map(PathBuf::from) } else { None };
            let from = inputs.len();
            walk(path, &above.unwrap_or_default(), out, &mut inputs, &mut faults);
            leave_aside(&mut inputs, from, &mut beside);
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
        faults.push(refuse(
            "这些文件夹里没有决算数据文件",
            "数据文件以 .yaml 结尾，决算表以 .xlsx、.xls 结尾；逐行数据以 .jsonl 结尾",
        ));
    }
    meet(&inputs, &mut faults);
    if faults.is_empty() { Ok(Found { inputs, beside }) } else { Err(faults) }
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

/// Workbooks in a folder with figures files are what these were imported from.
fn leave_aside(inputs: &mut Vec<Input>, from: usize, beside: &mut Vec<PathBuf>) {
    let path = |input: &Input| if let Input::File(path, _) = input { Some(path.clone()) } else { None };
    let found: Vec<PathBuf> = inputs[from..].iter().filter_map(path).collect();
    let texts = found.iter().filter(|path| !is_workbook(path));
    let folders: HashSet<&Path> = texts.filter_map(|path| path.parent()).collect();
    let is_beside = |path: &PathBuf| is_workbook(path) && path.parent().is_some_and(|folder| folders.contains(folder));
    beside.extend(found.iter().filter(|path| is_beside(path)).cloned());
    let mut index = 0;
    inputs.retain(|input| {
        index += 1;
        index <= from || !path(input).is_some_and(|path| is_beside(&path))
    });
}

/// Is it a file of a department? Tables as text have no mark of it, and Excel leaves its locks about.
fn is_input(path: &Path) -> bool {
    let is_lock = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(['~', '.']));
    ends(path, &["yaml", "yml"]) || is_workbook(path) && !ends(path, &["csv"]) && !is_lock
}

/// All figures files and workbooks below a folder; what this program writes there is left aside.
fn walk(folder: &Path, above: &Path, out: Option<&Path>, inputs: &mut Vec<Input>, faults: &mut Vec<Diagnostic>) {
    let written = out.and_then(|out| out.canonicalize().ok());
    let walk = WalkDir::new(folder).sort_by_file_name().into_iter();
    let inside = |path: &Path| written.as_ref().is_some_and(|out| path.canonicalize().is_ok_and(|path| path == *out));
    for entry in walk.filter_entry(|entry| entry.depth() == 0 || !inside(entry.path())) {
        match entry {
            Ok(entry) if entry.file_type().is_dir() || !is_input(entry.path()) => {}
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
    pub fn items(self) -> Box<dyn Iterator<Item = Item> + Send> {
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

fn stream(name: String, place: PathBuf, reader: impl io::BufRead + Send + 'static) -> Box<dyn Iterator<Item = Item> + Send> {
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
