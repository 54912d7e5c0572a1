//! A batch into a folder (批量到文件夹): a report and its findings for each department, then the summary.

use std::{
    collections::HashSet,
    fs,
    path::{Path, PathBuf},
};

use super::{
    Arguments,
    find::{Found, find},
    inputs::{Input, Item, Text},
    list,
    places::with_ending,
    progress::Progress,
    record::{self, Earlier, Record},
    side, stale, stopped,
};
use crate::{
    audit::Audit,
    batch::{
        BookMark, Desk, Done, Entry, Status, Work, across, ordered,
        summary::{self, Count, PassedOver, Summary},
    },
    cli::{
        Outcome,
        import::Known,
        made,
        output::{self, Output},
        terminal::Terminal,
    },
    diagnostic::{Diagnostic, Severity},
    formats::{Format, findings},
    source::Source,
};

/// Everything that the departments of one run share.
struct Run<'a> {
    folder: &'a Path,
    desk: &'a Desk,
    known: &'a Known,
    work: Work,
    force: bool,
    resume: bool,
    earlier: Earlier,
    asked: String,
}

/// A department that is done (做完的).
struct Noted {
    entry: Entry,
    /// The fingerprint of its input.
    input: String,
    book: Option<BookMark>,
    /// The files that could not be written for it.
    refused: Vec<String>,
}

/// How a report that people have edited gets new figures.
const KEEP: &str = "数有更正的，用 juesuan update 放进改过的文本；确定不要那个文件，删去它再做，或加 --force";

/// The ending of what is wrong with a department.
const FINDINGS: &str = "check.html";

