//! What a typed reading objects to, in Chinese, with the place of the innermost node (取值错误).

use std::{fmt, ops::Range};

use serde::de::{self, Expected, Unexpected};

use crate::{
    diagnostic::Diagnostic,
    nearest::nearest,
    source::Source,
    yaml::{
        Node, Value,
        slip::{clip, fullwidth_hint_at},
    },
};

/// An objection, not yet tied to a file.
#[derive(Debug)]
pub(super) struct Fault(Box<Inner>);

#[derive(Debug)]
struct Inner {
    code: &'static str,
    message: String,
    help: String,
    /// The innermost node: its place, and the whole of it where its text may hold a wrong colon.
    place: Option<(Range<usize>, Option<Range<usize>>)>,
}

impl Fault {
    fn new(code: &'static str, message: String, help: String) -> Fault {
        Fault(Box::new(Inner { code, message, help, place: None }))
    }

    /// Tie it to a node, unless it is already tied to one further in.
    pub fn at(mut self, node: &Node) -> Fault {
        self.0.place.get_or_insert_with(|| (place(node), plain(node)));
        self
    }

    pub fn diagnostic(self, root: &Node, source: &Source) -> Diagnostic {
        let Inner { code, message, help, place: found } = *self.0;
        let (span, plain) = found.unwrap_or_else(|| (place(root), plain(root)));
        let hint = plain.filter(|_| code == WRONG_TYPE).and_then(|plain| fullwidth_hint_at(&plain, source));
        let help = hint.unwrap_or(help);
        Diagnostic::error(code, message).at(source, span, "").help(help)
    }
}

/// A mapping is pointed at by its first key, a list by its first mark: whole blocks blur the picture.
fn place(node: &Node) -> Range<usize> {
    match &node.value {
        Value::Scalar { .. } => node.span.clone(),
        Value::Mapping(entries) => entries.first().map_or(node.span.clone(), |entry| entry.key_span.clone()),
        // “[” or “-”.
        Value::Sequence(_) => node.span.start..(node.span.start + 1).min(node.span.end),
    }
}

/// Where a text stands that was typed without quotes.
fn plain(node: &Node) -> Option<Range<usize>> {
    matches!(node.value, Value::Scalar { plain: true, .. }).then(|| node.span.clone())
}

const UNKNOWN: &str = "Y030";
const MISSING: &str = "Y031";
const WRONG_TYPE: &str = "Y032";
const WRONG_VALUE: &str = "Y033";

/// Names beyond this many are not listed.
const LISTED: usize = 12;

fn known_names(word: &str, known: &'static [&'static str]) -> String {
    if known.is_empty() {
        return "删去它".to_owned();
    }
    let mut listed = known.iter().take(LISTED).copied().collect::<Vec<_>>().join("、");
    if known.len() > LISTED {
        listed.push('等');
    }
    match nearest(word, known.iter().copied()) {
        Some(name) => format!("是不是“{name}”？这里可以写：{listed}"),
        None => format!("这里可以写：{listed}"),
    }
}

/// What a type asks for, out of serde's English; texts written by us are Chinese already.
fn expected(expected: &dyn Expected) -> String {
    let text = expected.to_string();
    let whole = ["u8", "u16", "u32", "u64", "u128", "usize"].contains(&text.as_str());
    let signed = ["i8", "i16", "i32", "i64", "i128", "isize"].contains(&text.as_str());
    match text.as_str() {
        _ if whole => "不带小数的非负整数".to_owned(),
        _ if signed => "不带小数的整数".to_owned(),
        "a string" | "a borrowed string" | "str" | "string" => "文字".to_owned(),
        "a boolean" => "true 或 false".to_owned(),
        "a character" => "一个字".to_owned(),
        "a sequence" | "sequence" => "列表".to_owned(),
        "a map" | "map" => "“名称: 值”的一组".to_owned(),
        "unit" => "空白".to_owned(),
        "option" => "一个值或空白".to_owned(),
        "field identifier" | "variant identifier" => "名称".to_owned(),
        _ if text.starts_with("struct ") => "“名称: 值”的一组".to_owned(),
        _ if text.starts_with("enum ") => "一个规定的名称".to_owned(),
        _ if text.starts_with("a tuple") || text.starts_with("tuple") || text.starts_with("an array") => {
            let count: String = text.chars().filter(char::is_ascii_digit).collect();
            if count.is_empty() { "列表".to_owned() } else { format!("{count} 项的列表") }
        }
        _ => text,
    }
}

fn found(unexpected: &Unexpected) -> String {
    match unexpected {
        Unexpected::Str("") => "空的文字".to_owned(),
        Unexpected::Str(text) => format!("“{}”", clip(text)),
        Unexpected::Bool(value) => format!("“{value}”"),
        Unexpected::Unsigned(value) => format!("“{value}”"),
        Unexpected::Signed(value) => format!("“{value}”"),
        Unexpected::Char(value) => format!("“{value}”"),
        Unexpected::Unit | Unexpected::Option => "空白".to_owned(),
        Unexpected::Seq => "列表".to_owned(),
        Unexpected::Map => "“名称: 值”的一组".to_owned(),
        other => other.to_string(),
    }
}

impl de::Error for Fault {
    fn custom<T: fmt::Display>(message: T) -> Fault {
        Fault::new(WRONG_VALUE, message.to_string(), "按说明改正这个值".to_owned())
    }

    fn invalid_type(unexpected: Unexpected, wanted: &dyn Expected) -> Fault {
        let wanted = expected(wanted);
        let message = format!("这里应是{wanted}，却是{}", found(&unexpected));
        Fault::new(WRONG_TYPE, message, format!("改成{wanted}"))
    }

    fn invalid_value(unexpected: Unexpected, wanted: &dyn Expected) -> Fault {
        let wanted = expected(wanted);
        let message = format!("{}不能用在这里，应是{wanted}", found(&unexpected));
        Fault::new(WRONG_VALUE, message, format!("改成{wanted}"))
    }

    fn invalid_length(length: usize, wanted: &dyn Expected) -> Fault {
        let wanted = expected(wanted);
        Fault::new(WRONG_VALUE, format!("这里应是{wanted}，却有 {length} 项"), format!("改成{wanted}"))
    }

    fn unknown_variant(variant: &str, known: &'static [&'static str]) -> Fault {
        Fault::new(WRONG_VALUE, format!("不认识“{}”", clip(variant)), known_names(variant, known))
    }

    fn unknown_field(field: &str, known: &'static [&'static str]) -> Fault {
        Fault::new(UNKNOWN, format!("不认识的名称“{}”", clip(field)), known_names(field, known))
    }

    fn missing_field(field: &'static str) -> Fault {
        Fault::new(MISSING, format!("这一组里缺少“{field}”"), format!("补上一行“{field}: …”"))
    }

    fn duplicate_field(field: &'static str) -> Fault {
        Fault::new("Y020", format!("“{field}”写了两次"), "只留一处".to_owned())
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.message)
    }
}

impl std::error::Error for Fault {}
