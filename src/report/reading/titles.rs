//! Which section a heading names (认章).

use crate::phrase::{Body, Piece, Say};

/// The words of a title without its slots.
pub(super) fn words(title: &Body) -> String {
    let mut out = String::new();
    for variant in &title.variants {
        if let Say::Straight(pieces) = &variant.say {
            out.extend(pieces.iter().filter_map(|piece| match piece {
                Piece::Text(text) => Some(text.as_str()),
                Piece::Slot(_) => None,
            }));
        }
    }
    super::comparable(&out)
}

/// What tells headings apart: without numbers, years and the words that all have.
pub(super) fn core(title: &str) -> String {
    let name = title.split_once('、').map_or(title, |(number, name)| {
        if number.chars().all(|c| "一二三四五六七八九十".contains(c)) { name } else { title }
    });
    let mut core: String = name.chars().filter(|c| !c.is_ascii_digit() && !"“”。（）".contains(*c)).collect();
    for word in ["年度", "关于", "的", "情况", "说明", "决算", "管理"] {
        core = core.replace(word, "");
    }
    core
}

/// The title that shares the most letters in order, if it shares nearly all.
pub(super) fn nearest(title: &str, titles: &[String]) -> Option<usize> {
    if let Some(same) = titles.iter().position(|other| other == title) {
        return Some(same);
    }
    let alike = titles.iter().map(|other| alike(title, other)).enumerate();
    alike.max_by_key(|&(_, alike)| alike).filter(|&(_, alike)| alike >= 75).map(|(index, _)| index)
}

/// Shared pairs of letters, in percent.
fn alike(one: &str, other: &str) -> usize {
    let pairs = |text: &str| -> Vec<(char, char)> { text.chars().zip(text.chars().skip(1)).collect() };
    let (one, other) = (pairs(one), pairs(other));
    let shared = one.iter().filter(|pair| other.contains(pair)).count();
    (200 * shared).checked_div(one.len() + other.len()).unwrap_or(0)
}
