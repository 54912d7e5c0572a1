//! Numbers of lists after items came or went (重新编号): a list that a person's text counts 1, 2, 3 is counted so again,
//! in the order in which its items stand there.

use std::ops::Range;

use super::{Replacement, lines::line_start, merge::Merge};
use crate::{
    phrase::numerals::{push_ordinal, read_ordinal},
    revise::marks,
};

/// The number at the head of a line (序号).
pub(super) struct Ordinal<'a> {
    /// Where it stands in the line, without what is around it.
    pub at: Range<usize>,
    pub number: usize,
    pub chinese: bool,
    /// What stands before and behind it: （）, 、 or a point.
    pub around: (&'a str, &'a str),
    /// The blanks behind that.
    blank: &'a str,
}

/// A line with a number: in the text, or in the words of an edit that come.
struct Line<'a> {
    /// The number in the text, and the line.
    text: Option<(Range<usize>, Range<usize>)>,
    /// The number in the words of which edit, with what is around it.
    come: Option<(usize, Range<usize>)>,
    /// Did a draft write it, or a person?
    drafted: bool,
    /// How the base draft has it.
    was: Option<Ordinal<'a>>,
    /// Does the text not count it: does it come, or is it no longer to be deleted?
    new: bool,
    /// Do the edits take it away, or mark it to be deleted?
    goes: bool,
    ordinal: Ordinal<'a>,
}

impl<'a> Merge<'a> {
    /// Number the lists anew that the edits would leave without a number or with one twice.
    pub(super) fn number_lists(&mut self) {
        let mut edits = std::mem::take(&mut self.edits);
        edits.sort_by_key(|edit| edit.at.start);
        let words: Vec<String> = edits.iter().map(|edit| edit.words.clone()).collect();
        for list in lists(self.numbered_lines(&edits, &words)) {
            let stays: Vec<&Line> = list.iter().filter(|line| !line.goes).collect();
            if stays.len() == list.len() && list.iter().all(|line| !line.new) {
                continue;
            }
            for (before, line) in stays.into_iter().enumerate() {
                let mut number = String::new();
                push_ordinal(before + 1, line.ordinal.chinese, &mut number);
                if let Some((at, _)) = &line.text {
                    let drafted = edits.iter_mut().find(|edit| edit.at == *at);
                    match drafted {
                        Some(edit) => edit.words.clone_from(&number),
                        None if self.text[at.clone()] != number => {
                            edits.push(Replacement { at: at.clone(), words: number.clone() });
                        }
                        None => {}
                    }
                }
                if let Some((edit, at)) = &line.come {
                    // From behind, so that earlier places hold.
                    let shift = edits[*edit].words.len() as isize - words[*edit].len() as isize;
                    let at = at.start.wrapping_add_signed(shift)..at.end.wrapping_add_signed(shift);
                    let Ordinal { around: (before, behind), blank, .. } = line.ordinal;
                    edits[*edit].words.replace_range(at, &format!("{before}{number}{behind}{blank}"));
                }
            }
        }
        self.edits = edits;
    }

    /// The lines with a number in their order, those that edits bring among them; none where a title stands.
    fn numbered_lines<'w>(&self, edits: &[Replacement], words: &'w [String]) -> Vec<(usize, Option<Line<'w>>)>
    where
        Self: 'w,
    {
        let titles = self.base.laid.sentences.iter().zip(&self.base.sentences);
        let titles = titles.filter(|(sentence, _)| sentence.id.starts_with('#'));
        let titles = titles.filter_map(|(_, tokens)| tokens.clone().find_map(|token| self.to[token]));
        let titles: Vec<usize> = titles.map(|token| self.line(token).start).collect();
        let mut found: Vec<(usize, Option<Line>)> = titles.iter().map(|title| (*title, None)).collect();
        let mut at = 0;
        let any_marked = self.text.contains(marks::VANISHED);
        for line in self.text.split_inclusive('\n') {
            let whole = at..at + line.len();
            at = whole.end;
            // What an earlier update marked to be deleted is counted no more, unless the mark goes.
            let marked = any_marked && line.contains(marks::VANISHED);
            let settled = |edit: &Replacement| edit.words.is_empty() && self.text[edit.at.clone()] == *marks::VANISHED;
            let back = marked && edits.iter().any(|edit| whole.contains(&edit.at.start) && settled(edit));
            let counts = !titles.contains(&whole.start) && (back || !marked);
            if let Some(ordinal) = ordinal(line).filter(|_| counts) {
                let number = whole.start + ordinal.at.start..whole.start + ordinal.at.end;
                let drafted = self.edited.within(&whole).any(|token| self.back[token].is_some());
                let place = number.start;
                let covers = |edit: &Replacement| edit.at.start <= number.start && number.end <= edit.at.end;
                let kept = |edit: &Replacement| edit.words == marks::VANISHED && whole.contains(&edit.at.start);
                let goes = edits.iter().any(|edit| edit.words.is_empty() && covers(edit) || kept(edit));
                let was = self.was_numbered(&whole);
                let text = Some((number, whole));
                found.push((place, Some(Line { text, come: None, drafted, was, new: back, goes, ordinal })));
            }
        }
        for ((index, edit), words) in edits.iter().enumerate().zip(words) {
            let mut inside = 0;
            for (nth, line) in words.split_inclusive('\n').enumerate() {
                // What stands before the first line break goes on in a line of the text.
                if let Some(ordinal) = ordinal(line).filter(|_| nth > 0) {
                    let (before, behind) = (ordinal.around.0.len(), ordinal.around.1.len() + ordinal.blank.len());
                    let come = Some((index, inside + ordinal.at.start - before..inside + ordinal.at.end + behind));
                    let line = Line { text: None, come, drafted: true, was: None, new: true, goes: false, ordinal };
                    found.push((edit.at.start, Some(line)));
                }
                inside += line.len();
            }
        }
        found.sort_by_key(|(place, _)| *place);
        mark_alike(&mut found);
        found
    }

    /// How the base draft numbers a line of the edited text.
    fn was_numbered(&self, line: &Range<usize>) -> Option<Ordinal<'a>> {
        let token = self.edited.within(line).find_map(|token| self.back[token])?;
        let (text, at): (&'a str, usize) = (&self.base.laid.text, self.base.stream.places[token].start);
        ordinal(text[line_start(text, at)..].lines().next()?)
    }
}

