//! Accepting findings (认可): the list of a `check`, read, applied and added to.

use std::path::{Path, PathBuf};

use super::{check::is_docx, figures_file::is_workbook, import::workbook, output, terminal::Terminal, usage::refuse};
use crate::{
    audit::{ANSWER, Answers, Audit, Baseline},
    diagnostic::Diagnostic,
    embedded,
    formats::word::{WordFile, package::MAX_FILE},
    source::{Source, why},
};

/// What stands at the head of a new list; the rest is written by the program and by hand.
const HEAD: &str = "# 认可清单：审核出来、但查明不用改的地方。原文改了，认可就不再算数。\n";

/// Columns of a review's table that are looked at; people may have added some.
const COLUMNS: u32 = 40;

/// What is said about accepted findings on the command line.
#[derive(clap::Args)]
pub struct Accepting {
    /// 认可清单（.yaml），或答复过的审核意见表（.xlsx、.docx）：认可、答复过的发现不再算
    #[arg(long, value_name = "文件")]
    baseline: Option<PathBuf>,
    /// 认可这个代码的全部发现，写进认可清单
    #[arg(long, value_name = "代码", requires_all = ["baseline", "reason"])]
    accept: Option<String>,
    /// 认可的原因：为什么不用改
    #[arg(long, value_name = "文字", requires = "accept")]
    reason: Option<String>,
}

/// What is accepted already (已认可的).
pub enum List<'a> {
    /// A list, with the file that it stands in.
    Own(&'a Path, Baseline),
    /// The table of a review that came back.
    Answered(Answers),
}

impl Accepting {
    /// The file of the list.
    pub fn file(&self) -> Option<&Path> {
        self.baseline.as_deref()
    }

    /// The list, if one is named; a missing file is a new list where something is to be accepted.
    pub fn load(&self, terminal: &Terminal, notes: &mut Vec<Diagnostic>) -> Result<Option<List<'_>>, Vec<Diagnostic>> {
        let Some(path) = self.file() else { return Ok(None) };
        if is_workbook(path) || is_docx(path) {
            if self.accept.is_some() {
                let help = "在表的“答复”一列里写；要用 --accept 的，--baseline 写 .yaml 的认可清单";
                return Err(vec![refuse("审核意见表的答复由人来填", help)]);
            }
            return answers(path, terminal).map(|answers| Some(List::Answered(answers)));
        }
        if let Some(code) = &self.accept {
            if embedded::reference(&format!("diagnostics/{code}.md")).is_none() {
                return Err(vec![refuse(format!("没有代码 {code}"), "照结果里方括号中的代码写")]);
            }
            if self.reason.as_deref().is_none_or(|reason| reason.trim().is_empty()) {
                return Err(vec![refuse("认可的原因是空的", "写明为什么不用改")]);
            }
        }
        let source = match self.accept {
            Some(_) if !path.exists() => Some(Source::new(path.display().to_string(), HEAD)),
            _ => Source::read(path, notes),
        };
        match source.and_then(|source| Baseline::read(&source, notes)) {
            Some(baseline) => Ok(Some(List::Own(path, baseline))),
            None => Err(std::mem::take(notes)),
        }
    }

    /// Leave out what is accepted, then accept what is to be; gives how many were accepted now.
    pub fn apply(
        &self,
        list: Option<List>,
        audits: &mut [Audit],
        notes: &mut Vec<Diagnostic>,
    ) -> Result<usize, Box<Diagnostic>> {
        let (path, mut baseline) = match list {
            Some(List::Own(path, baseline)) => (path, baseline),
            Some(List::Answered(mut answers)) => {
                for audit in audits {
                    answers.apply(audit);
                }
                notes.extend(answers.stale());
                return Ok(0);
            }
            None => return Ok(0),
        };
        for audit in &mut *audits {
            baseline.apply(audit);
        }
        notes.extend(baseline.stale());
        let (Some(code), Some(reason)) = (&self.accept, &self.reason) else { return Ok(0) };
        let added = match baseline.accept(code, reason, audits) {
            Ok(added) => added,
            Err(warning) => {
                notes.push(*warning);
                return Ok(0);
            }
        };
        if !added.is_empty() {
            let text = baseline.with(&added)?;
            output::replace(path, text.as_bytes()).map_err(|error| {
                let message = format!("写不了“{}”：{}", path.display(), why(&error));
                Box::new(Diagnostic::error("C012", message).help("检查文件夹、权限和磁盘空间"))
            })?;
            if let Some(mut baseline) = Baseline::read(&Source::new("", text), &mut Vec::new()) {
                for audit in audits {
                    baseline.apply(audit);
                }
            }
        }
        Ok(added.len())
    }
}

/// The answers in a table of a review, a workbook or a Word file.
fn answers(path: &Path, terminal: &Terminal) -> Result<Answers, Vec<Diagnostic>> {
    let mut faults = Vec::new();
    let rows = if is_docx(path) {
        let Some((name, bytes)) = terminal.bytes(path, MAX_FILE, &mut faults) else { return Err(faults) };
        WordFile::open(&name, bytes).and_then(|file| file.rows()).map_err(|fault| vec![*fault])?
    } else {
        let Some(book) = workbook(path, terminal, &mut faults) else { return Err(faults) };
        book.sheets.iter().flat_map(|sheet| sheet.rows(COLUMNS)).collect()
    };
    Answers::of(&path.display().to_string(), rows).ok_or_else(|| {
        let message = format!("“{}”不是审核意见表：没有“{ANSWER}”一列", path.display());
        let help = "用 juesuan check … -o 审核意见.xlsx 写出的表，填好“答复”再交回来";
        vec![Diagnostic::error("G001", message).help(help)]
    })
}
