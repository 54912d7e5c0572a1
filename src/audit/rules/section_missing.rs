//! S104: a section that is not there (缺章).

use crate::{
    audit::{
        Finding,
        contents::Entry,
        list_mark::{Level, Mark, chinese_number, mark},
        text::{Line, Text},
        words::begins,
    },
    diagnostic::Diagnostic,
};

pub fn check(text: &Text, found: &mut Vec<Finding>) {
    for entry in missing(text) {
        let message = format!("目录有“{}、{}”，正文没有", chinese_number(entry.number), entry.title);
        let place = entry.clean.place(0..entry.clean.text().len());
        let diagnostic = Diagnostic::warning("S104", message).at(&text.document.source, place, "");
        found.push(Finding::new(diagnostic.help("补上这一章，或改正目录")));
    }
    if !text.contents.is_empty() {
        return;
    }
    let headings = headings(text);
    let has =
        |names: &&Vec<String>| headings.iter().any(|(line, mark)| begins(&line.text()[mark.end..], names).is_some());
    // With all the others there, the one that is not was forgotten.
    let lost: Vec<&Vec<String>> = text.words.trunk.iter().filter(|names| !has(names)).collect();
    if let ([names], Some((line, _))) = (lost.as_slice(), headings.first())
        && numbered_in_order(&headings)
    {
        let diagnostic = Diagnostic::hint("S104", format!("没有“{}”一章，通常都有", names[0]));
        let diagnostic = line.at(diagnostic, 0..line.text().len(), "第三部分从这里开始");
        found.push(Finding::new(diagnostic.help("核对是否漏了这一章")));
    }
}

/// Where a number is left out, that is the finding.
fn numbered_in_order(headings: &[(&Line, Mark)]) -> bool {
    headings.iter().enumerate().all(|(index, (_, mark))| mark.number == index + 1)
}

/// What the contents name and part three has neither by name nor by number.
pub(super) fn missing<'t, 'a>(text: &'t Text<'a>) -> impl Iterator<Item = &'t Entry<'a>> {
    // Without contents nothing is missing from them.
    let headings = if text.contents.is_empty() { Vec::new() } else { headings(text) };
    let names: Vec<String> = headings.iter().map(|(line, mark)| plain(&line.text()[mark.end..], text)).collect();
    let numbers: Vec<usize> = headings.iter().map(|(_, mark)| mark.number).collect();
    let listed: Vec<String> = text.contents.iter().map(|entry| plain(&entry.title, text)).collect();
    text.contents.iter().filter(move |entry| {
        // Text that runs on behind a heading belongs to the paragraph below.
        let name = plain(&entry.title, text);
        let by_name = names.iter().any(|other| other.starts_with(&name));
        // A heading that bears the number under a name of its own.
        let own = names.iter().zip(&numbers).any(|(name, number)| *number == entry.number && !listed.contains(name));
        !headings.is_empty() && !by_name && !own
    })
}

/// The headings of the sections of part three.
pub(super) fn headings<'t, 'a>(text: &'t Text<'a>) -> Vec<(&'t Line<'a>, Mark)> {
    let headings = text.lines.iter().filter(|line| line.heading);
    let marked = headings.filter_map(|line| Some((line, mark(line.text())?)));
    marked.filter(|(_, mark)| mark.level == Level::Section).collect()
}

/// A title without the words in which two may differ.
pub(super) fn plain(title: &str, text: &Text) -> String {
    let words = &text.words.heading_filler;
    let plain = words.iter().fold(title.to_owned(), |plain, word| plain.replace(word.as_str(), ""));
    plain.chars().filter(|c| !c.is_ascii_digit() && !matches!(c, '。' | '年')).collect()
}
