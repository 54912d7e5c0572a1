//! Cells of a Word file's tables (表格单元格) that show a figure of before a correction.

use super::WordFile;
use crate::{
    formats::cells::{Cells, cells, follow},
    revise::update::Changed,
};

impl WordFile {
    /// What becomes of cells that show an old figure; `name` knows the concepts of final figures.
    pub fn cells(&self, changed: &[Changed], name: impl Fn(&str) -> Option<String>) -> Cells {
        let text = &self.story.text;
        let rows = self.story.rows.iter().map(|row| cells(&text[row.clone()], '\t', row.start));
        follow(text, rows, changed, name)
    }
}
