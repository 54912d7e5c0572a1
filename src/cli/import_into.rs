//! `import -o` on a figures file that is there already (再次导入): only its numbers follow the tables.

use std::path::Path;

use super::{Outcome, in_place::InPlace, output, usage::refuse};
use crate::{
    diagnostic::{Diagnostic, Severity},
    figures::{self, FinalAccounts, Reference},
    source::Source,
    tables::{self, Import},
    yaml::edit::{Key, New, Step, set},
};

/// The file that is brought up to date.
pub struct Existing<'a> {
    /// Where it is.
    pub path: &'a Path,
    /// Files that are read and must survive.
    pub inputs: &'a [&'a Path],
    /// 话术, where it is told.
    pub phrasebook: Option<&'a str>,
    /// Only list what would be written.
    pub dry_run: bool,
}

impl Existing<'_> {
    /// Write the numbers into the file, and say which have changed; hand edits and rows that are gone are for a person.
    pub fn renew(
        &self,
        import: &Import,
        reference: &'static Reference,
        notes: &mut Vec<Diagnostic>,
    ) -> Result<(Outcome, String), Vec<Diagnostic>> {
        let name = self.path.display().to_string();
        if self.inputs.iter().any(|input| output::same_file(input, self.path)) {
            let message = format!("“{name}”是读入的文件，不能写在它上面");
            return Err(vec![Diagnostic::error("C011", message).help("-o 换一个文件名")]);
        }
        let mut faults = Vec::new();
        let source = Source::read(self.path, &mut faults);
        let loaded = source.as_ref().and_then(|source| {
            let (accounts, found) = figures::load(source, reference);
            faults.extend(found);
            accounts
        });
        let (Some(source), Some(accounts)) = (source, loaded) else {
            faults.retain(|fault| fault.severity == Severity::Error);
            let message = format!("“{name}”已经存在，又不是能用的数据文件，没有动它");
            faults.push(Diagnostic::error("C011", message).help("改好它，或 -o 换一个文件名；不要原来的，加 --force"));
            return Err(faults);
        };
        let file = InPlace::of(self.path, &source, "更新")?;
        of_one_report(&import.accounts, &accounts)?;
        let mut renewed = tables::renew(&source, import, reference)?;
        notes.append(&mut renewed.faults);
        let words = tables::renew_words(&Source::new(&name, renewed.text.as_str()), &import.accounts, reference)?;
        renewed.text = words.text;
        notes.extend(words.faults);
        if let Some(book) = self.phrasebook.filter(|&book| accounts.phrasebook.as_deref() != Some(book)) {
            let behind = ["部门", "年度", "金额单位"].map(str::to_owned).to_vec();
            let step = Step::Key(Key { name: "话术".to_owned(), behind, ..Key::default() });
            let text = Source::new(&name, renewed.text.as_str());
            renewed.text = set(&text, &[step], &New::Text(book.to_owned()))?;
        }
        if !self.dry_run {
            file.write(&renewed.text).map_err(|error| vec![*output::unwritable(self.path, &error)])?;
        }
        let of_hand = renewed.changed.iter().any(|number| number.by_hand) || !renewed.kept.is_empty();
        let person = of_hand || !renewed.stale.is_empty() || notes.iter().any(|note| note.severity == Severity::Error);
        let report = tables::report::report(import) + &tables::report::renewed(&renewed, &name, self.dry_run);
        let report = report + &tables::report::renewed_words(&words.written);
        Ok((if person { Outcome::NeedsPerson } else { Outcome::Clean }, report))
    }
}

/// Numbers of another department or year would be wrong ones.
fn of_one_report(tables: &FinalAccounts, file: &FinalAccounts) -> Result<(), Vec<Diagnostic>> {
    let mut faults = Vec::new();
    let name = file.source.name();
    if tables.year != 0 && tables.year != file.year {
        let message = format!("决算表是 {} 年度的，“{name}”是 {} 年度的，没有更新", tables.year, file.year);
        let help = "-o 写同一年度的数据文件；上年的表放在 --last 后面";
        faults.push(refuse(message, help));
    }
    if !tables.department.is_empty() && !tables::same_name(&tables.department, &file.department) {
        let message = format!("决算表是“{}”的，“{name}”是“{}”的，没有更新", tables.department, file.department);
        faults.push(refuse(message, "-o 写同一部门的数据文件；名称只是写法不同的，加 --department 照文件里的写"));
    }
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}
