//! `juesuan new` (新建): a figures file to fill in, blank or from last year's.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::{Outcome, output, terminal::Terminal, usage::refuse};
use crate::{
    diagnostic::Diagnostic,
    figures::{self, FinalAccounts, Reference, json_schema::json_schema, template},
};

pub const EXAMPLES: &str = "\
举例：
  juesuan new 示例县财政局 --year 2024 -o 2024.yaml       空白的数据文件
  juesuan new --from 2023.yaml --year 2024 -o 2024.yaml   上年的决算数移作上年数
  juesuan new --schema -o 决算数据.schema.json             给编辑器用的格式文件";

/// What `new` is told.
#[derive(clap::Args)]
pub struct Arguments {
    /// 部门全称；有 --from 时可以不写，用上年文件里的
    #[arg(value_name = "部门")]
    department: Option<String>,
    /// 决算年度，四位数
    #[arg(long, value_name = "年度", required_unless_present = "schema", value_parser = clap::value_parser!(u16).range(1990..=2099))]
    year: Option<u16>,
    /// 上年的数据文件：决算数移作上年决算数，科目和名称留下；- 表示标准输入
    #[arg(long, value_name = "数据文件")]
    from: Option<PathBuf>,
    /// 写到这个文件；- 表示标准输出
    #[arg(short, long, value_name = "文件")]
    output: Option<PathBuf>,
    /// 不写数据文件，写数据文件的 JSON Schema
    #[arg(long, conflicts_with_all = ["department", "year", "from"])]
    schema: bool,
    /// 覆盖已有的文件
    #[arg(long)]
    force: bool,
}

pub fn run(arguments: &Arguments, terminal: &Terminal) -> Outcome {
    let mut notes = Vec::new();
    let text = arguments.text(terminal, &mut notes);
    let outcome = match text {
        None => Outcome::Failed,
        Some(text) => match output::file(&arguments.output) {
            None => terminal.say(&text),
            Some(path) => match arguments.write(path, &text) {
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
    fn text(&self, terminal: &Terminal, notes: &mut Vec<Diagnostic>) -> Option<String> {
        let reference = Reference::shipped();
        if self.schema {
            return Some(format!("{:#}\n", json_schema(&reference.catalogue)));
        }
        let year = self.year?;
        let department = self.department.as_deref().map(str::trim).filter(|name| !name.is_empty());
        match (&self.from, department) {
            (None, Some(department)) => Some(template::blank(reference, department, year)),
            (None, None) => {
                notes.push(refuse("还要写部门", "写部门全称，或用 --from 指定上年的数据文件"));
                None
            }
            (Some(from), department) => {
                let last = last_year(from, reference, terminal, notes)?;
                match template::from_last(&last, reference, department, year) {
                    Ok((text, mut more)) => {
                        notes.append(&mut more);
                        Some(text)
                    }
                    Err(fault) => {
                        notes.push(*fault);
                        None
                    }
                }
            }
        }
    }

    /// A figures file is the officer's own work from its first day: an existing one is left alone, and nothing is put
    /// beside it.
    fn write(&self, path: &Path, text: &str) -> Result<(), Box<Diagnostic>> {
        let refusal = |message: String, help: &str| Err(Box::new(Diagnostic::error("C011", message).help(help)));
        let is_input = |input: &PathBuf| same_file(input, path);
        if self.from.as_ref().is_some_and(is_input) {
            return refusal(format!("“{}”是读入的文件，不能写在它上面", path.display()), "-o 换一个文件名");
        }
        match fs::read(path) {
            // Asked for the same once more: it is there already.
            Ok(bytes) if bytes == text.as_bytes() => return Ok(()),
            Ok(_) if !self.force => {
                let message = format!("“{}”已经存在，没有覆盖", path.display());
                return refusal(message, "-o 换一个文件名；确定不要原来的文件，加 --force");
            }
            _ => {}
        }
        output::replace(path, text.as_bytes()).map_err(|error| {
            let message = format!("写不了“{}”：{error}", path.display());
            Box::new(Diagnostic::error("C012", message).help("检查文件夹、权限和磁盘空间，或用 -o 写到别处"))
        })
    }
}

/// Last year's figures; their warnings are last year's matter, their errors are not.
fn last_year(
    path: &Path,
    reference: &'static Reference,
    terminal: &Terminal,
    notes: &mut Vec<Diagnostic>,
) -> Option<FinalAccounts> {
    let source = terminal.read(path, notes);
    let (accounts, mut faults) = figures::load(&source?, reference);
    if accounts.is_none() {
        notes.append(&mut faults);
    }
    accounts
}

fn same_file(one: &Path, other: &Path) -> bool {
    fs::canonicalize(one).is_ok_and(|one| fs::canonicalize(other).is_ok_and(|other| one == other))
}
