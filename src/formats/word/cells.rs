//! The rows of a Word file's tables (表格的行).

use super::WordFile;
use crate::formats::cells::{Row, cells};

impl WordFile {
    /// The cells of each row, as its text has them, one for each column: behind a cell over several columns stand empty
    /// ones.
    pub fn cells(&self) -> Vec<Row> {
        let text = self.source().text();
        let rows = self.story.rows.iter().zip(&self.story.wide);
        rows.map(|(row, wide)| {
            let row = self.in_text(row.start)..self.in_text(row.end);
            let mut cells = cells(&text[row.clone()], '\t', row.start);
            for &(number, across) in wide.iter().rev() {
                if let Some(end) = cells.get(number).map(|cell| cell.end).filter(|_| across > 1) {
                    cells.splice(number + 1..number + 1, std::iter::repeat_n(end..end, across - 1));
                }
            }
            cells
        })
        .collect()
    }
}
