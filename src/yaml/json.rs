//! JSON read straight into the tree that its reading as YAML gives (直接读 JSON): every JSON text is YAML, but a machine
//! that writes thousands of lines need not wait for a parser that also knows indentation.
//!
//! What is not plain sailing - a key twice, too deep, too many values, odd characters, no JSON after all - gives no tree,
//! and the text is read as YAML, which says what is wrong and where.

use hifijson::{SliceLexer, num::LexWrite, str::LexAlloc, token::Lex};
use memchr::{memchr2, memchr3};
use serde::de::IgnoredAny;

use super::{
    Arena, Entry, Node, Value,
    arena::Growing,
    entries::Keys,
    refuse::{MAX_DEPTH, MAX_NODES, unprintable},
};
use crate::{diagnostic::Diagnostic, source::Source};

/// The tree of a text that is one JSON object and nothing is wrong with.
pub(super) fn read<'t>(text: &'t str, arena: &'t Arena) -> Option<Node<'t>> {
    if !text.trim_ascii_start().starts_with('{') || unprintable(text).is_some() {
        return None;
    }
    let blanks = memchr3(b'\t', b'\n', b'\r', text.as_bytes()).is_some();
    // As much as a figures file has open at a time.
    let (nodes, entries) = (arena.growing(32), arena.growing(64));
    let mut reader = Reader { text, arena, at: 0, count: 0, blanks, nodes, entries };
    let next = reader.next()?;
    let root = reader.value(next, 0)?;
    reader.next().is_none().then_some(root)
}

/// Why a text is no JSON, if it is none.
pub(super) fn fault(source: &Source) -> Option<Diagnostic> {
    let error = serde_json::from_str::<IgnoredAny>(source.text()).err()?;
    let line = source.line_range(error.line().max(1));
    let at = source.boundary(line.start + error.column().saturating_sub(1));
    let fault = Diagnostic::error("Y010", "这一行不是 JSON，虽然还读得出东西").at(source, at..at, "读到这里不对");
    Some(fault.help("名称和文字都用一对半角双引号，两项之间一个逗号；是从别处取来的，重新取一整行"))
}

struct Reader<'t> {
    text: &'t str,
    arena: &'t Arena,
    /// How many bytes are read.
    at: usize,
    /// How many values there were.
    count: usize,
    /// Are there tabs or line breaks, which must not stand inside of a string?
    blanks: bool,
    /// The items of all lists that are not closed yet, the innermost last.
    nodes: Growing<'t, Node<'t>>,
    /// The entries of all mappings that are not closed yet.
    entries: Growing<'t, Entry<'t>>,
}

impl<'t> Reader<'t> {
    /// The next byte that is no blank; it is not read yet.
    #[inline]
    fn next(&mut self) -> Option<u8> {
        loop {
            match *self.text.as_bytes().get(self.at)? {
                b' ' | b'\t' | b'\n' | b'\r' => self.at += 1,
                byte => return Some(byte),
            }
        }
    }

    /// The next byte behind the one that `next` has shown.
    #[inline]
    fn behind(&mut self) -> Option<u8> {
        self.at += 1;
        self.next()
    }

    /// What the lexer makes of the text that is not read yet.
    fn lexed<T>(&mut self, lex: impl FnOnce(&mut SliceLexer<'t>) -> Option<T>) -> Option<T> {
        let mut lexer = SliceLexer::new(&self.text.as_bytes()[self.at..]);
        let made = lex(&mut lexer)?;
        self.at = self.text.len() - lexer.as_slice().len();
        Some(made)
    }

    /// The value that begins with this byte, inside of `depth` lists and mappings. Nearly every one is a text, which
    /// is read without a call.
    #[inline(always)]
    fn value(&mut self, first: u8, depth: usize) -> Option<Node<'t>> {
        self.count += 1;
        if self.count > MAX_NODES || depth > MAX_DEPTH {
            return None;
        }
        if first != b'"' {
            return self.other_value(first, depth);
        }
        let start = self.at;
        let text = self.string()?;
        Some(Node { span: start..self.at, value: Value::Scalar { text, plain: false } })
    }

