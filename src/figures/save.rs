//! Figures back into a figures file (写出数据文件), so that figures read from a report can be checked, kept and used.

mod figure;
mod rows;

use super::{
    accounts::{FinalAccounts, Number, Record},
    concepts::{Catalogue, ConceptIx, Kind},
    derive::derive,
    reference::Reference,
    template::{Lines, scalar},
};

/// The file (数据文件) that [`load`](super::load) reads back to the same figures and texts.
///
/// What is derived is left out, since it follows again; a figure that every file must have and that neither stands here
/// nor follows is written without a value (待补充), as is the figure of a row that has none. Characters that a figures
/// file may not contain become blanks.
pub fn save(accounts: &FinalAccounts, reference: &Reference) -> String {
    let mut derived = accounts.clone();
    derive(&mut derived, reference);
    let writer = Writer { accounts, reference, derived: derived.root, lines: Lines::default() };
    writer.file()
}

/// Written where no year is known: to be seen by a person, and refused by [`load`](super::load).
const OPEN_YEAR: &str = "【待补充：年度】";

/// The file being written and what it is written from.
struct Writer<'a> {
    accounts: &'a FinalAccounts,
    reference: &'a Reference,
    /// The department's record with all that follows, to tell what would be missed.
    derived: Record,
    lines: Lines,
}

impl<'a> Writer<'a> {
    fn file(mut self) -> String {
        self.head();
        for table in &self.accounts.catalogue.tables {
            let before = self.lines.text.len();
            self.lines.blank();
            self.lines.remark(0, &table.about);
            self.put(0, &format!("{}:", table.key));
            let empty = self.lines.text.len();
            for &field in &table.fields {
                self.field(field, &self.accounts.root, 2);
            }
            if self.lines.text.len() == empty {
                self.lines.text.truncate(before);
            }
        }
        self.foot();
        self.lines.text
    }

    fn catalogue(&self) -> &'static Catalogue {
        self.accounts.catalogue
    }

    fn put(&mut self, depth: usize, line: &str) {
        self.lines.line(depth, false, line, "");
    }

    fn head(&mut self) {
        let accounts = self.accounts;
        self.put(0, &format!("部门: {}", scalar(&accounts.department)));
        let year = if accounts.year == 0 { OPEN_YEAR.to_owned() } else { accounts.year.to_string() };
        self.put(0, &format!("年度: {year}"));
        self.put(0, &format!("金额单位: {}", accounts.unit.name()));
        for (key, value) in [("话术", &accounts.phrasebook), ("公开日期", &accounts.published)] {
            if let Some(value) = value {
                self.put(0, &format!("{key}: {}", scalar(value)));
            }
        }
    }

    fn foot(&mut self) {
        self.verified();
        if self.accounts.sources.is_empty() {
            return;
        }
        self.lines.blank();
        self.lines.remark(0, "数的来源：哪个文件、哪张工作表、哪一格、取的是多少；不影响成文。再导入时，手工改过的数不动，要用表里的就删去它的一行");
        self.put(0, "来源:");
        let table = |number: &str| {
            let keys = self.accounts.catalogue.tables.iter().map(|table| table.key.as_str());
            keys.into_iter().position(|key| number.split('/').next() == Some(key))
        };
        let mut sources: Vec<_> = self.accounts.sources.iter().collect();
        sources.sort_by_key(|(number, _)| table(number));
        for (number, taken) in sources {
            self.put(2, &format!("{}: {}", scalar(number), scalar(&taken.to_string())));
        }
    }

    fn verified(&mut self) {
        if self.accounts.verified.is_empty() {
            return;
        }
        self.lines.blank();
        self.put(0, "已核对:");
        for verified in &self.accounts.verified {
            self.put(2, &format!("- 代码: {}", scalar(&verified.code)));
            if let Some(row) = &verified.row {
                self.put(4, &format!("科目: {}", scalar(row)));
            }
            self.put(4, &format!("原因: {}", scalar(&verified.reason)));
        }
    }

    /// One field of a table, of a figure or of a row.
    fn field(&mut self, index: ConceptIx, record: &'a Record, depth: usize) {
        match self.catalogue().concepts[index].kind {
            Kind::Amount | Kind::Count | Kind::Percent | Kind::Number => self.figure(index, record, depth),
            Kind::Rows => self.list(index, depth),
            Kind::Text | Kind::Prose | Kind::Names | Kind::Choice | Kind::Reason => {
                self.free_text(index, record, depth);
            }
        }
    }
}

/// The value of a key: nothing for what is to be filled in.
fn written(number: Number) -> Option<String> {
    match number {
        Number::Given(value) => Some(format!(" {value}")),
        Number::Blank => Some(String::new()),
        Number::Absent | Number::Derived(_) => None,
    }
}
