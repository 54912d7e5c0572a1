//! Numbers of lists after items came or went (重新编号): a list that a person's text counts 1, 2, 3 is counted so again,
//! in the order in which its items stand there.

use std::ops::Range;

use super::{Replacement, merge::Merge};
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
}

/// A line with a number: in the text, or in the words of an edit that come.
struct Line<'a> {
    /// The number in the text, and the line.
    text: Option<(Range<usize>, Range<usize>)>,
    /// The number in the words of which edit.
    come: Option<(usize, Range<usize>)>,
    ordinal: Ordinal<'a>,
}

impl Merge<'_> {
    /// Number the lists anew that the edits would leave without a number or with one twice.
    pub(super) fn number_lists(&mut self) {
        let mut edits = std::mem::take(&mut self.edits);
        edits.sort_by_key(|edit| edit.at.start);
        let words: Vec<String> = edits.iter().map(|edit| edit.words.clone()).collect();
        for list in lists(lines(self.text, &edits, &words)) {
            let goes = |line: &Line| {
                let Some((number, whole)) = &line.text else { return false };
                let covers = |edit: &Replacement| edit.at.start <= number.start && number.end <= edit.at.end;
                let kept = |edit: &Replacement| edit.words == marks::VANISHED && whole.contains(&edit.at.start);
                edits.iter().any(|edit| edit.words.is_empty() && covers(edit) || kept(edit))
            };
            let stays: Vec<&Line> = list.iter().filter(|line| !goes(line)).collect();
            if stays.len() == list.len() && list.iter().all(|line| line.come.is_none()) {
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
                    edits[*edit].words.replace_range(at, &number);
                }
            }
        }
        self.edits = edits;
    }
}

/// The lines with a number in their order, those that edits bring among them.
fn lines<'a>(text: &'a str, edits: &[Replacement], words: &'a [String]) -> Vec<(usize, Line<'a>)> {
    let mut found = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        // What an earlier update marked to be deleted is counted no more.
        if let Some(ordinal) = ordinal(line).filter(|_| !line.contains(marks::VANISHED)) {
            let number = at + ordinal.at.start..at + ordinal.at.end;
            found.push((number.start, Line { text: Some((number, at..at + line.len())), come: None, ordinal }));
        }
        at += line.len();
    }
    for ((index, edit), words) in edits.iter().enumerate().zip(words) {
        let mut inside = 0;
        for (nth, line) in words.split_inclusive('\n').enumerate() {
            // What stands before the first line break goes on in a line of the text.
            if let Some(ordinal) = ordinal(line).filter(|_| nth > 0) {
                let number = inside + ordinal.at.start..inside + ordinal.at.end;
                found.push((edit.at.start, Line { text: None, come: Some((index, number)), ordinal }));
            }
            inside += line.len();
        }
    }
    found.sort_by_key(|(place, _)| *place);
    found
}

/// The lists that the text counts from one without a gap.
fn lists<'a>(lines: Vec<(usize, Line<'a>)>) -> Vec<Vec<Line<'a>>> {
    let mut lists: Vec<(usize, Vec<Line<'a>>)> = Vec::new();
    let mut done = Vec::new();
    for (_, line) in lines {
        let form =
            |other: &Line| (other.ordinal.around, other.ordinal.chinese) == (line.ordinal.around, line.ordinal.chinese);
        let open = lists.iter().position(|(_, list)| list.first().is_some_and(form));
        let counted = match line.text {
            Some(_) => open.is_some_and(|open| lists[open].0 + 1 == line.ordinal.number),
            // What comes before a list's first item begins it.
            None => line.ordinal.number > 1,
        };
        match open.filter(|_| counted) {
            Some(open) => {
                lists[open].0 += usize::from(line.text.is_some());
                lists[open].1.push(line);
            }
            None => {
                // Another list of this form begins, or numbers that a person chose.
                if let Some(open) = open {
                    done.push(lists.remove(open).1);
                }
                if line.ordinal.number == 1 {
                    lists.push((usize::from(line.text.is_some()), vec![line]));
                }
            }
        }
    }
    done.extend(lists.into_iter().map(|(_, list)| list));
    done
}

/// The number at the head of a line: 3. 3、 （三） 三、; 1.5 is none.
pub(super) fn ordinal(line: &str) -> Option<Ordinal<'_>> {
    let head = line.trim_start_matches(['#', ' ', '\u{3000}', '\t']);
    let open = head.chars().next().filter(|c| matches!(c, '（' | '(')).map_or(0, char::len_utf8);
    let body = &head[open..];
    let digits = body.len() - body.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (number, length) = match body[..digits].parse() {
        Ok(number) => (number, digits),
        Err(_) => read_ordinal(body)?,
    };
    let behind = &body[length..];
    let close = ["、", "．", "\\.", ".", "）", ")"].into_iter().find(|close| behind.starts_with(close))?;
    if behind[close.len()..].starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let start = line.len() - body.len();
    let around = (&head[..open], &behind[..close.len()]);
    Some(Ordinal { at: start..start + length, number, chinese: digits == 0, around })
}
