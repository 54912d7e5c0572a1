//! Names of departments (部门名称) beside each other.

use crate::report::is_blank;

/// How many names a message shows.
const SHOWN: usize = 5;

/// Blanks and width aside: 甲局(本级) is 甲局（本级）.
pub fn folded(text: &str) -> String {
    let narrow = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    };
    text.chars().filter(|&c| !is_blank(c)).map(narrow).collect()
}

/// The first of many names.
pub fn some<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let names: Vec<&str> = names.collect();
    let more = if names.len() > SHOWN { format!(" 等 {} 个", names.len()) } else { String::new() };
    let shown: Vec<&str> = names.into_iter().take(SHOWN).collect();
    shown.join("、") + &more
}
