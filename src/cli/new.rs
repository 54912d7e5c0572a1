//! `juesuan new` (新建): a figures file to fill in, blank or from last year's.

use std::path::{Path, PathBuf};

use super::{
    Outcome, figures_file, output,
    terminal::Terminal,
    usage::{refuse, year},
};
use crate::{
    diagnostic::Diagnostic,
    figures::{self, FinalAccounts, Reference, json_schema::json_schema, template},
    source::Source,
    tables,
};

pub const EXAMPLES: &str = "\
举例：
  juesuan new 示例县财政局 --year 2024 -o 2024.yaml       空白的数据文件
  juesuan new --from 2023.yaml --year 2024 -o 2024.yaml   上年的决算数移作上年数
  juesuan new 示例县财政局 --year 2024 -o 2024.xlsx       同样的内容，写成 Excel 工作簿来填
  juesuan new --from 2024.yaml --year 2024 -o 2024.xlsx   同一年度的，原样写成工作簿
  juesuan new --schema -o 决算数据.schema.json             给编辑器用的格式文件";

/// What `new` is told.
#[derive(clap::Args)]
pub struct Arguments {
    /// 部门全称；有 --from 时可以不写，用上年文件里的
    #[arg(value_name = "部门")]
    department: Option<String>,
    /// 决算年度，四位数
    #[arg(long, value_name = "年度", required_unless_present = "schema", value_parser = year)]
    year: Option<u16>,
    /// 上年的数据文件或填报工作簿：决算数移作上年决算数，科目和名称留下；写工作簿时同一年度的照样写成工作簿；- 表示标准输入
    #[arg(long, value_name = "数据文件")]
    from: Option<PathBuf>,
    /// 写到这个文件，格式看文件名的结尾；- 表示标准输出
    #[arg(short, long, value_name = "文件")]
    output: Option<PathBuf>,
    /// 输出格式：yaml（数据文件）、xlsx（填报工作簿）；不写就看文件名的结尾
    #[arg(long, value_name = "格式", value_parser = ["yaml", "xlsx"], hide_possible_values = true, conflicts_with = "schema")]
    format: Option<String>,
    /// 不写数据文件，写数据文件的 JSON Schema
    #[arg(long, conflicts_with_all = ["department", "year", "from"])]
    schema: bool,
    /// 覆盖已有的文件
    #[arg(long)]
    force: bool,
}

pub fn run(arguments: &Arguments, terminal: &Terminal) -> Outcome {
    let mut notes = Vec::new();
    let bytes = match arguments.is_workbook(terminal) {
        Ok(false) => arguments.text(terminal, &mut notes).map(|(text, _)| text.into_bytes()),
        Ok(true) => arguments.workbook(terminal, &mut notes),
        Err(fault) => {
            notes.push(*fault);
            None
        }
    };
    let outcome = match bytes {
        None => Outcome::Failed,
        Some(bytes) => match output::file(&arguments.output) {
            None => terminal.say(&bytes),
            Some(path) => match output::write_figures(path, &bytes, arguments.force, &arguments.inputs()) {
                Ok(()) => Outcome::Clean,
                Err(fault) => {
                    notes.push(*fault);
                    Outcome::Failed
                }
            },
        },
    };
    terminal.tell(&notes);
    outcome
}

impl Arguments {
    fn inputs(&self) -> Vec<&Path> {
        self.from.iter().map(PathBuf::as_path).collect()
    }

    /// Is a workbook wanted, by name or by the ending of the file?
    fn is_workbook(&self, terminal: &Terminal) -> Result<bool, Box<Diagnostic>> {
        let file = output::file(&self.output);
        let wanted = match &self.format {
            Some(format) => format == "xlsx",
            None => file.and_then(Path::extension).is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx")),
        };
        if wanted && file.is_none() && terminal.shows_results() {
            return Err(Box::new(refuse("工作簿不能印在屏幕上", "写成文件，如 -o 2024.xlsx")));
        }
        Ok(wanted)
    }

    /// What is to be written, as a workbook to fill in (填报工作簿); figures of the same year as they are.
    fn workbook(&self, terminal: &Terminal, notes: &mut Vec<Diagnostic>) -> Option<Vec<u8>> {
        let reference = Reference::shipped();
        let path = output::file(&self.output).unwrap_or(Path::new("-"));
        if let Some(from) = self.from.as_deref() {
            let accounts = last_year(from, reference, terminal, notes)?;
            if self.year == Some(accounts.year) {
                return workbook_of(&accounts, None, path, notes);
            }
        }
        let (text, last) = self.text(terminal, notes)?;
        let (accounts, faults) = figures::load(&Source::new("新的数据文件", text), reference);
        if accounts.is_none() {
            notes.extend(faults);
        }
        workbook_of(&accounts?, last.as_ref(), path, notes)
    }

    /// The text, and last year's figures where it is made from them.
    fn text(&self, terminal: &Terminal, notes: &mut Vec<Diagnostic>) -> Option<(String, Option<FinalAccounts>)> {
        let reference = Reference::shipped();
        if self.schema {
            return Some((format!("{:#}\n", json_schema(&reference.catalogue)), None));
        }
        let year = self.year?;
        let department = self.department.as_deref().map(str::trim).filter(|name| !name.is_empty());
        match (&self.from, department) {
            (None, Some(department)) => Some((template::blank(reference, department, year), None)),
            (None, None) => {
                notes.push(refuse("还要写部门", "写部门全称，或用 --from 指定上年的数据文件"));
                None
            }
            (Some(from), department) => {
                let last = last_year(from, reference, terminal, notes)?;
                match template::from_last(&last, reference, department, year) {
                    Ok((text, mut more)) => {
                        notes.append(&mut more);
                        Some((text, Some(last)))
                    }
                    Err(fault) => {
                        notes.push(*fault);
                        None
                    }
                }
            }
        }
    }
}

/// Figures as a workbook to fill in, for that file; why not, in `notes`.
pub fn workbook_of(
    accounts: &FinalAccounts,
    last: Option<&FinalAccounts>,
    path: &Path,
    notes: &mut Vec<Diagnostic>,
) -> Option<Vec<u8>> {
    let written = tables::own::write(accounts, last, Reference::shipped());
    let written = written.map_err(|reason| notes.push(*output::unwritable(path, &std::io::Error::other(reason))));
    written.ok()
}

/// Last year's figures; their warnings are last year's matter, their errors are not.
fn last_year(
    path: &Path,
    reference: &'static Reference,
    terminal: &Terminal,
    notes: &mut Vec<Diagnostic>,
) -> Option<FinalAccounts> {
    let mut found = Vec::new();
    let accounts = figures_file::figures(path, reference, terminal, &mut found);
    if accounts.is_none() {
        notes.append(&mut found);
    }
    accounts
}
