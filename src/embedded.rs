//! Phrasebooks and reference data (自带资料) that travel inside the program.

use include_dir::{Dir, File, include_dir};

use crate::source::Source;

static PHRASEBOOKS: Dir = include_dir!("$CARGO_MANIFEST_DIR/phrasebooks");
static REFERENCE: Dir = include_dir!("$CARGO_MANIFEST_DIR/data/reference");

/// The names of the shipped phrasebooks, in order.
pub fn phrasebook_names() -> Vec<String> {
    let mut names: Vec<String> = PHRASEBOOKS
        .dirs()
        .filter_map(|dir| dir.path().file_name())
        .map(|name| name.to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

/// The files of a shipped phrasebook, named as in the repository.
pub fn phrasebook(name: &str) -> Option<Vec<Source>> {
    let mut files: Vec<&File> = PHRASEBOOKS.get_dir(name)?.files().collect();
    files.sort_by_key(|file| file.path());
    let named = |file: &File| format!("phrasebooks/{}", file.path().to_string_lossy().replace('\\', "/"));
    Some(files.into_iter().filter_map(|file| Some(Source::new(named(file), file.contents_utf8()?))).collect())
}

/// Is a book of that name shipped?
pub fn has_phrasebook(name: &str) -> bool {
    PHRASEBOOKS.get_dir(name).is_some()
}

/// A shipped reference file, `classification/functional.csv`.
pub fn reference(path: &str) -> Option<&'static str> {
    REFERENCE.get_file(path)?.contents_utf8()
}

/// The shipped reference files in a folder, `identities`, in order of name.
pub fn reference_folder(path: &str) -> Vec<(String, &'static str)> {
    let Some(dir) = REFERENCE.get_dir(path) else { return Vec::new() };
    let mut files: Vec<_> = dir
        .files()
        .filter_map(|file| Some((file.path().to_string_lossy().replace('\\', "/"), file.contents_utf8()?)))
        .collect();
    files.sort();
    files
}
