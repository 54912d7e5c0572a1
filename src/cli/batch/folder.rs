//! A batch into a folder (批量到文件夹): a report and its findings for each department, then the summary.

use std::{
    fs,
    path::{Path, PathBuf},
};

use rayon::ThreadPool;

use super::{
    Arguments,
    inputs::{self, Found, Input, Item, Text},
    progress::Progress,
    record::{Earlier, Record},
    stopped,
};
use crate::{
    audit::Audit,
    batch::{
        BookMark, Desk, Done, Entry, Status, Work, across, ordered,
        summary::{self, Count, Summary},
    },
    cli::{
        Outcome,
        import::Known,
        output::{self, Output},
        terminal::Terminal,
    },
    diagnostic::{Diagnostic, Severity},
    formats::findings,
    source::Source,
};

/// Everything that the departments of one run share.
struct Run<'a> {
    folder: &'a Path,
    desk: &'a Desk,
    known: &'a Known,
    work: Work,
    force: bool,
    earlier: Earlier,
    asked: String,
}

/// A department that is done: its line, the fingerprint of its input, its book.
type Noted = (Entry, String, Option<BookMark>);

pub fn run(
    arguments: &Arguments,
    folder: &Path,
    (desk, known): (&Desk, &Known),
    pool: &ThreadPool,
    terminal: &Terminal,
) -> Result<Outcome, Vec<Diagnostic>> {
    let Found { inputs, beside } = inputs::find(&arguments.inputs, Some(folder))?;
    let wanted = arguments.list.as_deref().map(list).transpose()?;
    fs::create_dir_all(folder).map_err(|error| vec![*output::unwritable(folder, &error)])?;
    let work = arguments.work();
    let asked = format!("{} {work:?} {:?} {:?}", env!("CARGO_PKG_VERSION"), arguments.phrasebook, arguments.reference);
    let earlier = if arguments.resume { Earlier::read(folder) } else { Earlier::default() };
    let mut record = Record::begin(folder, asked.clone(), arguments.resume)
        .map_err(|error| vec![*output::unwritable(folder, &error)])?;
    let all = inputs.iter().all(|input| matches!(input, Input::File(..))).then_some(inputs.len() as u64);
    let run = Run { folder, desk, known, work, force: arguments.force, earlier, asked };
    let mut progress = Progress::begin(all, arguments.quiet, terminal);
    let (mut entries, mut count, mut failure) = (Vec::new(), Count::default(), None);
    let items = inputs.into_iter().flat_map(Input::items).take_while(|_| !stopped());
    ordered::each(
        pool,
        items,
        |item| run.one(item),
        |(entry, input, book): Noted| {
            failure = record.note(input, book, &entry).err();
            count.add(entry.status);
            progress.step();
            entries.push(entry);
            failure.is_none()
        },
    );
    progress.end();
    if let Some(error) = failure {
        return Err(vec![*output::unwritable(folder, &error)]);
    }
    let across = across::check(&entries, wanted.as_deref().filter(|_| !stopped()));
    write_summary(folder, &Summary::of(&entries, &across)).map_err(|fault| vec![*fault])?;
    terminal.tell(&across);
    if !arguments.quiet {
        terminal.whisper(&open(&entries));
        terminal.whisper(&left_aside(&beside));
        terminal.whisper(&told(count));
        terminal.whisper(&format!("汇总在 {}\n", folder.join("summary.html").display()));
    }
    if stopped() {
        terminal.whisper(&format!("中途停下，做完了 {} 个部门。原样再运行一次并加 --resume，就接着做\n", count.all));
        return Ok(Outcome::Failed);
    }
    let wrong = across.iter().any(|fault| fault.severity == Severity::Error);
    Ok(if wrong { Outcome::NeedsPerson } else { outcome(count) })
}

/// Workbooks that were not done, since figures files stand beside them.
fn left_aside(beside: &[PathBuf]) -> String {
    let Some(first) = beside.first() else { return String::new() };
    let count = beside.len();
    let more = if count > 1 { " 等" } else { "" };
    let first = first.display();
    format!("{count} 个工作簿旁边有数据文件，以数据文件为准，没有读：{first}{more}；要读的单独写在命令里\n")
}

/// What a script is told of so many departments.
pub fn outcome(count: Count) -> Outcome {
    if count.person + count.failed > 0 { Outcome::NeedsPerson } else { Outcome::Clean }
}

