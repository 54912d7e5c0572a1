//! `juesuan import` (导入): official tables -> figures file.

use std::path::{Path, PathBuf};

use super::{
    Outcome, figures_file::is_workbook, import_into::Existing, new::workbook_of, output, read::name,
    terminal::Terminal, usage::year,
};
use crate::{
    diagnostic::{Diagnostic, Severity},
    figures::{self, Reference},
    source::MAX_BYTES,
    source::Source,
    tables::{self, Input, Layouts, Role, Settings, Workbook},
};

pub const EXAMPLES: &str = "\
举例：
  juesuan import 决算表.xlsx -o 2024.yaml                      从决算表取数，写成数据文件；文件已有的，只更新其中的数
  juesuan import 决算表.xlsx --last 上年决算表.xls -o 2024.yaml    上年决算数从上年的表里取
  juesuan import 决算表.xlsx -o 填报.xlsx                      写成填报工作簿，原因和预算在 Excel 里接着填
  juesuan import 财决表.xls 公开表.xlsx --budget 预算表.xlsx       几个文件一起，年初预算数从预算表里取";

/// What `import` is told.
#[derive(clap::Args)]
pub struct Arguments {
    /// 本年的决算表（.xlsx、.xls、.ods、.csv），一个或几个文件；- 表示标准输入
    #[arg(value_name = "决算表", required = true)]
    workbooks: Vec<PathBuf>,
    /// 上年的决算表：它的决算数作上年决算数；可以写几次
    #[arg(long, value_name = "上年决算表")]
    last: Vec<PathBuf>,
    /// 本年的预算表：年初预算数、“三公”经费预算数；可以写几次
    #[arg(long, value_name = "预算表")]
    budget: Vec<PathBuf>,
    /// 写到这个数据文件；已有的只更新数，手工改过的数、原因、文字、备注和次序不动；.xlsx 写成填报工作簿；- 表示标准输出
    #[arg(short, long, value_name = "数据文件")]
    output: Option<PathBuf>,
    /// 部门全称，代替表里写的
    #[arg(long, value_name = "部门")]
    department: Option<String>,
    /// 决算年度，代替表里写的
    #[arg(long, value_name = "年度", value_parser = year)]
    year: Option<u16>,
    /// 写进数据文件的话术册
    #[arg(long, value_name = "话术册")]
    phrasebook: Option<String>,
    /// 基础资料文件夹：其中的表样加在自带的上面，其余代替自带的
    #[arg(long, value_name = "文件夹")]
    reference: Option<PathBuf>,
    /// 只列出要改的数，不写文件
    #[arg(long)]
    dry_run: bool,
    /// 已有的文件不更新，整个重写
    #[arg(long)]
    force: bool,
}

/// What tables look like and what their numbers mean.
pub struct Known {
    /// Layouts of tables.
    pub layouts: &'static Layouts,
    /// Concepts, classifications, identities.
    pub reference: &'static Reference,
}

pub fn run(arguments: &Arguments, terminal: &Terminal) -> Outcome {
    let mut notes = Vec::new();
    let inputs = arguments.inputs(terminal, &mut notes);
    let (outcome, report) = if notes.iter().any(is_error) {
        (Outcome::Failed, String::new())
    } else {
        arguments.import(&inputs, terminal, &mut notes)
    };
    terminal.tell(&notes);
    terminal.whisper(&report);
    outcome
}

/// Read a workbook; cells are named by it, wherever it lies.
pub fn workbook(path: &Path, terminal: &Terminal, notes: &mut Vec<Diagnostic>) -> Option<Workbook> {
    let (whole, bytes) = terminal.bytes(path, MAX_BYTES, notes)?;
    let name = path.file_name().filter(|_| path != Path::new("-"));
    tables::read(&name.map_or(whole, |name| name.to_string_lossy().into_owned()), &bytes, notes)
}

/// The shipped data, or that of a folder; it lives as long as the program.
pub fn known(folder: Option<&Path>) -> Result<Known, Box<Diagnostic>> {
    let Some(folder) = folder else {
        return Ok(Known { layouts: Layouts::shipped(), reference: Reference::shipped() });
    };
    let reference = Reference::load(folder)?;
    Ok(Known { layouts: Box::leak(Box::new(Layouts::load(folder, &reference.catalogue)?)), reference })
}

