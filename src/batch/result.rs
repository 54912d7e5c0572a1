//! What the filter answers to one line (一行结果): JSON on one line again.

use serde::Serialize;

use super::{
    desk::{Work, Written},
    entry::{Entry, Status, Told},
};
use crate::{formats::Format, report::SavedReport};

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
    text: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    report: Option<&'a SavedReport>,
    findings: &'a [Told],
}

/// The line that says what became of a department (一行结果), with its line break; reports in JSON are put in as such,
/// others as text.
pub fn result_line(entry: &Entry, report: Option<&Written>, work: Work) -> String {
    let (text, tree) = match report {
        Some(report) if work.draft == Some(Format::Json) => (None, report.base.as_ref()),
        Some(report) => (std::str::from_utf8(&report.bytes).ok(), None),
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
