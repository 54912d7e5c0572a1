//! How paragraphs are set (版式): whether the first line of one is set in, and how long a full line is.

use super::lines::Line;
use crate::report::document::mark::Mark;

/// How far from the end of full lines others end, as marks and figures are not parted, in half columns.
const NEARLY: usize = 5;

/// How the paragraphs of a text are set (版式).
#[derive(Debug, Default)]
pub struct Layout {
    /// Are first lines set in, and all others not?
    indented: bool,
    /// Are lines broken where the page ends, not where the sentence does?
    broken: bool,
    /// Are there so many of them that the end of a sentence there shows nothing?
    narrow: bool,
    /// Where full lines end, in half columns.
    full: usize,
}

impl Layout {
    /// What the lines of prose show; which of them are headings has to be said.
    pub fn of<'a>(lines: impl Iterator<Item = &'a Line>, is_heading: impl Fn(&Line) -> bool) -> Layout {
        let mut count = Count::default();
        let mut edges = Vec::new();
        // The line before, and whether it is a heading.
        let mut before: Option<(&Line, bool)> = None;
        for line in lines.filter(|line| !line.row) {
            count.lines += 1;
            let heading = is_heading(line);
            let begins = heading || line.mark.0 != Mark::None || line.hashes > 0;
            match before {
                _ if line.indent > 0 => count.set_in += 1,
                _ if begins => {}
                Some((_, true)) => count.after_heading += 1,
                Some((before, _)) if ends_sentence(&before.text) => count.after_sentence += 1,
                Some((before, _)) => {
                    count.goes_on += 1;
                    edges.push(before.edge);
                }
                None => {}
            }
            before = Some((line, heading));
        }
        let at = edges.len() * 9 / 10;
        let full = if edges.is_empty() { 0 } else { *edges.select_nth_unstable(at).1 };
        Layout {
            // Where first lines are set in, other lines go on in the middle of a sentence, nearly all of them.
            indented: count.goes_on >= 2
                && count.goes_on >= 2 * (count.after_sentence + count.after_heading)
                && count.set_in >= 2.max(4 * count.after_heading),
            broken: count.goes_on >= 3 && count.goes_on * 4 >= count.lines,
            narrow: count.goes_on >= 8 && count.goes_on * 3 >= count.lines,
            full,
        }
    }

    /// Does the way a line is set say that it goes on with the paragraph before, or that it does not?
    /// `margin` is the last line that begins where the page's lines do, `before` the last of all.
    pub fn goes_on(&self, margin: &Line, before: &Line, unfinished: bool, line: &Line) -> Option<bool> {
        if !self.indented {
            // Few paragraphs end just where lines do, but every line has to end there.
            let ends_with_line = before.edge.abs_diff(self.full) <= NEARLY;
            return (self.narrow && !unfinished && ends_with_line).then_some(true);
        }
        Some(match line.indent {
            0 => unfinished || self.is_full(before),
            // A page may be set in as a whole; then a sentence stops only where the line is full.
            _ => unfinished && margin.indent > 0 && self.is_full(before),
        })
    }

    /// May a heading go on in the next line?
    pub fn breaks_heading(&self, heading: &Line, next: &Line) -> bool {
        self.broken && self.is_full(heading) && !ends_sentence(&heading.text) && (!self.indented || next.indent == 0)
    }

    fn is_full(&self, line: &Line) -> bool {
        line.edge * 5 >= self.full * 4
    }
}

/// What is counted of lines.
#[derive(Default)]
struct Count {
    lines: usize,
    /// Lines that are set in.
    set_in: usize,
    /// Lines without a number that are not: after an unfinished sentence, after a finished one, after a heading.
    goes_on: usize,
    after_sentence: usize,
    after_heading: usize,
}

/// A part of the page's line that extraction set below it: it begins where the line before ends.
pub fn is_rest_of_line(before: &Line, line: &Line) -> bool {
    let end = before.indent + before.length;
    !line.after_blank && !line.page_top && line.indent >= 6 && line.indent.abs_diff(end) <= 2
}

/// Does a text end a sentence? A colon counts: what it announces (其中：) is a paragraph of its own.
pub fn ends_sentence(text: &str) -> bool {
    // A closing mark or two may follow, never a long row of them.
    let mut end = text.chars().rev().take(8).skip_while(|c| matches!(c, '”' | '’' | '）' | '》' | '"'));
    end.next().is_some_and(|c| matches!(c, '。' | '！' | '？' | '；' | '：' | '…'))
}

/// No line of Chinese text begins with one of these.
pub fn closes(text: &str) -> bool {
    text.starts_with(['。', '，', '、', '；', '：', '！', '？', '”', '’', '）', '》', '】', '%'])
}
