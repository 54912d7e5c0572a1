//! `juesuan diff` (对比): this year's report beside last year's.

use std::{
    cmp::Ordering,
    path::{Path, PathBuf},
};

use clap::builder::{PossibleValuesParser, TypedValueParser};
use rust_decimal::Decimal;

use super::{
    Outcome,
    check::is_docx,
    diff_input::{Input, all_houses},
    format,
    output::{self, Output},
    shelf,
    terminal::{Terminal, WIDTH},
    usage::refuse,
};
use crate::{
    diagnostic::Diagnostic,
    figures::{Reference, parse_amount},
    formats::review::{self, ReviewFormat},
    revise::diff::{Review, Side, diff},
};

pub const EXAMPLES: &str = "\
举例：
  juesuan diff 2022.txt 2023.txt               列在屏幕上，要问的在最前面
  juesuan diff 2022.yaml 2023.yaml             数据文件先各自起草再对比，文本和数据可以混用
  juesuan diff 2022.md 2023.yaml -o 对比.html  写成网页，两栏对着看
  juesuan diff 2022.docx 2023.docx -o 对比.docx 今年的文件，与上年不同处是修订，要问的是批注
  juesuan diff 2022.txt 2023.txt --threshold 20
                                               变动 20% 以上的才问原因
  juesuan diff 2022.txt 2023.txt --exit-code   有要问的，或有措辞变化、增减的句子，就以 1 退出；
                                               只是年度、数字和随数字变的话，仍以 0 退出";

/// What `diff` is told.
#[derive(clap::Args)]
pub struct Arguments {
    /// 上年的情况说明（.docx、.txt、.md）、决算数据文件（.yaml）、填报工作簿或决算表；- 表示标准输入
    #[arg(value_name = "上年")]
    last: PathBuf,
    /// 今年的情况说明或决算数据文件；- 表示标准输入
    #[arg(value_name = "今年")]
    this: PathBuf,
    /// 变动达到百分之几，就要有像样的原因
    #[arg(long, value_name = "百分数", default_value = "10", hide_default_value = true, value_parser = percent)]
    threshold: Decimal,
    /// 话术册的名称或文件夹，两边都用它；不写就从文本认出，数据文件用自己写的
    #[arg(long, value_name = "话术册")]
    phrasebook: Option<String>,
    /// 输出格式：term（屏幕）、md、html、json；不写就看文件名的结尾
    #[arg(long, value_name = "格式", value_parser = parser(), hide_possible_values = true)]
    format: Option<ReviewFormat>,
    /// 写到这个文件，格式看文件名的结尾；- 表示标准输出
    #[arg(short, long, value_name = "文件")]
    output: Option<PathBuf>,
    /// 除年度、数字和随数字变的话以外还有不同，就以 1 退出
    #[arg(long)]
    exit_code: bool,
    /// 基础资料文件夹，代替自带的报表项目、科目分类和勾稽关系
    #[arg(long, value_name = "文件夹")]
    reference: Option<PathBuf>,
    /// 覆盖已有的文件
    #[arg(long)]
    force: bool,
}

pub fn run(arguments: &Arguments, terminal: &Terminal) -> Outcome {
    let mut notes = Vec::new();
    match arguments.review(terminal, &mut notes) {
        Ok(outcome) => {
            terminal.tell(&notes);
            outcome
        }
        Err(faults) => {
            notes.extend(faults);
            terminal.tell(&notes);
            Outcome::Failed
        }
    }
}

