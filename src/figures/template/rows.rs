//! Lists of a new file: samples in a blank one, last year's accounts and names in the next year's.

use super::{
    Form, Past,
    lines::{printable, scalar},
};
use crate::figures::{
    accounts::Record,
    concepts::{AccountKind, ConceptIx, Group},
    row_name,
};

impl Form<'_> {
    pub(super) fn list(&mut self, index: ConceptIx, depth: usize, off: bool) {
        let catalogue = self.catalogue();
        let concept = &catalogue.concepts[index];
        let Some(at) = concept.group else { return };
        let group = &catalogue.groups[at];
        let rows = self.last.map_or(&[][..], |last| &last.groups[at]);
        let simple = |name: &String| scalar(name) == **name && !name.contains(|c: char| c.is_ascii_punctuation());
        let plain = |row: &Record| self.bare(group, row).filter(simple);
        let names: Option<Vec<String>> = rows.iter().map(plain).collect();
        match names.filter(|names| !names.is_empty()) {
            Some(names) => {
                let line = format!("{}: [{}]", concept.key, names.join(", "));
                self.lines.remark(depth, "上年有的科目，今年没有的删去，新有的加上");
                self.lines.line(depth, off, &line, "");
            }
            None => self.long_list(concept.key.as_str(), group, depth, off, rows),
        }
    }

    fn long_list(&mut self, key: &str, group: &Group, depth: usize, off: bool, rows: &[Record]) {
        let comment = match group.account {
            Some(AccountKind::Functional) => "一条一个项级科目，写 7 位编码",
            Some(AccountKind::Class) => "不写则由明细汇总",
            Some(AccountKind::Economic) if rows.is_empty() => "只写名称也可以：[基本工资, 津贴补贴]",
            _ => "",
        };
        self.lines.line(depth, off, &format!("{key}:"), comment);
        if rows.is_empty() {
            for sample in &group.samples {
                self.sample(group, sample, depth + 2);
            }
            return;
        }
        if group.account == Some(AccountKind::Functional) {
            self.lines
                .remark(depth + 2, "上年有而今年没有支出的科目，决算数写 0，上年决算数留着；新有的科目照样加一条");
        } else if group.name.is_some() {
            self.lines.remark(depth + 2, "上年的项目；今年没有的删去，新有的加上");
        }
        for row in rows {
            if let Some(name) = self.bare(group, row) {
                self.lines.line(depth + 2, off, &format!("- {}", scalar(&name)), "");
                continue;
            }
            self.names(group, row, depth + 2, off);
            self.row_figure(group.concept, depth + 4, off, Some(Past { record: row, rows }));
        }
    }

    /// The name of a row that is nothing but a name: amount not known, and the name gives the account.
    fn bare(&self, group: &Group, row: &Record) -> Option<String> {
        row_name::bare(self.reference, &self.catalogue().concepts[group.concept], group, row).map(printable)
    }

    fn names(&mut self, group: &Group, row: &Record, depth: usize, off: bool) {
        for (index, name) in row_name::name_lines(self.reference, group, row).iter().enumerate() {
            let lead = if index == 0 { "- " } else { "  " };
            self.lines.line(depth, off, &format!("{lead}{}", name.line()), name.about);
        }
    }

    /// An entry that only shows how entries are written.
    fn sample(&mut self, group: &Group, sample: &str, depth: usize) {
        let (key, name) = match (group.account, &group.name) {
            (Some(AccountKind::Economic), _) => ("科目编码", self.reference.economic.name(sample)),
            (Some(_), _) => ("科目编码", self.reference.functional.name(sample)),
            (None, name) => (name.as_deref().unwrap_or_default(), None),
        };
        self.lines.line(depth, true, &format!("- {key}: {sample}"), name.map_or("", |name| name));
        self.row_figure(group.concept, depth + 2, true, None);
    }
}
