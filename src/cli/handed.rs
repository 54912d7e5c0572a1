//! What is handed in (交来的文件): a text, a Word file with its text, or a PDF of which only the text is used.

use std::{
    ops::Range,
    path::{Path, PathBuf},
};

use super::{
    check_input::is_called_figures, figures_file::is_workbook, output, pdf, terminal::Terminal, usage::refuse,
};
use crate::{
    audit::{self, Audit, Finding},
    diagnostic::{Diagnostic, Severity},
    figures::{Catalogue, FinalAccounts, Period},
    formats::{
        cells::{Cells, Row, follow, text_rows},
        lay::Editable,
        revision::Base,
        word::{Note, Waiting, WordFile, is_word, package::MAX_FILE},
    },
    report::{self, House, SavedReport},
    revise::update::{Replacement, Update},
    source::{BYTE_ORDER_MARK, Source},
};

/// A report or figures file that is read (交来的文件).
pub struct Handed {
    /// Its text.
    pub source: Source,
    /// The Word file that the text stands in.
    pub word: Option<WordFile>,
    /// Where the base draft of an update comes from, once one was looked for.
    pub base: Option<Base>,
    /// Did its text begin with a byte order mark (BOM), as Notepad writes one? Then so does what is made of it.
    marked: bool,
}

impl Handed {
    /// Read a file, or stdin for `-`; why there is no text stands in the notes.
    pub fn read(path: &Path, terminal: &Terminal, notes: &mut Vec<Diagnostic>) -> Option<Handed> {
        let (name, bytes) = terminal.bytes(path, MAX_FILE, notes)?;
        if pdf::is_pdf(&bytes) {
            return match pdf::read(&name, bytes) {
                Ok(source) => Some(Handed { source, word: None, base: None, marked: false }),
                Err(fault) => {
                    notes.push(*fault);
                    None
                }
            };
        }
        if !is_word(&name, &bytes) {
            let source = Source::decode(name, &bytes, notes)?;
            if source.text().trim().is_empty() && !is_called_figures(&source) {
                notes.push(refuse(format!("“{}”里什么也没有", source.name()), "重新取得这份文件"));
                return None;
            }
            if is_web_page(source.text()) {
                notes.push(refuse(
                    format!("“{}”是网页，里面的标记会当成正文", source.name()),
                    "起草时写成的网页只供看和打印，交 .docx、.md 或 .txt 的那一份；别处的网页在浏览器里全选、复制，存成 .txt",
                ));
                return None;
            }
            return Some(Handed { source, word: None, base: None, marked: bytes.starts_with(BYTE_ORDER_MARK) });
        }
        match WordFile::open(&name, bytes) {
            Ok(word) => {
                notes.extend(word.notes());
                Some(Handed { source: word.source().clone(), word: Some(word), base: None, marked: false })
            }
            Err(fault) => {
                notes.push(*fault);
                None
            }
        }
    }

    /// Read a report (情况说明); figures are none.
    pub fn report(path: &Path, terminal: &Terminal, notes: &mut Vec<Diagnostic>) -> Option<Handed> {
        if is_workbook(path) {
            let message = format!("“{}”是表格文件，这里要情况说明", path.display());
            notes.push(refuse(message, "交 .docx、.txt 或 .md 的情况说明；从决算表取数用 juesuan import"));
            return None;
        }
        let handed = Handed::read(path, terminal, notes)?;
        if is_called_figures(&handed.source) {
            let message = format!("“{}”是决算数据文件，这里要情况说明", handed.source.name());
            notes.push(refuse(message, "交 .docx、.txt 或 .md 的情况说明；还没有的，用 juesuan draft 起草"));
            return None;
        }
        Some(handed)
    }

    /// How a draft is laid out to be held against it; a text is what its file's ending says (版面).
    pub fn form(&self, path: &Path) -> Editable {
        if self.word.is_some() { Editable::Txt } else { super::update::form(path) }
    }

    /// Which base draft is used, and what of others stays in a Word file.
    pub fn kept(&self) -> String {
        let base = self.base.map_or("", |base| base.text(self.word.is_some())).to_owned();
        let Some(word) = &self.word else { return base };
        let (own, others): (Vec<_>, Vec<_>) = word.revisions().iter().partition(|revision| revision.is_own());
        let comments = word.comments().len() - word.open_remarks() - word.waiting();
        let mut kept = base;
        if others.len() + comments > 0 {
            kept.push_str(&format!("原有的修订 {} 处、批注 {comments} 处，都照原样留着\n", others.len()));
        }
        if !own.is_empty() {
            kept.push_str(&format!(
                "本程序上次的修订 {} 处还没有处理：按已接受的接着改，上次加的字直接换掉\n",
                own.len()
            ));
        }
        if word.open_remarks() > 0 {
            kept.push_str(&format!("本程序上次的批注 {} 处还没有处理：过时的换掉或去掉\n", word.open_remarks()));
        }
        if word.waiting() > 0 {
            kept.push_str(&format!("待补充的批注 {} 处：数跟着更正改，补好了的去掉\n", word.waiting()));
        }
        kept
    }

