//! Layouts (表样): what an official table is called, what its headings and labels say, and which figures they mean.
//!
//! All of it is data, `data/reference/tables/*.yaml`; another province's table is another file there.

mod sums;

pub use sums::{Across, Against, ClassTotal};

use std::{collections::BTreeMap, path::Path, sync::OnceLock};

use serde::Deserialize;

use super::words::{Words, plain};
use crate::{
    diagnostic::Diagnostic,
    embedded,
    figures::{AccountKind, Catalogue, Period, Reference},
};

/// Which workbook a table belongs in (表的来路).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Family {
    /// Final accounts (决算).
    #[default]
    Final,
    /// The budget (预算).
    Budget,
}

/// A table (表样).
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Layout {
    /// The table of `concepts.yaml` that it is.
    pub table: String,
    /// What it may be called, the usual title first.
    pub titles: Vec<String>,
    /// Final accounts or budget.
    #[serde(default)]
    pub family: Family,
    /// Rows are accounts of that classification.
    #[serde(default)]
    pub accounts: Option<AccountKind>,
    /// The list that rows of accounts go into.
    #[serde(default)]
    pub list: Option<String>,
    /// Labels may be names of classes (类), which mean no figure.
    #[serde(default)]
    pub classes: bool,
    /// There are no labels: one row of numbers (三公).
    #[serde(default)]
    pub unlabelled: bool,
    /// Headings name economic accounts.
    #[serde(default)]
    pub economic_headings: bool,
    /// Words in headings that say nothing about a column.
    #[serde(default)]
    pub beside: Vec<String>,
    /// Words in headings that say which period a column is of; if there are any, every column must have one.
    #[serde(default)]
    pub periods: Vec<PeriodWord>,
    /// Parts side by side, told by the heading over them.
    #[serde(default)]
    pub lanes: Vec<Lane>,
    /// Columns of numbers; a table without any is known as a whole, and nothing of it is needed.
    #[serde(default)]
    pub columns: Vec<Column>,
    /// Rows with labels.
    #[serde(default)]
    pub rows: Vec<Row>,
    /// Which figure an economic account is, by the beginning of its code.
    #[serde(default)]
    pub economic: Vec<Economic>,
    /// Columns that add up to another, in every row.
    #[serde(default)]
    pub across: Vec<Across>,
    /// Labels of a lane below which the classes (类) add up.
    #[serde(default)]
    pub class_totals: Vec<ClassTotal>,
    /// Classes that stand in another table, too.
    #[serde(default)]
    pub against: Vec<Against>,
}

/// A word in headings that tells the period (期间).
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PeriodWord {
    /// The word.
    pub word: String,
    /// What it means.
    pub period: Period,
}

/// A part of a table beside another one (并列的栏).
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lane {
    /// Its short name.
    pub id: String,
    /// What stands over it, each a list of words set apart by blanks.
    pub heading: Vec<String>,
}

/// A column of numbers (数栏).
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// What its heading says: one of these, each a list of words set apart by blanks.
    pub heading: Vec<String>,
    /// The figures in the row of totals.
    #[serde(default)]
    pub total: Vec<String>,
    /// The figure in the row of an account.
    #[serde(default)]
    pub row: Option<String>,
    /// The period of its numbers; a column without one holds no figure of a row with a label.
    #[serde(default)]
    pub period: Option<Period>,
}

/// A row with a label (行).
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// What it may be called.
    pub label: Vec<String>,
    /// Only in that lane.
    #[serde(default)]
    pub lane: Option<String>,
    /// Only below that other label.
    #[serde(default)]
    pub below: Option<String>,
    /// The figure; a row without one is known and not needed.
    #[serde(default)]
    pub figure: Option<String>,
}

/// What an economic account is (经济科目).
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Economic {
    /// Beginnings of codes.
    pub codes: Vec<String>,
    /// The list.
    pub list: String,
    /// The figure in a row.
    pub row: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    tables: Vec<Layout>,
}

/// All tables that are known (全部表样).
#[derive(Debug)]
pub struct Layouts {
    /// Words of all tables.
    pub words: Words,
    /// The tables, in order of the files.
    pub tables: Vec<Layout>,
}

