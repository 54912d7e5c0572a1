//! What the program writes into a text for a person to settle (标记); one place for all of them.

use std::ops::Range;

/// How a mark begins; it ends with the bracket that closes it.
const HEADS: [&str; 6] =
    ["【冲突：", "【请核对原因：", "【应删去，", "【沿用上年原因，", "【未识别，", "【请核对表格："];

/// Both changed it: the person's words and what the corrected figures make of it (冲突).
pub(super) fn conflict(edited: &str, new: &str) -> String {
    match (edited.trim().is_empty(), new.trim().is_empty()) {
        (true, _) => format!("【冲突：手改已删去{}", wanted(new)),
        (false, true) => format!("【冲突：手改为“{edited}”；更正后应删去】"),
        (false, false) => format!("【冲突：手改为“{edited}”{}", wanted(new)),
    }
}

/// What leads in the corrected words.
const WANTED: &str = "；更正后为“";

fn wanted(new: &str) -> String {
    if new.trim().is_empty() { "；更正后应删去】".to_owned() } else { format!("{WANTED}{new}”】") }
}

/// Is there a conflict in the words that nobody has settled?
pub(super) fn has_conflict(words: &str) -> bool {
    words.contains(HEADS[0])
}

/// Is it a conflict that asks for those words?
pub(super) fn asks_for(mark: &str, new: &str) -> bool {
    has_conflict(mark) && mark.rsplit_once(WANTED).is_some_and(|(_, wanted)| wanted.contains(new))
}

/// A conflict that another correction has overtaken (冲突里的更正又变了): what is written in its place; only the person's
/// words where they are right now. None if it does not ask for the old words.
pub(super) fn renewed(mark: &str, old: &str, new: &str) -> Option<String> {
    let (_, wanted) = mark.strip_suffix("”】")?.rsplit_once(WANTED)?;
    if whole(wanted, new).is_some() {
        return None;
    }
    let at = whole(wanted, old)?;
    let wanted = format!("{}{new}{}", &wanted[..at], &wanted[at + old.len()..]);
    let own = own(mark)?;
    Some(if own == wanted { wanted } else { conflict(own, &wanted) })
}

/// The person's words in a conflict; empty for what was deleted. None for all other marks.
pub(super) fn own(mark: &str) -> Option<&str> {
    let own = mark.strip_prefix(HEADS[0])?.strip_prefix("手改")?;
    let own = own.rsplit_once(WANTED.trim_end_matches("为“")).map_or(own, |(own, _)| own);
    Some(own.strip_prefix("为“").map_or("", |own| own.strip_suffix('”').unwrap_or(own)))
}

/// Where words stand in others, no number cut.
fn whole(words: &str, part: &str) -> Option<usize> {
    let counts = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '%' | '-');
    words.match_indices(part).map(|(at, _)| at).find(|&at| {
        let cut =
            |outside: Option<char>, inside: Option<char>| outside.is_some_and(counts) && inside.is_some_and(counts);
        !cut(words[..at].chars().next_back(), part.chars().next())
            && !cut(words[at + part.len()..].chars().next(), part.chars().next_back())
    })
}

/// The words of direction in the mark of a reason: what it was given for, and what the figures say.
pub(super) fn turn(mark: &str) -> Option<(&str, &str)> {
    mark.strip_prefix(HEADS[1])?.strip_prefix("方向已由")?.strip_suffix('】')?.split_once("变为")
}

/// Is a reason marked already?
pub(super) fn has_turn(words: &str) -> bool {
    words.contains(HEADS[1])
}

/// The reason was given for the other direction (方向已转).
pub(super) fn turned(old: &str, new: &str) -> String {
    format!("【请核对原因：方向已由{old}变为{new}】")
}

/// What is asked of such a reason.
pub(super) fn asks(old: &str, new: &str) -> String {
    format!("方向已由{old}变为{new}，请核对原因")
}

/// A number of a table that the correction may mean (表格里的旧数).
pub(super) fn cell(question: &str) -> String {
    format!("{}{question}】", HEADS[5])
}

