//! The complete report as a Word document (整本报告): cover, a field of contents that is filled in, every part in turn.

use super::{
    bookmark,
    content::{Body, IN_WHOLE, Written},
    parts::Sections,
    table,
};
use crate::report::{
    SavedReport,
    whole::{Part, TitledTable, WholeReport},
};

/// Begins a new page.
const NEW_PAGE: &str = "<w:pageBreakBefore/>";

/// Write all of it; the base is that of part three.
pub(super) fn write(whole: &WholeReport, base: &SavedReport, highlight: &str, sections: &Sections) -> Written {
    let body = Body::new(highlight, &IN_WHOLE, whole.narrative.text_len() * 2);
    let mut book = Book { body, sections, wide: false, counting: false, headings: 0, cells: 0 };
    book.cover(whole);
    book.contents(whole);
    for part in &whole.parts {
        book.part(part, base, whole);
    }
    book.turn(false);
    let last = book.counted(&sections.upright);
    book.body.finish(&last)
}

struct Book<'r> {
    body: Body<'r>,
    sections: &'r Sections,
    /// Is the page on its side?
    wide: bool,
    /// Has the first section with page numbers ended? It counts from 1.
    counting: bool,
    headings: usize,
    /// How many cells have a bookmark.
    cells: usize,
}

impl Book<'_> {
    fn cover(&mut self, whole: &WholeReport) {
        for line in &whole.cover {
            self.body.style = "Cover";
            match &line.missing {
                Some((place, what)) => {
                    self.body.words(&line.text[..place.start], false);
                    self.body.open(&line.text[place.clone()], what);
                    self.body.words(&line.text[place.end..], false);
                }
                None => self.body.words(&line.text, false),
            }
            self.body.close();
        }
    }

    /// The contents are a field: Word writes them anew when asked. They name no pages, so that none is wrong.
    fn contents(&mut self, whole: &WholeReport) {
        let Some(title) = &whole.contents else { return self.front() };
        self.body.style = "ContentsHeading";
        self.body.properties.push_str(NEW_PAGE);
        self.body.words(title, false);
        self.body.close();
        let headings = whole.headings();
        for (index, heading) in headings.iter().enumerate() {
            self.body.style = if heading.level == 1 { "TOC1" } else { "TOC2" };
            self.body.begin();
            if index == 0 {
                self.body.out.push_str(
                    "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> \
                     TOC \\o \"1-2\" \\n \\h \\z </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>",
                );
            }
            self.body.out.push_str("<w:hyperlink w:anchor=\"");
            self.body.out.push_str(&bookmark::contents(index + 1));
            self.body.out.push_str("\" w:history=\"1\">");
            self.body.words(heading.text, false);
            self.body.out.push_str("</w:hyperlink>");
            if index + 1 == headings.len() {
                self.body.out.push_str("<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>");
            }
            self.body.close();
        }
        self.front();
    }

    /// Cover and contents have no page numbers.
    fn front(&mut self) {
        let front = self.sections.front.clone();
        self.end_section(&front);
    }

    fn part(&mut self, part: &Part, base: &SavedReport, whole: &WholeReport) {
        if let Part::Tables { title, tables } = part {
            // The title of the part stands on the page of its first table.
            self.turn(tables.first().is_some_and(|table| table.table.wide));
            self.body.properties.push_str(NEW_PAGE);
            self.heading("Heading1", title);
            for (index, table) in tables.iter().enumerate() {
                self.turn(table.table.wide);
                if index > 0 {
                    self.body.properties.push_str(NEW_PAGE);
                }
                self.table(table, whole);
            }
            return;
        }
        self.turn(false);
        self.body.properties.push_str(NEW_PAGE);
        let headings = &mut self.headings;
        let mut anchor = |_: &str| {
            *headings += 1;
            Some(bookmark::contents(*headings))
        };
        match part {
            Part::Overview(report) => self.body.overview(report, &mut anchor),
            Part::Narrative(report) => self.body.narrative(report, base, &whole.charts, &mut anchor),
            Part::Glossary { title, terms } => {
                self.heading("Heading1", title);
                for term in terms {
                    self.body.style = "BodyText";
                    self.body.words(term, false);
                    self.body.close();
                }
            }
            Part::Tables { .. } => {}
        }
    }

    fn heading(&mut self, style: &'static str, text: &str) {
        self.headings += 1;
        self.body.title(style, [None, Some(bookmark::contents(self.headings))], text);
    }

    fn table(&mut self, titled: &TitledTable, whole: &WholeReport) {
        self.heading("Heading2", &titled.title);
        let width = if titled.table.wide { self.sections.widths.1 } else { self.sections.widths.0 };
        if titled.department.is_some() || titled.unit.is_some() {
            self.body.style = "TableAbove";
            let tab = format!("<w:tabs><w:tab w:val=\"right\" w:pos=\"{width}\"/></w:tabs>");
            self.body.properties.push_str(&tab);
            let above = [&titled.department, &titled.unit].map(|line| line.as_deref().unwrap_or_default());
            self.body.words(&above.join("\t"), false);
            self.body.close();
        }
        let widths = (width, self.sections.letter);
        table::write(&titled.table, whole.narrative, widths, &mut self.body, &mut self.cells);
        if let Some(note) = &titled.table.note {
            self.body.style = "TableText";
            self.body.words(note, false);
            self.body.close();
        }
    }

    /// Turn the paper, if it has to be.
    fn turn(&mut self, wide: bool) {
        if self.wide != wide {
            let section = if self.wide { &self.sections.on_its_side } else { &self.sections.upright };
            let section = self.counted(&section.clone());
            self.end_section(&section);
            self.wide = wide;
        }
    }

    fn counted(&mut self, section: &str) -> String {
        let start = if self.counting { "" } else { "<w:pgNumType w:start=\"1\"/>" };
        self.counting = true;
        section.replacen("<w:cols", &format!("{start}<w:cols"), 1)
    }

    /// A page's properties stand in the last paragraph of its section: one that takes no room.
    fn end_section(&mut self, section: &str) {
        self.body.style = "Normal";
        self.body.properties.push_str("<w:spacing w:before=\"0\" w:after=\"0\" w:line=\"20\" w:lineRule=\"exact\"/>");
        self.body.properties.push_str(section);
        self.body.begin();
        self.body.close();
    }
}
