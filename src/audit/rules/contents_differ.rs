//! S103: a heading that differs from the table of contents (标题与目录不一).

use super::section_missing::{headings, plain};
use crate::{
    audit::{Finding, text::Text},
    diagnostic::{Diagnostic, Severity},
};

pub fn check(text: &Text, found: &mut Vec<Finding>) {
    let headings = headings(text);
    let names: Vec<String> = headings.iter().map(|(line, mark)| plain(&line.text()[mark.end..], text)).collect();
    let listed: Vec<String> = text.contents.iter().map(|entry| plain(&entry.title, text)).collect();
    let taken: Vec<bool> = listed.iter().map(|name| names.contains(name)).collect();
    for ((line, mark), name) in headings.iter().zip(&names) {
        let title = &line.text()[mark.end..];
        if text.contents.iter().any(|entry| entry.title == title || runs_on(title, &entry.title)) {
            continue;
        }
        let by_name = listed.iter().position(|other| other == name);
        let by_number = || (0..listed.len()).find(|&at| !taken[at] && text.contents[at].number == mark.number);
        let Some(entry) = by_name.or_else(by_number).map(|at| &text.contents[at]) else { continue };
        let severity = if by_name.is_some() { Severity::Hint } else { Severity::Warning };
        let message = format!("标题与目录不同，目录是“{}”", entry.title);
        let diagnostic = line.at(Diagnostic::new(severity, "S103", message), mark.end..line.text().len(), "标题");
        let diagnostic = diagnostic.at(&text.document.source, entry.clean.place(0..entry.clean.text().len()), "目录");
        let mut finding = Finding::new(diagnostic.help("标题和目录写成一样"));
        (finding.stated, finding.computed) = (Some(title.to_owned()), Some(entry.title.clone()));
        found.push(finding);
    }
}

/// The first sentence stands behind the heading, as the conversion lost the line break.
fn runs_on(title: &str, listed: &str) -> bool {
    title.strip_prefix(listed).is_some_and(|rest| rest.contains(['。', '，', '：']))
}
