//! What `draft` says about its text (起草附注): what waits to be filled in, and the sum of it.

use std::{fmt::Write, path::Path};

use crate::{
    diagnostic::{self, Diagnostic},
    phrase::SpanKind,
    report::{
        Report, place_of, waits_for,
        whole::{Part, WholeReport},
    },
    tables::own,
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
    let mut list = List::default();
    list.report(report);
    list.finish()
}

/// The same for the complete report; cells of a table are counted together.
pub fn missing_of_whole(whole: &WholeReport) -> Missing {
    let mut list = List::default();
    for (_, what) in whole.cover.iter().filter_map(|line| line.missing.as_ref()) {
        list.line("封面", what, 1);
    }
    for part in &whole.parts {
        match part {
            Part::Overview(report) => list.report(report),
            Part::Narrative(report) => list.report(report),
            Part::Tables { tables, .. } => {
                for table in tables.iter().filter(|table| table.missing() > 0) {
                    let count = table.missing();
                    list.line(&table.title, &format!("{count} 个单元格"), count);
                }
            }
            Part::Glossary { .. } => {}
        }
    }
    list.finish()
}

/// Which charts are left out, and why (没有画的图).
pub fn not_drawn(whole: &WholeReport) -> String {
    match whole.not_drawn.join("、") {
        none if none.is_empty() => none,
        titles => format!("没有画的图：{titles}（有的数没有填、是负数，或各项加起来不等于合计）\n\n"),
    }
}

#[derive(Default)]
struct List {
    count: usize,
    lines: String,
}

impl List {
    fn line(&mut self, place: &str, what: &str, count: usize) {
        self.count += count;
        let _ = writeln!(self.lines, "  {place}：{what}");
    }

    fn report(&mut self, report: &Report) {
        let source = &report.accounts.source;
        for section in report.sections() {
            for sentence in section.paragraphs().flat_map(|paragraph| paragraph.sentences()) {
                for span in sentence.spans().iter().filter(|span| span.kind == SpanKind::Placeholder) {
                    let mut what = waits_for(report, span);
                    if let Some(place) = place_of(report, span) {
                        let _ = match own::cell_of(source, place.start) {
                            Some(cell) => write!(what, "（{} {cell}）", source.name()),
                            None => {
                                let (line, column) = source.line_column(place.start);
                                write!(what, "（{}:{line}:{column}）", source.name())
                            }
                        };
                    }
                    self.line(section.title(), &what, 1);
                }
            }
        }
    }

    fn finish(self) -> Missing {
        let List { count, lines } = self;
        let text = if count == 0 { lines } else { format!("待补充[{OPEN}]：文中有 {count} 处\n{lines}\n") };
        Missing { count, text }
    }
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
