//! Where the corrected text and the draft part (差异): stale errata and differences not listed.

use similar::{Algorithm, DiffOp, TextDiff, capture_diff_slices};

use crate::errata::{Erratum, Line};

/// More lines than this help nobody; the rest is counted.
const SHOWN: usize = 10;

/// How a report calls an erratum: 第 3 条（五（三）1，计算） (勘误的称呼).
pub fn title(list: &[Erratum], number: usize) -> String {
    format!("勘误第 {} 条（{}，{}）", number + 1, list[number].place, list[number].kind.name())
}

/// Every line where draft and corrected text differ, with the errata that cause it (逐行比较).
pub fn compare(lines: &[Line], list: &[Erratum], draft: &[&str]) -> Vec<String> {
    let corrected: Vec<String> = lines.iter().map(|line| line.corrected(list, &[])).collect();
    let old: Vec<&str> = corrected.iter().map(String::as_str).collect();
    let mut stale = Vec::new();
    let mut unlisted = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, &old, draft) {
        if let DiffOp::Equal { .. } = op {
            continue;
        }
        for pair in pair_lines(&old, op.old_range().collect(), draft, op.new_range().collect()) {
            match pair {
                (Some(o), Some(n)) => {
                    let left_out = no_longer_true(&lines[o], list, draft[n]);
                    stale.extend(left_out.iter().map(|&number| stale_fault(list, number)));
                    let rest = lines[o].corrected(list, &left_out);
                    if rest != draft[n] {
                        let (should, is) = mark(&rest, draft[n]);
                        unlisted.push(format!(
                            "未列入勘误表：发布文本第 {} 行、草稿第 {} 行（不同处在〖〗内）\n    发布：{should}\n    草稿：{is}",
                            o + 1,
                            n + 1
                        ));
                    }
                }
                (Some(o), None) => unlisted.push(format!("草稿缺一行：发布文本第 {} 行\n    发布：{}", o + 1, old[o])),
                (None, Some(n)) => unlisted.push(format!("草稿多一行：草稿第 {} 行\n    草稿：{}", n + 1, draft[n])),
                (None, None) => {}
            }
        }
    }
    let hidden = unlisted.len().saturating_sub(SHOWN);
    unlisted.truncate(SHOWN);
    if let Some(last) = unlisted.last_mut() {
        if hidden > 0 {
            last.push_str(&format!("\n另有 {hidden} 行不同，未一一列出。"));
        }
        last.push_str("\n改法：草稿错则改话术或数据；发布文本错则在 errata.yaml 里逐条列出并写明理由");
    }
    stale.extend(unlisted);
    stale
}

fn stale_fault(list: &[Erratum], number: usize) -> String {
    let Erratum { published, draft, .. } = &list[number];
    format!(
        "{}已不成立：草稿此处没有改\n    发布：{published}\n    应为：{draft}\n    改法：草稿对，则删去这一条；草稿错，则改话术或数据",
        title(list, number)
    )
}

/// The errata of a line without which it comes nearer to the draft.
fn no_longer_true(line: &Line, list: &[Erratum], draft: &str) -> Vec<usize> {
    let mut left_out = Vec::new();
    let mut nearest = distance(&line.corrected(list, &left_out), draft);
    for number in line.errata() {
        left_out.push(number);
        let without = distance(&line.corrected(list, &left_out), draft);
        if without < nearest {
            nearest = without;
        } else {
            left_out.pop();
        }
    }
    left_out
}

/// Characters to add or remove between two lines.
fn distance(old: &str, new: &str) -> usize {
    let diff = TextDiff::from_chars(old, new);
    diff.ops()
        .iter()
        .filter(|op| !matches!(op, DiffOp::Equal { .. }))
        .map(|op| op.old_range().len() + op.new_range().len())
        .sum()
}

/// Which changed line became which, in order: lines that share less than half of their characters are no pair.
fn pair_lines(old: &[&str], olds: Vec<usize>, new: &[&str], news: Vec<usize>) -> Vec<(Option<usize>, Option<usize>)> {
    let alike = |o: usize, n: usize| distance(old[o], new[n]) * 2 <= old[o].chars().count() + new[n].chars().count();
    let mut pairs = Vec::new();
    let mut rest = &news[..];
    for o in olds {
        if let Some(at) = rest.iter().position(|&n| alike(o, n)) {
            pairs.extend(rest[..at].iter().map(|&n| (None, Some(n))));
            pairs.push((Some(o), Some(rest[at])));
            rest = &rest[at + 1..];
        } else {
            pairs.push((Some(o), None));
        }
    }
    pairs.extend(rest.iter().map(|&n| (None, Some(n))));
    pairs
}

/// Both lines with the words that differ in 〖〗; an empty pair shows where words are missing.
fn mark(old: &str, new: &str) -> (String, String) {
    let diff = TextDiff::from_unicode_words(old, new);
    let (mut marked_old, mut marked_new) = (String::new(), String::new());
    for op in diff.ops() {
        let before: String = op.old_range().filter_map(|n| diff.old_slice(n)).collect();
        let after: String = op.new_range().filter_map(|n| diff.new_slice(n)).collect();
        if let DiffOp::Equal { .. } = op {
            marked_old += &before;
            marked_new += &after;
        } else {
            marked_old += &format!("〖{before}〗");
            marked_new += &format!("〖{after}〗");
        }
    }
    (marked_old, marked_new)
}
