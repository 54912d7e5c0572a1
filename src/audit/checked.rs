//! A text under audit (受审的文本): as read, as bound to figures, and what it is held against.

use std::{collections::HashSet, ops::Range};

use super::Finding;
use crate::{
    diagnostic::{Diagnostic, Severity},
    figures::{FinalAccounts, Reference},
    report::{
        Document,
        binding::Bound,
        reading::{ReadSentence, Reading},
    },
};

/// A text under audit and everything that rules hold it against.
pub struct Checked<'a, 'd> {
    /// The text.
    pub document: &'d Document,
    /// As read.
    pub reading: &'d Reading<'a, 'd>,
    /// Sections of the house of which something was not read.
    pub unread_sections: HashSet<Option<usize>>,
    /// As bound to figures; amounts in the unit of the house.
    pub bound: &'d Bound,
    /// Concepts, classifications, identities.
    pub reference: &'static Reference,
    /// The figures it was written from, in the unit of the house, rounded as the house prints them.
    pub figures: Option<&'d FinalAccounts>,
    /// Last year's figures, in the unit of the house, from a figures file or read out of last year's report.
    pub last: Option<&'d FinalAccounts>,
}

impl Checked<'_, '_> {
    /// Was all of the sentence's paragraph read?
    pub(super) fn is_whole(&self, sentence: &ReadSentence) -> bool {
        self.reading.unread_of(sentence.paragraph).is_empty()
    }

    /// Was something of a section not read, which may state what seems to be missing?
    pub(super) fn has_unread(&self, section: Option<usize>) -> bool {
        self.unread_sections.contains(&section)
    }

    /// Was something not read of the section in which a byte of the source stands?
    pub(super) fn unread_beside(&self, start: usize) -> bool {
        let sentences = &self.reading.sentences;
        let place = |sentence: &ReadSentence| sentence.place(sentence.range());
        let here = sentences.get(sentences.partition_point(|sentence| place(sentence).end <= start));
        here.is_some_and(|sentence| place(sentence).start <= start && self.has_unread(sentence.section))
    }

    /// A finding at a stretch of a sentence's paragraph.
    pub(super) fn at(
        &self,
        severity: Severity,
        code: &'static str,
        sentence: &ReadSentence,
        range: Range<usize>,
        message: impl Into<String>,
    ) -> Finding {
        let stated = sentence.paragraph.text()[range.clone()].to_owned();
        let diagnostic = Diagnostic::new(severity, code, message);
        let mut finding = Finding::new(diagnostic.at(&self.document.source, sentence.place(range), ""));
        finding.stated = Some(stated);
        finding
    }
}
