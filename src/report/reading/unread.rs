//! What was not read (没有读懂的), looked up by paragraph and put together for a person.

use super::{Reading, Unread};
use crate::report::Clean;

impl<'d> Reading<'_, 'd> {
    /// The sentences of a paragraph that were not read.
    pub fn unread_of(&self, paragraph: &Clean) -> &[Unread<'d>] {
        // They are in order of the text.
        let start = paragraph.extent().start;
        let before = self.unread.partition_point(|unread| unread.paragraph.extent().start < start);
        let behind = &self.unread[before..];
        &behind[..behind.partition_point(|unread| unread.paragraph.extent().start == start)]
    }

    /// What was not read as a person sees it: neighbours of which no phrase, or the same one, is the nearest are one.
    pub fn unread_stretches(&self) -> Vec<Unread<'d>> {
        let mut stretches: Vec<Unread> = Vec::new();
        for unread in &self.unread {
            let goes_on = |last: &&mut Unread| {
                std::ptr::eq(last.paragraph, unread.paragraph)
                    && last.range.end == unread.range.start
                    && last.nearest == unread.nearest
            };
            match stretches.last_mut().filter(goes_on) {
                Some(last) => last.range.end = unread.range.end,
                None => stretches.push(unread.clone()),
            }
        }
        stretches
    }
}
