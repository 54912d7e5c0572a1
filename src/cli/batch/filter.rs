//! JSON Lines in, JSON Lines out (管道): one result a line in the order of the input, nothing kept behind.

use std::{
    borrow::Cow,
    io::{self, BufWriter, ErrorKind, Write},
};

use rayon::ThreadPool;
use serde::Serialize;

use super::{
    Arguments,
    inputs::{self, Item, Text},
    progress::Progress,
    stopped,
};
use crate::{
    batch::{Desk, Entry, Status, Told, Work, Written, ordered, summary::Count},
    cli::{Outcome, terminal::Terminal},
    diagnostic::Diagnostic,
    formats::Format,
    report::SavedReport,
    source::Source,
};

/// One result (一行结果).
#[derive(Serialize)]
struct Line<'a> {
    schema: u8,
    input: &'a str,
    department: &'a str,
    year: Option<u16>,
    status: Status,
    missing: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    report: Option<&'a SavedReport>,
    findings: &'a [Told],
}

pub fn run(
    arguments: &Arguments,
    desk: &Desk,
    pool: &ThreadPool,
    terminal: &Terminal,
) -> Result<Outcome, Vec<Diagnostic>> {
    let inputs = inputs::find(&arguments.inputs, None)?;
    let work = arguments.work();
    let work = Work { base: work.draft == Some(Format::Json), ..work };
    let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    let mut progress = Progress::begin(None, arguments.quiet, terminal);
    let mut count = Count::default();
    let mut failure = None;
    ordered::each(
        pool,
        inputs.into_iter().flat_map(inputs::Input::items),
        |item| line(item, desk, work),
        |(line, status)| {
            count.add(status);
            progress.step();
            failure = out.write_all(line.as_bytes()).err();
            failure.is_none() && !stopped()
        },
    );
    failure = failure.or_else(|| out.flush().err());
    progress.end();
    match failure {
        // Whoever reads has seen enough.
        Some(error) if error.kind() == ErrorKind::BrokenPipe => return Ok(Outcome::Clean),
        Some(error) => {
            let fault = Diagnostic::error("C012", format!("写不到标准输出：{error}"));
            return Err(vec![fault.help("检查磁盘空间和输出去向")]);
        }
        None => {}
    }
    if !arguments.quiet {
        terminal.whisper(&super::folder::told(count));
    }
    Ok(super::folder::outcome(count))
}

fn line(item: Item, desk: &Desk, work: Work) -> (String, Status) {
    let mut notes = Vec::new();
    let source = match item.text {
        Text::Read(source) => Some(source),
        Text::File(path) => Source::read(&path, &mut notes),
        Text::Fault(fault) => {
            notes.push(*fault);
            None
        }
    };
    let Some(source) = source else {
        let mut entry = Entry::of_input(&item.name);
        entry.tell(&notes);
        return (print(&entry, None, work), entry.status);
    };
    let done = desk.figures(&source, work);
    (print(&done.entry, done.report.as_ref(), work), done.entry.status)
}

fn print(entry: &Entry, report: Option<&Written>, work: Work) -> String {
    let (text, tree) = match report {
        Some(report) if work.draft == Some(Format::Json) => (None, report.base.as_ref()),
        Some(report) => (Some(String::from_utf8_lossy(&report.bytes)), None),
        None => (None, None),
    };
    let line = Line {
        schema: 1,
        input: &entry.input,
        department: &entry.department,
        year: entry.year,
        status: entry.status,
        missing: entry.missing,
        text,
        report: tree,
        findings: &entry.diagnostics,
    };
    let mut line = serde_json::to_string(&line).unwrap_or_default();
    line.push('\n');
    line
}