/// One line for all.
pub fn told(count: Count) -> String {
    let Count { all, clean, person, failed } = count;
    format!("{all} 个部门：可用 {clean}，要人看 {person}，没做成 {failed}\n")
}

/// The departments that could not be done, with the first thing that is wrong with each.
fn open(entries: &[Entry]) -> String {
    let mut text = String::new();
    for entry in entries.iter().filter(|entry| entry.status == Status::Failed) {
        let told = entry.diagnostics.iter().find(|told| told.severity == "error");
        let line = told.and_then(|told| told.line).map(|line| format!(":{line}")).unwrap_or_default();
        let why = told.map(|told| format!("[{}] {}", told.code, told.message)).unwrap_or_default();
        text.push_str(&format!("没做成 {}{line}：{why}\n", entry.input));
    }
    text
}

impl Run<'_> {
    /// One department, whatever becomes of it.
    fn one(&self, item: Item) -> Noted {
        let mut notes = Vec::new();
        let Some(given) = item.given(&mut notes) else {
            let mut entry = Entry::of_input(&item.name);
            entry.tell(&notes);
            return (entry, String::new(), None);
        };
        let input = output::fingerprint(given.bytes());
        if let Some((entry, book)) = self.earlier.of(&item.name, &input, &self.asked, self.folder, self.desk) {
            return (entry, input, book);
        }
        let figures = given.figures(self.known);
        let source = figures.source.clone();
        let mut done = self.desk.read(figures, self.work);
        done.entry.tell(&notes);
        let place = self.place(&item, &done.entry);
        if let Err(fault) = self.write(&item, &place, &source, &mut done) {
            done.entry.tell(&[*fault]);
            done.entry.status = Status::Failed;
        }
        (done.entry, input, done.report.map(|report| report.book))
    }

    /// Where its files go below the folder, without an ending.
    fn place(&self, item: &Item, entry: &Entry) -> PathBuf {
        let Some(line) = item.line else { return item.place.clone() };
        let name: String = entry.department.chars().map(|c| if is_in_names(c) { c } else { '_' }).take(60).collect();
        item.place.join(format!("{line:06}-{name}"))
    }

    fn write(&self, item: &Item, place: &Path, source: &Source, done: &mut Done) -> Result<(), Box<Diagnostic>> {
        let input = match &item.text {
            Text::File(path) => Some(path.as_path()),
            _ => None,
        };
        let inputs: Vec<&Path> = input.into_iter().collect();
        if let (Some(report), Some(format)) = (&done.report, self.work.draft) {
            let name = with_ending(place, format.name());
            let base = report.base.as_ref().filter(|_| !format.carries_base());
            self.put(&name, report.printed.bytes(), base, &inputs)?;
            done.entry.outputs.push(name.display().to_string());
        }
        if self.work.check && !done.found.is_empty() {
            let audit = Audit::of_figures(source.clone(), std::mem::take(&mut done.found));
            let name = with_ending(place, "check.html");
            self.put(&name, findings::html(&audit).as_bytes(), Some(serde_json::json!({})), &inputs)?;
            done.entry.outputs.push(name.display().to_string());
        }
        Ok(())
    }

    fn put(
        &self,
        name: &Path,
        bytes: &[u8],
        base: Option<impl serde::Serialize>,
        inputs: &[&Path],
    ) -> Result<(), Box<Diagnostic>> {
        let path = self.folder.join(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(|error| output::unwritable(parent, &error))?;
        }
        Output { path: &path, force: self.force, inputs }.write(bytes, base)
    }
}

/// Letters that every file system takes in a name.
fn is_in_names(c: char) -> bool {
    c.is_alphanumeric() || "（）()-_·".contains(c)
}

/// `2023` and `txt` -> `2023.txt`, also where the name has dots of its own.
fn with_ending(place: &Path, ending: &str) -> PathBuf {
    let mut name = place.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    name.into()
}

fn write_summary(folder: &Path, summary: &Summary) -> Result<(), Box<Diagnostic>> {
    for (name, text) in [("summary.json", summary.json()), ("summary.html", summary::html(summary))] {
        let path = folder.join(name);
        output::replace(&path, text.as_bytes()).map_err(|error| output::unwritable(&path, &error))?;
    }
    Ok(())
}

/// The departments of a list, one a line, `#` before a remark.
fn list(path: &Path) -> Result<Vec<String>, Vec<Diagnostic>> {
    let mut faults = Vec::new();
    let Some(source) = Source::read(path, &mut faults) else { return Err(faults) };
    let lines = source.text().lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    Ok(lines.map(str::to_owned).collect())
}
