//! S101: a number left out (序号缺漏).

use std::ops::Range;

use super::section_missing::missing;
use crate::{
    audit::{
        Finding,
        list_mark::{Level, Mark, mark, printed},
        text::{Line, Text, head},
    },
    diagnostic::Diagnostic,
};

/// As many as there are levels of marks.
const LEVELS: usize = 5;

/// What is wrong with a number.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// Numbers before it are left out.
    Missing,
    /// It comes again or in the wrong place.
    Repeated,
}

/// A number that is not the next.
pub(super) struct Wrong<'t, 'a> {
    pub line: &'t Line<'a>,
    pub mark: Mark,
    /// The number that should stand there.
    pub right: usize,
    pub fault: Fault,
}

impl Wrong<'_, '_> {
    pub fn range(&self) -> Range<usize> {
        0..self.mark.end
    }
}

pub fn check(text: &Text, found: &mut Vec<Finding>) {
    let told: Vec<usize> = missing(text).map(|entry| entry.number).collect();
    for wrong in wrong(text).into_iter().filter(|wrong| wrong.fault == Fault::Missing) {
        // Where the contents say which section is missing, that is the finding.
        if wrong.mark.level == Level::Section && (wrong.right..wrong.mark.number).any(|number| told.contains(&number)) {
            continue;
        }
        let shown = |number| printed(wrong.mark.level, number);
        let lost = match wrong.mark.number - wrong.right {
            1 => shown(wrong.right),
            _ => format!("{}至{}", shown(wrong.right), shown(wrong.mark.number - 1)),
        };
        let diagnostic = Diagnostic::warning("S101", format!("序号到“{}”，缺“{lost}”", shown(wrong.mark.number)));
        let mut finding = Finding::new(wrong.line.at(diagnostic, wrong.range(), "").help("补上缺的内容，或改正序号"));
        (finding.stated, finding.computed) = (Some(shown(wrong.mark.number)), Some(shown(wrong.right)));
        found.push(finding);
    }
}

/// Every number of sections, headings and items that is not the next of its kind.
pub(super) fn wrong<'t, 'a>(text: &'t Text<'a>) -> Vec<Wrong<'t, 'a>> {
    let marked: Vec<(usize, Mark)> = text
        .lines
        .iter()
        .enumerate()
        .filter_map(|(place, line)| Some((place, mark(line.text())?)))
        .filter(|(place, mark)| fits(&text.lines[*place], mark))
        .collect();
    let mut found = Vec::new();
    // The number that comes next of each level, and that of the same writing: 1. may stand inside 1、.
    let mut next = [1; LEVELS];
    let mut alike: [[usize; 2]; LEVELS] = [[1; 2]; LEVELS];
    let mut unseen = [true; LEVELS];
    for (index, (place, mark)) in marked.iter().enumerate() {
        let level = mark.level as usize;
        let right = next[level];
        let own = &mut alike[level][usize::from(mark.dotted)];
        // Items begin anew below every unnumbered line, headings only in a new section.
        let restarts = mark.number == 1 && !text.lines[*place].heading;
        let fits = mark.number == right || mark.number == *own || restarts;
        // A list whose first items run on in the paragraph before them cannot be judged.
        let announced = *place > 0 && text.lines[place - 1].text().ends_with('：');
        let unjudged = mark.level > Level::Heading && unseen[level] && !announced;
        (next[level], *own) = (mark.number + 1, mark.number + 1);
        if !fits && !unjudged {
            let later = marked[index + 1..].iter().find(|(_, other)| other.level <= mark.level);
            let misprint = later.is_some_and(|(_, other)| other.level == mark.level && other.number == right + 1);
            let missing = !misprint && mark.number > right;
            if misprint {
                next[level] = right + 1;
            }
            if !missing || !inline(text, *place, mark.level, right) {
                let fault = if missing { Fault::Missing } else { Fault::Repeated };
                found.push(Wrong { line: &text.lines[*place], mark: *mark, right, fault });
            }
        }
        unseen[level] = false;
        for deeper in level + 1..LEVELS {
            (next[deeper], alike[deeper], unseen[deeper]) = (1, [1; 2], true);
        }
    }
    found
}

/// Headings of sections and inner headings count where they are headings, items where they are paragraphs.
fn fits(line: &Line, mark: &Mark) -> bool {
    line.heading || mark.level > Level::Section
}

/// Does the number stand inside the paragraph before, because a page break hid its line break?
fn inline(text: &Text, place: usize, level: Level, number: usize) -> bool {
    let section = text.lines[place].section;
    let before = text.lines[..place].iter().rev().take_while(|other| other.section == section).take(2);
    let wanted = printed(level, number);
    before.into_iter().any(|other| {
        other.text().match_indices(['。', '；', '：']).any(|(at, stop)| {
            let rest = head(other.text(), at + stop.len(), 8);
            rest.starts_with(&wanted) && mark(rest).is_some_and(|mark| mark.level == level)
        })
    })
}
