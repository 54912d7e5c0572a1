//! What `batch` is given (批量的输入): figures files, workbooks and the lines of JSON Lines.

use std::{
    fs::{self, File},
    io::{self, BufReader},
    path::{Path, PathBuf},
    sync::Arc,
};

use crate::{
    batch::{Figures, lines, summary::PassedOver},
    cli::{figures_file::is_workbook, import::Known},
    diagnostic::Diagnostic,
    source::{self, MAX_BYTES, Source, why},
    tables::same_name,
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
    /// For a workbook that was found in a folder, the figures files beside it.
    pub beside: Arc<[Beside]>,
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

    /// Why it is passed over, if it is a workbook with these figures: a figures file beside it has them, too. Where either
    /// cannot be read, their names tell.
    pub fn passed_over(&self, figures: &Figures) -> Option<PassedOver> {
        let stem = Path::new(&self.name).file_stem();
        let beside = self.beside.iter().find(|beside| match (&figures.accounts, &beside.whose) {
            (Some(accounts), Some((department, year))) => {
                *year == accounts.year && same_name(department, &accounts.department)
            }
            _ => beside.path.file_stem() == stem,
        })?;
        let file = beside.path.file_name().unwrap_or_default().to_string_lossy();
        let why = format!("同一部门同一年度以旁边的“{file}”为准，没有读；要读的单独写在命令里");
        Some(PassedOver { input: self.name.clone(), why })
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

/// What departments come out of (输入).
pub enum Input {
    /// A figures file or a workbook, where its report goes, and the figures files beside a workbook.
    File(PathBuf, PathBuf, Arc<[Beside]>),
    /// JSON Lines in a file, and where their reports go.
    Lines(PathBuf, PathBuf),
    /// JSON Lines on stdin, and where their reports go.
    Stdin(PathBuf),
    /// What could not even be opened, by its name.
    Unread(String, Box<Diagnostic>),
}

/// A figures file in the folder of a workbook (旁边的数据文件).
pub struct Beside {
    /// The file.
    pub path: PathBuf,
    /// Department and year, if they can be read.
    pub whose: Option<(String, u16)>,
}

impl Input {
    /// The folder of the reports of a stream.
    pub fn folder(&self) -> Option<PathBuf> {
        match self {
            Input::Lines(_, place) | Input::Stdin(place) => Some(place.clone()),
            Input::File(..) | Input::Unread(..) => None,
        }
    }

    /// The departments of it.
    pub fn items(self) -> Box<dyn Iterator<Item = Item> + Send> {
        match self {
            Input::File(path, place, beside) => {
                let name = path.display().to_string();
                Box::new(std::iter::once(Item { name, text: Text::File(path), place, line: None, beside }))
            }
            Input::Unread(name, fault) => {
                let (text, place) = (Text::Fault(fault), PathBuf::new());
                Box::new(std::iter::once(Item { name, text, place, line: None, beside: Arc::default() }))
            }
            Input::Lines(path, place) => {
                let name = path.display().to_string();
                match File::open(&path) {
                    Ok(file) => stream(name, place, BufReader::with_capacity(1 << 16, file)),
                    Err(error) => {
                        let fault = Diagnostic::error("C003", format!("打不开“{name}”：{}", why(&error)));
                        Input::Unread(name, Box::new(fault.help("检查文件名和权限"))).items()
                    }
                }
            }
            Input::Stdin(place) => stream("标准输入".into(), place, BufReader::new(io::stdin())),
        }
    }
}

fn stream(
    name: String,
    place: PathBuf,
    reader: impl io::BufRead + Send + 'static,
) -> Box<dyn Iterator<Item = Item> + Send> {
    Box::new(lines::lines(name.clone(), reader).map(move |line| {
        let (number, text) = match line {
            Ok((number, Ok(source))) => (Some(number), Text::Read(source)),
            Ok((number, Err(fault))) => (Some(number), Text::Fault(fault)),
            Err(error) => {
                let fault = Diagnostic::error("C003", format!("读不出“{name}”：{}", why(&error)));
                (None, Text::Fault(Box::new(fault.help("检查管道前面的命令或磁盘"))))
            }
        };
        let name = number.map_or_else(|| name.clone(), |number| format!("{name} 第 {number} 行"));
        Item { name, text, place: place.clone(), line: number, beside: Arc::default() }
    }))
}
