//! The mark that ends a paragraph (段落标记): that it comes or goes is a revision in its properties.

use super::{AUTHOR, Desk, rebuild::Op};
use crate::formats::word::xml::children;

impl Desk<'_> {
    /// Put a revision on the mark of a paragraph.
    pub(super) fn mark(&mut self, index: usize, tag: &str) {
        // A mark comes or goes once.
        if self.marked.contains(&index) {
            return;
        }
        self.marked.push(index);
        let paragraph = &self.file.story.paragraphs[index];
        let xml = &self.file.xml;
        let whole = format!("<w:rPr>{tag}</w:rPr>");
        let patch = if !paragraph.mark.is_empty() {
            let mark = &xml[paragraph.mark.clone()];
            if mark.ends_with("/>") && !mark.contains("</") {
                (paragraph.mark.clone(), whole)
            } else {
                let inserted = children(mark).into_iter().find(|(name, _)| name == "w:ins");
                let at = inserted.map_or_else(|| mark.find('>').map_or(0, |at| at + 1), |(_, range)| range.end);
                let at = paragraph.mark.start + at;
                (at..at, tag.to_owned())
            }
        } else if !paragraph.properties.is_empty() {
            let properties = &xml[paragraph.properties.clone()];
            if properties.ends_with("/>") && !properties.contains("</") && children(properties).is_empty() {
                (paragraph.properties.clone(), format!("<w:pPr>{whole}</w:pPr>"))
            } else {
                let behind = children(properties)
                    .into_iter()
                    .find(|(name, _)| matches!(name.as_str(), "w:sectPr" | "w:pPrChange"));
                let at =
                    behind.map_or_else(|| properties.rfind("</").unwrap_or(properties.len()), |(_, range)| range.start);
                let at = paragraph.properties.start + at;
                (at..at, whole)
            }
        } else if self.is_empty_element(index) {
            let start = xml[paragraph.start.clone()].trim_end_matches("/>").to_owned();
            (paragraph.start.clone(), format!("{start}><w:pPr>{whole}</w:pPr></w:p>"))
        } else {
            let at = paragraph.start.end;
            (at..at, format!("<w:pPr>{whole}</w:pPr>"))
        };
        self.patches.push(patch);
    }

    /// Is a paragraph whose mark goes one that this program inserted in an earlier run, with nothing of anybody else in
    /// it and nothing left? It goes without a trace.
    pub(super) fn vanishes(&self, index: usize, ops: &[(usize, Op)]) -> bool {
        let (story, xml) = (&self.file.story, &self.file.xml);
        let paragraph = &story.paragraphs[index];
        let mark = &xml[paragraph.mark.clone()];
        let own = |(name, range): (String, std::ops::Range<usize>)| {
            name == "w:ins" && mark[range].contains(&format!("w:author=\"{AUTHOR}\""))
        };
        if !children(mark).into_iter().any(own) || xml[paragraph.properties.clone()].contains("<w:sectPr") {
            return false;
        }
        let first = story.runs.partition_point(|run| run.paragraph < index);
        let runs = story.runs[first..].iter().zip(first..).take_while(|(run, _)| run.paragraph == index);
        let mut at = paragraph.properties.end.max(paragraph.start.end);
        let ours = |rest: &str| {
            let mut tags = rest.split('<').skip(1);
            tags.all(|tag| tag.starts_with("w:ins ") || tag == "/w:ins>" || tag == "/w:p>")
        };
        for (run, number) in runs {
            let from = ops.partition_point(|(run, _)| *run < number);
            let mut goes = ops[from..].iter().take_while(|(run, _)| *run == number).map(|(_, op)| op);
            let pieces = story.pieces.partition_point(|piece| piece.run < number);
            let pieces = story.pieces[pieces..].iter().take_while(|piece| piece.run == number);
            let mut text = pieces.map(|piece| &piece.text).filter(|text| !text.is_empty());
            let all = text.all(|text| {
                let taken =
                    |op: &Op| matches!(op, Op::Delete(range) if range.start <= text.start && text.end <= range.end);
                ops[from..].iter().take_while(|(run, _)| *run == number).any(|(_, op)| taken(op))
            });
            if !run.own || !all || !goes.all(|op| matches!(op, Op::Delete(_))) || !ours(&xml[at..run.xml.start]) {
                return false;
            }
            at = run.xml.end;
        }
        ours(&xml[at..paragraph.xml.end])
    }

    /// Is it written `<w:p/>`?
    pub(super) fn is_empty_element(&self, index: usize) -> bool {
        let paragraph = &self.file.story.paragraphs[index];
        paragraph.start.end == paragraph.xml.end && self.file.xml[paragraph.start.clone()].ends_with("/>")
    }
}
