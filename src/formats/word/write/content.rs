//! The body of the document (正文): titles, paragraphs and runs, with a bookmark at every sentence and every span.

use memchr::memchr3;

use super::{
    bookmark::{self, Of},
    chart,
    comments::{self, Comments},
    xml::{DECLARATION, push_escaped},
};
use crate::{
    phrase::{SpanKind, WrittenSpan, numerals::push_ordinal},
    report::{ParagraphView, Report, SavedReport, SentenceView, sentence_ids, whole::chart::Chart},
};

const OPENING: &str = "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><w:body>";

/// The parts of the document that hold the report's words.
pub(super) struct Written {
    pub document: String,
    pub comments: String,
}

/// Write the report's body, and a comment at every placeholder; bookmarks count the sentences of the base.
pub(super) fn write(report: &Report, base: &SavedReport, highlight: &str, section: &str) -> Written {
    let mut body = Body::new(highlight, &ALONE, report.text_len());
    body.narrative(report, base, &[], &mut |_| None);
    body.finish(section)
}

/// The styles of headings (标题的样式).
pub(super) struct Heads {
    title: &'static str,
    section: &'static str,
    inner: &'static str,
}

/// Part three by itself has one title.
pub(super) const ALONE: Heads = Heads { title: "Title", section: "Heading1", inner: "Heading2" };

/// In the complete report the titles of parts are headings, too.
pub(super) const IN_WHOLE: Heads = Heads { title: "Heading1", section: "Heading2", inner: "Heading3" };

/// The body as it is written.
pub(super) struct Body<'r> {
    highlight: &'r str,
    heads: &'static Heads,
    pub out: String,
    /// The style of the paragraphs that are written now.
    pub style: &'static str,
    /// What else the next paragraph has.
    pub properties: String,
    /// Has the paragraph begun? It begins with its first words: the officer's prose may hold empty lines.
    begun: bool,
    bookmarks: usize,
    comments: Comments,
}