impl Arguments {
    fn review(&self, terminal: &Terminal, notes: &mut Vec<Diagnostic>) -> Result<Outcome, Vec<Diagnostic>> {
        let shows = self.file().is_some_and(is_docx);
        let format = if shows { ReviewFormat::Term } else { self.format().map_err(|fault| vec![*fault])? };
        if [&self.last, &self.this].iter().all(|path| path.as_path() == Path::new("-")) {
            return Err(vec![refuse("标准输入只能读一次", "- 只写一个")]);
        }
        let reference = self.reference.as_deref().map_or_else(|| Ok(Reference::shipped()), Reference::load);
        let reference = reference.map_err(|fault| vec![*fault])?;
        let ways = (self.phrasebook.as_deref(), self.reference.as_deref());
        // Both are looked at, so that what is wrong with either is told at once.
        let last = Input::load(&self.last, ways, terminal, notes);
        let this = Input::load(&self.this, ways, terminal, notes);
        let (Some(last), Some(mut this)) = (last, this) else { return Err(Vec::new()) };
        let word = this.take_word().filter(|_| shows);
        if shows && word.is_none() {
            return Err(vec![refuse(
                "今年的不是 Word 文件，写不成 Word 对比稿",
                "-o 的文件名以 .txt、.md、.html 或 .json 结尾",
            )]);
        }
        let all = all_houses([&last, &this], self.phrasebook.as_deref(), reference)?;
        let own = [&last, &this].map(|input| input.in_own_unit(&all, reference));
        let houses = [last.houses(&all, &own[0]), this.houses(&all, &own[1])];
        let documents = [last.document(&houses[0]), this.document(&houses[1])];
        let read = |side: usize| shelf::read(houses[side].iter().copied(), &documents[side], reference);
        let readings = [read(0), read(1)];
        let [Some(last_read), Some(this_read)] = &readings else { return Err(Vec::new()) };
        let (last, this) = (last.side(last_read), this.side(this_read));
        let (last, this) = match (last, this) {
            (Ok(last), Ok(this)) => (last, this),
            (last, this) => return Err([last.err(), this.err()].into_iter().flatten().map(|fault| *fault).collect()),
        };
        notes.extend(turned(&last, &this));
        let review = diff(&last, &this, self.threshold);
        let Some(word) = word else { return Ok(self.write(format, &review, terminal)) };
        let bytes = word.compare(&review::differences(&review), &review::questions(&review));
        Ok(self.give(bytes.map_err(|fault| vec![*fault])?, &review, false, terminal))
    }

    fn write(&self, format: ReviewFormat, review: &Review, terminal: &Terminal) -> Outcome {
        let (color, width) = if self.file().is_some() { (false, WIDTH) } else { terminal.of_result() };
        let text = match format {
            ReviewFormat::Term => review::term(review, color, width),
            ReviewFormat::Md => review::md(review),
            ReviewFormat::Html => review::html(review),
            ReviewFormat::Json => review::json(review),
        };
        self.give(text, review, format == ReviewFormat::Term, terminal)
    }

    /// Write the result where it belongs, and on stderr the sum of it, unless the result says it on the screen.
    fn give(&self, result: impl AsRef<[u8]>, review: &Review, tells: bool, terminal: &Terminal) -> Outcome {
        let inputs: [&Path; 2] = [&self.last, &self.this];
        let to = self.file().map(|path| Output { path, force: self.force, inputs: &inputs, revised: false });
        let outcome = output::give(to, result, || Some(serde_json::json!({})), terminal);
        if self.file().is_some() && outcome == Outcome::Failed {
            return outcome;
        }
        if self.file().is_some() || !tells {
            terminal.whisper(&format!("{}\n", review::summary(review)));
        }
        let differs = self.exit_code && review.needs_person() && outcome == Outcome::Clean;
        if differs { Outcome::NeedsPerson } else { outcome }
    }

    /// The format asked for, else that of the file's ending; on stdout that of the terminal.
    fn format(&self) -> Result<ReviewFormat, Box<Diagnostic>> {
        let ending = self.file().and_then(ReviewFormat::from_ending);
        format::known(self.format.or(ending), self.file(), ReviewFormat::Term, ".txt、.md、.html、.json、.docx")
    }

    /// The file to write, none for stdout.
    fn file(&self) -> Option<&Path> {
        output::file(&self.output)
    }
}

/// Last year's report is the younger one, or of the same year.
fn turned(last: &Side, this: &Side) -> Option<Diagnostic> {
    let (last_year, this_year) = (last.bound.accounts.year, this.bound.accounts.year);
    let message = format!("“{}”是 {last_year} 年度的，“{}”是 {this_year} 年度的", last.name, this.name);
    let fault = match last_year.cmp(&this_year) {
        _ if last_year == 0 || this_year == 0 => return None,
        Ordering::Less => return None,
        Ordering::Equal => {
            Diagnostic::hint("N001", message).help("上年的在前，今年的在后；同一年度的两稿，只看改动，不看要问的")
        }
        Ordering::Greater => Diagnostic::warning("N001", message).help("上年的写在前面，今年的写在后面"),
    };
    Some(fault)
}

/// Reads the value of `--format`.
fn parser() -> impl TypedValueParser<Value = ReviewFormat> {
    PossibleValuesParser::new(ReviewFormat::ALL.map(ReviewFormat::name))
        .map(|name| ReviewFormat::from_name(&name).unwrap_or(ReviewFormat::Term))
}

/// Reads the value of `--threshold`.
fn percent(text: &str) -> Result<Decimal, String> {
    let number = parse_amount(text.trim_end_matches(['%', '％'])).ok();
    number.filter(|number| !number.is_sign_negative()).ok_or_else(|| "写一个不小于零的数，如 10".to_owned())
}
