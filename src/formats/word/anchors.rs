//! Where comments stand (批注的位置): their words, and the marks around these.

use std::ops::Range;

use ahash::AHashMap;

use super::xml::Tag;

/// The place of a comment.
#[derive(Debug)]
pub(super) struct Anchor {
    /// Its number.
    pub id: String,
    /// Its words in the text.
    pub at: Range<usize>,
    /// The tags that begin and end its range; not both where one stands in what somebody deleted.
    pub ends: Vec<Range<usize>>,
    /// The piece that calls it.
    pub piece: usize,
}

/// The places of comments as a document is read.
#[derive(Default)]
pub(super) struct Anchors {
    /// By their number: the tags of those that have begun, and where these stand in the text.
    open: AHashMap<String, Vec<(Range<usize>, usize)>>,
    pub found: Vec<Anchor>,
}

impl Anchors {
    /// A range begins or ends here.
    pub fn end(&mut self, tag: &Tag, at: usize) {
        self.open.entry(id(tag)).or_default().push((tag.range.clone(), at));
    }

    /// A comment is called here, behind its words.
    pub fn call(&mut self, tag: &Tag, at: usize, piece: usize) {
        let id = id(tag);
        let ends = self.open.remove(&id).unwrap_or_default();
        let [start, end] = [ends.first(), ends.get(1)].map(|end| end.map_or(at, |(_, at)| *at));
        let ends = ends.into_iter().map(|(tag, _)| tag).collect();
        self.found.push(Anchor { id, at: start..end, ends, piece });
    }
}

fn id(tag: &Tag) -> String {
    tag.attribute("w:id").unwrap_or_default()
}
