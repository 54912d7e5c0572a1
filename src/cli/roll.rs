//! `juesuan roll` (结转): this year's report in last year's own wording.

use std::path::{Path, PathBuf};

use super::{
    Outcome,
    materials::Wanted,
    output::{self, Output},
    read, shelf,
    terminal::Terminal,
    update::{form, saved},
    usage::refuse,
};
use crate::{
    diagnostic::Diagnostic,
    figures::Reference,
    formats::{lay::lay, revision},
    report::SavedReport,
    revise::{self, update::Update},
};

pub const EXAMPLES: &str = "\
举例：
  juesuan roll 上年情况说明.txt --to 2024.yaml              印在屏幕上
  juesuan roll 上年情况说明.md --to 2024.yaml -o 2024.md    写成文件";

/// What `roll` is told.
#[derive(clap::Args)]
pub struct Arguments {
    /// 上年的情况说明（.txt、.md）；- 表示标准输入
    #[arg(value_name = "上年文本")]
    last: PathBuf,
    /// 今年的决算数据
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
        Ok((update, new)) => {
            let outcome = arguments.write(&update, &new, terminal);
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
    fn roll(&self, terminal: &Terminal) -> Result<(Update, SavedReport), Vec<Diagnostic>> {
        let mut notes = Vec::new();
        let Some(source) = terminal.read(&self.last, &mut notes) else { return Err(notes) };
        let materials = Wanted { figures: &self.to, phrasebook: None, reference: None }.load(terminal)?;
        let reference = Reference::shipped();
        let houses = shelf::houses(self.phrasebook.as_deref(), reference)?;
        let document = shelf::document(&source, &houses);
        let read =
            shelf::read(&houses, &document, reference).filter(|(choice, _)| !choice.reading.sentences.is_empty());
        let Some((choice, bound)) = read else {
            let message = format!("“{}”里没有一句读得懂的决算情况说明", source.name());
            return Err(vec![refuse(message, "样式不在自带之列的，用 --phrasebook 指定话术册")]);
        };
        let house = choice.reading.house;
        let mut last = bound.accounts;
        read::name(&mut last);
        let young = saved(house, &materials.accounts);
        let form = form(&self.last);
        let update = revise::roll(&lay(&saved(house, &last), form), source.text(), &lay(&young, form));
        terminal.tell(&notes);
        terminal.tell(&materials.notes);
        Ok((update, young))
    }

    fn write(&self, update: &Update, new: &SavedReport, terminal: &Terminal) -> Outcome {
        let inputs: [&Path; 2] = [&self.last, &self.to];
        let to = output::file(&self.output).map(|path| Output { path, force: self.force, inputs: &inputs });
        output::give(to, update.text.as_bytes(), || Some(new), terminal)
    }
}
