//! Parts (部分): where part one to part four begin, with or without 第X部分 before their titles.

use std::{collections::HashMap, ops::Range};

use super::{
    contents::without_page,
    furniture::Furniture,
    known::{Known, Level},
    lines::Line,
};
use crate::report::document::{PartKind, mark::Mark};

/// A part as lines: its title and what follows it.
pub struct Stretch {
    pub kind: PartKind,
    pub title: Range<usize>,
    pub lines: Range<usize>,
}

/// What the words of a title say it is; the first that fits the number wins, then the first that fits at all.
const WORDS: [(PartKind, &[&str]); 4] = [
    (PartKind::About, &["概况", "职责", "职能", "简介"]),
    (PartKind::Tables, &["表", "附件"]),
    (PartKind::Narrative, &["说明", "分析"]),
    (PartKind::Glossary, &["名词", "解释"]),
];

/// The title of part four where it has no number.
const GLOSSARY: &str = "名词解释";

/// The title of a text that is all part three.
const NARRATIVE: [&str; 2] = ["部门决算情况说明", "单位决算情况说明"];

/// The longest title of a part, and the longest end of one that stands on a line of its own, in bytes.
pub const LONGEST: usize = 300;
const LONGEST_END: usize = 36;

/// What a part is, by its number and its title.
pub fn kind_of(number: usize, title: &str) -> PartKind {
    let says = |(_, words): &&(PartKind, &[&str])| words.iter().any(|word| title.contains(word));
    let usual = number.checked_sub(1).and_then(|at| WORDS.get(at));
    let kind = usual.filter(says).or_else(|| WORDS.iter().find(says)).or(usual);
    kind.map_or(PartKind::Tables, |(kind, _)| *kind)
}

/// Do the words of a title say that it is this part?
pub fn says(kind: PartKind, title: &str) -> bool {
    WORDS.iter().any(|(other, words)| *other == kind && words.iter().any(|word| title.contains(word)))
}

/// How many lines the title of a part takes, 1 for any other line: PDF breaks long ones.
pub fn title_length(lines: &[Line], at: usize, known: &Known) -> usize {
    let title = &lines[at];
    let Mark::Part(_) = title.mark.0 else { return 1 };
    // Only blank pages and page numbers can stand between.
    let mut after = (at + 1..lines.len()).take(8).filter(|&next| !lines[next].furniture.in_prose());
    let Some(next) = after.next() else { return 1 };
    let end = &lines[next];
    let plain = end.mark.0 == Mark::None && end.hashes == 0 && !end.row && !end.text.contains(['。', '，', '；', '：']);
    if !plain || end.text.len() > LONGEST_END || known.bare_level(PartKind::Narrative, &end.text).is_some() {
        return 1;
    }
    let listed = || known.is_part(&format!("{}{}", title.text, end.text));
    let alone = known.is_part(&title.text);
    let section_follows = after.next().is_some_and(|next| {
        let line = &lines[next];
        matches!(line.mark.0, Mark::Section(_) | Mark::Inner(_))
            || known.bare_level(PartKind::Narrative, &line.text).is_some()
    });
    if title.body().is_empty() || !alone && (listed() || section_follows) { next + 1 - at } else { 1 }
}

/// The parts of a text whose table of contents stands at `contents`; a title repeated at the top of a page is none of
/// the text.
pub fn split(lines: &mut [Line], contents: Range<usize>, known: &Known) -> Vec<Stretch> {
    let body = contents.end;
    let titles = titles(lines, body, known);
    let first = titles.first().map_or(lines.len(), |(_, title)| title.start);
    let mut stretches = Vec::new();
    for (kind, lines) in
        [(PartKind::Cover, 0..contents.start), (PartKind::Contents, contents), (PartKind::Cover, body..first)]
    {
        if !lines.is_empty() {
            stretches.push(Stretch { kind, title: 0..0, lines });
        }
    }
    for (index, (kind, title)) in titles.iter().enumerate() {
        let end = titles.get(index + 1).map_or(lines.len(), |(_, next)| next.start);
        stretches.push(Stretch { kind: *kind, title: title.clone(), lines: title.end..end });
    }
    stretches
}

