//! `juesuan check` (审核): what is wrong in figures or texts.

use std::path::{Path, PathBuf};

use clap::builder::{PossibleValuesParser, TypedValueParser};

use super::{
    Outcome, accept,
    check_input::{Against, audit_input, is_figures},
    check_workbook::audit_workbooks,
    figures_file::is_workbook,
    format,
    handed::Handed,
    import::{Known, known},
    output::{self, Output},
    shelf,
    terminal::{Terminal, WIDTH},
    usage::refuse,
};
use crate::{
    audit::Audit,
    diagnostic::{Diagnostic, Severity},
    formats::{
        findings::{self, FindingsFormat},
        word::{self, WordFile},
    },
    report::reading::Shelf,
};

pub const EXAMPLES: &str = "\
举例：
  juesuan check 情况说明.txt                   列在屏幕上，有错误就以 1 退出
  juesuan check 情况说明.txt --figures 2023.yaml --last 2022.yaml
                                               对着决算数据和上年的数据审核
  juesuan check 情况说明.docx -o 批注.docx     问题写成批注，放在原文的字句上
  juesuan check 情况说明.docx -o 审核意见.xlsx  问题列成一张表，留一列答复；要 Word 表格的，
                                               -o 审核意见.docx --format table
  juesuan check 情况说明.docx --baseline 审核意见.xlsx   答复过的不再算，原文改了重新算
  juesuan check 情况说明.docx --final          公开之前再看一遍，不留修订、批注和待补充
  juesuan check 2023.yaml                      只核对决算数据
  juesuan check 决算表.xlsx                    核对决算表：表内、表间的合计，指出哪一格
  juesuan check 2023.yaml -o 审核.html         写成网页，对着原文看
  juesuan check 2022.yaml 2023.yaml --format json
  juesuan check 2023.yaml --baseline 认可.yaml --accept A120 --reason 差额为四舍五入
                                               查明不用改的，写进认可清单，以后不再算";

/// What `check` is told.
#[derive(clap::Args)]
pub struct Arguments {
    /// 情况说明（.docx、.txt、.md）、决算数据文件（.yaml）或决算表（.xlsx、.xls、.ods、.csv），可以写几个；- 表示标准输入
    #[arg(value_name = "文件", required = true)]
    inputs: Vec<PathBuf>,
    /// 文本所依据的决算数据文件或决算表
    #[arg(long, value_name = "数据文件")]
    figures: Option<PathBuf>,
    /// 上年的文本或决算数据文件
    #[arg(long, value_name = "文件")]
    last: Option<PathBuf>,
    /// 话术册的名称或文件夹；不写就从文本认出
    #[arg(long, value_name = "话术册")]
    phrasebook: Option<String>,
    /// 输出格式：term（屏幕）、json、sarif、html、table（审核意见表，.xlsx 或 .docx）；不写就看文件名的结尾
    #[arg(long, value_name = "格式", value_parser = parser(), hide_possible_values = true)]
    format: Option<FindingsFormat>,
    /// 公开之前再看一遍：待补充、标记、没处理的修订、批注、隐藏文字、没更新的目录（页码看不出），有一处就算错误
    #[arg(long = "final")]
    last_look: bool,
    #[command(flatten)]
    accept: accept::Accepting,
    /// 写到这个文件，格式看文件名的结尾；- 表示标准输出
    #[arg(short, long, value_name = "文件")]
    output: Option<PathBuf>,
    /// 基础资料文件夹：其中的表样加在自带的上面，报表项目、科目分类和勾稽关系代替自带的
    #[arg(long, value_name = "文件夹")]
    reference: Option<PathBuf>,
    /// 覆盖已有的文件
    #[arg(long)]
    force: bool,
}

/// What was audited, how it is printed, the Word file to put comments into, and how many findings were accepted.
type Audited = (FindingsFormat, Vec<Audit>, Option<WordFile>, usize);

