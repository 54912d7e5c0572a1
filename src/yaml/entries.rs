//! The entries of a mapping while it is read (逐项收集): none twice, and found quickly however many there are.

use std::collections::HashMap;

use smol_str::SmolStr;

use super::Entry;

/// Up to so many are looked through one by one, which for the few of a figures file is quicker than a table.
const FEW: usize = 16;

/// Entries in file order.
#[derive(Default)]
pub(super) struct Entries {
    list: Vec<Entry>,
    /// Where each key stands in the list, once there are many.
    places: HashMap<SmolStr, usize>,
}

impl Entries {
    /// None yet, with room for so many.
    pub fn with_room(room: usize) -> Entries {
        Entries { list: Vec::with_capacity(room), places: HashMap::default() }
    }

    /// The entry of that key.
    pub fn get(&self, key: &str) -> Option<&Entry> {
        if self.list.len() <= FEW {
            return self.list.iter().find(|entry| entry.key == key);
        }
        self.places.get(key).map(|&place| &self.list[place])
    }

    /// Is there none?
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The last one.
    pub fn last(&self) -> Option<&Entry> {
        self.list.last()
    }

    /// Put an entry behind the others; its key must not be there yet.
    pub fn push(&mut self, entry: Entry) {
        self.list.push(entry);
        let known = if self.list.len() == FEW + 1 { 0 } else { self.list.len() - 1 };
        if self.list.len() > FEW {
            let places = (known..).zip(&self.list[known..]).map(|(place, entry)| (entry.key.clone(), place));
            self.places.extend(places);
        }
    }

    /// All of them.
    pub fn into_list(self) -> Vec<Entry> {
        self.list
    }
}

#[cfg(test)]
mod tests {
    use smol_str::SmolStr;

    use super::{Entries, Entry};
    use crate::yaml::{Node, Value};

    #[test]
    fn keys_are_found_among_few_and_many() {
        let mut entries = Entries::default();
        for number in 0..100 {
            let key: SmolStr = number.to_string().into();
            assert!(entries.get(&key).is_none(), "{key}");
            let value = Node { span: 0..0, value: Value::Scalar { text: "".into(), plain: true } };
            entries.push(Entry { key, key_span: number..number, value });
            for known in 0..=number {
                assert_eq!(entries.get(&known.to_string()).map(|entry| entry.key_span.start), Some(known));
            }
        }
        assert_eq!(entries.into_list().len(), 100);
    }
}