/// What comes is marked as a person marks the items beside it, 1、 for the draft's 1.
fn mark_alike(lines: &mut [(usize, Option<Line>)]) {
    for at in 0..lines.len() {
        let Some(Line { text: None, ordinal, .. }) = &lines[at].1 else { continue };
        let others = |line: &&Option<Line>| {
            line.as_ref().and_then(|line| line.was.as_ref()).is_some_and(|was| was.form() == ordinal.form())
        };
        let before = lines[..at].iter().rev().map(|(_, line)| line).take_while(|line| line.is_some()).find(others);
        let behind = || lines[at..].iter().map(|(_, line)| line).take_while(|line| line.is_some()).find(others);
        let Some(other) = before.or_else(behind).and_then(Option::as_ref) else { continue };
        let Ordinal { around, blank, chinese, .. } = other.ordinal;
        if let Some(Line { ordinal, .. }) = &mut lines[at].1 {
            (ordinal.around, ordinal.blank, ordinal.chinese) = (around, blank, chinese);
        }
    }
}

/// The lists that the text counts from one without a gap; none goes on behind a title.
fn lists<'a>(lines: Vec<(usize, Option<Line<'a>>)>) -> Vec<Vec<Line<'a>>> {
    let mut open: Vec<(usize, Vec<Line<'a>>)> = Vec::new();
    let mut done = Vec::new();
    for (_, line) in lines {
        let Some(line) = line else {
            done.append(&mut open);
            continue;
        };
        let next = |(count, list): &(usize, Vec<Line>)| {
            let number = line.ordinal.number;
            // What comes before a list's first item begins it, and what comes for those that go.
            let begins = || list.iter().all(|line| line.goes);
            let goes_on = if line.new { number > 1 || begins() } else { count + 1 == number };
            list[0].ordinal.form() == line.ordinal.form() && goes_on
        };
        // A person's own list may stand between two items of a draft's.
        let same = open.iter().rposition(|list| next(list) && list.1[0].drafted == line.drafted);
        match same.or_else(|| open.iter().rposition(next)) {
            Some(at) => {
                open[at].0 += usize::from(!line.new);
                open[at].1.push(line);
            }
            None if line.ordinal.number == 1 => open.push((usize::from(!line.new), vec![line])),
            // Numbers that a person chose.
            None => {
                let ends = |(_, list): &mut (usize, Vec<Line>)| list[0].ordinal.form() == line.ordinal.form();
                done.extend(open.extract_if(.., ends));
            }
        }
    }
    done.append(&mut open);
    done.into_iter().map(|(_, list)| list).collect()
}

impl Ordinal<'_> {
    /// How it is written; a point in Markdown may stand behind a stroke.
    fn form(&self) -> (&str, &str, bool) {
        (self.around.0, self.around.1.trim_start_matches('\\'), self.chinese)
    }
}

/// Blanks within a line.
const BLANKS: [char; 3] = [' ', '\u{3000}', '\t'];

/// The number at the head of a line: 3. 3、 （三） 三、; 1.5 is none.
pub(super) fn ordinal(line: &str) -> Option<Ordinal<'_>> {
    let head = line.trim_start_matches(|c| c == '#' || BLANKS.contains(&c));
    let open = head.chars().next().filter(|c| matches!(c, '（' | '(')).map_or(0, char::len_utf8);
    let body = &head[open..];
    let digits = body.len() - body.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (number, length) = match body[..digits].parse() {
        Ok(number) => (number, digits),
        Err(_) => read_ordinal(body)?,
    };
    let behind = &body[length..];
    let close = ["、", "．", "\\.", ".", "）", ")"].into_iter().find(|close| behind.starts_with(close))?;
    let rest = &behind[close.len()..];
    if rest.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let blank = &rest[..rest.len() - rest.trim_start_matches(BLANKS).len()];
    let start = line.len() - body.len();
    let around = (&head[..open], &behind[..close.len()]);
    Some(Ordinal { at: start..start + length, number, chinese: digits == 0, around, blank })
}
