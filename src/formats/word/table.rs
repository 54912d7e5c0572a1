//! Rows of tables (表行) as lines: cells with a tab between; a row of one cell is a frame around prose.

use std::ops::Range;

/// Tables inside each other that are told apart.
const DEEPEST: usize = 16;

/// Word has no tables of more columns.
const MOST_ACROSS: usize = 63;

/// A row that is being read.
#[derive(Debug, Default)]
struct Row {
    cells: usize,
    /// Cells over several columns, by their number from 0, and over how many.
    wide: Vec<(usize, usize)>,
    start: usize,
    /// Letters that end its paragraphs, each one byte, and those that end its cells.
    ends: Vec<usize>,
    tabs: Vec<usize>,
    first_paragraph: usize,
}

/// The rows that are open, the innermost last.
#[derive(Debug, Default)]
pub(super) struct Rows {
    open: Vec<Row>,
    /// Rows inside the innermost that is looked at.
    deeper: usize,
    /// What is known of letters in `ends`: all are set when the text is done.
    set: Vec<(usize, u8)>,
    /// Lines that are rows of several cells.
    pub lines: Vec<Range<usize>>,
    /// The cells over several columns of each of them.
    pub wide: Vec<Vec<(usize, usize)>>,
    /// Numbers of the paragraphs in them.
    pub paragraphs: Vec<Range<usize>>,
}

impl Rows {
    /// Are we in a table?
    pub fn inside(&self) -> bool {
        !self.open.is_empty()
    }

    pub fn open(&mut self, start: usize, first_paragraph: usize) {
        if self.open.len() < DEEPEST {
            self.open.push(Row { start, first_paragraph, ..Row::default() });
        } else {
            self.deeper += 1;
        }
    }

    pub fn cell(&mut self) {
        if let Some(row) = self.open.last_mut().filter(|_| self.deeper == 0) {
            row.cells += 1;
        }
    }

    /// The cell that is open lies over so many columns.
    pub fn across(&mut self, columns: usize) {
        if let Some(row) = self.open.last_mut().filter(|row| self.deeper == 0 && row.cells > 0) {
            row.wide.push((row.cells - 1, columns.min(MOST_ACROSS)));
        }
    }

    /// A paragraph ends with the letter at this place.
    pub fn end_of_paragraph(&mut self, at: usize) {
        if let Some(row) = self.open.last_mut() {
            row.ends.push(at);
        }
    }

    pub fn end_of_cell(&mut self) {
        if let Some(row) = self.open.last_mut().filter(|_| self.deeper == 0) {
            row.tabs.extend(row.ends.last());
        }
    }

    /// The row is done; `end` is where the text is.
    pub fn close(&mut self, end: usize, paragraphs: usize) {
        if self.deeper > 0 {
            self.deeper -= 1;
            return;
        }
        let Some(row) = self.open.pop() else { return };
        let inner = self.lines.partition_point(|line| line.start < row.start);
        if row.cells > 1 {
            // Inner rows go into the line of the outer one.
            self.lines.truncate(inner);
            self.wide.truncate(inner);
            self.set.extend(row.ends.iter().map(|&at| (at, b' ')));
            self.set.extend(row.tabs.iter().map(|&at| (at, b'\t')));
            self.set.extend(row.ends.last().map(|&at| (at, b'\n')));
            self.lines.push(row.start..end);
            self.wide.push(row.wide);
            self.paragraphs.push(row.first_paragraph..paragraphs);
        } else {
            let lines = &self.lines[inner..];
            let in_line = |at: usize| {
                lines.get(lines.partition_point(|line| line.end <= at)).is_some_and(|line| line.start <= at)
            };
            self.set.extend(row.ends.iter().filter(|&&at| !in_line(at)).map(|&at| (at, b'\n')));
        }
        if let Some(outer) = self.open.last_mut() {
            outer.ends.extend(row.ends);
        }
    }

    /// Set the letters that end paragraphs in tables; later words stand.
    pub fn settle(&mut self, text: &mut [u8]) {
        for (at, letter) in self.set.drain(..) {
            text[at] = letter;
        }
    }
}
