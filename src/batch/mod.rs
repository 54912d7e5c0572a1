//! Many departments (批量): each is done as if it were the only one, then all are looked at side by side.
//!
//! [`Desk`] does one department, [`ordered`] many of them on all cores in the order they came in, [`across`] sees what
//! only shows beside the others, [`summary`] prints the whole; [`synthetic`] makes departments to try it with.

pub mod across;
mod desk;
mod entry;
mod figures;
mod gaps;
pub mod lines;
mod names;
mod on_line;
pub mod ordered;
mod result;
pub mod summary;
pub mod synthetic;

pub use desk::{BookMark, Desk, Done, Printed, Work, Written};
pub use entry::{Change, Entry, Reason, Status, Told, whose};
pub use figures::Figures;
pub use result::push_result_line;
