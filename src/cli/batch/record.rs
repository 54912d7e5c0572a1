//! How far a batch came (进度记录): one line a department, so that an interrupted run goes on where it stopped.

use std::{
    collections::HashMap,
    fs::{self, File},
    io::{self, Write},
    path::Path,
};

use serde::{Deserialize, Serialize};

use crate::batch::{BookMark, Desk, Entry, Status};

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

/// What an earlier run did.
#[derive(Default)]
pub struct Earlier {
    lines: HashMap<String, Line>,
}

impl Earlier {
    /// Read the record of an output folder; a last line that was cut off is left out.
    pub fn read(folder: &Path) -> Earlier {
        let text = fs::read_to_string(folder.join(NAME)).unwrap_or_default();
        let lines = text.lines().filter_map(|line| serde_json::from_str::<Line>(line).ok());
        Earlier { lines: lines.map(|line| (line.entry.input.clone(), line)).collect() }
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
    /// Begin a new one, or go on with an earlier one.
    pub fn begin(folder: &Path, asked: String, go_on: bool) -> io::Result<Record> {
        let path = folder.join(NAME);
        if !go_on {
            return Ok(Record { file: File::create(path)?, asked });
        }
        let mut file = File::options().append(true).create(true).open(path)?;
        // The last line may have been cut off.
        file.write_all(b"\n")?;
        Ok(Record { file, asked })
    }

    /// Note a department.
    pub fn note(&mut self, input: String, book: Option<BookMark>, entry: &Entry) -> io::Result<()> {
        let line = Line { input, asked: self.asked.clone(), book, entry: entry.clone() };
        let mut text = serde_json::to_string(&line)?;
        text.push('\n');
        self.file.write_all(text.as_bytes())
    }
}
