//! What is handed in (交来的文件): a text, or a Word file with its text.

use std::path::Path;

use super::terminal::Terminal;
use crate::{
    diagnostic::Diagnostic,
    formats::word::{WordFile, is_word, package::MAX_FILE},
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
}
