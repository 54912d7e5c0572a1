//! Markdown: headings by level, placeholders in bold, and nothing in the text that Markdown could take for its own.

use super::runs::{Run, lines};
use crate::{phrase::SpanKind, report::Report};

/// Print a report as Markdown.
pub fn md(report: &Report) -> String {
    let mut out = String::with_capacity(report.text_len() + report.text_len() / 8);
    heading("# ", report.title(), &mut out);
    for section in report.sections() {
        heading("\n## ", section.title(), &mut out);
        for paragraph in section.paragraphs() {
            for line in lines(paragraph) {
                out.push('\n');
                if paragraph.is_heading() {
                    out.push_str("### ");
                }
                let start = out.len();
                for run in line {
                    push_run(run, &mut out);
                }
                if !paragraph.is_heading() {
                    guard_start(start, &mut out);
                }
                out.push('\n');
            }
        }
    }
    out
}

fn heading(mark: &str, text: &str, out: &mut String) {
    out.push_str(mark);
    push_escaped(text, out);
    out.push('\n');
}

fn push_run(run: Run, out: &mut String) {
    let placeholder = run.span.is_some_and(|(_, span)| span.kind == SpanKind::Placeholder);
    if !placeholder {
        push_escaped(run.text, out);
        return;
    }
    // Between a Han character and 【, ** opens nothing; inside the brackets it does.
    let bracket = |c: Option<char>| c.filter(|c| !c.is_alphanumeric()).map_or(0, char::len_utf8);
    let (first, last) = (bracket(run.text.chars().next()), bracket(run.text.chars().next_back()));
    match run.text.get(first..run.text.len() - last) {
        Some(inner) if !inner.is_empty() => {
            push_escaped(&run.text[..first], out);
            out.push_str("**");
            push_escaped(inner, out);
            out.push_str("**");
            push_escaped(&run.text[run.text.len() - last..], out);
        }
        _ => push_escaped(run.text, out),
    }
}

/// Characters that mean something anywhere in a line.
pub(super) fn push_escaped(text: &str, out: &mut String) {
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '&' | '~' | '$' | '|') {
            out.push('\\');
        }
        out.push(c);
    }
}

/// What a line may not begin with: blanks (a block of code), marks of headings, quotes and lists, `1.` and `1)`.
fn guard_start(start: usize, out: &mut String) {
    let blanks = out[start..].len() - out[start..].trim_start_matches([' ', '\t']).len();
    out.replace_range(start..start + blanks, "");
    let line = &out[start..];
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let mut rest = line[digits..].chars();
    let at = match (rest.next(), rest.next()) {
        (Some('.' | ')'), None | Some(' ' | '\t')) if digits > 0 => start + digits,
        (Some('#' | '>' | '-' | '+' | '='), _) if digits == 0 => start,
        _ => return,
    };
    out.insert(at, '\\');
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str) -> String {
        let mut out = String::new();
        push_escaped(text, &mut out);
        guard_start(0, &mut out);
        out
    }

    #[test]
    fn a_line_stays_text() {
        assert_eq!(line("1. 一般公共服务"), "1\\. 一般公共服务");
        assert_eq!(line("12) 项"), "12\\) 项");
        assert_eq!(line("2023年度"), "2023年度");
        assert_eq!(line("    缩进"), "缩进");
        assert_eq!(line("- 项"), "\\- 项");
        assert_eq!(line("# 号"), "\\# 号");
        assert_eq!(line("* 星"), "\\* 星");
        assert_eq!(line("5~6月<b>_a_"), "5\\~6月\\<b>\\_a\\_");
        assert_eq!(line("101.9%"), "101.9%");
    }
}
