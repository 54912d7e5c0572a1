//! `juesuan batch` (批量): many departments, each as if it were the only one, then a summary of all.

mod filter;
mod find;
mod folder;
mod inputs;
mod list;
mod places;
mod progress;
mod record;
mod side;
mod stale;
mod synthesize;

use std::{
    num::NonZero,
    path::{Path, PathBuf},
    sync::atomic::{AtomicBool, Ordering},
    thread,
};

use clap::builder::PossibleValuesParser;

use super::{
    Outcome, format,
    import::{self, Known},
    output,
    terminal::Terminal,
    usage::{self, refuse},
};
use crate::{
    batch::{Desk, Work, summary::PassedOver},
    diagnostic::Diagnostic,
    formats::Format,
};

pub const EXAMPLES: &str = "\
举例：
  juesuan batch 全县/ -o 结果                       每个数据文件一份情况说明，加一份汇总
  juesuan batch 全县/ -o 结果 --do check            只审核数据
  juesuan batch 全县/ -o 结果 --resume              接着上次，没变的不重做
  juesuan batch 全县/ -o 结果 --list 名单.txt       对着部门名单看谁没报
  juesuan batch - --jsonl < 数据.jsonl > 说明.jsonl 一行一个部门，进出都是 JSON
  juesuan batch --synthesize 300 -o 演练            造 300 个仿真部门，先拿它们演练";

/// What `batch` is told.
#[derive(clap::Args)]
pub struct Arguments {
    /// 放决算数据文件（.yaml）、决算表或填报工作簿（.xlsx、.xls）的文件夹、这些文件，或一行一个部门的 .jsonl；- 表示标准输入
    #[arg(value_name = "文件或文件夹", required_unless_present = "synthesize")]
    inputs: Vec<PathBuf>,
    /// 结果放在这个文件夹：各部门的情况说明和审核结果，加 summary.html、summary.json
    #[arg(short, long, value_name = "文件夹")]
    output: Option<PathBuf>,
    /// 做什么：draft 起草，check 审核；不写就都做
    #[arg(long = "do", value_name = "做什么", value_delimiter = ',', value_parser = PossibleValuesParser::new(["draft", "check"]), hide_possible_values = true)]
    work: Vec<String>,
    /// 情况说明的格式：txt、md、html、docx、json
    #[arg(long, value_name = "格式", value_parser = format::parser(), hide_possible_values = true)]
    format: Option<Format>,
    /// 逐行数据：输入一行一个部门，标准输出一行一个结果
    #[arg(long)]
    jsonl: bool,
    /// 同时做几个部门；不写就看有几个处理器
    #[arg(long, value_name = "个数")]
    jobs: Option<usize>,
    /// 接着上次：数据、话术和要求都没变的部门不重做
    #[arg(long)]
    resume: bool,
    /// 部门名单，一行一个，看谁没报
    #[arg(long, value_name = "文件")]
    list: Option<PathBuf>,
    /// 话术册的名称或文件夹，代替各数据文件里的“话术”
    #[arg(long, value_name = "话术册")]
    phrasebook: Option<String>,
    /// 基础资料文件夹，代替自带的报表项目、科目分类和勾稽关系
    #[arg(long, value_name = "文件夹")]
    reference: Option<PathBuf>,
    /// 造这么多个仿真部门，供演练和测速：不写 -o 一行一个写到标准输出，写了 -o 一个部门一个数据文件
    #[arg(long, value_name = "个数", conflicts_with_all = ["inputs", "work", "format", "resume", "list", "reference"])]
    synthesize: Option<u64>,
    /// 仿真部门的种子，同一个种子造出同样的部门；不写是 1
    #[arg(long, value_name = "数")]
    seed: Option<u64>,
    /// 仿真部门的年度；不写是 2023
    #[arg(long, value_name = "年度", value_parser = usage::year)]
    year: Option<u16>,
    /// 不显示进度
    #[arg(long)]
    quiet: bool,
    /// 覆盖已有的文件
    #[arg(long)]
    force: bool,
}

