//! The command line (命令行): one verb a file; only this layer touches the terminal.

mod accept;
mod batch;
mod check;
mod check_input;
mod check_workbook;
mod diff;
mod diff_input;
mod draft;
mod draft_notes;
mod explain;
mod figures_file;
mod format;
mod handed;
mod import;
mod import_into;
mod in_place;
mod into;
mod made;
mod materials;
mod new;
mod output;
mod pdf;
mod phrasebook;
mod phrasebook_show;
mod read;
mod read_json;
mod read_notes;
mod roll;
mod shelf;
mod terminal;
mod update;
mod usage;
mod words;

use std::{ffi::OsString, process::ExitCode};

use clap::{ArgAction, FromArgMatches, Parser, Subcommand};

use terminal::Terminal;

/// 部门决算情况说明：从决算数据起草，按话术成文。
#[derive(Parser)]
#[command(name = "juesuan", version, override_usage = "juesuan <命令> [选项]")]
#[command(disable_help_flag = true, disable_version_flag = true, disable_help_subcommand = true)]
struct CommandLine {
    #[command(subcommand)]
    verb: Verb,
    /// 显示帮助
    #[arg(short, long, action = ArgAction::Help, global = true, display_order = 100)]
    help: Option<bool>,
    /// 显示版本
    #[arg(short = 'V', long, action = ArgAction::Version, display_order = 101)]
    version: Option<bool>,
}

// Aliases stand in the descriptions: clap would add them under an English word.
#[derive(Subcommand)]
enum Verb {
    /// 起草：从决算数据写出《部门决算情况说明》
    #[command(alias = "起草", override_usage = "juesuan draft <数据文件> [选项]", after_help = draft::EXAMPLES)]
    Draft(draft::Arguments),
    /// 审核：核对情况说明或决算数据，列出有问题的地方
    #[command(alias = "审核", override_usage = "juesuan check <文件>... [选项]", after_help = check::EXAMPLES)]
    Check(check::Arguments),
    /// 对比：今年的情况说明对着上年的，逐句看变了什么
    #[command(alias = "对比", override_usage = "juesuan diff <上年> <今年> [选项]", after_help = diff::EXAMPLES)]
    Diff(diff::Arguments),
    /// 溯源：一个数或一句话从哪里来，或一个代码是什么意思
    #[command(
        alias = "溯源",
        override_usage = "juesuan explain <数据文件> <文字或数>\n      juesuan explain <代码>",
        after_help = explain::EXAMPLES
    )]
    Explain(explain::Arguments),
    /// 新建：一份待填的决算数据文件，空白的或从上年的文件接下来
    #[command(
        alias = "新建",
        override_usage = "juesuan new <部门> --year <年度> [选项]\n      juesuan new --from <上年数据文件> --year <年度> [选项]\n      juesuan new --schema [选项]",
        after_help = new::EXAMPLES
    )]
    New(new::Arguments),
    /// 读取：从情况说明的文本读出决算数据
    #[command(alias = "读取", override_usage = "juesuan read <文本> [选项]", after_help = read::EXAMPLES)]
    Read(read::Arguments),
    /// 导入：从官方决算表取数，写成决算数据文件
    #[command(alias = "导入", override_usage = "juesuan import <决算表>... [选项]", after_help = import::EXAMPLES)]
    Import(import::Arguments),
    /// 更新：数据更正之后，把新的数字放进改过的文本，手改都留着
    #[command(alias = "更新", override_usage = "juesuan update <文本> --to <更正后的数据文件> [选项]", after_help = update::EXAMPLES)]
    Update(update::Arguments),
    /// 结转：今年的情况说明，沿用上年文本的写法
    #[command(alias = "结转", override_usage = "juesuan roll <上年文本> --to <今年数据文件> [选项]", after_help = roll::EXAMPLES)]
    Roll(roll::Arguments),
    /// 批量：许多部门一起起草、审核，加一份汇总
    #[command(alias = "批量", override_usage = "juesuan batch <文件或文件夹>... -o <文件夹> [选项]\n      juesuan batch - --jsonl [选项]\n      juesuan batch --synthesize <个数> [--seed <数>]", after_help = batch::EXAMPLES)]
    Batch(batch::Arguments),
    /// 话术：列出、查看、检查各家的写法
    #[command(alias = "话术", override_usage = "juesuan phrasebook <命令> [选项]")]
    Phrasebook(phrasebook::Arguments),
}

/// What became of a call (结果), as scripts see it; of two things the worse counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    /// Done and clean.
    Clean,
    /// Done, but something needs a person.
    NeedsPerson,
    /// Could not be done.
    Failed,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> ExitCode {
        ExitCode::from(match outcome {
            Outcome::Clean => 0,
            Outcome::NeedsPerson => 1,
            Outcome::Failed => 2,
        })
    }
}

/// Run the program with the process's arguments (运行).
pub fn run() -> ExitCode {
    run_with(std::env::args_os()).into()
}

fn run_with(arguments: impl IntoIterator<Item = OsString>) -> Outcome {
    let terminal = Terminal::of_process();
    let parsed = words::command().try_get_matches_from(arguments);
    let verb = match parsed.and_then(|matches| CommandLine::from_arg_matches(&matches)) {
        Ok(line) => line.verb,
        Err(error) => return usage::report(&error, &terminal),
    };
    match verb {
        Verb::Batch(arguments) => batch::run(&arguments, &terminal),
        Verb::Draft(arguments) => draft::run(&arguments, &terminal),
        Verb::Check(arguments) => check::run(&arguments, &terminal),
        Verb::Diff(arguments) => diff::run(&arguments, &terminal),
        Verb::Explain(arguments) => explain::run(&arguments, &terminal),
        Verb::New(arguments) => new::run(&arguments, &terminal),
        Verb::Read(arguments) => read::run(&arguments, &terminal),
        Verb::Import(arguments) => import::run(&arguments, &terminal),
        Verb::Roll(arguments) => roll::run(&arguments, &terminal),
        Verb::Update(arguments) => update::run(&arguments, &terminal),
        Verb::Phrasebook(arguments) => phrasebook::run(&arguments, &terminal),
    }
}
