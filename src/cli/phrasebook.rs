//! `juesuan phrasebook` (话术): list the house styles, show one, check one.

use std::fmt::Write;

use super::{Outcome, phrasebook_show, terminal::Terminal};
use crate::{
    diagnostic::{self, Severity},
    embedded,
    figures::Reference,
    phrase::book::{self, Examples},
    report::{House, Whole, examples},
};

/// What `phrasebook` is told.
#[derive(clap::Args)]
pub struct Arguments {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(clap::Subcommand)]
enum Verb {
    /// 列表：自带的话术册
    #[command(alias = "列表", override_usage = "juesuan phrasebook list")]
    List,
    /// 查看：一册的每条话术，连同它在哪个文件哪一行
    #[command(alias = "查看", override_usage = "juesuan phrasebook show <话术册> [选项]")]
    Show {
        /// 话术册的名称，或话术文件夹
        #[arg(value_name = "话术册")]
        book: String,
        /// 连同从上一层话术册继承的部分
        #[arg(long)]
        resolved: bool,
    },
    /// 检查：找出一册里所有的错，并试写每个例子；有错以 1 退出
    #[command(alias = "检查", override_usage = "juesuan phrasebook check <话术册>")]
    Check {
        /// 话术册的名称，或话术文件夹
        #[arg(value_name = "话术册")]
        book: String,
    },
}

pub fn run(arguments: &Arguments, terminal: &Terminal) -> Outcome {
    match &arguments.verb {
        Verb::List => list(terminal),
        Verb::Show { book, resolved } => show(book, *resolved, terminal),
        Verb::Check { book } => check(book, terminal),
    }
}

fn list(terminal: &Terminal) -> Outcome {
    let mut out = String::new();
    for name in embedded::phrasebook_names() {
        let mut faults = Vec::new();
        let Some(entries) = book::read(&name, Examples::LeaveOut, &mut faults) else {
            terminal.tell(&faults);
            return Outcome::Failed;
        };
        let _ = write!(out, "{name}  {}：{} 章、{} 条话术", entries.title, entries.order.len(), entries.phrases.len());
        if !entries.extends.is_empty() {
            let _ = write!(out, "，继承 {}", entries.extends.join(" < "));
        }
        out.push('\n');
        if !entries.about.is_empty() {
            let _ = writeln!(out, "    {}", entries.about);
        }
    }
    terminal.say(&out)
}

fn show(name: &str, resolved: bool, terminal: &Terminal) -> Outcome {
    let mut faults = Vec::new();
    let entries = book::read(name, Examples::LeaveOut, &mut faults);
    terminal.tell(&faults);
    let Some(entries) = entries else { return Outcome::Failed };
    let outcome = terminal.say(phrasebook_show::entries(&entries, resolved));
    let broken = faults.iter().any(|fault| fault.severity == Severity::Error);
    if broken && outcome == Outcome::Clean { Outcome::NeedsPerson } else { outcome }
}

fn check(name: &str, terminal: &Terminal) -> Outcome {
    let reference = Reference::shipped();
    let (house, mut faults) = House::load(name, &reference.catalogue);
    let mut counts = format!("{name}：");
    match &house {
        Some(house) => {
            let mut run = examples::run(house, reference);
            faults.append(&mut run.faults);
            let (whole, found) = Whole::load(house, Examples::Read, &reference.catalogue);
            faults.extend(found);
            if let Some(overview) = whole.as_ref().and_then(Whole::overview) {
                let prose = examples::run(overview, reference);
                faults.extend(prose.faults);
                (run.variants, run.count) = (run.variants + prose.variants, run.count + prose.count);
            }
            let (sections, phrases) = (house.sections.len(), house.phrases.len());
            let fragments = house.entries.fragments.len();
            let _ = write!(counts, "{sections} 章、{phrases} 条话术、{fragments} 个片段、");
            let _ = write!(counts, "{} 个说法、{} 个例子；", run.variants, run.count);
        }
        None => counts.push_str("改好这些错误之后才试写例子；"),
    }
    terminal.tell(&faults);
    let _ = writeln!(counts, "{}", diagnostic::summary(&faults));
    let outcome = terminal.say(&counts);
    let unread = house.is_none() && book::read(name, Examples::Read, &mut Vec::new()).is_none();
    let broken = faults.iter().any(|fault| fault.severity == Severity::Error);
    match outcome {
        Outcome::Clean if unread => Outcome::Failed,
        Outcome::Clean if broken => Outcome::NeedsPerson,
        other => other,
    }
}