/// What is asked of a cell that both changed (单元格冲突), in the words of a conflict.
pub(crate) fn both(edited: &str, new: &str) -> String {
    conflict(edited, new).trim_start_matches(HEADS[0]).trim_end_matches('】').to_owned()
}

/// Is it such a mark, as the program wrote it?
pub(crate) fn is_both(mark: &str) -> bool {
    let asked = mark.strip_prefix(HEADS[5]).and_then(|asked| asked.strip_suffix('】')).unwrap_or_default();
    asked.starts_with("手改") && (asked.ends_with('”') || asked.ends_with("更正后应删去"))
}

/// The mark that a comment of a Word file is (批注): the same words in brackets.
pub(crate) fn of_remark(remark: &str) -> Option<String> {
    let mark = format!("【{remark}】");
    (find(&mark).first() == Some(&(0..mark.len()))).then_some(mark)
}

/// Do those words stand under a conflict that quotes words? None for all other marks.
pub(crate) fn is_over(mark: &str, words: &str) -> Option<bool> {
    let quoted = mark.strip_prefix(HEADS[0])?.strip_prefix("手改为“")?;
    Some(quoted.strip_prefix(words).is_some_and(|rest| rest.starts_with("”；")))
}

/// Is it a mark of a table?
pub(crate) fn is_cell(mark: &str) -> bool {
    mark.starts_with(HEADS[5])
}

/// The corrected figures have no such sentence any more, but a person has edited it.
pub(super) const VANISHED: &str = "【应删去，因有手改而保留，请核】";

/// Last year's reason, kept (沿用).
pub(super) const LAST_REASON: &str = "【沿用上年原因，请核】";

/// A number of last year's text that has no place in this year's figures.
pub(super) const UNPLACED: &str = "【未识别，请核】";

/// Is it one whole mark?
pub(super) fn is_mark(words: &str) -> bool {
    HEADS.iter().any(|head| words.starts_with(head))
}

/// Can a text have marks? Most have none, and are not looked through line by line.
pub(super) fn may_have(text: &str) -> bool {
    memchr::memmem::find(text.as_bytes(), "【".as_bytes()).is_some()
}

/// The marks in a line.
pub(crate) fn find(line: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (start, _) in line.match_indices('【') {
        let rest = &line[start..];
        if found.last().is_some_and(|last| start < last.end) || !HEADS.iter().any(|head| rest.starts_with(head)) {
            continue;
        }
        let mut depth = 0;
        for (at, c) in rest.char_indices() {
            match c {
                '【' => depth += 1,
                '】' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                found.push(start..start + at + c.len_utf8());
                break;
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_conflict_asks_for_what_the_last_correction_says() {
        let mark = conflict("97万元", "95.06万元");
        assert_eq!(renewed(&mark, "95.06万元", "99.06万元"), Some(conflict("97万元", "99.06万元")));
        assert_eq!(renewed(&mark, "95.06", "99.06"), Some(conflict("97万元", "99.06万元")));
        assert_eq!(renewed(&mark, "95.06万元", "97万元").as_deref(), Some("97万元"));
        assert_eq!(renewed(&mark, "94.19万元", "99.06万元"), None);
        assert_eq!(renewed(&conflict("22", "1578.80"), "0", "1578.80"), None);
        assert_eq!(renewed(&conflict("22", "1578.80"), "0", "3"), None);
        assert_eq!(renewed(&conflict("", "95.06"), "95.06", "99.06"), Some(conflict("", "99.06")));
        assert_eq!(turn(&turned("减少", "增加")), Some(("减少", "增加")));
    }

    #[test]
    fn marks_are_found_whole() {
        let line =
            format!("甲{}乙【待补充：丙】{}{}", conflict("【待补充：丁】", "戊"), turned("减少", "增加"), VANISHED);
        let found: Vec<&str> = find(&line).into_iter().map(|range| &line[range]).collect();
        assert_eq!(found, [&conflict("【待补充：丁】", "戊"), &turned("减少", "增加"), VANISHED]);
        assert!(has_conflict(&line) && !has_conflict(VANISHED));
    }
}
