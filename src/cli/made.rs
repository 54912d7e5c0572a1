//! What stands where a result is to go (原有的文件): whether this program wrote it, and whose words it has.
//!
//! Beside `report.md` stands `report.md.base.json`: the draft it was printed from, and the SHA-256 of the bytes that
//! were written; nothing else is remembered anywhere. A Word document carries both itself and stands alone.

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{
    formats::{
        lay::{Editable, lay},
        word::{self, WordFile},
    },
    report::SavedReport,
};

/// Whose it is (谁写的).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// This program's alone, and as it was written.
    Own,
    /// As it was written, out of a text that a person had edited: their words are in it.
    Revised,
    /// Changed by somebody since this program wrote it.
    Edited,
    /// Nothing shows that this program wrote it.
    Unknown,
}

/// What stands in a sidecar (底稿): the draft, and the fingerprint of the bytes that were printed from it.
#[derive(Serialize)]
pub struct Sidecar<T> {
    /// The fingerprint of the bytes.
    pub written: String,
    /// A person's words are in them.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub revised: bool,
    /// The draft.
    #[serde(flatten)]
    pub base: T,
}

/// What a sidecar says of the file beside it (底稿所记).
#[derive(Deserialize)]
struct Record {
    written: String,
    #[serde(default)]
    revised: bool,
}

/// Whose the file is that stands there with these bytes.
pub fn standing(path: &Path, bytes: &[u8]) -> Standing {
    if word::is_as_written(bytes) {
        return if word::is_revised(bytes) { Standing::Revised } else { Standing::Own };
    }
    match record(&sidecar(path)) {
        Some(record) if record.written != fingerprint(bytes) => Standing::Edited,
        Some(record) if record.revised => Standing::Revised,
        Some(_) => Standing::Own,
        None => Standing::Unknown,
    }
}

/// Does a person's text stand there that was made of this very draft? Then there is nothing new to write (手改过的同一稿).
pub fn is_same_draft(path: &Path, draft: &SavedReport) -> bool {
    let Ok(bytes) = fs::read(path) else { return false };
    let base = match standing(path, &bytes) {
        Standing::Own => None,
        _ if word::is_word("", &bytes) => WordFile::open("", bytes).ok().and_then(|mut file| file.base()),
        _ => fs::read(sidecar(path)).ok().and_then(|base| serde_json::from_slice(&base).ok()),
    };
    let words = |draft: &SavedReport| lay(draft, Editable::Txt).text;
    base.is_some_and(|base| words(&base) == words(draft))
}

/// `report.md` -> `report.md.base.json`.
pub fn sidecar(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".base.json");
    name.into()
}

/// Is there a sidecar of this program?
pub fn is_sidecar(path: &Path) -> bool {
    record(path).is_some()
}

fn record(sidecar: &Path) -> Option<Record> {
    serde_json::from_slice(&fs::read(sidecar).ok()?).ok()
}

/// Remove a file that stands as this program alone wrote it, and its base; false if it has anybody's words.
pub fn remove_own(path: &Path) -> bool {
    let Ok(bytes) = fs::read(path) else { return false };
    let beside = sidecar(path);
    standing(path, &bytes) == Standing::Own
        && fs::remove_file(path).is_ok()
        && (!is_sidecar(&beside) || fs::remove_file(&beside).is_ok())
}

/// The SHA-256 of a file (指纹).
pub fn fingerprint(bytes: &[u8]) -> String {
    let hex: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    format!("sha256:{hex}")
}
