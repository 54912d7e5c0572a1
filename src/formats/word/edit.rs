//! Changes put into a Word file (修改): as revisions that its reader accepts or rejects, and as comments.
//!
//! Only the runs and paragraphs that a change touches are written anew; every other byte stays.

mod model;
mod notes;
mod paragraph_mark;
mod rebuild;
mod spread;
mod taken_back;

use std::ops::Range;

use super::{WordFile, comments, xml::Space};
use crate::{diagnostic::Diagnostic, report::SavedReport, revise::update::Replacement};
use rebuild::Op;
use taken_back::without_taken_back;

/// Whose name stands at revisions and comments (修订人).
pub(super) const AUTHOR: &str = "决算";

/// A comment at some words (批注).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The words in the text.
    pub at: Range<usize>,
    /// What it says; a line break is a new paragraph of the comment.
    pub text: String,
}

/// Words of this file and what stood there in an earlier one (与上年不同处); either may be empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The words in the text.
    pub at: Range<usize>,
    /// The words of the earlier one.
    pub last: String,
}

/// What is to be written anew (改处): bytes of the part and what stands there instead.
type Patch = (Range<usize>, String);

/// A document as changes are put into it.
struct Desk<'f> {
    file: &'f WordFile,
    /// Pieces that hold letters, in their order.
    lettered: Vec<usize>,
    /// By run: what happens in it.
    ops: Vec<(usize, Op)>,
    patches: Vec<Patch>,
    /// The next free number of a revision.
    next_id: u64,
    /// Paragraphs whose mark is taken away.
    gone_marks: Vec<usize>,
    /// Paragraphs whose mark has a revision.
    marked: Vec<usize>,
    /// Pieces that called a comment that goes.
    gone_pieces: Vec<usize>,
}

impl WordFile {
    /// The bytes of the file with changes put in as revisions, and marks and notes as comments; changes stand in the
    /// order of the text.
    pub fn revise(self, changes: &[Replacement], notes: &[Note]) -> Result<Vec<u8>, Box<Diagnostic>> {
        self.revised(changes, notes)?.package.save()
    }

    /// The same with the base draft that a later update starts from; none of another text may stay (底稿).
    pub fn rebase(
        self,
        changes: &[Replacement],
        notes: &[Note],
        base: Option<&SavedReport>,
    ) -> Result<Vec<u8>, Box<Diagnostic>> {
        let mut file = self.revised(changes, notes)?;
        file.set_base(base)?;
        file.package.save()
    }

    fn revised(self, changes: &[Replacement], notes: &[Note]) -> Result<WordFile, Box<Diagnostic>> {
        let (changes, mut gone) = self.without_marks(changes);
        let (filled, renewed) = self.filled(&changes);
        gone.extend(filled);
        let marks = changes.iter().filter(|change| change.is_mark());
        let marks = marks.map(|mark| Note { at: mark.at.clone(), text: mark.remark().to_owned() });
        let own = |note: &Note| {
            let at = self.in_document(note.at.start)..self.in_document(note.at.end);
            Note { at, text: note.text.clone() }
        };
        let notes = notes.iter().map(own).chain(marks).collect();
        self.put(notes, (gone, renewed), |desk| joined(&changes).iter().for_each(|change| desk.change(change)))
    }

    /// The bytes of the file with what differs from an earlier one shown as revisions; accepted, they leave it as it is.
    pub fn compare(self, differences: &[Difference], notes: &[Note]) -> Result<Vec<u8>, Box<Diagnostic>> {
        self.put(notes.to_vec(), Default::default(), |desk| differences.iter().for_each(|one| desk.difference(one)))?
            .package
            .save()
    }

