//! A run written anew (重写文字块): cut where words go and come, its properties on every piece.

use std::ops::Range;

use super::{Desk, Patch};
use crate::formats::word::{
    run::Run,
    xml::{children, escaped},
};

/// What happens in a run, at places of the text.
#[derive(Clone, Debug)]
pub(super) enum Op {
    /// Words go.
    Delete(Range<usize>),
    /// Words come; further lines are paragraphs of their own, the last one goes on with what follows.
    Insert { at: usize, lines: Vec<String>, properties: String },
    /// Words that stand there are shown as come.
    Come(Range<usize>),
    /// Words that do not stand there are shown as gone.
    Gone { at: usize, words: String },
    /// A comment begins.
    Begin { at: usize, id: u64 },
    /// A comment ends.
    End { at: usize, id: u64 },
}

impl Op {
    /// Where it stands; what ends there comes before what begins.
    pub fn place(&self) -> (usize, u8) {
        match self {
            Op::Delete(range) | Op::Come(range) => (range.start, 3),
            Op::Gone { at, .. } => (*at, 1),
            Op::End { at, .. } => (*at, 0),
            Op::Insert { at, .. } => (*at, 1),
            Op::Begin { at, .. } => (*at, 2),
        }
    }
}

/// A run's pieces as they are written; what stands alike goes into one run.
struct Pieces {
    out: String,
    start: String,
    properties: String,
    /// Is a run open, and what becomes of it?
    open: Option<Fate>,
}

/// What becomes of letters (去留).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Stays,
    Goes,
    Comes,
    /// What this program inserted itself goes without a trace, as Word has it with an author's own insertions.
    Vanishes,
}

impl Pieces {
    /// Put a child in; where its fate is another than that of the one before, `revision` is opened.
    fn put(&mut self, fate: Fate, revision: Option<String>, xml: &str) {
        if self.open != Some(fate) {
            self.close();
            if let Some(revision) = revision {
                let name = if fate == Fate::Goes { "del" } else { "ins" };
                self.out.push_str(&format!("<w:{name} {revision}>"));
            }
            self.out.push_str(&self.start);
            self.out.push_str(&self.properties);
            self.open = Some(fate);
        }
        self.out.push_str(xml);
    }

    fn close(&mut self) {
        match self.open.take() {
            Some(Fate::Goes) => self.out.push_str("</w:r></w:del>"),
            Some(Fate::Comes) => self.out.push_str("</w:r></w:ins>"),
            Some(Fate::Stays) => self.out.push_str("</w:r>"),
            Some(Fate::Vanishes) | None => {}
        }
    }
}

