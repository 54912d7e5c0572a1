//! From the parser's events to the tree (建树), refusing what a figures file has no use for.

use std::ops::Range;

use saphyr_parser::{Event, Parser, ScalarStyle, ScanError, Span};

use super::{
    Arena, Entry, Node, Value,
    entries::Keys,
    input::Letters,
    offsets::{Characters, Mended},
    refuse::{self, MAX_DEPTH, MAX_FAULTS, MAX_NODES},
    slip::{clip, slip},
    syntax::wrong_colon,
};
use crate::{diagnostic::Diagnostic, source::Source};

/// Why there is no tree.
pub(super) enum Stop {
    /// The parser did not understand the text.
    Syntax(ScanError),
    /// Refused, and said so.
    Refused,
}

/// Build the tree of one document; what is refused but can be left out is reported and left out.
pub(super) fn build<'t>(
    source: &Source,
    (mended, odd): (&Mended, bool),
    arena: &'t Arena,
    faults: &mut Vec<Diagnostic>,
) -> Result<Node<'t>, Stop> {
    let mut tree = Tree {
        source,
        arena,
        mended,
        characters: Characters::of(mended.text()),
        open: Vec::new(),
        items: Vec::new(),
        entries: Vec::new(),
        root: None,
        nodes: 0,
        documents: 0,
        odd,
        faults,
    };
    for event in Parser::new(Letters::of(mended.text())) {
        let (event, span) = event.map_err(Stop::Syntax)?;
        if !tree.take(event, span)? {
            break;
        }
    }
    tree.root.ok_or_else(|| {
        let fault = Diagnostic::error("Y028", "文件里没有内容").at(source, 0..0, "");
        faults.push(fault.help("按“名称: 值”填写后再用"));
        Stop::Refused
    })
}

/// A list or mapping that is not closed yet.
struct Open<'t> {
    start: usize,
    items: Items<'t>,
}

/// What it has so far: all that is in the tree's own list from there on.
enum Items<'t> {
    Sequence { from: usize },
    Mapping { from: usize, keys: Keys<'t>, key: Key<'t> },
}

/// Where a mapping stands: before a key, or before the value of this key.
enum Key<'t> {
    Awaited,
    Given(&'t str, Range<usize>),
    /// Reported; its value is dropped.
    Refused,
}

struct Tree<'a, 't> {
    source: &'a Source,
    arena: &'t Arena,
    mended: &'a Mended,
    characters: Characters<'a>,
    open: Vec<Open<'t>>,
    /// The items of all open lists, and the entries of all open mappings.
    items: Vec<Node<'t>>,
    entries: Vec<Entry<'t>>,
    root: Option<Node<'t>>,
    nodes: usize,
    documents: usize,
    /// Are there odd characters that are not hidden behind an escape?
    odd: bool,
    faults: &'a mut Vec<Diagnostic>,
}