impl<'r> Body<'r> {
    pub fn new(highlight: &'r str, heads: &'static Heads, text: usize) -> Body<'r> {
        let mut out = String::with_capacity(16 * text);
        out.push_str(DECLARATION);
        out.push_str(OPENING);
        let comments = Comments::default();
        Body { highlight, heads, out, style: "", properties: String::new(), begun: false, bookmarks: 0, comments }
    }

    /// The last thing in the body is its page.
    pub fn finish(mut self, section: &str) -> Written {
        self.out.push_str(section);
        self.out.push_str("</w:body></w:document>");
        Written { document: self.out, comments: self.comments.finish() }
    }

    /// Part three; `anchor` gives what else a heading is called.
    pub fn narrative(
        &mut self,
        report: &Report,
        base: &SavedReport,
        charts: &[Chart],
        anchor: &mut dyn FnMut(&str) -> Option<String>,
    ) {
        self.title(self.heads.title, [Some(bookmark::TITLE.to_owned()), anchor(report.title())], report.title());
        let mut ids = base.sentences().map(|sentence| sentence.id.as_str()).zip(1..);
        for section in report.sections() {
            let name = bookmark::heading(section.number(), section.id());
            self.title(self.heads.section, [Some(name), anchor(section.title())], section.title());
            for paragraph in section.paragraphs() {
                self.paragraph(report, paragraph, Of::Narrative, &mut ids);
            }
            for (number, chart) in (1..).zip(charts).filter(|(_, chart)| chart.after == section.id()) {
                chart::place(number, &chart.title, self);
            }
        }
    }

    /// Part one.
    pub fn overview(&mut self, report: &Report, anchor: &mut dyn FnMut(&str) -> Option<String>) {
        self.title(self.heads.title, [None, anchor(report.title())], report.title());
        let ids = sentence_ids(report);
        let mut ids = ids.iter().map(String::as_str).zip(1..);
        for section in report.sections() {
            self.title(self.heads.section, [None, anchor(section.title())], section.title());
            for paragraph in section.paragraphs() {
                self.paragraph(report, paragraph, Of::Overview, &mut ids);
            }
        }
    }

    /// A heading with the bookmarks of these names.
    pub fn title(&mut self, style: &'static str, names: [Option<String>; 2], text: &str) {
        self.style = style;
        let bookmarks = names.map(|name| name.map(|name| self.start(|out| push_escaped(&name, out))));
        self.words(text, false);
        bookmarks.into_iter().flatten().for_each(|bookmark| self.end(bookmark));
        self.close();
    }

    fn paragraph<'p, 'a>(
        &mut self,
        report: &'p Report<'a>,
        paragraph: ParagraphView<'p, 'a>,
        of: Of,
        ids: &mut dyn Iterator<Item = (&str, usize)>,
    ) {
        self.style = if paragraph.is_heading() { self.heads.inner } else { "BodyText" };
        let mut before: Option<SentenceView> = None;
        let mut sentences = paragraph.sentences().peekable();
        while let Some(sentence) = sentences.next() {
            let (id, number) = ids.next().unwrap_or_default();
            let bookmark = self.start(|out| bookmark::sentence(of, number, id, out));
            // LibreOffice adds an empty line where a bookmark ends behind a full stop that hangs over the margin.
            let closing = if sentences.peek().is_none() { self::closing(sentence) } else { "" };
            self.sentence(report, sentence, (of, number), before, closing);
            self.end(bookmark);
            self.words(closing, false);
            before = Some(sentence);
        }
        self.close();
    }

    fn sentence<'p, 'a>(
        &mut self,
        report: &Report<'a>,
        sentence: SentenceView<'p, 'a>,
        (of, number): (Of, usize),
        before: Option<SentenceView<'p, 'a>>,
        closing: &str,
    ) {
        let text = &sentence.text()[..sentence.text().len() - closing.len()];
        let spans = sentence.spans();
        let mut order: Vec<usize> = (0..spans.len()).collect();
        order.sort_by_key(|&at| spans[at].start);
        let mut at = 0;
        for index in order {
            let span = &spans[index];
            let local = sentence.local(span);
            if local.start < at {
                continue;
            }
            // Years and names are the same all over the report, and a word of direction says no more than its figure:
            // nothing of theirs needs a mark.
            if matches!(span.kind, SpanKind::Year | SpanKind::Name | SpanKind::Word) {
                continue;
            }
            self.words(&text[at..local.start], false);
            at = local.end;
            let words = &text[local];
            let bookmark = self.start(|out| bookmark::span(of, (number, index + 1), &span.slot.name, out));
            if span.kind == SpanKind::Placeholder {
                self.placeholder(report, words, sentence, (span, before));
            } else {
                self.words(words, false);
            }
            self.end(bookmark);
        }
        self.words(&text[at..], false);
    }

    fn placeholder<'p, 'a>(
        &mut self,
        report: &Report<'a>,
        words: &str,
        sentence: SentenceView<'p, 'a>,
        (span, before): (&WrittenSpan<'a>, Option<SentenceView<'p, 'a>>),
    ) {
        let comment = self.comments.add(report, sentence, span, before);
        self.commented(words, comment);
    }

    /// Words that wait to be filled in, with a comment that says what they are.
    pub fn open(&mut self, words: &str, what: &str) {
        let comment = self.comments.say(&[comments::open(what)]);
        self.commented(words, comment);
    }

    fn commented(&mut self, words: &str, comment: usize) {
        self.begin();
        self.mark("commentRangeStart", comment);
        self.words(words, true);
        self.mark("commentRangeEnd", comment);
        self.out.push_str("<w:r><w:rPr><w:rStyle w:val=\"CommentReference\"/></w:rPr>");
        self.mark("commentReference", comment);
        self.out.push_str("</w:r>");
    }

    /// Words, a paragraph for every line of them.
    pub fn words(&mut self, text: &str, highlighted: bool) {
        for (at, line) in text.split('\n').enumerate() {
            if at > 0 {
                self.close();
            }
            if line.is_empty() {
                continue;
            }
            self.begin();
            self.out.push_str("<w:r>");
            // All of them begin with one of three bytes, which stand nowhere else.
            let ambiguous = memchr3(0xc2, 0xc3, 0xe2, line.as_bytes()).is_some() && line.contains(is_ambiguous);
            if ambiguous || highlighted {
                self.out.push_str("<w:rPr>");
                if ambiguous {
                    self.out.push_str("<w:rFonts w:hint=\"eastAsia\"/>");
                }
                if highlighted {
                    self.out.push_str(self.highlight);
                }
                self.out.push_str("</w:rPr>");
            }
            for (at, piece) in line.split('\t').enumerate() {
                if at > 0 {
                    self.out.push_str("<w:tab/>");
                }
                if piece.is_empty() {
                    continue;
                }
                let blank = piece.starts_with(' ') || piece.ends_with(' ');
                self.out.push_str(if blank { "<w:t xml:space=\"preserve\">" } else { "<w:t>" });
                push_escaped(piece, &mut self.out);
                self.out.push_str("</w:t>");
            }
            self.out.push_str("</w:r>");
        }
    }

    pub fn begin(&mut self) {
        if !self.begun {
            self.out.push_str("<w:p><w:pPr><w:pStyle w:val=\"");
            self.out.push_str(self.style);
            self.out.push_str("\"/>");
            self.out.push_str(&self.properties);
            self.properties.clear();
            self.out.push_str("</w:pPr>");
            self.begun = true;
        }
    }

    pub fn close(&mut self) {
        if self.begun {
            self.out.push_str("</w:p>");
            self.begun = false;
        }
    }

    /// Begin a bookmark, whose name `name` writes; its number.
    pub fn start(&mut self, name: impl FnOnce(&mut String)) -> usize {
        self.begin();
        self.bookmarks += 1;
        let id = self.bookmarks;
        self.out.push_str("<w:bookmarkStart w:id=\"");
        push_ordinal(id, false, &mut self.out);
        self.out.push_str("\" w:name=\"");
        name(&mut self.out);
        self.out.push_str("\"/>");
        id
    }

    /// Between paragraphs, too, a bookmark may end.
    pub fn end(&mut self, id: usize) {
        self.mark("bookmarkEnd", id);
    }

    fn mark(&mut self, tag: &str, id: usize) {
        for piece in ["<w:", tag, " w:id=\""] {
            self.out.push_str(piece);
        }
        push_ordinal(id, false, &mut self.out);
        self.out.push_str("\"/>");
    }
}

/// The mark that closes a sentence, if it is no part of a span.
fn closing<'r>(sentence: SentenceView<'r, '_>) -> &'r str {
    let text = sentence.text();
    let Some((at, '。' | '；' | '：')) = text.char_indices().next_back() else { return "" };
    let taken = sentence.spans().iter().any(|span| sentence.local(span).end > at);
    if taken { "" } else { &text[at..] }
}

/// Quotation marks, dashes, signs: whether they are Chinese or Latin the text alone does not say, and Word takes the
/// Latin font unless told otherwise.
fn is_ambiguous(c: char) -> bool {
    matches!(c, '\u{a1}'..='\u{ff}' | '\u{2000}'..='\u{2bff}')
}
