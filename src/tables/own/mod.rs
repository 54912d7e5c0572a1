//! The workbook to fill in (填报工作簿): everything that a figures file can say, as sheets for people who use Excel.
//!
//! It is drawn from the catalogue: a sheet for each official table with a line for each figure, a column for each period
//! and reason, and room for lists. An overview draws them together by formulas. Column A, hidden, says which figure a line
//! is, so that titles and order may change.

mod layout;
#[cfg(feature = "excel")]
mod looks;
#[cfg(feature = "excel")]
mod overview;
#[cfg(feature = "excel")]
mod page;
mod read;
#[cfg(feature = "excel")]
mod sums;
mod tree;
#[cfg(feature = "excel")]
mod write;

use serde::Deserialize;

use crate::{embedded, source::Source};

pub use read::{Own, OwnNumber, is_own, read};
#[cfg(feature = "excel")]
pub use write::write;

/// What the corner of the first sheet says.
const MARK: &str = "juesuan 填报工作簿";
/// Where the id of a line stands (hidden).
const ID: u32 = 0;
/// Where a line's name or a row's code stands.
const NAME: u32 = 1;
/// Where a figure's unit or a row's name stands.
const BESIDE: u32 = 2;
/// The first column of numbers and texts.
const FIRST: u32 = 3;

/// The cell that a place in the listing of a workbook stands for, `《支出决算表》D5`; none in any other text.
pub fn cell_of(source: &Source, offset: usize) -> Option<&str> {
    let line = &source.text()[source.line_range(source.line_column(offset).0)];
    // The name of a sheet may have blanks in it.
    let name = line.strip_prefix('《').and_then(|rest| rest.find('》')).map(|at| at + '《'.len_utf8())?;
    Some(&line[..line[name..].find(' ').map_or(line.len(), |blank| name + blank)])
}

/// The words on it (字样), `data/reference/workbook.yaml`; who only reads needs few of them.
#[derive(Deserialize)]
#[cfg_attr(not(feature = "excel"), allow(dead_code))]
#[serde(deny_unknown_fields)]
struct Words {
    cover: String,
    verified: String,
    open: String,
    none: String,
    last: String,
    spare: u32,
    overview: OverviewWords,
    notes: Vec<String>,
}

/// Those of the overview.
#[derive(Deserialize)]
#[cfg_attr(not(feature = "excel"), allow(dead_code))]
#[serde(deny_unknown_fields)]
struct OverviewWords {
    name: String,
    note: String,
    table: String,
    line: String,
    more: String,
    rate: String,
    completed: String,
}

impl Words {
    /// The shipped ones.
    ///
    /// # Panics
    /// Never in a released program: the file is embedded and every workbook needs it.
    fn shipped() -> Words {
        let text = embedded::reference("workbook.yaml").unwrap_or_default();
        serde_yaml::from_str(text).unwrap_or_else(|fault| panic!("workbook.yaml: {fault}"))
    }
}
