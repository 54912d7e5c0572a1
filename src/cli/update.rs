//! `juesuan update` (更新): the corrected figures into the edited text.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::{
    Outcome,
    handed::Handed,
    into::Into,
    made,
    materials::{Materials, Wanted},
    output::{self, Output},
    read_notes, shelf,
    terminal::Terminal,
    usage::refuse,
};
use crate::{
    diagnostic::Diagnostic,
    figures::{
        FinalAccounts, Reference,
        identities::{Correction, Gap},
    },
    formats::{
        self, Format,
        cells::{self, Cells, Drafted},
        lay::{Editable, lay},
        revision::{self, Base},
        written_back::Back,
    },
    phrase::book::Examples,
    report::{self, House, SavedReport, saved::SavedTable, whole::Whole},
    revise::{self, update::Update},
    source::{Source, why},
};

pub const EXAMPLES: &str = "\
举例：
  juesuan update 情况说明.docx --to 更正.yaml -o 新稿.docx    改动写成修订，看不准的写成批注
  juesuan update 情况说明.md --to 更正.yaml -o 新稿.md        底稿用起草时留在旁边的那一份
  juesuan update 情况说明.md --from 原数据.yaml --to 更正.yaml   底稿从原来的数据重新起草，结果印在屏幕上
  juesuan update 情况说明.md --to 更正.yaml --dry-run         只看会改哪些地方
  juesuan update 情况说明.md --to 更正.yaml -o 新稿.md --into 更正.yaml   文中的原因也写回数据文件";

/// What `update` is told.
#[derive(clap::Args)]
pub struct Arguments {
    /// 改过的情况说明（.docx、.txt、.md）；- 表示标准输入
    #[arg(value_name = "文本")]
    edited: PathBuf,
    /// 更正后的决算数据文件、填报工作簿或决算表
    #[arg(long, value_name = "数据文件")]
    to: PathBuf,
    /// 起草时的决算数据；文本旁边有起草时留下的底稿，可以不写
    #[arg(long, value_name = "数据文件")]
    from: Option<PathBuf>,
    /// 写到这个文件；- 表示标准输出
    #[arg(short, long, value_name = "文件")]
    output: Option<PathBuf>,
    /// 更新报告写到这个文件，.json 结尾的写成 JSON
    #[arg(long, value_name = "文件")]
    report: Option<PathBuf>,
    /// 话术册的名称或文件夹，代替数据文件里的“话术”
    #[arg(long, value_name = "话术册")]
    phrasebook: Option<String>,
    /// 把新稿里的原因和文字写回这个数据文件，注释和次序都不动
    #[arg(long, value_name = "数据文件")]
    into: Option<PathBuf>,
    /// 只报告，不写出
    #[arg(long)]
    dry_run: bool,
    /// 覆盖已有的文件
    #[arg(long)]
    force: bool,
}

/// An edited file and what becomes of it.
type Revised = (Handed, (Update, Cells), Materials, SavedReport, Vec<Diagnostic>);

pub fn run(arguments: &Arguments, terminal: &Terminal) -> Outcome {
    match arguments.revise(terminal) {
        Ok((handed, (update, cells), new, young, notes)) => {
            terminal.tell(&notes);
            let word = handed.word.is_some();
            let origin = handed.base.map(|base| (base, base.text(word), word));
            let given = arguments.give(handed, (&update, &cells), &young, terminal);
            if given == Outcome::Failed {
                return given;
            }
            let (written, back) = arguments.write_back(&update, &new, terminal);
            given.max(written).max(arguments.report((&update, &cells), origin, back.as_ref(), terminal))
        }
        Err(faults) => {
            terminal.tell(&faults);
            Outcome::Failed
        }
    }
}

