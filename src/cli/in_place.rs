//! A figures file that is edited where it is (就地修改): every byte stays that the edit does not touch.

use std::{fs, io, path::Path};

use super::{output, usage::refuse};
use crate::{diagnostic::Diagnostic, source::Source};

/// A file whose text can be put back into it.
pub struct InPlace<'a> {
    path: &'a Path,
    /// The bytes before its text: a byte order mark, or none.
    mark: Vec<u8>,
    text: Source,
}

impl<'a> InPlace<'a> {
    /// The file that `text` was read from; `doing` is what people call the edit. A file in another encoding is refused.
    pub fn of(path: &'a Path, text: &Source, doing: &str) -> Result<InPlace<'a>, Vec<Diagnostic>> {
        let bytes = fs::read(path).unwrap_or_default();
        let Some(mark) = bytes.strip_suffix(text.text().as_bytes()) else {
            let message = format!("“{}”不是 UTF-8 编码，{doing}会改动整个文件", path.display());
            return Err(vec![refuse(message, "先另存为 UTF-8")]);
        };
        Ok(InPlace { path, mark: mark.to_owned(), text: text.clone() })
    }

    /// Put a text in the place of its own; nothing is written where they are the same.
    pub fn write(&self, text: &str) -> io::Result<()> {
        if text == self.text.text() {
            return Ok(());
        }
        // A link is followed, so that what it points to is replaced and not the link.
        let path = fs::canonicalize(self.path).unwrap_or_else(|_| self.path.to_owned());
        output::replace(&path, [self.mark.as_slice(), text.as_bytes()].concat())
    }
}
