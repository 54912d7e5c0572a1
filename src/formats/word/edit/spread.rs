//! A change spread over the runs and paragraphs that it touches (落到文字块).

use super::{
    Desk, Difference,
    model::ordinal,
    rebuild::{Op, plain},
};
use crate::revise::update::Replacement;

impl Desk<'_> {
    /// Put one change in.
    pub(super) fn change(&mut self, change: &Replacement) {
        let file = self.file;
        let text = &file.story.text;
        let (mut at, mut words) = (change.at.clone(), change.words.replace("\r\n", "\n"));
        // Whole paragraphs are taken with their own end, not with that of the paragraph before.
        let whole = text[at.clone()].starts_with('\n') && (at.end == text.len() || text[at.end..].starts_with('\n'));
        // An end of a paragraph that goes and comes stays.
        if text[at.clone()].starts_with('\n') && words.starts_with('\n') {
            at.start += 1;
            words.remove(0);
        } else if whole && words.is_empty() {
            at = at.start + 1..(at.end + 1).min(text.len());
        }
        let Some(own) = file.story.paragraphs.get(self.paragraph_at(at.start)) else { return };
        let number_end = own.text.start + own.number;
        // A number that Word computes cannot be written; it follows by itself.
        if own.number > 0 && at.start < number_end {
            if at.end <= number_end && !at.is_empty() {
                return;
            }
            if !at.is_empty() {
                words.drain(..ordinal(&words));
            }
            at = at.start.max(number_end)..at.end.max(number_end);
        }
        let last = self.delete(&at);
        if words.is_empty() {
            return;
        }
        let in_row = own.in_row;
        let lines: Vec<String> = words.split('\n').map(str::to_owned).collect();
        if lines.len() == 1 || in_row {
            self.insert(at.end, last, vec![lines.join("\u{b}")], self.kept_properties(&at));
            return;
        }
        let paragraph = self.paragraph_at(at.end);
        let own = &file.story.paragraphs[paragraph];
        if at.end == file.story.paragraphs[self.end_of_line(paragraph)].text.end {
            self.insert(at.end, last, vec![lines[0].clone()], self.kept_properties(&at));
            let end = self.end_of_line(paragraph);
            self.paragraphs(paragraph, &lines[1..], file.story.paragraphs[end].xml.end);
        } else if at.end <= own.text.start + own.number {
            let (end, new) = lines.split_last().unwrap_or((&lines[0], &[]));
            self.paragraphs(paragraph, new, own.xml.start);
            self.insert(at.end, last, vec![end.clone()], self.kept_properties(&at));
        } else {
            self.split(at.end, last, lines, self.kept_properties(&at));
        }
    }

    /// Show words as come, and before them what stood there.
    pub(super) fn difference(&mut self, difference: &Difference) {
        let story = &self.file.story;
        let at = &difference.at;
        let first = self.lettered.partition_point(|&piece| story.pieces[piece].text.end <= at.start);
        let held = self.lettered[first..].iter().map(|&piece| &story.pieces[piece]);
        let held: Vec<_> = held.take_while(|piece| piece.text.start < at.end).collect();
        let place = match held.first() {
            Some(piece) if !at.is_empty() => Some((piece.run, piece.text.start.max(at.start))),
            _ => self.run_at(at.start),
        };
        if let (Some((run, at)), false) = (place, difference.last.is_empty()) {
            self.ops.push((run, Op::Gone { at, words: difference.last.clone() }));
        }
        if at.is_empty() {
            return;
        }
        for piece in held {
            let range = piece.text.start.max(at.start)..piece.text.end.min(at.end);
            self.ops.push((piece.run, Op::Come(range)));
        }
        let index = self.paragraph_at(at.start);
        let Some(own) = story.paragraphs.get(index) else { return };
        let whole = at.start <= own.text.start + own.number && own.text.end <= at.end;
        if whole && difference.last.is_empty() && !own.in_row && !own.joined {
            let tag = format!("<w:ins {}/>", self.revision());
            self.mark(index, &tag);
        }
    }

    /// The paragraph that a place of the text stands in; its end is a place of it.
    pub(super) fn paragraph_at(&self, at: usize) -> usize {
        let paragraphs = &self.file.story.paragraphs;
        paragraphs.partition_point(|paragraph| paragraph.text.end < at).min(paragraphs.len().saturating_sub(1))
    }

    /// The paragraph whose mark ends the line: one whose own mark somebody took away goes on in the next.
    fn end_of_line(&self, paragraph: usize) -> usize {
        let paragraphs = &self.file.story.paragraphs;
        let joined = paragraphs[paragraph..].iter().take_while(|paragraph| paragraph.joined).count();
        (paragraph + joined).min(paragraphs.len() - 1)
    }

    /// Take words away; the last piece that loses some is told.
    fn delete(&mut self, at: &std::ops::Range<usize>) -> Option<(usize, usize)> {
        if at.is_empty() {
            return None;
        }
        let story = &self.file.story;
        let first = self.lettered.partition_point(|&piece| story.pieces[piece].text.end <= at.start);
        let mut last = None;
        for &index in &self.lettered[first..] {
            let piece = &story.pieces[index];
            if piece.text.start >= at.end {
                break;
            }
            let range = piece.text.start.max(at.start)..piece.text.end.min(at.end);
            last = Some((piece.run, range.end));
            self.ops.push((piece.run, Op::Delete(range)));
        }
        let first = story.paragraphs.partition_point(|paragraph| paragraph.text.end < at.start);
        for (index, paragraph) in story.paragraphs.iter().enumerate().skip(first) {
            if paragraph.text.end >= at.end {
                break;
            }
            if !paragraph.joined && !paragraph.in_row {
                self.gone_marks.push(index);
            }
        }
        last
    }

    /// The properties of the first letters that go, else of those that stand before.
    fn kept_properties(&self, at: &std::ops::Range<usize>) -> Option<String> {
        let story = &self.file.story;
        if at.is_empty() {
            return None;
        }
        let first = self.lettered.partition_point(|&piece| story.pieces[piece].text.end <= at.start);
        let piece =
            self.lettered.get(first).map(|&piece| &story.pieces[piece]).filter(|piece| piece.text.start < at.end)?;
        Some(plain(&self.file.xml[story.runs[piece.run].properties.clone()]))
    }

    /// Put words in at a place: behind the letters that go, else behind the letter before, else before the next.
    fn insert(&mut self, at: usize, last: Option<(usize, usize)>, lines: Vec<String>, properties: Option<String>) {
        if lines.iter().all(String::is_empty) {
            return;
        }
        let file = self.file;
        let story = &file.story;
        let place = last.or_else(|| self.run_at(at));
        if let Some((run, at)) = place {
            let properties = properties.unwrap_or_else(|| plain(&file.xml[story.runs[run].properties.clone()]));
            self.ops.push((run, Op::Insert { at, lines, properties }));
            return;
        }
        // A paragraph without a letter.
        let index = self.paragraph_at(at);
        let Some(paragraph) = story.paragraphs.get(index) else { return };
        // Its mark is set as what is typed there would be.
        let properties = plain(&file.xml[paragraph.mark.clone()]);
        let run = self.inserted_run(&lines.join("\u{b}"), &properties);
        self.fill(index, &run);
    }

    /// Put runs at the end of a paragraph.
    pub(super) fn fill(&mut self, index: usize, runs: &str) {
        let paragraph = &self.file.story.paragraphs[index];
        if self.is_empty_element(index) {
            let start = self.file.xml[paragraph.start.clone()].trim_end_matches("/>").to_owned();
            self.patches.push((paragraph.xml.clone(), format!("{start}>{runs}</w:p>")));
        } else {
            let at = paragraph.xml.end - "</w:p>".len();
            self.patches.push((at..at, runs.to_owned()));
        }
    }

    /// The run with the letter before a place, or the one behind it, in the same paragraph.
    fn run_at(&self, at: usize) -> Option<(usize, usize)> {
        let story = &self.file.story;
        let own = story.paragraphs.get(self.paragraph_at(at))?;
        let before = self.lettered.partition_point(|&piece| story.pieces[piece].text.start < at);
        let inside = |piece: &&usize| {
            let range = &story.pieces[**piece].text;
            own.text.start <= range.start && range.end <= own.text.end
        };
        let held = before.checked_sub(1).and_then(|index| self.lettered.get(index)).filter(inside);
        if let Some(&piece) = held {
            let piece = &story.pieces[piece];
            return Some((piece.run, at.min(piece.text.end)));
        }
        let next = self.lettered.get(before).filter(inside)?;
        Some((story.pieces[*next].run, story.pieces[*next].text.start))
    }

    /// New paragraphs at a place of the part.
    fn paragraphs(&mut self, anchor: usize, lines: &[String], at: usize) {
        let mut xml = String::new();
        for line in lines {
            let model = self.model(anchor, line);
            xml.push_str(&self.new_paragraph(model, line));
        }
        self.patches.push((at..at, xml));
    }

    /// Cut a paragraph in two; where it is inside something else the line breaks only.
    fn split(&mut self, at: usize, last: Option<(usize, usize)>, lines: Vec<String>, properties: Option<String>) {
        let paragraph = self.paragraph_at(at);
        let run = last.or_else(|| self.run_at(at));
        let direct = run.is_some_and(|(run, _)| {
            let run = &self.file.story.runs[run];
            run.direct && run.paragraph == paragraph
        });
        if !direct {
            self.insert(at, last, vec![lines.join("\u{b}")], properties);
            return;
        }
        let Some((run, at)) = run else { return };
        let properties =
            properties.unwrap_or_else(|| plain(&self.file.xml[self.file.story.runs[run].properties.clone()]));
        let tag = format!("<w:ins {}/>", self.revision());
        self.mark(paragraph, &tag);
        self.ops.push((run, Op::Insert { at, lines, properties }));
    }
}