pub fn run(arguments: &Arguments, terminal: &Terminal) -> Outcome {
    let mut notes = Vec::new();
    match arguments.audit(terminal, &mut notes) {
        Ok((format, audits, words, accepted)) => {
            let outcome = match words {
                Some(word) => arguments.mark(word, &audits, terminal),
                None => arguments.write(format, &audits, terminal),
            };
            terminal.tell(&notes);
            if accepted > 0 {
                terminal.whisper(&format!("认可了 {accepted} 处，已写进认可清单\n"));
            }
            let wrong = audits.iter().any(|audit| audit.count(Severity::Error) > 0);
            if wrong && outcome == Outcome::Clean { Outcome::NeedsPerson } else { outcome }
        }
        Err(faults) => {
            notes.extend(faults);
            terminal.tell(&notes);
            Outcome::Failed
        }
    }
}

impl Arguments {
    fn audit(&self, terminal: &Terminal, notes: &mut Vec<Diagnostic>) -> Result<Audited, Vec<Diagnostic>> {
        let docx = self.file().is_some_and(is_docx);
        let mut format = if docx { self.format.unwrap_or(FindingsFormat::Term) } else { self.format()? };
        // A Word file comes back as itself, with comments; unless the table is asked for by name.
        let marks = docx && format != FindingsFormat::Table;
        self.agree(format, marks).map_err(|fault| vec![*fault])?;
        let Known { layouts, reference } = known(self.reference.as_deref()).map_err(|fault| vec![*fault])?;
        let list = self.accept.load(terminal, notes)?;
        let mut audits = Vec::new();
        let mut faults = Vec::new();
        let mut handed_word = None;
        let (books, others): (Vec<&Path>, Vec<&Path>) =
            self.inputs.iter().map(PathBuf::as_path).partition(|path| is_workbook(path));
        let handed: Vec<Handed> = others.iter().filter_map(|path| Handed::read(path, terminal, notes)).collect();
        // Getting house styles ready takes longer than reading a text with one.
        let named = self.phrasebook.as_deref();
        let has_text = handed.iter().any(|handed| !is_figures(&handed.source));
        let houses = if has_text { shelf::houses(named, reference)? } else { Vec::new() };
        let shelves: Vec<Shelf> = houses.iter().map(|house| Shelf::with(house, reference)).collect();
        let (told, figures, last) = (named.is_some(), self.figures.as_deref(), self.last.as_deref());
        let against = Against { reference, layouts, figures, last, told, shelves: &shelves, terminal };
        if !books.is_empty() {
            self.agree_books().map_err(|fault| vec![*fault])?;
            audits.extend(audit_workbooks(&books, &against)?);
        }
        let of_books = audits.len();
        for handed in handed {
            match audit_input(&handed.source, &against) {
                Ok(audit) if self.last_look => audits.push(handed.last_look(audit)),
                Ok(audit) => audits.push(audit),
                Err(found) => faults.extend(found),
            }
            handed_word = handed.word.filter(|_| marks);
        }
        // Half an answer would be taken for a whole one.
        if audits.len() - of_books < others.len() {
            return Err(faults);
        }
        // What is no Word file takes no comments: of it the table is meant.
        if marks && handed_word.is_none() {
            format = FindingsFormat::Table;
        }
        let accepted = self.accept.apply(list, &mut audits, notes).map_err(|fault| vec![*fault])?;
        Ok((format, audits, handed_word, accepted))
    }

    /// The same Word file with a comment at every finding.
    fn mark(&self, word: WordFile, audits: &[Audit], terminal: &Terminal) -> Outcome {
        let notes: Vec<_> = audits.iter().flat_map(findings::notes).collect();
        let bytes = match word.revise(&[], &notes) {
            Ok(bytes) => bytes,
            Err(fault) => {
                terminal.tell(&[*fault]);
                return Outcome::Failed;
            }
        };
        self.give(bytes, audits, false, terminal)
    }

    fn write(&self, format: FindingsFormat, audits: &[Audit], terminal: &Terminal) -> Outcome {
        let (color, width) = if self.file().is_some() { (false, WIDTH) } else { terminal.of_result() };
        let text: String = match format {
            FindingsFormat::Term => audits.iter().map(|audit| findings::term(audit, color, width)).collect(),
            FindingsFormat::Json => findings::json(audits),
            FindingsFormat::Sarif => findings::sarif(audits),
            FindingsFormat::Html => audits.iter().map(findings::html).collect(),
            FindingsFormat::Table if self.file().is_some_and(is_docx) => {
                return self.give(findings::docx(audits), audits, false, terminal);
            }
            FindingsFormat::Table => return self.give(findings::xlsx(audits), audits, false, terminal),
        };
        self.give(text, audits, format == FindingsFormat::Term, terminal)
    }