impl Arguments {
    fn revise(&self, terminal: &Terminal) -> Result<Revised, Vec<Diagnostic>> {
        let mut notes = Vec::new();
        let Some(mut handed) = Handed::report(&self.edited, terminal, &mut notes) else { return Err(notes) };
        if !self.dry_run {
            handed.agree(&self.output).map_err(|fault| vec![*fault])?;
        }
        handed.show_remarks().map_err(|fault| vec![*fault])?;
        let new = self.load(&self.to, terminal)?;
        handed.show_waiting(&new.house, &new.accounts).map_err(|fault| vec![*fault])?;
        notes.extend(new.notes.iter().cloned());
        let old = self.from.as_deref().map(|from| self.load(from, terminal)).transpose()?;
        let base = self.base(&mut handed, old.as_ref(), &mut notes)?;
        let mut young = saved(&new.house, &new.accounts);
        notes.extend(other_report(&base, &new.accounts));
        notes.extend(moved_on(&base, &young));
        let form = handed.form(&self.edited);
        let mut update = revise::update(&lay(&base, form), handed.source.text(), &lay(&young, form));
        let rows = handed.rows();
        let mut cells = handed.cells(&rows, &update, &Reference::shipped().catalogue);
        if !rows.is_empty() {
            young.tables = tables(&new.house, &new.accounts);
        }
        if !young.tables.is_empty() {
            let last = last_tables(&base, old.as_ref(), &new);
            let drafted = Drafted { old: &last.0, known: last.1, new: &young.tables };
            update.kept.extend(cells.beside(handed.source.text(), &rows, drafted));
        }
        update.questions.retain(|question| !cells.tell(question));
        update.conflicts.extend(cells.both.iter().map(|both| both.conflict.clone()));
        update.questions.extend(cells.open(handed.source.text()));
        notes.extend(incomplete(&new, old.as_ref(), &base));
        Ok((handed, (update, cells), new, young, notes))
    }

    fn load(&self, figures: &Path, terminal: &Terminal) -> Result<Materials, Vec<Diagnostic>> {
        Wanted { figures, phrasebook: self.phrasebook.as_deref(), reference: None }.load(terminal)
    }

    /// The draft that the text was made of.
    fn base(
        &self,
        handed: &mut Handed,
        old: Option<&Materials>,
        notes: &mut Vec<Diagnostic>,
    ) -> Result<SavedReport, Vec<Diagnostic>> {
        if let Some(old) = old {
            handed.base = Some(Base::From);
            notes.extend(old.notes.iter().cloned());
            let base = saved(&old.house, &old.accounts);
            notes.extend(self.other_base(handed, &base));
            return Ok(base);
        }
        if let Some(base) = handed.word.as_mut().and_then(|word| word.base()) {
            handed.base = Some(Base::Embedded);
            return Ok(base);
        }
        let beside = made::sidecar(&self.edited);
        let text = fs::read_to_string(&beside).map_err(|_| {
            let edited = self.edited.display();
            let message = match &handed.word {
                Some(_) => format!("“{edited}”里没有底稿：不是起草时写出的那一份，或者存成过别的文件"),
                None => format!("“{edited}”旁边没有底稿“{}”", beside.display()),
            };
            vec![refuse(message, "用 --from 给出起草时的决算数据")]
        })?;
        handed.base = Some(Base::Sidecar);
        saved_base(&text).ok_or_else(|| {
            let message = format!("“{}”不是这一版程序写的底稿", beside.display());
            vec![refuse(message, "用 --from 给出起草时的决算数据")]
        })
    }

    /// A base that is beside the text, or in it, and was drafted from other figures than `--from` names.
    fn other_base(&self, handed: &mut Handed, from: &SavedReport) -> Option<Diagnostic> {
        let own = handed.word.as_mut().and_then(|word| word.base()).or_else(|| {
            let beside = fs::read_to_string(made::sidecar(&self.edited)).ok()?;
            saved_base(&beside)
        })?;
        let text = |base: &SavedReport| lay(base, Editable::Txt).text;
        let message = "文本自带的底稿和 --from 的数据起草出来的不一样；这里按 --from 的算";
        let help = "--from 应当是起草这份文本时的数据，拿错了会把原来的数都算成手改；不写 --from 就用自带的底稿";
        (text(&own) != text(from)).then(|| Diagnostic::warning("C016", message).help(help))
    }

