//! From bytes to text: which encoding it is, said aloud whenever it is not plain UTF-8.

use encoding_rs::{Encoding, GB18030, UTF_16BE, UTF_16LE};

use super::{BYTE_ORDER_MARK, Source};
use crate::diagnostic::Diagnostic;

/// What office programs write, by the first bytes; people pick such a file by mistake.
const OFFICE: [(&[u8], &str); 3] =
    [(b"PK\x03\x04", "Excel 或 Word 文件"), (b"\xD0\xCF\x11\xE0", "旧版的 Excel 或 Word 文件"), (b"%PDF", "PDF 文件")];

pub(super) fn decode(name: &str, bytes: &[u8], notes: &mut Vec<Diagnostic>) -> Option<Source> {
    if let Some((_, kind)) = OFFICE.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        let message = format!("“{name}”是 {kind}，不是文本文件");
        notes.push(
            Diagnostic::error("Y001", message)
                .help("换成文本文件；数据文件从情况说明里读出用 juesuan read，从决算表里取用 juesuan import"),
        );
        return None;
    }
    if let Some(rest) = bytes.strip_prefix(BYTE_ORDER_MARK) {
        let source = utf8_or_other(name, rest, notes)?;
        let note = Diagnostic::hint("Y002", "文件开头带 UTF-8 标记（BOM），已略过");
        notes.push(note.at(&source, 0..0, "").help("另存为“UTF-8”（不带 BOM）"));
        return Some(source);
    }
    for (mark, encoding) in [(b"\xFF\xFE", UTF_16LE), (b"\xFE\xFF", UTF_16BE)] {
        if let Some(rest) = bytes.strip_prefix(mark) {
            return utf16(name, encoding, rest, notes);
        }
    }
    utf8_or_other(name, bytes, notes)
}

fn utf16(name: &str, encoding: &'static Encoding, bytes: &[u8], notes: &mut Vec<Diagnostic>) -> Option<Source> {
    let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(bytes) else {
        let message = format!("文件“{name}”开头标明是 UTF-16，内容却不是");
        notes.push(Diagnostic::error("Y001", message).help("重新取得文件，用记事本另存为 UTF-8"));
        return None;
    };
    let source = Source::new(name, text);
    let note = Diagnostic::warning("Y004", "文件是 UTF-16 编码，已按此读取");
    notes.push(note.at(&source, 0..0, "").help("另存为 UTF-8"));
    Some(source)
}

fn utf8_or_other(name: &str, bytes: &[u8], notes: &mut Vec<Diagnostic>) -> Option<Source> {
    if let Ok(text) = simdutf8::basic::from_utf8(bytes) {
        return Some(Source::new(name, text));
    }
    let lossy = String::from_utf8_lossy(bytes);
    // Damaged UTF-8 often decodes as GB18030 by accident, into nonsense: then it is no GB18030.
    // Real GB18030 breaks at nearly every character.
    let broken = lossy.matches('\u{FFFD}').count();
    let whole = lossy.chars().filter(|&c| c >= '\u{800}' && c != '\u{FFFD}').count();
    let binary = bytes.contains(&0);
    let gb18030 = GB18030.decode_without_bom_handling_and_without_replacement(bytes);
    if let Some(text) = gb18030.filter(|_| !binary && broken > whole) {
        let source = Source::new(name, text);
        let note = Diagnostic::warning("Y003", "文件不是 UTF-8 编码，已按 GB18030（GBK、GB2312）读取");
        notes.push(note.at(&source, 0..0, "").help("核对汉字是否正确，再另存为 UTF-8"));
        return Some(source);
    }
    if binary {
        let message = format!("“{name}”不是文本文件");
        notes.push(Diagnostic::error("Y001", message).help("换成文本文件"));
        return None;
    }
    let at = lossy.find('\u{FFFD}').unwrap_or(0);
    let shown = Source::new(name, lossy);
    let fault = Diagnostic::error("Y001", "文件既不是完好的 UTF-8，也不是 GB18030")
        .at(&shown, at..at + '\u{FFFD}'.len_utf8(), "从这里起读不懂")
        .help("用编辑器打开，改好这里的字，另存为 UTF-8");
    notes.push(fault);
    None
}
