//! What the filter answers to one line (一行结果): JSON on one line again.

use serde::Serialize;

use super::{
    desk::{Work, Written},
    entry::{Entry, Status, Told},
};
use crate::{formats::Format, report::SavedReport};

/// What a result begins with (一行的开头).
#[derive(Serialize)]
struct Head<'a> {
    schema: u8,
    input: &'a str,
    department: &'a str,
    year: Option<u16>,
    status: Status,
    missing: usize,
}

/// What it ends with (一行的结尾).
#[derive(Serialize)]
struct Tail<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    report: Option<&'a SavedReport>,
    findings: &'a [Told],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    gaps: &'a [Told],
}

/// The line that says what became of a department (一行结果), with its line break; reports in JSON are put in as such,
/// others as text.
pub fn result_line(entry: &Entry, report: Option<&Written>, work: Work) -> String {
    let (text, report) = match report {
        Some(report) if work.draft == Some(Format::Json) => (None, report.base.as_ref()),
        Some(report) => (report.printed.text(), None),
        None => (None, None),
    };
    let head = Head {
        schema: 1,
        input: &entry.input,
        department: &entry.department,
        year: entry.year,
        status: entry.status,
        missing: entry.missing,
    };
    let head = serde_json::to_string(&head).unwrap_or_default();
    let tail =
        serde_json::to_string(&Tail { report, findings: &entry.diagnostics, gaps: &entry.gaps }).unwrap_or_default();
    // The text is most of the line, and goes between the two in one piece.
    let room = head.len() + tail.len() + text.map_or(0, |text| text.len() + text.len() / 16 + 16);
    let mut line = String::with_capacity(room);
    line.push_str(head.trim_end_matches('}'));
    if let Some(text) = text {
        line.push_str(",\"text\":");
        push_text(text, &mut line);
    }
    line.push(',');
    line.push_str(tail.trim_start_matches('{'));
    line.push('\n');
    line
}

/// A text as JSON writes it, by the stretches that need no escape.
fn push_text(text: &str, line: &mut String) {
    let is_rare = |byte: u8| (byte < 0x20) & (byte != b'\n');
    if text.bytes().fold(0, |any, byte| any | u8::from(is_rare(byte))) != 0 {
        line.push_str(&serde_json::to_string(text).unwrap_or_default());
        return;
    }
    line.push('"');
    let mut from = 0;
    for place in memchr::memchr3_iter(b'\n', b'"', b'\\', text.as_bytes()) {
        line.push_str(&text[from..place]);
        line.push_str(match text.as_bytes()[place] {
            b'\n' => "\\n",
            b'"' => "\\\"",
            _ => "\\\\",
        });
        from = place + 1;
    }
    line.push_str(&text[from..]);
    line.push('"');
}

#[cfg(test)]
mod tests {
    use super::push_text;

    #[test]
    fn a_text_is_escaped_as_serde_json_does_it() {
        let odd: String = (0..0x90_u8).map(char::from).chain("“三公”经费\u{2028}".chars()).collect();
        for text in
            ["", "年", "\n", &"第一句。\n".repeat(50), &"长".repeat(500), &odd, &format!("{odd}{}", "末".repeat(30))]
        {
            let mut line = String::new();
            push_text(text, &mut line);
            assert_eq!(line, serde_json::to_string(text).unwrap());
        }
    }
}