    /// The text, the report, and whether a person has to look at either.
    fn give(
        &self,
        handed: Handed,
        (update, cells): (&Update, &Cells),
        new: &SavedReport,
        terminal: &Terminal,
    ) -> Outcome {
        let (kept, mark) = (handed.kept(), mark(handed.word.is_some()));
        let outcome = if self.dry_run { Outcome::Clean } else { self.write(handed, update, cells, new, terminal) };
        if outcome != Outcome::Clean {
            return outcome;
        }
        terminal.whisper(&kept);
        terminal.whisper(&revision::text(update));
        terminal.whisper(&cells::text(cells, mark));
        if update.conflicts.is_empty() && update.questions.is_empty() && cells.asked.is_empty() {
            Outcome::Clean
        } else {
            Outcome::NeedsPerson
        }
    }

    /// What was done, into a file of its own.
    fn report(
        &self,
        (update, cells): (&Update, &Cells),
        origin: Option<(Base, &str, bool)>,
        back: Option<&Back>,
        terminal: &Terminal,
    ) -> Outcome {
        let (Some(path), Some((base, named, word))) = (&self.report, origin) else { return Outcome::Clean };
        let text = if path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("json")) {
            revision::json(update, cells, base, back)
        } else {
            let back = back.map(Back::text).unwrap_or_default();
            [named, &revision::text(update), &cells::text(cells, mark(word)), &back].concat()
        };
        let Err(error) = output::replace(path, text.as_bytes()) else { return Outcome::Clean };
        terminal.tell(&[refuse(format!("写不了“{}”：{}", path.display(), why(&error)), "换一个文件名")]);
        Outcome::Failed
    }

    /// The words of the new text into the figures file, as far as its house style reads them.
    fn write_back(&self, update: &Update, new: &Materials, terminal: &Terminal) -> (Outcome, Option<Back>) {
        let Some(figures) = &self.into else { return (Outcome::Clean, None) };
        let name = output::file(&self.output).unwrap_or(&self.edited).display().to_string();
        let houses = std::slice::from_ref(&new.house);
        let document = shelf::document(&Source::new(name, update.text.as_str()), houses);
        let Some((choice, bound)) = shelf::read(houses, &document, new.reference) else {
            return (Outcome::Clean, None);
        };
        terminal.tell(&read_notes::unread(&choice.reading));
        Into { figures, dry_run: self.dry_run }.write((&choice.reading, &bound), terminal)
    }

    fn write(&self, handed: Handed, update: &Update, cells: &Cells, new: &SavedReport, terminal: &Terminal) -> Outcome {
        // A Word file carries its base itself.
        let beside = Some(new).filter(|_| handed.word.is_none());
        let bytes = match handed.updated(update, cells, Some(new)) {
            Ok(bytes) => bytes,
            Err(fault) => {
                terminal.tell(&[*fault]);
                return Outcome::Failed;
            }
        };
        let inputs: Vec<&Path> = [&self.edited, &self.to].into_iter().chain(&self.from).map(PathBuf::as_path).collect();
        let to =
            output::file(&self.output).map(|path| Output { path, force: self.force, inputs: &inputs, revised: true });
        output::give(to, bytes, || beside, terminal)
    }
}

/// What an update needs of a draft.
pub fn saved(house: &House, accounts: &FinalAccounts) -> SavedReport {
    let printed = report::printed(accounts, &house.style);
    SavedReport::base(&report::draft(house, accounts, &printed))
}

/// The form of a text by its file's ending.
pub fn form(path: &Path) -> Editable {
    if Format::from_ending(path) == Some(Format::Md) { Editable::Md } else { Editable::Txt }
}

/// What stands in the text where something is asked of a person.
fn mark(word: bool) -> &'static str {
    if word { "批注" } else { "标记" }
}

