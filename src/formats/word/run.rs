//! Runs (文字块) of a document with the place of every letter, and revisions (修订) that others left in it.

use std::ops::Range;

/// A run: letters set alike.
#[derive(Clone, Debug)]
pub(super) struct Run {
    /// All of it in the part.
    pub xml: Range<usize>,
    /// Its start tag.
    pub start: Range<usize>,
    /// Its properties, empty if it has none.
    pub properties: Range<usize>,
    /// The start tag of the insertion right around it, if it is inserted.
    pub inserted: Option<Range<usize>>,
    /// Did this program insert it, in an earlier run?
    pub own: bool,
    /// Does it stand right in a paragraph?
    pub direct: bool,
    /// The number of its paragraph.
    pub paragraph: usize,
}

/// A child of a run (片).
#[derive(Clone, Debug)]
pub(super) struct Piece {
    /// The number of its run.
    pub run: usize,
    /// All of it in the part.
    pub xml: Range<usize>,
    /// Its letters in the text; empty for pictures, marks of fields and the like.
    pub text: Range<usize>,
    /// Are its letters written out, so that it can be cut?
    pub letters: bool,
}

/// What somebody did to a document that keeps count of it (修订).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Did {
    /// Put it in.
    Inserted,
    /// Took it out.
    Deleted,
}

/// A revision that nobody has accepted or rejected (未接受的修订).
#[derive(Clone, Debug)]
pub struct Revision {
    /// What was done.
    pub did: Did,
    /// Who did it.
    pub author: String,
    /// Where its words stand in the text; of deleted ones, where they stood.
    pub place: Range<usize>,
}

impl Revision {
    /// Is it one of this program's own?
    pub fn is_own(&self) -> bool {
        self.author == super::edit::AUTHOR
    }
}
