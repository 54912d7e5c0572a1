//! Plain text (纯文本): one line a heading or paragraph, as it is pasted into Word.

use crate::report::Report;

/// Print a report as plain text.
pub fn txt(report: &Report) -> String {
    let mut out = String::with_capacity(report.text_len() + 256);
    out.push_str(report.title());
    out.push('\n');
    for section in report.sections() {
        out.push_str(section.title());
        out.push('\n');
        for paragraph in section.paragraphs() {
            out.push_str(paragraph.text());
            out.push('\n');
        }
    }
    out
}