impl Desk<'_> {
    /// The run with everything that happens in it.
    pub(super) fn rebuild(&mut self, index: usize, ops: &[Op]) -> Patch {
        let file = self.file;
        let story = &file.story;
        let run = &story.runs[index];
        let first = story.pieces.partition_point(|piece| piece.run < index);
        let last = story.pieces.partition_point(|piece| piece.run <= index);
        let mut pieces = Pieces {
            out: String::new(),
            start: file.xml[run.start.clone()].to_owned(),
            properties: file.xml[run.properties.clone()].to_owned(),
            open: None,
        };
        let fate = |part: &Range<usize>| {
            let within = |range: &Range<usize>| range.start <= part.start && part.end <= range.end;
            let found = ops.iter().find_map(|op| match op {
                Op::Delete(range) if within(range) => Some(if run.own { Fate::Vanishes } else { Fate::Goes }),
                // What another person put in is shown as come already.
                Op::Come(range) if within(range) && run.inserted.is_none() => Some(Fate::Comes),
                _ => None,
            });
            found.unwrap_or(Fate::Stays)
        };
        let mut points: Vec<&Op> = ops.iter().filter(|op| !matches!(op, Op::Delete(_) | Op::Come(_))).collect();
        points.reverse();
        for (index, piece) in story.pieces.iter().enumerate().take(last).skip(first) {
            if self.gone_pieces.contains(&index) {
                continue;
            }
            if piece.text.is_empty() {
                pieces.put(Fate::Stays, None, &file.xml[piece.xml.clone()]);
                continue;
            }
            for part in self.cuts(&piece.text, ops) {
                while let Some(op) = points.pop_if(|op| op.place().0 <= part.start) {
                    self.point(run, op, &mut pieces);
                }
                let fate = fate(&part);
                if fate == Fate::Vanishes {
                    pieces.close();
                    continue;
                }
                let words = if piece.letters {
                    let name = if fate == Fate::Goes { "delText" } else { "t" };
                    format!("<w:{name} xml:space=\"preserve\">{}</w:{name}>", escaped(&story.text[part.clone()]))
                } else {
                    file.xml[piece.xml.clone()].to_owned()
                };
                let opens = fate != Fate::Stays && pieces.open != Some(fate);
                let revision = opens.then(|| self.revision());
                pieces.put(fate, revision, &words);
            }
        }
        while let Some(op) = points.pop() {
            self.point(run, op, &mut pieces);
        }
        pieces.close();
        self.without_empty(run, pieces.out)
    }

    /// What is written for a run; an insertion around it that came to hold nothing is taken along.
    fn without_empty(&self, run: &Run, mut out: String) -> Patch {
        let (xml, mut range) = (&self.file.xml, run.xml.clone());
        let Some(start) = &run.inserted else { return (range, out) };
        let end = format!("</{}>", element(&xml[start.clone()]));
        let (first, last) = (start.end == range.start, xml[range.end..].starts_with(&end));
        if out.is_empty() && first && last {
            return (start.start..range.end + end.len(), out);
        }
        if first && out.starts_with(&end) {
            out.drain(..end.len());
            range.start = start.start;
        }
        let opened = out.rfind('<').filter(|&at| last && element(&out[at..]) == element(&end.replace('/', "")));
        if let Some(at) = opened.filter(|_| out.ends_with('>')) {
            out.truncate(at);
            range.end += end.len();
        }
        (range, out)
    }

    /// A piece's letters, cut where something happens.
    fn cuts(&self, text: &Range<usize>, ops: &[Op]) -> Vec<Range<usize>> {
        let inside = |at: &usize| text.start < *at && *at < text.end;
        let mut places: Vec<usize> = ops
            .iter()
            .flat_map(|op| match op {
                Op::Delete(range) | Op::Come(range) => [range.start, range.end],
                other => [other.place().0; 2],
            })
            .filter(inside)
            .collect();
        places.extend([text.start, text.end]);
        places.sort_unstable();
        places.dedup();
        places.windows(2).map(|pair| pair[0]..pair[1]).collect()
    }

    /// What stands between two pieces.
    fn point(&mut self, run: &Run, op: &Op, pieces: &mut Pieces) {
        pieces.close();
        let xml = match op {
            Op::Delete(_) | Op::Come(_) => return,
            Op::Gone { words, .. } => format!(
                "<w:del {}><w:r>{}<w:delText xml:space=\"preserve\">{}</w:delText></w:r></w:del>",
                self.revision(),
                plain(&pieces.properties),
                escaped(words)
            ),
            Op::Begin { id, .. } => begin(*id),
            Op::End { id, .. } => end(*id),
            Op::Insert { lines, properties, .. } => self.inserted(run.paragraph, lines, properties),
        };
        // New words in an insertion of this program are part of it.
        if let (Op::Insert { lines, properties, .. }, true) = (op, run.own)
            && let [line] = lines.as_slice()
        {
            pieces.out.push_str(&format!("<w:r>{properties}{}</w:r>", letters(line)));
            return;
        }
        // What stands in another person's insertion is none of it: that is closed and opened again.
        match &run.inserted {
            Some(start) if !matches!(op, Op::Begin { .. }) => {
                let again = with_id(&self.file.xml[start.clone()], self.id());
                pieces.out.push_str(&format!("</{}>{xml}{again}", element(&again)));
            }
            _ => pieces.out.push_str(&xml),
        }
    }

    /// New words; where they break the paragraph in two, both parts are set as it is.
    fn inserted(&mut self, paragraph: usize, lines: &[String], properties: &str) -> String {
        let mut out = String::new();
        for (index, line) in lines.iter().enumerate() {
            if index > 0 {
                let own = &self.file.story.paragraphs[paragraph];
                let set = self.file.xml[own.properties.clone()].to_owned();
                out.push_str("</w:p><w:p>");
                if index + 1 < lines.len() {
                    let revision = self.revision();
                    out.push_str(&super::model::properties(&set, false, Some(&revision)));
                } else {
                    out.push_str(&set);
                }
            }
            out.push_str(&self.inserted_run(line, properties));
        }
        out
    }

    /// New words in one line.
    pub(super) fn inserted_run(&mut self, line: &str, properties: &str) -> String {
        if line.is_empty() {
            return String::new();
        }
        format!("<w:ins {}><w:r>{properties}{}</w:r></w:ins>", self.revision(), letters(line))
    }
}

/// Letters as children of a run.
fn letters(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while !rest.is_empty() {
        let at = rest.find(['\t', '\u{b}']).unwrap_or(rest.len());
        if at > 0 {
            out.push_str(&format!("<w:t xml:space=\"preserve\">{}</w:t>", escaped(&rest[..at])));
        }
        rest = &rest[at..];
        if let Some(behind) = rest.strip_prefix('\t') {
            out.push_str("<w:tab/>");
            rest = behind;
        } else if let Some(behind) = rest.strip_prefix('\u{b}') {
            out.push_str("<w:br/>");
            rest = behind;
        }
    }
    out
}

/// Where the words of a comment begin.
pub(super) fn begin(id: u64) -> String {
    format!("<w:commentRangeStart w:id=\"{id}\"/>")
}

/// Where they end, and the comment is called.
pub(super) fn end(id: u64) -> String {
    format!("<w:commentRangeEnd w:id=\"{id}\"/><w:r><w:commentReference w:id=\"{id}\"/></w:r>")
}

/// The name of the element that a start tag opens.
fn element(start: &str) -> &str {
    let name = start.trim_start_matches('<');
    &name[..name.find([' ', '>', '/', '\t', '\n', '\r']).unwrap_or(name.len())]
}

/// A start tag with another number.
fn with_id(start: &str, id: u64) -> String {
    let Some(at) = start.find("w:id=\"").map(|at| at + "w:id=\"".len()) else { return start.to_owned() };
    let end = start[at..].find('"').map_or(start.len(), |end| at + end);
    format!("{}{id}{}", &start[..at], &start[end..])
}

/// Properties of a run without what others have tracked in them.
pub(super) fn plain(properties: &str) -> String {
    let mut out = properties.to_owned();
    for (name, range) in children(properties).into_iter().rev() {
        if matches!(name.as_str(), "w:rPrChange" | "w:ins" | "w:del" | "w:moveFrom" | "w:moveTo") {
            out.replace_range(range, "");
        }
    }
    out
}