    fn other_value(&mut self, first: u8, depth: usize) -> Option<Node<'t>> {
        let start = self.at;
        let value = match first {
            b'{' if depth < MAX_DEPTH => self.mapping(depth + 1)?,
            b'[' if depth < MAX_DEPTH => self.sequence(depth + 1)?,
            b'-' | b'0'..=b'9' => {
                let (number, _) = self.lexed(|lexer| lexer.num_string().validated().ok())?;
                Value::Scalar { text: number, plain: true }
            }
            _ => {
                self.lexed(|lexer| lexer.null_or_bool())?;
                Value::Scalar { text: &self.text[start..self.at], plain: true }
            }
        };
        Some(Node { span: start..self.at, value })
    }

    fn mapping(&mut self, depth: usize) -> Option<Value<'t>> {
        let outer = self.entries.len();
        let mut keys = Keys::default();
        let mut next = self.behind()?;
        while next != b'}' || self.entries.len() > outer {
            if next != b'"' {
                return None;
            }
            self.count += 1;
            let start = self.at;
            let key = self.string()?;
            let key_span = start..self.at;
            if self.next()? != b':' {
                return None;
            }
            let first = self.behind()?;
            let value = self.value(first, depth)?;
            if key.is_empty() || keys.find(&self.entries[outer..], key).is_some() {
                return None;
            }
            self.entries.push(Entry { key, key_span, value });
            match self.next()? {
                b',' => next = self.behind()?,
                b'}' => break,
                _ => return None,
            }
        }
        self.at += 1;
        Some(Value::Mapping(self.arena.entries(self.entries.drain(outer..))))
    }

    fn sequence(&mut self, depth: usize) -> Option<Value<'t>> {
        let outer = self.nodes.len();
        let mut next = self.behind()?;
        while next != b']' || self.nodes.len() > outer {
            let node = self.value(next, depth)?;
            self.nodes.push(node);
            match self.next()? {
                b',' => next = self.behind()?,
                b']' => break,
                _ => return None,
            }
        }
        self.at += 1;
        Some(Value::Sequence(self.arena.nodes(self.nodes.drain(outer..))))
    }

    /// The text whose quotation mark comes next.
    fn string(&mut self) -> Option<&'t str> {
        self.at += 1;
        let rest = &self.text.as_bytes()[self.at..];
        let end = quote_or_escape(rest)?;
        if rest[end] == b'"' && !(self.blanks && memchr3(b'\t', b'\n', b'\r', &rest[..end]).is_some()) {
            // Nearly every text: it stands there as it is.
            let text = &self.text[self.at..self.at + end];
            self.at += end + 1;
            return Some(text);
        }
        let text = self.lexed(|lexer| lexer.str_string().ok())?;
        unprintable(&text).is_none().then(|| self.arena.text(&text))
    }
}

/// Where the first quotation mark or backslash stands. Most texts are a few letters long, which is not worth a search
/// made for long ones.
fn quote_or_escape(text: &[u8]) -> Option<usize> {
    const SHORT: usize = 6;
    let all_bytes = |byte: u8| u64::from_ne_bytes([byte; 8]);
    // The high bit of every byte that is zero; above the lowest of these, others may be set.
    let zeros = |word: u64| word.wrapping_sub(all_bytes(1)) & !word & all_bytes(0x80);
    let words = &text.as_chunks::<8>().0;
    for (index, word) in words.iter().take(SHORT).enumerate() {
        let word = u64::from_le_bytes(*word);
        let found = zeros(word ^ all_bytes(b'"')) | zeros(word ^ all_bytes(b'\\'));
        if found != 0 {
            return Some(index * 8 + found.trailing_zeros() as usize / 8);
        }
    }
    let looked = words.len().min(SHORT) * 8;
    memchr2(b'"', b'\\', &text[looked..]).map(|at| looked + at)
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
    fn the_end_of_a_text_is_found_however_long_it_is() {
        let letters = "年a\u{1}\u{7f}!#[]\u{a2}\u{dc}\u{80}".repeat(9);
        for start in letters.char_indices().map(|(at, _)| at) {
            for end in ["", "\"", "\\", "\"\\\"", "\\\"", "\"年年年年"] {
                let text = format!("{}{end}", &letters[start..]);
                let expected = text.find(['"', '\\']);
                assert_eq!(quote_or_escape(text.as_bytes()), expected, "{text}");
            }
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
