//! Marks in a text (标记): stretches that overlap are cut into runs, so that no markup ever crosses another.

use std::{collections::HashSet, ops::Range};

use serde::Serialize;

/// A stretch of the source that a finding speaks of (标记).
#[derive(Clone, Debug, Serialize)]
pub(super) struct Mark {
    /// Byte range in the source.
    #[serde(skip)]
    pub span: Range<usize>,
    /// Its number: `3` for a finding's own words, `3-1` for a further place of it.
    pub label: String,
    /// The number of its finding.
    pub finding: usize,
    /// error, warning, hint.
    pub severity: &'static str,
    /// Is it a further place?
    pub further: bool,
}

/// Words under the same marks (文字段).
#[derive(Debug, Serialize)]
pub(super) struct Run {
    pub text: String,
    /// The classes of all marks over it; empty for plain words.
    pub classes: String,
    /// The marks that begin here.
    pub begins: Vec<Mark>,
}

/// Walks over the letters of a text in the order of the source.
pub(super) struct Marker {
    /// In order of their start.
    marks: Vec<Mark>,
    /// The first that has not begun.
    next: usize,
    /// Those over the current letter.
    over: Vec<usize>,
}

impl Marker {
    pub fn new(mut marks: Vec<Mark>) -> Marker {
        // Of two that begin together the longer one is the outer one.
        marks.sort_by_key(|mark| (mark.span.start, std::cmp::Reverse(mark.span.end)));
        Marker { marks, next: 0, over: Vec::new() }
    }

    /// The runs of a block; a mark that no shown letter lies in stands before the next letter.
    pub fn runs(&mut self, letters: impl Iterator<Item = (usize, char)>) -> Vec<Run> {
        let mut runs: Vec<Run> = Vec::new();
        let mut last: Option<Vec<usize>> = None;
        for (place, letter) in letters {
            let mut begins = Vec::new();
            while let Some(mark) = self.marks.get(self.next).filter(|mark| mark.span.start <= place) {
                begins.push(mark.clone());
                self.over.push(self.next);
                self.next += 1;
            }
            self.over.retain(|&index| place < self.marks[index].span.end);
            match runs.last_mut().filter(|_| begins.is_empty() && last.as_ref() == Some(&self.over)) {
                Some(run) => run.text.push(letter),
                None => runs.push(Run { text: letter.into(), classes: self.classes(), begins }),
            }
            last = Some(self.over.clone());
        }
        runs
    }

    /// The marks that found their place in what was shown.
    pub fn begun(&self) -> HashSet<&str> {
        self.marks[..self.next].iter().map(|mark| mark.label.as_str()).collect()
    }

    fn classes(&self) -> String {
        let mut classes: Vec<&str> = Vec::new();
        for mark in self.over.iter().map(|&index| &self.marks[index]) {
            let class = if mark.further { "further" } else { mark.severity };
            if !classes.contains(&class) {
                classes.push(class);
            }
        }
        classes.join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::{Mark, Marker};

    /// `begins[words|classes]` for every run.
    fn shown(marks: &[(std::ops::Range<usize>, &'static str)], text: &str) -> String {
        let marks = marks.iter().enumerate().map(|(index, (span, severity))| {
            let finding = index + 1;
            Mark { span: span.clone(), label: finding.to_string(), finding, severity, further: false }
        });
        let runs = Marker::new(marks.collect()).runs(text.char_indices());
        let begins = |run: &super::Run| run.begins.iter().map(|mark| mark.label.as_str()).collect::<String>();
        runs.iter().map(|run| format!("{}[{}|{}]", begins(run), run.text, run.classes)).collect()
    }

    #[test]
    fn overlapping_marks_are_cut() {
        assert_eq!(shown(&[(1..4, "error"), (3..6, "hint")], "abcdefg"), "[a|]1[bc|error]2[d|error hint][ef|hint][g|]");
        assert_eq!(shown(&[(1..2, "hint"), (1..4, "error")], "abcd"), "[a|]21[b|error hint][cd|error]");
        assert_eq!(shown(&[(1..1, "error")], "ab"), "[a|]1[b|]");
    }
}
