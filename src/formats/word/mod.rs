//! Word documents (.docx).

pub mod write;

pub use write::{docx, docx_whole, is_as_written};
