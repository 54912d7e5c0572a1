//! How far a batch came (进度记录): one line a department, so that an interrupted run goes on where it stopped.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    fs::{self, File, TryLockError},
    io::{self, Write},
    path::Path,
};

use serde::{Deserialize, Serialize};

use crate::{
    batch::{BookMark, Desk, Entry, Status},
    cli::output,
    diagnostic::Diagnostic,
};

/// The record's name in the output folder.
pub const NAME: &str = "progress.jsonl";

/// What one department left behind.
#[derive(Serialize, Deserialize)]
struct Line {
    /// The fingerprint of its input.
    input: String,
    /// What was done with it, as it was asked for.
    asked: String,
    /// The book it was drafted with.
    book: Option<BookMark>,
    /// Its line in the summary.
    entry: Entry,
}

/// What earlier runs did.
#[derive(Default)]
pub struct Earlier {
    /// By input, the last of each.
    lines: HashMap<String, Line>,
    /// Every file that was written, and the input that it came from.
    pub outputs: BTreeMap<String, String>,
}

impl Earlier {
    /// Read the record of an output folder; a last line that was cut off is left out.
    pub fn read(folder: &Path) -> Earlier {
        let mut earlier = Earlier::default();
        // What was cut off may end within a letter.
        let bytes = fs::read(folder.join(NAME)).unwrap_or_default();
        for (_, line) in lines(&String::from_utf8_lossy(&bytes)) {
            let outputs = line.entry.outputs.iter().map(|output| (output.clone(), line.entry.input.clone()));
            earlier.outputs.extend(outputs);
            earlier.lines.insert(line.entry.input.clone(), line);
        }
        earlier
    }

    /// What became of this input, if nothing has changed since: the input, what is asked, the book, the files. What could
    /// not be done is tried again: the disk may have room now.
    pub fn of(
        &self,
        name: &str,
        input: &str,
        asked: &str,
        folder: &Path,
        desk: &Desk,
    ) -> Option<(Entry, Option<BookMark>)> {
        let line = self.lines.get(name)?;
        let same = line.entry.status != Status::Failed
            && line.asked == asked
            && line.input == input
            && line.entry.outputs.iter().all(|output| folder.join(output).is_file())
            && line.book.as_ref().is_none_or(|book| desk.is_current(book));
        same.then(|| (line.entry.clone(), line.book.clone()))
    }
}

/// The record being written.
pub struct Record {
    file: File,
    asked: String,
}

impl Record {
    /// Begin behind what is there; one run at a time writes to a folder.
    pub fn begin(folder: &Path, asked: String) -> Result<Record, Box<Diagnostic>> {
        let unwritable = |error| output::unwritable(&folder.join(NAME), &error);
        let mut file = File::options().append(true).create(true).open(folder.join(NAME)).map_err(unwritable)?;
        // Where a file system knows no locks, it is as it was without.
        if let Err(TryLockError::WouldBlock) = file.try_lock() {
            let message = format!("另一个 juesuan batch 正在往“{}”里写", folder.display());
            return Err(Box::new(Diagnostic::error("C012", message).help("等它做完再运行，或用 -o 写到别处")));
        }
        if file.metadata().map_err(unwritable)?.len() > 0 {
            // The last line may have been cut off.
            file.write_all(b"\n").map_err(unwritable)?;
        }
        Ok(Record { file, asked })
    }

    /// Note a department.
    pub fn note(&mut self, input: String, book: Option<BookMark>, entry: &Entry) -> io::Result<()> {
        let line = Line { input, asked: self.asked.clone(), book, entry: entry.clone() };
        let mut text = serde_json::to_string(&line)?;
        text.push('\n');
        self.file.write_all(text.as_bytes())
    }

    /// The last `count` lines are all that there is to know, and earlier ones of files that are still there.
    pub fn finish(folder: &Path, count: usize, kept: &HashSet<String>) -> io::Result<()> {
        let path = folder.join(NAME);
        let bytes = fs::read(&path)?;
        let text = String::from_utf8_lossy(&bytes);
        let lines: Vec<(&str, Line)> = lines(&text).collect();
        let earlier = lines.len().saturating_sub(count);
        let is_kept = |line: &Line| line.entry.outputs.iter().any(|output| kept.contains(output));
        let lines = lines.iter().enumerate().filter(|(at, (_, line))| *at >= earlier || is_kept(line));
        output::replace(&path, lines.flat_map(|(_, (text, _))| [*text, "\n"]).collect::<String>())
    }
}

fn lines(text: &str) -> impl Iterator<Item = (&str, Line)> {
    text.lines().filter_map(|line| Some((line, serde_json::from_str(line).ok()?)))
}