impl Layouts {
    /// The shipped ones.
    ///
    /// # Panics
    /// Never in a released program: the files are embedded and a test reads them.
    pub fn shipped() -> &'static Layouts {
        static SHIPPED: OnceLock<Layouts> = OnceLock::new();
        SHIPPED.get_or_init(|| {
            let files = embedded::reference_folder("tables");
            let files = files.into_iter().map(|(name, text)| (name, text.to_owned()));
            Layouts::parse(files.collect(), &Reference::shipped().catalogue).unwrap_or_else(|fault| panic!("{fault}"))
        })
    }

    /// The shipped ones and those of a folder laid out like `data/reference`: a file of a shipped name takes its place,
    /// another one is added.
    pub fn load(folder: &Path, catalogue: &Catalogue) -> Result<Layouts, Box<Diagnostic>> {
        let refuse = |message: String| {
            let help = "文件要像 data/reference/tables 里那样写；键名和报表项目照 concepts.yaml";
            Box::new(Diagnostic::error("C005", message).help(help))
        };
        let shipped = embedded::reference_folder("tables").into_iter();
        let mut files: BTreeMap<String, String> = shipped.map(|(name, text)| (name, text.to_owned())).collect();
        for entry in std::fs::read_dir(folder.join("tables")).into_iter().flatten().filter_map(Result::ok) {
            let path = entry.path();
            if path.extension().is_some_and(|ending| ending == "yaml") {
                let text = std::fs::read_to_string(&path)
                    .map_err(|error| refuse(format!("读不了 {}：{error}", path.display())))?;
                files.insert(format!("tables/{}", entry.file_name().to_string_lossy()), text);
            }
        }
        Layouts::parse(files.into_iter().collect(), catalogue).map_err(refuse)
    }

    /// Read files named as in `data/reference/tables`, and say what in them is no figure that there is.
    pub fn parse(files: Vec<(String, String)>, catalogue: &Catalogue) -> Result<Layouts, String> {
        let is_words = |name: &str| Path::new(name).file_name().is_some_and(|file| file == "words.yaml");
        let (words, tables): (Vec<_>, Vec<_>) = files.into_iter().partition(|(name, _)| is_words(name));
        let words = words.first().ok_or("没有 tables/words.yaml")?;
        let words = Words::parse(&words.1).map_err(|fault| format!("{}: {fault}", words.0))?;
        let mut layouts = Layouts { words, tables: Vec::new() };
        for (name, text) in tables {
            let named = |fault: String| format!("{name}: {fault}");
            let file: File = serde_yaml::from_str(&text).map_err(|error| named(error.to_string()))?;
            for mut table in file.tables {
                table.settle(&layouts.words);
                table.check(catalogue).map_err(|fault| named(format!("{}: {fault}", table.title())))?;
                layouts.tables.push(table);
            }
        }
        Ok(layouts)
    }

    /// The tables of a family whose title that is, in its plain form.
    pub fn titled(&self, title: &str, family: Family) -> Vec<&Layout> {
        let is_it = |layout: &&Layout| layout.family == family && layout.titles.iter().any(|it| plain(it) == title);
        self.tables.iter().filter(is_it).collect()
    }
}

impl Layout {
    /// The usual title.
    pub fn title(&self) -> &str {
        self.titles.first().map_or("", String::as_str)
    }

    /// Labels in the form in which they are looked for.
    fn settle(&mut self, words: &Words) {
        for row in &mut self.rows {
            row.label = row.label.iter().map(|label| words.label(label)).collect();
            row.below = row.below.as_ref().map(|below| words.label(below));
        }
        for sum in &mut self.class_totals {
            sum.total = words.label(&sum.total);
        }
    }

    fn check(&self, catalogue: &Catalogue) -> Result<(), String> {
        let columns = self.columns.iter().flat_map(|column| column.total.iter().chain(&column.row));
        let rows = self.rows.iter().filter_map(|row| row.figure.as_ref());
        let economic = self.economic.iter().map(|it| &it.row);
        for figure in columns.chain(rows).chain(economic) {
            catalogue.concept(figure).ok_or_else(|| format!("没有报表项目 {figure}"))?;
        }
        if !catalogue.tables.iter().any(|table| table.id == self.table) {
            return Err(format!("没有报表 {}", self.table));
        }
        for list in self.list.iter().chain(self.economic.iter().map(|it| &it.list)) {
            catalogue.group(list).ok_or_else(|| format!("没有清单 {list}"))?;
        }
        self.check_sums(catalogue)?;
        for lane in self.rows.iter().filter_map(|row| row.lane.as_ref()) {
            self.lanes.iter().find(|it| it.id == *lane).ok_or_else(|| format!("没有并列的栏 {lane}"))?;
        }
        Ok(())
    }
}
