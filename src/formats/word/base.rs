//! The base draft that a Word file carries in itself (自带的底稿).

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::{
    WordFile, relations,
    write::{BASE_NAMESPACE, REVISED, base_opening, base_part, checksum},
    xml::{Node, Walk},
};
use crate::{diagnostic::Diagnostic, report::SavedReport};

impl WordFile {
    /// The base draft that the file carries, if it carries one (底稿).
    pub fn base(&mut self) -> Option<SavedReport> {
        let path = self.base_path()?;
        let text = self.package.part(&path).ok()??;
        let (mut walk, mut json) = (Walk::new(&text), String::new());
        while let Ok(Some(node)) = walk.next() {
            if let Node::Text(text) = node {
                json.push_str(&text);
            }
        }
        serde_json::from_str(json.trim()).ok()
    }

    /// The part that holds the base draft.
    fn base_path(&mut self) -> Option<String> {
        let related = relations::of(&mut self.package, &self.main).ok()?;
        let named: Vec<String> =
            related.into_iter().filter(|one| one.kind == "customXml").map(|one| one.target).collect();
        // Where the relationship was lost the part itself may still be there.
        let loose: Vec<String> = self.package.names().filter(|name| may_be_base(name)).collect();
        named.into_iter().chain(loose).find(|path| {
            let text = self.package.part(path).ok().flatten();
            text.is_some_and(|text| text.chars().take(400).collect::<String>().contains(BASE_NAMESPACE))
        })
    }

    /// Let the file carry this base draft from now on; without one, what it carried was another text's and goes.
    pub(super) fn set_base(&mut self, base: Option<&SavedReport>) -> Result<(), Box<Diagnostic>> {
        let path = match (self.base_path(), base) {
            (Some(path), _) => path,
            (None, None) => return Ok(()),
            (None, Some(_)) => {
                let taken: Vec<String> = self.package.names().collect();
                let free = (1..).map(|number| format!("customXml/item{number}.xml"));
                let path = free.into_iter().find(|path| !taken.contains(path)).unwrap_or_default();
                relations::relate(&mut self.package, &self.main, "customXml", &format!("/{path}"))?;
                relations::kind(&mut self.package, &path, "application/xml")?;
                path
            }
        };
        let body = self.package.part(&self.main)?.unwrap_or_default();
        self.package.put(&path, base_part(base, checksum(body.as_bytes()), true));
        Ok(())
    }
}

/// Is this a document that this program wrote and nobody has saved since? (未经改动)
pub fn is_as_written(bytes: &[u8]) -> bool {
    standing_base(bytes).is_some()
}

/// The same of a document that has a person's words in it, since it was made from one that was edited (改过的文本).
pub fn is_revised(bytes: &[u8]) -> bool {
    standing_base(bytes).is_some_and(|behind| behind.starts_with(REVISED.as_bytes()))
}

/// How the base begins behind the checksum of the body, where the body is still the one it was written with.
fn standing_base(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let names: Vec<String> = zip.file_names().filter_map(|name| Some(name.ok()?.into_owned())).collect();
    let (mut openings, mut bases) = (Vec::new(), Vec::new());
    for name in names {
        let part = zip.by_name(&name).ok()?;
        if name.starts_with("word/document") {
            openings.push(base_opening(part.crc32()));
        } else if may_be_base(&name) {
            let mut start = Vec::new();
            bases.extend(part.take(400).read_to_end(&mut start).is_ok().then_some(start));
        }
    }
    let behind =
        |base: &Vec<u8>| openings.iter().find_map(|opening| base.strip_prefix(opening.as_bytes())).map(<[u8]>::to_vec);
    bases.iter().find_map(behind)
}

fn may_be_base(path: &str) -> bool {
    path.starts_with("customXml/item") && path.ends_with(".xml")
}
