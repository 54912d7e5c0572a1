//! W111: a paragraph that breaks off (句子没有写完).

use crate::{
    audit::{
        Finding,
        list_mark::mark,
        text::{Line, Text, is_end, is_han},
    },
    diagnostic::{Diagnostic, Severity},
};

/// Shorter lines without punctuation are captions and table heads.
const SHORTEST: usize = 12;

pub fn check(text: &Text, found: &mut Vec<Finding>) {
    for (index, line) in text.lines.iter().enumerate().filter(|(_, line)| !line.heading) {
        let words = line.text();
        let Some(last) = words.chars().next_back() else { continue };
        let next = text.lines.get(index + 1);
        let announces = last == '：' && next.is_none_or(|next| next.heading);
        let closed = !announces && is_end_of_paragraph(last);
        if closed || !is_prose(words) {
            continue;
        }
        // Where the next line could go on, the page may have broken the paragraph, not its author; what a colon
        // announces may be a picture.
        let broken = announces || next.is_some_and(|next| goes_on(line, next));
        let severity = if broken { Severity::Hint } else { Severity::Warning };
        let start = words.len() - last.len_utf8();
        let message = match last {
            '，' | '、' | '：' => format!("这一段停在“{last}”上，没有写完"),
            _ => "这一段末尾没有句号".to_owned(),
        };
        let diagnostic = line.at(Diagnostic::new(severity, "W111", message), start..words.len(), "");
        found.push(Finding::new(diagnostic.help("补全这句话，用句号结束")));
    }
}

fn is_end_of_paragraph(last: char) -> bool {
    is_end(last) || matches!(last, '；' | '：' | '…' | '”' | '）' | '】' | '》' | '—')
}

fn is_prose(words: &str) -> bool {
    let mark = mark(words).map_or(0, |mark| mark.end);
    let words = &words[mark..];
    words.chars().filter(|c| is_han(*c)).count() >= SHORTEST && words.contains(['，', '。', '；', '：'])
        || words.contains("万元") && words.chars().filter(|c| is_han(*c)).count() >= SHORTEST / 2
}

fn goes_on(line: &Line, next: &Line) -> bool {
    line.section == next.section && !next.heading && mark(next.text()).is_none()
}
