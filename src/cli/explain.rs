//! `juesuan explain` (溯源): where a figure or sentence comes from, or what a code means.

use std::path::{Path, PathBuf};

use super::{Outcome, materials::Wanted, terminal::Terminal, usage::refuse};
use crate::{diagnostic::Diagnostic, embedded, nearest::nearest, report};

pub const EXAMPLES: &str = "\
举例：
  juesuan explain 2023.yaml 122.05     这个数怎么算的，在哪张表里
  juesuan explain D001                 这个代码是什么意思";

/// What `explain` is told.
#[derive(clap::Args)]
pub struct Arguments {
    /// 决算数据文件（.yaml）、填报工作簿或决算表，或诊断的代码
    #[arg(value_name = "数据文件或代码")]
    subject: String,
    /// 文中的数或话，如 122.05
    #[arg(value_name = "文字或数", allow_negative_numbers = true)]
    text: Option<String>,
    /// 话术册的名称或文件夹，代替数据文件里的“话术”
    #[arg(long, value_name = "话术册")]
    phrasebook: Option<String>,
    /// 基础资料文件夹，代替自带的报表项目、科目分类和勾稽关系
    #[arg(long, value_name = "文件夹")]
    reference: Option<PathBuf>,
}

pub fn run(arguments: &Arguments, terminal: &Terminal) -> Outcome {
    let result = match &arguments.text {
        None if is_code(&arguments.subject) => page(&arguments.subject).map_err(|fault| vec![fault]),
        None => Err(vec![refuse(
            "还要写要查的数或话",
            "如 juesuan explain 2023.yaml 122.05；查代码如 juesuan explain D001",
        )]),
        Some(text) => look_up(arguments, text, terminal),
    };
    match result {
        Ok(Answer { text, found }) => match terminal.say(&text) {
            Outcome::Clean if !found => Outcome::NeedsPerson,
            outcome => outcome,
        },
        Err(faults) => {
            terminal.tell(&faults);
            Outcome::Failed
        }
    }
}

/// What is printed, and whether it is what was asked for; the nearest numbers are an answer for a person to judge.
struct Answer {
    text: String,
    found: bool,
}

/// Where a number or words of the report come from.
fn look_up(arguments: &Arguments, text: &str, terminal: &Terminal) -> Result<Answer, Vec<Diagnostic>> {
    if text.trim().is_empty() {
        return Err(vec![refuse("要查的数或话是空的", "如 juesuan explain 2023.yaml 122.05")]);
    }
    let wanted = Wanted {
        figures: Path::new(&arguments.subject),
        phrasebook: arguments.phrasebook.as_deref(),
        reference: arguments.reference.as_deref(),
    };
    let materials = wanted.load(terminal)?;
    let printed = report::printed(&materials.accounts, &materials.house.style);
    let report = report::draft(&materials.house, &materials.accounts, &printed);
    let explanation = report::explain(&report, text);
    let text = report::print_explanation(&report, &explanation);
    Ok(Answer { text: text.trim_start_matches('\n').to_owned(), found: !explanation.hits.is_empty() })
}

/// A letter and three digits: no file is called so by accident.
fn is_code(text: &str) -> bool {
    let mut letters = text.chars();
    text.len() == 4 && letters.next().is_some_and(|c| c.is_ascii_alphabetic()) && letters.all(|c| c.is_ascii_digit())
}

/// The page of a code (代码说明).
fn page(code: &str) -> Result<Answer, Diagnostic> {
    let code = code.to_ascii_uppercase();
    if let Some(page) = embedded::reference(&format!("diagnostics/{code}.md")) {
        return Ok(Answer { text: page.to_owned(), found: true });
    }
    let pages = embedded::reference_folder("diagnostics");
    let codes: Vec<&str> = pages.iter().filter_map(|(path, _)| path.rsplit('/').next()?.strip_suffix(".md")).collect();
    let help = match nearest(&code, codes.iter().copied()) {
        Some(near) => format!("是否指 {near}？"),
        None => "照诊断前面方括号里的代码写".to_owned(),
    };
    Err(Diagnostic::error("C013", format!("没有代码 {code}")).help(help))
}