impl<'t> Tree<'_, 't> {
    /// Take one event; `false` at the end of what is read.
    fn take(&mut self, event: Event, span: Span) -> Result<bool, Stop> {
        let place = self.place(span);
        if self.faults.len() >= MAX_FAULTS {
            self.faults.push(refuse::too_many_faults(self.source, place));
            return Err(Stop::Refused);
        }
        match event {
            Event::DocumentStart(_) => {
                self.documents += 1;
                if self.documents > 1 {
                    self.faults.push(refuse::second_document(self.source, place));
                    return Ok(false);
                }
            }
            Event::Alias(_) => {
                self.refuse_reference(place.clone());
                self.close(Node { span: place, value: Value::Scalar { text: "", plain: true } })?;
            }
            Event::Scalar(text, style, anchor, tag) => {
                self.refuse_marks(anchor, tag.is_some(), &place);
                let plain = style == ScalarStyle::Plain;
                // They are reported already; without them a name is still known.
                let odd = style == ScalarStyle::DoubleQuoted || self.odd;
                let text = if odd && refuse::unprintable(&text).is_some() {
                    text.replace(refuse::is_unprintable, "").into()
                } else {
                    text
                };
                let node = Node {
                    span: self.scalar_place(place, plain && text.is_empty()),
                    value: Value::Scalar { text: self.arena.text(&text), plain },
                };
                self.wrapped_in_fullwidth_quotes(&node);
                self.close(node)?;
            }
            Event::SequenceStart(anchor, tag) => {
                self.refuse_marks(anchor, tag.is_some(), &place);
                self.enter(place, Items::Sequence { from: self.items.len() })?;
            }
            Event::MappingStart(anchor, tag) => {
                self.refuse_marks(anchor, tag.is_some(), &place);
                let from = self.entries.len();
                self.enter(place, Items::Mapping { from, keys: Keys::default(), key: Key::Awaited })?;
            }
            Event::SequenceEnd | Event::MappingEnd => self.leave(place)?,
            Event::Nothing | Event::StreamStart | Event::DocumentEnd => {}
            Event::StreamEnd => return Ok(false),
        }
        Ok(true)
    }

    fn enter(&mut self, place: Range<usize>, items: Items<'t>) -> Result<(), Stop> {
        if self.open.len() >= MAX_DEPTH {
            self.faults.push(refuse::too_deep(self.source, place));
            return Err(Stop::Refused);
        }
        self.open.push(Open { start: place.start, items });
        Ok(())
    }

    fn leave(&mut self, place: Range<usize>) -> Result<(), Stop> {
        let Some(Open { start, items }) = self.open.pop() else { return Ok(()) };
        // Only a closing bracket has a width; otherwise the last child is the end.
        let (last, value) = match items {
            Items::Sequence { from } => {
                let items = self.arena.nodes(self.items.drain(from..));
                (items.last().map(|node| node.span.end), Value::Sequence(items))
            }
            Items::Mapping { from, .. } => {
                let entries = self.arena.entries(self.entries.drain(from..));
                let last = entries.last().map(|entry| entry.value.span.end.max(entry.key_span.end));
                (last, Value::Mapping(entries))
            }
        };
        let end = if place.is_empty() { last.unwrap_or(start) } else { place.end };
        self.close(Node { span: start..end.max(start), value })
    }

    /// Put a finished node where it belongs.
    fn close(&mut self, node: Node<'t>) -> Result<(), Stop> {
        self.nodes += 1;
        if self.nodes > MAX_NODES {
            self.faults.push(refuse::too_many(self.source, node.span));
            return Err(Stop::Refused);
        }
        match self.open.last_mut().map(|open| &mut open.items) {
            None => self.root = Some(node),
            Some(Items::Sequence { .. }) => self.items.push(node),
            Some(Items::Mapping { from, keys, key }) => match std::mem::replace(key, Key::Awaited) {
                Key::Awaited => {
                    *key = name_of(node, (&self.entries[*from..], keys), self.source, self.faults);
                }
                // `{ 决算数：5 }` is a name without a value to the parser.
                Key::Given(name, key_span)
                    if node.span.is_empty()
                        && self.source.text()[key_span.clone()] == *name
                        && slip(name).is_some() =>
                {
                    let (line, _) = self.source.line_column(key_span.start);
                    let slip = slip(name);
                    self.faults.extend(slip.map(|slip| wrong_colon(self.source, line, key_span.start, &slip)));
                }
                Key::Given(name, key_span) => {
                    self.entries.push(Entry { key: name, key_span, value: node });
                }
                Key::Refused => {}
            },
        }
        Ok(())
    }

    fn place(&self, span: Span) -> Range<usize> {
        let offset = |index| {
            let at = self.mended.original(self.characters.offset(index));
            // A mended full-width colon is as wide as before, so a position may fall inside it.
            self.source.boundary(at)
        };
        let start = offset(span.start.index());
        if span.is_empty() { start..start } else { start..offset(span.end.index()).max(start) }
    }

    /// Narrow the place of a scalar to what people see of it.
    fn scalar_place(&self, place: Range<usize>, blank: bool) -> Range<usize> {
        if blank {
            // A blank value stands at its colon: point behind it, where the value belongs.
            let rest = &self.source.text()[place.start..];
            let mark = [":", "：", "-"].into_iter().find(|mark| rest.starts_with(mark));
            let at = place.start + mark.map_or(0, str::len);
            return at..at;
        }
        let typed = &self.source.text()[place.clone()];
        // The parser's end of a quoted value is behind the comment beside it.
        place.start..place.start + quoted(typed).unwrap_or_else(|| typed.trim_end().len())
    }

    fn refuse_marks(&mut self, anchor: usize, tag: bool, place: &Range<usize>) {
        if anchor == 0 && !tag {
            return;
        }
        let typed = &self.source.text()[place.clone()];
        let mark = place.start..place.start + typed.find([' ', '\n', '\r']).unwrap_or(typed.len());
        if anchor > 0 {
            self.refuse_reference(mark.clone());
        }
        if tag {
            self.faults.push(refuse::tag(self.source, mark));
        }
    }

    fn refuse_reference(&mut self, place: Range<usize>) {
        self.faults.push(refuse::reference(self.source, place));
    }

    /// “100.5” with full-width quotes is legal, but the quotes become part of the value.
    fn wrapped_in_fullwidth_quotes(&mut self, node: &Node) {
        let Value::Scalar { text, plain: true } = node.value else { return };
        let inner = text.strip_prefix(['“', '＂']).and_then(|rest| rest.strip_suffix(['”', '＂']));
        if inner.is_some_and(|inner| !inner.contains(['“', '”', '＂'])) {
            let message =
                format!("全角引号不是 YAML 的引号，“{}”会连引号一起当作内容", clip(inner.unwrap_or_default()));
            let fault = Diagnostic::hint("Y014", message).at(self.source, node.span.clone(), "");
            self.faults.push(fault.help("引号不是内容的，去掉或换成半角引号\""));
        }
    }
}

