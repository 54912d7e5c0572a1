//! Is an edited file the same but for one value (只改一处)? Asked after every edit, so that a strange way of writing can
//! never lose anything.

use super::{Key, New, Step};
use crate::yaml::{Entry, Node, Value};

/// Do two trees differ only at this path, where `new` stands in the second?
pub(super) fn same_but(before: &Node, after: &Node, path: &[Step], new: &New) -> bool {
    let Some((step, rest)) = path.split_first() else { return reads(after, new) };
    match (step, &before.value, &after.value) {
        (Step::Key(key), Value::Mapping(before), Value::Mapping(after)) => entries(before, after, key, rest, new),
        (Step::Key(key), Value::Scalar { .. }, Value::Mapping(after)) => {
            // What stood alone has got a key.
            let named = [Entry { key: key.bare.as_str(), key_span: 0..0, value: before.clone() }];
            let named = if before.is_blank() && key.bare.is_empty() { &[][..] } else { &named };
            entries(named, after, key, rest, new)
        }
        (Step::Item(at), Value::Sequence(before), Value::Sequence(after)) => {
            let added = usize::from(*at == before.len());
            after.len() == before.len() + added
                && after.iter().enumerate().all(|(index, item)| match before.get(index) {
                    Some(before) if index == *at => same_but(before, item, rest, new),
                    Some(before) => same(before, item),
                    None => below(item, rest, new),
                })
        }
        _ => false,
    }
}

fn entries(before: &[Entry], after: &[Entry], key: &Key, rest: &[Step], new: &New) -> bool {
    let is_other = |entry: &&Entry| entry.key != key.name;
    let (kept, now) = (before.iter().filter(is_other), after.iter().filter(is_other));
    let was = before.iter().find(|entry| entry.key == key.name);
    let Some(is) = after.iter().find(|entry| entry.key == key.name) else { return false };
    let own = match was {
        Some(was) => same_but(&was.value, &is.value, rest, new),
        None => below(&is.value, rest, new),
    };
    own && kept.clone().count() == now.clone().count()
        && kept.zip(now).all(|(one, other)| one.key == other.key && same(&one.value, &other.value))
}

/// Does a new node hold the path and nothing else?
fn below(node: &Node, path: &[Step], new: &New) -> bool {
    match (path.split_first(), &node.value) {
        (None, _) => reads(node, new),
        (Some((Step::Key(key), rest)), Value::Mapping(entries)) => {
            matches!(&entries[..], [entry] if entry.key == key.name && below(&entry.value, rest, new))
        }
        _ => false,
    }
}

/// Does the node read as what was to be written?
pub(super) fn reads(node: &Node, new: &New) -> bool {
    let text = |node: &Node, text: &String| node.as_str() == Some(text) && (text.is_empty() || !node.is_blank());
    match (new, &node.value) {
        // A list keeps its form when only one item is left.
        (New::Text(wanted), Value::Sequence(items)) => matches!(&items[..], [item] if text(item, wanted)),
        (New::Text(wanted) | New::Plain(wanted), _) => text(node, wanted),
        (New::List(lines), Value::Sequence(items)) => {
            lines.len() == items.len() && items.iter().zip(lines).all(|(item, line)| text(item, line))
        }
        (New::List(lines), _) => matches!(&lines[..], [line] if text(node, line)),
        (New::Map(pairs), Value::Mapping(entries)) => {
            pairs.len() == entries.len()
                && entries.iter().zip(pairs).all(|(entry, (key, new))| entry.key == *key && reads(&entry.value, new))
        }
        (New::Rows(rows), Value::Sequence(items)) => {
            rows.len() == items.len() && items.iter().zip(rows).all(|(item, row)| reads(item, row))
        }
        (New::Map(_) | New::Rows(_), _) => false,
    }
}

/// The same values, wherever they stand.
fn same(one: &Node, other: &Node) -> bool {
    match (&one.value, &other.value) {
        (Value::Scalar { text, .. }, Value::Scalar { text: other_text, .. }) => {
            text == other_text && one.is_blank() == other.is_blank()
        }
        (Value::Sequence(one), Value::Sequence(other)) => {
            one.len() == other.len() && one.iter().zip(*other).all(|(one, other)| same(one, other))
        }
        (Value::Mapping(one), Value::Mapping(other)) => {
            one.len() == other.len()
                && one.iter().zip(*other).all(|(one, other)| one.key == other.key && same(&one.value, &other.value))
        }
        _ => false,
    }
}
