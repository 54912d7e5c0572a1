//! `juesuan roll` (结转): this year's report in last year's own wording.

use std::path::{Path, PathBuf};

use super::{
    Outcome,
    handed::Handed,
    materials::Wanted,
    output::{self, Output},
    read, shelf,
    terminal::Terminal,
    update::saved,
    usage::refuse,
};
use crate::{
    diagnostic::Diagnostic,
    figures::{Reference, years},
    formats::{cells::Cells, lay::lay, revision},
    report::{self, Document, SavedReport},
    revise::{self, update::Update},
    source::Source,
};

pub const EXAMPLES: &str = "\
举例：
  juesuan roll 上年情况说明.txt --to 2024.yaml              印在屏幕上
  juesuan roll 上年情况说明.md --to 2024.yaml -o 2024.md    写成文件
  juesuan roll 上年情况说明.docx --to 2024.yaml -o 2024.docx  版式照旧，改动写成修订";

/// Of a text in the house's style so many percent are read; below, its sentences are not the house's.
const KNOWN: u8 = 40;

/// What `roll` is told.
#[derive(clap::Args)]
pub struct Arguments {
    /// 上年的情况说明（.docx、.txt、.md）；- 表示标准输入
    #[arg(value_name = "上年文本")]
    last: PathBuf,
    /// 今年的决算数据文件、填报工作簿或决算表
    #[arg(long, value_name = "数据文件")]
    to: PathBuf,
    /// 写到这个文件；- 表示标准输出
    #[arg(short, long, value_name = "文件")]
    output: Option<PathBuf>,
    /// 读上年文本用的话术册；不写就从文本认出
    #[arg(long, value_name = "话术册")]
    phrasebook: Option<String>,
    /// 覆盖已有的文件
    #[arg(long)]
    force: bool,
}

pub fn run(arguments: &Arguments, terminal: &Terminal) -> Outcome {
    match arguments.roll(terminal) {
        Ok((handed, update, new)) => {
            let outcome = arguments.write(handed, &update, new.as_ref(), terminal);
            terminal.whisper(&revision::open(&update));
            if outcome == Outcome::Clean && !update.questions.is_empty() { Outcome::NeedsPerson } else { outcome }
        }
        Err(faults) => {
            terminal.tell(&faults);
            Outcome::Failed
        }
    }
}

impl Arguments {
    fn roll(&self, terminal: &Terminal) -> Result<(Handed, Update, Option<SavedReport>), Vec<Diagnostic>> {
        let mut notes = Vec::new();
        let Some(handed) = Handed::report(&self.last, terminal, &mut notes) else { return Err(notes) };
        handed.agree(&self.output).map_err(|fault| vec![*fault])?;
        let source = &handed.source;
        let materials = Wanted { figures: &self.to, phrasebook: None, reference: None }.load(terminal)?;
        let reference = Reference::shipped();
        let houses = shelf::houses(self.phrasebook.as_deref(), reference)?;
        let document = shelf::document(source, &houses);
        if document.narrative().next().is_none() {
            return Err(vec![without_narrative(source, &document)]);
        }
        let Some((choice, bound)) = shelf::read(&houses, &document, reference) else {
            return Err(vec![unreadable(source)]);
        };
        let house = choice.reading.house;
        let mut last = bound.accounts;
        read::name(&mut last);
        let this = &materials.accounts;
        years::in_order_of(&mut last, this);
        if last.year == 0 {
            last.year = this.year - 1;
        }
        notes.extend(not_last_year((source.name(), last.year), this.year));
        let young = saved(house, &materials.accounts);
        let form = handed.form(&self.last);
        let figures = report::printed(&materials.accounts, &house.style);
        let known = choice.sureness >= KNOWN;
        let update = if known {
            Some(revise::roll(&lay(&saved(house, &last), form), source.text(), &lay(&young, form), &figures))
        } else {
            let message =
                format!("“{}”的样式不在自带之列（最像的 {} 只读得懂 {}%）", source.name(), house.name, choice.sureness);
            let help = "按相近的说法换了数，没有把握的都做了标记；有这种样式的话术册，用 --phrasebook 指定；这样写出的文件没有底稿，数据再有更正要重新结转";
            notes.push(Diagnostic::hint("C021", message).help(help));
            Some(revise::roll_by_likeness(source.text(), &figures)).filter(|update| update.text != source.text())
        };
        let Some(update) = update else { return Err(vec![unreadable(source)]) };
        terminal.tell(&notes);
        terminal.tell(&materials.notes);
        Ok((handed, update, known.then_some(young)))
    }

    fn write(&self, handed: Handed, update: &Update, new: Option<&SavedReport>, terminal: &Terminal) -> Outcome {
        // A Word file carries its base itself.
        let beside = new.filter(|_| handed.word.is_none());
        let bytes = match handed.updated(update, &Cells::default(), new) {
            Ok(bytes) => bytes,
            Err(fault) => {
                terminal.tell(&[*fault]);
                return Outcome::Failed;
            }
        };
        let inputs: [&Path; 2] = [&self.last, &self.to];
        let to =
            output::file(&self.output).map(|path| Output { path, force: self.force, inputs: &inputs, revised: true });
        output::give(to, bytes, || beside, terminal)
    }
}

/// The text that is carried on is not last year's.
fn not_last_year((name, last): (&str, u16), this: u16) -> Option<Diagnostic> {
    let too = if last == this { "也" } else { "" };
    let message = format!("“{name}”是 {last} 年度的，数据{too}是 {this} 年度的，要 {} 年度的文本", this - 1);
    let help = format!("换 {} 年度的文本，或换 {} 年度的数据", this - 1, last + 1);
    (last + 1 != this).then(|| Diagnostic::warning("N001", message).help(help))
}

/// There is nothing to carry on; what there is tells which file this is.
fn without_narrative(source: &Source, document: &Document) -> Diagnostic {
    let titles = document.parts.iter().filter_map(|part| part.title.as_ref());
    let there: Vec<String> = titles.map(|title| format!("“{}”", title.text())).collect();
    if there.is_empty() {
        return unreadable(source);
    }
    let message = format!("“{}”里没有第三部分：只有{}", source.name(), there.join("、"));
    refuse(message, "交上年的情况说明，或带有第三部分的整份报告")
}

fn unreadable(source: &Source) -> Diagnostic {
    let message = format!("“{}”里没有一句读得懂的决算情况说明", source.name());
    refuse(message, "样式不在自带之列的，用 --phrasebook 指定话术册")
}
