//! Phrases (话术): every sentence of the report is defined once, in a phrasebook, for writing and for reading.
//!
//! [`book`] loads entries, [`compile`] turns them into [`body::Body`]s of literals and slots, [`mod@write`] writes them.
//! A condition chooses between variants ([`body::Variant`]); a list or a repeated piece is a slot that holds another
//! body ([`slot::SlotKind`]). Nothing here knows which sections a report has.

pub mod body;
pub mod book;
pub mod compile;
mod compile_slot;
pub(crate) mod directions;
pub mod layout;
pub mod lint;
pub mod measure;
mod merge;
pub mod network;
pub(crate) mod numerals;
pub mod pattern;
pub mod read;
mod read_entries;
pub mod scan;
pub mod schema;
pub mod slips;
pub mod slot;
mod step;
pub mod style;
pub mod whole;
pub mod write;

pub use body::{Body, Phrase, Piece, Say, Variant, VariantOrigin};
pub use book::BookEntries;
pub use layout::Layout;
pub use schema::{Place, Placed};
pub use slot::{Position, Slot, SlotKind, SlotOrigin, SpanKind};
pub use style::{ComputeFrom, Style};
pub use write::{Sink, Writer, WrittenSpan};
