//! `juesuan read` (读取): a report -> figures.

use std::path::{Path, PathBuf};

use clap::builder::{PossibleValuesParser, TypedValueParser};

use super::{
    Outcome, format,
    handed::Handed,
    into::Into,
    output::{self, Output},
    read_json, read_notes, shelf,
    terminal::Terminal,
    usage::refuse,
};
use crate::{
    diagnostic::Diagnostic,
    figures::{self, FinalAccounts, Reference},
    phrase::book::Examples,
    report::{
        document::PartKind,
        whole::{Whole, overview_of, read_overview, with_overview},
    },
    source::Source,
};

pub const EXAMPLES: &str = "\
举例：
  juesuan read 情况说明.md                   读出的决算数据印在屏幕上
  juesuan read 情况说明.txt -o 2023.yaml     写成数据文件，可以再起草
  juesuan read 情况说明.txt --format json    每个数在哪里、是什么，没有读懂的在哪里
  juesuan read 情况说明.md --into 2023.yaml  文中的原因和文字写回数据文件";

/// What `read` is told.
#[derive(clap::Args)]
pub struct Arguments {
    /// 情况说明（.docx、.txt、.md）；- 表示标准输入
    #[arg(value_name = "文本")]
    report: PathBuf,
    /// 写到这个文件，格式看文件名的结尾；- 表示标准输出
    #[arg(short, long, value_name = "数据文件")]
    output: Option<PathBuf>,
    /// 输出格式：yaml、json；不写就看文件名的结尾
    #[arg(long, value_name = "格式", value_parser = parser(), hide_possible_values = true)]
    format: Option<ReadFormat>,
    /// 话术册的名称或文件夹；不写就从文本认出
    #[arg(long, value_name = "话术册")]
    phrasebook: Option<String>,
    /// 把文中的原因和文字写回这个数据文件，注释和次序都不动；不写 -o 就不印决算数据
    #[arg(long, value_name = "数据文件")]
    into: Option<PathBuf>,
    /// 只列出会写回什么，不写
    #[arg(long, requires = "into")]
    dry_run: bool,
    /// 覆盖已有的文件
    #[arg(long)]
    force: bool,
}

/// A form in which figures are printed (数据格式).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadFormat {
    /// A figures file.
    Yaml,
    /// Every figure with its place.
    Json,
}

/// What was read out of a text.
struct Reading {
    /// In the format asked for.
    text: String,
    /// What could not be read, and what was tolerated.
    notes: Vec<Diagnostic>,
    /// The sum of it, in one line.
    summary: String,
    /// Does a person have to look at it?
    incomplete: bool,
    /// What became of writing back.
    back: Outcome,
}

pub fn run(arguments: &Arguments, terminal: &Terminal) -> Outcome {
    let mut notes = Vec::new();
    match arguments.read(terminal, &mut notes) {
        Ok(reading) => {
            let outcome = arguments.write(&reading.text, terminal).max(reading.back);
            notes.extend(reading.notes);
            terminal.tell(&notes);
            terminal.whisper(&reading.summary);
            if reading.incomplete { outcome.max(Outcome::NeedsPerson) } else { outcome }
        }
        Err(faults) => {
            notes.extend(faults);
            terminal.tell(&notes);
            Outcome::Failed
        }
    }
}

