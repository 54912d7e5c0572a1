//! The codes that the program can give: string literals in src/ and the identities.

use std::{collections::BTreeSet, fs, path::Path};

use juesuan::figures::Reference;

/// All codes in use.
pub fn used() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
    found.extend(Reference::shipped().identities.iter().map(|identity| identity.code.to_owned()));
    found
}

fn walk(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.extend(literals(&fs::read_to_string(&path).unwrap()));
        }
    }
}

/// `"X000"`, a whole literal.
fn literals(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split('"').filter_map(|piece| {
        let bytes = piece.as_bytes();
        let is_code = bytes.len() == 4 && bytes[0].is_ascii_uppercase() && bytes[1..].iter().all(u8::is_ascii_digit);
        is_code.then(|| piece.to_owned())
    })
}
