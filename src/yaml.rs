//! YAML that people edit: a tree in which every value keeps its exact text and its place.

use std::ops::Range;

mod arena;
mod build;
mod decode;
pub mod edit;
mod emit;
mod entries;
mod input;
mod json;
mod lines;
mod marks;
mod offsets;
mod parse;
mod precheck;
mod refuse;
mod slip;
mod syntax;

pub use arena::Arena;
pub use decode::decode;
pub(crate) use emit::{printable, scalar};
pub use parse::{parse, parse_leaving_out};
pub(crate) use refuse::{MAX_FAULTS, TOO_MANY, too_many_faults};
pub use slip::fullwidth_hint;

/// A value with its place (节点); it stands in an [`Arena`].
#[derive(Clone, Debug)]
pub struct Node<'t> {
    /// Byte range in the source.
    pub span: Range<usize>,
    /// What stands there.
    pub value: Value<'t>,
}

/// The three shapes of YAML.
#[derive(Clone, Copy, Debug)]
pub enum Value<'t> {
    /// Text exactly as typed (unquoted), `plain` if it stood without quotes.
    Scalar {
        /// The text.
        text: &'t str,
        /// Did it stand without quotes?
        plain: bool,
    },
    /// A list.
    Sequence(&'t [Node<'t>]),
    /// Keys in file order, none twice.
    Mapping(&'t [Entry<'t>]),
}

/// One key and its value.
#[derive(Clone, Debug)]
pub struct Entry<'t> {
    /// The key's text.
    pub key: &'t str,
    /// The key's place.
    pub key_span: Range<usize>,
    /// Its value.
    pub value: Node<'t>,
}

impl<'t> Node<'t> {
    /// Nothing was typed: `key:` alone, `~` or `null`, unquoted.
    pub fn is_blank(&self) -> bool {
        matches!(self.value, Value::Scalar { text: "" | "~" | "null" | "Null" | "NULL", plain: true })
    }

    /// The text of a scalar.
    pub fn as_str(&self) -> Option<&'t str> {
        match self.value {
            Value::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }

    /// The value that stands there, if one begins and ends there: this one or one inside of it.
    pub fn at(&self, place: &Range<usize>) -> Option<&Node<'t>> {
        if self.span == *place {
            return Some(self);
        }
        match self.value {
            Value::Scalar { .. } => None,
            Value::Sequence(items) => items.iter().find_map(|item| item.at(place)),
            Value::Mapping(entries) => entries.iter().find_map(|entry| entry.value.at(place)),
        }
    }

    /// The value under a key.
    pub fn get(&self, key: &str) -> Option<&'t Node<'t>> {
        match self.value {
            Value::Mapping(entries) => entries.iter().find(|entry| entry.key == key).map(|entry| &entry.value),
            _ => None,
        }
    }
}