/// Read a text with the house style that is named, or the one that reads the most of it.
fn read_input(
    source: &Source,
    arguments: &Arguments,
    format: ReadFormat,
    terminal: &Terminal,
) -> Result<Reading, Vec<Diagnostic>> {
    let reference = Reference::shipped();
    let houses = shelf::houses(arguments.phrasebook.as_deref(), reference)?;
    let document = shelf::document(source, &houses);
    let read = shelf::read(&houses, &document, reference).filter(|(choice, _)| !choice.reading.sentences.is_empty());
    let overview = overview_of(&document);
    // Part one follows the house of part three; where there is no such part, the house that reads the most of it.
    let own = read.as_ref().map_or(&houses[..], |(choice, _)| std::slice::from_ref(choice.reading.house));
    let own = own.iter().filter(|_| document.parts.iter().any(|part| part.kind != PartKind::Narrative));
    let wholes: Vec<Whole> =
        own.filter_map(|house| Whole::load(house, Examples::LeaveOut, &reference.catalogue).0).collect();
    let overview = overview.as_ref().and_then(|overview| read_overview(&wholes, overview, reference));
    let overview = overview.filter(|(choice, _)| read.is_some() || !choice.reading.sentences.is_empty());
    let read = match (read, overview) {
        (Some(narrative), Some(overview)) => Some(with_overview(narrative, overview)),
        // A part three that nothing of is read is not passed over for part one.
        (None, Some(_)) if document.parts(PartKind::Narrative).next().is_some() => None,
        (read, overview) => read.or(overview),
    };
    let Some((choice, mut bound)) = read else {
        let message = format!("“{}”里没有一句读得懂的决算情况说明", source.name());
        return Err(vec![refuse(
            message,
            "确认这是第三部分“决算情况说明”的文本；样式不在自带之列的，用 --phrasebook 指定",
        )]);
    };
    let into = arguments.into.as_deref().map(|figures| Into { figures, dry_run: arguments.dry_run });
    let back = into.map_or(Outcome::Clean, |into| into.write((&choice.reading, &bound), terminal).0);
    bound.accounts.published = wholes.iter().find_map(|whole| whole.published(&document));
    let unnamed = name(&mut bound.accounts);
    let open = bound.leave_open();
    let text = match format {
        ReadFormat::Yaml => figures::save(&bound.accounts, reference),
        ReadFormat::Json => read_json::print(&choice.reading, &bound),
    };
    let incomplete = unnamed || !open.is_empty() || !choice.reading.unread.is_empty();
    let notes = read_notes::notes(&choice.reading, &bound, unnamed, &open);
    Ok(Reading { text, notes, summary: read_notes::summary(&choice, &bound), incomplete, back })
}

/// A figures file needs a department and a year; true if the text does not name both. What is missing is seen in the
/// file, and no file is used as long as it has no year.
pub fn name(accounts: &mut FinalAccounts) -> bool {
    let dated = figures::YEARS.contains(&accounts.year);
    let unnamed = accounts.department.is_empty() || !dated;
    if accounts.department.is_empty() {
        "（待补充部门名称）".clone_into(&mut accounts.department);
    }
    if !dated {
        accounts.year = 0;
    }
    unnamed
}

impl Arguments {
    fn read(&self, terminal: &Terminal, notes: &mut Vec<Diagnostic>) -> Result<Reading, Vec<Diagnostic>> {
        let format = self.format().map_err(|fault| vec![*fault])?;
        let handed = Handed::report(&self.report, terminal, notes);
        // Why there is no text stands in the notes.
        read_input(&handed.ok_or_else(Vec::new)?.source, self, format, terminal)
    }

    fn write(&self, text: &str, terminal: &Terminal) -> Outcome {
        let inputs: [&Path; 1] = [&self.report];
        if self.into.is_some() && self.output.is_none() {
            return Outcome::Clean;
        }
        let to =
            output::file(&self.output).map(|path| Output { path, force: self.force, inputs: &inputs, revised: false });
        output::give(to, text.as_bytes(), || Some(serde_json::json!({})), terminal)
    }

    /// The format asked for, else that of the file's ending; on stdout a figures file.
    fn format(&self) -> Result<ReadFormat, Box<Diagnostic>> {
        let file = output::file(&self.output);
        let ending = file.and_then(Path::extension).and_then(|ending| ending.to_str()).map(str::to_ascii_lowercase);
        let by_ending = match ending.as_deref() {
            Some("yaml" | "yml") => Some(ReadFormat::Yaml),
            Some("json") => Some(ReadFormat::Json),
            _ => None,
        };
        format::known(self.format.or(by_ending), file, ReadFormat::Yaml, ".yaml 或 .json")
    }
}

/// Reads the value of `--format`.
fn parser() -> impl TypedValueParser<Value = ReadFormat> {
    PossibleValuesParser::new(["yaml", "json"])
        .map(|name| if name == "json" { ReadFormat::Json } else { ReadFormat::Yaml })
}
