//! JSON read straight into the tree that its reading as YAML gives (直接读 JSON): every JSON text is YAML, but a machine
//! that writes thousands of lines need not wait for a parser that also knows indentation.
//!
//! What is not plain sailing - a key twice, too deep, too many values, odd characters, no JSON after all - gives no tree,
//! and the text is read as YAML, which says what is wrong and where.

use hifijson::{Read, SliceLexer, num::LexWrite, str::LexAlloc, token::Lex};
use memchr::{memchr2, memchr3};
use smol_str::SmolStr;

use super::{
    Entry, Node, Value,
    entries::Entries,
    refuse::{MAX_DEPTH, MAX_NODES, unprintable},
};

/// The tree of a text that is one JSON object and nothing is wrong with.
pub(super) fn read(text: &str) -> Option<Node> {
    if !text.trim_ascii_start().starts_with('{') || unprintable(text).is_some() {
        return None;
    }
    let blanks = memchr3(b'\t', b'\n', b'\r', text.as_bytes()).is_some();
    let lexer = SliceLexer::new(text.as_bytes());
    let mut reader = Reader { text, lexer, nodes: 0, blanks, lengths: [4; MAX_DEPTH + 1] };
    let next = reader.lexer.ws_peek()?;
    let root = reader.value(next, 0)?;
    reader.lexer.ws_peek().is_none().then_some(root)
}

struct Reader<'t> {
    text: &'t str,
    lexer: SliceLexer<'t>,
    nodes: usize,
    /// Are there tabs or line breaks, which must not stand inside of a string?
    blanks: bool,
    /// How long the last list or mapping of that depth was: the next one, its neighbour, mostly has as many.
    lengths: [usize; MAX_DEPTH + 1],
}

/// No more room than this is made before it is known that there is so much.
const MOST_ROOM: usize = 16;

impl Reader<'_> {
    fn offset(&self) -> usize {
        self.text.len() - self.lexer.as_slice().len()
    }

    /// The value that begins with this byte, inside of `depth` lists and mappings.
    fn value(&mut self, first: u8, depth: usize) -> Option<Node> {
        self.nodes += 1;
        if self.nodes > MAX_NODES || depth > MAX_DEPTH {
            return None;
        }
        let start = self.offset();
        let value = match first {
            b'"' => Value::Scalar { text: self.string()?, plain: false },
            b'{' if depth < MAX_DEPTH => self.mapping(depth + 1)?,
            b'[' if depth < MAX_DEPTH => self.sequence(depth + 1)?,
            b'-' | b'0'..=b'9' => {
                let (number, _) = self.lexer.num_string().validated().ok()?;
                Value::Scalar { text: number.into(), plain: true }
            }
            _ => {
                self.lexer.null_or_bool()?;
                Value::Scalar { text: self.text[start..self.offset()].into(), plain: true }
            }
        };
        Some(Node { span: start..self.offset(), value })
    }

    fn mapping(&mut self, depth: usize) -> Option<Value> {
        let mut entries = Entries::with_room(self.room(depth));
        let mut next = self.lexer.discarded().ws_peek()?;
        while next != b'}' || !entries.is_empty() {
            if next != b'"' {
                return None;
            }
            self.nodes += 1;
            let start = self.offset();
            let key = self.string()?;
            let key_span = start..self.offset();
            self.lexer.expect(Lex::ws_peek, b':')?;
            let first = self.lexer.ws_peek()?;
            let value = self.value(first, depth)?;
            if key.is_empty() || entries.get(&key).is_some() {
                return None;
            }
            entries.push(Entry { key, key_span, value });
            match self.lexer.ws_peek()? {
                b',' => next = self.lexer.discarded().ws_peek()?,
                b'}' => break,
                _ => return None,
            }
        }
        self.lexer.take_next();
        let entries = entries.into_list();
        self.lengths[depth] = entries.len();
        Some(Value::Mapping(entries))
    }

    fn sequence(&mut self, depth: usize) -> Option<Value> {
        let mut nodes = Vec::with_capacity(self.room(depth));
        let mut next = self.lexer.discarded().ws_peek()?;
        while next != b']' || !nodes.is_empty() {
            nodes.push(self.value(next, depth)?);
            match self.lexer.ws_peek()? {
                b',' => next = self.lexer.discarded().ws_peek()?,
                b']' => break,
                _ => return None,
            }
        }
        self.lexer.take_next();
        self.lengths[depth] = nodes.len();
        Some(Value::Sequence(nodes))
    }

    /// For how many values there should be room in a list or mapping.
    fn room(&self, depth: usize) -> usize {
        self.lengths[depth].min(MOST_ROOM)
    }

    fn string(&mut self) -> Option<SmolStr> {
        let rest = self.lexer.discarded().as_slice();
        let end = memchr2(b'"', b'\\', rest)?;
        if rest[end] == b'"' && !(self.blanks && memchr3(b'\t', b'\n', b'\r', &rest[..end]).is_some()) {
            // Nearly every text: it stands there as it is.
            let start = self.offset();
            self.lexer = SliceLexer::new(&rest[end + 1..]);
            return Some(self.text[start..start + end].into());
        }
        let text = self.lexer.str_string().ok()?;
        unprintable(&text).is_none().then(|| text.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{source::Source, yaml};

    /// The reading as YAML, which is what a text is given to that something is left out of.
    fn as_yaml(text: &str) -> Option<Node> {
        let mut faults = Vec::new();
        let root = yaml::parse_leaving_out(&Source::new("一行", text), "无", &mut faults);
        root.filter(|_| faults.is_empty())
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
            assert_eq!(format!("{:?}", read(text)), format!("{:?}", as_yaml(text)), "{text}");
            assert!(read(text).is_some(), "{text}");
        }
    }

    #[test]
    fn what_is_wrong_is_left_to_the_yaml() {
        let deep = |depth: usize| format!("{}1{}", "{\"a\":".repeat(depth), "}".repeat(depth));
        assert!(read(&deep(MAX_DEPTH)).is_some());
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
            assert!(read(text).is_none(), "{text}");
        }
    }
}
