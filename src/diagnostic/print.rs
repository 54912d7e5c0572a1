//! Diagnostics for a terminal (终端输出): excerpts with carets, then 改法.

use std::borrow::Cow;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet, normalize_untrusted_str};

use super::{
    Diagnostic, Severity,
    excerpt::{Excerpt, MOST_LABELS, excerpts},
};

/// Print diagnostics in the order given (终端输出), `width` columns wide, in colour if wanted.
pub fn render(diagnostics: &[Diagnostic], color: bool, width: usize) -> String {
    let renderer = if color { Renderer::styled().hyperlink(false) } else { Renderer::plain() };
    // Long lines are cut beforehand: the printer cuts by characters, which tears wide ones apart.
    let renderer = renderer.term_width(usize::from(u16::MAX));
    let mut out = String::new();
    for diagnostic in diagnostics {
        let excerpts = excerpts(&diagnostic.labels, width);
        let printed = renderer.render(&[group(diagnostic, &excerpts)]);
        for line in printed.lines().filter(|line| !is_nameless_origin(line)) {
            out.push_str(line);
            out.push('\n');
        }
        out.push('\n');
    }
    out
}

/// The printer announces an excerpt without a file name by a bare `:::`. The name stands above it, printed
/// by us, since the printer would count the column in the cut line.
fn is_nameless_origin(line: &str) -> bool {
    let mut escaped = false;
    let plain = line.chars().filter(|&c| {
        let shown = !escaped && c != '\u{1b}';
        escaped = (escaped || c == '\u{1b}') && c != 'm';
        shown && c != ' '
    });
    plain.eq(":::".chars())
}

fn group<'a>(diagnostic: &'a Diagnostic, excerpts: &'a [Excerpt<'a>]) -> Group<'a> {
    let title = match &diagnostic.record {
        Some(record) => Cow::Owned(format!("{record}：{}", diagnostic.message)),
        None => Cow::Borrowed(diagnostic.message.as_str()),
    };
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Hint => Level::NOTE,
    };
    let title = level.with_name(diagnostic.severity.name()).primary_title(title).id(diagnostic.code);
    let mut group = Group::with_title(title);
    for excerpt in excerpts {
        let origin = Origin::path(excerpt.source.name()).line(excerpt.line).char_column(excerpt.column);
        let annotations = excerpt.marks.iter().map(|mark| {
            let kind = if mark.main { AnnotationKind::Primary } else { AnnotationKind::Context };
            kind.span(mark.span.clone()).label((!mark.text.is_empty()).then_some(mark.text))
        });
        let snippet = Snippet::source(excerpt.text.as_str()).line_start(excerpt.first_line).annotations(annotations);
        group = group.element(origin).element(snippet);
    }
    if diagnostic.labels.len() > MOST_LABELS {
        let more = format!("还有 {} 处没有列出", diagnostic.labels.len() - MOST_LABELS);
        group = group.element(Level::NOTE.with_name("另外").message(more));
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.with_name("改法").message(normalize_untrusted_str(help)));
    }
    group
}
