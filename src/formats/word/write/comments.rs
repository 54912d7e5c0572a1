//! Comments at placeholders (批注): what to write there, from which figures, and what stood there last year.

use super::xml::{DECLARATION, push_escaped};
use crate::{
    phrase::{SlotKind, SpanKind, WrittenSpan},
    report::{Provenance, Report, SentenceView, last_said, provenance::abridged},
};

/// Who signs comments.
pub const AUTHOR: &str = "决算";

const OPENING: &str = "<w:comments xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">";

/// The comments of a document, in order.
#[derive(Default)]
pub(super) struct Comments {
    out: String,
    count: usize,
}

impl Comments {
    /// Add the comment for a placeholder; its number, from 0. `before` is the sentence before its own.
    pub fn add<'a>(
        &mut self,
        report: &Report<'a>,
        sentence: SentenceView<'_, 'a>,
        span: &WrittenSpan<'a>,
        before: Option<SentenceView<'_, 'a>>,
    ) -> usize {
        self.say(&lines(report, sentence, span, before))
    }

    /// Add a comment of these lines; its number, from 0.
    pub fn say(&mut self, lines: &[String]) -> usize {
        let number = self.count;
        self.count += 1;
        let out = &mut self.out;
        for piece in ["<w:comment w:id=\"", &number.to_string(), "\" w:author=\"", AUTHOR, "\" w:initials=\"", AUTHOR] {
            out.push_str(piece);
        }
        out.push_str("\">");
        for (at, line) in lines.iter().enumerate() {
            out.push_str("<w:p><w:pPr><w:pStyle w:val=\"CommentText\"/></w:pPr>");
            if at == 0 {
                out.push_str("<w:r><w:rPr><w:rStyle w:val=\"CommentReference\"/></w:rPr><w:annotationRef/></w:r>");
            }
            out.push_str("<w:r><w:rPr><w:rFonts w:hint=\"eastAsia\"/></w:rPr><w:t xml:space=\"preserve\">");
            push_escaped(line, out);
            out.push_str("</w:t></w:r></w:p>");
        }
        out.push_str("</w:comment>");
        number
    }

    /// The whole part.
    pub fn finish(self) -> String {
        [DECLARATION, OPENING, &self.out, "</w:comments>"].concat()
    }
}

/// How the comment at a place begins that waits to be filled in.
pub const WAITS: &str = "待补充：";

/// How lines of it begin that are no figures: what was said last year, and where in the figures file it belongs.
pub const LEADS: [&str; 2] = ["上年：", "填在数据文件："];

/// The first line of a comment: what waits to be filled in.
pub(super) fn open(what: &str) -> String {
    format!("{WAITS}{what}")
}

/// What the comment at each placeholder of part three says.
pub fn remarks(report: &Report) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    for paragraph in report.sections().flat_map(|section| section.paragraphs()) {
        let mut before = None;
        for sentence in paragraph.sentences() {
            let open = sentence.spans().iter().filter(|span| span.kind == SpanKind::Placeholder);
            found.extend(open.map(|span| lines(report, sentence, span, before)));
            before = Some(sentence);
        }
    }
    found
}

/// What a comment says, line by line.
fn lines<'a>(
    report: &Report<'a>,
    sentence: SentenceView<'_, 'a>,
    span: &WrittenSpan<'a>,
    before: Option<SentenceView<'_, 'a>>,
) -> Vec<String> {
    let provenance = Provenance::of(report, sentence, span);
    let row = span.row.filter(|row| !row.name.is_empty());
    let mut lines = vec![match row {
        Some(row) => open(&format!("{}（{}）", provenance.slot.what, row.name)),
        None => open(&provenance.slot.what),
    }];
    let mut figures = figures(report, sentence, Some(span));
    if let (true, Some(before)) = (figures.is_empty(), before) {
        figures = self::figures(report, before, None);
    }
    lines.extend(figures);
    lines.extend(last_said(report, span).map(|said| format!("{}{said}", LEADS[0])));
    let keys: Vec<String> = provenance.wanted().map(|source| format!("{} › {}", source.table, source.name)).collect();
    lines.extend((!keys.is_empty()).then(|| format!("{}{}", LEADS[1], keys.join("、"))));
    lines
}

/// The figures that a reason stands for, a line each: those between the reason before it and itself, and what was
/// computed from them.
fn figures<'a>(report: &Report<'a>, sentence: SentenceView<'_, 'a>, until: Option<&WrittenSpan>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for span in sentence.spans() {
        if until.is_some_and(|until| span.start >= until.start) {
            break;
        }
        match span.kind {
            SpanKind::Reason => found.clear(),
            SpanKind::Placeholder if matches!(span.slot.kind, SlotKind::Reason { .. }) => found.clear(),
            SpanKind::Figure => {
                let provenance = Provenance::of(report, sentence, span);
                for source in &provenance.sources {
                    let Some(value) = source.number.value() else { continue };
                    let line = format!("{} {}{}", source.name, abridged(value), source.unit);
                    if !found.contains(&line) {
                        found.push(line);
                    }
                }
                found.extend(provenance.formula.map(|formula| format!("{} = {}", formula.names, report.words(span))));
            }
            _ => {}
        }
    }
    found
}
