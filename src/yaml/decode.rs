//! From a tree to typed values (取值): exact text first, no number ever turned into a float.

mod compound;
mod fault;

use serde::{
    Deserializer,
    de::{DeserializeOwned, Error as _, IntoDeserializer, Unexpected, Visitor},
    forward_to_deserialize_any,
};

use self::{
    compound::{EntryAccess, ItemAccess, VariantAccess},
    fault::Fault,
};
use super::{Node, Value};
use crate::{diagnostic::Diagnostic, source::Source};

/// Turn a node into a typed value (取值); the fault points at the offending node.
pub fn decode<T: DeserializeOwned>(node: &Node, source: &Source) -> Result<T, Box<Diagnostic>> {
    T::deserialize(Reader { node }).map_err(|fault| Box::new(fault.diagnostic(node, source)))
}

/// Reads one node.
#[derive(Clone, Copy)]
struct Reader<'a> {
    node: &'a Node<'a>,
}

impl Reader<'_> {
    /// What stands here, as messages call it.
    fn unexpected(&self) -> Unexpected<'_> {
        match &self.node.value {
            Value::Scalar { .. } if self.node.is_blank() => Unexpected::Unit,
            Value::Scalar { text, .. } => Unexpected::Str(text),
            Value::Sequence(_) => Unexpected::Seq,
            Value::Mapping(_) => Unexpected::Map,
        }
    }

    fn wrong_type<'de, V: Visitor<'de>>(&self, visitor: &V) -> Fault {
        Fault::invalid_type(self.unexpected(), visitor).at(self.node)
    }

    fn text<'de, V: Visitor<'de>>(&self, visitor: &V) -> Result<&str, Fault> {
        self.node.as_str().ok_or_else(|| self.wrong_type(visitor))
    }

    /// A whole number, from its exact text.
    fn whole<'de, V, T>(
        self,
        visitor: V,
        visit: impl FnOnce(V, T) -> Result<V::Value, Fault>,
    ) -> Result<V::Value, Fault>
    where
        V: Visitor<'de>,
        T: std::str::FromStr,
    {
        match self.text(&visitor)?.parse() {
            Ok(number) => visit(visitor, number).map_err(|fault| fault.at(self.node)),
            Err(_) => Err(self.wrong_type(&visitor)),
        }
    }
}

/// `true`, `True` and `TRUE`, as YAML 1.2 has it; `yes` and `on` are words.
fn boolean(text: &str) -> Option<bool> {
    match text {
        "true" | "True" | "TRUE" => Some(true),
        "false" | "False" | "FALSE" => Some(false),
        _ => None,
    }
}

/// Digits in their shortest form; `010` is a code, not a number.
fn is_whole(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    !digits.is_empty()
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && (digits == "0" || !digits.starts_with('0'))
}

/// Typed calls parse the exact text into the type asked for.
macro_rules! whole {
    ($($method:ident $visit:ident),*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
            self.whole(visitor, V::$visit)
        }
    )*};
}

impl<'de> Deserializer<'de> for Reader<'_> {
    type Error = Fault;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        let node = self.node;
        match &node.value {
            Value::Sequence(_) => return self.deserialize_seq(visitor),
            Value::Mapping(_) => return self.deserialize_map(visitor),
            Value::Scalar { .. } if node.is_blank() => visitor.visit_unit(),
            Value::Scalar { text, plain: true } if boolean(text).is_some() => {
                visitor.visit_bool(boolean(text) == Some(true))
            }
            Value::Scalar { text, plain: true } if is_whole(text) => match (text.parse(), text.parse()) {
                (Ok(number), _) => visitor.visit_u64(number),
                (_, Ok(number)) => visitor.visit_i64(number),
                _ => visitor.visit_str(text),
            },
            Value::Scalar { text, .. } => visitor.visit_str(text),
        }
        .map_err(|fault: Fault| fault.at(node))
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match boolean(self.text(&visitor)?) {
            Some(value) => visitor.visit_bool(value).map_err(|fault: Fault| fault.at(self.node)),
            None => Err(self.wrong_type(&visitor)),
        }
    }

    whole! {
        deserialize_i8 visit_i8, deserialize_i16 visit_i16, deserialize_i32 visit_i32, deserialize_i64 visit_i64,
        deserialize_i128 visit_i128, deserialize_u8 visit_u8, deserialize_u16 visit_u16, deserialize_u32 visit_u32,
        deserialize_u64 visit_u64, deserialize_u128 visit_u128
    }

    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.deserialize_f64(visitor)
    }

    fn deserialize_f64<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Fault> {
        // A float would lose the figure as it was typed.
        Err(Fault::custom("程序不把数值当作浮点数读取").at(self.node))
    }

    fn deserialize_char<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.deserialize_str(visitor)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        let text = self.text(&visitor)?;
        visitor.visit_str(text).map_err(|fault: Fault| fault.at(self.node))
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.deserialize_str(visitor)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        let visited = if self.node.is_blank() { visitor.visit_none() } else { visitor.visit_some(self) };
        visited.map_err(|fault: Fault| fault.at(self.node))
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        if self.node.is_blank() { visitor.visit_unit() } else { Err(self.wrong_type(&visitor)) }
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Fault> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_newtype_struct(self).map_err(|fault: Fault| fault.at(self.node))
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        let Value::Sequence(items) = &self.node.value else { return Err(self.wrong_type(&visitor)) };
        let mut access = ItemAccess::of(items);
        let value = visitor.visit_seq(&mut access).map_err(|fault: Fault| fault.at(self.node))?;
        access.finish(value)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Fault> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Fault> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        let Value::Mapping(entries) = &self.node.value else { return Err(self.wrong_type(&visitor)) };
        visitor.visit_map(EntryAccess::of(entries)).map_err(|fault: Fault| fault.at(self.node))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        self.deserialize_map(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        let visited = match &self.node.value {
            Value::Scalar { text, .. } if !self.node.is_blank() => {
                visitor.visit_enum(IntoDeserializer::<Fault>::into_deserializer(*text))
            }
            Value::Mapping(entries) if entries.len() == 1 => visitor.visit_enum(VariantAccess::of(&entries[0])),
            _ => return Err(self.wrong_type(&visitor)),
        };
        visited.map_err(|fault: Fault| fault.at(self.node))
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! { bytes byte_buf }
}
