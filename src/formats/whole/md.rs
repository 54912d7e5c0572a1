//! The complete report as Markdown: contents as a list, tables with one row of headings.

use super::{OVER, shown};
use crate::{
    formats::{
        self,
        md::{guard_start, push_escaped, push_placeholder},
    },
    report::{
        Report,
        forms::Cell,
        whole::{Part, TitledTable, WholeReport},
    },
};

/// Print the complete report as Markdown.
pub fn md(whole: &WholeReport) -> String {
    let mut out = Out(String::new());
    for line in &whole.cover {
        match &line.missing {
            Some((place, _)) => {
                push_escaped(&line.text[..place.start], &mut out.0);
                push_placeholder(&line.text[place.clone()], &mut out.0);
                push_escaped(&line.text[place.end..], &mut out.0);
            }
            None => push_escaped(&line.text, &mut out.0),
        }
        out.0.push_str("\n\n");
    }
    if let Some(contents) = &whole.contents {
        out.line("# ", contents);
        out.0.push('\n');
        for heading in whole.headings() {
            out.line(if heading.level == 1 { "- " } else { "  - " }, heading.text);
        }
        out.0.push('\n');
    }
    for (index, part) in whole.parts.iter().enumerate() {
        if index > 0 {
            out.0.push('\n');
        }
        match part {
            Part::Overview(report) => out.0.push_str(&formats::md(report)),
            Part::Narrative(report) => out.0.push_str(&formats::md(report)),
            Part::Tables { title, tables } => {
                out.line("# ", title);
                tables.iter().for_each(|table| out.table(table, whole.narrative));
            }
            Part::Glossary { title, terms } => {
                out.line("# ", title);
                terms.iter().for_each(|term| out.paragraph(term));
            }
        }
    }
    out.0
}

struct Out(String);

impl Out {
    fn line(&mut self, mark: &str, text: &str) {
        self.0.push_str(mark);
        push_escaped(text, &mut self.0);
        self.0.push('\n');
    }

    fn paragraph(&mut self, text: &str) {
        self.0.push('\n');
        let start = self.0.len();
        push_escaped(text, &mut self.0);
        guard_start(start, &mut self.0);
        self.0.push('\n');
    }

    fn table(&mut self, titled: &TitledTable, report: &Report) {
        self.0.push('\n');
        self.line("## ", &titled.title);
        let above: Vec<&str> = [&titled.department, &titled.unit].into_iter().flatten().map(String::as_str).collect();
        if !above.is_empty() {
            self.paragraph(&above.join("　"));
        }
        let table = &titled.table;
        let columns = table.columns();
        if !table.rows.is_empty() {
            self.0.push('\n');
            self.row(columns.iter().map(|column| column.join(OVER)), |text, out| push_escaped(text, out));
            let figures = (0..columns.len()).map(|column| table.rows.iter().any(|row| row[column].is_figure()));
            self.row(figures.map(|figures| if figures { "---:" } else { "---" }), |text, out| out.push_str(text));
            for row in &table.rows {
                let cells = row.iter().zip(&columns).map(|(cell, column)| (cell, shown(cell, column, report)));
                self.row(cells, |(cell, text), out| match cell {
                    Cell::Missing => push_placeholder(text, out),
                    _ => push_escaped(text, out),
                });
            }
        }
        table.note.iter().for_each(|note| self.paragraph(note));
    }

    fn row<T>(&mut self, cells: impl Iterator<Item = T>, push: impl Fn(&T, &mut String)) {
        for cell in cells {
            self.0.push_str("| ");
            push(&cell, &mut self.0);
            self.0.push(' ');
        }
        self.0.push_str("|\n");
    }
}
