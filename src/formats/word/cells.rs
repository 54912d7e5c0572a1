//! The rows of a Word file's tables (表格的行).

use super::WordFile;
use crate::formats::cells::{Row, cells};

impl WordFile {
    /// The cells of each row, as its text has them.
    pub fn cells(&self) -> Vec<Row> {
        let text = &self.story.text;
        self.story.rows.iter().map(|row| cells(&text[row.clone()], '\t', row.start)).collect()
    }
}
