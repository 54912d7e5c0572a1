//! XML as Word files have it (标记): elements and text with their byte ranges; no DTD, no foreign entities, no abyss.

use std::{borrow::Cow, ops::Range};

use quick_xml::{
    Reader, XmlVersion,
    events::{BytesStart, Event},
};

use super::write::xml::push_escaped;

/// Elements inside each other; no office program nests deeper.
const DEEPEST: usize = 1000;

/// Elements of a part; each takes memory, and no report has so many.
const MOST: usize = 2_000_000;

/// What comes next in a part.
pub(super) enum Node<'x> {
    /// A start tag; an empty element is closed right behind it.
    Open(Tag<'x>),
    /// An end tag, and its byte range.
    Close(Range<usize>),
    /// Letters.
    Text(Cow<'x, str>),
}

/// A start tag (起始标签).
pub(super) struct Tag<'x> {
    start: BytesStart<'x>,
    /// Its bytes.
    pub range: Range<usize>,
}

impl Tag<'_> {
    /// The name behind `w:`; none for names of other vocabularies.
    pub fn word(&self) -> Option<&str> {
        self.name().strip_prefix("w:")
    }

    /// The name as written.
    pub fn name(&self) -> &str {
        let content: &str = self.start.name().0;
        content
    }

    /// An attribute by its name as written.
    pub fn attribute(&self, name: &str) -> Option<String> {
        let attribute = self.start.try_get_attribute(name).ok()??;
        Some(attribute.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned())
    }

    /// `w:val`.
    pub fn value(&self) -> Option<String> {
        self.attribute("w:val")
    }

    /// `w:val` as a number.
    pub fn number(&self) -> Option<usize> {
        self.value()?.parse().ok()
    }

    /// A property that stands there is on, unless it says that it is off.
    pub fn is_on(&self) -> bool {
        !self.value().is_some_and(|value| matches!(value.as_str(), "0" | "false" | "off" | "none"))
    }
}

/// Walks over a part.
pub(super) struct Walk<'x> {
    reader: Reader<&'x [u8]>,
    depth: usize,
    elements: usize,
    /// An empty element that still has to be closed.
    closing: Option<usize>,
}

impl<'x> Walk<'x> {
    pub fn new(text: &'x str) -> Walk<'x> {
        Walk { reader: Reader::from_str(text), depth: 0, elements: 0, closing: None }
    }

    /// The next node; none at the end, a reason if the part is not as it should be.
    pub fn next(&mut self) -> Result<Option<Node<'x>>, String> {
        if let Some(end) = self.closing.take() {
            return Ok(Some(Node::Close(end..end)));
        }
        loop {
            let from = self.reader.buffer_position() as usize;
            let event = self.reader.read_event().map_err(|fault| format!("标记有错（{fault}）"))?;
            let range = from..self.reader.buffer_position() as usize;
            self.elements += usize::from(matches!(event, Event::Start(_) | Event::Empty(_)));
            if self.elements > MOST {
                return Err("标记太多".to_owned());
            }
            return Ok(Some(match event {
                Event::Start(start) => {
                    self.depth += 1;
                    if self.depth > DEEPEST {
                        return Err("层次太深".to_owned());
                    }
                    Node::Open(Tag { start, range })
                }
                Event::Empty(start) => {
                    self.closing = Some(range.end);
                    Node::Open(Tag { start, range })
                }
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    Node::Close(range)
                }
                Event::Text(text) => Node::Text(text.into_inner()),
                Event::CData(text) => Node::Text(text.into_inner()),
                Event::GeneralRef(entity) => {
                    let known = match &*entity.clone().into_inner() {
                        "amp" => Some('&'),
                        "lt" => Some('<'),
                        "gt" => Some('>'),
                        "quot" => Some('"'),
                        "apos" => Some('\''),
                        _ => entity.resolve_char_ref().ok().flatten(),
                    };
                    let Some(letter) = known else { return Err("用了自定义的实体".to_owned()) };
                    Node::Text(Cow::Owned(letter.to_string()))
                }
                Event::DocType(_) => return Err("带有 DOCTYPE 声明".to_owned()),
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) => continue,
                Event::Eof if self.depth > 0 => return Err("没有写完".to_owned()),
                Event::Eof => return Ok(None),
            }));
        }
    }
}

/// The vocabulary of a part (命名空间).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Space {
    /// What Word and WPS save.
    Usual,
    /// What Word saves as “Strict Open XML”: the same words under another name.
    Strict,
}

/// The vocabulary of a part whose words are read by their prefix; a reason if they are under another prefix or no words
/// of Word at all.
pub(super) fn space(text: &str) -> Result<Space, String> {
    let mut walk = Walk::new(text);
    loop {
        let tag = match walk.next()? {
            Some(Node::Open(tag)) => tag,
            Some(_) => continue,
            None => return Err("是空的".to_owned()),
        };
        let bound = tag.attribute("xmlns:w");
        return match bound.as_deref() {
            _ if tag.word().is_none() => Err("标记的前缀不是通常的“w:”".to_owned()),
            Some("http://schemas.openxmlformats.org/wordprocessingml/2006/main") => Ok(Space::Usual),
            Some("http://purl.oclc.org/ooxml/wordprocessingml/main") => Ok(Space::Strict),
            _ => Err("不是 Word 的标记".to_owned()),
        };
    }
}

/// The children of the one element that `text` is, with their names and byte ranges.
pub(super) fn children(text: &str) -> Vec<(String, Range<usize>)> {
    let (mut walk, mut open, mut found) = (Walk::new(text), Vec::new(), Vec::new());
    while let Ok(Some(node)) = walk.next() {
        match node {
            Node::Open(tag) => open.push((tag.name().to_owned(), tag.range.start)),
            Node::Close(range) => {
                let Some((name, start)) = open.pop() else { break };
                if open.len() == 1 {
                    found.push((name, start..range.end));
                }
            }
            Node::Text(_) => {}
        }
    }
    found
}

/// Letters as an XML part holds them; what it cannot hold is left out.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_escaped(text, &mut out);
    out
}
