//! Is a key there already (查重)? Found quickly however many there are.

use std::collections::HashMap;

use super::Entry;

/// Up to so many are looked through one by one, which for the few of a figures file is quicker than a table.
const FEW: usize = 16;

/// Where the keys of one mapping stand in it, once there are many.
#[derive(Default)]
pub(super) struct Keys<'t>(HashMap<&'t str, usize>);

impl<'t> Keys<'t> {
    /// The entry of that key among those that the mapping has so far.
    pub fn find<'e>(&mut self, entries: &'e [Entry<'t>], key: &str) -> Option<&'e Entry<'t>> {
        if entries.len() <= FEW {
            return entries.iter().find(|entry| entry.key == key);
        }
        let known = self.0.len();
        self.0.extend((known..).zip(&entries[known..]).map(|(place, entry)| (entry.key, place)));
        self.0.get(key).map(|&place| &entries[place])
    }
}

#[cfg(test)]
mod tests {
    use super::{Entry, Keys};
    use crate::yaml::{Arena, Node, Value};

    #[test]
    fn keys_are_found_among_few_and_many() {
        let arena = Arena::default();
        let (mut entries, mut keys) = (Vec::new(), Keys::default());
        for number in 0..100 {
            let key = arena.text(&number.to_string());
            assert!(keys.find(&entries, key).is_none(), "{key}");
            let value = Node { span: 0..0, value: Value::Scalar { text: "", plain: true } };
            entries.push(Entry { key, key_span: number..number, value });
            for known in 0..=number {
                let found = keys.find(&entries, &known.to_string());
                assert_eq!(found.map(|entry| entry.key_span.start), Some(known));
            }
        }
    }
}
