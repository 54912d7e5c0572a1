//! The official tables (决算表): workbooks -> figures. What each table looks like is data, [`layout`].

pub mod amount;
mod body;
mod caption;
mod cells;
mod codes;
mod figures;
mod filled;
mod find;
mod head;
mod import;
mod labels;
mod lanes;
pub mod layout;
mod one;
pub mod own;
mod problems;
#[cfg(feature = "excel")]
mod read;
mod reading;
mod renew;
mod renew_words;
pub mod report;
pub mod sheet;
mod sums;
mod tile;
mod told;
mod words;

pub use cells::cells;
pub use figures::Placed;
pub use import::{Import, Input, Opened, Role, Settings, TableRead, import, join};
pub use layout::Layouts;
pub use one::{One, one};
pub use problems::nothing_taken;
#[cfg(feature = "excel")]
pub use read::read;
pub use renew::{Changed, Renewed, Stale, renew};
pub use renew_words::{RenewedWords, renew_words};
pub use sheet::Workbook;

/// Are two names of a department one, blanks and brackets aside?
pub fn same_name(one: &str, other: &str) -> bool {
    words::plain(one) == words::plain(other)
}
