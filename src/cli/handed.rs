//! What is handed in (交来的文件): a text, or a Word file with its text.

use std::path::{Path, PathBuf};

use super::{output, terminal::Terminal, usage::refuse};
use crate::{
    diagnostic::Diagnostic,
    formats::lay::Editable,
    formats::word::{WordFile, is_word, package::MAX_FILE},
    report::SavedReport,
    revise::update::Update,
    source::Source,
};

/// A report or figures file that is read (交来的文件).
pub struct Handed {
    /// Its text.
    pub source: Source,
    /// The Word file that the text stands in.
    pub word: Option<WordFile>,
}

impl Handed {
    /// Read a file, or stdin for `-`; why there is no text stands in the notes.
    pub fn read(path: &Path, terminal: &Terminal, notes: &mut Vec<Diagnostic>) -> Option<Handed> {
        let (name, bytes) = terminal.bytes(path, MAX_FILE, notes)?;
        if !is_word(&name, &bytes) {
            return Some(Handed { source: Source::decode(name, &bytes, notes)?, word: None });
        }
        match WordFile::open(&name, bytes) {
            Ok(word) => {
                notes.extend(word.notes());
                Some(Handed { source: word.source().clone(), word: Some(word) })
            }
            Err(fault) => {
                notes.push(*fault);
                None
            }
        }
    }

    /// How a draft is laid out to be held against it; a text is what its file's ending says (版面).
    pub fn form(&self, path: &Path) -> Editable {
        if self.word.is_some() { Editable::Txt } else { super::update::form(path) }
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

    /// The bytes of what an update makes of it: a text, or the same Word file with revisions.
    pub fn updated(self, update: &Update, base: &SavedReport) -> Result<Vec<u8>, Box<Diagnostic>> {
        let Some(mut word) = self.word else { return Ok(update.text.clone().into_bytes()) };
        word.set_base(base)?;
        word.revise(&update.edits, &[])
    }
}