    /// Write the result where it belongs, and on stderr the sum of it, unless the result says it on the screen.
    fn give(&self, result: impl AsRef<[u8]>, audits: &[Audit], tells: bool, terminal: &Terminal) -> Outcome {
        let file = self.file();
        let inputs: Vec<&Path> = self.read_files().collect();
        let to = file.map(|path| Output { path, force: self.force, inputs: &inputs, revised: false });
        // A table in Word tells by itself whether somebody has changed it.
        let beside = (!word::is_as_written(result.as_ref())).then(|| serde_json::json!({}));
        let outcome = output::give(to, result, || beside, terminal);
        if file.is_some() && outcome == Outcome::Failed {
            return outcome;
        }
        if file.is_some() || !tells {
            for audit in audits {
                terminal.whisper(&format!("{}：{}\n", audit.source.name(), findings::summary(audit)));
            }
        }
        outcome
    }

    /// What does not go with workbooks.
    fn agree_books(&self) -> Result<(), Box<Diagnostic>> {
        let told = [
            ("--figures", self.figures.is_some()),
            ("--last", self.last.is_some()),
            ("--phrasebook", self.phrasebook.is_some()),
        ];
        match told.iter().find(|(_, told)| *told) {
            Some((option, _)) => Err(Box::new(refuse(
                format!("{option} 只用于审核文本，这里审核的有决算表"),
                format!("去掉 {option}；文本对着决算表，写 check 文本 --figures 决算表"),
            ))),
            None => Ok(()),
        }
    }

    /// What cannot be asked for together.
    fn agree(&self, format: FindingsFormat, marks: bool) -> Result<(), Box<Diagnostic>> {
        let is_table =
            |path: &Path| is_docx(path) || path.extension().is_some_and(|it| it.eq_ignore_ascii_case("xlsx"));
        let fault = if self.inputs.len() > 1 && marks {
            refuse("一份 Word 文件只放一份审核结果的批注", "一份一份地审核；合成一张审核意见表，加 --format table")
        } else if format == FindingsFormat::Table && !self.file().is_some_and(is_table) {
            refuse("审核意见表写成 .xlsx 或 .docx 文件", "加 -o 写明文件名，如 -o 审核意见.xlsx")
        } else if format == FindingsFormat::Html && self.inputs.len() > 1 {
            refuse("一个网页只放一份审核结果", "一份一份地审核，或换成 --format json")
        } else if self.figures.is_some() && self.inputs.len() > 1 {
            refuse("--figures 只能对着一份文本", "一份一份地审核")
        } else if self.inputs.iter().filter(|input| *input == Path::new("-")).count() > 1 {
            refuse("标准输入只能读一次", "- 只写一个")
        } else {
            return Ok(());
        };
        Err(Box::new(fault))
    }

    /// The format asked for, else that of the file's ending; on stdout that of the terminal.
    fn format(&self) -> Result<FindingsFormat, Vec<Diagnostic>> {
        let ending = self.file().and_then(FindingsFormat::from_ending);
        let endings = ".txt、.json、.sarif、.html、.docx、.xlsx";
        format::known(self.format.or(ending), self.file(), FindingsFormat::Term, endings).map_err(|fault| vec![*fault])
    }

    /// The file to write, none for stdout.
    fn file(&self) -> Option<&Path> {
        output::file(&self.output)
    }

    /// The files that are read and must survive.
    fn read_files(&self) -> impl Iterator<Item = &Path> {
        let one = [&self.figures, &self.last].into_iter().filter_map(|path| path.as_deref());
        self.inputs.iter().map(PathBuf::as_path).chain(one).chain(self.accept.file())
    }
}

/// Is it a Word file, by its ending?
pub fn is_docx(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("docx"))
}

/// Reads the value of `--format`.
fn parser() -> impl TypedValueParser<Value = FindingsFormat> {
    PossibleValuesParser::new(FindingsFormat::ALL.map(FindingsFormat::name))
        .map(|name| FindingsFormat::from_name(&name).unwrap_or(FindingsFormat::Term))
}
