//! What a figures file has no use for, and how much of the rest is read (不支持的写法与上限).

use std::ops::Range;

use memchr::{memchr2_iter, memmem};

use crate::{diagnostic::Diagnostic, source::Source};

/// Deepest nesting (嵌套层数上限); a figures file has five levels.
pub(super) const MAX_DEPTH: usize = 32;
/// Most values in one file (值的个数上限).
pub(super) const MAX_NODES: usize = 200_000;
/// Most faults that are listed for one file (列出的错误上限).
pub(crate) const MAX_FAULTS: usize = 200;

/// What is said of the rest.
pub(crate) const TOO_MANY: &str = "Y029";

/// Anchors and aliases.
pub(super) fn reference(source: &Source, place: Range<usize>) -> Diagnostic {
    Diagnostic::error("Y021", "不支持锚点“&”和引用“*”")
        .at(source, place, "")
        .help("把内容原样写在这里；若是文字本身以“&”“*”开头，用引号包住整个值")
}

/// Tags.
pub(super) fn tag(source: &Source, place: Range<usize>) -> Diagnostic {
    Diagnostic::error("Y022", "不支持类型标记“!”")
        .at(source, place, "")
        .help("删去这个标记；若是文字本身以“!”开头，用引号包住整个值")
}

/// More values than any real file has.
pub(super) fn too_many(source: &Source, place: Range<usize>) -> Diagnostic {
    Diagnostic::error("Y027", format!("文件里的值超过 {MAX_NODES} 个"))
        .at(source, place, "读到这里为止")
        .help("确认选对了文件；数据多的话按部门、年度分成几个文件")
}

/// A second document.
pub(super) fn second_document(source: &Source, place: Range<usize>) -> Diagnostic {
    Diagnostic::error("Y023", "一个文件里只能有一份文档")
        .at(source, place, "第二份从这里开始")
        .help("删去“---”或“...”那一行，或者把后一份另存为一个文件")
}

/// Deeper than any real file.
pub(super) fn too_deep(source: &Source, place: Range<usize>) -> Diagnostic {
    Diagnostic::error("Y026", format!("嵌套超过 {MAX_DEPTH} 层"))
        .at(source, place, "从这里起太深")
        .help("检查括号和缩进是否写错；数据不需要这么多层")
}

/// More faults than anybody reads.
pub(crate) fn too_many_faults(source: &Source, place: Range<usize>) -> Diagnostic {
    Diagnostic::error(TOO_MANY, format!("错误超过 {MAX_FAULTS} 处，后面的没有列出"))
        .at(source, place, "读到这里为止")
        .help("先改好前面列出的，再检查一遍")
}

/// The first character that nobody sees, with its place.
pub(super) fn unprintable(text: &str) -> Option<(usize, char)> {
    let bytes = text.as_bytes();
    let is_control = |byte: u8| (byte < 0x20) & !matches!(byte, b'\t' | b'\n' | b'\r') | (byte == 0x7F);
    // A line of JSON has not even line breaks.
    if any(bytes, |byte| (byte < 0x20) | (byte == 0x7F)) && any(bytes, is_control) {
        return text.char_indices().find(|&(_, c)| is_unprintable(c));
    }
    // All others begin with one of three bytes, and few of those that begin so are one. Full-width marks begin with the
    // third, so that the only one behind it is looked for as a whole.
    let places = memchr2_iter(0xC2, 0xE2, bytes).filter(|&at| match (bytes[at], bytes.get(at + 1)) {
        (0xC2, Some(second)) => *second < 0xA0,
        (_, second) => second.is_some_and(|second| *second < 0x82),
    });
    let mut found = places.filter_map(|at| Some((at, text[at..].chars().next()?)));
    let found = found.find(|&(_, c)| is_unprintable(c));
    const MARK: char = '\u{FEFF}';
    let mark = memmem::find(bytes, MARK.encode_utf8(&mut [0; 3]).as_bytes()).map(|at| (at, MARK));
    found.into_iter().chain(mark).min()
}

/// Is one of the bytes such? All are looked at, because many are at a time.
fn any(bytes: &[u8], is: impl Fn(u8) -> bool) -> bool {
    bytes.iter().fold(0, |any, &byte| any | u8::from(is(byte))) != 0
}

/// Characters nobody sees and every program reads differently.
pub(super) fn is_unprintable(c: char) -> bool {
    match c {
        '\t' | '\n' | '\r' => false,
        '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{FEFF}' | '\u{200B}' | '\u{2060}' => true,
        // They turn the direction of what follows, so that the page shows another order than the text has.
        '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => true,
        c => c.is_control(),
    }
}

#[cfg(test)]
mod tests {
    use super::{is_unprintable, unprintable};

    #[test]
    fn every_odd_character_is_found() {
        for c in ('\0'..=char::MAX).filter(|&c| is_unprintable(c) || !('\u{3000}'..'\u{FE00}').contains(&c)) {
            let found = is_unprintable(c).then_some(("年“".len(), c));
            for text in [format!("年“{c}"), format!("年“{c}的"), format!("年“{c}{}", "“的”".repeat(30))]
            {
                assert_eq!(unprintable(&text), found, "U+{:04X}", c as u32);
            }
        }
    }
}
