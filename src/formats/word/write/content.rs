//! The body of the document (正文): titles, paragraphs and runs, with a bookmark at every sentence and every span.

use super::{
    bookmark,
    comments::Comments,
    xml::{DECLARATION, push_escaped},
};
use crate::{
    phrase::{SpanKind, WrittenSpan},
    report::{ParagraphView, Report, SavedReport, SentenceView},
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
    let mut body = Body {
        report,
        highlight,
        out: String::with_capacity(16 * report.text_len()),
        style: "",
        open: false,
        bookmarks: 0,
        comments: Comments::default(),
    };
    body.out.push_str(DECLARATION);
    body.out.push_str(OPENING);
    body.title("Title", bookmark::TITLE, report.title());
    let mut ids = base.sentences().map(|sentence| sentence.id.as_str()).zip(1..);
    for section in report.sections() {
        body.title("Heading1", &bookmark::heading(section.number(), section.id()), section.title());
        for paragraph in section.paragraphs() {
            body.paragraph(paragraph, &mut ids);
        }
    }
    body.out.push_str(section);
    body.out.push_str("</w:body></w:document>");
    Written { document: body.out, comments: body.comments.finish() }
}

struct Body<'r, 'a> {
    report: &'r Report<'a>,
    highlight: &'r str,
    out: String,
    /// The style of the paragraphs that are written now.
    style: &'static str,
    /// Has the paragraph begun? It begins with its first words: the officer's prose may hold empty lines.
    open: bool,
    bookmarks: usize,
    comments: Comments,
}

impl<'r, 'a> Body<'r, 'a> {
    fn title(&mut self, style: &'static str, name: &str, text: &str) {
        self.style = style;
        let bookmark = self.start(name);
        self.words(text, false);
        self.end(bookmark);
        self.close();
    }

    fn paragraph(&mut self, paragraph: ParagraphView<'r, 'a>, ids: &mut impl Iterator<Item = (&'r str, usize)>) {
        self.style = if paragraph.is_heading() { "Heading2" } else { "BodyText" };
        let mut before: Option<SentenceView> = None;
        for sentence in paragraph.sentences() {
            let (id, number) = ids.next().unwrap_or_default();
            let bookmark = self.start(&bookmark::sentence(number, id));
            self.sentence(sentence, number, before);
            self.end(bookmark);
            before = Some(sentence);
        }
        self.close();
    }

    fn sentence(&mut self, sentence: SentenceView<'r, 'a>, number: usize, before: Option<SentenceView<'r, 'a>>) {
        let text = sentence.text();
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
            // The year and the department's name are the same all over the report: nothing of theirs needs a mark.
            if matches!(span.kind, SpanKind::Year | SpanKind::Name) {
                continue;
            }
            self.words(&text[at..local.start], false);
            at = local.end;
            let words = &text[local];
            let bookmark = self.start(&bookmark::span(number, index + 1, &span.slot.name));
            if span.kind == SpanKind::Placeholder {
                self.placeholder(words, sentence, span, before);
            } else {
                self.words(words, false);
            }
            self.end(bookmark);
        }
        self.words(&text[at..], false);
    }

    fn placeholder(
        &mut self,
        words: &str,
        sentence: SentenceView<'r, 'a>,
        span: &WrittenSpan<'a>,
        before: Option<SentenceView<'r, 'a>>,
    ) {
        let comment = self.comments.add(self.report, sentence, span, before);
        self.begin();
        self.mark("commentRangeStart", comment);
        self.words(words, true);
        self.mark("commentRangeEnd", comment);
        self.out.push_str("<w:r><w:rPr><w:rStyle w:val=\"CommentReference\"/></w:rPr>");
        self.mark("commentReference", comment);
        self.out.push_str("</w:r>");
    }

    /// Words, a paragraph for every line of them.
    fn words(&mut self, text: &str, highlighted: bool) {
        for (at, line) in text.split('\n').enumerate() {
            if at > 0 {
                self.close();
            }
            if line.is_empty() {
                continue;
            }
            self.begin();
            self.out.push_str("<w:r>");
            let ambiguous = line.contains(is_ambiguous);
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

    fn begin(&mut self) {
        if !self.open {
            self.out.push_str("<w:p><w:pPr><w:pStyle w:val=\"");
            self.out.push_str(self.style);
            self.out.push_str("\"/></w:pPr>");
            self.open = true;
        }
    }

    fn close(&mut self) {
        if self.open {
            self.out.push_str("</w:p>");
            self.open = false;
        }
    }

    fn start(&mut self, name: &str) -> usize {
        self.begin();
        self.bookmarks += 1;
        let id = self.bookmarks;
        self.out.push_str("<w:bookmarkStart w:id=\"");
        self.out.push_str(&id.to_string());
        self.out.push_str("\" w:name=\"");
        push_escaped(name, &mut self.out);
        self.out.push_str("\"/>");
        id
    }

    /// Between paragraphs, too, a bookmark may end.
    fn end(&mut self, id: usize) {
        self.mark("bookmarkEnd", id);
    }

    fn mark(&mut self, tag: &str, id: usize) {
        for piece in ["<w:", tag, " w:id=\"", &id.to_string(), "\"/>"] {
            self.out.push_str(piece);
        }
    }
}

/// Quotation marks, dashes, signs: whether they are Chinese or Latin the text alone does not say, and Word takes the
/// Latin font unless told otherwise.
fn is_ambiguous(c: char) -> bool {
    matches!(c, '\u{a1}'..='\u{ff}' | '\u{2000}'..='\u{2bff}')
}
