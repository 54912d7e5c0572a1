//! A paragraph as lines of runs (文字段): plain words, and words with the span that wrote them.

use crate::{
    phrase::WrittenSpan,
    report::{ParagraphView, SentenceView},
};

/// Words of one kind in a row.
#[derive(Clone, Copy)]
pub struct Run<'r, 'a> {
    /// The words, without line breaks.
    pub text: &'r str,
    /// The sentence and the span that wrote them; none for the phrasebook's own words.
    pub span: Option<(SentenceView<'r, 'a>, &'r WrittenSpan<'a>)>,
}

/// The lines of a paragraph: prose of several paragraphs keeps its line breaks.
pub fn lines<'r, 'a>(paragraph: ParagraphView<'r, 'a>) -> Vec<Vec<Run<'r, 'a>>> {
    let mut lines = vec![Vec::new()];
    for sentence in paragraph.sentences() {
        let text = sentence.text();
        let mut at = 0;
        let mut spans: Vec<_> = sentence.spans().iter().collect();
        spans.sort_by_key(|span| span.start);
        for span in spans {
            let local = sentence.local(span);
            if local.start < at {
                continue;
            }
            push(&mut lines, &text[at..local.start], None);
            push(&mut lines, &text[local.clone()], Some((sentence, span)));
            at = local.end;
        }
        push(&mut lines, &text[at..], None);
    }
    lines.retain(|line: &Vec<Run>| !line.is_empty());
    lines
}

fn push<'r, 'a>(
    lines: &mut Vec<Vec<Run<'r, 'a>>>,
    text: &'r str,
    span: Option<(SentenceView<'r, 'a>, &'r WrittenSpan<'a>)>,
) {
    for (index, text) in text.split('\n').enumerate() {
        if index > 0 {
            lines.push(Vec::new());
        }
        if let (Some(line), false) = (lines.last_mut(), text.is_empty()) {
            line.push(Run { text, span });
        }
    }
}