/// More threads than processors gain nothing, and thousands bring a machine to a stop: no more than this where there are
/// no more processors.
const MOST_JOBS: usize = 64;

/// Set when the user wants to stop; what is being written is finished first.
static STOP: AtomicBool = AtomicBool::new(false);

pub fn run(arguments: &Arguments, terminal: &Terminal) -> Outcome {
    let prepared = arguments.prepare();
    let outcome = prepared.and_then(|(desk, known)| match (arguments.folder(), arguments.synthesize) {
        (_, Some(count)) => synthesize::run(arguments, count),
        (Some(folder), None) => folder::run(arguments, folder, (&desk, &known), terminal),
        (None, None) => filter::run(arguments, (&desk, &known), terminal),
    });
    outcome.unwrap_or_else(|faults| {
        terminal.tell(&faults);
        Outcome::Failed
    })
}

impl Arguments {
    fn prepare(&self) -> Result<(Desk, Known), Vec<Diagnostic>> {
        self.agree().map_err(|fault| vec![*fault])?;
        let known = import::known(self.reference.as_deref()).map_err(|fault| vec![*fault])?;
        // A second time is for those who cannot wait for the departments at work.
        let stop = || {
            if STOP.swap(true, Ordering::Relaxed) {
                std::process::exit(130);
            }
        };
        // Without it an interruption ends the program at once, which leaves whole files, too.
        let _ = ctrlc::set_handler(stop);
        Ok((Desk::new(known.reference, self.phrasebook.clone()), known))
    }

    /// What cannot be asked for together.
    fn agree(&self) -> Result<(), Box<Diagnostic>> {
        let stdin = self.inputs.iter().filter(|input| *input == Path::new("-")).count();
        let is_filter = self.folder().is_none() && self.synthesize.is_none();
        let fault = if is_filter && !self.jsonl {
            refuse("没有写结果放在哪里", "加 -o 文件夹；要在管道里用，加 --jsonl")
        } else if is_filter && (self.resume || self.list.is_some()) {
            refuse("--resume 和 --list 要有结果文件夹", "加 -o 文件夹")
        } else if is_filter && self.format == Some(Format::Docx) {
            refuse("Word 文档放不进一行 JSON", "加 -o 文件夹，或换一个 --format")
        } else if self.synthesize.is_none() && (self.seed.is_some() || self.year.is_some()) {
            refuse("--seed 和 --year 是给仿真部门的", "加 --synthesize 个数")
        } else if stdin > 1 {
            refuse("标准输入只能读一次", "- 只写一个")
        } else if self.jobs == Some(0) {
            refuse("--jobs 至少是 1", "不写 --jobs 就看有几个处理器")
        } else {
            return Ok(());
        };
        Err(Box::new(fault))
    }

    /// How many departments are done at a time.
    fn jobs(&self) -> usize {
        let cores = thread::available_parallelism().map_or(1, NonZero::get);
        self.jobs.map_or(cores, |jobs| jobs.min(cores.max(MOST_JOBS)))
    }

    /// The folder to write to; none for stdout.
    fn folder(&self) -> Option<&Path> {
        output::file(&self.output)
    }

    fn work(&self) -> Work {
        let wanted = |what: &str| self.work.is_empty() || self.work.iter().any(|work| work == what);
        Work {
            draft: wanted("draft").then_some(self.format.unwrap_or(Format::Txt)),
            check: wanted("check"),
            base: true,
            summary: true,
        }
    }
}

/// What is no part of it, by name as far as that is few.
fn passed_over(passed: &[PassedOver]) -> String {
    const SHOWN: usize = 10;
    let mut text: String = passed.iter().take(SHOWN).map(|it| format!("不在其中 {}：{}\n", it.input, it.why)).collect();
    if passed.len() > SHOWN {
        text.push_str(&format!("不在其中的一共 {} 个\n", passed.len()));
    }
    text
}

fn stopped() -> bool {
    STOP.load(Ordering::Relaxed)
}
