//! Which house style a department is drafted in (用哪本话术).

use std::path::Path;

use crate::{diagnostic::Diagnostic, embedded, figures::FinalAccounts};

/// The house style for departments that name none (默认话术).
const DEFAULT: &str = "jilin-county";

/// The book that a figures file names: a shipped one by its name, else a folder beside that file, wherever the program
/// is called from. Who names none gets the default, and is told.
pub fn book_of(accounts: &FinalAccounts, file: &Path) -> (String, Option<Diagnostic>) {
    let Some(book) = &accounts.phrasebook else {
        let note = Diagnostic::hint("D004", format!("数据文件没有写“话术”，按 {DEFAULT} 起草"));
        let help = format!("在文件开头写 话术: {DEFAULT}（工作簿填在“说明”表里），或用 --phrasebook 指定");
        return (DEFAULT.to_owned(), Some(note.help(help)));
    };
    if embedded::has_phrasebook(book) {
        return (book.clone(), None);
    }
    let near = file.parent().map(|folder| folder.join(book)).filter(|folder| folder.is_dir());
    (near.map_or_else(|| book.clone(), |near| near.to_string_lossy().into_owned()), None)
}