pub fn run(
    arguments: &Arguments,
    folder: &Path,
    (desk, known): (&Desk, &Known),
    terminal: &Terminal,
) -> Result<Outcome, Vec<Diagnostic>> {
    let work = arguments.work();
    let reports: Vec<&str> = endings(work).collect();
    let Found { inputs, mut passed_over } = find(&arguments.inputs, Some(folder), &reports, arguments.jsonl)?;
    let wanted = arguments.list.as_deref().map(list::read).transpose()?;
    fs::create_dir_all(folder).map_err(|error| vec![*output::unwritable(folder, &error)])?;
    let asked = format!("{} {work:?} {:?} {:?}", env!("CARGO_PKG_VERSION"), arguments.phrasebook, arguments.reference);
    let unrecorded = |error| vec![*output::unwritable(&folder.join(record::NAME), &error)];
    let mut record = Record::begin(folder, asked.clone()).map_err(|fault| vec![*fault])?;
    stale::clear_temporary(folder);
    let earlier = Earlier::read(folder);
    let all =
        inputs.iter().all(|input| matches!(input, Input::File(..) | Input::Unread(..))).then_some(inputs.len() as u64);
    let streams: Vec<PathBuf> = inputs.iter().filter_map(Input::folder).collect();
    let run = Run { folder, desk, known, work, force: arguments.force, resume: arguments.resume, earlier, asked };
    let mut progress = Progress::begin(all, arguments.quiet, terminal);
    let bar = progress.bar();
    let (mut entries, mut count, mut failure, mut refused) = (Vec::new(), Count::default(), None, HashSet::new());
    ordered::each(
        arguments.jobs(),
        inputs.into_iter().flat_map(Input::items),
        Item::bytes,
        |item| {
            let noted = run.one(item);
            bar.inc(1);
            noted
        },
        |done: Vec<Result<Noted, PassedOver>>| {
            for noted in done {
                progress.step();
                let Noted { entry, input, book, refused: names } = match noted {
                    Ok(noted) => noted,
                    Err(passed) => {
                        passed_over.push(passed);
                        continue;
                    }
                };
                refused.extend(names);
                failure = failure.take().or_else(|| record.note(input, book, &entry).err());
                count.add(entry.status);
                entries.push(entry);
            }
            failure.is_none() && !stopped()
        },
    );
    progress.end();
    if let Some(error) = failure {
        return Err(unrecorded(error));
    }
    if !stopped() {
        let left = stale::clear_results(folder, &run.earlier, &entries, &streams, (&reports, &refused));
        Record::finish(folder, entries.len(), &left.names).map_err(unrecorded)?;
        passed_over.extend(left.told);
    }
    let across = across::check(&entries, wanted.as_deref().filter(|_| !stopped()));
    write_summary(folder, &Summary::of(&entries, &across, &passed_over)).map_err(|fault| vec![*fault])?;
    side::tell(&across, arguments.quiet, terminal);
    terminal.whisper(&open(&entries));
    if !arguments.quiet {
        terminal.whisper(&super::passed_over(&passed_over));
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

/// What a script is told of so many departments.
pub fn outcome(count: Count) -> Outcome {
    if count.person + count.failed > 0 { Outcome::NeedsPerson } else { Outcome::Clean }
}

/// One line for all.
pub fn told(count: Count) -> String {
    let Count { all, clean, person, failed } = count;
    format!("{all} 个部门：可用 {clean}，要人看 {person}，没做成 {failed}\n")
}

/// The departments that could not be done, with the reason of each.
fn open(entries: &[Entry]) -> String {
    let mut text = String::new();
    for entry in entries.iter().filter(|entry| entry.status == Status::Failed) {
        let told = entry.diagnostics.iter().find(|told| told.severity == "error");
        let is_stream = entry.input.ends_with(" 行");
        let line =
            told.and_then(|told| told.line).filter(|_| !is_stream).map(|line| format!(":{line}")).unwrap_or_default();
        let why = told.map(|told| format!("[{}] {}", told.code, told.message)).unwrap_or_default();
        text.push_str(&format!("没做成 {}{line}：{why}\n", entry.input));
    }
    text
}

impl Run<'_> {
    /// One department, whatever becomes of it.
    fn one(&self, item: Item) -> Result<Noted, PassedOver> {
        let mut notes = Vec::new();
        let Some(given) = item.given(&mut notes) else {
            let mut entry = Entry::of_input(&item.name);
            entry.tell(&notes);
            return Ok(Noted { entry, input: String::new(), book: None, refused: Vec::new() });
        };
        let input = made::fingerprint(given.bytes());
        let is_here = |entry: &Entry| {
            let place = self.place(&item, entry);
            entry
                .outputs
                .iter()
                .all(|output| endings(self.work).any(|ending| Path::new(output) == with_ending(&place, ending)))
        };
        let earlier = self.earlier.of(&item.name, &input, &self.asked, self.folder, self.desk);
        if let Some((entry, book)) = earlier.filter(|(entry, _)| self.resume && is_here(entry)) {
            return Ok(Noted { entry, input, book, refused: Vec::new() });
        }
        let figures = given.figures(self.known);
        if let Some(passed) = item.passed_over(&figures) {
            return Err(passed);
        }
        let source = figures.source.clone();
        let mut done = self.desk.read(figures, self.work);
        done.entry.tell(&notes);
        let place = self.place(&item, &done.entry);
        let refused = self.write(&item, &place, &source, &mut done);
        Ok(Noted { entry: done.entry, input, book: done.report.map(|report| report.book), refused })
    }

    /// Where its files go below the folder, without an ending.
    fn place(&self, item: &Item, entry: &Entry) -> PathBuf {
        let Some(line) = item.line else { return item.place.clone() };
        let name: String = entry.department.chars().map(|c| if is_in_names(c) { c } else { '_' }).take(60).collect();
        item.place.join(format!("{line:06}-{name}"))
    }

    /// Write what was made, as much of it as can be; the files that could not be written, which is its failure.
    fn write(&self, item: &Item, place: &Path, source: &Source, done: &mut Done) -> Vec<String> {
        let inputs: Vec<&Path> = match &item.text {
            Text::File(path) => vec![path],
            _ => Vec::new(),
        };
        let mut put = Vec::new();
        if let (Some(report), Some(format)) = (&done.report, self.work.draft) {
            let name = with_ending(place, format.name());
            let draft = report.base.as_ref();
            let kept =
                || !self.force && draft.is_some_and(|draft| made::is_same_draft(&self.folder.join(&name), draft));
            let base = draft.filter(|_| !format.carries_base());
            let written = self.put(&name, report.printed.bytes(), base, &inputs);
            put.push((written.or_else(|fault| if kept() { Ok(()) } else { Err(fault) }), name));
        }
        if self.work.check && !done.found.is_empty() {
            let audit = Audit::of_figures(source.clone(), std::mem::take(&mut done.found));
            let name = with_ending(place, FINDINGS);
            let written = self.put(&name, findings::html(&audit).as_bytes(), Some(serde_json::json!({})), &inputs);
            put.push((written, name));
        }
        let mut refused = Vec::new();
        for (written, name) in put.into_iter().rev() {
            let name = name.display().to_string();
            match written {
                Ok(()) => done.entry.outputs.insert(0, name),
                Err(fault) => {
                    done.entry.fail(&fault);
                    refused.push(name);
                }
            }
        }
        refused
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
        let output = Output { path: &path, force: self.force, inputs, revised: false };
        output.write(bytes, base).map_err(|fault| match fault.code {
            "C011" => Box::new(fault.help(KEEP)),
            _ => fault,
        })
    }
}

/// The endings of what is written for a department.
fn endings(work: Work) -> impl Iterator<Item = &'static str> {
    work.draft.map(Format::name).into_iter().chain([FINDINGS])
}

/// Letters that every file system takes in a name.
fn is_in_names(c: char) -> bool {
    c.is_alphanumeric() || "（）()-_·".contains(c)
}

fn write_summary(folder: &Path, summary: &Summary) -> Result<(), Box<Diagnostic>> {
    for (name, text) in [("summary.json", summary.json()), ("summary.html", summary::html(summary))] {
        let path = folder.join(name);
        output::replace(&path, text.as_bytes()).map_err(|error| output::unwritable(&path, &error))?;
    }
    Ok(())
}
