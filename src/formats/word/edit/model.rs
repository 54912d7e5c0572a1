//! A paragraph to copy (样段): new paragraphs are set like the nearest one of their kind.

use super::{Desk, rebuild::plain};
use crate::{formats::word::xml::children, phrase::numerals::read_ordinal};

/// How far one is looked for, in paragraphs.
const FAR: usize = 200;

impl Desk<'_> {
    /// The paragraph near `anchor` that is numbered and ended like `line`; else `anchor` itself.
    pub(super) fn model(&self, anchor: usize, line: &str) -> usize {
        let paragraphs = &self.file.story.paragraphs;
        let text = |index: usize| &self.file.story.text[paragraphs[index].text.clone()];
        let wanted = kind(line);
        let fits =
            |index: &usize| !paragraphs[*index].in_row && !text(*index).is_empty() && kind(text(*index)) == wanted;
        let before = (anchor.saturating_sub(FAR)..=anchor).rev().find(fits);
        before.or_else(|| (anchor + 1..paragraphs.len().min(anchor + FAR)).find(fits)).unwrap_or(anchor)
    }

    /// A paragraph that comes, set like the model.
    pub(super) fn new_paragraph(&mut self, model: usize, line: &str) -> String {
        let own = &self.file.story.paragraphs[model];
        let set = self.file.xml[own.properties.clone()].to_owned();
        let numbered = own.number > 0;
        let digits = ordinal(line);
        // Word numbers it, or it brings its number along.
        let (line, keep) = if numbered && digits > 0 { (&line[digits..], true) } else { (line, !numbered) };
        let properties = self.run_properties(model);
        let revision = self.revision();
        let run = self.inserted_run(line, &properties);
        format!("<w:p>{}{run}</w:p>", self::properties(&set, !keep, Some(&revision)))
    }

    /// The properties of the first letters of a paragraph.
    pub(super) fn run_properties(&self, paragraph: usize) -> String {
        let story = &self.file.story;
        let range = story.paragraphs[paragraph].text.clone();
        let first = self.lettered.partition_point(|&piece| story.pieces[piece].text.start < range.start);
        let piece =
            self.lettered.get(first).map(|&piece| &story.pieces[piece]).filter(|piece| piece.text.start < range.end);
        piece.map_or_else(String::new, |piece| plain(&self.file.xml[story.runs[piece.run].properties.clone()]))
    }
}

/// Properties of a paragraph that is set the same, without its section's end and what others tracked; `revision` says
/// that its mark comes.
pub(super) fn properties(set: &str, unnumbered: bool, revision: Option<&str>) -> String {
    let own = children(set).into_iter();
    let kept = own.filter(|(name, _)| {
        let left = matches!(name.as_str(), "w:rPr" | "w:sectPr" | "w:pPrChange");
        !(left || unnumbered && name == "w:numPr")
    });
    let kept: String = kept.map(|(_, range)| &set[range]).collect();
    let mark = revision.map(|revision| format!("<w:rPr><w:ins {revision}/></w:rPr>")).unwrap_or_default();
    format!("<w:pPr>{kept}{mark}</w:pPr>")
}

/// How a line is numbered, and whether it says a sentence.
fn kind(line: &str) -> (u8, bool) {
    let mark = match ordinal(line) {
        0 => 0,
        _ if line.starts_with(['（', '(']) => 2,
        _ if line.starts_with(|c: char| c.is_ascii_digit()) => 3,
        _ => 1,
    };
    (mark, line.contains(['。', '，']))
}

/// How many bytes the number at the head of a line takes: 三、 （三） 3. 3、
pub(super) fn ordinal(line: &str) -> usize {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let after_bracket = line.strip_prefix(['（', '(']);
    let rest = after_bracket.unwrap_or(line);
    let length = read_ordinal(rest).map_or_else(|| digits(rest), |(_, length)| length);
    if length == 0 {
        return 0;
    }
    let behind = &rest[length..];
    let ended = match after_bracket {
        Some(_) => behind.strip_prefix(['）', ')']),
        // 3.5 is a figure.
        None => behind.strip_prefix(['、', '.', '．']).filter(|rest| !rest.starts_with(|c: char| c.is_ascii_digit())),
    };
    ended.map_or(0, |ended| line.len() - ended.trim_start_matches(' ').len())
}
