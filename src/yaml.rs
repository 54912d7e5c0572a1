//! YAML that people edit: a tree in which every value keeps its exact text and its place.

use std::ops::Range;

use smol_str::SmolStr;

mod build;
mod decode;
pub mod edit;
mod emit;
mod entries;
mod json;
mod lines;
mod marks;
mod offsets;
mod parse;
mod precheck;
mod refuse;
mod slip;
mod syntax;

pub use decode::decode;
pub(crate) use emit::{printable, scalar};
pub use parse::{parse, parse_leaving_out};
pub(crate) use refuse::{MAX_FAULTS, TOO_MANY, too_many_faults};
pub use slip::fullwidth_hint;

/// A value with its place (节点).
#[derive(Clone, Debug)]
pub struct Node {
    /// Byte range in the source.
    pub span: Range<usize>,
    /// What stands there.
    pub value: Value,
}

/// The three shapes of YAML.
#[derive(Clone, Debug)]
pub enum Value {
    /// Text exactly as typed (unquoted), `plain` if it stood without quotes.
    Scalar {
        /// The text; short ones, which nearly all are, take no memory of their own.
        text: SmolStr,
        /// Did it stand without quotes?
        plain: bool,
    },
    /// A list.
    Sequence(Vec<Node>),
    /// Keys in file order, none twice.
    Mapping(Vec<Entry>),
}

/// One key and its value.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The key's text.
    pub key: SmolStr,
    /// The key's place.
    pub key_span: Range<usize>,
    /// Its value.
    pub value: Node,
}

impl Node {
    /// Nothing was typed: `key:` alone, `~` or `null`, unquoted.
    pub fn is_blank(&self) -> bool {
        matches!(&self.value, Value::Scalar { text, plain: true } if matches!(text.as_str(), "" | "~" | "null" | "Null" | "NULL"))
    }

    /// The text of a scalar.
    pub fn as_str(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }

    /// The value under a key.
    pub fn get(&self, key: &str) -> Option<&Node> {
        match &self.value {
            Value::Mapping(entries) => entries.iter().find(|entry| entry.key == key).map(|entry| &entry.value),
            _ => None,
        }
    }
}
