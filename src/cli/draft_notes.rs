//! What `draft` says about its text (起草附注): what waits to be filled in, and the sum of it.

use std::{fmt::Write, path::Path};

use crate::{
    diagnostic::{self, Diagnostic},
    phrase::SpanKind,
    report::{Report, place_of},
};

/// The code under which placeholders are listed.
const OPEN: &str = "D002";

/// The placeholders of a draft (待补充).
pub struct Missing {
    /// How many.
    pub count: usize,
    /// One line each, under a heading; empty if there are none.
    pub text: String,
}

/// List what waits to be filled in, by section and row, with the place in the figures file where it is known.
pub fn missing(report: &Report) -> Missing {
    let mut lines = String::new();
    let mut count = 0;
    let source = &report.accounts.source;
    for section in report.sections() {
        for sentence in section.paragraphs().flat_map(|paragraph| paragraph.sentences()) {
            for span in sentence.spans().iter().filter(|span| span.kind == SpanKind::Placeholder) {
                count += 1;
                let _ = write!(lines, "  {}：", section.title());
                if let Some(row) = span.row.filter(|row| !row.name.is_empty()) {
                    let _ = match &row.code {
                        Some(code) => write!(lines, "{code} {}：", row.name),
                        None => write!(lines, "{}：", row.name),
                    };
                }
                lines.push_str(&span.slot.what);
                if let Some(place) = place_of(report, span) {
                    let (line, column) = source.line_column(place.start);
                    let _ = write!(lines, "（{}:{line}:{column}）", source.name());
                }
                lines.push('\n');
            }
        }
    }
    let text = if count == 0 { lines } else { format!("待补充[{OPEN}]：文中有 {count} 处\n{lines}\n") };
    Missing { count, text }
}

/// One line for the whole draft (小结).
pub fn summary(report: &Report, missing: usize, found: &[Diagnostic], file: Option<&Path>) -> String {
    let mut line = format!("{} {}年度：", report.accounts.department, report.accounts.year);
    let _ = match file {
        Some(file) => write!(line, "已写到 {}，", file.display()),
        None => write!(line, "已起草，"),
    };
    let _ = write!(line, "{} 章", report.sections().count());
    let _ = if missing == 0 { write!(line, "，没有待补充") } else { write!(line, "，待补充 {missing} 处") };
    let _ = writeln!(line, "；{}", diagnostic::summary(found));
    line
}
