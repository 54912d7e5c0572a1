//! What earlier runs left in the output folder (上次留下的): results that this run has not written, halves of files.

use std::{
    collections::HashSet,
    fs,
    path::{Path, PathBuf},
};

use walkdir::WalkDir;

use super::record::Earlier;
use crate::{
    batch::{Entry, Status, summary::PassedOver},
    cli::{made, output},
};

/// Take away what was being written when the program or the machine was stopped.
pub fn clear_temporary(folder: &Path) {
    let files = WalkDir::new(folder).into_iter().flatten().filter(|entry| entry.file_type().is_file());
    for file in files.filter(|file| output::is_temporary(&file.file_name().to_string_lossy())) {
        // What stays is only in the way of nobody.
        let _ = fs::remove_file(file.path());
    }
}

/// What stays of earlier runs (留着的).
#[derive(Default)]
pub struct Left {
    /// Files below the folder.
    pub names: HashSet<String>,
    /// Those that this run might be thought to have written.
    pub told: Vec<PassedOver>,
}

/// Results of inputs that were done anew, and of lines that are no longer there, are taken away if nobody has changed
/// them. Only what ends in one of `endings` is in question: who checks does not draft anew. What this run was refused to
/// write has been told.
pub fn clear_results(
    folder: &Path,
    earlier: &Earlier,
    entries: &[Entry],
    streams: &[PathBuf],
    (endings, refused): (&[&str], &HashSet<String>),
) -> Left {
    let written: HashSet<&str> = entries.iter().flat_map(|entry| &entry.outputs).map(String::as_str).collect();
    let (failed, done): (Vec<&Entry>, Vec<&Entry>) = entries.iter().partition(|it| it.status == Status::Failed);
    let [failed, done] = [failed, done].map(|it| it.into_iter().map(|entry| &*entry.input).collect::<HashSet<&str>>());
    let mut left = Left::default();
    for (name, input) in earlier.outputs.iter().filter(|(name, _)| !written.contains(name.as_str())) {
        let path = folder.join(name);
        let is_asked = endings.iter().any(|ending| name.ends_with(&format!(".{ending}")));
        let of_stream = streams.iter().any(|stream| Path::new(name).starts_with(stream));
        let is_over = done.contains(input.as_str()) || of_stream && !failed.contains(input.as_str());
        if !path.is_file() || is_asked && is_over && made::remove_own(&path) {
            continue;
        }
        left.names.insert(name.clone());
        if is_asked && !refused.contains(name) {
            let why = "是上次的结果，这次没有写它，也没有删它".to_owned();
            left.told.push(PassedOver { input: path.display().to_string(), why });
        }
    }
    left
}
