//! Open comments of this program as the marks that they are in other texts (未处理的批注), so that an update settles and
//! renews them as it does those.

use std::ops::Range;

use super::{WordFile, comments, word_file::line_kinds};
use crate::{
    diagnostic::Diagnostic,
    revise::{marks, update::Replacement},
    source::Source,
};

/// A comment that the text shows as a mark.
pub(super) struct Shown {
    /// Its number.
    id: String,
    /// The words of the document that the mark stands for: a person's own under a conflict, else none.
    at: Range<usize>,
    /// Where the mark stands in the text.
    mark: Range<usize>,
}

impl WordFile {
    /// Show them: from now on the text, its rows and changes to it are those of the text with the marks.
    pub fn show_remarks(&mut self) -> Result<(), Box<Diagnostic>> {
        let remarks = comments::read(self)?;
        let story = &self.story;
        let open = remarks.open(&story.comments);
        let mut found: Vec<(Range<usize>, String, &str)> = Vec::new();
        for anchor in &story.comments {
            let Some(mark) = open.get(anchor.id.as_str()).and_then(|remark| marks::of_remark(remark)) else { continue };
            let (own, behind) = (anchor.at.clone(), anchor.at.end..anchor.at.end);
            match marks::is_over(&mark, &story.text[own.clone()]) {
                Some(true) => found.push((own, mark, &anchor.id)),
                None => found.push((behind, mark, &anchor.id)),
                // A person has settled it, but for the comment.
                Some(false) => {}
            }
        }
        found.sort_by_key(|(at, ..)| (at.start, at.end));
        let (mut text, mut shown, mut end) = (String::new(), Vec::new(), 0);
        for (at, mark, id) in found {
            if at.start < end {
                continue;
            }
            text.push_str(&story.text[end..at.start]);
            end = at.end;
            let start = text.len();
            text.push_str(&mark);
            shown.push(Shown { id: id.to_owned(), at, mark: start..text.len() });
        }
        text.push_str(&story.text[end..]);
        self.source = Source::laid_out(self.source.name(), text, line_kinds(story));
        self.shown = shown;
        Ok(())
    }

    /// How many there are.
    pub fn open_remarks(&self) -> usize {
        self.shown.len()
    }

    /// Where a place of the document stands in the text.
    pub(super) fn in_text(&self, at: usize) -> usize {
        let before = self.shown.iter().take_while(|shown| shown.at.start < at);
        before.fold(at, |at, shown| at + shown.mark.len() - shown.at.len())
    }

    /// Where a place of the text stands in the document.
    pub(super) fn in_document(&self, at: usize) -> usize {
        let next = self.shown.partition_point(|shown| shown.mark.start <= at);
        match next.checked_sub(1).map(|last| &self.shown[last]) {
            None => at,
            Some(shown) if at < shown.mark.end => shown.at.start,
            Some(shown) => shown.at.end + (at - shown.mark.end),
        }
    }

    /// Changes of the text as changes of the document, and the comments whose marks they take away.
    pub(super) fn without_marks(&self, changes: &[Replacement]) -> (Vec<Replacement>, Vec<String>) {
        let (mut own, mut gone) = (Vec::new(), Vec::new());
        for change in changes {
            let taken = |shown: &&Shown| change.at.start <= shown.mark.start && shown.mark.end <= change.at.end;
            gone.extend(self.shown.iter().filter(taken).map(|shown| shown.id.clone()));
            let at = self.in_document(change.at.start)..self.in_document(change.at.end);
            // Where a mark goes its words may stay.
            if self.story.text[at.clone()] != change.words {
                own.push(Replacement { at, words: change.words.clone() });
            }
        }
        (own, gone)
    }
}
