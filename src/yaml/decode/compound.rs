//! Lists, mappings and variants, one element at a time (列表、映射、变体).

use serde::de::{
    self, DeserializeSeed, EnumAccess, Error as _, IntoDeserializer, MapAccess, SeqAccess, Visitor,
    value::StrDeserializer,
};

use super::{Fault, Reader};
use crate::yaml::{Entry, Node};

pub(super) struct ItemAccess<'a> {
    items: std::slice::Iter<'a, Node<'a>>,
    taken: usize,
}

impl<'a> ItemAccess<'a> {
    pub fn of(items: &'a [Node<'a>]) -> ItemAccess<'a> {
        ItemAccess { items: items.iter(), taken: 0 }
    }

    /// Items that nobody asked for are not dropped in silence.
    pub fn finish<T>(mut self, value: T) -> Result<T, Fault> {
        match self.items.next() {
            None => Ok(value),
            Some(extra) => Err(Fault::custom(format!("这个列表只能有 {} 项", self.taken)).at(extra)),
        }
    }
}

impl<'de> SeqAccess<'de> for &mut ItemAccess<'_> {
    type Error = Fault;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Fault> {
        let Some(node) = self.items.next() else { return Ok(None) };
        self.taken += 1;
        seed.deserialize(Reader { node }).map(Some).map_err(|fault| fault.at(node))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.items.len())
    }
}

pub(super) struct EntryAccess<'a> {
    entries: std::slice::Iter<'a, Entry<'a>>,
    value: Option<&'a Node<'a>>,
}

impl<'a> EntryAccess<'a> {
    pub fn of(entries: &'a [Entry<'a>]) -> EntryAccess<'a> {
        EntryAccess { entries: entries.iter(), value: None }
    }
}

impl<'de> MapAccess<'de> for EntryAccess<'_> {
    type Error = Fault;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Fault> {
        let Some(entry) = self.entries.next() else { return Ok(None) };
        self.value = Some(&entry.value);
        let key = key_node(entry);
        seed.deserialize(Reader { node: &key }).map(Some).map_err(|fault| fault.at(&key))
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Fault> {
        let node = self.value.take().ok_or_else(|| Fault::custom("先读名称，再读值"))?;
        seed.deserialize(Reader { node }).map_err(|fault| fault.at(node))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.entries.len())
    }
}

/// A key read as a value; quoted, since a name is never a number, and plain text parses all the same.
fn key_node<'t>(entry: &Entry<'t>) -> Node<'t> {
    Node { span: entry.key_span.clone(), value: super::Value::Scalar { text: entry.key, plain: false } }
}

/// `{名称: 内容}`.
pub(super) struct VariantAccess<'a> {
    entry: &'a Entry<'a>,
}

impl<'a> VariantAccess<'a> {
    pub fn of(entry: &'a Entry<'a>) -> VariantAccess<'a> {
        VariantAccess { entry }
    }
}

impl<'de, 'a> EnumAccess<'de> for VariantAccess<'a> {
    type Error = Fault;
    type Variant = Content<'a>;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Content<'a>), Fault> {
        let name: StrDeserializer<Fault> = self.entry.key.into_deserializer();
        let variant = seed.deserialize(name).map_err(|fault| fault.at(&key_node(self.entry)))?;
        Ok((variant, Content { node: &self.entry.value }))
    }
}

pub(super) struct Content<'a> {
    node: &'a Node<'a>,
}

impl<'de> de::VariantAccess<'de> for Content<'_> {
    type Error = Fault;

    fn unit_variant(self) -> Result<(), Fault> {
        if self.node.is_blank() { Ok(()) } else { Err(Fault::custom("这个名称后面不写内容").at(self.node)) }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Fault> {
        seed.deserialize(Reader { node: self.node }).map_err(|fault| fault.at(self.node))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Fault> {
        de::Deserializer::deserialize_seq(Reader { node: self.node }, visitor)
    }

    fn struct_variant<V: Visitor<'de>>(self, _: &'static [&'static str], visitor: V) -> Result<V::Value, Fault> {
        de::Deserializer::deserialize_map(Reader { node: self.node }, visitor)
    }
}
