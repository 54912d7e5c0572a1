//! Text in XML (转义): entities, and no character that XML forbids.

use memchr::{memchr3, memmem};

/// How every part begins.
pub(super) const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// Text between tags or in a quoted attribute; characters that no XML can hold are left out.
pub(in crate::formats::word) fn push_escaped(text: &str, out: &mut String) {
    push(text, "&quot;", out);
}

/// Make JSON that begins there text between tags; its many quotation marks may stand as they are.
pub(super) fn escape_json(out: &mut Vec<u8>, start: usize) {
    let json = &out[start..];
    // JSON itself escapes control characters.
    if memchr3(b'&', b'<', b'>', json).is_none() && memmem::find(json, b"\xef\xbf").is_none() {
        return;
    }
    let json = String::from_utf8(out.split_off(start)).expect("JSON is text");
    let mut escaped = String::with_capacity(json.len() + json.len() / 8);
    push(&json, "\"", &mut escaped);
    out.extend(escaped.as_bytes());
}

fn push(text: &str, quote: &str, out: &mut String) {
    let bytes = text.as_bytes();
    let (mut start, mut at) = (0, 0);
    while at < bytes.len() {
        // The last byte of a stretch is looked at again as the first of the next: what needs care may be three bytes.
        let stretch = &bytes[at..bytes.len().min(at + STRETCH + 2)];
        if stretch.len() > 2 && is_plain(stretch, quote.len() == 1) {
            at += stretch.len() - 2;
            continue;
        }
        let end = at + STRETCH;
        while at < bytes.len().min(end) {
            let (length, instead) = care(&bytes[at..], quote);
            if length > 0 {
                out.push_str(&text[start..at]);
                out.push_str(instead);
                start = at + length;
            }
            at += length.max(1);
        }
    }
    out.push_str(&text[start..]);
}

/// How many bytes are looked at together.
const STRETCH: usize = 126;

/// Certainly nothing that needs care; all bytes are looked at without a branch, many at a time.
fn is_plain(bytes: &[u8], quotes_stay: bool) -> bool {
    let special = |byte: u8| (byte < b' ') | (byte == b'&') | (byte == b'<') | (byte == b'>');
    let quoted = |byte: u8| !quotes_stay & (byte == b'"');
    let one = bytes.iter().fold(false, |found, &byte| found | special(byte) | quoted(byte));
    let two = bytes.iter().zip(&bytes[1..]).fold(false, |found, (&a, &b)| found | ((a == 0xef) & (b == 0xbf)));
    !one & !two
}

/// How many bytes at the beginning need care, and what stands for them.
fn care<'a>(bytes: &[u8], quote: &'a str) -> (usize, &'a str) {
    match *bytes {
        [b'&', ..] => (1, "&amp;"),
        [b'<', ..] => (1, "&lt;"),
        [b'>', ..] => (1, "&gt;"),
        [b'"', ..] if quote.len() > 1 => (1, quote),
        [b'\t' | b'\n', ..] => (0, ""),
        [0..b' ', ..] => (1, ""),
        [0xef, 0xbf, 0xbe | 0xbf, ..] => (3, ""),
        _ => (0, ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As one would write it without an eye on time.
    fn slow(text: &str) -> String {
        let forbidden = |c: char| matches!(c, '\u{fffe}' | '\u{ffff}') || c < ' ' && !matches!(c, '\t' | '\n');
        let kept: String = text.chars().filter(|&c| !forbidden(c)).collect();
        kept.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
    }

    #[test]
    fn long_texts_are_looked_at_in_stretches_and_nothing_slips_between() {
        for special in ["<", "\u{fffe}", "\u{ffff}", "&", "\"", "\u{1}", "\u{ff0c}\u{ffc2}"] {
            for before in 0..400 {
                for filling in ["a", "，", "决"] {
                    let text = [&filling.repeat(before), special, &filling.repeat(200), special].concat();
                    let mut out = String::new();
                    push_escaped(&text, &mut out);
                    assert_eq!(out, slow(&text), "{before} {special:?}");
                }
            }
        }
    }

    #[test]
    fn nothing_breaks_out_and_nothing_forbidden_stays() {
        let mut out = String::new();
        push_escaped("甲<乙>&\"丙\"\u{b}\u{ffff}\t丁", &mut out);
        assert_eq!(out, "甲&lt;乙&gt;&amp;&quot;丙&quot;\t丁");
        let mut out = b"<x>{\"a\":\"<&>\"}".to_vec();
        escape_json(&mut out, 3);
        assert_eq!(out, b"<x>{\"a\":\"&lt;&amp;&gt;\"}");
    }
}
