//! The numbers of lists and headings (序号): where last year's text counted up, so does this year's.

use std::ops::Range;

use super::{
    Update,
    numbering::{Ordinal, ordinal},
};
use crate::phrase::numerals::push_ordinal;

/// How a list is numbered: 一、 （一） 1.
type Style<'a> = ((&'a str, &'a str), bool);

/// A list's number at the head of a line.
struct Numbered<'a> {
    style: Style<'a>,
    number: usize,
    place: Range<usize>,
}

/// Count anew where items came, went or stand elsewhere, in numbers that counted up in last year's text. Gives where
/// numbers stand that count up now: nothing is out of date in them.
pub(super) fn count_anew(update: &mut Update, last: &str) -> Vec<Range<usize>> {
    let broken: Vec<Style> = lists(last).iter().filter(|list| !counts_up(list)).map(|list| list[0].style).collect();
    let sound = |list: &&Vec<Numbered>| !broken.contains(&list[0].style);
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    for list in lists(&update.text).iter().filter(sound) {
        for (item, number) in list.iter().zip(1..).filter(|(item, number)| item.number != *number) {
            let mut words = String::new();
            push_ordinal(number, item.style.1, &mut words);
            edits.push((item.place.clone(), words));
        }
    }
    edits.sort_by_key(|(place, _)| place.start);
    for (place, words) in edits.into_iter().rev() {
        update.replace(place, &words);
    }
    let lists = lists(&update.text);
    lists.into_iter().filter(|list| counts_up(list)).flatten().map(|item| item.place).collect()
}

fn counts_up(list: &[Numbered]) -> bool {
    list.iter().zip(1..).all(|(item, number)| item.number == number)
}

/// The lists of a text, each with the numbers of its items; a list ends where a number of what it stands under goes on.
fn lists(text: &str) -> Vec<Vec<Numbered<'_>>> {
    let (mut open, mut done): (Vec<Vec<Numbered>>, Vec<Vec<Numbered>>) = (Vec::new(), Vec::new());
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if let Some(item) = numbered(line, at) {
            let level = open.iter().position(|list| list[0].style == item.style);
            match level {
                Some(level) => {
                    done.extend(open.drain(level + 1..));
                    open[level].push(item);
                }
                None => open.push(vec![item]),
            }
        }
        at += line.len();
    }
    done.append(&mut open);
    done
}

/// The number at the head of a line that begins at `at`.
fn numbered(line: &str, at: usize) -> Option<Numbered<'_>> {
    let Ordinal { at: place, number, chinese, around, .. } = ordinal(line)?;
    Some(Numbered { style: (around, chinese), number, place: at + place.start..at + place.end })
}