    /// Comments of this program at places that wait to be filled in follow the figures.
    pub fn show_waiting(&mut self, house: &House, accounts: &FinalAccounts) -> Result<(), Box<Diagnostic>> {
        let Some(word) = &mut self.word else { return Ok(()) };
        let printed = report::printed(accounts, &house.style);
        word.show_waiting(&Waiting::of(house, &report::draft(house, accounts, &printed)))
    }

    /// Open comments of earlier updates are marks as in any text: an update settles and renews them.
    pub fn show_remarks(&mut self) -> Result<(), Box<Diagnostic>> {
        if let Some(word) = &mut self.word {
            word.show_remarks()?;
            self.source = word.source().clone();
        }
        Ok(())
    }

    /// What is written is of the same kind as what was read.
    pub fn agree(&self, output: &Option<PathBuf>) -> Result<(), Box<Diagnostic>> {
        let is_word = |path: &Path| path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("docx"));
        let name = self.source.name();
        let fault = match (output::file(output), &self.word, output) {
            (Some(path), Some(_), _) if !is_word(path) => {
                refuse(format!("“{name}”是 Word 文件，写出的也是 Word 文件"), "-o 的文件名以 .docx 结尾")
            }
            (Some(path), None, _) if is_word(path) => {
                refuse(format!("“{name}”是文本，写出的也是文本"), "-o 的文件名以 .txt 或 .md 结尾")
            }
            (None, Some(_), None) => {
                refuse(format!("“{name}”是 Word 文件，印不到屏幕上"), "加 -o 写明新文件的名称，如 -o 新稿.docx")
            }
            _ => return Ok(()),
        };
        Err(Box::new(fault))
    }

    /// The bytes of what an update makes of it: a text, or the same Word file with revisions and its base draft.
    pub fn updated(
        self,
        update: &Update,
        cells: &Cells,
        base: Option<&SavedReport>,
    ) -> Result<Vec<u8>, Box<Diagnostic>> {
        let mut edits = update.edits.clone();
        // Edits of the prose are in order.
        let free = |cell: &Replacement| {
            let behind = update.edits.partition_point(|edit| edit.at.end < cell.at.start);
            update.edits.get(behind).is_none_or(|edit| cell.at.end < edit.at.start)
        };
        edits.extend(cells.edits().filter(free));
        let text = self.source.text();
        // What an earlier update has written is not written once more.
        let new = |mark: &Replacement| free(mark) && !text[mark.at.end..].starts_with(&mark.words);
        let marks = cells.marks().filter(|(_, mark)| new(mark));
        let Some(word) = self.word else {
            edits.extend(marks.map(|(_, mark)| mark));
            edits.sort_by_key(|edit| (edit.at.start, edit.at.end));
            let mark = if self.marked { BYTE_ORDER_MARK } else { b"" };
            return Ok([mark, Replacement::apply(&edits, text).as_bytes()].concat());
        };
        let notes: Vec<Note> = marks.map(|(at, mark)| Note { at, text: mark.remark().to_owned() }).collect();
        edits.sort_by_key(|edit| edit.at.start);
        word.rebase(&edits, &notes, base)
    }

    /// Cells of tables that show what was corrected.
    pub fn cells(&self, rows: &[Row], update: &Update, catalogue: &Catalogue) -> Cells {
        let shapes = || std::iter::once(&catalogue.root).chain(catalogue.groups.iter().map(|group| &group.shape));
        let name = |id: &str| {
            let def = shapes().flat_map(|shape| &shape.numbers).find(|def| def.id == id)?;
            (def.period == Period::Final).then(|| catalogue.concepts[def.concept].key.clone())
        };
        follow(self.source.text(), rows, &update.changed, name)
    }

    /// The cells of its tables, row by row.
    pub fn rows(&self) -> Vec<Row> {
        self.word.as_ref().map_or_else(|| text_rows(self.source.text()).collect(), WordFile::cells)
    }

    /// An audit with what must not be published: what is open, marked, tracked or hidden is an error now.
    pub fn last_look(&self, mut audit: Audit) -> Audit {
        for finding in audit.findings.iter_mut().filter(|finding| LAST.contains(&finding.diagnostic.code)) {
            finding.diagnostic.severity = Severity::Error;
        }
        audit.findings.extend(audit::left_marks(&self.source));
        let unfinished = self.word.as_ref().map(WordFile::unfinished).unwrap_or_default();
        // A heading that stale contents lack is told with them.
        let stale = unfinished.iter().filter(|fault| fault.code == "O105").flat_map(|fault| &fault.labels);
        let stale: Vec<Range<usize>> = stale.map(|label| label.span.clone()).collect();
        audit.findings.retain(|finding| {
            let at = finding.diagnostic.offset();
            finding.diagnostic.code != "S103" || !stale.iter().any(|stale| stale.contains(&at))
        });
        audit.findings.extend(unfinished.into_iter().map(Finding::new));
        audit.findings.sort_by_key(|finding| finding.diagnostic.offset());
        audit
    }
}

/// Is it a page for a browser (网页)?
fn is_web_page(text: &str) -> bool {
    let begins = |mark: &str| text.trim_start().get(..mark.len()).is_some_and(|head| head.eq_ignore_ascii_case(mark));
    begins("<!doctype html") || begins("<html")
}

/// What may stay in a draft, never in what is published: placeholders, and contents that differ from the headings.
const LAST: [&str; 2] = ["W107", "S103"];
