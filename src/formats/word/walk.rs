//! From document.xml to one text (读正文): paragraphs are lines, and every letter knows its run.

use std::ops::Range;

use super::{
    anchors::{Anchor, Anchors},
    numbering::Numbering,
    paragraph::Paragraph,
    run::{Did, Piece, Revision, Run},
    styles::Styles,
    table::Rows,
    xml::{Node, Tag, Walk},
};

/// The text of a document (正文).
#[derive(Default)]
pub(super) struct Story {
    pub text: String,
    pub runs: Vec<Run>,
    /// Children of runs, in order; their letters follow each other.
    pub pieces: Vec<Piece>,
    pub paragraphs: Vec<Paragraph>,
    /// Lines that are rows of tables.
    pub rows: Vec<Range<usize>>,
    /// Their cells over several columns, by their number in the row, and over how many.
    pub wide: Vec<Vec<(usize, usize)>>,
    pub revisions: Vec<Revision>,
    /// Where hidden letters stand, and how many there are.
    pub hidden: Vec<(usize, usize)>,
    pub comments: Vec<Anchor>,
}

/// What an open element is.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Frame {
    /// Something whose children count as if it were not there.
    Through,
    /// Something that is no text.
    Skip,
    /// The same, but what somebody deleted.
    Deleted(usize),
    Inserted(Range<usize>, usize),
    Paragraph,
    Properties,
    /// Of the mark of a paragraph.
    Mark,
    Run,
    RunProperties,
    Letters,
    /// A child of a run that holds no letters.
    Child,
    Row,
    Cell,
    CellProperties,
}

/// Read a document.
pub(super) fn read(xml: &str, styles: &Styles, numbering: Numbering) -> Result<Story, String> {
    let mut reader = Reader { styles, numbering, ..Reader::new(styles) };
    let mut walk = Walk::new(xml);
    while let Some(node) = walk.next()? {
        match node {
            Node::Open(tag) => reader.open(&tag),
            Node::Close(range) => reader.close(&range),
            Node::Text(text) => reader.letters(&text),
        }
    }
    Ok(reader.finish())
}

struct Reader<'s> {
    styles: &'s Styles,
    numbering: Numbering,
    text: Vec<u8>,
    story: Story,
    frames: Vec<Frame>,
    rows: Rows,
    paragraph: Option<Paragraph>,
    /// Where the paragraph's first letters stand is known once its properties are read.
    numbered: bool,
    run: Option<Run>,
    hidden_run: bool,
    /// The child of the run that is open: where it begins.
    child: usize,
    /// The letters of the open w:t, and whether blanks around them count.
    gathered: String,
    preserve: bool,
    /// Open fields: is the instruction being read?
    fields: Vec<bool>,
    comments: Anchors,
}

