//! Auditing (审核): what is wrong in figures, in a text, or between the two.

mod finding;

pub use finding::{Audit, Book, Counts, Finding};
