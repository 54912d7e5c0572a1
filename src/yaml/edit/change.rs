//! One change as edits of the text (改法): a value in the place of another, a key behind its neighbours, an item at the
//! end, each indented and quoted as its place asks for.

use super::{Edit, Key, New, Step};
use crate::{
    source::Source,
    yaml::{
        Entry, Node, Value,
        emit::{quoted, scalar, scalar_in_brackets},
    },
};

/// The file that is edited, and how.
pub(super) struct Change<'a> {
    pub source: &'a Source,
    /// Put every text in quotes?
    pub quoting: bool,
}

/// Where a value stands: between brackets, or on lines, below this column.
#[derive(Clone, Copy)]
enum Place {
    Brackets,
    Lines(usize),
}

impl Change<'_> {
    /// The edits that put `new` at the path; none where that cannot be said.
    pub fn edits(&self, root: &Node, path: &[Step], new: &New) -> Option<Vec<Edit>> {
        let mut node = root;
        let mut place = Place::Lines(0);
        for (at, step) in path.iter().enumerate() {
            if self.in_brackets(node) {
                place = Place::Brackets;
            }
            let rest = || nested(&path[at + 1..], new);
            match (step, &node.value) {
                (Step::Key(key), Value::Mapping(entries)) => {
                    let Some(entry) = entries.iter().find(|entry| entry.key == key.name) else {
                        return self.entry(node, entries, (key, &rest()?), place).map(|edit| vec![edit]);
                    };
                    if let Place::Lines(column) = &mut place {
                        *column = self.column(entry.key_span.start);
                    }
                    node = &entry.value;
                }
                (Step::Key(key), Value::Scalar { .. }) => {
                    let mut pairs = Vec::new();
                    if !(node.is_blank() && key.bare.is_empty()) {
                        pairs.push((key.bare.clone(), New::Plain(self.source.text()[node.span.clone()].to_owned())));
                    }
                    pairs.push((key.name.clone(), rest()?));
                    return self.value(node, &New::Map(pairs), Place::Brackets);
                }
                (Step::Item(at), Value::Sequence(items)) => match items.get(*at) {
                    Some(item) => {
                        node = item;
                        if let Place::Lines(column) = &mut place {
                            *column = self.column(item.span.start);
                        }
                    }
                    None if *at == items.len() => {
                        return self.item(items, &self.inline(&rest()?, place), place).map(|edit| vec![edit]);
                    }
                    None => return None,
                },
                _ => return None,
            }
        }
        if self.in_brackets(node) {
            place = Place::Brackets;
        }
        self.value(node, new, place)
    }

    /// A value in the place of another.
    fn value(&self, node: &Node, new: &New, place: Place) -> Option<Vec<Edit>> {
        let lines = match new {
            New::List(lines) => lines.as_slice(),
            New::Text(line) => std::slice::from_ref(line),
            _ => &[],
        };
        match (&node.value, place) {
            (Value::Mapping(_), _) => None,
            (Value::Sequence(items), Place::Lines(_)) if !matches!(new, New::Rows(_)) => self.list(items, lines),
            (Value::Sequence(_), _) if matches!(new, New::Rows(_)) => None,
            (Value::Scalar { .. }, Place::Lines(column)) if lines.len() > 1 || matches!(new, New::Rows(_)) => {
                let end = self.line_end(node.span.end);
                let items = self.items(new, column, place);
                Some(vec![Edit { at: node.span.clone(), words: String::new() }, Edit { at: end..end, words: items }])
            }
            _ => {
                let typed = &self.source.text()[node.span.clone()];
                let space = if typed.is_empty() { " " } else { "" };
                let (start, remark) = self.header(node);
                let words = format!("{space}{}{remark}", self.inline(new, place));
                Some(vec![Edit { at: start..node.span.end, words }])
            }
        }
    }

    /// Where a value begins: at the `|` above a text on lines of its own, behind which a remark may stand.
    fn header(&self, node: &Node) -> (usize, &str) {
        let own = (node.span.start, "");
        let head = self.source.text()[..node.span.start].trim_end();
        let above = head.rfind(['\r', '\n']).map_or(0, |at| at + 1);
        let typed = matches!(node.value, Value::Scalar { plain: false, .. });
        if !typed || self.source.text()[head.len()..node.span.start].find(['\r', '\n']).is_none() {
            return own;
        }
        let line = &head[above..];
        let mark = line.match_indices([':', '-']).find_map(|(at, mark)| {
            let rest = line[at + mark.len()..].trim_start();
            let behind =
                rest.strip_prefix(['|', '>'])?.trim_start_matches(|c: char| c.is_ascii_digit() || "+-".contains(c));
            (behind.is_empty() || behind.trim_start().starts_with('#')).then_some((head.len() - rest.len(), behind))
        });
        mark.unwrap_or(own)
    }

    /// Lines in the place of the items of a list: each in its place, further ones behind, surplus ones taken away.
    fn list(&self, items: &[Node], lines: &[String]) -> Option<Vec<Edit>> {
        let kept = lines.len().min(items.len()).checked_sub(1)?;
        let mut edits = Vec::new();
        for (item, line) in items.iter().zip(lines).filter(|(item, line)| item.as_str() != Some(line)) {
            edits.extend(self.value(item, &New::Text(line.clone()), Place::Lines(0))?);
        }
        let surplus = items[kept].span.end..items.last()?.span.end;
        if items.len() > lines.len() {
            // Remarks between them belong to somebody.
            if self.source.text()[surplus.clone()].contains('#') {
                return None;
            }
            edits.push(Edit { at: surplus, words: String::new() });
        }
        for line in &lines[kept + 1..] {
            edits.push(self.item(items, &self.text(line, Place::Lines(0)), Place::Lines(0))?);
        }
        Some(edits)
    }

    /// One more item.
    fn item(&self, items: &[Node], words: &str, place: Place) -> Option<Edit> {
        let last = items.last()?;
        if let Place::Brackets = place {
            return Some(Edit { at: last.span.end..last.span.end, words: format!(", {words}") });
        }
        let dash = self.source.text()[..last.span.start].rfind('-')?;
        let end = self.line_end(last.span.end);
        Some(Edit { at: end..end, words: self.line(self.column(dash), &format!("- {words}")) })
    }

    /// A key with its value, behind the keys that it follows.
    fn entry(&self, node: &Node, entries: &[Entry], (key, new): (&Key, &New), place: Place) -> Option<Edit> {
        let before = match key.behind.is_empty() {
            true => entries.last(),
            false => entries.iter().rfind(|entry| key.behind.iter().any(|name| *name == entry.key)),
        };
        let name = self.text(&key.name, place);
        if let Place::Brackets = place {
            let pair = format!("{name}: {}", self.inline(new, place));
            let (at, words) = match (before, entries.first()) {
                (Some(entry), _) if entry.value.span.is_empty() => (end(entry), format!(" , {pair}")),
                (Some(entry), _) => (end(entry), format!(", {pair}")),
                (None, Some(first)) => (first.key_span.start, format!("{pair}, ")),
                (None, None) => (node.span.start + 1, format!(" {pair} ")),
            };
            return Some(Edit { at: at..at, words });
        }
        let first = entries.first()?;
        let column = self.column(first.key_span.start);
        let words = format!("{name}:{}", self.below(new, column));
        let line = first.key_span.start - column;
        match before {
            None if self.source.text().get(line..first.key_span.start)?.trim().is_empty() => {
                let words = self.line(column, &words);
                let newline = self.newline();
                Some(Edit { at: line..line, words: words.strip_prefix(newline)?.to_owned() + newline })
            }
            before => {
                let at = self.line_end(end(before.or(entries.last())?));
                Some(Edit { at: at..at, words: self.line(column, &words) })
            }
        }
    }

    /// A value behind a key of this column, on lines of its own where it is more than one.
    fn below(&self, new: &New, column: usize) -> String {
        let line = |words: String| self.line(column + 2, &words);
        match new {
            New::Map(pairs) => pairs
                .iter()
                .map(|(key, new)| line(format!("{}:{}", scalar(key), self.below(new, column + 2))))
                .collect(),
            New::List(lines) if lines.len() > 1 => self.items(new, column, Place::Lines(0)),
            New::Rows(_) => self.items(new, column, Place::Lines(0)),
            new => format!(" {}", self.inline(new, Place::Lines(column))),
        }
    }

    /// The items of a list below a key of this column, a line each.
    fn items(&self, new: &New, column: usize, place: Place) -> String {
        let items: Vec<String> = match new {
            New::List(lines) => lines.iter().map(|line| self.text(line, place)).collect(),
            New::Rows(rows) => rows.iter().map(|row| self.inline(row, place)).collect(),
            _ => Vec::new(),
        };
        items.iter().map(|item| self.line(column + 2, &format!("- {item}"))).collect()
    }

    /// A value on one line.
    fn inline(&self, new: &New, place: Place) -> String {
        let text = |line: &String| self.text(line, Place::Brackets);
        match new {
            New::Text(line) => self.text(line, place),
            New::List(lines) if lines.len() == 1 => self.text(&lines[0], place),
            New::Plain(words) => words.clone(),
            New::List(lines) => format!("[{}]", lines.iter().map(text).collect::<Vec<_>>().join(", ")),
            New::Map(pairs) => {
                let pair = |(key, new): &(String, New)| format!("{}: {}", text(key), self.inline(new, Place::Brackets));
                format!("{{ {} }}", pairs.iter().map(pair).collect::<Vec<_>>().join(", "))
            }
            New::Rows(rows) => {
                format!("[{}]", rows.iter().map(|row| self.inline(row, Place::Brackets)).collect::<Vec<_>>().join(", "))
            }
        }
    }

    fn text(&self, text: &str, place: Place) -> String {
        match place {
            _ if self.quoting => quoted(text),
            Place::Brackets => scalar_in_brackets(text),
            Place::Lines(_) => scalar(text),
        }
    }

    fn in_brackets(&self, node: &Node) -> bool {
        let compound = !matches!(node.value, Value::Scalar { .. });
        compound && self.source.text()[node.span.clone()].starts_with(['{', '['])
    }

    /// A new line, with the break before it.
    fn line(&self, column: usize, words: &str) -> String {
        format!("{}{}{words}", self.newline(), " ".repeat(column))
    }

    /// The line breaks of the file.
    fn newline(&self) -> &'static str {
        let text = self.source.text();
        match text.find(['\r', '\n']) {
            Some(at) if text[at..].starts_with("\r\n") => "\r\n",
            Some(at) if text[at..].starts_with('\r') => "\r",
            _ => "\n",
        }
    }

    /// The end of the line in which a value ends, behind the remark that may stand there.
    fn line_end(&self, at: usize) -> usize {
        self.source.line_range(self.source.line_column(at).0).end
    }

    /// How many characters stand before it on its line.
    fn column(&self, at: usize) -> usize {
        self.source.line_column(at).1 - 1
    }
}

/// The rest of a path that is not there yet, with the value at its end.
fn nested(path: &[Step], new: &New) -> Option<New> {
    match path.split_first() {
        None => Some(new.clone()),
        Some((Step::Key(key), rest)) => Some(New::Map(vec![(key.name.clone(), nested(rest, new)?)])),
        Some((Step::Item(_), _)) => None,
    }
}

fn end(entry: &Entry) -> usize {
    entry.value.span.end.max(entry.key_span.end)
}