    fn put(
        mut self,
        mut notes: Vec<Note>,
        (gone, renewed): (Vec<String>, Vec<(String, Vec<String>)>),
        work: impl FnOnce(&mut Desk),
    ) -> Result<WordFile, Box<Diagnostic>> {
        if self.space == Space::Strict {
            let name = self.package.name();
            let fault = Diagnostic::error("O004", format!("“{name}”是“Strict Open XML 文档”，读得了，写不回去"));
            return Err(Box::new(fault.help("在 Word 里另存为“Word 文档（.docx）”")));
        }
        let mut remarks = comments::read(&mut self)?;
        (remarks.gone, remarks.renewed) = (gone, renewed);
        let next_id = ids(&self.xml).chain(remarks.ids()).max().map_or(1, |id| id.min(2_000_000_000) + 1);
        let pieces = &self.story.pieces;
        let lettered = (0..pieces.len()).filter(|&piece| !pieces[piece].text.is_empty()).collect();
        let (ops, patches, gone_marks) = (Vec::new(), Vec::new(), Vec::new());
        let (marked, gone_pieces) = (Vec::new(), Vec::new());
        let mut desk = Desk { file: &self, lettered, ops, patches, next_id, gone_marks, marked, gone_pieces };
        notes.sort_by_key(|note| note.at.start);
        let mut left = remarks.own();
        for note in notes {
            // What an earlier run has written is not written once more.
            if let Some(at) = left.iter().position(|text| *text == note.text) {
                left.swap_remove(at);
                continue;
            }
            desk.note(&note, &mut remarks);
        }
        desk.forget(&remarks.gone);
        work(&mut desk);
        let changed = !desk.ops.is_empty() || !desk.patches.is_empty() || !desk.gone_marks.is_empty();
        let xml = desk.write();
        if changed {
            self.package.put(&self.main.clone(), xml);
        }
        comments::write(&mut self, remarks)?;
        Ok(self)
    }
}

/// Changes of the text; those that touch are one, so that their words keep their order and no end of a paragraph is taken
/// twice or left.
fn joined(changes: &[Replacement]) -> Vec<Replacement> {
    let mut out: Vec<Replacement> = Vec::new();
    for change in changes.iter().filter(|change| !change.is_mark()) {
        match out.last_mut().filter(|last| last.at.end == change.at.start) {
            Some(last) => {
                last.at.end = change.at.end;
                last.words.push_str(&change.words);
            }
            None => out.push(change.clone()),
        }
    }
    out
}

/// Without insertions of this program that came to hold nothing.
fn without_empty(xml: String) -> String {
    let end = "></w:ins>";
    let (mut out, mut at) = (String::new(), 0);
    for (found, _) in xml.match_indices(end) {
        let start = xml[..found].rfind('<').unwrap_or(found);
        let tag = &xml[start..found];
        if start >= at && tag.starts_with("<w:ins ") && tag.contains(&format!("w:author=\"{AUTHOR}\"")) {
            out.push_str(&xml[at..start]);
            at = found + end.len();
        }
    }
    if at == 0 {
        return xml;
    }
    out + &xml[at..]
}

/// The numbers of revisions, bookmarks and the like.
pub(super) fn ids(xml: &str) -> impl Iterator<Item = u64> + '_ {
    xml.match_indices("w:id=\"").filter_map(|(at, head)| {
        let digits = &xml[at + head.len()..];
        digits[..digits.find('"')?].parse().ok()
    })
}

impl Desk<'_> {
    fn id(&mut self) -> u64 {
        self.next_id += 1;
        self.next_id - 1
    }

    /// The attributes of a revision.
    fn revision(&mut self) -> String {
        format!("w:id=\"{}\" w:author=\"{AUTHOR}\"", self.id())
    }

    /// The part with all that was changed.
    fn write(mut self) -> String {
        let mut ops = std::mem::take(&mut self.ops);
        ops.sort_by_key(|(run, op)| (*run, op.place()));
        let mut marks = std::mem::take(&mut self.gone_marks);
        marks.sort_unstable();
        marks.dedup();
        let vanished: Vec<usize> = marks.iter().copied().filter(|&index| self.vanishes(index, &ops)).collect();
        let stands = |paragraph: &usize| vanished.binary_search(paragraph).is_err();
        ops.retain(|(run, _)| stands(&self.file.story.runs[*run].paragraph));
        marks.retain(stands);
        self.patches
            .extend(vanished.iter().map(|&index| (self.file.story.paragraphs[index].xml.clone(), String::new())));
        for of_run in ops.chunk_by(|one, other| one.0 == other.0) {
            let run = of_run[0].0;
            let ops: Vec<Op> = of_run.iter().map(|(_, op)| op.clone()).collect();
            let patch = self.rebuild(run, &ops);
            self.patches.push(patch);
        }
        for paragraph in marks {
            let tag = format!("<w:del {}/>", self.revision());
            self.mark(paragraph, &tag);
        }
        self.patches.sort_by_key(|(range, _)| (range.start, range.end));
        let xml = &self.file.xml;
        let mut out = String::with_capacity(xml.len() + 4096);
        let mut at = 0;
        for (range, new) in &self.patches {
            out.push_str(&xml[at..range.start.max(at)]);
            out.push_str(new);
            at = range.end.max(at);
        }
        out.push_str(&xml[at..]);
        without_taken_back(without_empty(out))
    }
}
