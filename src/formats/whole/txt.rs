//! The complete report as plain text (纯文本): cells of tables parted by tabs, as they are pasted into a sheet.

use super::shown;
use crate::{
    formats,
    report::{
        Report,
        whole::{Part, TitledTable, WholeReport},
    },
};

/// Print the complete report as plain text.
pub fn txt(whole: &WholeReport) -> String {
    let mut out = Out(String::new());
    for line in &whole.cover {
        out.line(&line.text);
    }
    if let Some(contents) = &whole.contents {
        out.line("");
        out.line(contents);
        for heading in whole.headings() {
            out.line(heading.text);
        }
    }
    for part in &whole.parts {
        out.line("");
        match part {
            Part::Overview(report) => out.0.push_str(&formats::txt(report)),
            Part::Narrative(report) => out.0.push_str(&formats::txt(report)),
            Part::Tables { title, tables } => {
                out.line(title);
                tables.iter().for_each(|table| out.table(table, whole.narrative));
            }
            Part::Glossary { title, terms } => {
                out.line(title);
                terms.iter().for_each(|term| out.line(term));
            }
        }
    }
    out.0
}

struct Out(String);

impl Out {
    fn line(&mut self, text: &str) {
        self.0.push_str(text);
        self.0.push('\n');
    }

    fn table(&mut self, titled: &TitledTable, report: &Report) {
        self.line(&titled.title);
        let above: Vec<&str> = [&titled.department, &titled.unit].into_iter().flatten().map(String::as_str).collect();
        if !above.is_empty() {
            self.line(&above.join("\t"));
        }
        let table = &titled.table;
        let columns = table.columns();
        for row in table.head.iter().chain(&table.rows) {
            let cells: Vec<String> =
                row.iter().zip(&columns).map(|(cell, column)| shown(cell, column, report)).collect();
            self.line(&cells.join("\t"));
        }
        table.note.iter().for_each(|note| self.line(note));
    }
}
