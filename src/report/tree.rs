//! The draft tree (情况说明): Report > Section > Paragraph > Sentence > Span.
//!
//! All text stands in one string and all spans in one list; sections, paragraphs and sentences are ranges of them, so
//! that a report costs few allocations. The views below are what printers walk.

use std::ops::Range;

use rust_decimal::Decimal;

use crate::{
    figures::{Env, FinalAccounts, Record},
    phrase::{Body, Phrase, SpanKind, Variant, WrittenSpan},
};

use super::house::House;

/// A drafted report (部门决算情况说明).
pub struct Report<'a> {
    /// The house style it is written in.
    pub house: &'a House,
    /// The figures as loaded, exact.
    pub accounts: &'a FinalAccounts,
    /// The figures as the sentences use them: in the printed unit, rounded if the house computes from printed figures.
    pub printed: &'a FinalAccounts,
    pub(super) text: String,
    pub(super) spans: Vec<WrittenSpan<'a>>,
    pub(super) title: Range<usize>,
    pub(super) sections: Vec<SectionRange>,
    pub(super) paragraphs: Vec<ParagraphRange>,
    pub(super) sentences: Vec<SentenceRange<'a>>,
}

pub(super) struct SectionRange {
    pub index: usize,
    pub title: Range<usize>,
    pub paragraphs: Range<usize>,
}

pub(super) struct ParagraphRange {
    pub heading: bool,
    pub sentences: Range<usize>,
}

pub(super) struct SentenceRange<'a> {
    pub text: Range<usize>,
    pub spans: Range<usize>,
    pub body: &'a Body,
    pub phrase: Option<&'a Phrase>,
    pub variant: &'a Variant,
    pub row: Option<&'a Record>,
}

/// A section (章).
#[derive(Clone, Copy)]
pub struct SectionView<'r, 'a> {
    report: &'r Report<'a>,
    range: &'r SectionRange,
}

/// A paragraph (段) or a heading line.
#[derive(Clone, Copy)]
pub struct ParagraphView<'r, 'a> {
    report: &'r Report<'a>,
    range: &'r ParagraphRange,
}

/// A sentence (句).
#[derive(Clone, Copy)]
pub struct SentenceView<'r, 'a> {
    report: &'r Report<'a>,
    range: &'r SentenceRange<'a>,
}

impl<'a> Report<'a> {
    /// The title over all sections.
    pub fn title(&self) -> &str {
        &self.text[self.title.clone()]
    }

    /// Sections in order.
    pub fn sections(&self) -> impl Iterator<Item = SectionView<'_, 'a>> {
        self.sections.iter().map(move |range| SectionView { report: self, range })
    }

    /// All sentences in order, headings among them.
    pub fn sentences(&self) -> impl Iterator<Item = SentenceView<'_, 'a>> {
        self.sentences.iter().map(move |range| SentenceView { report: self, range })
    }

    /// Does nothing wait to be filled in?
    pub fn is_complete(&self) -> bool {
        self.spans.iter().all(|span| span.kind != SpanKind::Placeholder)
    }

    /// All placeholders (待补充), with the sentences they stand in.
    pub fn missing(&self) -> impl Iterator<Item = (SentenceView<'_, 'a>, &WrittenSpan<'a>)> {
        self.sentences().flat_map(|sentence| {
            sentence.spans().iter().filter(|span| span.kind == SpanKind::Placeholder).map(move |span| (sentence, span))
        })
    }

    /// The value of a span before rounding, if it is a number; a percentage is a ratio.
    pub fn value(&self, span: &WrittenSpan) -> Option<Decimal> {
        let env = Env::new(self.printed);
        let env = span.row.map_or(env, |row| env.at(row));
        env.value(span.slot.value().filter(|_| span.kind == SpanKind::Figure)?).number()
    }

    /// The words of a span.
    pub fn words(&self, span: &WrittenSpan) -> &str {
        &self.text[span.start..span.end]
    }

    /// All text of all sentences and titles, without line breaks between them.
    pub fn text_len(&self) -> usize {
        self.text.len()
    }
}

impl<'r, 'a> SectionView<'r, 'a> {
    /// Its id.
    pub fn id(self) -> &'a str {
        &self.report.house.sections[self.range.index].id
    }

    /// Its number, from 1.
    pub fn number(self) -> usize {
        self.range.index + 1
    }

    /// Its heading.
    pub fn title(self) -> &'r str {
        &self.report.text[self.range.title.clone()]
    }

    /// Its paragraphs and headings.
    pub fn paragraphs(self) -> impl Iterator<Item = ParagraphView<'r, 'a>> {
        let report = self.report;
        report.paragraphs[self.range.paragraphs.clone()].iter().map(move |range| ParagraphView { report, range })
    }
}

impl<'r, 'a> ParagraphView<'r, 'a> {
    /// Is it a heading line?
    pub fn is_heading(self) -> bool {
        self.range.heading
    }

    /// Its sentences.
    pub fn sentences(self) -> impl Iterator<Item = SentenceView<'r, 'a>> {
        let report = self.report;
        report.sentences[self.range.sentences.clone()].iter().map(move |range| SentenceView { report, range })
    }

    /// Its text: the sentences one after the other.
    pub fn text(self) -> &'r str {
        let sentences = &self.report.sentences[self.range.sentences.clone()];
        match (sentences.first(), sentences.last()) {
            (Some(first), Some(last)) => &self.report.text[first.text.start..last.text.end],
            _ => "",
        }
    }
}

impl<'r, 'a> SentenceView<'r, 'a> {
    /// What stays the same when figures change: the phrase, and the row's account or name. A phrase that the outline
    /// places twice has it twice; [`crate::report::sentence_ids`] tells them apart.
    pub fn id(self) -> String {
        let phrase = self.phrase_id();
        match (self.range.phrase.and_then(|phrase| phrase.each), self.range.row) {
            (Some(_), Some(row)) => format!("{phrase}[{}]", row.key()),
            _ => phrase.to_owned(),
        }
    }

    /// The phrase's id; a heading's is `section.headingN`.
    pub fn phrase_id(self) -> &'a str {
        &self.range.body.id
    }

    /// The phrase's words, or the heading's.
    pub fn body(self) -> &'a Body {
        self.range.body
    }

    /// The phrase, none for a heading.
    pub fn phrase(self) -> Option<&'a Phrase> {
        self.range.phrase
    }

    /// The variant that was chosen.
    pub fn variant(self) -> &'a Variant {
        self.range.variant
    }

    /// The row it speaks of.
    pub fn row(self) -> Option<&'a Record> {
        self.range.row
    }

    /// Its text.
    pub fn text(self) -> &'r str {
        &self.report.text[self.range.text.clone()]
    }

    /// Its spans; offsets are into the report's text, see [`SentenceView::local`].
    pub fn spans(self) -> &'r [WrittenSpan<'a>] {
        &self.report.spans[self.range.spans.clone()]
    }

    /// A span's byte range in this sentence's text.
    pub fn local(self, span: &WrittenSpan) -> Range<usize> {
        span.start - self.range.text.start..span.end - self.range.text.start
    }
}
