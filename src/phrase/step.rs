//! One step of a reading (读出的一步).

use std::ops::Range;

use super::{
    body::{Body, Variant},
    scan::Held,
    slot::Slot,
};
use crate::figures::GroupIx;

/// A step of a reading (读出的一步).
#[derive(Clone, Debug)]
pub enum Step<'a> {
    /// A variant of a body begins.
    Enter {
        /// The body.
        body: &'a Body,
        /// The variant.
        variant: &'a Variant,
        /// Is it one of its accepted spellings (also_read), not its own words?
        accepted: bool,
    },
    /// A row of a list begins.
    Row {
        /// The list.
        group: GroupIx,
    },
    /// A list is over.
    RowsEnd,
    /// A slot and what it holds.
    Slot {
        /// The slot.
        slot: &'a Slot,
        /// Its body.
        body: &'a Body,
        /// Its variant.
        variant: &'a Variant,
        /// Where it stands in the text.
        range: Range<usize>,
        /// What it holds.
        held: Held,
    },
    /// Words that differ from the phrase's.
    Slip {
        /// Where they stand in the text.
        range: Range<usize>,
        /// What the phrase says.
        wanted: String,
    },
}
