//! A printed draft with the place of every piece (版面): what a base draft and a new draft look like on paper.
//!
//! Printers make it (`formats::lay`), so that a text is revised in the form in which people have it in hand.

use std::ops::Range;

use smol_str::SmolStr;

use crate::phrase::SpanKind;

/// A printed draft (印出的初稿).
#[derive(Clone, Debug, Default)]
pub struct Laid {
    /// All of it, as it is written to a file.
    pub text: String,
    /// Titles, headings and sentences in order.
    pub sentences: Vec<LaidSentence>,
}

/// A sentence, or a title or heading (句).
#[derive(Clone, Debug)]
pub struct LaidSentence {
    /// Unique in the report, the same when figures change; a section's title is `#` and its id.
    pub id: String,
    /// The title of the section it stands in; empty for the title over all.
    pub section: String,
    /// The number of its paragraph, from 0 for the title over all.
    pub paragraph: usize,
    /// Where it stands in the text.
    pub place: Range<usize>,
    /// What in it comes from the figures, in order.
    pub spans: Vec<LaidSpan>,
}

/// A piece that comes from the figures (片段).
#[derive(Clone, Debug)]
pub struct LaidSpan {
    /// Where it stands in the text.
    pub place: Range<usize>,
    /// What it is.
    pub kind: SpanKind,
    /// The slot that wrote it.
    pub slot: SmolStr,
    /// Its main concept.
    pub concept: Option<SmolStr>,
    /// The row it speaks of.
    pub row: Option<SmolStr>,
}

impl LaidSpan {
    /// Is it a reason (主要原因), or the place of one?
    pub fn is_reason(&self) -> bool {
        matches!(self.kind, SpanKind::Reason | SpanKind::Placeholder)
            && self
                .concept
                .as_deref()
                .is_some_and(|concept| concept.rsplit('.').next().is_some_and(|last| last.starts_with("reason")))
    }
}
