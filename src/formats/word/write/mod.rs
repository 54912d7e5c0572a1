//! A report as a Word document (写成 Word): an official document in the house's layout, which carries its own base.

mod bookmark;
mod chart;
mod comments;
mod content;
mod list;
mod pack;
mod parts;
mod table;
mod whole;
pub(super) mod xml;

use crate::{
    formats::saved_tables,
    phrase::Layout,
    report::{
        Report, SavedReport,
        whole::{WholeReport, chart::Chart},
    },
};

pub(super) use comments::{LEADS, WAITS, remarks};
pub use list::{Listed, docx_list};
use pack::Pack;

/// The namespace under which a document carries the draft it was printed from (底稿).
pub const BASE_NAMESPACE: &str = "urn:juesuan:base:1";

/// Write a report as a Word document, in the layout of its house.
pub fn docx(report: &Report) -> Vec<u8> {
    Blank::of(&report.house.entries.layout).fill(report)
}

/// Write the complete report as a Word document; what it carries is the base of part three and of the tables.
pub fn docx_whole(whole: &WholeReport) -> Vec<u8> {
    let layout = &whole.narrative.house.entries.layout;
    let blank = Blank::with(layout, parts::Kind::Whole, &whole.charts);
    let saved = SavedReport { tables: saved_tables(whole), ..SavedReport::base(whole.narrative) };
    let sections = parts::Sections::of(layout);
    blank.finish(Some(&saved), &whole::write(whole, &saved, &blank.highlight, &sections))
}

const DOCUMENT: &str = "word/document.xml";
const BASE: &str = "customXml/item1.xml";

/// An empty document in a house's layout (空白文档); many reports are filled in from one.
pub struct Blank {
    /// The parts that are the same in every report, packed already.
    parts: Pack,
    /// Page and footers, the last thing in the body.
    section: String,
    /// What placeholders are painted with.
    highlight: String,
}

impl Blank {
    /// Prepare the parts that depend on the layout only.
    ///
    /// # Panics
    /// Never in a released program: a test renders all parts.
    pub fn of(layout: &Layout) -> Blank {
        Blank::with(layout, parts::Kind::Narrative, &[])
    }

    fn with(layout: &Layout, kind: parts::Kind, charts: &[Chart]) -> Blank {
        let mut parts = Pack::default();
        for (name, text) in parts::fixed(layout, kind, charts.len()) {
            parts.add(name, text.as_bytes());
        }
        for (number, chart) in (1..).zip(charts) {
            parts.add(&chart::name(number), chart::part(chart).as_bytes());
        }
        Blank { parts, section: parts::section(layout), highlight: parts::highlight(layout) }
    }

    /// Write a report into it.
    ///
    /// # Panics
    /// Never: nothing can fail in memory.
    pub fn fill(&self, report: &Report) -> Vec<u8> {
        let saved = SavedReport::base(report);
        self.finish(Some(&saved), &content::write(report, &saved, &self.highlight, &self.section))
    }

    fn finish(&self, saved: Option<&SavedReport>, written: &content::Written) -> Vec<u8> {
        let base = base_part(saved, checksum(written.document.as_bytes()), false);
        let mut pack = self.parts.clone();
        let (document, comments) = (written.document.as_bytes(), written.comments.as_bytes());
        for (name, part) in [(DOCUMENT, document), ("word/comments.xml", comments), (BASE, &base)] {
            pack.add(name, part);
        }
        pack.finish()
    }
}

/// The draft that a later update starts from, in an XML wrapper; without one, the wrapper alone (底稿).
pub(super) fn base_part(saved: Option<&SavedReport>, document: u32, revised: bool) -> Vec<u8> {
    let mut out = Vec::with_capacity(BASE_SIZE);
    out.extend(base_opening(document).as_bytes());
    out.extend(if revised { REVISED.as_bytes() } else { b"" });
    out.push(b'>');
    if let Some(saved) = saved {
        let start = out.len();
        serde_json::to_writer(&mut out, saved).expect("a saved report is plain data");
        xml::escape_json(&mut out, start);
    }
    out.extend(b"</base>");
    out
}

/// What the base says of a document that has a person's words in it (改过的文本).
pub(super) const REVISED: &str = " revised=\"true\"";

/// The base names the checksum of the body it was written with: Word writes the body anew whenever it saves.
pub(super) fn base_opening(document: u32) -> String {
    format!("{}<base xmlns=\"{BASE_NAMESPACE}\" document=\"{document:08x}\"", xml::DECLARATION)
}

/// The checksum that a part has in its package.
pub(super) fn checksum(part: &[u8]) -> u32 {
    crc32fast::hash(part)
}

/// Room for the base of most reports.
const BASE_SIZE: usize = 64 * 1024;