/// Where parts begin, and the lines of their titles.
fn titles(lines: &mut [Line], body: usize, known: &Known) -> Vec<(PartKind, Range<usize>)> {
    let listed: HashMap<&str, (usize, PartKind)> =
        known.parts.iter().enumerate().map(|(at, part)| (part.body.as_str(), (at, part.kind))).collect();
    let mut titles: Vec<(PartKind, Range<usize>)> = Vec::new();
    let mut next_listed = 0;
    let mut narrative = lines[body..].iter().any(|line| match line.mark.0 {
        Mark::Part(number) => is_title(line) && kind_of(number, line.body()) == PartKind::Narrative,
        _ => listed.get(line.text.as_str()).is_some_and(|(_, kind)| *kind == PartKind::Narrative),
    });
    let mut at = body;
    while at < lines.len() {
        let line = &lines[at];
        let current = titles.last().map(|(kind, _)| *kind);
        let mut found = None;
        if line.furniture.in_prose() || !is_title(line) {
            at += 1;
            continue;
        }
        if let Mark::Part(number) = line.mark.0 {
            let again =
                titles.last().is_some_and(|(_, title)| !title.is_empty() && lines[title.start].text == line.text);
            if again {
                lines[at].furniture = Furniture::Page;
            } else {
                let length = title_length(lines, at, known);
                let title: String = lines[at..at + length].iter().map(Line::body).collect();
                found = Some((kind_of(number, &title), length));
            }
        } else if let Some((order, kind)) =
            listed.get(without_page(&line.text)).filter(|(order, _)| *order >= next_listed)
        {
            next_listed = order + 1;
            found = Some((*kind, 1));
        } else if line.body() == GLOSSARY && current != Some(PartKind::Glossary) {
            found = Some((PartKind::Glossary, 1));
        } else if !narrative && NARRATIVE.iter().any(|end| line.text.ends_with(end)) && line.mark.0 == Mark::None {
            found = Some((PartKind::Narrative, 1));
        } else if !narrative && is_section(line, known) {
            found = Some((PartKind::Narrative, 0));
        }
        narrative |= found.is_some_and(|(kind, _)| kind == PartKind::Narrative);
        let length = found.map_or(1, |(_, length)| length);
        titles.extend(found.map(|(kind, length)| (kind, at..at + length)));
        at += length.max(1);
    }
    number_tells(lines, &mut titles);
    if titles.iter().all(|(kind, _)| *kind == PartKind::Glossary) {
        let end = titles.first().map_or(lines.len(), |(_, title)| title.start);
        let start = unknown_text(&lines[..end], body);
        titles.extend((start < end).then_some((PartKind::Narrative, start..start)));
        titles.rotate_right(usize::from(start < end));
    }
    titles
}

/// Where no title says that it is part three, the one with its number is, if sentences stand in it: a person wrote
/// something else behind the number.
fn number_tells(lines: &[Line], titles: &mut [(PartKind, Range<usize>)]) {
    if titles.iter().any(|(kind, _)| *kind == PartKind::Narrative) {
        return;
    }
    let usual = |title: &Range<usize>| match lines[title.clone()].first().map(|line| &line.mark.0) {
        Some(Mark::Part(number)) => number.checked_sub(1).and_then(|at| WORDS.get(at)).map(|(kind, _)| *kind),
        _ => None,
    };
    let Some(at) = titles.iter().position(|(_, title)| usual(title) == Some(PartKind::Narrative)) else { return };
    let end = titles.get(at + 1).map_or(lines.len(), |(_, next)| next.start);
    if lines[titles[at].1.end..end].iter().any(|line| line.text.ends_with('。')) {
        titles[at].0 = PartKind::Narrative;
    }
}

fn is_title(line: &Line) -> bool {
    line.text.len() <= LONGEST && !line.text.contains(['。', '，', '；', '：'])
}

/// Is it a section of part three that is known?
fn is_section(line: &Line, known: &Known) -> bool {
    let level = match line.mark.0 {
        Mark::Section(_) => known.level(PartKind::Narrative, line.body()),
        Mark::None => known.bare_level(PartKind::Narrative, &line.text),
        _ => None,
    };
    level == Some(Level::Section)
}

/// Where a text begins of which no part and no section is known: behind its title, if that is followed by a heading.
fn unknown_text(lines: &[Line], body: usize) -> usize {
    let heading = lines[body..].iter().position(|line| !is_title(line) || matches!(line.mark.0, Mark::Section(_)));
    heading.filter(|at| is_title(&lines[body + at])).map_or(body, |at| body + at)
}
