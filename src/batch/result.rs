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

/// Put down the line that says what became of a department (一行结果), with its line break; reports in JSON are put in as
/// such, others as text.
pub fn push_result_line(entry: &Entry, report: Option<&Written>, work: Work, out: &mut Vec<u8>) {
    let (text, report) = match report {
        Some(report) if work.draft == Some(Format::Json) => (None, report.base.as_ref()),
        Some(report) => (report.printed.text(), None),
        None => (None, None),
    };
    // The text is most of the line.
    out.reserve(LITTLE + text.map_or(0, |text| text.len() + text.len() / 16));
    let head = Head {
        schema: 1,
        input: &entry.input,
        department: &entry.department,
        year: entry.year,
        status: entry.status,
        missing: entry.missing,
    };
    push_json(&head, out);
    // The text goes between the two in one piece.
    out.pop();
    if let Some(text) = text {
        out.extend_from_slice(b",\"text\":");
        push_text(text, out);
    }
    let tail = out.len();
    push_json(&Tail { report, findings: &entry.diagnostics, gaps: &entry.gaps }, out);
    out[tail] = b',';
    out.push(b'\n');
}

/// Room for a line of which nothing is wrong, its text apart.
const LITTLE: usize = 512;

/// Nothing that is put down here has a form that JSON lacks, and memory takes everything.
fn push_json(part: &impl Serialize, out: &mut Vec<u8>) {
    let written = serde_json::to_writer(out, part);
    debug_assert!(written.is_ok(), "{written:?}");
}

/// A text as JSON writes it, by the stretches that need no escape.
fn push_text(text: &str, out: &mut Vec<u8>) {
    let is_rare = |byte: u8| (byte < 0x20) & (byte != b'\n');
    if text.bytes().fold(0, |any, byte| any | u8::from(is_rare(byte))) != 0 {
        return push_json(&text, out);
    }
    let bytes = text.as_bytes();
    out.push(b'"');
    let mut from = 0;
    for place in memchr::memchr3_iter(b'\n', b'"', b'\\', bytes) {
        out.extend_from_slice(&bytes[from..place]);
        out.extend_from_slice(match bytes[place] {
            b'\n' => b"\\n",
            b'"' => b"\\\"",
            _ => b"\\\\",
        });
        from = place + 1;
    }
    out.extend_from_slice(&bytes[from..]);
    out.push(b'"');
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
            let mut line = Vec::new();
            push_text(text, &mut line);
            assert_eq!(String::from_utf8(line).unwrap(), serde_json::to_string(text).unwrap());
        }
    }
}