impl<'s> Reader<'s> {
    fn new(styles: &'s Styles) -> Reader<'s> {
        Reader {
            styles,
            numbering: Numbering::default(),
            text: Vec::new(),
            story: Story::default(),
            frames: Vec::new(),
            rows: Rows::default(),
            paragraph: None,
            numbered: false,
            run: None,
            hidden_run: false,
            child: 0,
            gathered: String::new(),
            preserve: false,
            fields: Vec::new(),
            comments: Anchors::default(),
        }
    }

    fn open(&mut self, tag: &Tag) {
        let frame = match self.frames.last() {
            Some(Frame::Skip | Frame::Deleted(_) | Frame::Letters | Frame::Child) => Frame::Skip,
            Some(Frame::Properties) => self.property(tag),
            Some(Frame::Mark) => {
                if let Some(paragraph) = self.paragraph.as_mut().filter(|_| is_removal(tag)) {
                    paragraph.joined = true;
                }
                Frame::Skip
            }
            Some(Frame::RunProperties) => {
                match tag.word() {
                    Some("vanish") => self.hidden_run = tag.is_on(),
                    Some("rStyle") => self.hidden_run |= tag.value().is_some_and(|id| self.styles.hides(&id)),
                    _ => {}
                }
                Frame::Skip
            }
            Some(Frame::Run) => self.in_run(tag),
            Some(Frame::CellProperties) => {
                let across = tag.value().filter(|_| tag.word() == Some("gridSpan"));
                across.and_then(|across| across.parse().ok()).into_iter().for_each(|across| self.rows.across(across));
                Frame::Skip
            }
            _ => self.element(tag),
        };
        self.frames.push(frame);
    }

    fn element(&mut self, tag: &Tag) -> Frame {
        match tag.word() {
            Some("p") if self.paragraph.is_none() => {
                let paragraph = Paragraph { xml: tag.range.clone(), start: tag.range.clone(), ..Paragraph::default() };
                self.paragraph = Some(Paragraph { text: self.text.len()..self.text.len(), ..paragraph });
                self.numbered = false;
                Frame::Paragraph
            }
            Some("pPr") => {
                if let Some(paragraph) = &mut self.paragraph {
                    paragraph.properties = tag.range.clone();
                }
                Frame::Properties
            }
            Some("r") => {
                let Some(paragraph) = &self.paragraph else { return Frame::Skip };
                let hidden = paragraph.style.as_deref().is_some_and(|id| self.styles.hides(id));
                self.number();
                let inserted = self.frames.last().and_then(|frame| match frame {
                    Frame::Inserted(start, revision) => Some((start.clone(), self.story.revisions[*revision].is_own())),
                    _ => None,
                });
                let own = inserted.as_ref().is_some_and(|(_, own)| *own);
                let inserted = inserted.map(|(start, _)| start);
                let direct = self.frames.last() == Some(&Frame::Paragraph);
                let (xml, start) = (tag.range.clone(), tag.range.clone());
                let paragraph = self.story.paragraphs.len();
                self.run = Some(Run { xml, start, properties: 0..0, inserted, own, direct, paragraph });
                self.hidden_run = hidden;
                Frame::Run
            }
            Some("del" | "moveFrom") => Frame::Deleted(self.revision(tag, Did::Deleted)),
            Some("ins" | "moveTo") => Frame::Inserted(tag.range.clone(), self.revision(tag, Did::Inserted)),
            Some("tr") => {
                self.rows.open(self.text.len(), self.story.paragraphs.len());
                Frame::Row
            }
            Some("tc") => {
                self.rows.cell();
                Frame::Cell
            }
            Some("tcPr") => Frame::CellProperties,
            Some("commentRangeStart" | "commentRangeEnd") => {
                self.number();
                self.comments.end(tag, self.text.len());
                Frame::Skip
            }
            Some("sdtPr" | "sdtEndPr" | "tblPr" | "tblGrid" | "trPr" | "tblPrEx" | "sectPr" | "rt" | "rubyPr") => {
                Frame::Skip
            }
            Some(_) => Frame::Through,
            None => Frame::Skip,
        }
    }

    fn property(&mut self, tag: &Tag) -> Frame {
        let Some(paragraph) = &mut self.paragraph else { return Frame::Skip };
        match tag.word() {
            Some("rPr") => {
                paragraph.mark = tag.range.clone();
                Frame::Mark
            }
            Some("numPr") => Frame::Properties,
            Some("pPrChange" | "sectPr") => Frame::Skip,
            _ => {
                paragraph.property(tag);
                Frame::Skip
            }
        }
    }

    fn in_run(&mut self, tag: &Tag) -> Frame {
        self.child = tag.range.start;
        let written = match tag.word() {
            Some("rPr") => {
                if let Some(run) = &mut self.run {
                    run.properties = tag.range.clone();
                }
                return Frame::RunProperties;
            }
            Some("t") => {
                self.gathered.clear();
                self.preserve = tag.attribute("xml:space").is_some_and(|space| space == "preserve");
                return Frame::Letters;
            }
            Some("tab" | "ptab") => "\t".to_owned(),
            Some("br" | "cr") => "\u{b}".to_owned(),
            Some("noBreakHyphen") => "-".to_owned(),
            Some("sym") => {
                let code = tag.attribute("w:char").and_then(|code| u32::from_str_radix(&code, 16).ok());
                code.and_then(char::from_u32).map(String::from).unwrap_or_default()
            }
            Some("fldChar") => {
                match tag.attribute("w:fldCharType").as_deref() {
                    Some("begin") => self.fields.push(true),
                    Some("separate") => {
                        if let Some(last) = self.fields.last_mut() {
                            *last = false;
                        }
                    }
                    Some("end") => {
                        self.fields.pop();
                    }
                    _ => {}
                }
                String::new()
            }
            Some("commentReference") => {
                self.comments.call(tag, self.text.len(), self.story.pieces.len());
                String::new()
            }
            _ => String::new(),
        };
        self.gathered = written;
        Frame::Child
    }

    fn letters(&mut self, text: &str) {
        if self.frames.last() == Some(&Frame::Letters) {
            self.gathered.push_str(text);
        }
    }

    fn close(&mut self, range: &Range<usize>) {
        let Some(frame) = self.frames.pop() else { return };
        match frame {
            Frame::Letters | Frame::Child => self.piece(frame == Frame::Letters, range.end),
            Frame::RunProperties => {
                if let Some(run) = &mut self.run {
                    run.properties.end = range.end;
                }
            }
            Frame::Run => {
                if let Some(mut run) = self.run.take() {
                    run.xml.end = range.end;
                    self.story.runs.push(run);
                }
            }
            Frame::Mark => {
                if let Some(paragraph) = &mut self.paragraph {
                    paragraph.mark.end = range.end;
                }
            }
            // The inner one is a numPr.
            Frame::Properties if self.frames.last() != Some(&Frame::Properties) => {
                if let Some(paragraph) = &mut self.paragraph {
                    paragraph.properties.end = range.end;
                }
            }
            Frame::Paragraph => self.end_of_paragraph(range.end),
            Frame::Inserted(_, revision) | Frame::Deleted(revision) => {
                if let Some(revision) = self.story.revisions.get_mut(revision) {
                    revision.place.end = self.text.len();
                }
            }
            Frame::Cell => self.rows.end_of_cell(),
            Frame::Row => self.rows.close(self.text.len(), self.story.paragraphs.len()),
            _ => {}
        }
    }

    /// A child of the run is done: its letters go to the text.
    fn piece(&mut self, letters: bool, end: usize) {
        let mut written = std::mem::take(&mut self.gathered);
        if letters {
            if !self.preserve {
                written = written.trim_matches([' ', '\t', '\n', '\r']).to_owned();
            }
            // A line is a paragraph; blanks of every kind are one byte here as there.
            if written.contains(['\n', '\r', '\t']) {
                written = written.replace(['\n', '\r', '\t'], " ");
            }
        }
        let told = !self.fields.contains(&true);
        let start = self.text.len();
        if self.hidden_run && told && !written.is_empty() {
            self.story.hidden.push((start, written.chars().count()));
        }
        if told && !self.hidden_run {
            self.text.extend_from_slice(written.as_bytes());
        }
        let text = start..self.text.len();
        let letters = letters && !text.is_empty();
        self.story.pieces.push(Piece { run: self.story.runs.len(), xml: self.child..end, text, letters });
    }

    /// Print the number of the paragraph before its first letter.
    fn number(&mut self) {
        let Some(paragraph) = self.paragraph.as_mut().filter(|_| !std::mem::replace(&mut self.numbered, true)) else {
            return;
        };
        let style = paragraph.style.as_deref();
        paragraph.heading = paragraph.heading(self.styles.heading(style));
        // What a joined paragraph is, its last part says; that goes on in a line that has begun.
        let begun = self.text.last().is_some_and(|last| !matches!(last, b'\n' | b' ' | b'\t'));
        if paragraph.joined || begun {
            return;
        }
        if let Some((list, level)) = paragraph.list(self.styles.list(style)) {
            let number = self.numbering.next(&list, level);
            self.text.extend_from_slice(number.as_bytes());
            paragraph.number = number.len();
        }
    }

    fn end_of_paragraph(&mut self, end: usize) {
        self.number();
        let Some(mut paragraph) = self.paragraph.take() else { return };
        paragraph.xml.end = end;
        paragraph.text.end = self.text.len();
        if !paragraph.joined {
            self.rows.end_of_paragraph(self.text.len());
            self.text.push(if self.rows.inside() { b' ' } else { b'\n' });
        }
        self.story.paragraphs.push(paragraph);
    }

    fn revision(&mut self, tag: &Tag, did: Did) -> usize {
        let author = tag.attribute("w:author").unwrap_or_default();
        let place = self.text.len()..self.text.len();
        self.story.revisions.push(Revision { did, author, place });
        self.story.revisions.len() - 1
    }

    fn finish(mut self) -> Story {
        self.rows.settle(&mut self.text);
        for range in self.rows.paragraphs {
            self.story.paragraphs[range].iter_mut().for_each(|paragraph| paragraph.in_row = true);
        }
        self.story.rows = self.rows.lines;
        self.story.wide = self.rows.wide;
        self.story.comments = self.comments.found;
        // Letters went in whole, and what was set anew is one byte for one.
        self.story.text = String::from_utf8_lossy(&self.text).into_owned();
        self.story
    }
}

/// Did somebody take it away?
fn is_removal(tag: &Tag) -> bool {
    matches!(tag.word(), Some("del" | "moveFrom"))
}
