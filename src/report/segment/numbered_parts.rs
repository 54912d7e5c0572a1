//! Parts numbered like sections (部分写成一、二、三): where no title says 第X部分, 一、 stands over the parts and （一） over the
//! sections of part three.

use super::{
    known::{Known, Level},
    lines::Line,
    parts::{LONGEST, says},
};
use crate::report::document::{PartKind, mark::Mark};

/// One known heading below the title may be chance.
const SECTIONS: usize = 2;

/// Take the numbers of such a text for those that a text with 第X部分 has.
pub fn promote(lines: &mut [Line], known: &Known) {
    let parted = lines.iter().any(|line| matches!(line.mark.0, Mark::Part(_)));
    if parted || !is_numbered_so(lines, known) {
        return;
    }
    let mut narrative = false;
    for line in lines {
        let (mark, length) = line.mark;
        match mark {
            Mark::Section(number) if is_part(line) => {
                narrative = says(PartKind::Narrative, line.body());
                line.mark = (Mark::Part(number), length);
            }
            Mark::Inner(number) if narrative => line.mark = (Mark::Section(number), length),
            Mark::Item(number) if narrative && known.level(PartKind::Narrative, line.body()) == Some(Level::Inner) => {
                line.mark = (Mark::Inner(number), length);
            }
            _ => {}
        }
    }
}

/// Do sections stand below a title of part three, and none where they stand elsewhere?
fn is_numbered_so(lines: &[Line], known: &Known) -> bool {
    let is_section = |line: &Line| known.level(PartKind::Narrative, line.body()) == Some(Level::Section);
    let is_mark = |line: &Line| matches!(line.mark.0, Mark::Section(_));
    let title = lines.iter().position(|line| is_mark(line) && is_part(line) && says(PartKind::Narrative, line.body()));
    title.is_some_and(|title| {
        let below = lines[title..].iter().filter(|line| matches!(line.mark.0, Mark::Inner(_)) && is_section(line));
        below.count() >= SECTIONS && !lines.iter().any(|line| is_mark(line) && is_section(line))
    })
}

fn is_part(line: &Line) -> bool {
    let title = line.body();
    let short = title.len() <= LONGEST && !title.contains(['，', '。', '；', '：']);
    let kinds = [PartKind::About, PartKind::Tables, PartKind::Narrative, PartKind::Glossary];
    short && kinds.into_iter().any(|kind| says(kind, title))
}
