//! Texts after the first draft (修订): corrected figures into an edited text, and this year's text beside last year's.

mod align;
pub mod diff;
pub mod laid;
pub(crate) mod marks;
mod money;
mod script;
mod stream;
mod terms;
pub mod token;
pub mod update;
pub mod write_back;

pub use terms::Direction;
pub use update::{roll, roll_by_likeness, update};
