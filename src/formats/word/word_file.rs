//! A Word file that was handed in (交来的 Word 文件): its package and its text.

use super::{
    Package,
    look::look,
    numbering::Numbering,
    open_remarks::Shown,
    package::bad_part,
    relations,
    run::{Did, Revision},
    styles::Styles,
    unfinished::at_all,
    waiting::Waits,
    walk::{self, Story},
    xml::{self, Space},
};
use crate::{
    diagnostic::Diagnostic,
    source::{LineKind, MAX_BYTES, Source},
};

/// A Word file, read (Word 文件).
pub struct WordFile {
    pub(super) package: Package,
    /// The path of the part that holds the text, and that part.
    pub(super) main: String,
    pub(super) xml: String,
    pub(super) space: Space,
    /// How many changes are tracked outside the text.
    pub(super) elsewhere: usize,
    pub(super) story: Story,
    /// What this program's open comments are in the text, once they are shown.
    pub(super) shown: Vec<Shown>,
    /// Its comments at places that wait to be filled in, once the figures of now are known, and how a placeholder begins.
    pub(super) waits: Vec<Waits>,
    pub(super) placeholder: String,
    pub(super) source: Source,
}

/// Parts whose words are no part of the text, but are published with it.
const ELSEWHERE: [&str; 4] = ["header", "footer", "footnotes", "endnotes"];

/// Is it one, by its ending or by its first bytes?
pub fn is_word(name: &str, bytes: &[u8]) -> bool {
    let name = name.to_lowercase();
    bytes.starts_with(b"PK\x03\x04")
        || bytes.starts_with(b"\xD0\xCF\x11\xE0")
        || [".docx", ".docm", ".dotx", ".doc"].iter().any(|ending| name.ends_with(ending))
}

impl WordFile {
    /// Read it; `name` is what messages call it.
    pub fn open(name: &str, bytes: Vec<u8>) -> Result<WordFile, Box<Diagnostic>> {
        let mut package = Package::open(name, bytes)?;
        let main = relations::main_part(&mut package)?;
        let Some(xml) = package.part(&main)? else { return Err(super::package::broken(name)) };
        let space = xml::space(&xml).map_err(|why| bad_part(name, &main, &why))?;
        let related = relations::of(&mut package, &main)?;
        let path = |kind: &str| related.iter().find(|relation| relation.kind == kind).map(|one| one.target.clone());
        let (mut styles, mut numbering) = (Styles::default(), Numbering::default());
        if let Some(path) = path("styles")
            && let Some(text) = package.part(&path)?
        {
            styles = xml::space(&text).and_then(|_| Styles::read(&text)).map_err(|why| bad_part(name, &path, &why))?;
        }
        if let Some(path) = path("numbering")
            && let Some(text) = package.part(&path)?
        {
            numbering =
                xml::space(&text).and_then(|_| Numbering::read(&text)).map_err(|why| bad_part(name, &path, &why))?;
        }
        let mut elsewhere = 0;
        for one in related.iter().filter(|one| ELSEWHERE.contains(&one.kind.as_str())) {
            let Some(text) = package.part(&one.target)? else { continue };
            elsewhere += look(&text).map_err(|why| bad_part(name, &one.target, &why))?.tracked;
        }
        let story = walk::read(&xml, &styles, numbering).map_err(|why| bad_part(name, &main, &why))?;
        if story.text.len() > MAX_BYTES {
            return Err(bad_part(name, &main, "文字太多"));
        }
        let source = Source::laid_out(name, story.text.as_str(), line_kinds(&story));
        let (shown, waits, placeholder) = (Vec::new(), Vec::new(), String::new());
        Ok(WordFile { package, main, xml, space, elsewhere, story, shown, waits, placeholder, source })
    }

    /// Its text: a paragraph is a line, a row of a table is a line with tabs.
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// Revisions that nobody has accepted or rejected (未接受的修订).
    pub fn revisions(&self) -> &[Revision] {
        &self.story.revisions
    }

    /// Where comments stand (批注).
    pub fn comments(&self) -> Vec<usize> {
        self.story.comments.iter().map(|anchor| anchor.at.end).collect()
    }

    /// Where hidden letters stand, and how many (隐藏文字).
    pub fn hidden(&self) -> &[(usize, usize)] {
        &self.story.hidden
    }

    /// What a reader of its text has to know: what others left in it that is not plain text.
    pub fn notes(&self) -> Vec<Diagnostic> {
        let mut notes = Vec::new();
        let all = &self.story.revisions;
        if !all.is_empty() {
            let count = |did: Did| all.iter().filter(|revision| revision.did == did).count();
            let (inserted, deleted) = (count(Did::Inserted), count(Did::Deleted));
            let message = format!("有没处理的修订：插入 {inserted} 处，删除 {deleted} 处，按已接受的读");
            let note = at_all(Diagnostic::hint("O010", message), &self.source, self.revisions_by_line());
            notes.push(note.help("修订都还留在文件里；定稿前在 Word 或 WPS 里逐处接受或拒绝"));
        }
        if let Some((at, _)) = self.story.hidden.first() {
            let letters: usize = self.story.hidden.iter().map(|(_, count)| count).sum();
            let note = Diagnostic::hint("O011", format!("有 {letters} 个隐藏的字，没有读"));
            notes.push(note.at(&self.source, *at..*at, "第一处").help("要算进来的，取消隐藏；不要的，删去"));
        }
        notes
    }
}

/// What each line is.
pub(super) fn line_kinds(story: &Story) -> Vec<LineKind> {
    let mut kinds = Vec::new();
    let mut lines = 0;
    let mut at = 0;
    let line_of = |place: usize, lines: &mut usize, at: &mut usize| {
        *lines += story.text.as_bytes()[*at..place].iter().filter(|&&c| c == b'\n').count();
        *at = place;
        *lines
    };
    for paragraph in story.paragraphs.iter().filter(|paragraph| !paragraph.in_row) {
        if let Some(level) = paragraph.heading {
            kinds.push((line_of(paragraph.text.start, &mut lines, &mut at), LineKind::Heading(level as u8)));
        }
    }
    (lines, at) = (0, 0);
    for row in &story.rows {
        kinds.push((line_of(row.start, &mut lines, &mut at), LineKind::Row));
    }
    let count = story.text.bytes().filter(|&c| c == b'\n').count() + 1;
    let mut out = vec![LineKind::Text; count];
    for (line, kind) in kinds {
        out[line] = kind;
    }
    out
}
