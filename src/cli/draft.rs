//! `juesuan draft` (起草): figures -> part three of the report.

use std::path::{Path, PathBuf};

use super::{
    Outcome, draft_notes, format,
    materials::{Materials, Wanted},
    output::{self, Output},
    terminal::Terminal,
    usage::refuse,
};
use crate::{
    diagnostic::{Diagnostic, Severity},
    formats::{self, Format},
    phrase::book::Examples,
    report::{self, SavedReport, Whole},
};

pub const EXAMPLES: &str = "\
举例：
  juesuan draft 2023.yaml                     印在屏幕上
  juesuan draft 2023.yaml -o 情况说明.txt     写成文件，旁边留一份底稿
  juesuan draft 2023.yaml -o 情况说明.docx    写成 Word 文档，底稿在文档里面
  juesuan draft 2023.yaml --whole -o 决算公开.docx   整本报告：封面、目录和四个部分
  juesuan draft 2023.yaml --strict            有待补充或错误就以 1 退出";

/// What `draft` is told.
#[derive(clap::Args)]
pub struct Arguments {
    /// 决算数据文件（.yaml）、填报工作簿或决算表（.xlsx、.xls、.ods、.csv）；- 表示标准输入
    #[arg(value_name = "数据文件")]
    figures: PathBuf,
    /// 写到这个文件，格式看文件名的结尾；- 表示标准输出
    #[arg(short, long, value_name = "文件")]
    output: Option<PathBuf>,
    /// 输出格式：txt、md、html、docx、json；不写就看文件名的结尾
    #[arg(long, value_name = "格式", value_parser = format::parser(), hide_possible_values = true)]
    format: Option<Format>,
    /// 话术册的名称或文件夹，代替数据文件里的“话术”
    #[arg(long, value_name = "话术册")]
    phrasebook: Option<String>,
    /// 基础资料文件夹，代替自带的报表项目、科目分类和勾稽关系
    #[arg(long, value_name = "文件夹")]
    reference: Option<PathBuf>,
    /// 写出整本报告：封面、目录、部门概况、决算表、情况说明、名词解释
    #[arg(long)]
    whole: bool,
    /// 有待补充或错误就以 1 退出
    #[arg(long)]
    strict: bool,
    /// 每句下面写明出处：话术、说法、文件和行（只用于 txt）
    #[arg(long)]
    explain: bool,
    /// 覆盖已有的文件
    #[arg(long)]
    force: bool,
}

pub fn run(arguments: &Arguments, terminal: &Terminal) -> Outcome {
    match prepare(arguments, terminal) {
        Ok((format, materials)) => {
            let outcome = write(arguments, format, &materials, terminal);
            // The process ends here; giving back a book's thousands of small pieces one by one only delays it.
            std::mem::forget(materials);
            outcome
        }
        Err(faults) => {
            terminal.tell(&faults);
            Outcome::Failed
        }
    }
}

fn prepare(arguments: &Arguments, terminal: &Terminal) -> Result<(Format, Materials), Vec<Diagnostic>> {
    let format = format::choose(arguments.format, arguments.file()).map_err(|fault| vec![*fault])?;
    if arguments.explain && format != Format::Txt {
        return Err(vec![refuse("--explain 只用于 txt", "去掉 --explain；其他格式自带出处")]);
    }
    if format == Format::Docx && arguments.file().is_none() && terminal.shows_results() {
        return Err(vec![refuse("Word 文档不能印在屏幕上", "写成文件，如 -o 情况说明.docx；或用管道交给别的程序")]);
    }
    if arguments.whole && arguments.explain {
        return Err(vec![refuse("--explain 只说明第三部分的句子", "去掉 --whole 或 --explain")]);
    }
    if arguments.whole && format == Format::Json {
        return Err(vec![refuse(
            "整本报告没有 json 格式",
            "--format 用 txt、md、html 或 docx；要 json 就去掉 --whole",
        )]);
    }
    let wanted = Wanted {
        figures: &arguments.figures,
        phrasebook: arguments.phrasebook.as_deref(),
        reference: arguments.reference.as_deref(),
    };
    Ok((format, wanted.load(terminal)?))
}

fn write(arguments: &Arguments, format: Format, materials: &Materials, terminal: &Terminal) -> Outcome {
    let Materials { accounts, house, notes, reference } = materials;
    let mut found = notes.clone();
    let plan = match arguments.whole.then(|| plan(materials, &mut found)) {
        Some(None) => {
            terminal.tell(&found);
            return Outcome::Failed;
        }
        plan => plan.flatten(),
    };
    let printed = report::printed(accounts, &house.style);
    let report = report::draft(house, accounts, &printed);
    let whole = plan.as_ref().map(|plan| plan.draft(&report));
    let bytes = match &whole {
        // Formats without such a form were refused.
        Some(whole) => format.print_whole(whole).unwrap_or_default(),
        None if arguments.explain => formats::txt_explained(&report).into_bytes(),
        None => format.print(&report),
    };
    let inputs: [&Path; 1] = [&arguments.figures];
    let to = arguments.file().map(|path| Output { path, force: arguments.force, inputs: &inputs, revised: false });
    let tables = || whole.as_ref().map(formats::saved_tables).unwrap_or_default();
    let base = || SavedReport { tables: tables(), ..SavedReport::of(&report) };
    let outcome = output::give(to, &bytes, || (!format.carries_base()).then(base), terminal);
    if arguments.file().is_some() && outcome == Outcome::Failed {
        return outcome;
    }
    found.extend(reference.check(accounts));
    found.extend(report::unused_reasons(&report));
    terminal.tell(&found);
    let missing = whole.as_ref().map_or_else(|| draft_notes::missing(&report), draft_notes::missing_of_whole);
    terminal.whisper(&missing.text);
    terminal.whisper(&whole.as_ref().map(draft_notes::not_drawn).unwrap_or_default());
    terminal.whisper(&draft_notes::summary(&report, missing.count, &found, arguments.file()));
    let open = missing.count > 0 || found.iter().any(|fault| fault.severity == Severity::Error);
    if arguments.strict && open && outcome == Outcome::Clean { Outcome::NeedsPerson } else { outcome }
}

/// How the house puts the complete report together; `found` says why it does not.
fn plan(materials: &Materials, found: &mut Vec<Diagnostic>) -> Option<Whole> {
    let Materials { house, reference, .. } = materials;
    if house.entries.whole.is_none() {
        let message = format!("话术册 {} 没有 whole.yaml，不知道整本报告怎么编排", house.name);
        let help =
            "在话术文件夹里加一个 whole.yaml，写法见 docs/phrasebook-format.zh-CN.md；或去掉 --whole，只写第三部分";
        found.push(refuse(message, help));
        return None;
    }
    let (whole, mut faults) = Whole::load(house, Examples::LeaveOut, &reference.catalogue);
    found.append(&mut faults);
    whole
}

impl Arguments {
    /// The file to write, none for stdout.
    fn file(&self) -> Option<&Path> {
        output::file(&self.output)
    }
}
