//! The mark that ends a paragraph (段落标记): that it comes or goes is a revision in its properties.

use super::Desk;
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

    /// Is it written `<w:p/>`?
    pub(super) fn is_empty_element(&self, index: usize) -> bool {
        let paragraph = &self.file.story.paragraphs[index];
        paragraph.start.end == paragraph.xml.end && self.file.xml[paragraph.start.clone()].ends_with("/>")
    }
}
