//! Word files (.docx): read into text whose letters know their place, and changed where only the change shows.

mod anchors;
mod base;
mod cells;
mod comments;
pub mod edit;
mod look;
mod numbering;
mod open_remarks;
pub mod package;
mod paragraph;
mod relations;
mod rows;
mod run;
mod styles;
mod table;
mod unfinished;
mod waiting;
mod walk;
pub mod word_file;
pub mod write;
mod xml;

pub use base::{is_as_written, is_revised};
pub use edit::{Difference, Note};
pub use package::Package;
pub use waiting::Waiting;
pub use word_file::{WordFile, is_word};
pub use write::{docx, docx_whole};
