//! Texts after the first draft (修订): corrected figures into an edited text, and this year's text beside last year's.

pub mod diff;
mod terms;
pub mod token;

pub use terms::Direction;
