//! S105: a heading with nothing below it (标题下面没有内容).

use crate::{
    audit::{
        Finding,
        list_mark::{Level, mark},
        text::{Line, Text},
    },
    diagnostic::Diagnostic,
};

pub fn check(text: &Text, found: &mut Vec<Finding>) {
    for (index, line) in text.lines.iter().enumerate().filter(|(_, line)| line.heading) {
        let Some(own) = level(line) else { continue };
        let next = text.lines.get(index + 1);
        let filled = next.is_some_and(|next| !next.heading || level(next).is_none_or(|level| level > own));
        // A short section may stand behind its own heading.
        let inside = line.text().trim_end_matches('。').contains(['。', '：', '，']);
        if filled || inside {
            continue;
        }
        let diagnostic = Diagnostic::warning("S105", format!("“{}”下面没有内容", line.text()));
        let diagnostic = line.at(diagnostic, 0..line.text().len(), "");
        found.push(Finding::new(diagnostic.help("补上内容；本部门没有这一项的，写明没有")));
    }
}

fn level(line: &Line) -> Option<Level> {
    mark(line.text()).map(|mark| mark.level)
}