/// The tables of the complete report of the figures, if the house has one.
fn tables(house: &House, accounts: &FinalAccounts) -> Vec<SavedTable> {
    let plan = house.entries.whole.as_ref().and_then(|_| {
        let (plan, _) = Whole::load(house, Examples::LeaveOut, &Reference::shipped().catalogue);
        plan
    });
    let printed = report::printed(accounts, &house.style);
    let report = report::draft(house, accounts, &printed);
    plan.map(|plan| formats::saved_tables(&plan.draft(&report))).unwrap_or_default()
}

/// The tables of before, and whether they are all of them.
fn last_tables(base: &SavedReport, old: Option<&Materials>, new: &Materials) -> (Vec<SavedTable>, bool) {
    match old {
        Some(old) => (tables(&old.house, &old.accounts), true),
        None if !base.tables.is_empty() => (base.tables.clone(), true),
        // They are as the prose of the base printed them.
        None => (read_back(base, new).map(|read| tables(&new.house, &read)).unwrap_or_default(), false),
    }
}

/// An incomplete correction is named, never refused: what does not add up, and what stayed behind where it did before.
fn incomplete(new: &Materials, old: Option<&Materials>, base: &SavedReport) -> Vec<Diagnostic> {
    let mut faults = new.reference.check(&new.accounts);
    if faults.is_empty() {
        return faults;
    }
    let identities = &new.reference.identities;
    let mut gaps = Vec::new();
    identities.iter().for_each(|identity| identity.gaps(&new.accounts, &mut gaps));
    // Without the old figures they are as the base printed them.
    let as_printed = old.is_none().then(|| read_back(base, new)).flatten();
    let printed = report::printed(&new.accounts, &new.house.style);
    let correction = match (old, &as_printed) {
        (Some(old), _) => Correction { old: &old.accounts, new: &new.accounts, identities },
        (None, Some(old)) => Correction { old, new: &printed, identities },
        (None, None) => return faults,
    };
    for fault in &mut faults {
        let same = |gap: &&Gap| (gap.diagnostic.code, &gap.diagnostic.message) == (fault.code, &fault.message);
        if let Some(stayed) = gaps.iter().find(same).and_then(|gap| gap.stayed(&correction)) {
            fault.message = format!("{}；{stayed}", fault.message);
        }
    }
    faults
}

/// The figures that a base draft prints.
fn read_back(base: &SavedReport, new: &Materials) -> Option<FinalAccounts> {
    let houses = std::slice::from_ref(&new.house);
    let document = shelf::document(&Source::new("", lay(base, Editable::Txt).text), houses);
    shelf::read(houses, &document, new.reference).map(|(_, bound)| bound.accounts)
}

/// The corrected figures are of another department or year: the wrong file, most likely.
fn other_report(base: &SavedReport, new: &FinalAccounts) -> Option<Diagnostic> {
    let of = |department: &str, year| format!("“{department}”{year}年度的");
    let same = base.department == new.department && base.year == new.year;
    let (old, new) = (of(&base.department, base.year), of(&new.department, new.year));
    let help = "拿错文件的，换同一部门、同一年度的；下一年度的用 juesuan roll；更正的就是名称或年度，核对改过的每一处";
    (!same).then(|| Diagnostic::warning("C015", format!("底稿是{old}，更正后的数据是{new}")).help(help))
}

/// A base as a file keeps it, if this version of the program can read it.
fn saved_base(text: &str) -> Option<SavedReport> {
    serde_json::from_str(text).ok()
}

/// A phrasebook that is another one by now: its changes of wording come into the text with the figures.
fn moved_on(base: &SavedReport, new: &SavedReport) -> Option<Diagnostic> {
    let same = base.phrasebook == new.phrasebook && base.phrasebook_fingerprint == new.phrasebook_fingerprint;
    let message = if base.phrasebook == new.phrasebook {
        format!("话术册 {} 在起草之后改过：底稿照当时的写法，新的写法随数字一起进入文本", base.phrasebook)
    } else {
        format!("底稿用的话术册是 {}，现在是 {}：写法随数字一起改", base.phrasebook, new.phrasebook)
    };
    (!same).then(|| Diagnostic::hint("C014", message).help("不想换写法，用 --phrasebook 指定起草时的话术册"))
}
