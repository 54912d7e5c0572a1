//! A new figures file (新建数据文件): blank, or from last year's figures, with comments for the person who fills it in.

mod figure;
mod head;
mod lines;
mod rows;
mod texts;

pub(super) use self::lines::{Lines, scalar};
use super::{
    accounts::{FinalAccounts, Number, Record},
    concepts::{Catalogue, ConceptIx, Kind},
    reference::Reference,
};
use crate::diagnostic::Diagnostic;

/// A figures file to fill in (空白数据文件), every table in its order.
pub fn blank(reference: &'static Reference, department: &str, year: u16) -> String {
    let mut form = Form { reference, last: None, lines: Lines::default() };
    form.head(department, year);
    form.tables();
    form.foot();
    form.lines.text
}

/// A figures file for the year after `last` (由上年数据新建): its figures move to 上年决算数, accounts and names stay,
/// this year's figures are blank, last year's reasons stand beside as comments.
///
/// Refused for any other year, since its 上年决算数 would be wrong. Another department is only warned about: offices
/// are merged and renamed.
pub fn from_last(
    last: &FinalAccounts,
    reference: &'static Reference,
    department: Option<&str>,
    year: u16,
) -> Result<(String, Vec<Diagnostic>), Box<Diagnostic>> {
    if year != last.year + 1 {
        let message = format!("“{}”是 {} 年度的数据，不能当作 {year} 年度的上年数", last.source.name(), last.year);
        let help = format!("新建 {} 年度的，或用 {} 年度的数据文件", last.year + 1, year.saturating_sub(1));
        return Err(Box::new(Diagnostic::error("N001", message).help(help)));
    }
    let mut notes = Vec::new();
    let department = department.unwrap_or(&last.department);
    if department != last.department {
        let message = format!("上年数据是“{}”的，新文件写作“{department}”", last.department);
        notes.push(Diagnostic::warning("N002", message).help("部门改名或合并的，核对上年数的口径；不是的，换上年文件"));
    }
    let mut form = Form { reference, last: Some(last), lines: Lines::default() };
    form.head(department, year);
    form.tables();
    form.foot();
    Ok((form.lines.text, notes))
}

/// The file being written and what it is written from.
struct Form<'a> {
    reference: &'static Reference,
    last: Option<&'a FinalAccounts>,
    lines: Lines,
}

/// Where a figure's own record of last year is: the department's, or a row's with all rows of its list.
#[derive(Clone, Copy)]
struct Past<'a> {
    record: &'a Record,
    rows: &'a [Record],
}

impl<'a> Form<'a> {
    fn catalogue(&self) -> &'static Catalogue {
        &self.reference.catalogue
    }

    fn past(&self) -> Option<Past<'a>> {
        self.last.map(|last| Past { record: &last.root, rows: &[] })
    }

    fn tables(&mut self) {
        let catalogue = self.catalogue();
        for table in &catalogue.tables {
            let past = self.past();
            let needed = table.fields.iter().any(|&field| catalogue.concepts[field].required);
            let off = match past {
                None => table.seldom,
                Some(_) => !needed && !table.fields.iter().any(|&field| self.had(field, past)),
            };
            self.lines.blank();
            let why = match (off, self.last) {
                (false, _) => "",
                (true, None) => "（多数部门没有；有则去掉下面各行行首的 #）",
                (true, Some(_)) => "（上年没有；今年有则去掉下面各行行首的 #）",
            };
            self.lines.remark(0, &format!("{}{why}", table.about));
            self.lines.line(0, off, &format!("{}:", table.key), "");
            for &field in &table.fields {
                self.field(field, 2, off, past);
            }
        }
    }

    /// One field of a table, of a figure or of a row.
    fn field(&mut self, index: ConceptIx, depth: usize, off: bool, past: Option<Past>) {
        let concept = &self.catalogue().concepts[index];
        let off = off
            || match past {
                None => concept.seldom,
                Some(_) => !concept.required && !self.had(index, past),
            };
        if off && past.is_some_and(|past| !past.rows.is_empty()) {
            return;
        }
        match concept.kind {
            Kind::Amount | Kind::Count | Kind::Percent | Kind::Number => self.figure(index, depth, off, past),
            Kind::Rows => self.list(index, depth, off),
            Kind::Text | Kind::Prose | Kind::Names | Kind::Choice | Kind::Reason => {
                self.free_text(index, depth, off, past);
            }
        }
    }

    /// Did last year's file have it, or anything below it?
    fn had(&self, index: ConceptIx, past: Option<Past>) -> bool {
        let Some(Past { record, .. }) = past else { return false };
        let concept = &self.catalogue().concepts[index];
        let present = |number: Option<usize>| number.is_some_and(|at| record.numbers[at] != Number::Absent);
        let rows = |last: &FinalAccounts| concept.group.is_some_and(|group| !last.groups[group].is_empty());
        concept.numbers.iter().any(|&number| present(number))
            || concept.text_at.iter().any(|&at| record.texts[at].is_present())
            || self.last.is_some_and(rows)
            || concept.children.iter().any(|&child| self.had(child, past))
    }
}
