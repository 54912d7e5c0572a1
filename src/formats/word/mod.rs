//! Word documents (.docx).

pub mod write;

pub use write::{docx, is_as_written};
