//! JSON read straight into the tree that its reading as YAML gives (直接读 JSON): every JSON text is YAML, but a machine
//! that writes thousands of lines need not wait for a parser that also knows indentation.
//!
//! What is not plain sailing - a key twice, too deep, too many values, odd characters, no JSON after all - gives no tree,
//! and the text is read as YAML, which says what is wrong and where.

use hifijson::{Read, SliceLexer, num::LexWrite, str::LexAlloc, token::Lex};
use memchr::{memchr2, memchr3};

use super::{
    Arena, Entry, Node, Value,
    entries::Keys,
    refuse::{MAX_DEPTH, MAX_NODES, unprintable},
};

/// The tree of a text that is one JSON object and nothing is wrong with.
pub(super) fn read<'t>(text: &'t str, arena: &'t Arena) -> Option<Node<'t>> {
    if !text.trim_ascii_start().starts_with('{') || unprintable(text).is_some() {
        return None;
    }
    let blanks = memchr3(b'\t', b'\n', b'\r', text.as_bytes()).is_some();
    let lexer = SliceLexer::new(text.as_bytes());
    let mut reader = Reader { text, arena, lexer, count: 0, blanks, nodes: Vec::new(), entries: Vec::new() };
    let next = reader.lexer.ws_peek()?;
    let root = reader.value(next, 0)?;
    reader.lexer.ws_peek().is_none().then_some(root)
}

struct Reader<'t> {
    text: &'t str,
    arena: &'t Arena,
    lexer: SliceLexer<'t>,
    /// How many values there were.
    count: usize,
    /// Are there tabs or line breaks, which must not stand inside of a string?
    blanks: bool,
    /// The items of all lists that are not closed yet, the innermost last.
    nodes: Vec<Node<'t>>,
    /// The entries of all mappings that are not closed yet.
    entries: Vec<Entry<'t>>,
}

impl<'t> Reader<'t> {
    fn offset(&self) -> usize {
        self.text.len() - self.lexer.as_slice().len()
    }

    /// The value that begins with this byte, inside of `depth` lists and mappings.
    fn value(&mut self, first: u8, depth: usize) -> Option<Node<'t>> {
        self.count += 1;
        if self.count > MAX_NODES || depth > MAX_DEPTH {
            return None;
        }
        let start = self.offset();
        let value = match first {
            b'"' => Value::Scalar { text: self.string()?, plain: false },
            b'{' if depth < MAX_DEPTH => self.mapping(depth + 1)?,
            b'[' if depth < MAX_DEPTH => self.sequence(depth + 1)?,
            b'-' | b'0'..=b'9' => {
                let (number, _) = self.lexer.num_string().validated().ok()?;
                Value::Scalar { text: number, plain: true }
            }
            _ => {
                self.lexer.null_or_bool()?;
                Value::Scalar { text: &self.text[start..self.offset()], plain: true }
            }
        };
        Some(Node { span: start..self.offset(), value })
    }

    fn mapping(&mut self, depth: usize) -> Option<Value<'t>> {
        let outer = self.entries.len();
        let mut keys = Keys::default();
        let mut next = self.lexer.discarded().ws_peek()?;
        while next != b'}' || self.entries.len() > outer {
            if next != b'"' {
                return None;
            }
            self.count += 1;
            let start = self.offset();
            let key = self.string()?;
            let key_span = start..self.offset();
            self.lexer.expect(Lex::ws_peek, b':')?;
            let first = self.lexer.ws_peek()?;
            let value = self.value(first, depth)?;
            if key.is_empty() || keys.find(&self.entries[outer..], key).is_some() {
                return None;
            }
            self.entries.push(Entry { key, key_span, value });
            match self.lexer.ws_peek()? {
                b',' => next = self.lexer.discarded().ws_peek()?,
                b'}' => break,
                _ => return None,
            }
        }
        self.lexer.take_next();
        Some(Value::Mapping(self.arena.entries(self.entries.drain(outer..))))
    }

    fn sequence(&mut self, depth: usize) -> Option<Value<'t>> {
        let outer = self.nodes.len();
        let mut next = self.lexer.discarded().ws_peek()?;
        while next != b']' || self.nodes.len() > outer {
            let node = self.value(next, depth)?;
            self.nodes.push(node);
            match self.lexer.ws_peek()? {
                b',' => next = self.lexer.discarded().ws_peek()?,
                b']' => break,
                _ => return None,
            }
        }
        self.lexer.take_next();
        Some(Value::Sequence(self.arena.nodes(self.nodes.drain(outer..))))
    }

    fn string(&mut self) -> Option<&'t str> {
        let rest = self.lexer.discarded().as_slice();
        let end = memchr2(b'"', b'\\', rest)?;
        if rest[end] == b'"' && !(self.blanks && memchr3(b'\t', b'\n', b'\r', &rest[..end]).is_some()) {
            // Nearly every text: it stands there as it is.
            let start = self.offset();
            self.lexer = SliceLexer::new(&rest[end + 1..]);
            return Some(&self.text[start..start + end]);
        }
        let text = self.lexer.str_string().ok()?;
        unprintable(&text).is_none().then(|| self.arena.text(&text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{source::Source, yaml};

    /// The reading as YAML, which is what a text is given to that something is left out of.
    fn as_yaml(text: &str) -> Option<String> {
        let (arena, mut faults) = (Arena::default(), Vec::new());
        let source = Source::new("一行", text);
        let root = yaml::parse_leaving_out(&source, "无", &arena, &mut faults);
        root.filter(|_| faults.is_empty()).map(|root| format!("{root:?}"))
    }

    fn as_json(text: &str) -> Option<String> {
        read(text, &Arena::default()).map(|root| format!("{root:?}"))
    }

    #[test]
    fn the_tree_is_that_of_the_yaml() {
        for text in [
            "{}",
            r#"{"部门":"示例县档案馆","年度":2023}"#,
            // The parser takes blanks behind a closing bracket for a part of it.
            r#" { "甲" : [ 1 , -2.50 , 1e3 , true , false , null , "" ], "乙" : { "丙" : [ ], "丁" : { }}}"#,
            r##"{"甲":["a\n\t\"\\\/b","\u4e2d文 ","~","null"," 空 ","- 1","甲：1","甲: 1","# 1"],"<<":"&"}"##,
        ] {
            assert_eq!(as_json(text), as_yaml(text), "{text}");
            assert!(as_json(text).is_some(), "{text}");
        }
    }

    #[test]
    fn what_is_wrong_is_left_to_the_yaml() {
        let deep = |depth: usize| format!("{}1{}", "{\"a\":".repeat(depth), "}".repeat(depth));
        assert!(as_json(&deep(MAX_DEPTH)).is_some());
        assert!(as_yaml(&deep(MAX_DEPTH)).is_some());
        let texts = [
            &deep(MAX_DEPTH + 1),
            r#"{"a":1,"a":2}"#,
            r#"{"":1}"#,
            r#"{"a":007}"#,
            r#"{"a":1,}"#,
            r#"{"a":[1,]}"#,
            r#"{"a":,}"#,
            r#"{,}"#,
            r#"{"a":1} {}"#,
            r#"{"a":"\u200b"}"#,
            "{\"a\":\"\u{feff}\"}",
            "{\"a\":\"\n\"}",
            r#"{"a":1} # 注"#,
            "{a: 1}",
            r#"["a"]"#,
            "甲: 1",
            r#"{"a":"#,
            r#"{"a":"x"#,
            "{",
            "",
        ];
        for text in texts {
            assert!(as_json(text).is_none(), "{text}");
        }
    }
}
