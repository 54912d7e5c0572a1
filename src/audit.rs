//! Auditing (审核): what is wrong in figures, in a text, or between the two.

mod baseline;
mod finding;

pub use baseline::{Accepted, Baseline};
pub use finding::{Audit, Book, Counts, Finding};
