//! Figures (决算数据): what the numbers are, read exactly, and what follows from them.
//!
//! [`concepts`] is the list of everything that can be said in figures, read from `data/reference/concepts.yaml`;
//! [`load`] reads a department's file by it; [`derive()`] adds what follows; [`identities`] are the equations that must
//! hold; [`expr`] is the small language in which phrases and identities speak of figures.

pub mod accounts;
pub mod amount;
mod class_totals;
pub mod classification;
pub mod concepts;
pub(crate) mod date;
mod derive;
pub mod expr;
pub mod identities;
pub mod json_schema;
mod kinds;
mod load;
mod number_path;
pub mod paths;
pub mod reference;
mod row_name;
mod save;
mod schema;
mod taken;
pub mod template;
mod text_path;
mod way;
pub mod years;

pub use accounts::{Account, Fields, FinalAccounts, MoneyUnit, Number, Record, Text, Verified};
pub use amount::{NumberStyle, parse_amount};
pub use concepts::{AccountKind, Catalogue, Concept, ConceptIx, Group, GroupIx, Kind, Origin, Period, Shape, TextKind};
pub use derive::{derive, derive_from_text};
pub use expr::{Condition, Env, Expr, Fact, Function, Value};
pub(crate) use load::{HEAD_KEYS, VERIFIED_KEYS, names};
pub use load::{YEARS, load, load_path, load_tree};
pub use number_path::{number_path, rows_path};
pub use reference::Reference;
pub use row_name::code_and_name;
pub use save::save;
pub use taken::Taken;
pub use text_path::{TextAt, text_path};
