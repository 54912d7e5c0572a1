//! Comments come and go (批注的加与去): at the words that they speak of.

use std::ops::Range;

use super::{
    Desk, Note,
    rebuild::{Op, begin, end},
};
use crate::{
    formats::word::comments::{Remark, Remarks},
    revise::marks,
};

impl Desk<'_> {
    /// Put a comment at some words, or at the letter before them.
    pub(super) fn note(&mut self, note: &Note, remarks: &mut Remarks) {
        let story = &self.file.story;
        let paragraph = self.paragraph_at(note.at.start);
        if story.paragraphs.get(paragraph).is_some_and(|own| own.in_row && own.text == note.at && note.at.is_empty()) {
            let id = self.id();
            remarks.new.push(Remark { id, text: note.text.clone() });
            return self.fill(paragraph, &[begin(id), end(id)].concat());
        }
        let (pieces, text) = (&story.pieces, &story.text);
        let first = self.lettered.partition_point(|&piece| pieces[piece].text.end <= note.at.start);
        let last = self.lettered.partition_point(|&piece| pieces[piece].text.start < note.at.end);
        let (start, end, first, last) = if first < last {
            let (first, last) = (self.lettered[first], self.lettered[last - 1]);
            (note.at.start.max(pieces[first].text.start), note.at.end.min(pieces[last].text.end), first, last)
        } else {
            let before = self.lettered.partition_point(|&piece| pieces[piece].text.start < note.at.start);
            let Some(&piece) = before.checked_sub(1).and_then(|at| self.lettered.get(at)).or(self.lettered.first())
            else {
                return;
            };
            let range = pieces[piece].text.clone();
            let end = note.at.start.clamp(range.start, range.end);
            let start =
                text[range.start..end].char_indices().next_back().map_or(range.start, |(at, _)| range.start + at);
            let end = end.max(start + text[start..].chars().next().map_or(0, char::len_utf8));
            (start, end, piece, piece)
        };
        self.forget_overtaken(note, start..end, remarks);
        let id = self.id();
        remarks.new.push(Remark { id, text: note.text.clone() });
        self.ops.push((pieces[first].run, Op::Begin { at: start, id }));
        self.ops.push((pieces[last].run, Op::End { at: end, id }));
    }

    /// A conflict takes the place of an earlier one on words that a person has changed since.
    fn forget_overtaken(&self, note: &Note, at: Range<usize>, remarks: &mut Remarks) {
        let is_conflict =
            |remark: &str| marks::of_remark(remark).is_some_and(|mark| marks::is_over(&mark, "").is_some());
        if !is_conflict(&note.text) {
            return;
        }
        let anchors = &self.file.story.comments;
        let there = anchors.iter().filter(|anchor| anchor.at.start < at.end && at.start < anchor.at.end);
        let open = remarks.open(anchors);
        let overtaken = there.filter(|anchor| open.get(anchor.id.as_str()).is_some_and(|remark| is_conflict(remark)));
        let overtaken: Vec<String> = overtaken.map(|anchor| anchor.id.clone()).collect();
        remarks.gone.extend(overtaken);
    }

    /// Take away what points at comments that go.
    pub(super) fn forget(&mut self, gone: &[String]) {
        let story = &self.file.story;
        for anchor in story.comments.iter().filter(|anchor| gone.contains(&anchor.id)) {
            self.patches.extend(anchor.ends.iter().map(|tag| (tag.clone(), String::new())));
            let piece = &story.pieces[anchor.piece];
            let of_run =
                |at: Option<usize>| at.and_then(|at| story.pieces.get(at)).is_some_and(|it| it.run == piece.run);
            let alone = !of_run(anchor.piece.checked_sub(1)) && !of_run(Some(anchor.piece + 1));
            let xml = if alone { &story.runs[piece.run].xml } else { &piece.xml };
            self.patches.push((xml.clone(), String::new()));
            self.gone_pieces.push(anchor.piece);
        }
    }
}
