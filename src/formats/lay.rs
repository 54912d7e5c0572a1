//! A saved draft as its printers print it, with the place of every piece (版面).
//!
//! The text is byte for byte what [`super::txt`] and [`super::md`] print of the same draft; a test holds them together.

use std::ops::Range;

use super::md::{guard_start, push_escaped, push_placeholder};
use crate::{
    phrase::SpanKind,
    report::saved::{SavedParagraph, SavedReport, SavedSentence, SavedSpan},
    revise::laid::{Laid, LaidSentence, LaidSpan},
};

/// The forms of text that people edit (可改的文本).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Editable {
    /// Plain text.
    Txt,
    /// Markdown.
    Md,
}

/// Print a saved draft.
pub fn lay(report: &SavedReport, form: Editable) -> Laid {
    let mut printer = Printer { form, laid: Laid::default(), section: String::new(), paragraph: 0 };
    printer.title("# ", "#", &report.title);
    for section in &report.sections {
        printer.section.clone_from(&section.title);
        printer.title("\n## ", &format!("#{}", section.id), &section.title);
        for paragraph in &section.paragraphs {
            printer.paragraph += 1;
            printer.paragraph(paragraph);
        }
    }
    printer.laid
}

struct Printer {
    form: Editable,
    laid: Laid,
    section: String,
    paragraph: usize,
}

/// A stretch of a sentence without a line break, with the span that wrote it.
struct Piece<'a> {
    text: &'a str,
    sentence: usize,
    span: Option<(usize, SpanKind)>,
}

impl Printer {
    fn title(&mut self, mark: &str, id: &str, text: &str) {
        let out = &mut self.laid.text;
        if self.form == Editable::Md {
            out.push_str(mark);
        }
        let start = out.len();
        self.words(text);
        let place = start..self.laid.text.len();
        self.laid.text.push('\n');
        self.sentence(id, place);
    }

    fn words(&mut self, text: &str) {
        match self.form {
            Editable::Txt => self.laid.text.push_str(text),
            Editable::Md => push_escaped(text, &mut self.laid.text),
        }
    }

    fn sentence(&mut self, id: &str, place: Range<usize>) {
        let (id, section) = (id.to_owned(), self.section.clone());
        self.laid.sentences.push(LaidSentence { id, section, paragraph: self.paragraph, place, spans: Vec::new() });
    }

    fn paragraph(&mut self, paragraph: &SavedParagraph) {
        let first = self.laid.sentences.len();
        let mut lines: Vec<Vec<Piece>> = vec![Vec::new()];
        for (at, sentence) in paragraph.sentences.iter().enumerate() {
            self.sentence(&sentence.id, 0..0);
            self.laid.sentences[first + at].spans = sentence.spans.iter().map(laid_span).collect();
            pieces(sentence, first + at, &mut lines);
        }
        match self.form {
            Editable::Txt => {
                for (at, line) in lines.iter().enumerate() {
                    if at > 0 {
                        self.laid.text.push('\n');
                    }
                    line.iter().for_each(|piece| self.piece(piece));
                }
                self.laid.text.push('\n');
            }
            Editable::Md => {
                for line in lines.iter().filter(|line| !line.is_empty()) {
                    self.laid.text.push_str(if paragraph.heading { "\n### " } else { "\n" });
                    let start = self.laid.text.len();
                    line.iter().for_each(|piece| self.piece(piece));
                    if !paragraph.heading {
                        self.guard(start, first);
                    }
                    self.laid.text.push('\n');
                }
            }
        }
        for sentence in &mut self.laid.sentences[first..] {
            sentence.spans.retain(|span| !span.place.is_empty());
        }
    }

    fn piece(&mut self, piece: &Piece) {
        let start = self.laid.text.len();
        match (self.form, piece.span) {
            (Editable::Md, Some((_, SpanKind::Placeholder))) => push_placeholder(piece.text, &mut self.laid.text),
            _ => self.words(piece.text),
        }
        let end = self.laid.text.len();
        let sentence = &mut self.laid.sentences[piece.sentence];
        let span = piece.span.map(|(index, _)| &mut sentence.spans[index].place);
        for place in std::iter::once(&mut sentence.place).chain(span) {
            // Prose of several lines is one piece of the sentence.
            *place = if place.end <= place.start { start..end } else { place.start..end };
        }
    }

    /// What the guard of a line takes away or puts in moves all places behind it.
    fn guard(&mut self, start: usize, first: usize) {
        let (removed, inserted) = guard_start(start, &mut self.laid.text);
        let moved = |place: usize| {
            let place = if place >= start { place.saturating_sub(removed).max(start) } else { place };
            place + usize::from(inserted.is_some_and(|at| at < place))
        };
        for sentence in &mut self.laid.sentences[first..] {
            let places =
                std::iter::once(&mut sentence.place).chain(sentence.spans.iter_mut().map(|span| &mut span.place));
            places.for_each(|place| *place = moved(place.start)..moved(place.end));
        }
    }
}

fn laid_span(span: &SavedSpan) -> LaidSpan {
    LaidSpan {
        place: 0..0,
        kind: span.kind,
        slot: span.slot.clone(),
        concept: span.concept.clone(),
        row: span.row.clone(),
    }
}

/// A sentence's pieces, onto the lines of its paragraph.
fn pieces<'a>(sentence: &'a SavedSentence, number: usize, lines: &mut Vec<Vec<Piece<'a>>>) {
    // Where the letters begin, in bytes.
    let places: Vec<usize> = sentence.text.char_indices().map(|(at, _)| at).chain([sentence.text.len()]).collect();
    let byte = |at: usize| places.get(at).copied().unwrap_or(sentence.text.len());
    let mut push = |text: &'a str, span| {
        for (index, text) in text.split('\n').enumerate() {
            if index > 0 {
                lines.push(Vec::new());
            }
            if let (Some(line), false) = (lines.last_mut(), text.is_empty()) {
                line.push(Piece { text, sentence: number, span });
            }
        }
    };
    let mut order: Vec<usize> = (0..sentence.spans.len()).collect();
    order.sort_by_key(|&index| sentence.spans[index].start);
    let mut at = 0;
    for index in order {
        let span = &sentence.spans[index];
        let (start, end) = (byte(span.start), byte(span.end));
        if start < at || end < start {
            continue;
        }
        push(&sentence.text[at..start], None);
        push(&sentence.text[start..end], Some((index, span.kind)));
        at = end;
    }
    push(&sentence.text[at..], None);
}
