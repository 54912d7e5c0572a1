//! Texts after the first draft (修订): corrected figures into an edited text, and this year's text beside last year's.

mod align;
pub mod diff;
pub mod laid;
mod marks;
mod script;
mod stream;
mod terms;
pub mod token;
pub mod update;

pub use terms::Direction;
pub use update::{roll, roll_by_likeness, update};