fn is_error(note: &Diagnostic) -> bool {
    note.severity == Severity::Error
}

impl Arguments {
    fn files(&self) -> impl Iterator<Item = (&Path, Role)> {
        let this = self.workbooks.iter().map(|path| (path.as_path(), Role::This));
        let last = self.last.iter().map(|path| (path.as_path(), Role::Last));
        this.chain(last).chain(self.budget.iter().map(|path| (path.as_path(), Role::Budget)))
    }

    fn inputs(&self, terminal: &Terminal, notes: &mut Vec<Diagnostic>) -> Vec<Input> {
        let mut inputs = Vec::new();
        for (path, role) in self.files() {
            inputs.extend(workbook(path, terminal, notes).map(|workbook| Input { workbook, role }));
        }
        inputs
    }

    fn import(&self, inputs: &[Input], terminal: &Terminal, notes: &mut Vec<Diagnostic>) -> (Outcome, String) {
        let Known { layouts, reference } = match known(self.reference.as_deref()) {
            Ok(known) => known,
            Err(fault) => {
                notes.push(*fault);
                return (Outcome::Failed, String::new());
            }
        };
        let settings = Settings {
            department: self.department.as_deref().map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned),
            year: self.year,
            phrasebook: self.phrasebook.clone(),
        };
        let mut import = tables::import(inputs, layouts, reference, settings);
        notes.append(&mut import.problems);
        let taken: usize = import.tables.iter().map(|table| table.taken).sum();
        if taken == 0 {
            if !notes.iter().any(|note| note.code == "T010") {
                notes.push(tables::nothing_taken(
                    &inputs.iter().map(|input| &*input.workbook.name).collect::<Vec<_>>().join("、"),
                ));
            }
            return (Outcome::Failed, String::new());
        }
        let file = output::file(&self.output);
        let is_book = file.is_some_and(is_workbook);
        if let Some(path) = file.filter(|path| !self.force && !is_book && path.exists()) {
            let inputs: Vec<&Path> = self.files().map(|(path, _)| path).collect();
            let existing =
                Existing { path, inputs: &inputs, phrasebook: self.phrasebook.as_deref(), dry_run: self.dry_run };
            return match existing.renew(&import, reference, notes) {
                Ok(done) => done,
                Err(faults) => {
                    notes.extend(faults);
                    (Outcome::Failed, String::new())
                }
            };
        }
        let accounts = &mut import.accounts;
        if name(accounts) {
            let but = if is_book && accounts.year == 0 { "没有写填报工作簿" } else { "写着待补充" };
            let message = format!("表里没有写清部门或年度，{but}");
            notes.push(Diagnostic::error("T022", message).help("加 --department 部门全称 --year 年度，再导入一次"));
        }
        let text = figures::save(accounts, reference);
        // What stands in the file must be as good as what an officer types.
        let (loaded, faults) = figures::load(&Source::new("导入的数据", text.clone()), reference);
        // A year that is missing has been told.
        notes.extend(faults.into_iter().filter(|fault| is_error(fault) && fault.code != "F006"));
        let bytes = match (is_book, loaded) {
            (false, _) => text.into_bytes(),
            (true, loaded) => {
                match loaded.and_then(|accounts| workbook_of(&accounts, None, file.unwrap_or(Path::new("-")), notes)) {
                    Some(bytes) => bytes,
                    None => return (Outcome::Failed, tables::report::report(&import)),
                }
            }
        };
        match self.write(&bytes, terminal, notes) {
            Outcome::Failed => (Outcome::Failed, String::new()),
            _ if notes.iter().any(is_error) => (Outcome::NeedsPerson, tables::report::report(&import)),
            outcome => (outcome, tables::report::report(&import)),
        }
    }

    fn write(&self, text: &[u8], terminal: &Terminal, notes: &mut Vec<Diagnostic>) -> Outcome {
        if self.dry_run {
            return Outcome::Clean;
        }
        let Some(path) = output::file(&self.output) else { return terminal.say(text) };
        let inputs: Vec<&Path> = self.files().map(|(path, _)| path).collect();
        match output::write_figures(path, text, self.force, &inputs) {
            Ok(()) => Outcome::Clean,
            Err(fault) => {
                notes.push(*fault);
                Outcome::Failed
            }
        }
    }
}