/// What a finished node is worth as a key.
fn name_of<'t>(
    node: Node<'t>,
    (entries, keys): (&[Entry<'t>], &mut Keys<'t>),
    source: &Source,
    faults: &mut Vec<Diagnostic>,
) -> Key<'t> {
    let span = node.span;
    let (text, plain) = match node.value {
        Value::Scalar { text, plain } => (text, plain),
        Value::Sequence(_) | Value::Mapping(_) => {
            let fault = Diagnostic::error("Y025", "名称只能是一个词，不能是列表或一组数据").at(source, span, "");
            faults.push(fault.help("写成“名称: 值”；以“[”“{”“?”开头的文字要用引号包住"));
            return Key::Refused;
        }
    };
    if text.is_empty() {
        let fault = Diagnostic::error("Y025", "冒号前面没有名称").at(source, span, "");
        faults.push(fault.help("在冒号前面写上名称，如“收入总计: 100.5”"));
        return Key::Refused;
    }
    if plain && text == "<<" {
        let fault = Diagnostic::error("Y024", "不支持合并写法“<<”").at(source, span, "");
        faults.push(fault.help("把要合并的内容逐项写在这里"));
        return Key::Refused;
    }
    if let Some(first) = keys.find(entries, text) {
        let first_span = first.key_span.clone();
        let (line, _) = source.line_column(first_span.start);
        let fault = Diagnostic::error("Y020", format!("“{}”写了两次，第一次在第{line}行", clip(text)))
            .at(source, span, "这里又写了一次")
            .at(source, first_span, "第一次在这里")
            .help("只留一处；现在按第一处处理");
        faults.push(fault);
        return Key::Refused;
    }
    Key::Given(text, span)
}

/// How long a value in quotes is; none if it is in none.
fn quoted(typed: &str) -> Option<usize> {
    let quote = typed.chars().next().filter(|first| matches!(first, '"' | '\''))?;
    let mut rest = typed.char_indices().skip(1).peekable();
    while let Some((at, c)) = rest.next() {
        if c == '\\' && quote == '"' {
            rest.next();
        } else if c == quote && !(quote == '\'' && rest.next_if(|(_, next)| *next == quote).is_some()) {
            return Some(at + c.len_utf8());
        }
    }
    None
}
