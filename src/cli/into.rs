//! `--into` (写回): the words of a text back into a figures file, in `read` and `update`.

use std::path::Path;

use super::{Outcome, in_place::InPlace, terminal::Terminal, usage::refuse};
use crate::{
    diagnostic::Diagnostic,
    figures::{FinalAccounts, Reference, load},
    formats::written_back::Back,
    report::{binding::Bound, reading::Reading},
    revise::write_back::{WriteBack, write_back},
    source::{Source, why},
};

/// Where the words go, and whether they only are listed.
pub struct Into<'a> {
    /// The figures file.
    pub figures: &'a Path,
    /// Only list what would be written.
    pub dry_run: bool,
}

impl Into<'_> {
    /// Write what was read from a text into the figures file, or say why not; for a report, what was written.
    pub fn write(&self, (reading, bound): (&Reading, &Bound), terminal: &Terminal) -> (Outcome, Option<Back>) {
        match self.written(reading, bound) {
            Ok(written) => {
                let WriteBack { left, faults, .. } = &written.back;
                terminal.tell(faults);
                terminal.whisper(&written.text());
                let clean = left.is_empty() && faults.is_empty();
                (if clean { Outcome::Clean } else { Outcome::NeedsPerson }, Some(written))
            }
            Err(faults) => {
                terminal.tell(&faults);
                (Outcome::Failed, None)
            }
        }
    }

    fn written(&self, reading: &Reading, bound: &Bound) -> Result<Back, Vec<Diagnostic>> {
        let name = self.figures.display().to_string();
        if self.figures == Path::new("-") {
            return Err(vec![refuse("--into 要写明是哪个数据文件", "写出文件名，如 --into 2023.yaml")]);
        }
        let mut notes = Vec::new();
        let Some(source) = Source::read(self.figures, &mut notes) else { return Err(notes) };
        let file = InPlace::of(self.figures, &source, "写回")?;
        let reference = Reference::shipped();
        let (accounts, faults) = load(&source, reference);
        let accounts = accounts.ok_or(faults)?;
        of_one_report(&bound.accounts, &accounts)?;
        let back = write_back(&source, (reading, bound), reference)?;
        if !self.dry_run {
            file.write(&back.text)
                .map_err(|error| vec![refuse(format!("写不了“{name}”：{}", why(&error)), "检查权限和磁盘空间")])?;
        }
        Ok(Back { back, figures: name, report: reading.document.source.name().to_owned(), planned: self.dry_run })
    }
}

/// Reasons of another year or department would be wrong ones.
fn of_one_report(text: &FinalAccounts, figures: &FinalAccounts) -> Result<(), Vec<Diagnostic>> {
    let mut faults = Vec::new();
    if text.year != 0 && text.year != figures.year {
        let message = format!("文本是 {} 年度的，“{}”是 {} 年度的", text.year, figures.source.name(), figures.year);
        faults.push(refuse(message, "写回同一年度的数据文件"));
    }
    if !text.department.is_empty() && text.department != crate::report::comparable(&figures.department) {
        let message = format!("文本是“{}”的，“{}”是“{}”的", text.department, figures.source.name(), figures.department);
        faults.push(refuse(message, "写回同一部门的数据文件；名称只是写法不同的，先改成一样"));
    }
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}
